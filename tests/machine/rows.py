"""Every row of a database, read past the application: to show that something changed nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, create_engine, text

from complaints.database import Database
from complaints.models import metadata
from tests.support.postgres import OWNER

Rows = dict[str, list[tuple[Any, ...]]]
TABLES = tuple(metadata.tables)
DIGESTS = " UNION ALL ".join(
    f"SELECT '{name}', md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {name} t" for name in TABLES
)


@contextmanager
def owner_of(database: Database) -> Iterator[Connection]:
    """A connection as whoever owns the tables: no policy hides a row from it."""
    url = database.engine.url if database.sqlite else database.engine.url.set(username=OWNER)
    engine = create_engine(url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def rows_of(connection: Connection) -> Rows:
    """Every row of every table, in a fixed order."""
    with connection.begin():
        return {name: _rows(connection, name) for name in TABLES}


def digest_of(connection: Connection) -> Rows:
    """A digest of every table's rows, in one statement where the database can make it."""
    if connection.dialect.name == "sqlite":
        return rows_of(connection)
    with connection.begin():
        # The server may read the tables at once, and then gives them in the order in which it is done.
        return {"digests": sorted(tuple(row) for row in connection.exec_driver_sql(DIGESTS))}


def _rows(connection: Connection, name: str) -> list[tuple[Any, ...]]:
    return sorted((tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name}")), key=repr)


def all_rows(database: Database) -> Rows:
    """Every row of every table, once."""
    with owner_of(database) as connection:
        return rows_of(connection)


def attack(database: Database, *statements: str) -> None:
    """Run SQL as somebody who owns the tables and has taken every trigger away."""
    with owner_of(database) as connection, connection.begin():
        for statement in (*_disarm(connection), *statements):
            connection.execute(text(statement))


def _disarm(connection: Connection) -> list[str]:
    if connection.dialect.name == "sqlite":
        triggers = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars()
        return [f"DROP TRIGGER {name}" for name in triggers]
    return [f"ALTER TABLE {name} DISABLE TRIGGER USER" for name in TABLES]
