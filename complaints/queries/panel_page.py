"""The panel's pages: its meetings, and one meeting with what may be done there. None says anything of any case.

All of it hangs on the meetings' own events, never on the sections of a pack: so it is the same for everybody with the
same roles, whatever they may know of. What the panel recommended may speak of cases, and is not shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlmodel import Session

from complaints.facts.load import Owner, facts_of
from complaints.models.people import SignedIn
from complaints.queries.packs import EARLY_READERS, is_readable
from complaints.queries.tasks import Task, task_of
from complaints.queries.visible import MEETING
from workflows.casefile import CaseFile
from workflows.model import Attempt, Decision, Refused, Status, Tone
from workflows.panel.entries import PlanMeeting, RecordMeeting
from workflows.panel.lifecycle import STEPS
from workflows.panel.vocabulary import PanelStatus
from workflows.registry import REQUIREMENTS, WORKFLOWS

MEETINGS = select(MEETING.c.id, MEETING.c.reference)
PLANNERS = next(step.by for step in STEPS if step.trigger == "plan-meeting")
NOT_YET = "No pack released yet"
"""All that somebody who only reads packs is told of a meeting before they may read its pack."""


@dataclass(frozen=True)
class MeetingRow:
    """One meeting in the list. `month` is in words; `pack_href` is empty where there is no pack to read."""

    href: str
    month: str
    meets_on: date
    status: str
    tone: Tone
    pack_href: str


@dataclass(frozen=True)
class PanelPage:
    """The list of meetings, newest first, and whether the reader may plan one."""

    meetings: tuple[MeetingRow, ...]
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
    """One meeting. `tasks` are this reader's; `events` are for those who prepare and release; `seen` counts them."""

    row: MeetingRow
    held_on: date | None
    released: bool
    tasks: tuple[Task, ...]
    events: tuple[MeetingEvent, ...]
    seen: int


def meeting_address(reference: str) -> str:
    """A meeting's own page."""
    return f"/panel/{reference}"


def panel_page(session: Session, actor: SignedIn) -> PanelPage:
    """Every meeting, for somebody who has to do with the panel."""
    references: dict[int, str] = {row.id: row.reference for row in session.execute(MEETINGS)}
    files = facts_of(session, references, owner=Owner.MEETING)
    rows = [_row(files[n].file, reference, actor) for n, reference in references.items()]
    rows.sort(key=lambda row: row.meets_on, reverse=True)
    return PanelPage(tuple(rows), bool(actor.roles & PLANNERS))


def meeting_page(session: Session, meeting_id: int, reference: str, actor: SignedIn, now: datetime) -> MeetingPage:
    """One meeting for one person, at a moment in UTC."""
    file = facts_of(session, [meeting_id], owner=Owner.MEETING)[meeting_id].file
    held = file.last(RecordMeeting)
    mine = (decision for decision in _choices(file, actor, now) if decision.right_role)
    return MeetingPage(
        row=_row(file, reference, actor),
        held_on=held.entry.held_on if held else None,
        released=file.status("panel") in (PanelStatus.RELEASED, PanelStatus.HELD),
        tasks=tuple(_task(decision, file, reference, actor, now) for decision in mine),
        events=tuple(_events(file))[::-1] if actor.roles & EARLY_READERS else (),
        seen=len(file.facts),
    )


def check_step(session: Session, meeting_id: int, trigger: str, actor: SignedIn, now: datetime) -> None:
    """Raise `Refused`, with all that is missing, where a step cannot be taken now."""
    file = facts_of(session, [meeting_id], owner=Owner.MEETING)[meeting_id].file
    decision = next((d for d in _choices(file, actor, now) if d.step.trigger == trigger), None)
    if decision is None or not decision.allowed:
        raise Refused(trigger, _status(file), decision)


def _choices(file: CaseFile, actor: SignedIn, now: datetime) -> tuple[Decision, ...]:
    (process,) = file.running("panel")
    return WORKFLOWS["panel"].choices(Attempt(file, process, actor.actor, now))


def _task(decision: Decision, file: CaseFile, reference: str, actor: SignedIn, now: datetime) -> Task:
    (process,) = file.running("panel")
    task = task_of(decision, Attempt(file, process, actor.actor, now), reference)
    return replace(task, href=f"{meeting_address(reference)}/steps/{task.trigger}" if task.href else "")


def _row(file: CaseFile, reference: str, actor: SignedIn) -> MeetingRow:
    plan = file.last(PlanMeeting)
    assert plan is not None, "a meeting opens with its plan"
    status, readable = _status(file), is_readable(file, actor)
    early = bool(actor.roles & EARLY_READERS)
    return MeetingRow(
        href=meeting_address(reference),
        month=f"{date.fromisoformat(f'{plan.entry.month}-01'):%B %Y}",
        meets_on=plan.entry.meets_on,
        status=status.label if early or readable else NOT_YET,
        tone=status.tone if early or readable else Tone.GREY,
        pack_href=f"{meeting_address(reference)}/pack.pdf" if readable else "",
    )


def _status(file: CaseFile) -> Status:
    (process,) = file.running("panel")
    return process.status


def _events(file: CaseFile) -> Iterator[MeetingEvent]:
    done = {step.trigger: step.done for step in STEPS}
    for fact in file.facts:
        event = fact.event
        flags = tuple(REQUIREMENTS[flag].unmet for flag in event.flags)
        yield MeetingEvent(done[event.trigger], file.name(event.by), event.recorded_at, flags)
