"""Who is in a seeded force: the standing force, further desks of its department, and whoever a case brings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from random import Random

from complaints.force import Invented, Member, Player, Pronoun, invent, standing_force
from workflows.casefile import Service

CASES_A_DESK = 60
"""How many cases the people of one desk share: what one person works on does not grow with the force."""

POSTS = ("ana", "ben", "lee", "max", "hope", "ivy", "joe", "sue", "tom")
"""The members of the standing force whose posts every desk has; they are the first desk themselves."""

RANKS = ("constable", "constable", "constable", "detective constable", "sergeant", "detective sergeant", "inspector")
GRADES = ("control room operator", "analyst", "enquiry officer", "detention officer", "crime recorder")
TEAMS = ("Response A", "Response B", "Response C", "Custody", "CID", "Roads Policing", "Neighbourhoods", "Events",
         "Control Room", "Licensing", "Dogs", "Schools", "Firearms", "Intelligence")  # fmt: skip


@dataclass(frozen=True)
class Desk:
    """A desk of the department, by number: who does what on its cases. Each name is one that stories know."""

    number: int

    def post(self, name: str) -> str:
        """Who holds, at this desk, the post of somebody in the standing force."""
        return f"{name}_{self.number}" if self.number else name

    def moved_to(self, other: "Desk") -> dict[str, str]:
        """Whose place each of us takes at another desk."""
        return {self.post(name): other.post(name) for name in POSTS}


def further_desks(number: int) -> dict[str, Member]:
    """The people of every desk but the first."""
    force = standing_force()
    return {
        desk.post(name): under(force[name], {post: desk.post(post) for post in POSTS})
        for desk in map(Desk, range(1, number))
        for name in POSTS
    }


def under(member: Member, names: Mapping[str, str]) -> Member:
    """The same member, whose manager goes by another name."""
    return member.model_copy(update={"manager": names[member.manager] if member.manager else None})


@dataclass
class Roll:
    """Everybody's names, numbers and addresses so far: nobody is given those of somebody else."""

    taken: set[str] = field(default_factory=set)

    def note(self, people: Mapping[str, Player]) -> None:
        """Take down people who are on the register already."""
        for player in people.values():
            self.taken |= _tokens(player.details)

    def key(self, seed: str, wish: str, pronoun: Pronoun) -> str:
        """The key under which somebody is made up from a seed: the one wished for, or the first that is free."""
        for attempt in count():
            key = f"{wish}_again{attempt}" if attempt else wish
            tokens = _tokens(invent(f"{seed}/{key}", pronoun))
            if self.taken.isdisjoint(tokens):
                self.taken |= tokens
                return key
        raise AssertionError

    def keys(self, seed: str, people: Mapping[str, Member]) -> dict[str, str]:
        """The same for several people, by the keys that were wished for."""
        return {wish: self.key(seed, wish, member.pronoun) for wish, member in people.items()}


def _tokens(details: Invented) -> set[str]:
    return {details.name, details.number, details.email}


def officer(random: Random, **said: object) -> Member:
    """Somebody who serves as an officer."""
    chosen = {"rank": random.choice(RANKS), "team": random.choice(TEAMS), "pronoun": random.choice(list(Pronoun))}
    return Member.model_validate(chosen | said)


def colleague(random: Random) -> Member:
    """An officer, a special constable or a member of staff, as they are in a force."""
    service = random.choices((Service.OFFICER, Service.STAFF, Service.SPECIAL), weights=(7, 3, 1))[0]
    ranks = {Service.OFFICER: RANKS, Service.STAFF: GRADES, Service.SPECIAL: ("special constable",)}
    return officer(random, **{"is": service, "rank": random.choice(ranks[service])})


def outsider(random: Random) -> Member:
    """Somebody who does not serve with the police."""
    return Member.model_validate({"is": Service.OUTSIDE, "pronoun": random.choice(list(Pronoun))})
