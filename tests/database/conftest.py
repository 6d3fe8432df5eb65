"""Two databases beside the migrated one: a specimen schema, and a way in for somebody who owns the tables."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from complaints.database import Database
from complaints.secrets import new_key
from tests.database.specimen import specimen
from tests.support.postgres import APP, OWNER, Cluster

KEY = new_key()
Attack = Callable[..., None]
SQLITE_DISARMED = (
    "DROP TRIGGER IF EXISTS log_entry_refuses_update",
    "DROP TRIGGER IF EXISTS log_entry_refuses_delete",
)
POSTGRESQL_DISARMED = ("ALTER TABLE log_entry DISABLE TRIGGER USER",)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def small(request: pytest.FixtureRequest) -> Database:
    """The specimen schema, empty, with one key."""
    database: Database = request.getfixturevalue(f"small_{request.param}")
    return database


@pytest.fixture
def small_sqlite(tmp_path: Path) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path / 'specimen.db'}"
    with specimen(url, url, (KEY,)) as database:
        yield database


@pytest.fixture
def small_postgresql(cluster: Cluster) -> Iterator[Database]:
    name = cluster.create_database()
    with specimen(cluster.url(APP, name), cluster.url(OWNER, name), (KEY,)) as database:
        yield database
    cluster.drop_database(name)


@pytest.fixture
def attack(database: Database) -> Attack:
    """Runs SQL as somebody who owns the tables of `database` and has taken the log's triggers away."""

    def run(*statements: str) -> None:
        url = database.engine.url if database.sqlite else database.engine.url.set(username=OWNER)
        engine = create_engine(url)
        disarm = SQLITE_DISARMED if database.sqlite else POSTGRESQL_DISARMED
        with engine.begin() as connection:
            for statement in (*disarm, *statements):
                connection.execute(text(statement))
        engine.dispose()

    return run
