"""One validator of step input, for web forms, stories and imports: every problem at once, in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from types import SimpleNamespace
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config

from complaints.errors import Invalid
from complaints.models.entries import FIELDS, Field, fields_of
from workflows.calendar import at_london, london_day
from workflows.model import OF_THE_CASE, Choice, Entry, PersonRef, Pick
from workflows.words import joined

Resolve = Callable[[str], PersonRef | None]
"""Turns a collar or staff number, or a reference, into a person's reference; None for nobody."""

_RULES = ConfigDict(extra="forbid", str_strip_whitespace=True, str_max_length=20_000)
_ADAPTERS = {entry: TypeAdapter(with_config(_RULES)(entry)) for entry in FIELDS}

LONGEST = 20_000
NO_MOMENT = "This must be a real date and a time, for example 9:30am or 17:05"
MIDDLES = {"midnight": "0:00", "midday": "12:00", "noon": "12:00"}
CLOCK = re.compile(
    r"(?P<hour>[01]?[0-9]|2[0-3])[:.](?P<minute>[0-5][0-9])"
    r"|(?P<of_twelve>0?[1-9]|1[0-2])([:.](?P<past>[0-5][0-9]))?(?P<half>am|pm)"
)
YES_OR_NO = {"yes": True, "true": True, "no": False, "false": False}
YEARS = {date: range(1930, 2041), datetime: range(2012, 2041)}
"""Days may lie far back; clocks count from moments, and only in years whose bank holidays are known."""


def read(kind: type[Entry], raw: Mapping[str, Any], resolve: Resolve, *, now: datetime) -> Entry:
    """The entry that some input states. A blank answer is no answer; a local time is London's.

    Dates come as ISO text or as {"day", "month", "year"}, moments with a "time" besides. `now` (UTC) is there
    because nothing that an entry says has happened can lie ahead. Raises `Invalid` with every problem.
    """
    problems: dict[str, str] = {}
    values: dict[str, Any] = {}
    for field in fields_of(kind):
        try:
            value = _value(field, raw.get(field.name), resolve)
        except ValueError as problem:
            problems[field.name] = str(problem)
            continue
        if _lies_ahead(field, value, now):
            problems[field.name] = "This must not be in the future"
        elif isinstance(value, date) and value.year not in YEARS[type(value)]:
            problems[field.name] = f"This must be in a year from {YEARS[type(value)][0]} to {YEARS[type(value)][-1]}"
        elif value is not None:
            values[field.name] = value
    for name in raw.keys() - {f.name for f in fields_of(kind)}:
        problems[name] = "There is no such question"
    entry = _build(kind, values, problems)
    readable = {name: value for name, value in values.items() if name not in problems}
    problems = {**dict(kind.problems(entry or _partial(kind, readable))), **problems}
    if problems or entry is None:
        raise Invalid(problems)
    return entry


def _lies_ahead(field: Field, value: Any, now: datetime) -> bool:
    """Whether something that has happened is said to be at a moment, or on a day, that has not come."""
    if isinstance(value, datetime):
        return value > now
    return field.ask.past and isinstance(value, date) and value > london_day(now)


def _partial(kind: type[Entry], values: dict[str, Any]) -> Any:
    """What was answered, as far as it could be read: contradictions show while other answers are missing."""
    blank = {f.name: () if f.several else None for f in fields_of(kind)}
    return SimpleNamespace(**{**blank, **values})


def _build(kind: type[Entry], values: dict[str, Any], problems: dict[str, str]) -> Entry | None:
    """The entry, or None with what is wrong added to `problems`."""
    asks = {f.name: f for f in fields_of(kind)}
    try:
        entry: Entry = _ADAPTERS[kind].validate_python(values)
    except ValidationError as found:
        for error in found.errors():
            name = str(error["loc"][0])
            problems.setdefault(name, _sentence(error["type"], asks[name]))
        return None
    return entry


