"""Report in confidence, for anybody who is signed in; by its reference they find what was asked and answered."""

from collections.abc import Mapping
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from complaints.entries import read
from complaints.errors import Invalid, NotFound
from complaints.models.confidential import Report
from complaints.models.people import SignedIn
from complaints.queries.confidential_page import OwnPage, find_own, own_address, own_of_row, own_page
from complaints.references import grouped, is_well_formed
from complaints.references import reference as new_reference
from complaints.references import submission as new_submission
from complaints.services.accounts import resolve_person
from complaints.services.confidential import open_report, take_as_reporter
from complaints.web.forms import Form, entry_input, text
from complaints.web.house import House
from complaints.web.reading import log_not_found, log_view
from complaints.web.render import render
from complaints.web.security import SIGNED_IN
from complaints.web.steps import draw, submission_of
from workflows.confidential.entries import ReportInConfidence
from workflows.confidential.lifecycle import LENT, STEPS

AnyRequest = Request[Any, Any, Any]
Problems = Mapping[str, str]

FIRST = "report-in-confidence"
LATER = {step.trigger: step for step in STEPS if step.by == LENT and step.trigger != FIRST}
TITLE = "Report in confidence"
"""Of every page here, that of the form which anybody may open: a browser that others use remembers titles."""

NOTHING: Form = {}
NO_PROBLEM: Problems = {}
A_SLIP = "This is not a reference. It has twelve letters and digits, such as K7Q2-M4XD-9TBC"


@get("/confidential", sync_to_thread=True, opt=SIGNED_IN)
def show_new(request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House]) -> Response[str]:
    """What a report in confidence is, its form, and the way back to an earlier one."""
    return _new_form(request, house, actor, NOTHING)


@post("/confidential", sync_to_thread=True, status_code=200, opt=SIGNED_IN)
def send(
    request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House], form: NamedDependency[Form]
) -> Response[Any]:
    """Keep a report; the same form sent twice makes one."""
    sent, now = submission_of(form, FIRST), house.now()
    reference = new_reference(house.random, f"confidential {sent}")
    try:
        with house.database.transaction(actor.person_id) as session:
            raw = entry_input(form, ReportInConfidence)
            entry = read(ReportInConfidence, raw, lambda given: resolve_person(session, given), now=now)
            assert isinstance(entry, ReportInConfidence)
            taken = open_report(session, by=actor, at=now, entry=entry, submission=sent, reference=reference)
            report = own_of_row(session, taken.place.id, actor)
    except Invalid as found:
        return _new_form(request, house, actor, form, found.problems)
    return Redirect(f"{own_address(report.reference)}/receipt", status_code=303)


@post("/confidential/find", sync_to_thread=True, status_code=200, opt=SIGNED_IN)
def find(
    request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House], form: NamedDependency[Form]
) -> Response[Any]:
    """To the page of a reference, whether or not there is one; only a slip of the pen is caught here."""
    reference = grouped(text(form, "reference"))
    if not is_well_formed(reference):
        return _new_form(request, house, actor, form, {"reference": A_SLIP})
    return Redirect(own_address(reference), status_code=303)


@get("/confidential/{reference:str}/receipt", sync_to_thread=True, opt=SIGNED_IN)
def show_receipt(
    request: AnyRequest, reference: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str]:
    """The reference, to be kept."""
    view = _read(house, actor, reference)
    log_view(house, actor, "confidential-receipt")
    return render(request, house, actor, "pages/confidential_receipt.html", title=TITLE, report=view)


@get("/confidential/{reference:str}", sync_to_thread=True, opt=SIGNED_IN)
def show_own(
    request: AnyRequest, reference: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str]:
    """A report for whoever sent it: questions and answers."""
    view = _read(house, actor, reference)
    log_view(house, actor, "confidential-own")
    return render(request, house, actor, "pages/confidential.html", title=TITLE, report=view)


@get("/confidential/{reference:str}/steps/{trigger:str}", sync_to_thread=True, opt=SIGNED_IN)
def show_step(
    request: AnyRequest,
    reference: FromPath[str],
    trigger: FromPath[str],
    actor: NamedDependency[SignedIn],
    house: NamedDependency[House],
) -> Response[str]:
    """The form in which whoever sent a report answers, asks or tells more."""
    return _step_form(request, house, actor, _read(house, actor, reference), trigger, NOTHING)


@post("/confidential/{reference:str}/steps/{trigger:str}", sync_to_thread=True, status_code=200, opt=SIGNED_IN)
def take(
    request: AnyRequest,
    reference: FromPath[str],
    trigger: FromPath[str],
    actor: NamedDependency[SignedIn],
    house: NamedDependency[House],
    form: NamedDependency[Form],
) -> Response[Any]:
    """Keep what they answer, ask or tell."""
    view = _read(house, actor, reference)
    if trigger not in LATER:
        raise NotFound
    sent, now, kind = submission_of(form, trigger), house.now(), LATER[trigger].entry
    try:
        with house.database.transaction(actor.person_id) as session:
            entry = read(kind, entry_input(form, kind), lambda given: resolve_person(session, given), now=now)
            report = find_own(session, reference, actor)
            take_as_reporter(session, report.id, trigger, by=actor, at=now, entry=entry, submission=sent)
    except Invalid as found:
        return _step_form(request, house, actor, view, trigger, form, found.problems)
    return Redirect(own_address(reference), status_code=303)


def _read(house: House, actor: SignedIn, reference: str) -> OwnPage:
    """A report of the actor's own. Raises `NotFound`, once the log says that it was asked for."""
    try:
        with house.database.transaction(actor.person_id, write=False) as session:
            report: Report = find_own(session, reference, actor)
            return own_page(session, report, actor, house.now())
    except NotFound:
        log_not_found(house, actor, "confidential", reference)
        raise


def _new_form(
    request: AnyRequest, house: House, actor: SignedIn, form: Form, problems: Problems = NO_PROBLEM
) -> Response[str]:
    fresh = new_submission(house.random, f"confidential {actor.person} {house.now()}")
    typed = entry_input(form, ReportInConfidence)
    drawn = draw(ReportInConfidence, typed, form, problems, submission=fresh, options={})
    log_view(house, actor, "confidential")
    return render(
        request,
        house,
        actor,
        "pages/confidential_new.html",
        title=TITLE,
        status=422 if problems else 200,
        error=bool(problems),
        form=drawn,
        problems=problems,
        reference=text(form, "reference"),
    )


def _step_form(
    request: AnyRequest,
    house: House,
    actor: SignedIn,
    view: OwnPage,
    trigger: str,
    form: Form,
    problems: Problems = NO_PROBLEM,
) -> Response[str]:
    """A form of whoever sent a report. Raises `NotFound` for a step that is not theirs."""
    if trigger not in LATER:
        raise NotFound
    step = LATER[trigger]
    fresh = new_submission(house.random, f"{trigger} {view.reference} {actor.person} {house.now()}")
    drawn = draw(step.entry, entry_input(form, step.entry), form, problems, submission=fresh, options={})
    log_view(house, actor, trigger)
    return render(
        request,
        house,
        actor,
        "pages/confidential_step.html",
        title=TITLE,
        status=422 if problems else 200,
        error=bool(problems),
        step=step,
        form=drawn,
        asked=view.asked if trigger == "answer-gatekeeper" else (),
        action=f"{own_address(view.reference)}/steps/{trigger}",
        back=own_address(view.reference),
    )


ROUTES = (show_new, send, find, show_receipt, show_own, show_step, take)
