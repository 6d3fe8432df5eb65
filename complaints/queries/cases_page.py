"""The list of cases: every case that its reader may know of, filtered and sorted, a page at a time.

Of a case in which its reader has not declared, the list gives the reference and their own roles in it. So no filter or
order that reads the case itself can tell of one: filtered, it is not there; sorted, it stands last, by reference.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import Row, Select, and_, bindparam, case, exists, func, select
from sqlmodel import Session

from complaints.models import metadata
from complaints.models.people import SignedIn
from complaints.queries.addresses import case_address
from complaints.queries.case_columns import ABUSE, FIRST_DUE, KIND, Abuse
from complaints.queries.due import due, in_words, runs_for_the_case
from complaints.queries.my_work import has_declared
from complaints.queries.visible import CASE_FILE, visible_cases
from complaints.queries.waiting import MINE, works_on
from workflows.calendar import at_london, first_moment_after, london_day
from workflows.handling.vocabulary import HandlingStatus, MatterKind
from workflows.model import Choice, Role, Status
from workflows.registry import CLOCK, WORKFLOWS

PROCESS, DEADLINE, FILTER = (metadata.tables[name] for name in ("process", "deadline", "saved_filter"))
PAGE = 50
"""Cases on one page."""


class Sort(Choice):
    """In which order the cases stand."""

    DUE = "due", "What is due first"
    OPENED = "opened", "Newest first"
    REFERENCE = "reference", "Reference"
    STATUS = "status", "Status"


@dataclass(frozen=True)
class CaseFilter:
    """Which cases, and in which order. Days are London's, both inclusive. What is None, or False, is not asked."""

    status: HandlingStatus | None = None
    kind: MatterKind | None = None
    abuse: Abuse | None = None
    role: Role | None = None
    overdue: bool = False
    opened_from: date | None = None
    opened_to: date | None = None
    sort: Sort = Sort.DUE

    @property
    def query(self) -> str:
        """As it stands in an address: what is asked, and no more."""
        return urlencode(list(self._asked()))

    def _asked(self) -> Iterator[tuple[str, str]]:
        for field in fields(self):
            value = getattr(self, field.name)
            if value == field.default:
                continue
            if isinstance(value, date):
                parts = {"day": value.day, "month": value.month, "year": value.year}
                yield from ((f"{field.name}-{part}", str(number)) for part, number in parts.items())
            else:
                yield field.name, "yes" if value is True else value.value


@dataclass(frozen=True)
class CaseRow:
    """One case of the list. Before its reader has declared, `status` is None and only `roles` are given."""

    reference: str
    href: str
    roles: tuple[str, ...]
    status: Status | None = None
    kind: str = ""
    abuse: bool = False
    opened: date | None = None
    clock: str = ""
    due: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Saved:
    """A filter that the reader keeps."""

    name: str
    href: str


@dataclass(frozen=True)
class CasesPage:
    """One page of the list: `total` cases in all, on pages 1 to `last`."""

    rows: tuple[CaseRow, ...]
    total: int
    page: int
    last: int
    saved: tuple[Saved, ...]


_seen = (
    visible_cases(
        CASE_FILE.c.id,
        CASE_FILE.c.reference,
        CASE_FILE.c.opened_at,
        PROCESS.c.status,
        KIND.label("kind"),
        ABUSE.label("abuse"),
        FIRST_DUE.label("last_day"),
        has_declared(CASE_FILE.c.id).label("declared"),
    )
    .join(PROCESS, and_(PROCESS.c.case_id == CASE_FILE.c.id, PROCESS.c.workflow == "handling"))
)  # fmt: skip
SEEN = _seen.subquery("seen")

