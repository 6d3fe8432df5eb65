"""The fixtures that every test may ask for. A test that takes `database` runs on SQLite and on PostgreSQL."""

import gc
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from complaints.database import Database
from complaints.migrate import migrate
from tests.support.bench import KEYS, Bench, Files, Templates
from tests.support.browser import chromium
from tests.support.postgres import APP, OWNER, Cluster, memory, postgres

__all__ = ["KEYS"]

# A busy machine is no failure: no example has a time within which it must be done.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_configure() -> None:
    """Told to terminate, stop as for Ctrl-C: fixtures end, and no server is left running."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: Playwright keeps an event loop running, and beside it `asyncio.run` refuses.

    `make test` shares tests out in this order, groups first (`--dist loadgroup`), so they come last on each core too.
    """
    items.sort(key=lambda item: "browser" in getattr(item, "fixturenames", ()))


def pytest_collection_finish() -> None:
    """The collector leaves alone what was imported and collected, as in the application (`complaints.app.tune`)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests have counted, behind their results: `record_property("figure", "3 pages, 0 violations")`."""
    reports = [*terminalreporter.stats.get("passed", ()), *terminalreporter.stats.get("failed", ())]
    figures = [text for report in reports for name, text in report.user_properties if name == "figure"]
    if figures:
        terminalreporter.section("counted")
        for text in sorted(set(figures)):
            terminalreporter.line(text)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A migrated, empty database for this test alone, opened as the application opens it."""
    bench: Bench = request.getfixturevalue(f"{request.param}_bench")
    yield from bench.emptied()


@pytest.fixture(scope="session")
def sqlite_bench(sqlite_template: Path) -> Iterator[Bench]:
    """It lies in memory if there is enough: a commit waits for the disk."""
    with tempfile.TemporaryDirectory(prefix="complaints-", dir=memory()) as folder:
        yield Bench(Files(Path(folder)), sqlite_template)


@pytest.fixture(scope="session")
def postgresql_bench(cluster: Cluster, postgresql_template: str) -> Bench:
    return Bench(Templates(cluster), postgresql_template)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a migrated SQLite file."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'complaints.db')}"


@pytest.fixture
def postgresql_url(cluster: Cluster, postgresql_template: str) -> Iterator[str]:
    """The address of a migrated PostgreSQL database, for the application's role."""
    name = cluster.create_database(postgresql_template)
    yield cluster.url(APP, name)
    cluster.drop_database(name)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_template(cluster: Cluster) -> str:
    name = cluster.create_database()
    migrate(cluster.url(OWNER, name))
    return name


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """One PostgreSQL server a session, started when the first test asks."""
    with postgres() as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium a session; open a context or a page of your own in it."""
    with chromium() as running:
        yield running
