"""Works out every stored deadline again, case by case: after a new bank holiday or setting, or to be sure."""

from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import bindparam, select
from sqlmodel import Session

from complaints.database import SYSTEM, Database
from complaints.facts.load import facts_of
from complaints.models import metadata
from complaints.services.deadlines import refresh_deadlines

BATCH = 100
CASE_FILE = metadata.tables["case_file"]
NEXT_CASES = (
    select(CASE_FILE.c.id, CASE_FILE.c.reference)
    .where(CASE_FILE.c.id > bindparam("after"))
    .order_by(CASE_FILE.c.id)
    .limit(BATCH)
)


def recompute(database: Database, progress: Callable[[int], object]) -> dict[str, int]:
    """Refresh the deadlines of every case, 100 cases a transaction; returns how many moved, by reference.

    Only cases in which something moved are named. `progress` is told how many cases are done.
    """
    moved: dict[str, int] = {}
    done, after = 0, 0
    while True:
        with database.transaction(SYSTEM) as session:
            cases = session.execute(NEXT_CASES.with_for_update(), {"after": after}).all()
            files = facts_of(session, [case_id for case_id, _ in cases])
            moved |= {
                reference: changed
                for case_id, reference in cases
                if (changed := refresh_deadlines(session, case_id, files[case_id]))
            }
        if not cases:
            return moved
        done, after = done + len(cases), cases[-1][0]
        progress(done)


def batches_of_cases(session: Session) -> Iterator[Sequence[int]]:
    """The row ids of all cases, some at a time, for a session that sees them all."""
    after = 0
    while cases := session.execute(NEXT_CASES, {"after": after}).all():
        yield [case_id for case_id, _ in cases]
        after = cases[-1][0]
