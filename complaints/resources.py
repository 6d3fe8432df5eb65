"""The project's own files, and the Jinja environment that renders its templates.

`templates` and `fixtures` lie beside this package, in a source checkout and in an installed wheel alike.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from workflows.words import written_time

LONDON = ZoneInfo("Europe/London")
T = TypeVar("T")


def templates_directory() -> Path:
    return Path(__file__).resolve().parent.parent / "templates"


def fixtures_directory() -> Path:
    return Path(__file__).resolve().parent.parent / "fixtures"


def environment(asset: Callable[[str], str]) -> Environment:
    """Templates that escape everything and refuse a missing value. `asset` turns "app.css" into its address."""
    jinja = Environment(
        loader=FileSystemLoader(templates_directory()),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    jinja.globals["asset"] = asset
    jinja.filters.update(day=day, weekday=weekday, moment=moment, clock_time=clock_time)
    jinja.filters.update(lines=lines, numbered=numbered)
    return jinja


def day(value: date) -> str:
    """A London day, as "2 March 2026". A moment is first turned into the day on which it falls in London."""
    if isinstance(value, datetime):
        value = in_london(value)
    return f"{value.day} {value:%B %Y}"


def weekday(value: date) -> str:
    """As `day`, with its name: "Monday 2 March 2026"."""
    if isinstance(value, datetime):
        value = in_london(value)
    return f"{value:%A} {day(value)}"


def moment(value: datetime) -> str:
    """A moment as London reads it, as "2 March 2026 at 9:30am". ValueError if the moment has no time zone."""
    return f"{day(value)} at {clock_time(value)}"


def clock_time(value: datetime) -> str:
    """The time of a moment as London reads it, as "9:30am", "5pm", "midnight" or "midday"."""
    return written_time(in_london(value))


def lines(text: str) -> Markup:
    """What was typed, escaped, with its line breaks; it is read from the side from which its language is."""
    return Markup("<bdi>{}</bdi>").format(Markup("<br>").join(text.splitlines()))


def numbered(items: Iterable[T], attribute: str) -> Iterator[tuple[str, T]]:
    """Each item with its label, and with a number where others have the same: "Victim", "Witness 1", "Witness 2"."""
    labelled = [(getattr(item, attribute), item) for item in items]
    times, so_far = Counter(label for label, _ in labelled), Counter[str]()
    for label, item in labelled:
        so_far[label] += 1
        yield f"{label} {so_far[label]}" if times[label] > 1 else label, item


def in_london(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return value.astimezone(LONDON)
