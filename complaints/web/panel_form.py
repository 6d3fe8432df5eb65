"""What the steps of a panel meeting share on the web: the meeting is found, a form is read, drawn and confirmed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from litestar import Request, Response
from litestar.response import Redirect
from sqlmodel import Session

from complaints.entries import read
from complaints.errors import NotFound
from complaints.models.people import SignedIn
from complaints.queries.panel_page import MeetingPage
from complaints.queries.visible import find_meeting
from complaints.references import submission as new_submission
from complaints.services.progress import Taken
from complaints.web.forms import Form, entry_input
from complaints.web.house import House
from complaints.web.reading import log_not_found, log_view
from complaints.web.render import render
from complaints.web.steps import DONE, Options, draw
from workflows.model import Entry
from workflows.registry import STEPS

AnyRequest = Request[Any, Any, Any]
E = TypeVar("E", bound=Entry)
View = TypeVar("View")
Problems = Mapping[str, str]

NO_OPTIONS: Options = {}
PLAN = "plan-meeting"
FOLLOWS = {PLAN: "prepare-pack", "cancel-meeting": PLAN, "record-meeting": "make-recommendation"}
"""What comes after a step, where it is always the same."""


def stated(form: Form, kind: type[E], house: House) -> E:
    """What a form states. No question of the panel's names a person. Raises `Invalid`."""
    entry = read(kind, entry_input(form, kind), lambda _given: None, now=house.now())
    assert isinstance(entry, kind)
    return entry


def read_meeting(house: House, actor: SignedIn, reference: str, view: Callable[[Session, int], View]) -> View:
    """What is read of a meeting. Raises `NotFound`, once the log says that it was asked for."""
    try:
        with house.database.transaction(actor.person_id, write=False) as session:
            return view(session, find_meeting(session, reference))
    except NotFound:
        log_not_found(house, actor, "panel-meeting", reference)
        raise


def done(address: str, trigger: str, taken: Taken | None) -> Redirect:
    """On to the meeting, whose page says what has just been done; of what is still being made it says so itself."""
    if taken is None:
        return Redirect(address, status_code=303)
    return Redirect(f"{address}?{urlencode({'done': taken.how, 'step': trigger})}", status_code=303)


@dataclass(frozen=True)
class Told:
    """What a meeting's page says has just been done: how it ended, in words, what it does not do, and what follows."""

    how: str = ""
    title: str = ""
    afterwards: str = ""
    next: str = ""
    next_href: str = ""


def just_done(request: AnyRequest, meeting: MeetingPage, actor: SignedIn) -> Told:
    """What the address says has just been done, named only where it is the last thing that its reader did here."""
    asked, step = request.query_params.get("done", ""), STEPS.get(request.query_params.get("step", ""))
    if asked not in DONE:
        return Told()
    if step is None or step.trigger != meeting.own_last:
        return Told(asked, "This is recorded.")
    title, follows = f"{step.done}: {meeting.row.month}", FOLLOWS.get(step.trigger)
    if follows == PLAN and actor.roles & STEPS[PLAN].by:
        return Told(asked, title, step.afterwards, "Plan another meeting", "/panel/plan")
    task = next((task for task in meeting.tasks if task.trigger == follows and task.href), None)
    return Told(asked, title, step.afterwards, task.title if task else "", task.href if task else "")


def panel_form(
    request: AnyRequest,
    house: House,
    actor: SignedIn,
    trigger: str,
    form: Form,
    problems: Problems,
    *,
    action: str,
    options: Options = NO_OPTIONS,
    seen: int = 0,
    without: str = "",
    **context: Any,
) -> Response[str]:
    """The form of a step, with what was typed and what is wrong with it, and `without` the question of that name."""
    step = STEPS[trigger]
    fresh = new_submission(house.random, f"{action} {actor.person} {house.now()}")
    typed = entry_input(form, step.entry)
    drawn = draw(step.entry, typed, form, problems, submission=fresh, options=options, seen=seen)
    log_view(house, actor, trigger)
    return render(
        request,
        house,
        actor,
        "pages/panel_step.html",
        title=step.label,
        status=422 if problems else 200,
        error=bool(problems),
        step=step,
        form=drawn.without(without),
        problems=problems,
        action=action,
        **context,
    )
