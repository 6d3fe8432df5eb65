"""Settings that keep what was acknowledged, and transactions that are all or nothing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, insert, make_url, select, update
from sqlalchemy.exc import DBAPIError

from complaints.database import SQLITE_SETTINGS, SYSTEM, Database, WeakDatabase
from tests.database.specimen import CASE
from tests.support.postgres import OWNER

WRITERS, TURNS = 6, 40


class Stopped(Exception):
    """The test's own fault."""


def titles(database: Database) -> list[str]:
    with database.transaction(SYSTEM, write=False) as session:
        return list(session.connection().scalars(select(CASE.c.title).order_by(CASE.c.id)))


def open_two(database: Database, *, stop: bool = False) -> None:
    """A transaction of three statements; `stop` ends it before its commit."""
    with database.transaction(SYSTEM) as session:
        connection = session.connection()
        connection.execute(insert(CASE), {"id": 1, "title": "one"})
        connection.execute(insert(CASE), {"id": 2, "title": "two"})
        connection.execute(update(CASE).where(CASE.c.id == 1).values(title="first"))
        if stop:
            raise Stopped


def test_sqlite_connections_all_have_the_settings(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    connections = [database.engine.connect() for _ in range(3)]
    found = [
        {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in SQLITE_SETTINGS}
        for connection in connections
    ]
    for connection in connections:
        connection.close()
    database.dispose()
    assert found == [SQLITE_SETTINGS] * 3
    assert SQLITE_SETTINGS == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "recursive_triggers": 1,
    }


def test_a_database_with_the_settings_passes(database: Database) -> None:
    database.check(allow_unsafe=True)


def test_sqlite_without_a_file_is_weak() -> None:
    with pytest.raises(WeakDatabase) as raised:
        Database("sqlite://").check()
    assert str(raised.value) == "journal_mode is memory, not wal"


@pytest.mark.postgresql
def test_a_server_that_may_lose_commits_is_weak(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    with pytest.raises(WeakDatabase) as raised:
        database.check()
    database.dispose()
    assert str(raised.value) == "fsync is off; full_page_writes is off; synchronous_commit is off"


@pytest.mark.postgresql
def test_a_role_with_power_over_the_tables_is_weak(postgresql_url: str) -> None:
    url = make_url(postgresql_url)
    found = {}
    for role in (OWNER, "postgres"):
        database = Database(str(url.set(username=role)))
        with pytest.raises(WeakDatabase) as raised:
            database.check(allow_unsafe=True)
        database.dispose()
        found[role] = str(raised.value).split("; ")
    assert found == {
        OWNER: ["the role owner owns tables", "the role owner may create tables"],
        "postgres": [
            "the role postgres is a superuser",
            "the role postgres bypasses row-level security",
            "the role postgres owns tables",
            "the role postgres may create tables",
        ],
    }


def test_an_exception_leaves_nothing(small: Database) -> None:
    with pytest.raises(Stopped):
        open_two(small, stop=True)
    assert titles(small) == []


def stop_at(number: int, moment: str) -> Callable[[int, str, str], None]:
    def fault(now: int, when: str, _sql: str) -> None:
        if (now, when) == (number, moment):
            raise Stopped

    return fault


def test_every_statement_may_fail_and_nothing_is_left(small: Database) -> None:
    seen: list[tuple[int, str]] = []
    small.faults = lambda number, moment, _sql: seen.append((number, moment))
    with pytest.raises(Stopped):
        open_two(small, stop=True)
    found = []
    for number, moment in seen:
        small.faults = stop_at(number, moment)
        with pytest.raises(Stopped):
            open_two(small)
        small.faults = None
        found.append(titles(small))
    assert len(seen) == (6 if small.sqlite else 8)  # PostgreSQL is told the actor
    assert found == [[]] * len(seen)


def test_the_commit_may_fail_before_and_not_after(small: Database) -> None:
    commit = 4 if small.sqlite else 5
    small.faults = stop_at(commit, "before")
    with pytest.raises(Stopped):
        open_two(small)
    small.faults = None
    assert titles(small) == []
    small.faults = stop_at(commit, "after")
    with pytest.raises(Stopped):
        open_two(small)
    small.faults = None
    assert titles(small) == ["first", "two"]


def increment(database: Database) -> None:
    for _ in range(TURNS):
        with database.transaction(SYSTEM) as session:
            read = select(CASE.c.title).where(CASE.c.id == 1).with_for_update()
            number = int(session.connection().scalar(read) or 0)
            session.connection().execute(update(CASE).values(title=str(number + 1)))


@pytest.mark.parametrize("apart", [False, True], ids=["one process", "as from six processes"])
def test_six_writers_lose_no_increment(small: Database, apart: bool) -> None:
    """Writers of one process queue in it; those of several have only the database's own lock."""
    with small.transaction(SYSTEM) as session:
        session.connection().execute(insert(CASE), {"id": 1, "title": "0"})
    url = small.engine.url.render_as_string(hide_password=False)
    databases = [Database(url) if apart else small for _ in range(WRITERS)]
    with ThreadPoolExecutor(WRITERS) as threads:
        list(threads.map(increment, databases))
    for database in databases:
        database.dispose()
    assert titles(small) == [str(WRITERS * TURNS)]


def test_a_reading_transaction_cannot_write(small: Database) -> None:
    with pytest.raises(DBAPIError), small.transaction(SYSTEM, write=False) as session:
        session.connection().execute(insert(CASE), {"id": 1, "title": "one"})
    open_two(small)
    assert titles(small) == ["first", "two"]


def test_a_reading_transaction_sees_one_moment(small: Database) -> None:
    count = select(func.count()).select_from(CASE)
    with small.transaction(SYSTEM, write=False) as session:
        before = session.connection().scalar(count)
        open_two(small)
        after = session.connection().scalar(count)
    assert (before, after, len(titles(small))) == (0, 0, 2)


def test_a_second_write_inside_the_first_fails(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SQLITE_SETTINGS, "busy_timeout", 50)  # nobody will let it in: there is nothing to wait for
    database = Database(sqlite_url)
    with database.transaction(), pytest.raises(DBAPIError, match="locked"):
        database.transaction().__enter__()
    database.dispose()
