"""Each leak that is planted must be caught, on SQLite, where no row-level policy stands behind the statements."""

import pytest

from tests.twin.conftest import ON_SQLITE
from tests.twin.plants import LEAKS, Look, Plant, is_caught
from tests.twin.visit import Twins

pytestmark = pytest.mark.long


@pytest.mark.parametrize("twins", [ON_SQLITE], indirect=True)
@pytest.mark.parametrize(("plant", "look", "who", "where"), LEAKS)
def test_it_is_caught(
    twins: Twins, monkeypatch: pytest.MonkeyPatch, plant: Plant, look: Look, who: str, where: str
) -> None:
    assert is_caught(twins, monkeypatch, plant, look, who, where)
