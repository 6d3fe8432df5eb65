"""What a story's words stand for: clocks by title, days counted from the start, and {dee.name} in a text."""

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime, timedelta

from complaints.force import Invented, Player
from complaints.models.entries import Field
from workflows.registry import CLOCKS

NOT_THEIR_JOB, NOT_FROM_HERE = "role", "status"
"""Why a step is refused where nothing is missing: it is somebody else's job, or there is no such step from here."""

NONE = "none"
DETAILS = tuple(f.name for f in fields(Invented))
MENTION = re.compile(r"\{(\w+)\.(\w+)\}")
DAY = re.compile(r"day (-?\d{1,5})(?: (\d{1,2}:\d{2}))?")


def slug(title: str) -> str:
    """ "Tell the outcome" as "tell-the-outcome"."""
    return "-".join(re.findall(r"[a-z0-9]+", title.lower()))


CLOCK_NAMES = {clock.id: clock.id for clock in CLOCKS} | {slug(clock.title): clock.id for clock in CLOCKS}
"""Both names of each clock, for its id."""


def mentions(text: str) -> list[tuple[str, str]]:
    """The people and details that a text stands for, as ("dee", "name")."""
    return MENTION.findall(text)


def told(text: str, people: Mapping[str, Player]) -> str:
    """The text with each mention replaced by what was made up about that person."""
    return MENTION.sub(lambda found: str(getattr(people[found[1]].details, found[2])), text)


def counted(text: str, first: date) -> str:
    """ "day 3" as the ISO date three days after the first, "day 3 09:30" with its time; any other text as it is."""
    if not (found := DAY.fullmatch(text)):
        return text
    day = first + timedelta(days=int(found[1]))
    return f"{day.isoformat()}T{found[2]:0>5}" if found[2] else day.isoformat()


def answer(field: Field | None, text: str, people: Mapping[str, Player], first: date) -> str:
    """One answer of an entry as the validator takes it."""
    if field and field.kind in (date, datetime):
        return counted(text, first)
    return told(text, people)
