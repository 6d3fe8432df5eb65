"""Recomputing moves nothing by itself, and says what a change of the calendar moved."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from itertools import count

import pytest
from sqlalchemy import select

from complaints.database import SYSTEM, Fault
from complaints.models import metadata
from complaints.queries.recomputing import Recomputing, because_of, newest
from complaints.references import reference, seeded
from complaints.services.recompute import recompute, work_off
from complaints.services.verify import verify
from tests.machine.town import STARTS
from tests.services.office import settle_day
from tests.services.route import REPORT, Route
from tests.services.test_deadlines import last_days

RECOMPUTATION, RECOMPUTED = metadata.tables["recomputation"], metadata.tables["recomputed_case"]
CASES = 4
STATEMENTS = 8
"""So many are done before the first break: too few for a case."""


def quiet(_done: int) -> None:
    return


def test_recomputing_a_clean_database_moves_nothing(route: Route) -> None:
    route.until("close-case")
    assert recompute(route.town.database, quiet) == {}


def test_a_new_bank_holiday_moves_what_it_touches_and_says_so(route: Route) -> None:
    route.until("appoint-oversight-officer")
    before = last_days(route, "OVR-C3")
    settle_day(route.town, date(2026, 6, 30), "bank-holiday", at=route.at)
    moved = recompute(route.town.database, quiet)
    assert moved == {reference(seeded("walk"), "case"): 2}
    assert last_days(route, "OVR-C3") != before
    assert recompute(route.town.database, quiet) == {}
    assert verify(route.town.database).problems == ()


class Killed(Exception):
    """A process that is no more."""


def stopping(statement: int) -> Fault:
    """Ends a process at so many statements from now."""
    left = count(statement, -1)

    def fault(_number: int, _moment: str, _sql: str) -> None:
        if next(left) == 0:
            raise Killed

    return fault


def several_cases(route: Route) -> None:
    """Cases with deadlines that a day off moves."""
    for n in range(CASES):
        with_id = {"submission": f"case {n}", "name": f"case {n}"}
        route.town.open_case("ana", REPORT, STARTS, **with_id)


def test_a_confirmed_day_asks_for_it_and_changes_no_deadline_itself(route: Route) -> None:
    route.until("appoint-oversight-officer")
    before = last_days(route, "OVR-C3")
    settle_day(route.town, date(2026, 6, 30), "bank-holiday", at=route.at)
    assert last_days(route, "OVR-C3") == before
    assert rows(route) == [(False, True)]
    work_off(route.town.database)
    assert last_days(route, "OVR-C3") != before
    assert rows(route) == [(True, True)]


def rows(route: Route) -> list[tuple[bool, bool]]:
    """Whether each thing that was asked for is finished, and whether it was an event that asked."""
    with route.town.database.transaction(SYSTEM, write=False) as session:
        found = session.execute(select(RECOMPUTATION).order_by(RECOMPUTATION.c.id)).all()
    return [(row.finished, row.event_id is not None) for row in found]


def test_wherever_it_is_broken_off_the_rest_is_done_and_counted_once(
    route: Route, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("complaints.services.recompute.BATCH", 1)
    several_cases(route)
    settle_day(route.town, date(2026, 6, 30), "bank-holiday", at=STARTS)
    database, broken_off = route.town.database, 0
    while rows(route) != [(True, True)]:
        database.faults = stopping(STATEMENTS + broken_off)
        with suppress(Killed):
            work_off(database)
        database.faults, broken_off = None, broken_off + 1
    assert broken_off > CASES
    with database.transaction(SYSTEM, write=False) as session:
        cases = session.scalars(select(RECOMPUTED.c.case_id)).all()
    assert len(set(cases)) == len(cases) == CASES
    assert recompute(database, quiet) == {}
    assert verify(database).problems == ()


def test_several_that_work_at_once_take_turns(route: Route, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("complaints.services.recompute.BATCH", 1)
    several_cases(route)
    settle_day(route.town, date(2026, 6, 30), "bank-holiday", at=STARTS)
    done: list[int] = []
    with ThreadPoolExecutor(3) as pool:
        for _ in range(3):
            pool.submit(work_off, route.town.database, done.append)
    assert rows(route) == [(True, True)]
    with route.town.database.transaction(SYSTEM, write=False) as session:
        cases = session.scalars(select(RECOMPUTED.c.case_id)).all()
    assert len(set(cases)) == len(cases) == CASES
    assert verify(route.town.database).problems == ()


def test_the_newest_of_several_changes_does_for_all_of_them(route: Route) -> None:
    several_cases(route)
    for day in (date(2026, 6, 30), date(2026, 7, 1)):
        settle_day(route.town, day, "bank-holiday", at=STARTS)
    work_off(route.town.database)
    assert rows(route) == [(False, True), (True, True)]
    assert recompute(route.town.database, quiet) == {}
    hope = route.town.signed_in("hope")
    with route.town.database.transaction(hope.person_id, write=False) as session:
        found = [because_of(session, hope, "day-off", day) for day in ("2026-06-30", "2026-07-01", "2026-07-02")]
    assert found[:2] == [Recomputing(CASES, CASES, found[1].moved if found[1] else 0, True)] * 2
    assert found[2] is None


def test_how_far_it_is_counts_the_cases_that_the_reader_may_know_of(
    route: Route, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("complaints.services.recompute.BATCH", 1)
    several_cases(route)
    settle_day(route.town, date(2026, 6, 30), "bank-holiday", at=STARTS)
    with suppress(Killed):
        work_off(route.town.database, progress=broken_off_after(2))
    for who, seen in (("hope", (2, CASES)), ("dee", (0, 0))):  # she is the subject of all of them
        actor = route.town.signed_in(who)
        with route.town.database.transaction(actor.person_id, write=False) as session:
            found = newest(session, actor)
        assert found is not None
        assert ((found.done, found.of), found.finished) == (seen, False)
        assert (found.moved > 0) is (who == "hope")


def broken_off_after(cases: int) -> Callable[[int], None]:
    """Ends a process when so many are done."""

    def progress(done: int) -> None:
        if done == cases:
            raise Killed

    return progress
