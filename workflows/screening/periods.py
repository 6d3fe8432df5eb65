"""Periods joined and put into words: when something was, and for how long."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from workflows.screening.facts import Period
from workflows.words import joined, plural, written

DAY = timedelta(days=1)


def merged(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Periods in order, those that overlap or follow one another joined into one."""
    found: list[Period] = []
    for period in sorted(periods):
        if found and (found[-1].last == date.max or period.first <= found[-1].last + DAY):
            found[-1] = Period(found[-1].first, max(found[-1].last, period.last))
        else:
            found.append(period)
    return tuple(found)


def years_before(day: date, years: int) -> date:
    """The same day some years earlier; of 29 February, the 28th where there is none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def told(period: Period, on: date) -> str:
    """ "from 1 March 2021 to 29 February 2024: 3 years", or "since 1 March 2024: 8 months" of what goes on."""
    if period.first == date.min:
        return "since a day that is not on file" if period.last >= on else f"until {written(period.last)}"
    if period.last >= on:
        return f"since {written(period.first)}: {length(period.first, on)}"
    if period.first == period.last:
        return f"on {written(period.first)}"
    return f"from {written(period.first)} to {written(period.last)}: {length(*period)}"


def length(first: date, last: date) -> str:
    """How long it is from a first day to a last, both counted: "2 years and 3 months", "12 days"."""
    end = last + DAY
    months = (end.year - first.year) * 12 + end.month - first.month - (end.day < first.day)
    if months < 1:
        return plural((end - first).days, "day")
    years, over = divmod(months, 12)
    return joined([plural(number, noun) for number, noun in ((years, "year"), (over, "month")) if number])
