"""Recomputing moves nothing by itself, and says what a change of the calendar moved."""

from datetime import date

from complaints.references import reference, seeded
from complaints.services.recompute import recompute
from complaints.services.verify import verify
from tests.services.office import settle_day
from tests.services.route import Route
from tests.services.test_deadlines import last_days


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
