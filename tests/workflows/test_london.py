"""London days and times, over both changes of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.calendar import at_london, first_moment_after, london_day

days = st.dates(date(2012, 1, 1), date(2039, 12, 31))
relaxed = settings(deadline=None)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 28, 23, 59, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 3, 29, 22, 59, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 23, 0, tzinfo=UTC), date(2026, 3, 30)),  # summer time began that morning
        (datetime(2026, 10, 24, 23, 0, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), date(2026, 10, 25)),  # and ended that morning
        (datetime(2026, 7, 1, 1, 0, tzinfo=ZoneInfo("Asia/Tokyo")), date(2026, 6, 30)),
    ],
)
def test_the_london_day_of_a_moment(moment: datetime, day: date) -> None:
    assert london_day(moment) == day


def test_a_moment_without_a_zone_is_an_error() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        london_day(datetime(2026, 3, 2, 9, 30))


@pytest.mark.parametrize(
    ("day", "late"),
    [
        (date(2026, 3, 28), datetime(2026, 3, 29, 0, 0, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 23, 0, tzinfo=UTC)),
        (date(2026, 10, 24), datetime(2026, 10, 24, 23, 0, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 26, 0, 0, tzinfo=UTC)),
        (date(2026, 12, 31), datetime(2027, 1, 1, 0, 0, tzinfo=UTC)),
    ],
)
def test_a_day_ends_at_london_midnight(day: date, late: datetime) -> None:
    assert first_moment_after(day) == late
    assert first_moment_after(day).tzinfo is UTC


@relaxed
@given(days)
def test_the_last_moment_of_a_day_is_still_that_day(day: date) -> None:
    late = first_moment_after(day)
    assert london_day(late - timedelta(microseconds=1)) == day
    assert london_day(late) == day + timedelta(days=1)


@relaxed
@given(st.datetimes(datetime(2012, 1, 1), datetime(2040, 12, 31), timezones=st.just(UTC)))
def test_a_london_time_leads_back_to_its_moment(moment: datetime) -> None:
    """Except in the second run of the hour that comes twice, whose clock times mean the first."""
    local = moment.astimezone(ZoneInfo("Europe/London"))
    expected = moment - timedelta(hours=local.fold)
    assert at_london(local.date(), local.time()) == expected


def test_a_time_that_the_clocks_skip_is_an_error() -> None:
    with pytest.raises(ValueError, match="1:30am on 29 March 2026 does not exist: the clocks went forward"):
        at_london(date(2026, 3, 29), time(1, 30))
    assert at_london(date(2026, 3, 29), time(0, 59)) == datetime(2026, 3, 29, 0, 59, tzinfo=UTC)
    assert at_london(date(2026, 3, 29), time(2, 0)) == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)


def test_of_a_time_that_comes_twice_the_first_is_meant() -> None:
    assert at_london(date(2026, 10, 25), time(1, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert at_london(date(2026, 10, 25), time(1, 30, fold=1)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
