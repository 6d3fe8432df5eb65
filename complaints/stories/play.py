"""Plays a story through the same door as the web, and stops at the first surprise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from complaints.database import SYSTEM, Database
from complaints.errors import CannotDo
from complaints.force import Player, enrol_cast, enrol_force, standing_force
from complaints.references import seeded
from complaints.stories.checking import check_story
from complaints.stories.expectations import Outcome, Surprise, expected, looks_further, surprises
from complaints.stories.format import Event, Story, read_story
from complaints.stories.lines import Lines
from complaints.stories.stage import Stage, opens, place_name
from workflows.calendar import at_london, london_day

Tell = Callable[[int, int], object]
"""Told how many events are done, of how many."""


class StoryFailed(CannotDo):
    """A story met a surprise. The message gives file and line, what was expected, and what happened."""


@dataclass(frozen=True)
class Played:
    """What came of each event, the people, and the references of cases and meetings by the story's names for them.

    `already` says that the story had been played here before: then nothing was done, and there are no outcomes.
    """

    story: Story
    outcomes: tuple[tuple[Event, Outcome], ...]
    people: Mapping[str, Player]
    references: Mapping[str, str]
    already: bool


def _silent(_done: int, _of: int) -> None:
    return


def play_file(
    database: Database, path: Path, *, now: datetime, seed: str = "story", progress: Tell = _silent
) -> Played:
    """Read a story and play it. Raises `Unreadable` before anything is done, and `StoryFailed` while it plays."""
    story, lines = read_story(path)
    return play(database, story, lines, now=now, seed=seed, progress=progress)


def play(
    database: Database,
    story: Story,
    lines: Lines,
    *,
    now: datetime,
    seed: str = "story",
    force: Mapping[str, Player] | None = None,
    go_on: bool = False,
    progress: Tell = _silent,
) -> Played:
    """Play a story; one that was played here under this seed is left as it is.

    One that was broken off is refused, because it may have changed since; with `go_on`, what is left of it is played.

    `now` (UTC) is the moment from which `today` is read, and nothing may happen after it. Names and references follow
    from the seed, the title and the story's own names, so that the same story gives the same data everywhere. `force`
    are people on the register whom no story need cast; by default it is the standing force.
    """
    check_story(story, lines, standing_force() if force is None else force)
    moments = _moments(story, lines, now)
    with database.transaction(SYSTEM) as session:
        force = enrol_force(session, at=moments[0]) if force is None else force
        cast = enrol_cast(session, story.cast, force, seed=f"{seed}/{story.title}", at=moments[0])
    people = {**force, **cast}
    stage = Stage(database, seeded(f"{seed}/{story.title}"), people, london_day(moments[0]))
    left = _left(stage, story) if go_on else None
    already = not left if left is not None else _was_played(stage, story, lines)
    outcomes = () if already else _perform(stage, story, lines, moments, left, progress)
    references = {place_name(event): stage.reference(event) for event in story.events if opens(event)}
    return Played(story, outcomes, people, references, already)


def _moments(story: Story, lines: Lines, now: datetime) -> tuple[datetime, ...]:
    """When (UTC) each event happens."""
    moments = []
    for n, (day, clock) in enumerate(story.moments(london_day(now))):
        try:
            moment = at_london(day, clock)
        except ValueError as error:
            raise _failed(lines, n, Surprise(("at",), "a time that London clocks show", str(error))) from error
        if moment > now:
            raise _failed(lines, n, Surprise(("day",), "something that has happened", f"{day} lies ahead"))
        moments.append(moment)
    return tuple(moments)


def _was_played(stage: Stage, story: Story, lines: Lines) -> bool:
    """Whether the first and the last step that the story takes have been taken here."""
    taken = [n for n, event in enumerate(story.events) if event.do and expected(event.expect).flags is not None]
    done = {stage.event_id(n) is not None for n in (*taken[:1], *taken[-1:])}
    if len(done) > 1:
        here = "it was played here only in part, or has changed since: play it in a fresh database"
        raise _failed(lines, 0, Surprise((), "a story that is new here, or was played to its end", here))
    return True in done


def _left(stage: Stage, story: Story) -> frozenset[int]:
    """The numbers of the events that have not been done here; what leaves no event behind is among them."""
    return frozenset(n for n, _ in enumerate(story.events) if stage.event_id(n) is None)


def _perform(
    stage: Stage,
    story: Story,
    lines: Lines,
    moments: tuple[datetime, ...],
    left: frozenset[int] | None,
    progress: Tell,
) -> tuple[tuple[Event, Outcome], ...]:
    """Do every event, or those that are left."""
    outcomes: list[tuple[Event, Outcome]] = []
    numbers = {event.name: n for n, event in enumerate(story.events) if event.name}
    for n, (event, at) in enumerate(zip(story.events, moments, strict=True)):
        if left is not None and n not in left:
            continue
        outcome = stage.perform(n, event, at, numbers[event.corrects.event] if event.corrects else None)
        if surprise := _surprise(stage, event, at, outcome):
            raise _failed(lines, n, surprise)
        outcomes.append((event, outcome))
        progress(n + 1, len(moments))
    return tuple(outcomes)


def _surprise(stage: Stage, event: Event, at: datetime, outcome: Outcome) -> Surprise | None:
    wanted = expected(event.expect)
    if not wanted.agrees(outcome):
        wrong = sorted(set(outcome.invalid or ()) - set(wanted.invalid or ()))
        return Surprise(("with", *wrong[:1]) if wrong else (), str(wanted), str(outcome))
    if not looks_further(event.expect):
        return None
    scene = stage.scene(event, at)
    return next(surprises(scene), None) if scene else Surprise(("expect",), "that it stands", "it was never opened")


def _failed(lines: Lines, number: int, surprise: Surprise) -> StoryFailed:
    line = lines.at(("events", number, *surprise.path))
    return StoryFailed(f"{lines.file}:{line}: expected {surprise.expected}; but {surprise.happened}")
