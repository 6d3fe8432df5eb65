"""The database: opened with durable settings, checked at start, and entered only through `transaction`."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import RLock
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from complaints.secrets import KeyRing

SYSTEM: Final = 0
"""The id of the system itself, which may know of every case: checks, recomputing. It is excluded from none."""

Fault = Callable[[int, str, str], None]
"""Called with a statement's number in its transaction (from 1), "before" or "after", and its SQL."""

SQLITE_SETTINGS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: a commit is on the disk before it is acknowledged
    "foreign_keys": 1,
    "busy_timeout": 5000,
    "recursive_triggers": 1,  # without it INSERT OR REPLACE walks round the triggers that forbid deletion
}
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER")
POSTGRESQL_OPTIONS = "-c lock_timeout=5000 -c jit=off"
"""To compile a statement takes longer than our statements themselves."""

SQLITE_SPEED = {"mmap_size": 268_435_456, "cache_size": -20_000}

DURABLE = text(
    "SELECT name FROM pg_settings WHERE setting = 'off'"
    " AND name IN ('fsync', 'full_page_writes', 'synchronous_commit') ORDER BY name"
)
POWERS = {
    "is a superuser": "SELECT rolsuper FROM pg_roles WHERE rolname = current_user",
    "bypasses row-level security": "SELECT rolbypassrls FROM pg_roles WHERE rolname = current_user",
    "owns tables": "SELECT EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace"
    " AND pg_has_role(current_user, relowner, 'MEMBER'))",
    "may create tables": "SELECT has_schema_privilege(current_user, 'public', 'CREATE')",
}
CONFIDE = text("SELECT set_config('app.confiding', 'yes', true)")
NAME_ACTOR = text("SELECT set_config('app.person', :person, true)")


class WeakDatabase(Exception):
    """The database is not as durable, or our role not as powerless, as it must be. Names what is weak."""


class Database:
    """One database and the keys that open its secret columns.

    `url` is SQLAlchemy's; `keys` are base64, the current one first (see `KeyRing`). The ring travels on the
    engine's dialect, which is what SQLAlchemy hands to a column's type: so two databases may have two
    rings, and nothing is global. `faults` lets a test fail, kill or count at any statement.
    """

    def __init__(self, url: str, keys: Sequence[str] = ()) -> None:
        self.engine = open_engine(url)
        self.sqlite = self.engine.dialect.name == "sqlite"
        self.keys = KeyRing(keys)
        self._faults: Fault | None = None
        # SQLite's own queue sleeps and is unfair. Re-entrant, so that a nested write fails and does not hang.
        self._writers: AbstractContextManager[Any] = RLock() if self.sqlite else nullcontext()
        dialect: Any = self.engine.dialect
        dialect.key_ring = self.keys

    @property
    def faults(self) -> Fault | None:
        """What is told of each statement; for tests, which fail, kill or count there."""
        return self._faults

    @faults.setter
    def faults(self, fault: Fault | None) -> None:
        moments = (("before_cursor_execute", self._before), ("after_cursor_execute", self._after))
        for name, told in moments:
            if fault and not self._faults:
                event.listen(self.engine, name, told)
            elif self._faults and not fault:
                event.remove(self.engine, name, told)
        self._faults = fault

    @contextmanager
    def transaction(self, person: int | None = None, *, write: bool = True) -> Iterator[Session]:
        """All or nothing: commits at the end, rolls back on an exception. The only place a transaction begins.

        `person` is the id of the person for whom the work is done: on PostgreSQL the row-level policies
        hide the cases from which they are excluded; SYSTEM sees all, None sees no case. With `write=False`
        nothing can be written, and all reads see one moment.
        """
        turn = self._writers if write else nullcontext()
        with turn, Session(self.engine, expire_on_commit=False) as session:
            connection = session.connection(execution_options=self._options(write))
            statements = connection.info
            statements["number"] = 0
            if not self.sqlite and person is not None:
                connection.execute(NAME_ACTOR, {"person": str(person)})
            yield session
            session.flush()
            self._before(connection, None, "COMMIT")
            session.commit()
            self._report(statements["number"], "after", "COMMIT")

    def check(self, *, allow_unsafe: bool = False) -> None:
        """Raise WeakDatabase if anything is weaker than it must be.

        `allow_unsafe` lets a PostgreSQL server for tests lose acknowledged work; it excuses nothing else.
        """
        with self.engine.connect() as connection:
            found = _sqlite_weaknesses(connection) if self.sqlite else _powers(connection)
            if not self.sqlite and not allow_unsafe:
                found += [f"{name} is off" for name in connection.scalars(DURABLE)]
        if found:
            raise WeakDatabase("; ".join(found))

    def dispose(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def _options(self, write: bool) -> dict[str, Any]:
        if self.sqlite or write:
            return {"write": write}
        return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}

    def _before(self, connection: Connection, _cursor: Any, sql: str, *_rest: Any) -> None:
        connection.info["number"] = connection.info.get("number", 0) + 1
        self._report(connection.info["number"], "before", sql)

    def _after(self, connection: Connection, _cursor: Any, sql: str, *_rest: Any) -> None:
        self._report(connection.info["number"], "after", sql)

    def _report(self, number: int, moment: str, sql: str) -> None:
        if self.faults is not None:
            self.faults(number, moment, sql)


def come_back(session: Session) -> None:
    """On PostgreSQL, let this transaction find a confidential report: its person sends one, or comes by a reference."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(CONFIDE)


def open_engine(url: str) -> Engine:
    """An engine with our settings. On SQLite it begins transactions itself, and a writer locks at once."""
    if not url.startswith("sqlite"):
        return create_engine(url, connect_args={"options": POSTGRESQL_OPTIONS}, hide_parameters=True)
    engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "before_cursor_execute", _refuse_to_write)
    return engine


def _set_up_sqlite(driver: Any, _record: Any) -> None:
    driver.isolation_level = None
    for name, value in (SQLITE_SETTINGS | SQLITE_SPEED).items():
        driver.execute(f"PRAGMA {name} = {value}")


def _begin_sqlite(connection: Connection) -> None:
    """Writers lock at once: a transaction that first reads and then writes would fail when another had written.

    Sent on the driver's connection, as PostgreSQL's BEGIN is: statements count alike on both.
    """
    write = connection.get_execution_options().get("write", False)
    driver: Any = connection.connection.driver_connection
    begin = "BEGIN IMMEDIATE" if write else "BEGIN"
    try:
        driver.execute(begin)
    except sqlite3.OperationalError as error:
        raise OperationalError(begin, None, error) from error


def _refuse_to_write(connection: Connection, _cursor: Any, sql: str, *_rest: Any) -> None:
    """A reading transaction changes nothing. `PRAGMA query_only` would say it too, but it makes SQLite prepare every
    statement anew, which costs more than the statements.
    """
    if sql.startswith(WRITES) and not connection.get_execution_options().get("write", False):
        refused = sqlite3.OperationalError("attempt to write in a reading transaction")
        raise OperationalError(sql, None, refused)


def _sqlite_weaknesses(connection: Connection) -> list[str]:
    found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in SQLITE_SETTINGS}
    wanted = SQLITE_SETTINGS.items()
    return [f"{name} is {found[name]}, not {value}" for name, value in wanted if found[name] != value]


def _powers(connection: Connection) -> list[str]:
    """What our role could do to get round the policies, grants and triggers."""
    role = connection.exec_driver_sql("SELECT current_user").scalar()
    held = [power for power, sql in POWERS.items() if connection.exec_driver_sql(sql).scalar()]
    return [f"the role {role} {power}" for power in held]
