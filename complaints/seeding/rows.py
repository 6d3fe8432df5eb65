"""The rows of a case, whatever tables there are, and what changes in each when the case is copied.

Everybody in a case is known by words that are found nowhere else (`complaints.force`): so other people take their
places by putting their words for the old ones, in every text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from json import dumps, loads
from typing import Any

from sqlalchemy import Table, bindparam, select

from complaints.models import metadata
from complaints.models.types import told_columns
from complaints.references import Random, submission
from workflows.calendar import LONDON, at_london

CASE_FILE, PROCESS, EVENT, POSTING, SCREENING = (
    metadata.tables[n] for n in ("case_file", "process", "event", "posting", "screening")
)
WORKED_OUT = ("log_entry", "deadline", "recomputation", "recomputed_case", "screening_round")
"""What a copy does not take over: it has a log and deadlines of its own."""

OF_THE_REGISTER = ("trained_until",)
"""A day that belongs to a person and not to the case."""

Row = dict[str, Any]


def _scope(table: Table) -> Any:
    """The rows of the case in `:case`, or None for a table that is about none."""
    if table is CASE_FILE:
        return table.c.id == bindparam("case")
    if "case_id" in table.c:
        return table.c.case_id == bindparam("case")
    if "event_id" in table.c:
        return table.c.event_id.in_(select(EVENT.c.id).where(EVENT.c.case_id == bindparam("case")))
    return None


def row_ids(table: Table) -> dict[str, str]:
    """The columns of a table that hold row ids, each with the table whose ids they are."""
    keys = {key.parent.name: key.column.table.name for key in table.foreign_keys if key.column.name == "id"}
    return {"id": table.name, **keys} if "id" in table.c else keys


READ = {
    table: select(*told_columns(table)).where(scope).order_by(*table.primary_key.columns)
    for table in metadata.sorted_tables
    if table.name not in WORKED_OUT and (scope := _scope(table)) is not None
}
"""For each table in which a case has rows, how they are read; in the order in which they may be inserted."""

IDS = {table: row_ids(table) for table in READ}


@dataclass(frozen=True)
class Change:
    """What is different in a copy: row ids by table, words, how much later, and the bytes for what is random."""

    ids: Mapping[str, Mapping[int, int]]
    words: Mapping[str, str]
    pattern: re.Pattern[str]
    later: timedelta
    random: Random

    def id_of(self, table: str, old: int) -> int:
        """The row that takes the place of another; itself for one that copies share."""
        return self.ids.get(table, {}).get(old, old)

    def text(self, old: str) -> str:
        """The same said of other people."""
        return self.pattern.sub(lambda found: self.words[found[0]], old)


@dataclass(frozen=True)
class Stored:
    """A row and what of it changes: ids with their tables, texts, lists with texts, moments by London clocks, days."""

    values: Row
    ids: tuple[tuple[str, str], ...]
    texts: tuple[str, ...]
    lists: tuple[str, ...]
    moments: tuple[tuple[str, date, time], ...]
    days: tuple[str, ...]

    def copied(self, change: Change) -> Row:
        """The row of the copy."""
        row = dict(self.values)
        for name, table in self.ids:
            row[name] = change.id_of(table, row[name])
        for name in self.texts:
            row[name] = change.text(row[name])
        for name in self.lists:
            row[name] = loads(change.text(dumps(row[name], ensure_ascii=False)))
        for name, day, clock in self.moments:
            row[name] = at_london(day + change.later, clock)
        for name in self.days:
            row[name] += change.later
        if "submission" in row:
            row["submission"] = submission(change.random, row["submission"])
        return row


def stored(table: Table, values: Row, pattern: re.Pattern[str]) -> Stored:
    """A row of a case in which `pattern` finds the people."""
    local = {n: v.astimezone(LONDON) for n, v in values.items() if isinstance(v, datetime)}
    days = (n for n, v in values.items() if isinstance(v, date) and n not in local and n not in OF_THE_REGISTER)
    return Stored(
        values=values,
        ids=tuple((n, target) for n, target in IDS[table].items() if values[n] is not None),
        texts=tuple(n for n, v in values.items() if type(v) is str and pattern.search(v)),
        lists=tuple(n for n, v in values.items() if type(v) is list and v),
        moments=tuple((n, moment.date(), moment.time()) for n, moment in local.items()),
        days=tuple(days),
    )
