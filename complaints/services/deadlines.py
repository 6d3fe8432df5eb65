"""The one projection: the deadlines of a case, worked out from its facts and stored for worklists."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlmodel import Session

from complaints.facts.load import Loaded
from complaints.models import metadata
from workflows.clocks import Due, deadlines
from workflows.registry import CLOCKS

DEADLINE = metadata.tables["deadline"]
SUPERSEDED = "Superseded by a correction."

KEY = ("process_id", "clock", "nth")
VALUES = ("starts", "last_day", "due_at", "met_at", "ended", "explanation")
FIND = select(DEADLINE.c.id, *(DEADLINE.c[name] for name in (*KEY, *VALUES)))
FIND = FIND.where(DEADLINE.c.case_id == bindparam("of_case"))
ADD = insert(DEADLINE)
CHANGE = update(DEADLINE).where(DEADLINE.c.id == bindparam("row"))
CHANGED = tuple(f"new_{name}" for name in VALUES)
CHANGE = CHANGE.values({name: bindparam(new) for name, new in zip(VALUES, CHANGED, strict=True)})
values_of = attrgetter(*VALUES)
"""The `VALUES` of a deadline."""

Key = tuple[int, str, int]
"""A process row, a clock, and the number of its run."""
Values = tuple[Any, ...]


def refresh_deadlines(session: Session, case_id: int, loaded: Loaded) -> int:
    """Bring the stored deadlines of a case into line with its facts; returns how many rows changed.

    No deadline is ever deleted: one that the facts no longer give is marked as superseded.
    """
    wanted = {key: values_of(due) for key, due in worked_out(loaded).items()}
    found = session.connection().execute(FIND, {"of_case": case_id})
    stored = {row[1:4]: (row[0], row[4:]) for row in found}
    new = [_columns(case_id, key, wanted[key]) for key in wanted if key not in stored]
    changed = [
        {"row": row, **dict(zip(CHANGED, values, strict=True))}
        for key, (row, before) in stored.items()
        if (values := wanted.get(key) or _superseded(before)) != before
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
        _columns(case_id, key, values_of(due))
        for case_id, loaded in files.items()
        for key, due in worked_out(loaded).items()
    ]
    if new:
        session.connection().execute(ADD, new)


def worked_out(loaded: Loaded) -> dict[Key, Due]:
    """What the stored deadlines of a case must be, by process row, clock, and number of the run."""
    rows = {(row.workflow, row.about): row.id for row in loaded.rows}
    return {(rows[due.workflow, due.about], due.clock, due.nth): due for due in deadlines(loaded.file, CLOCKS)}


def _columns(case_id: int, key: Key, values: Values) -> dict[str, Any]:
    return {"case_id": case_id, **dict(zip((*KEY, *VALUES), (*key, *values), strict=True))}


def _superseded(before: Values) -> Values:
    return tuple(SUPERSEDED if name == "ended" else value for name, value in zip(VALUES, before, strict=True))
