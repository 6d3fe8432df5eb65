"""Cases that nobody in professional standards works on: their references, for whoever may take them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlmodel import Session

from complaints.errors import NotFound
from complaints.models import metadata
from complaints.models.people import SignedIn
from complaints.queries.due import due, in_words, runs_for_the_case
from complaints.queries.visible import CASE_FILE, not_excluded
from workflows.calendar import london_day
from workflows.model import Role

DEADLINE, WAITING = metadata.tables["deadline"], metadata.tables["unallocated_case"]
TAKERS = (Role.INTAKE, Role.HEAD_OF_PSD, Role.APPROPRIATE_AUTHORITY)
"""Who may take a case that nobody works on, and as what, the first that somebody holds."""

_unallocated = (WAITING.c.case_id == CASE_FILE.c.id, not_excluded(CASE_FILE.c.id))
_first_due = (
    select(func.min(DEADLINE.c.last_day))
    .where(DEADLINE.c.case_id == CASE_FILE.c.id, runs_for_the_case)
    .scalar_subquery()
)
UNALLOCATED = (
    select(CASE_FILE.c.reference, CASE_FILE.c.opened_at, _first_due.label("last_day"))
    .where(*_unallocated)
    .order_by(CASE_FILE.c.opened_at, CASE_FILE.c.reference)
)
COUNT = select(func.count()).select_from(WAITING).where(not_excluded(WAITING.c.case_id))
FIND = select(CASE_FILE.c.id).where(*_unallocated, CASE_FILE.c.reference == bindparam("reference"))


@dataclass(frozen=True)
class Waiting:
    """One case: since when it waits (UTC), and by when something must be done. Nothing of what it is about."""

    reference: str
    opened_at: datetime
    due: str
    tone: str


def unallocated(session: Session, actor: SignedIn, now: datetime) -> tuple[Waiting, ...]:
    """Every open case from which `actor` is not excluded and on which nobody of professional standards works.

    What is sealed waits for a deputy outside the chain instead.
    """
    today = london_day(now)
    rows = session.connection().execute(UNALLOCATED, {"person": actor.person_id})
    return tuple(
        Waiting(
            row.reference,
            row.opened_at,
            in_words(row.last_day, today) if row.last_day else "",
            due(row.last_day, today).tone,
        )
        for row in rows
    )


def count_unallocated(session: Session, actor: SignedIn) -> int:
    """How many there are of them."""
    return int(session.connection().execute(COUNT, {"person": actor.person_id}).scalar_one())


def find_unallocated(session: Session, reference: str, actor: SignedIn) -> int:
    """The row id of such a case. Raises `NotFound`, also where somebody else has just taken it."""
    asked = {"person": actor.person_id, "reference": reference}
    found = session.connection().execute(FIND, asked).scalar()
    if found is None:
        raise NotFound
    return int(found)


def role_to_take(actor: SignedIn) -> Role | None:
    """As what somebody would take a case, or None where it is not theirs to take."""
    return next((role for role in TAKERS if role in actor.roles), None)
