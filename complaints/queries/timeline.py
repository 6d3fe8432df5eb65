"""What has happened in a case, newest first, in plain words: who, when, what was stated, and what was corrected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from sqlmodel import Session

from complaints.models.people import SignedIn
from complaints.queries.addresses import step_address
from complaints.queries.answers import Change, Labels, Stated, answers, changes, labels_of
from complaints.queries.shown import shown
from workflows.calendar import london_day
from workflows.casefile import CaseFile, Fact, Happened
from workflows.citations import Citation
from workflows.corrections import waiting
from workflows.handling.entries import ReportMatter
from workflows.independence.facts import declared
from workflows.model import Actor, Entry, PersonRef, Urgency
from workflows.people.entries import AddParty
from workflows.registry import REQUIREMENTS, STEPS, WORKFLOWS


@dataclass(frozen=True)
class TimelineItem:
    """One event. `at` is when it happened (UTC), `recorded_at` is given where that was on another day.

    `place` names it on a page; `cites` are the sources of its step. `moved` says where it took its process. A
    correction has `changes` and a `reason`; what was corrected keeps its first answers and names the place of what
    stands now; one that `waits` stands only once a second person has confirmed it. `correct_href` is there for
    somebody who may correct it. What was stated with a `reserved` step is left out.
    """

    place: str
    title: str
    process: str
    by: str
    at: datetime
    recorded_at: datetime | None
    moved: str
    flags: tuple[str, ...]
    urgency: Urgency | None
    urgent: bool
    answers: tuple[Stated, ...]
    changes: tuple[Change, ...]
    reason: str
    corrected_by: str
    waits: bool
    cites: tuple[Citation, ...]
    correct_href: str

    @property
    def corrected(self) -> bool:
        """Whether something else stands in its place."""
        return bool(self.corrected_by)


@dataclass(frozen=True)
class LatestItem:
    """One of the latest events in short, as in `TimelineItem`; what was stated stands on the timeline."""

    title: str
    process: str
    by: str
    at: datetime
    moved: str
    flags: tuple[str, ...]
    corrected: bool
    waits: bool


def timeline(
    file: CaseFile, actor: Actor, reference: str, wanted: Callable[[Fact[Entry]], bool] = lambda _fact: True
) -> tuple[TimelineItem, ...]:
    """The events of a case for one person, newest first; of one moment the last recorded first."""
    labels = labels_of(file)
    return tuple(_item(file, each, labels, actor, reference) for each in _newest_first(file) if wanted(each.fact))


def latest_events(file: CaseFile, number: int, by: PersonRef | None = None) -> tuple[LatestItem, ...]:
    """So many events of a case, or of what one person did in it, the newest first."""
    told = (each for each in _newest_first(file) if by in (None, each.fact.event.by))
    return tuple(_latest(file, each) for each in islice(told, number))


def done_since(
    session: Session,
    case_id: int,
    reference: str,
    actor: SignedIn,
    now: datetime,
    process: tuple[str, str | None],
    seen: int,
) -> tuple[TimelineItem, ...]:
    """What was done in one process of a visible case after its first `seen` events; nothing before declaring."""
    file = shown(session, [case_id], actor, now)[case_id].file
    if actor.person not in declared(file):
        return ()
    keys = [f.event.key for f in file.facts if (f.event.workflow, f.event.about) == process][seen:]
    labels, since = labels_of(file), (told for told in _told(file) if told.fact.event.key in keys)
    return tuple(_item(file, told, labels, actor.actor, reference) for told in since)


def may_correct(fact: Fact[Entry], actor: Actor) -> bool:
    """Whether a person may correct an event. A correction is not corrected: what it replaced is, once more.

    Nor is what they are not shown whole: the form would say it, or put an alias in the place of a name.
    """
    happened = fact.event
    if happened.corrects or fact.veiled or not STEPS[happened.trigger].by & actor.roles:
        return False
    return not _is_own(fact) or happened.by == actor.person


def _is_own(fact: Fact[Entry]) -> bool:
    """What one said of oneself, who somebody held apart is, and a possible link: a correction would show them."""
    entry, step = fact.entry, STEPS[fact.event.trigger]
    return step.personal or step.reserved or (isinstance(entry, (AddParty, ReportMatter)) and entry.held_apart)


def standing(file: CaseFile, key: str) -> Fact[Entry] | None:
    """An event with its entry as it stands after corrections, or None."""
    return next((fact for fact in file.settled if fact.event.key == key), None)


def _newest_first(file: CaseFile) -> list[_Told]:
    return sorted(_told(file), key=lambda each: _moment(each.fact.event))[::-1]


class _Told(NamedTuple):
    """An event, the entry that it replaced if it is a correction, and the event that stands in its place, or ""."""

    fact: Fact[Entry]
    before: Entry | None
    corrected_by: str
    waits: bool


def _told(file: CaseFile) -> Iterator[_Told]:
    waits = {fact.event.key for fact in waiting(file.facts)}
    last = {_root(fact.event): fact.event.key for fact in file.facts if fact.event.key not in waits}
    stands: dict[str, Entry] = {}
    for fact in file.facts:
        event, root, is_waiting = fact.event, _root(fact.event), fact.event.key in waits
        yield _Told(fact, stands.get(root), "" if is_waiting or last[root] == event.key else last[root], is_waiting)
        if not is_waiting:
            stands[root] = fact.entry


def _root(event: Happened) -> str:
    """The event itself, or the one that it corrects."""
    return event.corrects or event.key


def place_of(key: str) -> str:
    """What an event is called on a page."""
    return f"event-{key}"


def _moment(event: Happened) -> datetime:
    return event.recorded_at if event.corrects else event.occurred_at


def _item(file: CaseFile, told: _Told, labels: Labels, actor: Actor, reference: str) -> TimelineItem:
    fact, before, event = told.fact, told.before, told.fact.event
    at, key, hidden = _moment(event), _root(event), STEPS[event.trigger].reserved
    return TimelineItem(
        place=place_of(event.key),
        title=_title(event),
        process=process_title(file, event.workflow, event.about),
        by=file.name(event.by),
        at=at,
        recorded_at=event.recorded_at if london_day(event.recorded_at) != london_day(at) else None,
        moved=_moved(event),
        flags=_flags(file, event),
        urgency=event.urgency,
        urgent=event.trigger != "report-matter",
        answers=() if before or hidden else answers(fact.entry, labels),
        changes=changes(before, fact.entry, labels) if before and not hidden else (),
        reason="" if hidden else event.correction_reason or "",
        corrected_by=place_of(told.corrected_by) if told.corrected_by else "",
        waits=told.waits,
        cites=STEPS[event.trigger].cites,
        correct_href=step_address(reference, event.trigger, event.about, key) if may_correct(fact, actor) else "",
    )


def _latest(file: CaseFile, told: _Told) -> LatestItem:
    event = told.fact.event
    return LatestItem(
        title=_title(event),
        process=process_title(file, event.workflow, event.about),
        by=file.name(event.by),
        at=_moment(event),
        moved=_moved(event),
        flags=_flags(file, event),
        corrected=bool(told.corrected_by),
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


def process_title(file: CaseFile, workflow: str, about: PersonRef | None) -> str:
    """A process by its workflow and, where there is one, the person it is about."""
    title = WORKFLOWS[workflow].title
    return f"{title}: {file.name(about)}" if about else title
