"""What has happened in a case, newest first, in plain words: who, when, what was stated, and what was corrected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session

from complaints.facts.load import facts_of
from complaints.models.people import SignedIn
from complaints.queries.addresses import step_address
from complaints.queries.answers import Change, Labels, Stated, answers, changes, labels_of
from workflows.calendar import london_day
from workflows.casefile import CaseFile, Fact, Happened
from workflows.corrections import waiting
from workflows.handling.entries import ReportMatter
from workflows.independence.facts import declared
from workflows.model import Actor, Entry, Urgency
from workflows.people.entries import AddParty
from workflows.registry import REQUIREMENTS, STEPS, WORKFLOWS

OWN_ONLY = frozenset({"declare-interests"})
"""What only the person who stated it may correct: nobody declares for somebody else."""


@dataclass(frozen=True)
class TimelineItem:
    """One event. `at` is when it happened (UTC), `recorded_at` is given where that was on another day.

    `moved` says where it took its process. A correction has `changes` and a `reason`; what was corrected keeps
    its first answers and is marked; one that `waits` stands only once a second person has confirmed it.
    `correct_href` is there for somebody who may correct it.
    """

    title: str
    process: str
    by: str
    at: datetime
    recorded_at: datetime | None
    moved: str
    flags: tuple[str, ...]
    urgency: Urgency | None
    answers: tuple[Stated, ...]
    changes: tuple[Change, ...]
    reason: str
    corrected: bool
    waits: bool
    correct_href: str


@dataclass(frozen=True)
class LatestItem:
    """One of the latest events in short, as in `TimelineItem`; what was stated stands on the timeline."""

    title: str
    process: str
    by: str
    at: datetime
    moved: str
    flags: tuple[str, ...]
    waits: bool


def timeline(file: CaseFile, actor: Actor, reference: str) -> tuple[TimelineItem, ...]:
    """The events of a case for one person, newest first; of one moment the last recorded first."""
    labels = labels_of(file)
    return tuple(_item(file, each, labels, actor, reference) for each in _newest_first(file))


def latest_events(file: CaseFile, number: int) -> tuple[LatestItem, ...]:
    """So many events of a case, the newest first."""
    return tuple(_latest(file, each) for each in _newest_first(file)[:number])


def done_since(
    session: Session, case_id: int, reference: str, actor: SignedIn, process: tuple[str, str | None], seen: int
) -> tuple[TimelineItem, ...]:
    """What was done in one process of a visible case after its first `seen` events; nothing before declaring."""
    file = facts_of(session, [case_id])[case_id].file
    if actor.person not in declared(file):
        return ()
    keys = [f.event.key for f in file.facts if (f.event.workflow, f.event.about) == process][seen:]
    labels, since = labels_of(file), (told for told in _told(file) if told.fact.event.key in keys)
    return tuple(_item(file, told, labels, actor.actor, reference) for told in since)


def may_correct(fact: Fact[Entry], actor: Actor) -> bool:
    """Whether a person may correct an event. A correction is not corrected: what it replaced is, once more."""
    happened = fact.event
    if happened.corrects or not STEPS[happened.trigger].by & actor.roles:
        return False
    return not _is_own(fact) or happened.by == actor.person


def _is_own(fact: Fact[Entry]) -> bool:
    """A declaration; and who somebody held apart is, which the form of a correction would show."""
    entry = fact.entry
    return fact.event.trigger in OWN_ONLY or (isinstance(entry, (AddParty, ReportMatter)) and entry.held_apart)


def standing(file: CaseFile, key: str) -> Fact[Entry] | None:
    """An event with its entry as it stands after corrections, or None."""
    return next((fact for fact in file.settled if fact.event.key == key), None)


def _newest_first(file: CaseFile) -> list[_Told]:
    return sorted(_told(file), key=lambda each: _moment(each.fact.event))[::-1]


class _Told(NamedTuple):
    """An event, the entry that it replaced if it is a correction, and whether it was corrected itself."""

    fact: Fact[Entry]
    before: Entry | None
    corrected: bool
    waits: bool


def _told(file: CaseFile) -> Iterator[_Told]:
    waits = {fact.event.key for fact in waiting(file.facts)}
    corrected = {fact.event.corrects for fact in file.facts if fact.event.key not in waits}
    stands: dict[str, Entry] = {}
    for fact in file.facts:
        key = fact.event.corrects or fact.event.key
        yield _Told(fact, stands.get(key), key in corrected and not fact.event.corrects, fact.event.key in waits)
        if fact.event.key not in waits:
            stands[key] = fact.entry


def _moment(event: Happened) -> datetime:
    return event.recorded_at if event.corrects else event.occurred_at


def _item(file: CaseFile, told: _Told, labels: Labels, actor: Actor, reference: str) -> TimelineItem:
    fact, before, event = told.fact, told.before, told.fact.event
    at, key = _moment(event), event.corrects or event.key
    return TimelineItem(
        title=_title(event),
        process=_process(file, event),
        by=file.name(event.by),
        at=at,
        recorded_at=event.recorded_at if london_day(event.recorded_at) != london_day(at) else None,
        moved=_moved(event),
        flags=_flags(file, event),
        urgency=event.urgency,
        answers=() if before else answers(fact.entry, labels),
        changes=changes(before, fact.entry, labels) if before else (),
        reason=event.correction_reason or "",
        corrected=told.corrected,
        waits=told.waits,
        correct_href=step_address(reference, event.trigger, event.about, key) if may_correct(fact, actor) else "",
    )


def _latest(file: CaseFile, told: _Told) -> LatestItem:
    event = told.fact.event
    return LatestItem(
        title=_title(event),
        process=_process(file, event),
        by=file.name(event.by),
        at=_moment(event),
        moved=_moved(event),
        flags=_flags(file, event),
        waits=told.waits,
    )


def _title(event: Happened) -> str:
    done = STEPS[event.trigger].done
    return f"Corrected: {done}" if event.corrects else done


def _moved(event: Happened) -> str:
    return "" if event.source is event.dest else event.dest.label


def _flags(file: CaseFile, event: Happened) -> tuple[str, ...]:
    by = file.name(event.by)
    return tuple(f"{by} was told: “{REQUIREMENTS[flag].unmet}”" for flag in event.flags)


def _process(file: CaseFile, event: Happened) -> str:
    title = WORKFLOWS[event.workflow].title
    return f"{title}: {file.name(event.about)}" if event.about else title
