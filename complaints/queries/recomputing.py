"""How far it is that deadlines are worked out anew, and what moved: of cases that the reader may know of."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, bindparam, case, func, select
from sqlmodel import Session

from complaints.models import metadata
from complaints.models.people import SignedIn
from complaints.queries.visible import CASE_FILE, not_excluded

RECOMPUTATION, RECOMPUTED, EVENT, OFFICE_FILE = (
    metadata.tables[name] for name in ("recomputation", "recomputed_case", "event", "office_file")
)
NEWEST = select(RECOMPUTATION).order_by(RECOMPUTATION.c.id.desc()).limit(1)
OF_FILE = (
    NEWEST.join(EVENT, EVENT.c.id == RECOMPUTATION.c.event_id)
    .join(OFFICE_FILE, OFFICE_FILE.c.id == EVENT.c.office_id)
    .where(OFFICE_FILE.c.workflow == bindparam("workflow"), OFFICE_FILE.c.name == bindparam("name"))
)
FINISHED = select(func.min(RECOMPUTATION.c.id)).where(
    RECOMPUTATION.c.id >= bindparam("since"), RECOMPUTATION.c.finished
)
REACHED = select(
    func.count().label("of"), func.sum(case((CASE_FILE.c.id <= bindparam("reached"), 1), else_=0)).label("done")
).where(not_excluded(CASE_FILE.c.id))
MOVED = select(func.sum(RECOMPUTED.c.moved)).where(
    RECOMPUTED.c.recomputation_id.between(bindparam("since"), bindparam("until")), not_excluded(RECOMPUTED.c.case_id)
)


@dataclass(frozen=True)
class Recomputing:
    """How many cases are done, of how many, and how many deadlines have moved or are new; `finished`: all are done."""

    done: int
    of: int
    moved: int
    finished: bool


def newest(session: Session, actor: SignedIn) -> Recomputing | None:
    """What was asked for last, whatever for; None where nothing ever was."""
    return _found(session, actor, NEWEST, {})


def because_of(session: Session, actor: SignedIn, workflow: str, name: str) -> Recomputing | None:
    """What the last change in an office file has asked for; None where none has."""
    return _found(session, actor, OF_FILE, {"workflow": workflow, "name": name})


def _found(session: Session, actor: SignedIn, asked: Select[tuple[int]], named: dict[str, str]) -> Recomputing | None:
    """What was asked for is finished once it, or whatever was asked for after it, is: the newest is worked on."""
    row = session.execute(asked, named).first()
    if row is None:
        return None
    until: int | None = session.execute(FINISHED, {"since": row.id}).scalar()
    at_work = session.execute(NEWEST).one()
    reader = {"person": actor.person_id}
    of, done = session.execute(REACHED, {"reached": at_work.reached, **reader}).one()
    moved = session.execute(MOVED, {"since": row.id, "until": until or at_work.id, **reader}).scalar()
    return Recomputing(of if until else done or 0, of, moved or 0, until is not None)
