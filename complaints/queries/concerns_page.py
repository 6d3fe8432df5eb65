"""Concerns about somebody's safety, for the gatekeeper: what came in, newest first, and what was done about it.

Nobody knows who sent one, and none is tied to a case. Its address is worked out from the form that it came by.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import Session

from complaints.errors import NotFound
from complaints.models import metadata
from complaints.references import reference, seeded

CONCERN, DEALT, PERSON = (metadata.tables[name] for name in ("safety_concern", "safety_concern_dealt", "person"))

CONCERNS = (
    select(CONCERN.c.id, CONCERN.c.at, CONCERN.c.submission, DEALT.c.at.label("dealt_at"), PERSON.c.name)
    .outerjoin(DEALT, DEALT.c.concern_id == CONCERN.c.id)
    .outerjoin(PERSON, PERSON.c.reference == DEALT.c.by)
    .order_by(CONCERN.c.at.desc(), CONCERN.c.id.desc())
)
OPEN = select(func.count()).select_from(CONCERN.outerjoin(DEALT, DEALT.c.concern_id == CONCERN.c.id))
OPEN = OPEN.where(DEALT.c.concern_id.is_(None))
"""How many nobody has dealt with."""


@dataclass(frozen=True)
class ConcernRow:
    """One concern: when it came in and was dealt with (UTC), by whom; None and "" while it is open."""

    row_id: int
    reference: str
    href: str
    at: datetime
    dealt_at: datetime | None
    by: str


@dataclass(frozen=True)
class ConcernPage:
    """One concern in its own words, and what was done about it; "" while it is open."""

    row: ConcernRow
    concern: str
    done: str


def concern_rows(session: Session) -> tuple[ConcernRow, ...]:
    """Every concern, the newest first. What was written stays locked."""
    return tuple(_row(*each) for each in session.execute(CONCERNS))


def concern_page(session: Session, name: str) -> ConcernPage:
    """One concern. Raises `NotFound`."""
    row = find_concern(session, name)
    written = select(CONCERN.c.concern).where(CONCERN.c.id == row.row_id)
    told = select(DEALT.c.done).where(DEALT.c.concern_id == row.row_id)
    return ConcernPage(row, session.execute(written).scalar_one(), session.execute(told).scalar() or "")


def find_concern(session: Session, name: str) -> ConcernRow:
    """A concern by its reference. Raises `NotFound`."""
    for row in concern_rows(session):
        if row.reference == name:
            return row
    raise NotFound


def _row(row_id: int, at: datetime, submission: str, dealt_at: datetime | None, by: str | None) -> ConcernRow:
    name = reference(seeded(submission), "concern")
    return ConcernRow(row_id, name, f"/concerns/{name}", at, dealt_at, by or "")
