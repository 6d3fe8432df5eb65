"""The fixtures that every test may ask for. A test that takes `database` runs on SQLite and on PostgreSQL."""

import shutil
import signal
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from complaints.database import Database
from complaints.migrate import migrate
from tests.support.browser import chromium
from tests.support.postgres import APP, OWNER, Cluster, postgres

KEYS = (urlsafe_b64encode(b"no secret, for these are tests..").decode(),)

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
    """A migrated, empty database of this test's own, opened as the application opens it."""
    url = request.getfixturevalue(f"{request.param}_url")
    database = Database(url, KEYS)
    yield database
    database.dispose()


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
