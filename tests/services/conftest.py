"""A town of people on each database, and a case on its way."""

import pytest

from complaints.database import Database
from tests.machine.town import Town, settle
from tests.services.route import Route
from tests.support.bench import again


@pytest.fixture
def town(database: Database) -> Town:
    return again(settle, database)


@pytest.fixture
def route(town: Town) -> Route:
    return Route(town)
