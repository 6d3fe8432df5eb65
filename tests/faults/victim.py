"""Processes that log contacts, acknowledge each, and die at a statement of the third.

Run with a database's address it reads orders, one a line: the first form's number, the statement, and the moment. Each
is a process of its own, forked from this one: a fresh interpreter would import for longer than it lives.
"""

import os
import signal
import sys
from dataclasses import replace
from datetime import timedelta

from complaints.database import Database
from complaints.holidays import bank_holidays
from tests.conftest import KEYS
from tests.machine.town import STARTS, Town, settle
from tests.services.route import CONTACT

CONTACTS = 3


def log_contacts(town: Town, first: int, statement: int, moment: str) -> None:
    """From form `first` on. It dies as it would by `kill -9`: no handler runs, nothing is closed."""
    database = town.database
    for number in range(first, first + CONTACTS):
        if number == first + CONTACTS - 1:
            database.faults = lambda at, when, _sql: _die() if (at, when) == (statement, moment) else None
        town.do("sue", "log-contact", CONTACT, STARTS + timedelta(days=1, minutes=number), f"contact {number}")
        print("acknowledged", number, flush=True)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main(url: str) -> None:
    """Carry out the orders; after each, say how its process ended."""
    bank_holidays()  # their library is slow to import: once, and not in every process
    settled = settle(Database(url, KEYS))
    settled.database.dispose()  # a connection is not shared with a process that dies
    for order in sys.stdin:
        first, statement, moment = order.split()
        process = os.fork()
        if not process:
            town = replace(settled, database=Database(url, KEYS))
            sys.exit(log_contacts(town, int(first), int(statement), moment))
        _, status = os.waitpid(process, 0)
        print("ended", os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
