"""Which cases a seeded force has, as stories, and playing them through the same door as the web."""

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
from complaints.stories.format import Story
from complaints.stories.lines import TOP, Lines, Path_
from workflows.calendar import at_london


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
