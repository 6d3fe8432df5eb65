"""My work: the cases that a person is allocated to, by when something is due and for whom each waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, select
from sqlmodel import Session

from complaints.facts.terms import force_terms
from complaints.models import metadata
from complaints.models.people import SignedIn
from complaints.queries.addresses import case_address
from complaints.queries.declarations import Renewal, renewal_due
from complaints.queries.due import Due, due, in_words, runs_for_the_case
from complaints.queries.visible import CASE_FILE, visible_cases
from complaints.queries.waiting import Waiting, waiting
from workflows.calendar import london_day
from workflows.model import Status
from workflows.registry import CLOCK, WORKFLOWS
from workflows.terms import Terms

PROCESS, DEADLINE, EVENT = (metadata.tables[name] for name in ("process", "deadline", "event"))

SHOWN = 25
"""How many cases of a group the page shows until all are asked for."""


def has_declared(case_id: Any) -> Any:
    """The person with the reference `:actor` has declared their interests in a case."""
    return exists().where(*_declarations(case_id))


def declared_last(case_id: Any) -> Any:
    """When (UTC) that person declared last, or null."""
    return select(func.max(EVENT.c.recorded_at)).where(*_declarations(case_id)).scalar_subquery()


def _declarations(case_id: Any) -> tuple[ColumnElement[bool], ...]:
    made = (EVENT.c.case_id == case_id, EVENT.c.trigger == "declare-interests", EVENT.c.by == bindparam("actor"))
    return (*made, EVENT.c.corrects.is_(None))


_runs = and_(DEADLINE.c.case_id == CASE_FILE.c.id, runs_for_the_case)
MY_CASES = (
    visible_cases(
        CASE_FILE.c.reference,
        PROCESS.c.status,
        DEADLINE.c.clock,
        DEADLINE.c.last_day,
        declared_last(CASE_FILE.c.id).label("declared"),
    )
    .join(PROCESS, and_(PROCESS.c.case_id == CASE_FILE.c.id, PROCESS.c.workflow == "handling"))
    .outerjoin(DEADLINE, _runs)
    .order_by(DEADLINE.c.last_day, DEADLINE.c.id, CASE_FILE.c.reference)
)
"""A row for each case and each of its open deadlines, the earliest first."""


class Queue(Enum):
    """The groups of the page, in order: each case stands in the first that it belongs to.

    `tone` is that of the clock macro; a `folded` group is opened by whoever wants it.
    """

    tone: str
    folded: bool

    def __new__(cls, title: str, tone: str, folded: bool = False) -> Queue:
        member = object.__new__(cls)
        member._value_, member.tone, member.folded = title, tone, folded
        return member

    OVERDUE = "Overdue from us", "overdue"
    TODAY = "Due today", "soon"
    WEEK = "Due within 7 days", "soon"
    YOURS = "Waiting for you", "due"
    OTHERS = "Waiting for others", "due"
    LATER = "Due later, or nothing due", "due", True
    CLOSED = "Closed cases", "met", True


PRESSING = {Due.OVERDUE: Queue.OVERDUE, Due.TODAY: Queue.TODAY, Due.WEEK: Queue.WEEK}


@dataclass(frozen=True)
class WorkItem:
    """One case: where it stands, what falls due next and in which strand of the work, and what it waits for.

    `clock`, `due` and `strand` are empty where nothing is due.
    """

    reference: str
    href: str
    status: Status
    clock: str
    due: str
    strand: str
    last_day: date | None
    waits: Waiting


@dataclass(frozen=True)
class WorkGroup:
    """The cases of one queue, the most pressing first: `items` are the first of `total`."""

    title: str
    tone: str
    folded: bool
    total: int
    items: tuple[WorkItem, ...]

    @property
    def more(self) -> bool:
        """Whether some are not shown."""
        return len(self.items) < self.total


@dataclass(frozen=True)
class Undeclared:
    """A case of which its person may know no more until they declare."""

    reference: str
    href: str


@dataclass(frozen=True)
class MyWork:
    """The page. Only groups that hold a case are there. `renewals` are of declarations that run out."""

    undeclared: tuple[Undeclared, ...]
    groups: tuple[WorkGroup, ...]
    renewals: tuple[Renewal, ...] = ()


def my_work(session: Session, actor: SignedIn, now: datetime, *, everything: bool = False) -> MyWork:
    """Everything that one person works on, at a moment in UTC, in four statements; of each group all, or the first."""
    rows = session.connection().execute(MY_CASES, {"person": actor.person_id, "actor": actor.person}).all()
    waits = waiting(session, actor)
    first = {row.reference: row for row in reversed(rows)}
    by_day = sorted(first.values(), key=lambda row: (row.last_day or date.max, row.reference))
    undeclared = tuple(Undeclared(r.reference, case_address(r.reference)) for r in by_day if _asks_to_declare(r))
    today = london_day(now)
    items = [_item(row, today, waits.get(row.reference, Waiting())) for row in by_day if row.declared]
    terms = force_terms(session.connection(), now)
    return MyWork(undeclared, _groups(items, today, everything), _renewals(by_day, terms, today))


def _asks_to_declare(row: Any) -> bool:
    """A case that is closed asks for no declaration that was never made."""
    return not row.declared and not WORKFLOWS["handling"].status(row.status).final


def _renewals(rows: Iterable[Any], terms: Terms, today: date) -> tuple[Renewal, ...]:
    """What this person has to declare again, of the cases that are not closed: the oldest declaration first."""
    handling = WORKFLOWS["handling"]
    made = sorted((r for r in rows if r.declared and not handling.status(r.status).final), key=lambda r: r.declared)
    found = (renewal_due(terms, row.reference, london_day(row.declared), today) for row in made)
    return tuple(renewal for renewal in found if renewal)


def _item(row: Any, today: date, waits: Waiting) -> WorkItem:
    clock = CLOCK[row.clock] if row.clock else None
    return WorkItem(
        reference=row.reference,
        href=case_address(row.reference),
        status=WORKFLOWS["handling"].status(row.status),
        clock=clock.title if clock else "",
        due=in_words(row.last_day, today) if clock else "",
        strand=WORKFLOWS[clock.workflow].title if clock else "",
        last_day=row.last_day,
        waits=waits,
    )


def _queue(item: WorkItem, today: date) -> Queue:
    if pressing := PRESSING.get(due(item.last_day, today)):
        return pressing
    if item.waits.yours:
        return Queue.YOURS
    if item.waits.others:
        return Queue.OTHERS
    return Queue.CLOSED if item.status.final and not item.clock else Queue.LATER


def _groups(items: Iterable[WorkItem], today: date, everything: bool) -> tuple[WorkGroup, ...]:
    found: dict[Queue, list[WorkItem]] = {}
    for item in items:
        found.setdefault(_queue(item, today), []).append(item)
    queues = [queue for queue in Queue if queue in found]
    return tuple(
        WorkGroup(q.value, q.tone, q.folded, len(found[q]), tuple(found[q][: None if everything else SHOWN]))
        for q in queues
    )
