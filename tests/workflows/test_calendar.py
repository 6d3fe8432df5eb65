"""The calendar against worked examples, and against an oracle that looks days up in long lists."""

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from itertools import takewhile

import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays
from hypothesis import given, settings
from hypothesis import strategies as st

from complaints.holidays import YEARS, bank_holidays
from workflows.calendar import (
    Calendar,
    CountRule,
    Limit,
    Pauses,
    UnknownHolidays,
)

R = CountRule
CALENDAR = Calendar(bank_holidays())
EVERY_DAY = [date.fromordinal(n) for n in range(date(2012, 1, 1).toordinal(), date(2041, 1, 1).toordinal())]
WORKING_DAYS = [day for day in EVERY_DAY if day.isoweekday() not in {6, 7} and day not in bank_holidays()]

days = st.dates(date(2012, 6, 1), date(2039, 12, 31))
numbers = st.integers(1, 100)
relaxed = settings(deadline=None)


@st.composite
def starts_and_pauses(draw: st.DrawFn) -> tuple[date, Pauses]:
    """A start, and up to three pauses near it, which may overlap, touch or lie before it."""
    start = draw(days)
    offsets = st.tuples(st.integers(-20, 60), st.integers(0, 40))
    pauses = draw(st.lists(offsets, max_size=3))
    return start, tuple((start + timedelta(first), start + timedelta(first + more)) for first, more in pauses)


def running(candidates: list[date], paused: Pauses) -> list[date]:
    """The candidates without every day of every pause."""
    away = {date.fromordinal(n) for a, b in paused for n in range(a.toordinal(), b.toordinal() + 1)}
    return [day for day in candidates if day not in away]


def stretch(start: date, length: int) -> list[date]:
    return [date.fromordinal(start.toordinal() + n) for n in range(length)]


def test_our_holidays_are_those_of_gov_uk_on_every_weekday() -> None:
    published = BankHolidays(use_cached_holidays=True).get_holidays(BankHolidays.ENGLAND_AND_WALES)
    theirs = {holiday["date"] for holiday in published if holiday["date"].weekday() < 5}
    years = {day.year for day in theirs} & set(YEARS)
    assert {2012, 2022, 2023, 2026} < years  # with two jubilees, a funeral and a coronation
    ours = {day for day in bank_holidays() if day.weekday() < 5}
    assert {d for d in ours if d.year in years} == {d for d in theirs if d.year in years}


def test_every_year_from_2012_to_2040_is_known() -> None:
    assert CALENDAR.years == set(range(2012, 2041))


@pytest.mark.parametrize("day", [date(2011, 12, 30), date(2041, 1, 2)])
def test_a_working_day_of_an_unknown_year_is_an_error(day: date) -> None:
    with pytest.raises(UnknownHolidays, match=f"The bank holidays of {day.year} are not known"):
        CALENDAR.is_working_day(day)


def test_a_count_that_leaves_the_known_years_is_an_error_not_a_guess() -> None:
    limit = Limit(R.WD_FWD_PLUS, 10)
    assert CALENDAR.last_day(limit, date(2040, 12, 13)) == date(2040, 12, 31)
    with pytest.raises(UnknownHolidays):
        CALENDAR.last_day(limit, date(2040, 12, 14))
    with pytest.raises(UnknownHolidays):
        CALENDAR.last_day(Limit(R.WD_BEFORE, 1), date(2012, 1, 3))


def test_a_count_of_calendar_days_needs_no_holidays() -> None:
    assert Calendar(frozenset()).last_day(Limit(R.WEEKS, 4), date(2050, 1, 1)) == date(2050, 1, 29)


# --- working days


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 4, 2), True),
        (date(2026, 4, 3), False),  # Good Friday
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 12, 25), False),
        (date(2026, 12, 26), False),  # Boxing Day, a Saturday
        (date(2026, 12, 28), False),  # its substitute
        (date(2026, 12, 29), True),
        (date(2022, 9, 19), False),  # a one-off
        (date(2026, 3, 7), False),  # Saturday
        (date(2028, 2, 29), True),
    ],
)
def test_working_days(day: date, working: bool) -> None:
    assert CALENDAR.is_working_day(day) is working


def test_the_next_working_day_over_easter_and_the_year_end() -> None:
    assert CALENDAR.next_working_day(date(2026, 4, 2)) == date(2026, 4, 7)
    assert CALENDAR.next_working_day(date(2027, 12, 31)) == date(2028, 1, 4)


