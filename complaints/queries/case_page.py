"""The case page: one case as one of its handlers may know it. Before declaring, hardly anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, exists, select
from sqlmodel import Session

from complaints.facts.load import Loaded, facts_of
from complaints.models import metadata
from complaints.models.people import SignedIn
from complaints.queries.case_people import (
    AllegationRow,
    IncidentRow,
    PersonRow,
    allegation_rows,
    incident_rows,
    people_rows,
)
from complaints.queries.contact import Contact, contact_of
from complaints.queries.due import due, in_words
from complaints.queries.tasks import Task, TaskGroup, TaskState, task_groups
from complaints.queries.timeline import TimelineItem, timeline
from workflows.allegations.facts import is_domestic_abuse
from workflows.calendar import london_day
from workflows.casefile import CaseFile
from workflows.independence.facts import declared
from workflows.model import PersonRef, Role, Status
from workflows.people.facts import parties
from workflows.people.vocabulary import Part
from workflows.registry import CLOCK, STEPS
from workflows.words import written

PERSON, ALLOCATION, EXCLUSION, DEADLINE = (
    metadata.tables[name] for name in ("person", "allocation", "exclusion", "deadline")
)
CHIPS = 3
"""How many of the most pressing clocks stand beside the reference."""

LATEST = 8
"""How many events stand on the case page; all of them have a page of their own."""

TO_DECLARE_AGAINST = (Part.SUBJECT, Part.VICTIM, Part.WITNESS)
"""Whom somebody must know of to declare; who reported is not theirs to know yet."""

_excluded = exists().where(
    EXCLUSION.c.case_id == ALLOCATION.c.case_id,
    EXCLUSION.c.person_id == ALLOCATION.c.person_id,
    EXCLUSION.c.until.is_(None),
)
HANDLERS = (
    select(PERSON.c.reference, PERSON.c.name, ALLOCATION.c.role, _excluded.label("excluded"))
    .join(PERSON, PERSON.c.id == ALLOCATION.c.person_id)
    .where(ALLOCATION.c.case_id == bindparam("case"), ALLOCATION.c.until.is_(None))
    .order_by(ALLOCATION.c.id)
)
DEADLINES = select(DEADLINE).where(DEADLINE.c.case_id == bindparam("case"))
DEADLINES = DEADLINES.order_by(DEADLINE.c.last_day, DEADLINE.c.id)


@dataclass(frozen=True)
class Named:
    """Somebody and the part they have in the case."""

    part: str
    name: str


@dataclass(frozen=True)
class Handler:
    """Somebody who works on the case. `standing` says whether they have declared, or are excluded."""

    name: str
    roles: tuple[str, ...]
    standing: str
    tone: str


@dataclass(frozen=True)
class Clock:
    """A deadline: `text` says how it stands, `tone` is that of the clock macro."""

    label: str
    about: str
    text: str
    tone: str
    explanation: str
    cite: str
    caveat: str
    running: bool


@dataclass(frozen=True)
class Stub:
    """All that somebody who has not declared may see: whom to declare against, and what cannot wait."""

    reference: str
    people: tuple[Named, ...]
    first: tuple[Task, ...]
    urgent: tuple[Task, ...]


@dataclass(frozen=True)
class CasePage:
    """One case. `chips` are the most pressing clocks; `clocks` all that run, `stopped` those met or ended.

    `timeline` holds the latest of so many `events`.
    """

    reference: str
    status: Status
    domestic_abuse: bool
    chips: tuple[Clock, ...]
    tasks: tuple[TaskGroup, ...]
    people: tuple[PersonRow, ...]
    handlers: tuple[Handler, ...]
    allegations: tuple[AllegationRow, ...]
    chronology: tuple[IncidentRow, ...]
    contact: Contact
    clocks: tuple[Clock, ...]
    stopped: tuple[Clock, ...]
    timeline: tuple[TimelineItem, ...]
    events: int


@dataclass(frozen=True)
class CaseTimeline:
    """Every event of one case, newest first."""

    reference: str
    timeline: tuple[TimelineItem, ...]


def case_page(session: Session, case_id: int, reference: str, actor: SignedIn, now: datetime) -> CasePage | Stub:
    """A visible case, by row id, as `actor` may know it at a moment in UTC."""
    loaded = facts_of(session, [case_id], secrets=Role.OVERSIGHT_OFFICER in actor.roles)[case_id]
    file, groups = loaded.file, task_groups(loaded, actor.actor, now, reference)
    if actor.person not in declared(file):
        return _stub(file, groups, reference)
    status = file.status("handling")
    assert status is not None
    clocks = _clocks(session, case_id, loaded, london_day(now))
    running = tuple(clock for clock in clocks if clock.running)
    return CasePage(
        reference=reference,
        status=status,
        domestic_abuse=is_domestic_abuse(file),
        chips=running[:CHIPS],
        tasks=groups,
        people=people_rows(file, london_day(now)),
        handlers=_handlers(session, case_id, declared(file)),
        allegations=allegation_rows(file),
        chronology=incident_rows(file),
        contact=contact_of(file, actor.person),
        clocks=running,
        stopped=tuple(clock for clock in clocks if not clock.running),
        timeline=timeline(file, actor.actor, reference, LATEST),
        events=len(file.facts),
    )


def case_timeline(session: Session, case_id: int, reference: str, actor: SignedIn) -> CaseTimeline | None:
    """The whole timeline of a visible case, by row id; None before `actor` has declared."""
    file = facts_of(session, [case_id])[case_id].file
    if actor.person not in declared(file):
        return None
    return CaseTimeline(reference, timeline(file, actor.actor, reference))


def to_declare_against(file: CaseFile) -> tuple[Named, ...]:
    """The people whom somebody is shown so that they can say whether they know them."""
    return tuple(Named(p.part.label, p.name) for p in parties(file) if p.part in TO_DECLARE_AGAINST)


def _stub(file: CaseFile, groups: Iterable[TaskGroup], reference: str) -> Stub:
    mine = [task for group in groups for task in group.mine]
    before = (t for t in mine if STEPS[t.trigger].before_declaring and t.state is TaskState.NOW)
    first = tuple(sorted(before, key=lambda task: task.trigger != "declare-interests"))
    urgent = tuple(t for t in mine if STEPS[t.trigger].urgent and t.state is not TaskState.NOT_YET)
    return Stub(reference, to_declare_against(file), first, urgent)


def _handlers(session: Session, case_id: int, who_declared: frozenset[PersonRef]) -> tuple[Handler, ...]:
    rows: dict[str, list[Row[Any]]] = {}
    for row in session.connection().execute(HANDLERS, {"case": case_id}):
        rows.setdefault(row.reference, []).append(row)
    return tuple(_handler(held, person in who_declared) for person, held in rows.items())


def _handler(held: list[Row[Any]], has_declared: bool) -> Handler:
    standing, tone = ("Declared", "green") if has_declared else ("Has not declared yet", "orange")
    if held[0].excluded:
        standing, tone = "Excluded from this case", "red"
    return Handler(held[0].name, tuple(dict.fromkeys(row.role.label for row in held)), standing, tone)


def _clocks(session: Session, case_id: int, loaded: Loaded, today: date) -> tuple[Clock, ...]:
    about = {row.id: loaded.file.name(row.about) if row.about else "" for row in loaded.rows}
    rows = session.connection().execute(DEADLINES, {"case": case_id})
    return tuple(_clock(row, about[row.process_id], today) for row in rows)


def _clock(row: Row[Any], about: str, today: date) -> Clock:
    clock = CLOCK[row.clock]
    text, tone = _standing(row, today)
    return Clock(
        label=clock.title,
        about=about,
        text=text,
        tone=tone,
        explanation=row.explanation,
        cite=clock.cite.short,
        caveat=clock.cite.caveat,
        running=row.met_at is None and not row.ended,
    )


def _standing(row: Row[Any], today: date) -> tuple[str, str]:
    if row.met_at:
        late = ", late" if row.met_at >= row.due_at else ""
        return f"met on {written(london_day(row.met_at))}{late}", "met"
    if row.ended:
        return "ended", "paused"
    return in_words(row.last_day, today), due(row.last_day, today).tone
