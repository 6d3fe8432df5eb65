"""Days, numbers and lists in plain English."""

from collections.abc import Sequence
from datetime import date, datetime, time
from itertools import groupby


def written(day: date) -> str:
    """ "2 March 2026"."""
    return f"{day.day} {day:%B %Y}"


def written_time(clock: time | datetime) -> str:
    """What a clock shows, as "9:30am", "5pm", "midnight" or "midday"."""
    if clock.minute == 0 and clock.hour in (0, 12):
        return "midday" if clock.hour else "midnight"
    minutes = f":{clock:%M}" if clock.minute else ""
    return f"{clock.hour % 12 or 12}{minutes}{'pm' if clock.hour >= 12 else 'am'}"


def capital(sentence: str) -> str:
    """The same with a capital at its beginning."""
    return sentence[:1].upper() + sentence[1:]


def plural(number: int, noun: str) -> str:
    """ "1 weekend", "2 weekends"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def with_number(name: str, number: str | None) -> str:
    """Somebody by name and collar or staff number, as "Ada Marsh (4472)"; the name alone where there is no number."""
    return f"{name} ({number})" if number else name


def joined(parts: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"; of no parts, nothing."""
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def on_days(noun: str, days: Sequence[date]) -> str:
    """ "the bank holidays on 3 and 6 April 2026", for days in order; of no days, nothing."""
    months = groupby(days, key=lambda day: f"{day:%B %Y}")
    dates = joined([f"{joined([str(day.day) for day in group])} {month}" for month, group in months])
    return f"the {noun}{'s' if len(days) > 1 else ''} on {dates}" if days else ""
