"""The two worlds: built once for each database, and copied for every test, so that none sees another's traces."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from complaints.database import Database
from complaints.secrets import KeyRing
from tests.support.postgres import APP, Cluster
from tests.support.rendering import render_here
from tests.twin.visit import Twins
from tests.twin.worlds import Names, World, site_of


@dataclass(frozen=True)
class Built:
    """A world that waits to be copied: its file, or the name of its PostgreSQL database."""

    place: Path | str
    keys: KeyRing
    names: Names


@pytest.fixture(scope="session")
def sqlite_worlds(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Built]:
    built = []
    for secret in (True, False):
        path = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("world") / "world.db"))
        built.append(_build(f"sqlite:///{path}", path, secret=secret))
    return built


@pytest.fixture(scope="session")
def postgresql_worlds(cluster: Cluster, postgresql_template: str) -> list[Built]:
    names = [cluster.create_database(postgresql_template) for _ in range(2)]
    return [_build(cluster.url(APP, names[not secret]), names[not secret], secret=secret) for secret in (True, False)]


def _build(url: str, place: Path | str, *, secret: bool) -> Built:
    database = Database(url)
    world = World(database, secret=secret)
    database.dispose()
    return Built(place, world.keys, world.names)


ON_SQLITE = pytest.param("sqlite", marks=pytest.mark.xdist_group("twins on SQLite"))
ON_POSTGRESQL = pytest.param(
    "postgresql", marks=[pytest.mark.postgresql, pytest.mark.xdist_group("twins on PostgreSQL")]
)
"""Each on one core, on which the worlds are built."""


@pytest.fixture(params=[ON_SQLITE, ON_POSTGRESQL])
def twins(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Twins]:
    """Both worlds as they were built. PDFs are made in this process: workers would take a second for each."""
    render_here(monkeypatch)
    built: list[Built] = request.getfixturevalue(f"{request.param}_worlds")
    assert built[0].names == built[1].names
    urls = [_copy(request, tmp_path / f"{n}.db", world.place) for n, world in enumerate(built)]
    databases = [Database(url) for url in urls]
    having, lacking = (site_of(database, world.keys) for database, world in zip(databases, built, strict=True))
    yield Twins(having, lacking, built[0].names)
    for database in databases:
        database.dispose()


def _copy(request: pytest.FixtureRequest, path: Path, place: Path | str) -> str:
    if isinstance(place, Path):
        return f"sqlite:///{shutil.copy(place, path)}"
    cluster: Cluster = request.getfixturevalue("cluster")
    name = cluster.create_database(place)
    request.addfinalizer(lambda: cluster.drop_database(name))
    return cluster.url(APP, name)
