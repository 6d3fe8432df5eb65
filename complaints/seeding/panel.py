"""The panel of a seeded force: a meeting each month, and packs for the coming one and for those held last."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random

from sqlalchemy import bindparam, select

from complaints.database import SYSTEM, Database
from complaints.documents.pack import let_pack_go, prepare_pack
from complaints.documents.render import Renderer
from complaints.force import Player
from complaints.queries.packs import sections
from complaints.queries.visible import find_meeting
from complaints.references import seeded, submission
from complaints.seeding.playing import Stretch, play_story
from complaints.seeding.rows import CASE_FILE
from complaints.services.packs import declare_unconnected, fingerprint
from complaints.services.progress import sent_before
from complaints.stories.format import Event, Expect, Story
from workflows.calendar import at_london
from workflows.panel.entries import ReleasePack

PACKS = 4
"""How many meetings have a pack at most: the coming one, and those held last. Its PDF takes seconds to make."""

PREPARED_BEFORE, RELEASED_BEFORE = timedelta(days=7), timedelta(days=5)
"""How long before a meeting its pack is prepared, and let go."""

PREPARER, RELEASER, MEMBERS = "hope", "cora", ("mina",)
TUESDAY = 1
SEATS = ("chair", "abuse-lead", "psd", "learning")
FLAGGED_WITHOUT_SPECIALIST = "PAN-2"
PLAYED_CASES = select(CASE_FILE.c.id).order_by(CASE_FILE.c.id).limit(bindparam("number"))
"""Every case that was played came before the first copy."""


@dataclass(frozen=True)
class Meeting:
    """One meeting: its month ("2026-12"), its day, and the story of how it is planned and, if it was, held."""

    month: str
    meets_on: date
    story: Story

    @property
    def planned(self) -> Story:
        """The beginning of its story."""
        return self.story.model_copy(update={"events": self.story.events[:1]})


@dataclass(frozen=True)
class Panel:
    """Lets the panel of one database meet. Nothing is done twice; packs are of the first `cases` cases alone."""

    database: Database
    seed: str
    force: Mapping[str, Player]
    stretch: Stretch
    cases: int

    def meet(self, meetings: list[Meeting], packs: int, told: Callable[[int], object]) -> None:
        """Plan every meeting, hold those that have been, and give the last `packs` of them a pack."""
        play = partial(play_story, self.database, seed=self.seed, force=self.force, stretch=self.stretch, go_on=True)
        with Renderer() as renderer:
            for done, meeting in enumerate(meetings, start=1):
                reference = play(meeting.planned).references[meeting.month]
                if len(meetings) - done < packs:
                    self._pack(renderer, meeting, reference)
                play(meeting.story)
                told(done)

    def _pack(self, renderer: Renderer, meeting: Meeting, reference: str) -> None:
        """Its pack, with what was known some days before it; prepared by one person and let go by another.

        Whoever reads it declares first; of a meeting that was held, its members read nothing any more.
        """
        random = seeded(f"{self.seed}/pack {meeting.month}")
        prepare, release = (submission(random, what) for what in ("prepare", "release"))
        by, releaser = self.force[PREPARER].signed_in, self.force[RELEASER].signed_in
        with self.database.transaction(SYSTEM, write=False) as session:
            prepared, released = sent_before(session, prepare, by), sent_before(session, release, releaser)
            among = frozenset(session.scalars(PLAYED_CASES, {"number": self.cases}))
        if not prepared:
            at, make = self._before(meeting, PREPARED_BEFORE), renderer.sections
            prepare_pack(self.database, make, reference, by=by, at=at, submission=prepare, among=among)
        at, coming = self._before(meeting, RELEASED_BEFORE), meeting.meets_on > self.stretch.last
        for who in (PREPARER, RELEASER, *(MEMBERS if coming else ())):
            self._declare(who, reference, at, submission(random, f"declare {who}"))
        if not released:
            with self.database.transaction(releaser.person_id, write=False) as session:
                read = sections(session, find_meeting(session, reference), releaser.person_id, released=False)
            entry = ReleasePack(fingerprint=fingerprint(read), names_nobody=True)
            let_pack_go(self.database, reference, by=releaser, at=at, entry=entry, submission=release)

    def _declare(self, who: str, reference: str, at: datetime, sent: str) -> None:
        by = self.force[who].signed_in
        with self.database.transaction(by.person_id) as session:
            declare_unconnected(session, find_meeting(session, reference), by=by, at=at, submission=sent)

    def _before(self, meeting: Meeting, days: timedelta) -> datetime:
        """Some days before a meeting, or the last moment of the stretch if that comes first."""
        return min(at_london(meeting.meets_on - days, time(14)), self.stretch.now)


def meetings_of(seed: str, stretch: Stretch) -> list[Meeting]:
    """A meeting of the panel on the last Tuesday of each month, planned on the first day of it; and the coming one."""
    firsts = [day for day in stretch.days if day.day == 1]
    found = [_meeting(seed, stretch, first, first) for first in firsts]
    if found and found[-1].meets_on > stretch.last:
        return found
    coming = (stretch.last.replace(day=1) + timedelta(days=31)).replace(day=1)
    return [*found, _meeting(seed, stretch, coming, stretch.last)]


def _meeting(seed: str, stretch: Stretch, first: date, planned: date) -> Meeting:
    """The meeting of the month that begins with a day."""
    month, meets = f"{first:%Y-%m}", _last_tuesday(first)
    plan = {"month": month, "meets_on": meets.isoformat()}
    events = [_event(stretch, planned, "hope", "plan-meeting", month, plan)]
    if meets <= stretch.last:
        events.append(_held(stretch, month, meets, Random(f"{seed}/{month}").random() < 0.8))
    story = Story(title=f"The panel meets in {month}", starts=stretch.first.isoformat(), events=tuple(events))
    return Meeting(month, meets, story)


def _held(stretch: Stretch, month: str, day: date, specialist: bool) -> Event:
    seats = (*SEATS, "specialist") if specialist else SEATS
    entry = {"held_on": day.isoformat(), "attended": seats, "recommendations": "That the first letter waits."}
    flags = () if specialist else (FLAGGED_WITHOUT_SPECIALIST,)
    return _event(stretch, day, "cora", "record-meeting", month, entry, flags)


def _event(
    stretch: Stretch, day: date, by: str, do: str, month: str, entry: Mapping[str, object], flags: tuple[str, ...] = ()
) -> Event:
    said = {"day": (day - stretch.first).days, "by": by, "do": do, "with": entry, "meeting": month}
    return Event.model_validate(said | {"expect": Expect(flags=flags)})


def _last_tuesday(first: date) -> date:
    """Of the month that begins with this day."""
    end = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return end - timedelta(days=(end.weekday() - TUESDAY) % 7)
