"""How a story is written: the shapes of its parts. `checking` says which names may stand in them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from complaints.entries import YEARS
from complaints.force import Member
from complaints.stories.lines import Lines, Path_, Unreadable, read_lines

TODAY = "today - "
FIRST_OF_DAY = time(9)
LONGEST = 3650
"""Days that a story may last, or may have begun before today."""

ANY_DAY = date(2026, 1, 1)
"""Stands for today while a story is only read."""

Names = tuple[str, ...]


def starting_day(text: str, today: date) -> date:
    """The London day of "2026-03-02" or "today - 40 days". ValueError for anything else, and for days out of reach."""
    if text.startswith(TODAY):
        number, _, unit = text.removeprefix(TODAY).partition(" ")
        if unit not in ("day", "days") or not number.isdecimal() or int(number) > LONGEST:
            raise ValueError(f"write a day as 2026-03-02, or as today - 40 days, up to {LONGEST}")
        return today - timedelta(days=int(number))
    day = date.fromisoformat(text)
    if day.year not in YEARS[datetime]:
        raise ValueError(f"the year must be from {YEARS[datetime][0]} to {YEARS[datetime][-1]}")
    return day


def _start(text: str) -> str:
    """A start that can be read. ValueError if not."""
    starting_day(text, ANY_DAY)
    return text


class Look(StrEnum):
    """Where somebody may look for the case."""

    CASE = "case"
    MY_WORK = "my-work"
    REPORT = "report"


class Shape(BaseModel):
    """A part of a story, in which nothing else may stand. The text below a field is what the reference says of it."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Urgent(Shape):
    """Why a step could not wait for what is missing."""

    reason: str
    """Why it could not wait, in a line."""
    knows_anyone: bool
    """Does the person acting know anyone involved? yes or no."""


class Corrects(Shape):
    """Which earlier entry is replaced."""

    event: str
    """The name of the earlier event."""
    reason: str
    """Why it is corrected."""


class Tasks(Shape):
    """What the person named in `by` may do next. Nothing is typed yet, so a requirement on an answer is not asked."""

    can: Names = ()
    """Steps that are open to them: `[record-matter]`."""
    cannot: dict[str, Names] = {}
    """Steps that are not, each with all that is missing: `{record-matter: [IND-1]}`."""


class Expect(Shape):
    """What must follow. Where nothing is said, the step must be taken without a flag."""

    found: bool | None = None
    """`no`: the person does not find the case; `yes`: they do."""
    refused: Names | None = None
    """The step is refused and exactly these requirements are missing: `[IND-1]`. `role`: it is somebody else's job.
    `status`: there is no such step from here."""
    invalid: Names | None = None
    """The entry cannot be read, because of exactly these fields."""
    flags: Names = ()
    """The step is taken although exactly these requirements are missing."""
    status: dict[str, str] = {}
    """Where workflows stand afterwards: `{handling: recorded}`."""
    due: dict[str, str] = {}
    """Clocks that run afterwards, each with its last day in time: `{OVR-C1: 2026-03-30}`, `{OVR-C1: day 28}`, or `none`
    for one that does not run."""
    met: dict[str, str] = {}
    """Clocks that have been met, each with the day on which it last was; `none` for one that has not been."""
    measures: dict[str, str] = {}
    """What the measures say of this case or meeting alone, from the start of the story until then: `{CVS-1: MET}`."""
    tasks: Tasks = Tasks()
    """What this person may do next."""


class Event(Shape):
    """Something that happens: a step (`do`), or somebody looking for the case (`look`)."""

    day: Annotated[int, Field(ge=0, le=LONGEST)]
    """Days after the start of the story; 0 is the first day."""
    at: time | None = None
    """London time, in quotes. By default 09:00, or a minute after the event before on the same day."""
    by: str
    """Who does it: a name of the cast or of the standing force."""
    do: str | None = None
    """The step that they take."""
    look: Look | None = None
    """Where they look: `case` by its reference, `my-work` in the list of their cases, `report` for a confidential
    report by its reference, as whoever sent it or as the gatekeeper."""
    stated: dict[str, str | Names | None] = Field(default={}, alias="with")
    """The fields of the step's entry."""
    about: str | None = None
    """The subject meant, for a step of the workflow duty-status and for what is expected of it."""
    urgent: Urgent | None = None
    """Why the step could not wait."""
    corrects: Corrects | None = None
    """The entry replaces an earlier one of the same step."""
    name: str | None = None
    """A name by which a later event can correct this one."""
    case: str = "case"
    """Which case, in a story of several: `report-matter` opens each."""
    meeting: str = "meeting"
    """Which panel meeting, in a story of several: `plan-meeting` opens each."""
    shut: Names = ()
    """The cases that stay shut for somebody, for `decide-panel-connection`: `[case]`. None, where nothing is said."""
    report: str = "report"
    """Which confidential report, in a story of several: `report-in-confidence` opens each. `pass-to-psd` opens the case
    that `case` names."""
    expect: Expect = Expect()
    """What must follow."""


class Story(Shape):
    """A case told as data."""

    title: str
    """What it is about. Every story has its own: once played, a story is known by it."""
    starts: Annotated[str, AfterValidator(_start)]
    """The first day: a date as 2026-03-02 or, for work that is still open, `today - 40 days`."""
    cast: dict[str, Member] = {}
    """The people of this story, by short names."""
    events: Annotated[tuple[Event, ...], Field(min_length=1)]
    """What happens, in order of time."""

    def moments(self, today: date) -> tuple[tuple[date, time], ...]:
        """The London day and time of each event."""
        first = starting_day(self.starts, today)
        moments: list[tuple[date, time]] = []
        for event in self.events:
            day = first + timedelta(days=event.day)
            moments.append((day, event.at or _next_minute(moments, day)))
        return tuple(moments)


def _next_minute(moments: list[tuple[date, time]], day: date) -> time:
    if not moments or moments[-1][0] != day:
        return FIRST_OF_DAY
    return (datetime.combine(*moments[-1]) + timedelta(minutes=1)).time()


def read_story(path: Path) -> tuple[Story, Lines]:
    """A story and the lines of its parts. Raises `Unreadable` with everything that has the wrong shape."""
    data, lines = read_lines(path)
    try:
        return Story.model_validate(data), lines
    except ValidationError as error:
        raise Unreadable(
            tuple(lines.problem(_path(found, lines), _sentence(found)) for found in error.errors())
        ) from error


def _path(error: Any, lines: Lines) -> Path_:
    """Where the error is: without the names that the validator gives to the kinds of answer it tried."""
    path: Path_ = error["loc"]
    return path if error["type"] == "missing" else lines.known(path)


def _sentence(error: Any) -> str:
    """What is wrong, in few words."""
    if error["type"] == "extra_forbidden":
        return "there is no such field"
    if error["type"] == "missing":
        return "this is missing"
    message = str(error["msg"]).removeprefix("Value error, ")
    return message[0].lower() + message[1:]
