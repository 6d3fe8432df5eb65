"""Concerns about somebody's safety, for the gatekeeper: what came in, newest first, and what was done about it.

Nobody knows who sent one, and none is tied to a case. A gatekeeper who was named in one as the danger finds nothing of
it. Its address is worked out from the form that it came by.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select
from sqlmodel import Session

from complaints.errors import NotFound
from complaints.models import metadata
from complaints.models.people import SignedIn
from complaints.references import reference, seeded
from workflows.words import with_number

CONCERN, DEALT, PERSON = (metadata.tables[name] for name in ("safety_concern", "safety_concern_dealt", "person"))

_open_to = or_(CONCERN.c.subject.is_(None), CONCERN.c.subject != bindparam("actor"))
CONCERNS = (
    select(CONCERN.c.id, CONCERN.c.at, CONCERN.c.submission, DEALT.c.at.label("dealt_at"), PERSON.c.name)
    .outerjoin(DEALT, DEALT.c.concern_id == CONCERN.c.id)
    .outerjoin(PERSON, PERSON.c.reference == DEALT.c.by)
    .where(_open_to)
    .order_by(CONCERN.c.at.desc(), CONCERN.c.id.desc())
)
OPEN = select(func.count()).select_from(CONCERN.outerjoin(DEALT, DEALT.c.concern_id == CONCERN.c.id))
OPEN = OPEN.where(_open_to, DEALT.c.concern_id.is_(None))
"""How many are open to somebody, and nobody has dealt with."""
TOLD = (
    select(CONCERN.c.concern, PERSON.c.name, PERSON.c.number, DEALT.c.done)
    .outerjoin(PERSON, PERSON.c.reference == CONCERN.c.subject)
    .outerjoin(DEALT, DEALT.c.concern_id == CONCERN.c.id)
    .where(CONCERN.c.id == bindparam("row"))
)


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
    """One concern in its own words, who the danger is by the number given, and what was done; "" for nothing."""

    row: ConcernRow
    concern: str
    subject: str
    done: str


def concern_rows(session: Session, actor: SignedIn) -> tuple[ConcernRow, ...]:
    """Every concern that does not name `actor`, the newest first. What was written stays locked."""
    return tuple(_row(*each) for each in session.execute(CONCERNS, {"actor": actor.person}))


def concern_page(session: Session, name: str, actor: SignedIn) -> ConcernPage:
    """One concern. Raises `NotFound`."""
    row = find_concern(session, name, actor)
    told = session.execute(TOLD, {"row": row.row_id}).one()
    subject = with_number(told.name, told.number) if told.name else ""
    return ConcernPage(row, told.concern, subject, told.done or "")


def find_concern(session: Session, name: str, actor: SignedIn) -> ConcernRow:
    """A concern by its reference. Raises `NotFound`."""
    for row in concern_rows(session, actor):
        if row.reference == name:
            return row
    raise NotFound


def _row(row_id: int, at: datetime, submission: str, dealt_at: datetime | None, by: str | None) -> ConcernRow:
    name = reference(seeded(submission), "concern")
    return ConcernRow(row_id, name, f"/concerns/{name}", at, dealt_at, by or "")
