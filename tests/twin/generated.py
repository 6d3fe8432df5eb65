"""Many worlds: one town, and to each copy of it a secret case that chance has made, with five people shut out of it.

The town without a secret is the same for all, so what it answers is asked once. Compared are each page from which the
five can start, every address with a gap filled with what the secret case has, searches for everybody and everything in
it, and urgent access to it: status, headers, body and statements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from copy import copy as shallow
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import zip_longest
from pathlib import Path
from random import Random
from shutil import copy
from typing import Any

from sqlalchemy import update

from complaints.database import SYSTEM, Database
from complaints.models import metadata
from tests.queries.scene import ALLEGATION, NO_CONNECTION, REPORT, ROUTE, Scene
from tests.support.pages import Pairs
from tests.twin.visit import STARTS, Answer, Leak, Visitor, compare, guesses
from tests.twin.worlds import VISITED, Names, site_of
from tests.web.client import PASSWORD
from workflows.model import LENT_ROLES, Role

BARRED = {
    "sid": "subject",
    "wit": "witness",
    "tea": "team of the subject",
    "dec": "declared conflict",
    "vet": "team of the victim",
}
ROLES = tuple(role for role in Role if role not in LENT_ROLES)
ACCOUNT = metadata.tables["account"]
NUMBERS = {person: str(880_201 + n) for n, person in enumerate(BARRED)}
VICTIM, TEAM = "880299", "Response V"
"""A victim who serves, and her team, in which one of the five is."""
WORDS = (
    "blue",
    "door",
    "key",
    "river",
    "Tuesday",
    "stairs",
    "afraid",
    "engine",
    "letter",
    "winter",
    "school",
    "bruise",
)
LATER = tuple(step for step in ROUTE if step[1] not in ("declare-interests", "allocate-case", "add-allegation"))
LOOKED_AT = VISITED + timedelta(days=40)
"""After everything that a secret can hold has happened."""


class Town(Scene):
    """A force with a case of everybody's own, and none that is secret yet."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.keys = self.site.database.keys
        for person, number in NUMBERS.items():
            team = TEAM if person == "vet" else ""
            self.people[person] = self.site.add_person(person, *ROLES, number=number, team=team)
        self.people["val"] = self.site.add_person("val", number=VICTIM, team=TEAM)
        for person in BARRED:
            self.site.clock.forward(minutes=1)
            case = self.open(person)
            self.do(person, "declare-interests", case=case, **NO_CONNECTION)


@dataclass
class Secret:
    """A case made by chance on a copy of the town, and how the five came to be shut out of it."""

    scene: Scene
    random: Random
    reference: str = ""
    words: tuple[str, ...] = ()

    def tell(self) -> None:
        """Everything that happens, some of it before and some of it after people are shut out."""
        random, scene = self.random, self.scene
        scene.site.clock.forward(minutes=random.randrange(1, 40_000))
        self.words = tuple(random.sample(WORDS, 4))
        named = random.random() < 0.5
        report = {**REPORT, "account": " ".join(self.words), "subject": NUMBERS["sid"] if named else "", "reporter": ""}
        report["domestic_abuse"] = random.choice(("yes", "no", "unknown"))
        colleague = random.random() < 0.5
        report["victim"] = VICTIM if colleague else random.choice(("4472", ""))
        if named:
            self._roles_of("sid", [])
        self.reference = scene.open("ana", report)
        self._do("ana", "declare-interests", **NO_CONNECTION)
        for number in ("101", "102", NUMBERS["dec"], *random.sample(sorted(NUMBERS.values()), random.randrange(3))):
            role = {"101": "appropriate-authority", "102": "head-of-psd"}.get(number, "intake")
            if (number != NUMBERS["sid"] or not named) and (number != NUMBERS["vet"] or not colleague):
                self._do("ana", "allocate-case", person=number, role=role)
        self._roles_of("sid", [])
        self._do("lee", "declare-interests", **NO_CONNECTION)
        shut_out = [*self._shutting_out(named, colleague)]
        random.shuffle(shut_out)
        for shut in shut_out[:2]:
            shut()
        self._do("lee", "add-allegation", **{**ALLEGATION, "subject": "", "summary": " ".join(self.words[:2])})
        self._do("lee", "declare-interests", **NO_CONNECTION)  # against whoever was added by now
        self._go_on(random.randrange(5))
        for shut in shut_out[2:]:
            shut()
        self._roles_of("sid", ROLES)

    def _roles_of(self, person: str, roles: Sequence[Role]) -> None:
        """The subject has no role while the case meets him: otherwise it would leave the department at once."""
        with self.scene.site.database.transaction(SYSTEM) as session:
            of = ACCOUNT.c.person_id == self.scene.people[person].person_id
            session.execute(update(ACCOUNT).where(of).values(roles=sorted(role.value for role in roles)))

    def _shutting_out(self, named: bool, colleague: bool) -> Iterator[Callable[[], None]]:
        if not named:
            yield lambda: self._do("lee", "add-party", part="subject", person=NUMBERS["sid"])
        yield lambda: self._do("lee", "add-party", part="witness", person=NUMBERS["wit"])
        yield lambda: self._do("dec", "declare-interests", **{**NO_CONNECTION, "known": ["victim:social"]})
        for person in ("tea", "vet"):
            found = {"connection": "same-team", "found": "From the register."}
            yield lambda n=NUMBERS[person], f=found: self._do("lee", "report-connection", person=n, **f)  # type: ignore[misc]
        if not colleague:
            yield lambda: self._do("lee", "add-party", part="victim", person=VICTIM)

    def _go_on(self, steps: int) -> None:
        """So many steps further along the first route, as its people would take them."""
        for who, trigger, _day, stated in LATER[:steps]:
            self._do(who, trigger, **stated)

    def _do(self, who: str, trigger: str, **stated: Any) -> None:
        self.scene.do(who, trigger, case=self.reference, **stated)

    @property
    def sought(self) -> tuple[str, ...]:
        """What somebody may look for who suspects that there is a case."""
        return (self.reference, NUMBERS["sid"], "Val", self.words[0], "Tea")


