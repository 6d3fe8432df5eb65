"""A served site with people in every role and a case just reported, and what looks at every page of a journey."""

from collections.abc import Iterator

import pytest

from complaints.database import Database
from complaints.web.house import in_background
from tests.journeys.walk import Inspector
from tests.queries.scene import Scene
from tests.support.browser import serve
from tests.support.rendering import render_here


@pytest.fixture
def scene(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    """Over plain HTTP, so without the cookies that need TLS. PDFs are made in this process, packs in the background."""
    render_here(monkeypatch)
    database = Database(sqlite_url)
    yield Scene(database, secure=False, background=in_background)
    database.dispose()


@pytest.fixture
def address(scene: Scene) -> Iterator[str]:
    with serve(scene.site.app) as served:
        yield served


@pytest.fixture
def inspector() -> Iterator[Inspector]:
    """At the end of the journey, no page of it had a problem."""
    inspector = Inspector()
    yield inspector
    assert inspector.problems == []
