"""The panel's pages: its meetings, and one meeting with its cases, what may be done there, and what came of it.

Of cases they say what stands in sections of the pack that the reader may know of, once the reader has declared for the
meeting. All else is the same for everybody with the same roles.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, select
from sqlmodel import Session

from complaints.facts.load import Owner, facts_of
from complaints.facts.meetings import meetings
from complaints.models import metadata
from complaints.models.people import SignedIn
from complaints.queries.addresses import case_address_in, meeting_address
from complaints.queries.meeting_rows import MeetingRow, meeting_row, without_meeting
from complaints.queries.pack_cover import in_words
from complaints.queries.pack_view import Signal
from complaints.queries.packs import EARLY_READERS, Section, readable_sections
from complaints.queries.panel_declarations import (
    DECIDE,
    DECLARE,
    Gate,
    Standing,
    Stepped,
    standing,
    stepped_out,
)
from complaints.queries.recommendations import RecommendationRow, recommendation_rows
from complaints.queries.tasks import Task, task_of
from workflows.calendar import london_day
from workflows.casefile import CaseFile
from workflows.model import Attempt, Decision, Entry, Refused
from workflows.panel.entries import CancelMeeting, MoveMeeting, PlanMeeting, RecordMeeting, StepOut
from workflows.panel.lifecycle import STEPS
from workflows.panel.vocabulary import PanelStatus
from workflows.registry import REQUIREMENTS, WORKFLOWS
from workflows.words import written

MAKING = metadata.tables["pack_making"]
LATEST_MAKING = select(MAKING).order_by(MAKING.c.id.desc()).limit(1)
LATEST_MAKING = LATEST_MAKING.where(
    MAKING.c.meeting_id == bindparam("meeting"), MAKING.c.person_id == bindparam("person")
)
PLANNERS = next(step.by for step in STEPS if step.trigger == "plan-meeting")
OF_A_CASE = "step-out"
"""The step that is offered on the page of a case in the pack, and not in the meeting's list."""

OF_ONE_PERSON = frozenset({OF_A_CASE, DECLARE, DECIDE})
"""Steps that stand in no list of what was done: what they say of somebody is not for all who prepare packs."""

STALLED = timedelta(minutes=5)
"""A pack of which no section has been made for so long is not being made any more."""


@dataclass(frozen=True)
class CaseRow:
    """One case of a pack in the list of a meeting, as far as its section says."""

    href: str
    name: str
    status: str
    open_for: str
    signals: tuple[Signal, ...]


@dataclass(frozen=True)
class Making:
    """A pack that the reader is having made.

    `stalled` says that nothing has moved for minutes, `problem` why none came of it.
    """

    made: int
    total: int
    stalled: bool
    problem: str

    @property
    def running(self) -> bool:
        """Whether it is still worth waiting for."""
        return not self.stalled and not self.problem


@dataclass(frozen=True)
class Open:
    """A recommendation that is not closed, and the meeting at which it was made."""

    href: str
    month: str
    row: RecommendationRow


@dataclass(frozen=True)
class PanelPage:
    """The coming meeting with its cases, what the panel waits for, and the other meetings, newest first.

    `late` says that the coming meeting should have been held by now; `without` are months that have no meeting.
    """

    coming: MeetingRow | None
    late: bool
    cases: tuple[CaseRow, ...]
    recommendations: tuple[Open, ...]
    others: tuple[MeetingRow, ...]
    without: tuple[str, ...]
    may_plan: bool


@dataclass(frozen=True)
class MeetingEvent:
    """One thing that was done for a meeting, by whom, when (UTC), what it lacked, and what it states."""

    title: str
    by: str
    at: datetime
    flags: tuple[str, ...]
    says: str
    typed: str


@dataclass(frozen=True)
class MeetingPage:
    """One meeting. `tasks` are this reader's; `events` are for those who prepare and release.

    `stepped_out` is for the chair, `standing` for the chair and those who decide on connections; `own_steps` counts the
    cases of which the reader has stepped out, and `own_last` is the last step that they took here. `cause` says why
    it was cancelled.
    """

    row: MeetingRow
    held_on: date | None
    cancelled_on: date | None
    cause: str
    themes: tuple[str, ...]
    released: bool
    making: Making | None
    cases: tuple[CaseRow, ...]
    recommendations: tuple[RecommendationRow, ...]
    standing: Standing | None
    stepped_out: tuple[Stepped, ...]
    own_steps: int
    own_last: str
    tasks: tuple[Task, ...]
    events: tuple[MeetingEvent, ...]


def panel_page(session: Session, actor: SignedIn, now: datetime) -> PanelPage:
    """Every meeting, for somebody who has to do with the panel, at a moment in UTC."""
    known = {each.id: each for each in meetings(session)}
    rows = {n: meeting_row(each.file, each.reference, actor) for n, each in known.items()}
    coming, today = _coming(rows, london_day(now)), london_day(now)
    cases: tuple[CaseRow, ...] = ()
    if coming is not None:
        cases = _cases(readable_sections(session, coming, known[coming].file, actor), known[coming].reference)
    others = sorted((row for n, row in rows.items() if n != coming), key=lambda row: row.meets_on, reverse=True)
    waiting = (
        Open(rows[n].href, rows[n].month, found)
        for n, each in known.items()
        for found in recommendation_rows(each.file, now)
        if found.open
    )
    return PanelPage(
        coming=rows[coming] if coming is not None else None,
        late=coming is not None and rows[coming].meets_on < today,
        cases=cases,
        recommendations=tuple(sorted(waiting, key=lambda open: (not open.row.late, open.row.made_on, open.month))),
        others=tuple(others),
        without=without_meeting(known.values(), today),
        may_plan=bool(actor.roles & PLANNERS),
    )


