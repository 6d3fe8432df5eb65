"""What a process does until it is killed: it logs contacts, acknowledges each, and dies at a statement of the third."""

import os
import signal
from datetime import timedelta
from multiprocessing.connection import Connection

from complaints.database import Database
from tests.conftest import KEYS
from tests.machine.town import STARTS, settle
from tests.services.route import CONTACT

CONTACTS = 3


def log_contacts(url: str, first: int, statement: int, moment: str, acknowledge: Connection) -> None:
    """From form `first` on. It dies as it would by `kill -9`: no handler runs, nothing is closed."""
    database = Database(url, KEYS)
    town = settle(database)
    for number in range(first, first + CONTACTS):
        if number == first + CONTACTS - 1:
            database.faults = lambda at, when, _sql: _die() if (at, when) == (statement, moment) else None
        town.do("sue", "log-contact", CONTACT, STARTS + timedelta(days=1, minutes=number), f"contact {number}")
        acknowledge.send(number)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
