"""What every handler works with: the database, the clock, chance, and the templates. Made once, at start."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jinja2 import Environment

from complaints.database import Database
from complaints.references import Random

Work = Callable[[], None]


def in_background(work: Work) -> None:
    """Do something that takes seconds while its page is sent. It must write down itself how it ended."""
    threading.Thread(target=work, daemon=True).start()


@dataclass(frozen=True)
class House:
    """The application's parts. `now` gives the moment in UTC; it, `random` and `start` are replaced in tests."""

    database: Database
    templates: Environment
    now: Callable[[], datetime]
    random: Random
    secure_cookies: bool = True
    start: Callable[[Work], None] = in_background
