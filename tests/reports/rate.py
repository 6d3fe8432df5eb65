"""How fast a run is, for the benchmarks."""

from datetime import datetime
from time import perf_counter

from complaints.database import Database
from complaints.models.people import SYSTEM_ACTOR
from complaints.reports.run import run
from workflows.calls_to_action.measures import Period


def run_cases_per_second(database: Database, period: Period, *, now: datetime, reference: str) -> float:
    """Make one run, under a reference that is new, over every case of a database; cases a second, storing included."""
    cases = 0

    def count(_done: int, total: int) -> None:
        nonlocal cases
        cases = total

    before = perf_counter()
    run(database, SYSTEM_ACTOR, period, now=now, reference=reference, progress=count)
    return cases / (perf_counter() - before)
