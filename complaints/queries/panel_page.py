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
from complaints.models import metadata
from complaints.models.people import SignedIn
from complaints.queries.addresses import case_address_in, meeting_address
from complaints.queries.pack_cover import plan_of
from complaints.queries.pack_view import Signal
from complaints.queries.packs import EARLY_READERS, Section, is_open, is_readable, readable_sections
from complaints.queries.panel_declarations import (
    DECIDE,
    DECLARE,
    Gate,
    Standing,
    Stepped,
    gate_of,
    month_of,
    standing,
    stepped_out,
)
from complaints.queries.recommendations import RecommendationRow, recommendation_rows
from complaints.queries.tasks import Task, task_of
from complaints.queries.visible import MEETING
from workflows.calendar import london_day
from workflows.casefile import CaseFile
from workflows.model import Attempt, Decision, Refused, Tone
from workflows.panel.entries import RecordMeeting, StepOut
from workflows.panel.lifecycle import STEPS
from workflows.panel.vocabulary import PanelStatus
from workflows.registry import REQUIREMENTS, WORKFLOWS

MAKING = metadata.tables["pack_making"]
MEETINGS = select(MEETING.c.id, MEETING.c.reference)
LATEST_MAKING = select(MAKING).order_by(MAKING.c.id.desc()).limit(1)
LATEST_MAKING = LATEST_MAKING.where(
    MAKING.c.meeting_id == bindparam("meeting"), MAKING.c.person_id == bindparam("person")
)
PLANNERS = next(step.by for step in STEPS if step.trigger == "plan-meeting")
OF_A_CASE = "step-out"
"""The step that is offered on the page of a case in the pack, and not in the meeting's list."""

OF_ONE_PERSON = frozenset({OF_A_CASE, DECLARE, DECIDE})
"""Steps that stand in no list of what was done: what they say of somebody is not for all who prepare packs."""

NOT_YET = "No pack released yet"
"""All that somebody who only reads packs is told of a meeting before they may read its pack."""

STALLED = timedelta(minutes=5)
"""A pack of which no section has been made for so long is not being made any more."""


@dataclass(frozen=True)
class MeetingRow:
    """One meeting in the list. `month` is in words; `pack_href` is empty where there is no pack to read.

    `gate` says what its reader has to do first.
    """

    href: str
    month: str
    meets_on: date
    held: bool
    status: str
    tone: Tone
    gate: Gate
    pack_href: str


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

    `late` says that the coming meeting should have been held by now.
    """

    coming: MeetingRow | None
    late: bool
    cases: tuple[CaseRow, ...]
    recommendations: tuple[Open, ...]
    others: tuple[MeetingRow, ...]
    may_plan: bool


@dataclass(frozen=True)
class MeetingEvent:
    """One thing that was done for a meeting, by whom, when (UTC), and what it lacked."""

    title: str
    by: str
    at: datetime
    flags: tuple[str, ...]


@dataclass(frozen=True)
class MeetingPage:
    """One meeting. `tasks` are this reader's; `events` are for those who prepare and release.

    `stepped_out` is for the chair, `standing` for the chair and those who decide on connections; `own_steps` counts the
    cases of which the reader has stepped out.
    """

    row: MeetingRow
    held_on: date | None
    themes: tuple[str, ...]
    released: bool
    making: Making | None
    cases: tuple[CaseRow, ...]
    recommendations: tuple[RecommendationRow, ...]
    standing: Standing | None
    stepped_out: tuple[Stepped, ...]
    own_steps: int
    tasks: tuple[Task, ...]
    events: tuple[MeetingEvent, ...]


def panel_page(session: Session, actor: SignedIn, now: datetime) -> PanelPage:
    """Every meeting, for somebody who has to do with the panel, at a moment in UTC."""
    references: dict[int, str] = {row.id: row.reference for row in session.execute(MEETINGS)}
    loaded = facts_of(session, references, owner=Owner.MEETING)
    rows = {n: meeting_row(loaded[n].file, reference, actor) for n, reference in references.items()}
    coming, today = _coming(rows, london_day(now)), london_day(now)
    cases: tuple[CaseRow, ...] = ()
    if coming is not None:
        cases = _cases(readable_sections(session, coming, loaded[coming].file, actor), references[coming])
    others = sorted((row for n, row in rows.items() if n != coming), key=lambda row: row.meets_on, reverse=True)
    waiting = (
        Open(rows[n].href, rows[n].month, found)
        for n in rows
        for found in recommendation_rows(loaded[n].file, now)
        if found.open
    )
    return PanelPage(
        coming=rows[coming] if coming is not None else None,
        late=coming is not None and rows[coming].meets_on < today,
        cases=cases,
        recommendations=tuple(sorted(waiting, key=lambda open: (not open.row.late, open.row.made_on, open.month))),
        others=tuple(others),
        may_plan=bool(actor.roles & PLANNERS),
    )


def _coming(rows: dict[int, MeetingRow], today: date) -> int | None:
    """The next meeting from today on; else the last one that should have been held."""
    waiting = [n for n, row in rows.items() if not row.held]
    ahead = [n for n in waiting if rows[n].meets_on >= today]
    if ahead:
        return min(ahead, key=lambda n: rows[n].meets_on)
    return max(waiting, key=lambda n: rows[n].meets_on, default=None)


def meeting_page(session: Session, meeting_id: int, reference: str, actor: SignedIn, now: datetime) -> MeetingPage:
    """One meeting for one person, at a moment in UTC."""
    loaded = facts_of(session, [meeting_id], owner=Owner.MEETING)[meeting_id]
    file, held = loaded.file, loaded.file.last(RecordMeeting)
    readable = readable_sections(session, meeting_id, file, actor)
    row = meeting_row(file, reference, actor)
    elsewhere = {OF_A_CASE} if row.gate is Gate.OPEN else {OF_A_CASE, DECLARE}
    choices = _choices(file, actor, now)
    mine = (d for d in choices if d.right_role and not d.idle and d.step.trigger not in elsewhere)
    return MeetingPage(
        row=row,
        held_on=held.entry.held_on if held else None,
        themes=tuple(theme.label for theme in held.entry.themes) if held else (),
        released=file.status("panel") in (PanelStatus.RELEASED, PanelStatus.HELD),
        making=_making(session, meeting_id, actor, now),
        cases=_cases(readable, reference),
        recommendations=recommendation_rows(file, now),
        standing=standing(session, file, actor),
        stepped_out=stepped_out(session, meeting_id, loaded, {each.case_id: each.name for each in readable}, actor),
        own_steps=sum(fact.event.by == actor.person for fact in file.all(StepOut)),
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


def meeting_row(file: CaseFile, reference: str, actor: SignedIn) -> MeetingRow:
    """One meeting as far as somebody may know how it stands."""
    plan, status, readable = plan_of(file), file.running("panel")[0].status, is_readable(file, actor)
    told = readable or status is PanelStatus.HELD or bool(actor.roles & EARLY_READERS)
    return MeetingRow(
        href=meeting_address(reference),
        month=month_of(file),
        meets_on=plan.meets_on,
        held=status is PanelStatus.HELD,
        status=status.label if told else NOT_YET,
        tone=status.tone if told else Tone.GREY,
        gate=gate_of(file, actor),
        pack_href=f"{meeting_address(reference)}/pack.pdf" if is_open(file, actor) else "",
    )


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
            yield MeetingEvent(done[event.trigger], file.name(event.by), event.recorded_at, flags)
