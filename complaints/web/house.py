"""What every handler works with: the database, the clock, chance, and the templates. Made once, at start."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jinja2 import Environment

from complaints.database import Database
from complaints.references import Random


@dataclass(frozen=True)
class House:
    """The application's parts. `now` gives the moment in UTC; it and `random` are replaced in tests."""

    database: Database
    templates: Environment
    now: Callable[[], datetime]
    random: Random
    secure_cookies: bool = True
