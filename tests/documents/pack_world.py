"""A small force with cases and a panel meeting, for tests of packs. All of its people are invented.

Every reference follows from the key of what it names, so that two worlds differ in nothing but what a test changes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from complaints.database import SYSTEM, Database
from complaints.entries import read
from complaints.facts.load import Owner
from complaints.models.people import Account, Person, SignedIn
from complaints.references import reference, seeded, submission
from complaints.services.accounts import HASHER, account_named, resolve_person
from complaints.services.openings import open_case, open_meeting
from complaints.services.packs import declare_unconnected
from complaints.services.progress import Place, Taken, take_step
from tests.support.independence import INDEPENDENT, TESTED
from workflows.casefile import Service
from workflows.model import Role
from workflows.registry import STEPS

START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PASSWORD = "correct horse"
RANDOM = seeded("packs")
NOTHING = {
    "known": ["none"],
    "is_true": "yes",
}


@cache
def _hashed() -> str:
    """Everybody's password, made unreadable once: it takes its time."""
    return HASHER.hash(PASSWORD)


@dataclass(frozen=True)
class Victim:
    """What differs from twin to twin: everything by which the victim could be known."""

    name: str = "Vesper Ollerenshaw"
    number: str = "880214"
    telephone: str = "07700 900123"
    email: str = "vesper@example.org"
    address: str = "4 Quillet Row\nMarlbeck"
    code_word: str = "marigold"
    summary: str = "He stood outside her flat in Quillet Row."


FORCE = {
    "ana": ("Ana Hollin", "100001", (Role.INTAKE,)),
    "bea": ("Beatrix Skeldon", "100002", (Role.INTAKE,)),
    "hed": ("Hedda Thornquist", "100003", (Role.HEAD_OF_PSD,)),
    "lee": ("Leopold Marsh", "100004", (Role.APPROPRIATE_AUTHORITY,)),
    "ivy": ("Ivy Castellane", "100005", (Role.INVESTIGATOR,)),
    "sue": ("Suzanne Pell", "100006", (Role.OVERSIGHT_OFFICER,)),
    "cho": ("Chandra Okonedo", "100007", (Role.PANEL_CHAIR,)),
    "pam": ("Pamela Vance", None, (Role.PANEL_MEMBER,)),
    "nan": ("Nanette Gossage", None, (Role.PANEL_MEMBER,)),
    "cyr": ("Cyril Haverstock", "100009", (Role.CHIEF_OFFICER,)),
    "wit": ("Witold Abernethy", "100008", (Role.PANEL_MEMBER, Role.INTAKE, Role.HEAD_OF_PSD)),
    "dee": ("Desmond Quayle", "447123", ()),
    "eve": ("Everard Dunstable", "447124", ()),
}
"""Name, number and roles. "nan" has not declared for the meeting.

"wit" is a witness in the case called "secret", and so may know nothing of it.
"""


OUTSIDE = ("pam", "nan")
DECLARED = ("ana", "bea", "hed", "cho", "pam", "wit")
"""Who has declared for the meeting, before there is a pack, that they know nobody."""

VICTIM_WORDS = (
    *("Vesper", "Ollerenshaw", "880214", "07700", "Quillet", "Marlbeck", "marigold", "Desmond", "447123", "Rookdale"),
)
"""What no page of a pack may say."""


@dataclass
class World:
    """A database with the force in it, its clock, and the ids of what has been opened."""

    database: Database
    victim: Victim = field(default_factory=Victim)
    at: datetime = START
    cases: dict[str, int] = field(default_factory=dict)
    meeting: str = reference(RANDOM, "meeting")
    meeting_id: int = 0
    declared: int = 0
    people: dict[str, SignedIn] = field(default_factory=dict)

    def populate(self) -> "World":
        force = {**FORCE, "vic": (self.victim.name, self.victim.number, ())}
        with self.database.transaction(SYSTEM) as session:
            for key, (name, number, roles) in force.items():
                rank = "" if key in OUTSIDE else "detective sergeant"
                service = Service.OUTSIDE if key in OUTSIDE else Service.OFFICER
                person = Person(
                    reference=reference(RANDOM, key),
                    name=name,
                    number=number,
                    service=service,
                    force="Specimen Constabulary",
                    rank=rank,
                    team="Integrity" if roles else "Rookdale Response",
                    trained_until=date(2027, 12, 31),
                )
                session.add(person)
                session.flush()
                assert person.id is not None
                values = sorted(role.value for role in roles)
                session.add(Account(person_id=person.id, username=key, password_hash=_hashed(), roles=values))
                session.flush()
                found = account_named(session, key)
                assert found is not None
                self.people[key] = found
        return self

    def open(self, case: str, subject: str, **raw: Any) -> None:
        """A report of domestic abuse about `subject`, taken down by ana."""
        report = {
            "route": "colleague",
            "came_to_attention_at": self.at - timedelta(hours=1),
            "account": self.victim.summary,
            "domestic_abuse": "yes",
            "subject": FORCE[subject][1],
            **raw,
        }
        with self._acting("ana") as (session, by):
            taken = open_case(
                session,
                by=by,
                at=self.at,
                entry=self._entry(session, "report-matter", report),
                submission=self._submission(case, "report-matter"),
                reference=reference(RANDOM, case),
            )
        self.cases[case] = taken.place.id

    def plan(self, by: str = "ana", month: str = "2026-03") -> None:
        """The panel's meeting of a month."""
        with self._acting(by) as (session, actor):
            taken = open_meeting(
                session,
                by=actor,
                at=self.at,
                entry=self._entry(session, "plan-meeting", {"month": month, "meets_on": f"{month}-26"}),
                submission=self._submission("meeting", "plan-meeting"),
                reference=self.meeting,
            )
        self.meeting_id = taken.place.id

    def declare(self, *who: str) -> None:
        """Each of them declares for the meeting that they are connected with nobody; again, where they have before."""
        for name in who:
            self.declared += 1
            with self._acting(name) as (session, by):
                sent = self._submission("meeting", f"declare {self.declared}")
                declare_unconnected(session, self.meeting_id, by=by, at=self.at, submission=sent)

    def do(self, who: str, case: str, trigger: str, about: str | None = None, **raw: Any) -> Taken:
        """One step of a case, an hour after whatever came last."""
        self.at += timedelta(hours=1)
        with self._acting(who) as (session, by):
            person = self.people[about].person if about else None
            return take_step(
                session,
                Place(Owner.CASE, self.cases[case], person),
                trigger,
                by=by,
                at=self.at,
                entry=self._entry(session, trigger, raw),
                submission=self._submission(case, f"{trigger} {self.at}"),
            )

    def days(self, number: int) -> None:
        self.at += timedelta(days=number)

    @contextmanager
    def _acting(self, who: str) -> Iterator[tuple[Any, SignedIn]]:
        by = self.people[who]
        with self.database.transaction(by.person_id) as session:
            yield session, by

    def _entry(self, session: Any, trigger: str, raw: dict[str, Any]) -> Any:
        return read(STEPS[trigger].entry, raw, lambda given: resolve_person(session, given), now=self.at)

    def _submission(self, place: str, trigger: str) -> str:
        return submission(RANDOM, f"{place}/{trigger}")


