"""The force's settings and the bank holidays as they were settled, for the pure rules, which look nothing up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache, lru_cache
from json import loads
from typing import Any

from sqlalchemy import ColumnElement, Connection, Dialect, Select, Text, bindparam, cast, func, literal_column, select

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
DAY_KINDS = {kind.value: kind for kind in DayKind}


def _words(words: Iterable[str]) -> list[ColumnElement[str]]:
    """Words of our own, put into the statement as they are: SQLAlchemy would write a list of values anew each time."""
    return [literal_column(f"'{word}'") for word in words]


JSON_ARRAY = {"sqlite": func.json_array, "postgresql": func.json_build_array}


def as_text(dialect: Dialect, *told: ColumnElement[Any]) -> ColumnElement[str]:
    """Values as the text of one JSON array."""
    return cast(JSON_ARRAY[dialect.name](*told), Text)


def settled(dialect: Dialect, *before: ColumnElement[Any]) -> Select[Any]:
    """What two people have settled by the moment in `:known_at`: the columns `before`, and the JSON of each change.

    Few rows, which most transactions read.
    """
    told = (SETTING.c.setting, SETTING.c.value, SETTING.c.from_day, SETTING.c.source, DAY.c.day, DAY.c.becomes)
    return (
        select(*before, as_text(dialect, *told))
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
    )


def force_terms(connection: Connection, known_at: datetime) -> Terms:
    """The settings and days off as they had been settled by a moment (UTC), in one statement."""
    in_order = settled(connection.dialect, CONFIRMED.c.id).order_by(CONFIRMED.c.id)
    return terms_of(tuple(text for _, text in connection.execute(in_order, {"known_at": known_at})))


@cache
def standing_terms() -> Terms:
    """The defaults and the standing bank holidays, as they are where nobody has changed anything."""
    return Terms(Calendar(bank_holidays()))


@lru_cache(maxsize=16)
def terms_of(texts: tuple[str, ...]) -> Terms:
    """What the JSON of each change makes of the defaults, in the order confirmed: made once for what was read."""
    if not texts:
        return standing_terms()
    rows = [loads(text) for text in texts]
    days = {date.fromisoformat(day): DAY_KINDS[becomes] for *_, day, becomes in rows if day}
    holidays = bank_holidays() - _of_kind(days, DayKind.WORKING_DAY) | _of_kind(days, DayKind.BANK_HOLIDAY)
    changes = (changed(key, value, date.fromisoformat(since), source) for key, value, since, source, *_ in rows if key)
    return Terms(Calendar(holidays), tuple(changes), _of_kind(days, DayKind.CLOSURE))


def _of_kind(days: dict[date, DayKind], kind: DayKind) -> frozenset[date]:
    return frozenset(day for day, found in days.items() if found is kind)
