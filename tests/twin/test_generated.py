"""A few of the worlds that `make twin-worlds` compares by the hundred, with and without a leak."""

from pathlib import Path

import pytest

from tests.twin.generated import BARRED, compare_worlds
from tests.twin.plants import a_retention_list
from tests.twin.visit import STARTS

SEEDS = range(2)


def test_worlds_that_chance_has_made_are_the_same_to_the_five(tmp_path: Path, sqlite_template: Path) -> None:
    found = compare_worlds(tmp_path, sqlite_template, SEEDS)
    assert (found.worlds, found.differing, found.leaks) == (len(SEEDS), 0, [])
    assert found.searches == len(SEEDS) * len(BARRED) * 5
    assert found.pages > len(SEEDS) * len(BARRED) * 2 * len(STARTS)


def test_a_leak_is_seen_by_each_of_the_five(
    tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_retention_list(monkeypatch)
    found = compare_worlds(tmp_path, sqlite_template, range(1))
    assert {who for who in BARRED if any(f"GET /cases as {who}" in leak for leak in found.leaks)} == set(BARRED)
    assert found.differing > 0
