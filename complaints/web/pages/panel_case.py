"""One case of a panel's pack, read on a screen: stepped out of, or given an action that the panel agreed."""

from collections.abc import Mapping
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel import Session

from complaints.entries import read
from complaints.errors import Invalid, NotFound, Stale
from complaints.facts.load import Owner
from complaints.models.log import LogKind
from complaints.models.people import SignedIn
from complaints.queries.addresses import meeting_address
from complaints.queries.panel_case import PanelCase, panel_case
from complaints.queries.visible import find_meeting
from complaints.references import submission as new_submission
from complaints.services.packs import log_pack, step_out
from complaints.services.progress import Place, sent_before, take_step
from complaints.web.forms import Form, entry_input
from complaints.web.house import House
from complaints.web.reading import log_not_found
from complaints.web.render import PANEL, render
from complaints.web.steps import draw, submission_of
from workflows.model import Refused
from workflows.panel.entries import StepOut
from workflows.registry import STEPS

AnyRequest = Request[Any, Any, Any]
FOR_PANEL = {"roles": tuple(PANEL)}
TAKEN_HERE = frozenset({"step-out", "agree-action"})
NOTHING: Form = {}
NO_PROBLEM: Mapping[str, str] = {}


@get("/panel/{reference:str}/cases/{code:str}", sync_to_thread=True, opt=FOR_PANEL)
def show_case(
    request: AnyRequest,
    reference: FromPath[str],
    code: FromPath[str],
    actor: NamedDependency[SignedIn],
    house: NamedDependency[House],
) -> Response[str]:
    """The section of one case, as it was released."""
    case = _read(house, actor, reference, code)
    return render(request, house, actor, "pages/panel_case.html", title=case.view.name, case=case)


@get("/panel/{reference:str}/cases/{code:str}/steps/{trigger:str}", sync_to_thread=True, opt=FOR_PANEL)
def show_case_step(
    request: AnyRequest,
    reference: FromPath[str],
    code: FromPath[str],
    trigger: FromPath[str],
    actor: NamedDependency[SignedIn],
    house: NamedDependency[House],
) -> Response[str]:
    """The form by which somebody steps out, or an action is written down."""
    return _form(request, house, actor, reference, code, trigger, NOTHING)


@post(
    "/panel/{reference:str}/cases/{code:str}/steps/{trigger:str}",
    sync_to_thread=True,
    status_code=200,
    opt=FOR_PANEL,
)
def take_case_step(
    request: AnyRequest,
    reference: FromPath[str],
    code: FromPath[str],
    trigger: FromPath[str],
    actor: NamedDependency[SignedIn],
    house: NamedDependency[House],
    form: NamedDependency[Form],
) -> Response[Any]:
    """Step out of the case, or write down what the panel agreed."""
    try:
        case = _read(house, actor, reference, code)
    except NotFound:
        if not _sent_before(house, actor, trigger, form):
            raise
        return Redirect(meeting_address(reference), status_code=303)
    _check(trigger, actor, case)
    try:
        _take(house, actor, reference, code, trigger, form)
    except Invalid as found:
        return _form(request, house, actor, reference, code, trigger, form, found.problems)
    return Redirect(case.meeting_href if trigger == "step-out" else case.href, status_code=303)


def _sent_before(house: House, actor: SignedIn, trigger: str, form: Form) -> bool:
    """Whether this very form has been taken already: whoever has stepped out finds no page of the case any more."""
    try:
        sent = submission_of(form, trigger)
    except Stale:
        return False
    with house.database.transaction(actor.person_id, write=False) as session:
        return sent_before(session, sent, actor) is not None


def _take(house: House, actor: SignedIn, reference: str, code: str, trigger: str, form: Form) -> None:
    sent, now, kind = submission_of(form, trigger), house.now(), STEPS[trigger].entry
    entry = read(kind, entry_input(form, kind), lambda _given: None, now=now)
    with house.database.transaction(actor.person_id) as session:
        meeting_id = find_meeting(session, reference)
        case_id = _found(session, meeting_id, reference, code, actor, house).section.case_id
        if isinstance(entry, StepOut):
            step_out(session, meeting_id, case_id, by=actor, at=now, entry=entry, submission=sent)
        else:
            take_step(session, Place(Owner.CASE, case_id), trigger, by=actor, at=now, entry=entry, submission=sent)


def _read(house: House, actor: SignedIn, reference: str, code: str) -> PanelCase:
    """A case as this person may read it, once the log says that they did. Raises `NotFound`."""
    try:
        with house.database.transaction(actor.person_id, write=False) as session:
            case = _found(session, find_meeting(session, reference), reference, code, actor, house)
        with house.database.transaction(actor.person_id) as session:
            again = _found(session, find_meeting(session, reference), reference, code, actor, house)
            if again.section.sha256 != case.section.sha256:
                raise NotFound
            log_pack(session, LogKind.VIEW, [case.section], by=actor, at=house.now())
    except NotFound:
        log_not_found(house, actor, "pack", f"{reference} {code}")
        raise
    return case


def _found(session: Session, meeting_id: int, reference: str, code: str, actor: SignedIn, house: House) -> PanelCase:
    return panel_case(session, meeting_id, reference, code, actor, house.now())


def _check(trigger: str, actor: SignedIn, case: PanelCase) -> None:
    """Raises `NotFound` for a step that is not taken here, `Refused` for one that is not this person's, or not yet."""
    if trigger not in TAKEN_HERE:
        raise NotFound
    if not STEPS[trigger].by & actor.roles or (trigger == "agree-action" and not case.may_act):
        raise Refused(trigger, "not for this person, or the pack is not released")


def _form(
    request: AnyRequest,
    house: House,
    actor: SignedIn,
    reference: str,
    code: str,
    trigger: str,
    form: Form,
    problems: Mapping[str, str] = NO_PROBLEM,
) -> Response[str]:
    case = _read(house, actor, reference, code)
    _check(trigger, actor, case)
    step, action = STEPS[trigger], f"{case.href}/steps/{trigger}"
    fresh = new_submission(house.random, f"{action} {actor.person} {house.now()}")
    drawn = draw(step.entry, entry_input(form, step.entry), form, problems, submission=fresh, options={})
    return render(
        request,
        house,
        actor,
        "pages/panel_case_step.html",
        title=step.label,
        status=422 if problems else 200,
        error=bool(problems),
        step=step,
        case=case,
        form=drawn,
        action=action,
    )


ROUTES = (show_case, show_case_step, take_case_step)
