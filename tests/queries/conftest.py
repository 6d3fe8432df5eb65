"""The scene that tests of views share: one case, played as far as each test wants."""

import pytest

from complaints.database import Database
from tests.queries.scene import Scene


@pytest.fixture
def scene(database: Database) -> Scene:
    """The case has just been reported; nobody has declared."""
    return Scene(database)
