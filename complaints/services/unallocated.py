"""The cases on which nobody works: worked out when who works on a case changes, and stored.

So a work list can say how many wait without going through every open case of the force.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import BindParameter, bindparam, delete, insert, select
from sqlmodel import Session

from complaints.facts.standing import CASE_FILE, UNALLOCATED
from complaints.models import metadata

WAITING = metadata.tables["unallocated_case"]
_these: BindParameter[Any] = bindparam("cases", expanding=True)
FORGET = delete(WAITING).where(WAITING.c.case_id.in_(_these))
NOTE = insert(WAITING).from_select(["case_id"], UNALLOCATED.where(CASE_FILE.c.id.in_(_these)))
STORED = select(WAITING.c.case_id).where(WAITING.c.case_id.in_(_these))
WORKED_OUT = UNALLOCATED.where(CASE_FILE.c.id.in_(_these))


def note_unallocated(session: Session, cases: Collection[int]) -> None:
    """Bring what is stored of some cases, by row id, into line with who works on them now: two statements."""
    session.connection().execute(FORGET, {"cases": cases})
    session.connection().execute(NOTE, {"cases": cases})


def wrongly_noted(session: Session, cases: Collection[int]) -> set[int]:
    """Those of some cases, by row id, of which what is stored is not what their rows give."""
    stored, worked_out = (set(session.scalars(statement, {"cases": cases}).all()) for statement in (STORED, WORKED_OUT))
    return stored ^ worked_out
