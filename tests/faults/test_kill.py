"""A process killed in the middle of a step: what it acknowledged is there, and nothing is half done.

This does not test a power failure: what a killed process had written stands in the system's memory and reaches the disk
later. That a commit waits for the disk is asserted as a setting (`Database.check`), not shown by a kill.
"""

import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from subprocess import PIPE, Popen

import pytest

from complaints.database import Database
from complaints.services.verify import verify
from tests.faults.victim import CONTACTS
from tests.machine.conftest import TIMES
from tests.machine.rows import all_rows
from tests.services.route import CONTACT, Route

ROOT = Path(__file__).parents[2]
KILLS = {"sqlite": 20 * TIMES, "postgresql": 4 * TIMES}


@pytest.fixture
def victims(database: Database) -> Iterator[Popen[str]]:
    """What starts processes on this database; see `victim`."""
    url = database.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.faults.victim", url]
    with Popen(command, cwd=ROOT, stdin=PIPE, stdout=PIPE, text=True) as running:
        yield running


def killed(victims: Popen[str], first: int, statement: int, moment: str) -> list[int]:
    """Have a process run to its death; returns what it acknowledged."""
    assert victims.stdin
    assert victims.stdout
    print(first, statement, moment, file=victims.stdin, flush=True)
    acknowledged: list[int] = []
    for line in victims.stdout:
        said, number = line.split()
        if said == "ended":
            assert int(number) == -signal.SIGKILL
            break
        acknowledged.append(int(number))
    return acknowledged


def statements_of_a_contact(route: Route, database: Database) -> int:
    """How many there are, with the last, which commits."""
    numbers: list[int] = []
    database.faults = lambda number, _moment, _sql: numbers.append(number)
    route.do("sue", "log-contact", **CONTACT)
    database.faults = None
    return max(numbers)


def test_a_kill_loses_nothing_acknowledged_and_leaves_nothing_half_done(
    route: Route, database: Database, victims: Popen[str]
) -> None:
    route.until("agree-contact")
    last = statements_of_a_contact(route, database)
    random, acknowledged = Random(20260629), [-1]
    for kill in range(KILLS[database.engine.dialect.name]):
        statement, moment = random.randint(1, last), random.choice(("before", "after"))
        acknowledged += killed(victims, kill * CONTACTS, statement, moment)
        rows = all_rows(database)
        logged = [set(row) for row in rows["event"] if "log-contact" in row]
        assert len(rows["entry_log_contact"]) == len(logged)
        assert {f"contact {n}" for n in acknowledged[1:]} <= set().union(*logged)
    assert len(acknowledged) > 2 * KILLS[database.engine.dialect.name]
    assert verify(database).problems == ()
