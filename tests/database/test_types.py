"""What goes into a column comes out of it, and nothing else goes in."""

from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, select, text
from sqlalchemy.exc import StatementError

from complaints.database import SYSTEM, Database
from complaints.models.types import JSONVariant, UTCDateTime, text_enum


class Colour(StrEnum):
    RED = "red"
    DEEP_BLUE = "deep-blue"


THINGS = Table(
    "things",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("at", UTCDateTime),
    Column("colour", text_enum(Colour)),
    Column("facts", JSONVariant),
    prefixes=["TEMPORARY"],
)
MOMENT = datetime(2026, 7, 1, 9, 30, 0, 123456, tzinfo=timezone(timedelta(hours=1)))


def test_values_come_back_as_they_went(database: Database) -> None:
    facts = {"list": [1, "two", None], "nested": {"yes": True}}
    with database.transaction(SYSTEM) as session:
        connection = session.connection()
        THINGS.create(connection)
        connection.execute(insert(THINGS), {"at": MOMENT, "colour": Colour.DEEP_BLUE, "facts": facts})
        connection.execute(insert(THINGS), {"at": None, "colour": None, "facts": {}})
        rows = [tuple(row) for row in connection.execute(select(THINGS).order_by("id"))]
        stored = connection.scalars(text("SELECT colour FROM things ORDER BY id")).all()
    assert rows == [(1, MOMENT, Colour.DEEP_BLUE, facts), (2, None, None, {})]
    assert rows[0][1].tzinfo is UTC
    assert stored == ["deep-blue", None]


@pytest.mark.parametrize("values", [{"at": datetime(2026, 7, 1)}, {"colour": "green"}, {"colour": "RED"}])
def test_other_values_are_refused(database: Database, values: dict[str, object]) -> None:
    with database.transaction(SYSTEM) as session:
        connection = session.connection()
        THINGS.create(connection)
        with pytest.raises(StatementError):
            connection.execute(insert(THINGS), values)
