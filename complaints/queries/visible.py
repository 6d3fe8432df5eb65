"""Who may know of which case: allocation, and no exclusion. PostgreSQL's row-level policy says the same again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, or_, select
from sqlmodel import Session

from complaints.errors import NotFound
from complaints.facts.standing import SEALED, TAKEN_OVER
from complaints.models import metadata
from complaints.models.people import SYSTEM_ACTOR, SignedIn
from complaints.queries.named import named

CASE_FILE, ALLOCATION, EXCLUSION, MEETING, PERSON, EVENT = (
    metadata.tables[name] for name in ("case_file", "allocation", "exclusion", "meeting", "person", "event")
)

BAR = EXCLUSION.alias("bar")
"""By a name of its own: a statement may be about exclusions itself."""


def not_excluded(case_id: Any) -> Any:
    """No exclusion of the person in `:person` from a case stands."""
    barred = (BAR.c.case_id == case_id, BAR.c.person_id == bindparam("person"))
    return ~exists().where(*barred, BAR.c.until.is_(None))


def allocated(case_id: Any) -> Any:
    """The person in `:person` works on a case."""
    works = (ALLOCATION.c.case_id == case_id, ALLOCATION.c.person_id == bindparam("person"))
    return exists().where(*works, ALLOCATION.c.until.is_(None))


def counted(case_id: Any) -> Any:
    """The person in `:person` may read of a case in what is made of the whole force.

    What the department must not handle is not counted there, except for those who work on it and for the system.
    """
    outside = or_(case_id.in_(SEALED), case_id.in_(TAKEN_OVER))
    is_system = bindparam("person") == SYSTEM_ACTOR.person_id
    return and_(not_excluded(case_id), or_(~outside, allocated(case_id), is_system))


def visible_cases(*columns: Any) -> Select[Any]:
    """Columns of the cases that the person in `:person` may know of, as a list: it begins at their own allocations.

    With EXISTS, as for one case, SQLite would try every case that there is; with IN, PostgreSQL would, because it
    joins in the order written.
    """
    works = (ALLOCATION.c.person_id == bindparam("person"), ALLOCATION.c.until.is_(None))
    own = select(ALLOCATION.c.case_id).where(*works).distinct().subquery("own")
    cases = own.join(CASE_FILE, CASE_FILE.c.id == own.c.case_id)
    return select(*(columns or (CASE_FILE,))).select_from(cases).where(not_excluded(CASE_FILE.c.id))


_NAMED = select(CASE_FILE.c.id, CASE_FILE.c.reference).where(named(CASE_FILE), not_excluded(CASE_FILE.c.id))
FIND_CASE = _NAMED.where(or_(CASE_FILE.c.id == bindparam("urgent"), allocated(CASE_FILE.c.id)))
FIND_MEETING = select(MEETING.c.id, MEETING.c.reference).where(MEETING.c.reference == bindparam("reference"))


def find_case(session: Session, reference: str, actor: SignedIn) -> int:
    """The row id of a case. Raises `NotFound` alike for a reference that is unknown, not theirs, or barred."""
    asked = {"person": actor.person_id, "reference": reference, "urgent": actor.urgent_case}
    return _found(session, FIND_CASE, asked)


def find_unbarred(session: Session, reference: str, actor: SignedIn) -> int:
    """The row id of a case on which somebody need not work, for urgent access alone. Raises `NotFound` as above."""
    return _found(session, _NAMED, {"person": actor.person_id, "reference": reference})


def find_meeting(session: Session, reference: str) -> int:
    """The row id of a panel meeting. Raises `NotFound`."""
    return _found(session, FIND_MEETING, {"reference": reference})


def _found(session: Session, statement: Select[Any], asked: Mapping[str, Any]) -> int:
    found = session.connection().execute(statement, asked).first()
    if found is None or found.reference != asked["reference"]:
        raise NotFound
    return int(found.id)
