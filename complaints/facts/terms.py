"""The force's settings and the bank holidays as they were settled, for the pure rules, which look nothing up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, literal_column, select

from complaints.holidays import bank_holidays
from complaints.models import metadata
from complaints.models.entries import TABLES
from workflows.calendar import Calendar
from workflows.office.facts import CHANGE_CLOCKS
from workflows.office.vocabulary import DayKind
from workflows.terms import Terms, changed

OFFICE_FILE, EVENT = metadata.tables["office_file"], metadata.tables["event"]
CONFIRMED, PROPOSED = EVENT.alias("confirmed"), EVENT.alias("proposed")
SETTING, DAY = TABLES["propose-setting"], TABLES["propose-day"]


def _words(words: Iterable[str]) -> list[ColumnElement[str]]:
    """Words of our own, put into the statement as they are: SQLAlchemy would write a list of values anew each time."""
    return [literal_column(f"'{word}'") for word in words]


SETTLED = (
    select(SETTING.c.setting, SETTING.c.value, SETTING.c.from_day, SETTING.c.source, DAY.c.day, DAY.c.becomes)
    .select_from(OFFICE_FILE)
    .join(CONFIRMED, CONFIRMED.c.office_id == OFFICE_FILE.c.id)
    # A proposal is confirmed or turned down by the very next event: nothing else may happen while it waits.
    .join(
        PROPOSED,
        (PROPOSED.c.process_id == CONFIRMED.c.process_id) & (PROPOSED.c.sequence == CONFIRMED.c.sequence - 1),
    )
    .outerjoin(SETTING, SETTING.c.event_id == PROPOSED.c.id)
    .outerjoin(DAY, DAY.c.event_id == PROPOSED.c.id)
    .where(
        OFFICE_FILE.c.workflow.in_(_words(["setting-change", "day-off"])),
        CONFIRMED.c.trigger.in_(_words(sorted(CHANGE_CLOCKS))),
        CONFIRMED.c.recorded_at <= bindparam("known_at"),
    )
    .order_by(CONFIRMED.c.id)
)
"""What two people have settled, in the order in which it was confirmed: few rows, which most transactions read."""

Rows = tuple[tuple[Any, ...], ...]


def force_terms(connection: Connection, known_at: datetime) -> Terms:
    """The settings and days off as they had been settled by a moment (UTC), in one statement."""
    return _terms(tuple(tuple(row) for row in connection.execute(SETTLED, {"known_at": known_at})))


@cache
def standing_terms() -> Terms:
    """The defaults and the standing bank holidays, as they are where nobody has changed anything."""
    return Terms(Calendar(bank_holidays()))


@lru_cache(maxsize=16)
def _terms(rows: Rows) -> Terms:
    """Made once for what was read, so that nothing needs to be told when something changes."""
    if not rows:
        return standing_terms()
    days: dict[date, DayKind] = {row[4]: row[5] for row in rows if row[4]}
    holidays = bank_holidays() - _of_kind(days, DayKind.WORKING_DAY) | _of_kind(days, DayKind.BANK_HOLIDAY)
    return Terms(
        Calendar(holidays),
        tuple(changed(*row[:4]) for row in rows if row[0]),
        _of_kind(days, DayKind.CLOSURE),
    )


def _of_kind(days: dict[date, DayKind], kind: DayKind) -> frozenset[date]:
    return frozenset(day for day, found in days.items() if found is kind)