@relaxed
@given(days, numbers)
def test_adding_working_days(day: date, number: int) -> None:
    assert CALENDAR.add_working_days(day, number) == WORKING_DAYS[bisect_right(WORKING_DAYS, day) + number - 1]
    assert CALENDAR.add_working_days(day, -number) == WORKING_DAYS[bisect_left(WORKING_DAYS, day) - number]
    assert CALENDAR.add_working_days(day, 0) == day


@relaxed
@given(days, st.integers(0, 366))
def test_working_days_between(start: date, length: int) -> None:
    end = start + timedelta(length)
    expected = bisect_right(WORKING_DAYS, end) - bisect_right(WORKING_DAYS, start)
    assert CALENDAR.working_days_between(start, end) == expected
    assert CALENDAR.working_days_between(end, start) == -expected


# --- every rule by worked example

EXAMPLES = [
    (Limit(R.CAL_D_PLUS_1, 28), date(2026, 4, 1), date(2026, 4, 29)),  # the IOPC's own example
    (Limit(R.CAL_NO_MARKER, 28), date(2026, 4, 1), date(2026, 4, 29)),
    (Limit(R.CAL_INCLUSIVE_START, 28), date(2026, 4, 1), date(2026, 4, 28)),
    (Limit(R.EOD_NEXT_DAY), date(2026, 4, 3), date(2026, 4, 4)),  # Good Friday, then a Saturday
    (Limit(R.EOD_NEXT_DAY), date(2026, 12, 31), date(2027, 1, 1)),
    (Limit(R.WEEKS, 4), date(2026, 3, 2), date(2026, 3, 30)),
    (Limit(R.WEEKS, 4), date(2028, 2, 1), date(2028, 2, 29)),
    (Limit(R.WEEKS, 12), date(2026, 7, 13), date(2026, 10, 5)),
    (Limit(R.WD_FWD_PLUS, 5), date(2026, 4, 1), date(2026, 4, 10)),  # over Easter
    (Limit(R.WD_FWD_PLUS, 3), date(2026, 12, 23), date(2026, 12, 30)),  # over Christmas
    (Limit(R.WD_NO_MARKER, 3), date(2026, 12, 23), date(2026, 12, 30)),
    (Limit(R.WD_INCLUSIVE_START, 5), date(2026, 3, 2), date(2026, 3, 6)),
    (Limit(R.WD_INCLUSIVE_START, 5), date(2026, 3, 7), date(2026, 3, 13)),  # a Saturday: from Monday
    (Limit(R.WD_INCLUSIVE_START, 1), date(2026, 4, 3), date(2026, 4, 7)),
    (Limit(R.WD_BEFORE, 5), date(2026, 4, 9), date(2026, 3, 31)),
    (Limit(R.WD_WINDOW, 10, 15), date(2026, 3, 2), date(2026, 3, 23)),
    (Limit(R.MONTHS_INCLUSIVE, 12), date(2026, 3, 10), date(2027, 3, 9)),
    (Limit(R.MONTHS_INCLUSIVE, 12), date(2028, 2, 29), date(2029, 2, 28)),
    (Limit(R.MONTHS_INCLUSIVE, 12), date(2027, 3, 1), date(2028, 2, 29)),
    (Limit(R.MONTHS_INCLUSIVE, 6), date(2026, 8, 31), date(2027, 2, 28)),
    (Limit(R.MONTHS_INCLUSIVE, 1), date(2026, 1, 28), date(2026, 2, 27)),
    (Limit(R.MONTHS_LESS_PAUSE, 18), date(2026, 1, 10), date(2027, 7, 9)),
]


@pytest.mark.parametrize(("limit", "start", "last_day"), EXAMPLES)
def test_worked_examples(limit: Limit, start: date, last_day: date) -> None:
    assert CALENDAR.last_day(limit, start) == last_day


def test_every_rule_has_a_worked_example() -> None:
    assert {limit.rule for limit, _, _ in EXAMPLES} == set(CountRule)


def test_a_window_opens_and_closes() -> None:
    limit = Limit(R.WD_WINDOW, 10, 15)
    assert CALENDAR.first_day(limit, date(2026, 3, 2)) == date(2026, 3, 16)
    with pytest.raises(ValueError, match="Only a window has a first day"):
        CALENDAR.first_day(Limit(R.WD_FWD_PLUS, 10), date(2026, 3, 2))


def test_a_career_break_is_added_to_the_life_of_a_warning() -> None:
    limit, paused = Limit(R.MONTHS_LESS_PAUSE, 24), ((date(2026, 5, 1), date(2026, 5, 31)),)
    assert CALENDAR.last_day(limit, date(2026, 1, 10)) == date(2028, 1, 9)
    assert CALENDAR.last_day(limit, date(2026, 1, 10), paused) == date(2028, 2, 9)


# --- every rule against the oracle


