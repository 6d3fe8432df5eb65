"""How a date explains itself, word for word."""

from datetime import date

import pytest

from complaints.holidays import bank_holidays
from workflows.calendar import Calendar, Limit
from workflows.calendar import CountRule as R

CALENDAR = Calendar(bank_holidays())


@pytest.mark.parametrize(
    ("limit", "start", "sentence"),
    [
        (
            Limit(R.WD_FWD_PLUS, 10),
            date(2026, 4, 1),
            "10 working days, counted from the first working day after 1 April 2026, leaving out 2 "
            "weekends and the bank holidays on 3 and 6 April 2026, so the last day is 17 April 2026.",
        ),
        (
            Limit(R.WD_NO_MARKER, 1),
            date(2026, 3, 2),
            "1 working day, counted from the first working day after 2 March 2026, as the rule does not say "
            "which day comes first, so the last day is 3 March 2026.",
        ),
        (
            Limit(R.WD_INCLUSIVE_START, 5),
            date(2026, 3, 7),
            "5 working days, counted from 7 March 2026 itself, or from the next working day if it is not "
            "one, leaving out 1 weekend, so the last day is 13 March 2026.",
        ),
        (
            Limit(R.WD_BEFORE, 5),
            date(2026, 5, 6),
            "5 working days, counted back from the last working day before 6 May 2026, leaving out 1 weekend "
            "and the bank holiday on 4 May 2026, so the last day is 28 April 2026.",
        ),
        (
            Limit(R.WD_WINDOW, 10, 15),
            date(2026, 12, 18),
            "10 to 15 working days, counted from the first working day after 18 December 2026, leaving out "
            "4 weekends and the bank holidays on 25 and 28 December 2026 and 1 January 2027, so the first "
            "day is 6 January 2027 and the last day is 13 January 2027.",
        ),
        (
            Limit(R.WEEKS, 4),
            date(2026, 3, 2),
            "4 weeks, counted from the day after 2 March 2026, weekends and bank holidays included, "
            "so the last day is 30 March 2026.",
        ),
        (
            Limit(R.EOD_NEXT_DAY),
            date(2026, 4, 3),
            "1 day, ending with the day after 3 April 2026, weekends and bank holidays included, "
            "so the last day is 4 April 2026.",
        ),
    ],
)
def test_a_date_explains_itself(limit: Limit, start: date, sentence: str) -> None:
    assert CALENDAR.explain(limit, start, CALENDAR.last_day(limit, start)) == sentence


def test_pauses_and_closures_are_explained() -> None:
    closed = Calendar(bank_holidays(), frozenset({date(2026, 3, 5), date(2026, 4, 3)}))
    limit, paused = Limit(R.WD_FWD_PLUS, 3), ((date(2026, 3, 3), date(2026, 3, 4)),)
    last_day = closed.last_day(limit, date(2026, 3, 2), paused)
    assert closed.explain(limit, date(2026, 3, 2), last_day, paused) == (
        "3 working days, counted from the first working day after 2 March 2026, leaving out 2 paused days, "
        "1 weekend and the local closure on 5 March 2026, so the last day is 10 March 2026."
    )
    limit, paused = Limit(R.MONTHS_LESS_PAUSE, 18), ((date(2026, 3, 1), date(2026, 3, 31)),)
    last_day = CALENDAR.last_day(limit, date(2026, 1, 10), paused)
    assert CALENDAR.explain(limit, date(2026, 1, 10), last_day, paused) == (
        "18 months, counted from 10 January 2026 itself, without the days of a pause, weekends and bank "
        "holidays included, leaving out 31 paused days, so the last day is 9 August 2027."
    )


def test_a_closure_on_a_bank_holiday_is_named_once() -> None:
    closed = Calendar(bank_holidays(), frozenset({date(2026, 4, 3)}))
    assert closed.explain(Limit(R.WD_FWD_PLUS, 1), date(2026, 4, 2), date(2026, 4, 7)) == (
        "1 working day, counted from the first working day after 2 April 2026, leaving out 1 weekend and "
        "the bank holidays on 3 and 6 April 2026, so the last day is 7 April 2026."
    )


def test_a_start_at_the_end_of_a_weekend_leaves_no_weekend_out() -> None:
    assert CALENDAR.explain(Limit(R.WD_FWD_PLUS, 1), date(2026, 3, 8), date(2026, 3, 9)) == (
        "1 working day, counted from the first working day after 8 March 2026, so the last day is 9 March 2026."
    )


def test_weekends_are_counted_over_more_than_a_year() -> None:
    calendar, limit = Calendar(frozenset({date(2026, 1, 1), date(2027, 1, 1)})), Limit(R.WD_FWD_PLUS, 299)
    assert calendar.explain(limit, date(2026, 1, 2), calendar.last_day(limit, date(2026, 1, 2))) == (
        "299 working days, counted from the first working day after 2 January 2026, leaving out 60 weekends and "
        "the bank holiday on 1 January 2027, so the last day is 26 February 2027."
    )


def test_a_limit_and_a_rule_in_words() -> None:
    assert Limit(R.WD_FWD_PLUS, 10).in_words() == (
        "10 working days, counted from the first working day after the event"
    )
    assert Limit(R.WEEKS, 1).in_words("the report") == "1 week, counted from the day after the report"
    assert R.CAL_INCLUSIVE_START.label == "days, counted from the event itself"
