"""My work: the cases that a person is allocated to, by when something is due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, exists
from sqlmodel import Session

from complaints.models import metadata
from complaints.models.people import SignedIn
from complaints.queries.addresses import case_address
from complaints.queries.due import Due, due, in_words
from complaints.queries.visible import CASE_FILE, visible_cases
from workflows.calendar import london_day
from workflows.model import Status
from workflows.registry import CLOCK, WORKFLOWS

PROCESS, DEADLINE, EVENT = (metadata.tables[name] for name in ("process", "deadline", "event"))


def _declared(case_id: Any) -> Any:
    """The person with the reference `:actor` has declared their interests in a case."""
    made = (EVENT.c.case_id == case_id, EVENT.c.trigger == "declare-interests", EVENT.c.by == bindparam("actor"))
    return exists().where(*made, EVENT.c.corrects.is_(None))


_runs = and_(DEADLINE.c.case_id == CASE_FILE.c.id, DEADLINE.c.met_at.is_(None), DEADLINE.c.ended == "")
MY_CASES = (
    visible_cases(
        CASE_FILE.c.reference,
        PROCESS.c.status,
        DEADLINE.c.clock,
        DEADLINE.c.last_day,
        _declared(CASE_FILE.c.id).label("declared"),
    )
    .join(PROCESS, and_(PROCESS.c.case_id == CASE_FILE.c.id, PROCESS.c.workflow == "handling"))
    .outerjoin(DEADLINE, _runs)
    .order_by(DEADLINE.c.last_day, DEADLINE.c.id, CASE_FILE.c.reference)
)
"""A row for each case and each of its open deadlines, the earliest first."""


@dataclass(frozen=True)
class WorkItem:
    """One case: where it stands, and what falls due next. `clock` is empty where nothing does."""

    reference: str
    href: str
    status: Status
    clock: str
    due: str
    last_day: date | None


@dataclass(frozen=True)
class WorkGroup:
    """The cases in which something falls due about as soon; `tone` is that of the clock macro."""

    title: str
    tone: str
    items: tuple[WorkItem, ...]


@dataclass(frozen=True)
class Undeclared:
    """A case of which its person may know no more until they declare."""

    reference: str
    href: str


@dataclass(frozen=True)
class MyWork:
    """The page. Only groups that hold a case are there; `closed` are cases with nothing left to do."""

    undeclared: tuple[Undeclared, ...]
    groups: tuple[WorkGroup, ...]
    closed: tuple[WorkItem, ...]


def my_work(session: Session, actor: SignedIn, now: datetime) -> MyWork:
    """Everything that one person works on, at a moment in UTC, in one statement."""
    rows = session.connection().execute(MY_CASES, {"person": actor.person_id, "actor": actor.person}).all()
    first = {row.reference: row for row in reversed(rows)}
    by_day = sorted(first.values(), key=lambda row: (row.last_day or date.max, row.reference))
    undeclared = tuple(Undeclared(row.reference, case_address(row.reference)) for row in by_day if not row.declared)
    items = [_item(row, london_day(now)) for row in by_day if row.declared]
    closed = tuple(item for item in items if item.status.final and not item.clock)
    return MyWork(undeclared, _groups([i for i in items if i not in closed], london_day(now)), closed)


def _item(row: Any, today: date) -> WorkItem:
    return WorkItem(
        reference=row.reference,
        href=case_address(row.reference),
        status=WORKFLOWS["handling"].status(row.status),
        clock=CLOCK[row.clock].title if row.clock else "",
        due=in_words(row.last_day, today) if row.clock else "",
        last_day=row.last_day,
    )


def _groups(items: Iterable[WorkItem], today: date) -> tuple[WorkGroup, ...]:
    found: dict[Due, list[WorkItem]] = {}
    for item in items:
        found.setdefault(due(item.last_day, today), []).append(item)
    return tuple(WorkGroup(group.value, group.tone, tuple(found[group])) for group in Due if group in found)