def _value(field: Field, raw: Any, resolve: Resolve) -> Any:
    """One field's input made ready to be checked. ValueError with a plain sentence."""
    if isinstance(raw, str):
        raw = raw.strip()
        if "\x00" in raw:
            raise ValueError("Remove the characters that cannot be printed")
    if raw in (None, "", []) or (isinstance(raw, Mapping) and not any(str(v).strip() for v in raw.values())):
        return None
    if field.several:
        given = tuple(raw) if isinstance(raw, (list, tuple)) else (raw,)
        people = field.ask.pick not in (None, *OF_THE_CASE)
        return tuple(_person(field, str(each), resolve) for each in given) if people else given
    if field.kind is int:
        return _number(raw)
    if field.kind is bool:
        return _yes_or_no(raw)
    if field.kind is datetime:
        return _moment(raw)
    if field.kind is date:
        return _day(raw)
    if field.ask.pick not in (None, *OF_THE_CASE):
        return _person(field, str(raw), resolve)
    return raw


def _number(raw: Any) -> int:
    try:
        return int(str(raw))
    except ValueError:
        raise ValueError("This must be a whole number") from None


def _yes_or_no(raw: Any) -> bool:
    if str(raw).lower() not in YES_OR_NO:
        raise ValueError("Choose yes or no")
    return YES_OR_NO[str(raw).lower()]


def _person(field: Field, raw: str, resolve: Resolve) -> PersonRef:
    person = resolve(raw)
    if person is None:
        if field.ask.pick is Pick.REGISTER:
            raise ValueError("Nobody on the register has this number")
        raise ValueError("Choose somebody from the list")
    return person


def _day(raw: Any) -> date:
    if isinstance(raw, datetime):
        raise ValueError("This must be a day without a time")
    if isinstance(raw, date):
        return raw
    if isinstance(raw, Mapping):
        parts = {name: str(raw.get(name, "")).strip() for name in ("day", "month", "year")}
        if missing := [name for name, value in parts.items() if not value]:
            raise ValueError(f"This must include {joined([f'a {part}' for part in missing])}")
        raw = f"{parts['year']}-{parts['month']:0>2}-{parts['day']:0>2}"
    try:
        return date.fromisoformat(str(raw))
    except ValueError:
        raise ValueError("This must be a real date, for example 27 3 2026") from None


def _moment(raw: Any) -> datetime:
    if isinstance(raw, datetime) and raw.tzinfo:
        return raw
    if isinstance(raw, Mapping):
        return at_london(_day(raw), _clock(str(raw.get("time", ""))))
    try:
        local = raw if isinstance(raw, datetime) else datetime.fromisoformat(str(raw))
    except ValueError:
        raise ValueError(NO_MOMENT) from None
    if local.tzinfo:
        return local
    return at_london(local.date(), time(local.hour, local.minute))


def _clock(typed: str) -> time:
    """A time of day as people write it: 9:30, 09.30, 14:15, 2:15pm, 2 p.m., midday."""
    written = typed.lower().replace(" ", "").replace("a.m.", "am").replace("p.m.", "pm")
    read = CLOCK.fullmatch(MIDDLES.get(written, written))
    if read is None:
        raise ValueError(NO_MOMENT)
    hour, minute = int(read["hour"] or read["of_twelve"]), int(read["minute"] or read["past"] or 0)
    return time(hour % 12 + 12 * (read["half"] == "pm") if read["half"] else hour, minute)


def _sentence(problem: str, field: Field) -> str:
    """What to do about one of the validator's errors."""
    if problem in ("missing", "missing_argument"):
        return f"Answer the question “{field.ask.question}”"
    if problem == "string_too_long":
        return f"This must be no longer than {LONGEST:,} characters"
    if issubclass(field.kind, Choice):
        return "Choose one of the answers" if not field.several else "Choose from the answers given"
    return "This answer could not be read"