def _coming(rows: dict[int, MeetingRow], today: date) -> int | None:
    """The next meeting from today on; else the last one that should have been held."""
    waiting = [n for n, row in rows.items() if not row.over]
    ahead = [n for n in waiting if rows[n].meets_on >= today]
    if ahead:
        return min(ahead, key=lambda n: rows[n].meets_on)
    return max(waiting, key=lambda n: rows[n].meets_on, default=None)


def meeting_page(session: Session, meeting_id: int, reference: str, actor: SignedIn, now: datetime) -> MeetingPage:
    """One meeting for one person, at a moment in UTC."""
    loaded = facts_of(session, [meeting_id], owner=Owner.MEETING)[meeting_id]
    file, held, cancelled = loaded.file, loaded.file.last(RecordMeeting), loaded.file.last(CancelMeeting)
    readable = readable_sections(session, meeting_id, file, actor)
    row = meeting_row(file, reference, actor)
    elsewhere = {OF_A_CASE} if row.gate is Gate.OPEN else {OF_A_CASE, DECLARE}
    choices = _choices(file, actor, now)
    mine = (d for d in choices if d.right_role and not d.idle and d.step.trigger not in elsewhere)
    return MeetingPage(
        row=row,
        held_on=held.entry.held_on if held else None,
        cancelled_on=cancelled.event.day if cancelled else None,
        cause=cancelled.entry.cause.label if cancelled else "",
        themes=tuple(theme.label for theme in held.entry.themes) if held else (),
        released=file.status("panel") in (PanelStatus.RELEASED, PanelStatus.HELD),
        making=None if row.cancelled else _making(session, meeting_id, actor, now),
        cases=_cases(readable, reference),
        recommendations=recommendation_rows(file, now),
        standing=standing(session, file, actor),
        stepped_out=stepped_out(session, meeting_id, loaded, {each.case_id: each.name for each in readable}, actor),
        own_steps=sum(fact.event.by == actor.person for fact in file.all(StepOut)),
        own_last=next((fact.event.trigger for fact in reversed(file.facts) if fact.event.by == actor.person), ""),
        tasks=tuple(_task(decision, file, reference, actor, now) for decision in mine),
        events=tuple(_events(file))[::-1] if actor.roles & EARLY_READERS else (),
    )


def check_step(session: Session, meeting_id: int, trigger: str, actor: SignedIn, now: datetime) -> None:
    """Raise `Refused`, with all that is missing, where a step cannot be taken now."""
    file = facts_of(session, [meeting_id], owner=Owner.MEETING)[meeting_id].file
    decision = next((d for d in _choices(file, actor, now) if d.step.trigger == trigger), None)
    if decision is None or not decision.allowed:
        raise Refused(trigger, file.running("panel")[0].status, decision)


def _choices(file: CaseFile, actor: SignedIn, now: datetime) -> tuple[Decision, ...]:
    (process,) = file.running("panel")
    return WORKFLOWS["panel"].choices(Attempt(file, process, actor.actor, now))


def _task(decision: Decision, file: CaseFile, reference: str, actor: SignedIn, now: datetime) -> Task:
    (process,) = file.running("panel")
    attempt, address = Attempt(file, process, actor.actor, now), meeting_address(reference)
    return task_of(decision, attempt, lambda trigger, _about: f"{address}/steps/{trigger}")


def _cases(found: Sequence[Section], reference: str) -> tuple[CaseRow, ...]:
    return tuple(
        CaseRow(
            href=case_address_in(reference, section.name),
            name=section.name,
            status=section.view.handling.label,
            open_for=section.view.open_for.label,
            signals=section.view.signals,
        )
        for section in found
    )


def _making(session: Session, meeting_id: int, actor: SignedIn, now: datetime) -> Making | None:
    """The pack that this person last asked for, unless it is there."""
    row = session.execute(LATEST_MAKING, {"meeting": meeting_id, "person": actor.person_id}).first()
    if row is None or row.done:
        return None
    return Making(row.made, row.total, not row.problem and now - row.moved_at > STALLED, row.problem)


def _events(file: CaseFile) -> Iterator[MeetingEvent]:
    """What was done for a meeting, but for what is said of one person."""
    done = {step.trigger: step.done for step in STEPS}
    for fact in file.facts:
        event = fact.event
        if event.trigger not in OF_ONE_PERSON:
            flags = tuple(REQUIREMENTS[flag].unmet for flag in event.flags)
            yield MeetingEvent(done[event.trigger], file.name(event.by), event.recorded_at, flags, *_why(fact.entry))


def _why(entry: Entry) -> tuple[str, str]:
    """What is said of when a meeting is to be, in our words and as typed: for those who prepare and release."""
    match entry:
        case PlanMeeting(month=month, meets_on=meets_on, extra=extra):
            said = f"For {in_words(month)}, on {written(meets_on)}."
            return (f"{said} An extra meeting:", extra) if extra else (said, "")
        case MoveMeeting(month=month, meets_on=meets_on, reasons=reasons):
            return f"Now for {in_words(month)}, on {written(meets_on)}.", reasons
        case CancelMeeting(cause=cause, reasons=reasons):
            return f"{cause.label}.", reasons or ""
    return "", ""
