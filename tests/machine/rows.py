"""Every row of a database, read past the application: to show that something changed nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
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


def digest_of(connection: Connection) -> dict[str, Any]:
    """What stands for every table's rows: the rows, or a digest where the database can make all in one statement."""
    if connection.dialect.name == "sqlite":
        return dict(rows_of(connection))
    with connection.begin():
        return dict(map(tuple, connection.exec_driver_sql(DIGESTS)))


def _rows(connection: Connection, name: str) -> list[tuple[Any, ...]]:
    """Asked of the driver itself: most tables are empty, and the way there would take longer than the answer."""
    with closing(connection.connection.cursor()) as cursor:
        cursor.execute(f"SELECT * FROM {name}")
        return sorted(map(tuple, cursor.fetchall()), key=repr)


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
