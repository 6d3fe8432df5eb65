"""When the panel meets: a meeting is planned, and moved to another day."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from sqlmodel import Session

from complaints.errors import Invalid
from complaints.facts.meetings import reference_of
from complaints.models.people import SignedIn
from complaints.queries.addresses import meeting_address
from complaints.queries.meeting_rows import MeetingRow, standing_rows
from complaints.queries.visible import find_meeting
from complaints.references import reference as new_reference
from complaints.services.meetings import move_meeting
from complaints.services.openings import open_meeting
from complaints.services.progress import Taken
from complaints.web.forms import Form, text
from complaints.web.house import House
from complaints.web.panel_form import Problems, done, panel_form, stated
from complaints.web.steps import submission_of
from workflows.panel.entries import MoveMeeting, PlanMeeting
from workflows.registry import STEPS

AnyRequest = Request[Any, Any, Any]

PLAN, MOVE = STEPS["plan-meeting"], "move-meeting"
NOTHING: Form = {}
NO_PROBLEM: Problems = {}


@get("/panel/plan", sync_to_thread=True, opt={"roles": tuple(PLAN.by)})
def show_plan(request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House]) -> Response[str]:
    """The form for a new meeting."""
    return _form(request, house, actor, NOTHING, NO_PROBLEM)


@post("/panel/plan", sync_to_thread=True, status_code=200, opt={"roles": tuple(PLAN.by)})
def plan(
    request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House], form: NamedDependency[Form]
) -> Response[Any]:
    """Plan a meeting; the same form sent twice plans one."""
    sent, now = submission_of(form, PLAN.trigger), house.now()
    new = new_reference(house.random, f"meeting {sent}")
    try:
        entry = stated(form, PlanMeeting, house)
        with house.database.transaction(actor.person_id) as session:
            taken = open_meeting(session, by=actor, at=now, entry=entry, submission=sent, reference=new)
            reference = reference_of(session, taken.place.id)
    except Invalid as found:
        return _form(request, house, actor, form, found.problems)
    return done(meeting_address(reference), PLAN.trigger, taken)


def move(house: House, actor: SignedIn, reference: str, form: Form) -> Taken:
    """Move a meeting. Raises `Invalid`, as when its new month has a meeting, and `Refused`."""
    sent, entry, now = submission_of(form, MOVE), stated(form, MoveMeeting, house), house.now()
    with house.database.transaction(actor.person_id) as session:
        return move_meeting(session, find_meeting(session, reference), by=actor, at=now, entry=entry, submission=sent)


def beside(session: Session, meeting_id: int, actor: SignedIn, form: Form) -> tuple[MeetingRow, ...]:
    """The meetings that stand in the month to which one is to be moved, without itself."""
    own, month = meeting_address(reference_of(session, meeting_id)), text(form, "month")
    return tuple(row for row in standing_rows(session, actor, month) if row.for_month == month and row.href != own)


def as_planned(row: MeetingRow) -> Form:
    """What a fresh form to move a meeting has already: its month and its day."""
    day = row.meets_on
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {"month": [row.for_month]} | {f"meets_on-{name}": [str(part)] for name, part in parts.items()}


def _form(request: AnyRequest, house: House, actor: SignedIn, form: Form, problems: Problems) -> Response[str]:
    """Why an extra meeting is needed is asked once the month that was typed has one."""
    with house.database.transaction(actor.person_id, write=False) as session:
        stands = standing_rows(session, actor, text(form, "month"))
    asks = bool(text(form, "extra")) or any(row.for_month == text(form, "month") and not row.extra for row in stands)
    return panel_form(
        request,
        house,
        actor,
        PLAN.trigger,
        form,
        problems,
        action="/panel/plan",
        back="/panel",
        without="" if asks else "extra",
        stands=stands,
    )


ROUTES = (show_plan, plan)
