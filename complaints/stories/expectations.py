"""What came of an event, compared with what its story expects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import Session

from complaints.facts.load import Loaded, Owner, facts_of
from complaints.force import Player
from complaints.models import metadata
from complaints.services.deadlines import worked_out
from complaints.services.progress import Place
from complaints.stories.format import Event, Expect
from complaints.stories.lines import Path_
from complaints.stories.words import CLOCK_NAMES, NONE, NOT_FROM_HERE, NOT_THEIR_JOB, counted
from workflows.calendar import london_day
from workflows.calls_to_action.checklist import MEASURES, of_case, of_meetings
from workflows.calls_to_action.measures import Period
from workflows.model import Attempt, Decision, PersonRef
from workflows.registry import CLOCK, WORKFLOWS
from workflows.words import joined

DEADLINE = metadata.tables["deadline"]
DEADLINES = select(DEADLINE).where(DEADLINE.c.case_id == bindparam("of_case")).order_by(DEADLINE.c.nth)


@dataclass(frozen=True)
class Outcome:
    """What came of an event: a step taken with its flags, or why it was not; or whether a look found the case."""

    flags: frozenset[str] | None = None
    refused: frozenset[str] | None = None
    invalid: Mapping[str, str] | None = None
    found: bool | None = None

    def __str__(self) -> str:
        if self.found is not None:
            return "the case is found" if self.found else "the case is not found"
        if self.refused is not None:
            return f"the step is refused for {_listed(self.refused)}"
        if self.invalid is not None:
            problems = joined([f"{name} ({why})" if why else name for name, why in sorted(self.invalid.items())])
            return f"the entry cannot be read: {problems}"
        return f"the step is taken with {_listed(self.flags or (), 'no flag')}"

    def agrees(self, other: Outcome) -> bool:
        """Whether both are the same, whatever sentence an invalid field comes with."""
        return (self.flags, self.refused, self._fields, self.found) == (
            other.flags,
            other.refused,
            other._fields,
            other.found,
        )

    @property
    def _fields(self) -> frozenset[str] | None:
        return None if self.invalid is None else frozenset(self.invalid)


@dataclass(frozen=True)
class Surprise:
    """Something that a story does not expect: where in the event it shows, what was expected, what happened."""

    path: Path_
    expected: str
    happened: str


@dataclass(frozen=True)
class Scene:
    """A case or meeting as it stands after an event, as somebody who sees everything would find it."""

    loaded: Loaded
    deadlines: tuple[Any, ...]
    event: Event
    about: PersonRef | None
    by: Player
    at: datetime
    first: date

    def is_meant(self, about: PersonRef | None) -> bool:
        """Whether a process counts: each does but those about another subject than the event's."""
        return about is None or self.about in (None, about)

    def process_ids(self, workflow: str) -> list[int]:
        """The processes of a workflow that are meant."""
        return [r.id for r in self.loaded.rows if r.workflow == workflow and self.is_meant(r.about)]


def expected(expect: Expect) -> Outcome:
    """The outcome that a story expects."""
    if expect.found is not None:
        return Outcome(found=expect.found)
    if expect.refused is not None:
        return Outcome(refused=frozenset(expect.refused))
    if expect.invalid is not None:
        return Outcome(invalid=dict.fromkeys(expect.invalid, ""))
    return Outcome(flags=frozenset(expect.flags))


def missing(decision: Decision | None) -> frozenset[str]:
    """Why a step is not open: what is missing, whose job it is not, or that there is no such step from here."""
    if decision is None:
        return frozenset({NOT_FROM_HERE})
    return frozenset(r.id for r in decision.blocking) | (frozenset() if decision.right_role else {NOT_THEIR_JOB})


def looks_further(expect: Expect) -> bool:
    """Whether anything but the outcome is expected."""
    return bool(expect.status or expect.due or expect.met or expect.measures or expect.tasks.can or expect.tasks.cannot)


