"""A small force on either database: some cases played, the rest copied from them."""

from datetime import date

import pytest

from complaints.database import Database
from complaints.seeding import Seeded, Stretch, seed_force
from complaints.seeding.seed import Tell
from tests.support.bench import again
from tests.support.rendering import render_here

STRETCH = Stretch(date(2026, 11, 27), 12)
PLAYED, CASES, PACKS = 8, 48, 2


@pytest.fixture(autouse=True)
def _rendered_here(monkeypatch: pytest.MonkeyPatch) -> None:
    render_here(monkeypatch)


def _silent(_done: int, _of: int) -> None:
    return


def seed(
    database: Database, seed: str = "1", cases: int = CASES, played: int = PLAYED, progress: Tell = _silent
) -> Seeded:
    """Seed an empty database."""
    return seed_force(database, seed, cases, STRETCH, passwords={}, progress=progress, played=played, packs=PACKS)


def seeded(database: Database) -> Database:
    """A database with a small force in it."""
    made = seed(database)
    assert (made.played, made.copied) == (PLAYED, CASES - PLAYED)
    return database


@pytest.fixture
def force(database: Database) -> Database:
    return again(seeded, database)
