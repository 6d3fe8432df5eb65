"""A case while it is made up: its people and what happens, in order, until the day that the seeding looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

from complaints.force import Member
from complaints.seeding.people import Desk, Roll
from complaints.stories.format import Story
from workflows.model import Kind
from workflows.registry import STEPS

T = TypeVar("T")
SATURDAY = 5
DECLARING = ("declare-interests", "declare-change")
HOLDS = 90
"""For how many days the force has settled that a declaration holds."""

COLLEAGUES = (("ana", "ben"), ("lee", "max"), ("ivy", "joe"), ("sue", "tom"))
"""Posts of a desk that do the same work: in some cases the one does what in others is done by the other."""


@dataclass
class Tale:
    """One case of a seeded force. All chances come from `random`, and it from the seed and the title.

    A plot tells the whole of it, day after day. What lies after the last day has not happened yet: so cases are found
    at every stage, and what somebody left undone is overdue.

    `subjects` and `victim` are keys of the cast, `complainant` the story's name for that party, `abuse` the answer on
    domestic abuse, `safe` the channel by which the victim is written to, `decided` whether independence is.
    """

    seed: str
    title: str
    starts: date
    desk: Desk
    roll: Roll
    random: Random = field(init=False)
    places: dict[str, str] = field(default_factory=dict)
    cast: dict[str, Member] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    day: int = 0
    subjects: list[str] = field(default_factory=list)
    victim: str = ""
    complainant: str = ""
    abuse: str = "yes"
    safe: str = "email"
    decided: bool = False

    def __post_init__(self) -> None:
        self.random = Random(f"{self.seed}/{self.title}")
        for one, other in COLLEAGUES:
            if self.chance(0.4):
                self.places |= {one: other, other: one}

    def meet(self, wish: str, member: Member) -> str:
        """Somebody comes into the case; returns the key by which the story names them."""
        key = self.roll.key(f"{self.seed}/{self.title}", wish, member.pronoun)
        self.cast[key] = member
        return key

    def chance(self, share: float) -> bool:
        """True in that share of cases."""
        return self.random.random() < share

    def one(self, choices: Sequence[T]) -> T:
        """Any of them."""
        return self.random.choice(choices)

    def wait(self, least: int, most: int) -> None:
        """Some days go by; nothing is done at a weekend."""
        self.day += self.random.randint(least, most)
        while (self.starts + timedelta(days=self.day)).weekday() >= SATURDAY:
            self.day += 1

    def post(self, name: str) -> str:
        """Who does what somebody in the standing force does, at the desk that has this case."""
        return self.desk.post(self.places.get(name, name))

    def do(
        self,
        by: str,
        trigger: str,
        entry: dict[str, Any],
        /,
        *,
        about: str | None = None,
        flagged: Sequence[str] = (),
    ) -> None:
        """A step is taken. `about` is the subject of its process, `flagged` what it is flagged with."""
        if STEPS[trigger].kind is Kind.DECISION and not STEPS[trigger].before_declaring:
            self._keep_declared(by)
        event = {"day": self.day, "by": by, "do": trigger, "with": entry, "about": about}
        self.events.append(event | {"expect": {"flags": tuple(flagged)}})

    def _keep_declared(self, by: str) -> None:
        """Whoever decides declares again in time, and answers for whoever was added since."""
        said = [n for n, event in enumerate(self.events) if event["by"] == by and event["do"] in DECLARING]
        if not said:
            return
        whole = [self.events[n]["day"] for n in said if self.events[n]["do"] == "declare-interests"][-1]
        if self.day - whole > HOLDS:
            self.do(by, "declare-interests", {"known": ("none",), "is_true": "yes"})
        elif any(event["do"] == "add-party" for event in self.events[said[-1] :]):
            self.do(by, "declare-change", {"connected": "no"})

    def story(self, last: date, until: str = "") -> Story:
        """The story of what has happened up to a London day, that day included.

        With `until`, nobody has done anything since the first step of that trigger, which was taken in the last weeks.
        """
        if until:
            found = [event["do"] for event in self.events].index(until)
            self.events = self.events[: found + 1]
            idle = 7 * self.random.randint(0, 3)
            self.starts += timedelta(weeks=((last - self.starts).days - self.events[-1]["day"] - idle) // 7)
        events = [event for event in self.events if self.starts + timedelta(days=event["day"]) <= last]
        told = {"title": self.title, "starts": self.starts.isoformat(), "cast": self.cast, "events": events}
        return Story.model_validate(told)
