"""The frozen facts of one case, or of one panel meeting, that every rule reads.

A case file is what has been recorded, in order: each fact is an event and the entry stated with it. The
named questions about them ("who is a subject?") stand in each feature's `facts.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cached_property, wraps
from typing import Any, Generic, NamedTuple, TypeVar

from workflows.calendar import at_london, london_day
from workflows.corrections import waiting
from workflows.model import Choice, Entry, PersonRef, Role, Status, Urgency
from workflows.screening.kept import Screened
from workflows.terms import Terms

E = TypeVar("E", bound=Entry)


class Service(Choice):
    """How a person serves, or served, with the police."""

    OFFICER = "officer", "Police officer"
    SPECIAL = "special", "Special constable"
    STAFF = "staff", "Police staff"
    VOLUNTEER = "volunteer", "Designated volunteer"
    FORMER = "former", "Former officer or member of staff"
    OUTSIDE = "outside", "Not police"


@dataclass(frozen=True)
class Posting:
    """A person as the register had them when the case relied on it, so that a later import changes nothing.

    `on_file_from` is the moment (UTC) of the event that relied on it; `trained_until` the last day of the
    person's current training on abuse by police, or None where the register has none.
    """

    person: PersonRef
    name: str
    service: Service
    force: str
    rank: str
    team: str
    manager: PersonRef | None
    trained_until: date | None
    roles: frozenset[Role]
    on_file_from: datetime


class Move(NamedTuple):
    """A post of somebody who has declared that begins after they did; known to the register from a moment (UTC) on."""

    person: PersonRef
    starts: date
    known_from: datetime

    @property
    def counts_from(self) -> datetime:
        """The moment (UTC) from which they have moved and the register knows it."""
        return max(self.known_from, at_london(self.starts, time()))


class Happened(NamedTuple):
    """An event as the rules see it. Moments are UTC; `key` names the event within its case.

    A correction of what takes `two_to_correct` stands only once somebody else has confirmed it. `before_declaring`: its
    step is taken before anybody has declared.
    """

    key: str
    workflow: str
    about: PersonRef | None
    trigger: str
    source: Status
    dest: Status
    by: PersonRef
    occurred_at: datetime
    recorded_at: datetime
    flags: tuple[str, ...] = ()
    urgency: Urgency | None = None
    corrects: str | None = None
    correction_reason: str | None = None
    two_to_correct: bool = False
    before_declaring: bool = False

    @property
    def day(self) -> date:
        """The London day on which it happened."""
        return london_day(self.occurred_at)


@dataclass(frozen=True)
class Fact(Generic[E]):
    """One event and what was stated with it; `corrected` where a later entry replaced the first.

    `veiled`: something in it is kept from whoever the file is shown to, so that it is not theirs to correct.
    """

    event: Happened
    entry: E
    corrected: bool = False
    veiled: bool = False


class ProcessFact(NamedTuple):
    """One running workflow and where it stands."""

    workflow: str
    about: PersonRef | None
    status: Status

    def is_same(self, other: ProcessFact) -> bool:
        """Whether both are one process, wherever each stands."""
        return (self.workflow, self.about) == (other.workflow, other.about)


@dataclass(frozen=True)
class CaseFile:
    """The facts of one case or meeting as known at one moment. `facts` and `screenings` are in the order recorded.

    `moves` are the register's own rows: they only grow, and each says from when it was known.
    """

    terms: Terms
    processes: tuple[ProcessFact, ...]
    facts: tuple[Fact[Entry], ...]
    postings: tuple[Posting, ...]
    screenings: tuple[Screened, ...] = ()
    moves: tuple[Move, ...] = ()

    @cached_property
    def settled(self) -> tuple[Fact[Entry], ...]:
        """The facts as they stand after corrections."""
        return settled(self.facts)

    @cached_property
    def _by_kind(self) -> Mapping[type[Entry], tuple[Fact[Entry], ...]]:
        found: dict[type[Entry], list[Fact[Entry]]] = {}
        for fact in self.settled:
            found.setdefault(type(fact.entry), []).append(fact)
        return {kind: tuple(facts) for kind, facts in found.items()}

    def all(self, kind: type[E], about: PersonRef | None = None) -> tuple[Fact[E], ...]:
        """The entries of one kind as they stand after corrections; `about` narrows to one subject."""
        facts: tuple[Fact[E], ...] = self._by_kind.get(kind, ())  # type: ignore[assignment]
        return facts if about is None else tuple(f for f in facts if f.event.about == about)

    def recorded(self, *kinds: type[Entry]) -> list[Fact[Any]]:
        """The entries of some kinds in the order recorded, corrections beside what they correct."""
        return [f for f in self.facts if type(f.entry) in kinds]

    def last(self, kind: type[E], about: PersonRef | None = None) -> Fact[E] | None:
        """The latest entry of one kind, or None."""
        return next(reversed(self.all(kind, about)), None)

    def status(self, workflow: str, about: PersonRef | None = None) -> Status | None:
        """Where a workflow stands, or None where it is not running."""
        return next((p.status for p in self.running(workflow) if p.about == about), None)

    @cached_property
    def closed(self) -> bool:
        """Whether the handling of the case has ended."""
        handling = self.status("handling")
        return handling is not None and handling.final

    def running(self, workflow: str) -> Sequence[ProcessFact]:
        """Every process of a workflow: one for each person it is about."""
        return self._running.get(workflow, ())

    @cached_property
    def _running(self) -> Mapping[str, Sequence[ProcessFact]]:
        found: dict[str, list[ProcessFact]] = {}
        for process in self.processes:
            found.setdefault(process.workflow, []).append(process)
        return found

    def posting(self, person: PersonRef | None, at: datetime | None = None) -> Posting | None:
        """What the case knew of a person, at a moment or now; None for somebody it never met."""
        known = self._postings.get(person, ()) if person else ()
        return next((p for p in known if at is None or p.on_file_from <= at), None)

    @cached_property
    def _postings(self) -> Mapping[PersonRef, list[Posting]]:
        """What the case knew of each person, the newest first."""
        found: dict[PersonRef, list[Posting]] = {}
        for posting in reversed(self.postings):
            found.setdefault(posting.person, []).append(posting)
        return found

    def holds(self, person: PersonRef, role: Role) -> bool:
        """Whether a person held a role when the case last relied on them."""
        posting = self.posting(person)
        return posting is not None and role in posting.roles

    def name(self, person: PersonRef | None) -> str:
        """A person's name as on file, or "not identified"."""
        posting = self.posting(person)
        return posting.name if posting else "not identified"

    def as_known(self, at: datetime) -> CaseFile:
        """The file as it would have been loaded at an earlier moment (UTC): what was recorded later is not in it.

        A process that was opened later stands where it began: without facts no rule finds anything in it.
        """
        facts = tuple(f for f in self.facts if f.event.recorded_at <= at)
        stood = {(f.event.workflow, f.event.about): f.event.source for f in reversed(self.facts)}
        stood |= {(f.event.workflow, f.event.about): f.event.dest for f in facts}
        processes = tuple(p._replace(status=stood.get((p.workflow, p.about), p.status)) for p in self.processes)
        postings = tuple(p for p in self.postings if p.on_file_from <= at)
        screenings = tuple(s for s in self.screenings if s.at <= at)
        moves = tuple(m for m in self.moves if m.known_from <= at)
        return replace(self, processes=processes, facts=facts, postings=postings, screenings=screenings, moves=moves)

    def with_fact(self, fact: Fact[Entry], process: ProcessFact, opened: tuple[ProcessFact, ...]) -> CaseFile:
        """The file after one more event: the process as it stands then, and those it opened."""
        moved = tuple(process if p.is_same(process) else p for p in self.processes)
        return replace(self, processes=moved + opened, facts=(*self.facts, fact))


R = TypeVar("R")


def kept(read: Callable[[CaseFile], R]) -> Callable[[CaseFile], R]:
    """What is read from a file, worked out once for each: rules ask the same of one file hundreds of times."""
    name = f"{read.__module__}.{read.__qualname__}"

    @wraps(read)
    def known(file: CaseFile) -> R:
        found: dict[str, R] = vars(file)
        if name not in found:
            found[name] = read(file)
        return found[name]

    return known


def settled(facts: tuple[Fact[Entry], ...]) -> tuple[Fact[Entry], ...]:
    """The facts with each correction that stands in the place, and at the time, of what it replaces."""
    waits = {f.event.key for f in waiting(facts)}
    replaced = {f.event.corrects: f for f in facts if f.event.corrects and f.event.key not in waits}
    first = (f for f in facts if not f.event.corrects)
    return tuple(_in_place_of(f, replaced[f.event.key]) if f.event.key in replaced else f for f in first)


def _in_place_of(first: Fact[Entry], correction: Fact[Entry]) -> Fact[Entry]:
    return Fact(first.event, correction.entry, corrected=True, veiled=first.veiled or correction.veiled)
