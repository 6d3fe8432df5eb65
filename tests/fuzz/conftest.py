"""The site that is fuzzed."""

import pytest

from complaints.database import Database
from tests.fuzz.site import Fuzzed
from tests.support.bench import again
from tests.support.rendering import render_here


@pytest.fixture
def fuzzed(database: Database, monkeypatch: pytest.MonkeyPatch) -> Fuzzed:
    render_here(monkeypatch)
    return again(Fuzzed, database)
