"""The floor: the statements that a piece of work sent, written again by hand on the raw driver.

The work is done on one copy of a database and written down; the same statements with the same parameters are then
sent to another copy of it by the driver alone, committed as durably. What the ratio shows is all that stands between.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from sqlalchemy import event
from sqlalchemy.engine import make_url

from complaints.database import POSTGRESQL_OPTIONS, SQLITE_SETTINGS, SQLITE_SPEED, Database

Sent = tuple[str, Any, bool]
"""A statement's text, its parameters, and whether these are many."""


INSERT_ONE = "INSERT INTO sign_in_attempt (name_hash, at) VALUES ('floor', '2026-01-01 00:00:00')"


@dataclass
class Recording:
    """What was sent, one list a transaction, with whether the transaction wrote."""

    transactions: list[tuple[bool, list[Sent]]] = field(default_factory=list)


@contextmanager
def recorded(database: Database) -> Iterator[Recording]:
    """Write down every statement that the database is sent."""
    made = Recording()

    def begin(connection: Any) -> None:
        made.transactions.append((bool(connection.get_execution_options().get("write")), []))

    def send(_c: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        made.transactions[-1][1].append((statement, parameters, many))

    event.listen(database.engine, "begin", begin)
    event.listen(database.engine, "before_cursor_execute", send)
    try:
        yield made
    finally:
        event.remove(database.engine, "begin", begin)
        event.remove(database.engine, "before_cursor_execute", send)


class Raw:
    """The driver alone, with the application's settings."""

    def __init__(self, url: str) -> None:
        self.sqlite = url.startswith("sqlite")
        if self.sqlite:
            self.connection: Any = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
            for name, value in (SQLITE_SETTINGS | SQLITE_SPEED).items():
                self.connection.execute(f"PRAGMA {name} = {value}")
        else:
            address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
            self.connection = psycopg.connect(address, autocommit=True, options=POSTGRESQL_OPTIONS)

    def play(self, transaction: tuple[bool, list[Sent]]) -> None:
        """Send one transaction's statements, read every row, commit."""
        write, statements = transaction
        self.connection.execute("BEGIN IMMEDIATE" if self.sqlite and write else "BEGIN")
        cursor = self.connection.cursor()
        for statement, parameters, many in statements:
            (cursor.executemany if many else cursor.execute)(statement, parameters)
            if cursor.description is not None:
                cursor.fetchall()
        self.connection.execute("COMMIT")

    def insert_one(self) -> None:
        """One durable insert."""
        self.connection.execute(INSERT_ONE)

    def close(self) -> None:
        """Let go of the database."""
        self.connection.close()


def timed(work: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
