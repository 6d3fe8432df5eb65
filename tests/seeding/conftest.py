"""A small force on either database: some cases played, the rest copied from them."""

from datetime import date

import pytest

from complaints.database import Database
from complaints.seeding import Seeded, Stretch, seed_force
from complaints.seeding.seed import Tell

STRETCH = Stretch(date(2026, 11, 27), 12)
PLAYED, CASES = 8, 48


def _silent(_done: int, _of: int) -> None:
    return


def seed(
    database: Database, seed: str = "1", cases: int = CASES, played: int = PLAYED, progress: Tell = _silent
) -> Seeded:
    """Seed an empty database."""
    return seed_force(database, seed, cases, STRETCH, passwords={}, progress=progress, played=played)


@pytest.fixture
def force(database: Database) -> Database:
    """A database with a small force in it."""
    made = seed(database)
    assert (made.played, made.copied) == (PLAYED, CASES - PLAYED)
    return database