@relaxed
@given(starts_and_pauses(), numbers)
def test_days(case: tuple[date, Pauses], number: int) -> None:
    start, paused = case
    counted = running(stretch(start, 400), paused)
    assert CALENDAR.last_day(Limit(R.CAL_INCLUSIVE_START, number), start, paused) == counted[number - 1]
    expected = [day for day in counted if day > start][number - 1]
    assert CALENDAR.last_day(Limit(R.CAL_D_PLUS_1, number), start, paused) == expected
    assert CALENDAR.last_day(Limit(R.CAL_NO_MARKER, number), start, paused) == expected


@relaxed
@given(starts_and_pauses(), numbers)
def test_working_days_forward(case: tuple[date, Pauses], number: int) -> None:
    start, paused = case
    counted = running(WORKING_DAYS, paused)
    after = counted[bisect_right(counted, start) + number - 1]
    assert CALENDAR.last_day(Limit(R.WD_FWD_PLUS, number), start, paused) == after
    assert CALENDAR.last_day(Limit(R.WD_NO_MARKER, number), start, paused) == after
    itself = counted[bisect_left(counted, start) + number - 1]
    assert CALENDAR.last_day(Limit(R.WD_INCLUSIVE_START, number), start, paused) == itself


@relaxed
@given(days, numbers, st.integers(0, 30))
def test_working_days_before_and_windows(start: date, number: int, more: int) -> None:
    before = WORKING_DAYS[bisect_left(WORKING_DAYS, start) - number]
    assert CALENDAR.last_day(Limit(R.WD_BEFORE, number), start) == before
    window, after = Limit(R.WD_WINDOW, number, number + more), bisect_right(WORKING_DAYS, start) - 1
    assert CALENDAR.first_day(window, start) == WORKING_DAYS[after + number]
    assert CALENDAR.last_day(window, start) == WORKING_DAYS[after + number + more]


@relaxed
@given(days, numbers)
def test_weeks_and_the_next_day(start: date, number: int) -> None:
    assert CALENDAR.last_day(Limit(R.WEEKS, number), start) == stretch(start, 701)[::7][number]
    assert CALENDAR.last_day(Limit(R.EOD_NEXT_DAY), start) == stretch(start, 2)[1]


@relaxed
@given(starts_and_pauses(), st.integers(1, 60))
def test_months(case: tuple[date, Pauses], number: int) -> None:
    """A period lasts while (month, day) comes before the same day so many months later."""
    start, paused = case
    end = (12 * start.year + start.month + number, start.day)
    period = list(takewhile(lambda d: (12 * d.year + d.month, d.day) < end, stretch(start, 2000)))
    assert CALENDAR.last_day(Limit(R.MONTHS_INCLUSIVE, number), start) == period[-1]
    lived = running(stretch(start, 2200), paused)[len(period) - 1]
    assert CALENDAR.last_day(Limit(R.MONTHS_LESS_PAUSE, number), start, paused) == lived


@pytest.mark.parametrize("rule", [rule for rule in CountRule if not rule.pausable])
def test_a_limit_that_nothing_pauses_refuses_a_pause(rule: CountRule) -> None:
    limit = Limit(rule, 1, 2 if rule is R.WD_WINDOW else None)
    with pytest.raises(ValueError, match="is never paused"):
        CALENDAR.last_day(limit, date(2026, 3, 2), ((date(2026, 3, 3), date(2026, 3, 4)),))


def test_updates_referrals_and_reports_are_never_paused() -> None:
    never = {R.EOD_NEXT_DAY, R.WEEKS, R.MONTHS_INCLUSIVE, R.WD_BEFORE, R.WD_WINDOW}
    assert {rule for rule in CountRule if not rule.pausable} == never


def test_a_pause_that_runs_backwards_is_an_error() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        CALENDAR.last_day(Limit(R.WD_FWD_PLUS, 5), date(2026, 3, 2), ((date(2026, 3, 4), date(2026, 3, 3)),))


@pytest.mark.parametrize(
    ("rule", "number", "until", "message"),
    [
        (R.WEEKS, 0, None, "counts at least one week, not 0"),
        (R.WD_BEFORE, -1, None, "counts at least one working day, not -1"),
        (R.WD_WINDOW, 10, None, "A window, and only a window, has a far end"),
        (R.WEEKS, 4, 5, "A window, and only a window, has a far end"),
        (R.WD_WINDOW, 10, 9, "A window from 10 to 9 never opens"),
        (R.EOD_NEXT_DAY, 2, None, "always one day away"),
    ],
)
def test_a_limit_that_makes_no_sense(rule: CountRule, number: int, until: int | None, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Limit(rule, number, until)
