"""How soon something is due, in words and in groups: the same for worklists, case pages and oversight."""

from datetime import date
from enum import Enum

from sqlalchemy import and_

from complaints.models import metadata
from complaints.queries.told import tells_all
from workflows.registry import CLOCKS
from workflows.words import plural, written

WEEK = 7
DEADLINE = metadata.tables["deadline"]

_personal = (DEADLINE.c.clock != clock.id for clock in CLOCKS if clock.personal)
may_be_shown = tells_all(DEADLINE)
"""A deadline that says nothing to the person in `:person` of which they must not know."""

runs_for_the_case = and_(DEADLINE.c.met_at.is_(None), DEADLINE.c.ended == "", *_personal, may_be_shown)
"""A deadline that runs and presses everybody who works on the case; what one person owes is told to them alone."""


class Due(Enum):
    """The groups of a worklist, most pressing first. `tone` is that of the clock macro."""

    tone: str

    def __new__(cls, title: str, tone: str) -> "Due":
        member = object.__new__(cls)
        member._value_, member.tone = title, tone
        return member

    OVERDUE = "Overdue", "overdue"
    TODAY = "Due today", "soon"
    WEEK = "Due within 7 days", "soon"
    LATER = "Due later", "due"
    NOTHING = "Nothing due", "due"


def due(last_day: date | None, today: date) -> Due:
    """The group of a deadline, by its last London day in time; None where nothing is due."""
    if last_day is None:
        return Due.NOTHING
    left = (last_day - today).days
    if left < 0:
        return Due.OVERDUE
    if left == 0:
        return Due.TODAY
    return Due.WEEK if left <= WEEK else Due.LATER


def in_words(last_day: date, today: date) -> str:
    """ "overdue by 2 days", "due today", "due tomorrow", "due 30 March 2026"."""
    left = (last_day - today).days
    if left < 0:
        return f"overdue by {plural(-left, 'day')}"
    return {0: "due today", 1: "due tomorrow"}.get(left, f"due {written(last_day)}")
