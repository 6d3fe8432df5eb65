"""Works out every stored deadline again, case by case: after a new bank holiday or setting, or to be sure.

Whoever asks writes it down in the transaction of what makes it necessary. Whoever has time works it off, some cases a
transaction, with what is done in the same transaction: so it may be broken off at any moment, gone on with by anybody,
and done by several at once, who take turns.
"""

from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import bindparam, func, insert, select, update
from sqlmodel import Session

from complaints.database import SYSTEM, Database
from complaints.facts.load import facts_of
from complaints.models import metadata
from complaints.references import Random, real
from complaints.services.deadlines import refresh_deadlines
from complaints.services.unallocated import note_unallocated

BATCH = 100
CASE_FILE, RECOMPUTATION, RECOMPUTED = (
    metadata.tables[name] for name in ("case_file", "recomputation", "recomputed_case")
)
NEXT_CASES = (
    select(CASE_FILE.c.id, CASE_FILE.c.reference)
    .where(CASE_FILE.c.id > bindparam("after"))
    .order_by(CASE_FILE.c.id)
    .limit(bindparam("limit"))
)
ASK = insert(RECOMPUTATION).returning(RECOMPUTATION.c.id)
NEWEST = select(RECOMPUTATION).order_by(RECOMPUTATION.c.id.desc()).limit(1)
GO_ON = update(RECOMPUTATION).where(RECOMPUTATION.c.id == bindparam("row"))
MOVED_SINCE = (
    select(CASE_FILE.c.reference, func.sum(RECOMPUTED.c.moved))
    .join(CASE_FILE, CASE_FILE.c.id == RECOMPUTED.c.case_id)
    .where(RECOMPUTED.c.recomputation_id >= bindparam("since"))
    .group_by(CASE_FILE.c.id, CASE_FILE.c.reference)
    .order_by(CASE_FILE.c.id)
)


def _silent(_done: int) -> None:
    return


def ask(session: Session, event_id: int | None = None) -> int:
    """Note that every deadline is to be worked out again, because of an event; returns the row id of the note."""
    asked: int = session.connection().execute(ASK, {"event_id": event_id, "reached": 0, "finished": False}).scalar_one()
    return asked


def work_off(database: Database, progress: Callable[[int], object] = _silent, *, random: Random = real) -> None:
    """Do what has been asked for, until there is nothing left. `progress` is told how many cases are done here.

    How many cases a transaction takes is left to chance, up to a hundred: else somebody who is excluded from a case
    could tell from how many of theirs are done that there is one more.
    """
    done = 0
    while _is_wanted(database):
        with database.transaction(SYSTEM) as session:
            done += _some_cases(session, 1 + int.from_bytes(random("how many")) % BATCH)
        progress(done)


def recompute(database: Database, progress: Callable[[int], object]) -> dict[str, int]:
    """Ask for it and do it at once; returns how many deadlines moved, by the reference of their case.

    Only cases in which something moved are named.
    """
    with database.transaction(SYSTEM) as session:
        asked = ask(session)
    work_off(database, progress)
    with database.transaction(SYSTEM, write=False) as session:
        return dict(session.execute(MOVED_SINCE, {"since": asked}).all())


def _is_wanted(database: Database) -> bool:
    with database.transaction(SYSTEM, write=False) as session:
        newest = session.execute(NEWEST).first()
    return newest is not None and not newest.finished


def _some_cases(session: Session, most: int) -> int:
    """The next cases of the newest note; returns how many. Others wait for their turn until it is let go."""
    newest = session.execute(NEWEST.with_for_update()).one()
    cases = session.execute(NEXT_CASES.with_for_update(), {"after": newest.reached, "limit": most}).all()
    if not cases:
        session.execute(GO_ON.values(finished=True), {"row": newest.id})
        return 0
    files = facts_of(session, [case_id for case_id, _ in cases])
    moved = {case_id: refresh_deadlines(session, case_id, files[case_id]) for case_id, _ in cases}
    note_unallocated(session, list(files))
    rows = [{"recomputation_id": newest.id, "case_id": case, "moved": n} for case, n in moved.items() if n]
    if rows:
        session.execute(insert(RECOMPUTED), rows)
    session.execute(GO_ON.values(reached=cases[-1][0]), {"row": newest.id})
    return len(cases)


def batches_of_cases(session: Session) -> Iterator[Sequence[int]]:
    """The row ids of all cases, some at a time, for a session that sees them all."""
    after = 0
    while cases := session.execute(NEXT_CASES, {"after": after, "limit": BATCH}).all():
        yield [case_id for case_id, _ in cases]
        after = cases[-1][0]