_statuses = {status.value: place for place, status in enumerate(HandlingStatus)}
_keys: dict[Sort, Any] = {
    Sort.DUE: SEEN.c.last_day,
    Sort.OPENED: SEEN.c.opened_at,
    Sort.REFERENCE: SEEN.c.reference,
    Sort.STATUS: case(_statuses, value=SEEN.c.status, else_=len(_statuses)),
}
NEXT: Select[Any] = (
    select(DEADLINE.c.case_id, DEADLINE.c.clock, DEADLINE.c.last_day)
    .where(
        DEADLINE.c.case_id.in_(bindparam("cases", expanding=True)),
        runs_for_the_case,
    )
    .order_by(DEADLINE.c.last_day.desc(), DEADLINE.c.id.desc())
)
ROLES: Select[Any] = (
    select(MINE.c.case_id, MINE.c.role)
    .join(CASE_FILE, works_on)
    .where(MINE.c.case_id.in_(bindparam("cases", expanding=True)))
    .order_by(MINE.c.id)
)
KEPT = select(FILTER.c.name, FILTER.c.query).where(FILTER.c.account_id == bindparam("account"))
KEPT = KEPT.order_by(FILTER.c.name)


def cases_page(session: Session, actor: SignedIn, now: datetime, asked: CaseFilter, page: int = 1) -> CasesPage:
    """One page of the cases that `actor` may know of, at a moment in UTC. After the last page comes the last again."""
    connection, who = session.connection(), {"person": actor.person_id, "actor": actor.person}
    found = list(_conditions(asked, london_day(now)))
    total = connection.execute(select(func.count()).select_from(SEEN).where(*found), who).scalar_one()
    last = max(1, -(-total // PAGE))
    page = min(page, last)
    rows = connection.execute(_page(asked, found, page), who).all()
    open_cases = [row.id for row in rows if row.declared]
    clocks = {row.case_id: row for row in connection.execute(NEXT, {**who, "cases": open_cases})}
    roles: dict[int, list[str]] = {row.id: [] for row in rows}
    for row in connection.execute(ROLES, {**who, "cases": list(roles)}):
        roles[row.case_id].append(row.role.label)
    saved = connection.execute(KEPT, {"account": actor.account_id})
    return CasesPage(
        rows=tuple(_row(row, clocks.get(row.id), roles[row.id], london_day(now)) for row in rows),
        total=total,
        page=page,
        last=last,
        saved=tuple(Saved(row.name, f"/cases?{row.query}") for row in saved),
    )


def _page(asked: CaseFilter, found: list[Any], page: int) -> Select[Any]:
    key = case((SEEN.c.declared, _keys[asked.sort]))
    order = key.desc() if asked.sort is Sort.OPENED else key.asc().nulls_last()
    return (
        select(SEEN)
        .where(*found)
        .order_by(case((SEEN.c.declared, 0), else_=1), order, SEEN.c.reference)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )


def _conditions(asked: CaseFilter, today: date) -> Iterator[Any]:
    """What a case must answer to be listed. All but the reader's own role read the case, so they must have declared."""
    reads = list(_read(asked, today))
    if reads:
        yield from (SEEN.c.declared, *reads)
    if asked.role:
        mine = MINE.alias("mine_as")
        works = (mine.c.case_id == SEEN.c.id, mine.c.person_id == bindparam("person"), mine.c.until.is_(None))
        yield exists().where(*works, mine.c.role == asked.role)


def _read(asked: CaseFilter, today: date) -> Iterator[Any]:
    if asked.status:
        yield SEEN.c.status == asked.status.value
    if asked.kind:
        yield SEEN.c.kind == asked.kind
    if asked.abuse:
        yield SEEN.c.abuse == asked.abuse.value
    if asked.overdue:
        yield SEEN.c.last_day < today
    if asked.opened_from:
        yield SEEN.c.opened_at >= at_london(asked.opened_from, time())
    if asked.opened_to:
        yield SEEN.c.opened_at < first_moment_after(asked.opened_to)


def _row(row: Row[Any], clock: Row[Any] | None, roles: list[str], today: date) -> CaseRow:
    mine = tuple(dict.fromkeys(roles))
    if not row.declared:
        return CaseRow(row.reference, case_address(row.reference), mine)
    return CaseRow(
        reference=row.reference,
        href=case_address(row.reference),
        roles=mine,
        status=WORKFLOWS["handling"].status(row.status),
        kind=row.kind.label if row.kind else "",
        abuse=row.abuse == Abuse.YES.value,
        opened=london_day(row.opened_at),
        clock=CLOCK[clock.clock].title if clock else "",
        due=in_words(clock.last_day, today) if clock else "",
        tone=due(clock.last_day, today).tone if clock else "",
    )
