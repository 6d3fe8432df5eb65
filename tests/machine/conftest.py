"""A town of people in a fresh database for each walk, on both databases."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from complaints.database import Database
from tests.conftest import KEYS
from tests.machine.rows import owner_of
from tests.machine.town import Town, settle
from tests.machine.walk import Walk
from tests.support.postgres import APP, Cluster

TIMES = int(os.environ.get("TEST_TIMES", "1"))
"""How many times as long the random tests take: 1 for `make test`, more overnight."""

Walks = Callable[[int], AbstractContextManager[Walk]]
"""A walk of one seed in a database of its own."""


@pytest.fixture(scope="session")
def sqlite_town(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Town]:
    """A SQLite file with everybody in it, and the people as they are there."""
    path = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("town") / "town.db"))
    database = Database(f"sqlite:///{path}", KEYS)
    town = settle(database)
    database.dispose()
    return path, town


@pytest.fixture(scope="session")
def sqlite_walks(sqlite_town: tuple[Path, Town]) -> Walks:
    path, town = sqlite_town

    @contextmanager
    def walk(seed: int) -> Iterator[Walk]:
        copy = path.with_name(f"{uuid4()}.db")
        shutil.copy(path, copy)
        with _walking(Database(f"sqlite:///{copy}", KEYS), town, seed) as walking:
            yield walking
        copy.unlink()

    return walk


@pytest.fixture(scope="session")
def postgresql_walks(cluster: Cluster, postgresql_template: str) -> Walks:
    template = cluster.create_database(postgresql_template)
    database = Database(cluster.url(APP, template), KEYS)
    town = settle(database)
    database.dispose()

    @contextmanager
    def walk(seed: int) -> Iterator[Walk]:
        name = cluster.create_database(template)
        with _walking(Database(cluster.url(APP, name), KEYS), town, seed) as walking:
            yield walking
        cluster.drop_database(name)

    return walk


@contextmanager
def _walking(database: Database, town: Town, seed: int) -> Iterator[Walk]:
    with owner_of(database) as outside:
        yield Walk(Town(database, town.people), seed, outside=outside)
    database.dispose()
