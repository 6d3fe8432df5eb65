"""The one projection: the deadlines of a case, worked out from its facts and stored for worklists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlmodel import Session

from complaints.facts.load import Loaded
from complaints.models import metadata
from workflows.clocks import Due, deadlines
from workflows.registry import CLOCKS

DEADLINE = metadata.tables["deadline"]
SUPERSEDED = "Superseded by a correction."

VALUES = ("starts", "last_day", "due_at", "met_at", "ended", "explanation")
FIND = select(DEADLINE).where(DEADLINE.c.case_id == bindparam("of_case"))
ADD = insert(DEADLINE)
CHANGE = update(DEADLINE).where(DEADLINE.c.id == bindparam("row"))
CHANGE = CHANGE.values({name: bindparam(f"new_{name}") for name in VALUES})

Key = tuple[int, str, int]


def refresh_deadlines(session: Session, case_id: int, loaded: Loaded) -> int:
    """Bring the stored deadlines of a case into line with its facts; returns how many rows changed.

    No deadline is ever deleted: one that the facts no longer give is marked as superseded.
    """
    wanted = worked_out(loaded)
    stored = {
        (row.process_id, row.clock, row.nth): row for row in session.connection().execute(FIND, {"of_case": case_id})
    }
    new = [{"case_id": case_id, **_columns(key), **wanted[key]} for key in wanted if key not in stored]
    changed = [
        {"row": row.id, **{f"new_{name}": value for name, value in values.items()}}
        for key, row in stored.items()
        if _differs(row, values := wanted.get(key) or _superseded(row))
    ]
    if new:
        session.connection().execute(ADD, new)
    if changed:
        # Core's executemany, with the bound names above, keeps this to one statement.
        session.connection().execute(CHANGE, changed)
    return len(new) + len(changed)


def add_deadlines(session: Session, files: Mapping[int, Loaded]) -> None:
    """Store the deadlines of cases, by row id, that have none stored yet: one statement for all of them."""
    new = [
        {"case_id": case_id, **_columns(key), **values}
        for case_id, loaded in files.items()
        for key, values in worked_out(loaded).items()
    ]
    if new:
        session.connection().execute(ADD, new)


def worked_out(loaded: Loaded) -> dict[Key, dict[str, Any]]:
    """What the stored deadlines of a case must be: column values by (process row, clock, number of the run)."""
    return {_key(loaded, due): _values(due) for due in deadlines(loaded.file, CLOCKS)}


def _key(loaded: Loaded, due: Due) -> Key:
    row = loaded.row(due.workflow, due.about)
    assert row is not None, due
    return row.id, due.clock, due.nth


def _columns(key: Key) -> dict[str, Any]:
    return dict(zip(("process_id", "clock", "nth"), key, strict=True))


def _values(due: Due) -> dict[str, Any]:
    return {name: getattr(due, name) for name in VALUES}


def _superseded(row: Any) -> dict[str, Any]:
    return {**{name: getattr(row, name) for name in VALUES}, "ended": SUPERSEDED}


def _differs(row: Any, values: dict[str, Any]) -> bool:
    return any(getattr(row, name) != value for name, value in values.items())
