"""Checks every name in a story before anything is played: people, steps, fields, requirements, clocks, events."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, pairwise

from complaints.models.entries import fields_of
from complaints.stories.format import ANY_DAY, Event, Expect, Look, Story
from complaints.stories.lines import Lines, Path_, Unreadable
from complaints.stories.words import CLOCK_NAMES, DETAILS, NONE, NOT_FROM_HERE, NOT_THEIR_JOB, counted, mentions
from workflows.calls_to_action.checklist import MEASURES
from workflows.calls_to_action.measures import Word
from workflows.office.facts import NAMED_BY
from workflows.registry import REQUIREMENTS, STEPS, WORKFLOW_OF, WORKFLOWS

Found = Iterator[tuple[Path_, str]]

REASONS = REQUIREMENTS.keys() | {NOT_THEIR_JOB, NOT_FROM_HERE}


def check_story(story: Story, lines: Lines, force: Iterable[str]) -> None:
    """Raise `Unreadable` with every name that stands for nothing. `force` are the people whom no story need cast."""
    people = {*story.cast, *force}
    found = [*_cast(story, people), *_times(story), *_events(story, people)]
    if found:
        raise Unreadable(tuple(lines.problem(path, sentence) for path, sentence in found))


def _cast(story: Story, people: set[str]) -> Found:
    for key, member in story.cast.items():
        if member.manager and member.manager not in people:
            yield ("cast", key, "manager"), f"nobody is called {member.manager}"


def _times(story: Story) -> Found:
    moments = story.moments(ANY_DAY)
    for n, (before, now) in enumerate(pairwise(moments), start=1):
        if now <= before:
            yield ("events", n, "day"), "this must come later than the event before"


def _events(story: Story, people: set[str]) -> Found:
    named: dict[str, str | None] = {}
    opened: set[str] = set()
    for n, event in enumerate(story.events):
        checks = (_what(event), _who(event, people), _entry(event, people), _expect(event.expect))
        for path, sentence in (*chain(*checks), *_opened(event, opened), *_named(event, named)):
            yield ("events", n, *path), sentence


OFFICE = "office"
OPENERS = {"case": "report-matter", "meeting": "plan-meeting", "report": "report-in-confidence"}


def _opened(event: Event, opened: set[str]) -> Found:
    """A case, meeting or confidential report is there once its first step has been stated; an office file always."""
    kind = _kind(event)
    if kind == OFFICE:
        if event.corrects:
            yield ("corrects",), "a step of administration is not corrected: another one changes what it changed"
        return
    place = str(getattr(event, kind))
    if event.do == OPENERS[kind]:
        opened.add(f"{kind} {place}")
    elif f"{kind} {place}" not in opened:
        yield (kind,), f"`{OPENERS[kind]}` has not opened {place} yet"
    if event.do == "pass-to-psd":
        opened.add(f"case {event.case}")


def _kind(event: Event) -> str:
    """What an event is about, by the field that names it."""
    if event.look is Look.REPORT:
        return "report"
    workflow = WORKFLOW_OF[event.do].name if event.do in STEPS else ""
    return {"panel": "meeting", "confidential": "report", **dict.fromkeys(NAMED_BY, OFFICE)}.get(workflow, "case")


def _named(event: Event, named: dict[str, str | None]) -> Found:
    if event.name in named:
        yield ("name",), "an earlier event has this name"
    if event.corrects and named.get(event.corrects.event) != event.do:
        yield ("corrects", "event"), f"no earlier {event.do} is called {event.corrects.event}"
    if event.name:
        named[event.name] = event.do


def _who(event: Event, people: set[str]) -> Found:
    for field, person in (("by", event.by), ("about", event.about)):
        if person and person not in people:
            yield (field,), f"nobody is called {person}"


def _what(event: Event) -> Found:
    if (event.do is None) == (event.look is None):
        yield (), "an event has either `do` or `look`"
    if event.do is not None and event.do not in STEPS:
        yield ("do",), f"there is no step {event.do}"
    if event.look and event.expect.found is None:
        yield (), "say whether the case is found: `expect: {found: no}`"


def _entry(event: Event, people: set[str]) -> Found:
    step = STEPS.get(event.do or "")
    known = {f.name for f in fields_of(step.entry)} if step else set()
    for name, value in event.stated.items():
        if step and name not in known and name not in (event.expect.invalid or ()):
            yield ("with", name), f"{event.do} has no such field"
        for text in (value,) if isinstance(value, str) else value or ():
            for who, what in mentions(text):
                if who not in people or what not in DETAILS:
                    yield ("with", name), f"{{{who}.{what}}} stands for nothing"


def _expect(expect: Expect) -> Found:
    for check in (_outcome, _reasons, _states, _clocks, _measured, _tasks):
        yield from ((("expect", *path), sentence) for path, sentence in check(expect))


def _outcome(expect: Expect) -> Found:
    said = [name for name in ("refused", "invalid", "found") if getattr(expect, name) is not None]
    said += ["flags"] if expect.flags else []
    if len(said) > 1:
        yield (), f"only one thing comes of an event, not {' and '.join(said)}"


def _reasons(expect: Expect) -> Found:
    listed: dict[Path_, tuple[str, ...]] = {("refused",): expect.refused or (), ("flags",): expect.flags}
    listed |= {("tasks", "cannot", trigger): ids for trigger, ids in expect.tasks.cannot.items()}
    for path, ids in listed.items():
        for unknown in sorted(set(ids) - REASONS):
            yield path, f"there is no requirement {unknown}"


def _states(expect: Expect) -> Found:
    for name, status in expect.status.items():
        if name not in WORKFLOWS:
            yield ("status", name), f"there is no workflow {name}"
        elif status not in {s.value for s in WORKFLOWS[name].statuses}:
            yield ("status", name), f"{name} has no status {status}"


def _clocks(expect: Expect) -> Found:
    for field, clocks in (("due", expect.due), ("met", expect.met)):
        for name, day in clocks.items():
            if name not in CLOCK_NAMES:
                yield (field, name), f"there is no clock {name}"
            elif not _is_day(day):
                yield (field, name), "write a day as 2026-03-02, as day 28, or none"


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(ANY_DAY.isoformat() if text == NONE else counted(text, ANY_DAY))
    except ValueError:
        return False
    return True


def _measured(expect: Expect) -> Found:
    for name, word in expect.measures.items():
        if name not in MEASURES:
            yield ("measures", name), f"there is no measure {name}"
        elif word not in {w.value for w in Word}:
            yield ("measures", name), f"a measure is one of {', '.join(Word)}"


def _tasks(expect: Expect) -> Found:
    for field, triggers in (("can", expect.tasks.can), ("cannot", tuple(expect.tasks.cannot))):
        for unknown in sorted(set(triggers) - STEPS.keys()):
            yield ("tasks", field), f"there is no step {unknown}"
