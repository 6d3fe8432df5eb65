"""Which cases and meetings a seeded force has, as stories, and playing them through the same door as the web."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from random import Random

from complaints.database import Database
from complaints.force import Player
from complaints.seeding.kinds import KINDS, Kind
from complaints.seeding.people import CASES_A_DESK, Desk, Roll
from complaints.seeding.tale import SATURDAY, Tale
from complaints.stories import Played, play
from complaints.stories.format import Event, Expect, Story
from complaints.stories.lines import TOP, Lines, Path_
from workflows.calendar import at_london

TUESDAY = 1
SEATS = ("chair", "abuse-lead", "psd", "learning")
FLAGGED_WITHOUT_SPECIALIST = "PAN-2"


@dataclass(frozen=True)
class Stretch:
    """The London days over which cases were reported: `last` is the day that the seeding looks at."""

    last: date
    months: int

    @property
    def first(self) -> date:
        """The first day, with 30 days to a month."""
        return self.last - timedelta(days=30 * self.months)

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of it."""
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    @property
    def begins(self) -> datetime:
        """The morning of the first day, in UTC."""
        return at_london(self.first, time(9))

    @property
    def now(self) -> datetime:
        """The last minute of the last day, in UTC: nothing happens after it."""
        return at_london(self.last, time(23, 59))


@dataclass(frozen=True)
class Told:
    """A case that was played: the desk that has it, and what came of its story."""

    desk: Desk
    played: Played

    @property
    def can_be_copied(self) -> bool:
        """Whether all of it is in its case: what went before in confidence stays with whoever it was told to."""
        return all(event.do != "report-in-confidence" for event in self.played.story.events)


def desks_for(cases: int) -> int:
    """How many desks share so many cases."""
    return -(-cases // CASES_A_DESK)


def stories(seed: str, cases: int, desks: int, stretch: Stretch, roll: Roll) -> Iterator[tuple[Desk, Story]]:
    """So many cases. Every kind comes once before any comes again, and then as often as its weight says."""
    random = Random(f"{seed}/kinds")
    working_days = [day for day in stretch.days if day.weekday() < SATURDAY]
    weights = [kind.weight for kind in KINDS]
    later: Iterator[Kind] = iter(lambda: random.choices(KINDS, weights)[0], None)
    for number, kind in enumerate(islice(chain(KINDS, later), cases)):
        # The first of each kind begin early, so that those that end have ended.
        within = working_days[: len(working_days) // 2] if number < len(KINDS) else working_days
        title = f"Case {number + 1}: {kind.title}"
        tale = Tale(seed, title, random.choice(within), Desk(number % desks), roll)
        kind.plot(tale)
        yield tale.desk, tale.story(stretch.last, kind.until)


def play_story(
    database: Database, story: Story, *, seed: str, force: Mapping[str, Player], stretch: Stretch, go_on: bool
) -> Played:
    """Play one of them, or what is left of it. Raises `StoryFailed`, which names its title and the event's number."""
    numbers: dict[Path_, int] = {("events", n): n + 1 for n in range(len(story.events))}
    lines = Lines(story.title, {TOP: 1, **numbers})
    return play(database, story, lines, now=stretch.now, seed=seed, force=force, go_on=go_on)


def meetings(seed: str, stretch: Stretch) -> Story:
    """A meeting of the panel on the last Tuesday of each month, planned on the first day of it; and the coming one.

    What has been held has no pack: a pack holds what is known when it is prepared, and nothing was then.
    """
    events: list[Event] = []
    for first in (day for day in stretch.days if day.day == 1):
        month, meets = f"{first:%Y-%m}", _last_tuesday(first)
        plan = {"month": month, "meets_on": meets.isoformat()}
        events.append(_meeting(stretch, first, "hope", "plan-meeting", plan))
        if meets <= stretch.last:
            events.append(_held(stretch, meets, Random(f"{seed}/{month}").random() < 0.8))
    coming = coming_meeting(stretch)
    if coming > f"{stretch.last:%Y-%m}":
        plan = {"month": coming, "meets_on": _last_tuesday(date.fromisoformat(f"{coming}-01")).isoformat()}
        events.append(_meeting(stretch, stretch.last, "hope", "plan-meeting", plan, name=coming))
    return Story(title="The panel's meetings", starts=stretch.first.isoformat(), events=tuple(events))


def coming_meeting(stretch: Stretch) -> str:
    """The month of the first meeting after the last day: "2026-12"."""
    first = stretch.last.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return f"{first if _last_tuesday(first) > stretch.last else following:%Y-%m}"


def _held(stretch: Stretch, day: date, specialist: bool) -> Event:
    seats = (*SEATS, "specialist") if specialist else SEATS
    entry = {"held_on": day.isoformat(), "attended": seats, "recommendations": "That the first letter waits."}
    flags = () if specialist else (FLAGGED_WITHOUT_SPECIALIST,)
    return _meeting(stretch, day, "cora", "record-meeting", entry, flags)


def _meeting(
    stretch: Stretch,
    day: date,
    by: str,
    do: str,
    entry: Mapping[str, object],
    flags: tuple[str, ...] = (),
    name: str = "",
) -> Event:
    said = {"day": (day - stretch.first).days, "by": by, "do": do, "with": entry, "meeting": name or f"{day:%Y-%m}"}
    return Event.model_validate(said | {"expect": Expect(flags=flags)})


def _last_tuesday(first: date) -> date:
    """Of the month that begins with this day."""
    end = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return end - timedelta(days=(end.weekday() - TUESDAY) % 7)