@dataclass
class Found:
    """What has been compared, and what differed: each leak in words, and its bytes counted."""

    worlds: int = 0
    pages: int = 0
    searches: int = 0
    differing: int = 0
    leaks: list[str] = field(default_factory=list)

    def add(self, other: Found) -> None:
        """What somebody else has compared."""
        self.worlds, self.pages = self.worlds + other.worlds, self.pages + other.pages
        self.searches, self.differing = self.searches + other.searches, self.differing + other.differing
        self.leaks += other.leaks


@dataclass
class Comparison:
    """Visits of the five to worlds with a secret, each answer beside that of the town without one."""

    lacking: dict[str, Visitor]
    known: dict[tuple[str, str, str, Pairs], Answer] = field(default_factory=dict)
    found: Found = field(default_factory=Found)

    def visit(self, having: Visitor, who: str, secret: Secret) -> None:
        for method, path, sent in _requests(having, secret):
            key = (who, method, path, sent)
            if key not in self.known:
                self.known[key] = self.lacking[who].ask(method, path, sent)
            self.found.pages += 1
            self.found.searches += path == "/find" and method == "POST"
            self._compare(f"{method} {path} as {who}", having.ask(method, path, sent), self.known[key])

    def _compare(self, what: str, answer: Answer, expected: Answer) -> None:
        try:
            compare(what, answer, expected)
        except Leak as leak:
            self.found.leaks.append(str(leak))
            pairs = zip_longest(answer.body, expected.body)
            self.found.differing += max(1, sum(one != other for one, other in pairs))


def _requests(having: Visitor, secret: Secret) -> Iterator[tuple[str, str, Pairs]]:
    yield from (("GET", path, ()) for path in STARTS)
    names = Names(secret.reference, {}, {"hed": secret.reference}, ())
    for guessed in guesses(having.site, names):
        yield from ((method, path, ()) for method, path in secret.random.sample(guessed, min(2, len(guessed))))
    yield from (("POST", "/find", (("sought", each),)) for each in secret.sought)
    asked = {"reference": secret.reference, "why": "danger", "details": "Now.", "knows_anyone": "no"}
    yield "POST", "/urgent", (*asked.items(), ("password", PASSWORD), ("submission", "0" * 32))


def compare_worlds(directory: Path, template: Path, seeds: Iterable[int]) -> Found:
    """A town, and for each seed a copy of it with a secret, compared for each of the five."""
    town = Town(Database(f"sqlite:///{copy(template, directory / 'town.db')}"))
    town.site.database.dispose()
    with ExitStack() as stack:
        lacking = site_of(Database(f"sqlite:///{copy(directory / 'town.db', directory / 'lacking.db')}"), town.keys)
        lacking.clock.at = LOOKED_AT
        comparison = Comparison({who: Visitor(lacking, who, stack) for who in BARRED})
        for seed in seeds:
            world = Path(copy(directory / "town.db", directory / f"{seed}.db"))
            _compare_world(comparison, Database(f"sqlite:///{world}"), town, seed)
            world.unlink()
    return comparison.found


def _compare_world(comparison: Comparison, database: Database, town: Town, seed: int) -> None:
    scene = shallow(town)
    scene.site = site_of(database, town.keys)
    scene.site.clock.at = town.site.clock.at
    secret = Secret(scene, Random(seed))
    secret.tell()
    scene.site.clock.at = LOOKED_AT
    with ExitStack() as stack:
        for who in BARRED:
            comparison.visit(Visitor(scene.site, who, stack), who, secret)
    comparison.found.worlds += 1
    database.dispose()
