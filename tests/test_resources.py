"""Days and moments as people read them, always in London."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from complaints.resources import clock_time, day, fixtures_directory, moment, templates_directory, weekday


def test_a_day() -> None:
    assert (day(date(2026, 3, 2)), weekday(date(2026, 3, 2))) == ("2 March 2026", "Monday 2 March 2026")


def test_a_moment_before_midnight_in_utc_is_the_next_day_in_london_in_summer() -> None:
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert (day(late), weekday(late)) == ("1 July 2026", "Wednesday 1 July 2026")
    assert moment(late) == "1 July 2026 at 12:30am"


@pytest.mark.parametrize(
    ("hour", "minute", "text"),
    [(0, 0, "midnight"), (9, 30, "9:30am"), (12, 0, "midday"), (12, 5, "12:05pm"), (17, 0, "5pm")],
)
def test_times(hour: int, minute: int, text: str) -> None:
    assert clock_time(datetime(2026, 1, 5, hour, minute, tzinfo=UTC)) == text


@pytest.mark.parametrize("show", [day, weekday, moment, clock_time])
def test_a_moment_without_a_time_zone_is_refused(show: Callable[[datetime], str]) -> None:
    with pytest.raises(ValueError, match="time zone"):
        show(datetime(2026, 3, 2, 9, 30))


def test_the_directories_lie_beside_the_package() -> None:
    assert (templates_directory() / "base.html").is_file()
    assert fixtures_directory().parent == templates_directory().parent
