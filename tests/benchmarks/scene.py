"""The data that benchmarks work on: the route's story, whole or up to where its case is still open."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

from sqlalchemy import make_url

from complaints.database import Database
from complaints.migrate import migrate
from complaints.models.people import SignedIn
from complaints.resources import fixtures_directory
from complaints.secrets import new_key
from complaints.stories import play, read_story
from tests.support.postgres import APP, OWNER, Cluster

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
ROUTE = fixtures_directory() / "stories" / "route.yaml"
KEYS = (new_key(),)


@dataclass(frozen=True)
class Scene:
    """A database with one open case, its reference, and the senior oversight officer who works on it."""

    database: Database
    reference: str
    officer: SignedIn


@dataclass(frozen=True)
class Store:
    """One kind of database: where it is, and how it is copied while nobody is connected."""

    name: str
    directory: Path
    cluster: Cluster | None

    def create(self) -> str:
        """A new migrated database; returns its address."""
        if self.cluster is None:
            url = f"sqlite:///{self.directory / new_key()[:8]}.db"
            migrate(url)
            return url
        name = self.cluster.create_database()
        migrate(self.cluster.url(OWNER, name))
        return self.cluster.url(APP, name)

    def copy(self, url: str) -> str:
        """A copy of a database; returns its address."""
        if self.cluster is None:
            return f"sqlite:///{copy(url.removeprefix('sqlite:///'), self.directory / f'{new_key()[:8]}.db')}"
        template = make_url(url).database or ""
        return self.cluster.url(APP, self.cluster.create_database(template))


def play_open_case(database: Database, seed: str = "bench") -> Scene:
    """The route up to the second written update, so that its case is open and has a history."""
    story, lines = read_story(ROUTE)
    last = max(n for n, event in enumerate(story.events) if event.do == "send-update")
    opened = story.model_copy(update={"events": story.events[: last + 1]})
    played = play(database, opened, lines, now=NOW, seed=seed)
    return Scene(database, played.references["case"], played.people["sue"].signed_in)


def play_whole_cases(database: Database, number: int) -> None:
    """The route from report to closure, so many times over."""
    story, lines = read_story(ROUTE)
    for n in range(number):
        play(database, story, lines, now=NOW, seed=f"bench {n}")


@contextmanager
def stores(cluster: Cluster) -> Iterator[tuple[Store, Store]]:
    """SQLite and PostgreSQL, on the same disk."""
    with TemporaryDirectory() as directory:
        yield Store("sqlite", Path(directory), None), Store("postgresql", Path(directory), cluster)