def close_rich(world: World) -> None:
    """The rich case taken to its end."""
    world.do("ivy", "rich", "declare-interests", **NOTHING)
    world.do("ivy", "rich", "submit-report", summary="It happened.")
    for allegation in ("1", "2"):
        outcome = {"outcome": "case-to-answer-misconduct", "reasons": "It happened."}
        world.do("lee", "rich", "decide-outcome", allegation=allegation, **outcome)
    world.do("lee", "rich", "confirm-outcomes", learning="nothing yet")
    world.do("sue", "rich", "tell-outcome", channel="email", allegations=["1", "2"], text="We have decided.")
    world.do("sue", "rich", "make-closing-contact", channel="email", feedback_offered="yes", summary="Thanks.")
    world.do("lee", "rich", "close-case", code="C_CTA_M", reasons="All is done.")


def play(database: Database, *, victim: Victim | None = None, secret: bool = True) -> World:
    """A force with a rich case, a case just reported, and, with `secret`, one that a panel member witnessed."""
    world = World(database, victim or Victim()).populate()
    _rich(world)
    if secret:
        _secret(replace(world))
    _young(world)
    world.at = START + timedelta(days=60)
    world.plan()
    world.declare(*DECLARED)
    return world


def _rich(world: World) -> None:
    """A same-force victim's case up to duty status, contact and one written update, with a second due."""
    victim = world.victim
    world.open("rich", "dee", victim=victim.number, victim_telephone=victim.telephone, victim_address=victim.address)
    world.do("ana", "rich", "declare-interests", **NOTHING)
    world.do("ana", "rich", "allocate-case", person=FORCE["lee"][1], role="appropriate-authority")
    world.do("lee", "rich", "declare-interests", **NOTHING)
    allegation = {"subject": "447123", "summary": victim.summary, "domestic_abuse": "yes", "conduct_from": "2025-12-01"}
    world.do("lee", "rich", "add-allegation", category="K1", misuse_of_position="no", **allegation)
    world.do("lee", "rich", "add-allegation", category="D1", misuse_of_position="yes", **allegation)
    world.do("lee", "rich", "record-matter", kind="conduct-matter", ground="reg-7", reasons=victim.summary)
    world.do("lee", "rich", "decide-not-to-refer", mandatory="None applies.", voluntary="Not grave enough.")
    independence = INDEPENDENT | {"trust": "unknown", "review_on": "2026-04-02"}
    world.do("lee", "rich", "decide-independence", **independence)
    world.do("lee", "rich", "start-investigation", reasons="It must be.")
    world.do(
        "lee", "rich", "appoint-investigator", investigator=FORCE["ivy"][1], reasons="She knows neither.", **TESTED
    )
    world.do("lee", "rich", "appoint-oversight-officer", officer=FORCE["sue"][1], reasons="Trained.")
    world.do("sue", "rich", "declare-interests", **NOTHING)
    contact = {"channels": ["email"], "email": victim.email, "code_word": victim.code_word, "every_days": "14"}
    world.do("sue", "rich", "agree-contact", **contact)
    world.days(10)
    world.do("sue", "rich", "send-update", channel="email", text=victim.summary)
    restricted = {"restrictions": ["systems", "posting"], "role_risk": "He can look her up.", "review_on": "2026-04-20"}
    world.do("lee", "rich", "restrict-duties", about="dee", **restricted)


def _secret(world: World) -> None:
    """A case in which "wit" is a witness. On a clock of its own, so that it shifts nothing else."""
    world.open("secret", "eve", victim_name="Ottoline Marchbanks")
    world.do("ana", "secret", "declare-interests", **NOTHING)
    world.do("ana", "secret", "add-party", part="witness", person=FORCE["wit"][1])


def _young(world: World) -> None:
    world.days(20)
    world.open("young", "eve", victim_name="Philippa Tansley")
