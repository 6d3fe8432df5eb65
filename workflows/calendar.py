"""Days: London days, working days, and every way in which the law counts from one day to another."""

import calendar as months
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from workflows.words import joined, on_days, plural, written, written_time

LONDON = ZoneInfo("Europe/London")
ONE_DAY = timedelta(days=1)

Pauses = tuple[tuple[date, date], ...]  # first and last day of each pause, both inclusive


class UnknownHolidays(ValueError):
    """A count reached a year whose bank holidays are not known, so its answer could be wrong."""


@lru_cache(maxsize=65_536)
def london_day(moment: datetime) -> date:
    """The London day of an aware moment. ValueError for a naive one.

    Kept, because every clock, requirement and measure asks for the days of the same events.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(LONDON).date()


def first_moment_after(day: date) -> datetime:
    """The first moment (UTC) that is too late for `day`: London midnight at its end."""
    return datetime.combine(day + ONE_DAY, time(), LONDON).astimezone(UTC)


def at_london(day: date, clock: time) -> datetime:
    """The moment (UTC) at which London clocks showed `clock` on `day`.

    In the hour that comes twice in autumn, the first of the two. ValueError in the hour that spring skips.
    """
    local = datetime.combine(day, clock.replace(fold=0), LONDON)
    moment = local.astimezone(UTC)
    if moment.astimezone(LONDON).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise ValueError(f"{written_time(clock)} on {written(day)} does not exist: the clocks went forward")
    return moment


class Unit(StrEnum):
    """What a limit counts."""

    DAY = "day"
    WORKING_DAY = "working day"
    WEEK = "week"
    MONTH = "month"


_ITSELF = "counted from {start} itself"
_NEXT_DAY = "counted from the day after {start}"
_NEXT_WORKING_DAY = "counted from the first working day after {start}"
_ITSELF_OR_NEXT = "counted from {start} itself, or from the next working day if it is not one"
_BACK = "counted back from the last working day before {start}"
_UNSAID = ", as the rule does not say which day comes first"


class CountRule(StrEnum):
    """How a limit is counted: its unit, from where, whether the start itself counts, whether it may pause."""

    unit: Unit
    explanation: str
    start_counts: bool
    pausable: bool

    def __new__(cls, value: str, unit: Unit, explanation: str, start_counts: bool, pausable: bool) -> "CountRule":
        rule = str.__new__(cls, value)
        rule._value_, rule.unit, rule.explanation = value, unit, explanation
        rule.start_counts, rule.pausable = start_counts, pausable
        return rule

    CAL_INCLUSIVE_START = "cal-inclusive-start", Unit.DAY, _ITSELF, True, True
    CAL_D_PLUS_1 = "cal-d-plus-1", Unit.DAY, _NEXT_DAY, False, True
    CAL_NO_MARKER = "cal-no-marker", Unit.DAY, _NEXT_DAY + _UNSAID, False, True
    EOD_NEXT_DAY = "eod-next-day", Unit.DAY, "ending with the day after {start}", False, False
    WEEKS = "weeks", Unit.WEEK, _NEXT_DAY, False, False
    WD_INCLUSIVE_START = "wd-inclusive-start", Unit.WORKING_DAY, _ITSELF_OR_NEXT, True, True
    WD_FWD_PLUS = "wd-fwd-plus", Unit.WORKING_DAY, _NEXT_WORKING_DAY, False, True
    WD_NO_MARKER = "wd-no-marker", Unit.WORKING_DAY, _NEXT_WORKING_DAY + _UNSAID, False, True
    WD_WINDOW = "wd-window", Unit.WORKING_DAY, _NEXT_WORKING_DAY, False, False
    WD_BEFORE = "wd-before", Unit.WORKING_DAY, _BACK, False, False
    MONTHS_INCLUSIVE = "months-inclusive", Unit.MONTH, _ITSELF, True, False
    MONTHS_LESS_PAUSE = "months-less-pause", Unit.MONTH, _ITSELF + ", without the days of a pause", True, True

    @property
    def label(self) -> str:
        """The rule in words: "working days, counted from the first working day after the event"."""
        return f"{self.unit}s, {self.explanation.format(start='the event')}"


@dataclass(frozen=True)
class Limit:
    """So many units under a rule; `until` is the far end of a window. ValueError where these do not fit."""

    rule: CountRule
    number: int = 1
    until: int | None = None

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError(f"A limit counts at least one {self.rule.unit}, not {self.number}")
        if (self.until is not None) != (self.rule is CountRule.WD_WINDOW):
            raise ValueError("A window, and only a window, has a far end")
        if self.until is not None and self.until < self.number:
            raise ValueError(f"A window from {self.number} to {self.until} never opens")
        if self.rule is CountRule.EOD_NEXT_DAY and self.number != 1:
            raise ValueError("The end of the next day is always one day away")

    def in_words(self, start: str = "the event") -> str:
        """ "10 working days, counted from the first working day after the event"."""
        between = "" if self.until is None else f"{self.number} to "
        number = self.until or self.number
        return f"{between}{plural(number, self.rule.unit)}, {self.rule.explanation.format(start=start)}"


@dataclass(frozen=True)
class Calendar:
    """The bank holidays of England and Wales, and every count that needs them (law: PCMR 2020 reg 1(2)).

    The years known are those in which `holidays` has a date. `closures` are days on which a force is closed:
    for the calendar of its own targets only, never for a statutory limit.
    """

    holidays: frozenset[date]
    closures: frozenset[date] = frozenset()

    @cached_property
    def years(self) -> frozenset[int]:
        """The years whose bank holidays are known."""
        return frozenset(day.year for day in self.holidays)

    def is_working_day(self, day: date) -> bool:
        """Not a weekend, bank holiday or closure. UnknownHolidays outside the known years."""
        if day.year not in self.years:
            raise UnknownHolidays(f"The bank holidays of {day.year} are not known")
        return day.weekday() < 5 and day not in self.holidays and day not in self.closures

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return self.add_working_days(day, 1)

    def add_working_days(self, day: date, number: int) -> date:
        """The `number`-th working day after `day`, or before it if negative; none of them is `day` itself."""
        step = ONE_DAY if number > 0 else -ONE_DAY
        return _nth(day, abs(number), self.is_working_day, step)

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`; negative if `end` is earlier."""
        if end < start:
            return -self.working_days_between(end, start)
        return sum(self.is_working_day(day) for day in _days(start + ONE_DAY, end))

    def last_day(self, limit: Limit, start: date, paused: Pauses = ()) -> date:
        """The last day that is in time; `start` is the day of the event, or for WD_BEFORE of what is to come.

        The days of a pause are not counted. A pause that has not ended gives no last day: do not ask.
        ValueError for a pause that runs backwards or under a rule that is never paused.
        """
        return _last_day(self, limit, start, paused)

    def _last_day(self, limit: Limit, start: date, paused: Pauses) -> date:
        self._check(limit.rule, paused)
        if limit.rule is CountRule.WD_BEFORE:
            return self.add_working_days(start, -limit.number)
        before = start - ONE_DAY if limit.rule.start_counts else start
        return self._nth(limit.rule, before, _length(limit, start), paused)

    def first_day(self, limit: Limit, start: date) -> date:
        """The day on which a window opens. ValueError for a limit that is no window."""
        if limit.until is None:
            raise ValueError("Only a window has a first day")
        return self.add_working_days(start, limit.number)

    def explain(self, limit: Limit, start: date, last_day: date, paused: Pauses = ()) -> str:
        """One plain sentence: how `last_day` was counted from `start`, and which days were left out."""
        window = f"first day is {written(self.first_day(limit, start))} and the " if limit.until else ""
        how = limit.in_words(written(start))
        days = self._passed_over(limit.rule, start, last_day, paused)
        return f"{how}{days}, so the {window}last day is {written(last_day)}."

    def _check(self, rule: CountRule, paused: Pauses) -> None:
        if paused and not rule.pausable:
            raise ValueError(f"A limit in {rule.label} is never paused")
        if any(last < first for first, last in paused):
            raise ValueError("A pause ends before it begins")

    def _nth(self, rule: CountRule, before: date, number: int, paused: Pauses) -> date:
        if rule.unit is Unit.WORKING_DAY:
            return _nth(before, number, lambda day: self.is_working_day(day) and not _within(day, paused))
        if paused:
            return _nth(before, number, lambda day: not _within(day, paused))
        return before + timedelta(days=number)

    def _passed_over(self, rule: CountRule, start: date, last_day: date, paused: Pauses) -> str:
        working = rule.unit is Unit.WORKING_DAY
        every_day = "" if working else ", weekends and bank holidays included"
        if not (working or paused):
            return every_day
        span = [day for day in _days(*sorted((start, last_day))) if day != start or rule.start_counts]
        rest = [day for day in span if not _within(day, paused)]
        reasons = [plural(len(span) - len(rest), "paused day")] if len(rest) < len(span) else []
        reasons += self._not_working(rest) if working else []
        return every_day + (f", leaving out {joined(reasons)}" if reasons else "")

    def _not_working(self, days: list[date]) -> list[str]:
        weekends = {day.isocalendar()[:2] for day in days if day.weekday() >= 5}
        weekdays = [day for day in days if day.weekday() < 5]
        reasons = (
            plural(len(weekends), "weekend") if weekends else "",
            on_days("bank holiday", [day for day in weekdays if day in self.holidays]),
            on_days("local closure", [day for day in weekdays if day in self.closures - self.holidays]),
        )
        return [reason for reason in reasons if reason]


@lru_cache(maxsize=4096)
def _last_day(calendar: Calendar, limit: Limit, start: date, paused: Pauses) -> date:
    """Kept, because the rules of a case count the same days again at each step."""
    return calendar._last_day(limit, start, paused)


def _nth(before: date, number: int, counts: Callable[[date], bool], step: timedelta = ONE_DAY) -> date:
    """The `number`-th day after `before` that counts."""
    day, left = before, number
    while left:
        day += step
        left -= counts(day)
    return day


def _length(limit: Limit, start: date) -> int:
    """How many days, or working days, a limit counts if it starts on `start`."""
    if limit.rule.unit is Unit.MONTH:
        return (_months_later(start, limit.number) - start).days
    if limit.rule.unit is Unit.WEEK:
        return 7 * limit.number
    return limit.until or limit.number


def _months_later(start: date, number: int) -> date:
    """When the next period begins: the same day of the month, or the 1st after a month too short for it."""
    years, month = divmod(start.month - 1 + number, 12)
    first = date(start.year + years, month + 1, 1)
    length = months.monthrange(first.year, first.month)[1]
    return first + timedelta(days=min(start.day - 1, length))


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _within(day: date, paused: Pauses) -> bool:
    return any(first <= day <= last for first, last in paused)
