"""Cases that the department must not handle, or that it cannot: their references, for a deputy outside the chain."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, func, or_, select
from sqlmodel import Session

from complaints.errors import NotFound
from complaints.facts.standing import OPEN, SEALED, TAKEN_OVER
from complaints.models import metadata
from complaints.models.people import SignedIn, holds
from complaints.queries.visible import ALLOCATION, CASE_FILE, EXCLUSION, not_excluded
from workflows.model import Role

ACCOUNT = metadata.tables["account"]
NEEDED = (Role.APPROPRIATE_AUTHORITY, Role.HEAD_OF_PSD, Role.OVERSIGHT_OFFICER)
"""The roles without which no case can be handled: one of those who hold each must be free to."""


def _nobody_left(role: Role) -> Select[Any]:
    """The cases from which everybody who holds a role is excluded. Read from the exclusions: few people are, of few."""
    holders = select(func.count(ACCOUNT.c.person_id.distinct())).where(holds(role)).scalar_subquery()
    return (
        select(EXCLUSION.c.case_id)
        .join(ACCOUNT, ACCOUNT.c.person_id == EXCLUSION.c.person_id)
        .where(holds(role), EXCLUSION.c.until.is_(None))
        .group_by(EXCLUSION.c.case_id)
        .having(func.count(EXCLUSION.c.person_id.distinct()) == holders)
    )


_sealed = CASE_FILE.c.id.in_(SEALED)
_waits = and_(
    or_(_sealed, *(CASE_FILE.c.id.in_(_nobody_left(role)) for role in NEEDED)),
    CASE_FILE.c.id.in_(OPEN.except_(TAKEN_OVER)),
)
WAITING = (
    select(CASE_FILE.c.reference, CASE_FILE.c.opened_at, _sealed.label("sealed"))
    .where(_waits)
    .order_by(CASE_FILE.c.opened_at, CASE_FILE.c.reference)
)
FOR_DEPUTY = WAITING.where(not_excluded(CASE_FILE.c.id))
_has_it = exists().where(
    ALLOCATION.c.case_id == CASE_FILE.c.id,
    ALLOCATION.c.person_id == bindparam("person"),
    ALLOCATION.c.role == Role.DEPUTY,
    ALLOCATION.c.until.is_(None),
)
FIND = select(CASE_FILE.c.id).where(
    or_(_waits, _has_it), not_excluded(CASE_FILE.c.id), CASE_FILE.c.reference == bindparam("reference")
)
"""A case that waits; or one that the person in `:person` has taken over, who may hand it on."""


@dataclass(frozen=True)
class Outside:
    """One case: since when it is on file (UTC), and whether a subject has a role here. Nothing of what it is about."""

    reference: str
    opened_at: datetime
    sealed: bool


def waiting_outside(session: Session, actor: SignedIn) -> tuple[Outside, ...]:
    """Every open case from which `actor` is not excluded, and that waits for somebody outside the chain."""
    return _found(session, FOR_DEPUTY, person=actor.person_id)


def waiting_for_anybody(session: Session) -> tuple[Outside, ...]:
    """The same, whoever is excluded: for the alarm of the system itself."""
    return _found(session, WAITING)


def _found(session: Session, statement: Any, **asked: object) -> tuple[Outside, ...]:
    rows = session.connection().execute(statement, asked)
    return tuple(Outside(row.reference, row.opened_at, bool(row.sealed)) for row in rows)


def find_outside(session: Session, reference: str, actor: SignedIn) -> int:
    """The row id of such a case, or of one that they have. Raises `NotFound`, also where another has just taken it."""
    asked = {"person": actor.person_id, "reference": reference}
    found = session.connection().execute(FIND, asked).scalar()
    if found is None:
        raise NotFound
    return int(found)