def set_scene(
    session: Session, place: Place, event: Event, people: Mapping[str, Player], at: datetime, first: date
) -> Scene:
    """Load what the expectations of an event are about; the session sees everything."""
    loaded = facts_of(session, [place.id], owner=place.owner)[place.id]
    rows = session.execute(DEADLINES, {"of_case": place.id}).all() if place.owner is Owner.CASE else _deadlines(loaded)
    about = people[event.about].person if event.about else None
    return Scene(loaded, tuple(rows), event, about, people[event.by], at, first)


def _deadlines(loaded: Loaded) -> list[SimpleNamespace]:
    """The deadlines of what is no case: nobody's worklist holds them, so they are worked out as they are read."""
    return [
        SimpleNamespace(process_id=process_id, **due._asdict())
        for (process_id, _clock, _nth), due in worked_out(loaded).items()
    ]


def surprises(scene: Scene) -> Iterator[Surprise]:
    """Everything about the scene that the event does not expect."""
    for check in (_statuses, _due, _met, _measures, _can, _cannot):
        for path, wanted, is_so in check(scene):
            if wanted != is_so:
                yield Surprise(("expect", *path), wanted, is_so)


Compared = Iterator[tuple[Path_, str, str]]


def _statuses(scene: Scene) -> Compared:
    for name, wanted in scene.event.expect.status.items():
        ids = scene.process_ids(name)
        found = [row.status.value for row in scene.loaded.rows if row.id in ids]
        yield ("status", name), wanted, joined(found) or "it is not running"


def _due(scene: Scene) -> Compared:
    for name, wanted in scene.event.expect.due.items():
        runs = [row for row in _runs(scene, name) if row.met_at is None and not row.ended]
        yield ("due", name), counted(wanted, scene.first), runs[-1].last_day.isoformat() if runs else NONE


def _met(scene: Scene) -> Compared:
    for name, wanted in scene.event.expect.met.items():
        runs = [row for row in _runs(scene, name) if row.met_at]
        yield ("met", name), counted(wanted, scene.first), london_day(runs[-1].met_at).isoformat() if runs else NONE


def _runs(scene: Scene, name: str) -> list[Any]:
    """The runs of a clock in the case, oldest first."""
    clock = CLOCK[CLOCK_NAMES[name]]
    ids = scene.process_ids(clock.workflow)
    return [row for row in scene.deadlines if row.clock == clock.id and row.process_id in ids]


def _measures(scene: Scene) -> Compared:
    file, period = scene.loaded.file, Period(scene.first, london_day(scene.at), scene.at)
    found = (*of_case(file, period), *of_meetings([file], period))
    for name, wanted in scene.event.expect.measures.items():
        tally = MEASURES[name].tally(finding for measure, finding in found if measure == name)
        yield ("measures", name), wanted, tally.word.value


def _can(scene: Scene) -> Compared:
    choices = _choices(scene)
    for trigger in scene.event.expect.tasks.can:
        yield ("tasks", "can"), f"{trigger} is open", f"{trigger} is {_state(choices.get(trigger))}"


def _cannot(scene: Scene) -> Compared:
    choices = _choices(scene)
    for trigger, ids in scene.event.expect.tasks.cannot.items():
        wanted = f"{trigger} is closed for {_listed(ids)}"
        yield ("tasks", "cannot", trigger), wanted, f"{trigger} is {_state(choices.get(trigger))}"


def _state(decision: Decision | None) -> str:
    return "open" if decision and decision.allowed else f"closed for {_listed(missing(decision))}"


def _choices(scene: Scene) -> dict[str, Decision]:
    """Every step out of where the processes stand, as this person's task list would show it."""
    running = [p for p in scene.loaded.file.processes if scene.is_meant(p.about)]
    attempts = [Attempt(scene.loaded.file, p, scene.by.signed_in.actor, scene.at) for p in running]
    return {d.step.trigger: d for a in attempts for d in WORKFLOWS[a.process.workflow].choices(a)}


def _listed(words: Any, nothing: str = "no reason") -> str:
    return joined(sorted(words)) or nothing
