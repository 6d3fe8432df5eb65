"""A seeded force: as many invented cases as are asked for, alike for the same seed, to show and to measure with."""

from complaints.seeding.digest import digest_of
from complaints.seeding.playing import Stretch
from complaints.seeding.seed import Seeded, seed_force

__all__ = ["Seeded", "Stretch", "digest_of", "seed_force"]
