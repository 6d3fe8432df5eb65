"""The stored deadlines follow the facts."""

from complaints.services.progress import Correction
from complaints.services.verify import verify
from tests.machine.rows import owner_of
from tests.services.route import REPORT, Route


def last_days(route: Route, clock: str) -> list[tuple[str, str]]:
    """The last day and the ending of each run of a clock."""
    find = "SELECT last_day, ended FROM deadline WHERE clock = '{}' ORDER BY nth"
    with owner_of(route.town.database) as connection:
        return [(str(row[0]), row[1]) for row in connection.exec_driver_sql(find.format(clock))]


def test_a_referral_is_due_on_the_day_after_it_became_clear(route: Route) -> None:
    route.until("add-allegation")
    route.do("lee", "decide-to-refer", criteria=["M2"], became_clear_at="2026-06-29T09:00", reasons="Why.")
    assert last_days(route, "REF-C1") == [("2026-06-30", "")]


def test_a_correction_moves_a_deadline_and_none_is_lost(route: Route) -> None:
    route.until("add-allegation")
    assert last_days(route, "HAN-C1") == [("2027-06-28", "")]
    earlier = REPORT | {"came_to_attention_at": "2026-06-01T08:30"}
    route.do("ana", "report-matter", correction=Correction("handling.1", "An earlier message was found."), **earlier)
    assert last_days(route, "HAN-C1") == [("2027-05-31", "")]
    assert verify(route.town.database).problems == ()
