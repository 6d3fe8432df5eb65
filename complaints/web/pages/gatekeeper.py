"""The gatekeeper's pages: every confidential report that they may know of, who sent it, and what may be done."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel import Session

from complaints.entries import read
from complaints.errors import Invalid, NotFound
from complaints.models.confidential import Report
from complaints.models.people import SignedIn
from complaints.queries.confidential_page import (
    check_report_step,
    find_report,
    report_address,
    report_page,
    reports_page,
)
from complaints.references import reference as new_reference
from complaints.references import submission as new_submission
from complaints.services.accounts import resolve_person
from complaints.services.confidential import take_as_gatekeeper
from complaints.web.forms import Form, entry_input
from complaints.web.house import House
from complaints.web.reading import log_not_found, log_view
from complaints.web.render import render
from complaints.web.steps import draw, seen_of, submission_of
from workflows.confidential.lifecycle import GATEKEEPER, STEPS

AnyRequest = Request[Any, Any, Any]
View = TypeVar("View")
Problems = Mapping[str, str]

FOR_GATEKEEPER = {"roles": tuple(GATEKEEPER)}
THEIRS = {step.trigger: step for step in STEPS if step.by == GATEKEEPER}
NOTHING: Form = {}
NO_PROBLEM: Problems = {}


@get("/gatekeeper", sync_to_thread=True, opt=FOR_GATEKEEPER)
def show_reports(request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House]) -> Response[str]:
    """Every report that this gatekeeper may know of."""
    with house.database.transaction(actor.person_id, write=False) as session:
        reports = reports_page(session, actor, house.now())
    log_view(house, actor, "gatekeeper")
    return render(request, house, actor, "pages/gatekeeper.html", title="Confidential reports", reports=reports)


@get("/gatekeeper/{reference:str}", sync_to_thread=True, opt=FOR_GATEKEEPER)
def show_report(
    request: AnyRequest, reference: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str]:
    """One report, with who sent it."""
    view = _read(house, actor, reference, lambda session, found: report_page(session, found, actor, house.now()))
    log_view(house, actor, "gatekeeper-report")
    return render(request, house, actor, "pages/gatekeeper_report.html", title="Confidential report", report=view)


@get("/gatekeeper/{reference:str}/steps/{trigger:str}", sync_to_thread=True, opt=FOR_GATEKEEPER)
def show_step(
    request: AnyRequest,
    reference: FromPath[str],
    trigger: FromPath[str],
    actor: NamedDependency[SignedIn],
    house: NamedDependency[House],
) -> Response[str]:
    """The form of a step. What is missing, where it cannot be taken."""
    return _step_form(request, house, actor, reference, trigger, NOTHING)


@post("/gatekeeper/{reference:str}/steps/{trigger:str}", sync_to_thread=True, status_code=200, opt=FOR_GATEKEEPER)
def take(
    request: AnyRequest,
    reference: FromPath[str],
    trigger: FromPath[str],
    actor: NamedDependency[SignedIn],
    house: NamedDependency[House],
    form: NamedDependency[Form],
) -> Response[Any]:
    """Ask, write, decide."""
    _read(house, actor, reference, lambda _session, found: found)
    if trigger not in THEIRS:
        raise NotFound
    try:
        with house.database.transaction(actor.person_id) as session:
            _take(session, house, actor, reference, trigger, form)
    except Invalid as found:
        return _step_form(request, house, actor, reference, trigger, form, found.problems)
    return Redirect(_after(house, actor, reference), status_code=303)


def _take(session: Session, house: House, actor: SignedIn, reference: str, trigger: str, form: Form) -> None:
    sent, seen, kind = submission_of(form, trigger), seen_of(form, trigger), THEIRS[trigger].entry
    entry = read(kind, entry_input(form, kind), lambda given: resolve_person(session, given), now=house.now())
    take_as_gatekeeper(
        session,
        find_report(session, reference, actor),
        trigger,
        by=actor,
        at=house.now(),
        entry=entry,
        submission=sent,
        case_reference=new_reference(house.random, f"case {sent}"),
        seen=seen,
    )


def _after(house: House, actor: SignedIn, reference: str) -> str:
    """The report; the list for somebody who has just kept themselves out of it."""
    try:
        with house.database.transaction(actor.person_id, write=False) as session:
            find_report(session, reference, actor)
    except NotFound:
        return "/gatekeeper"
    return report_address(reference)


def _read(house: House, actor: SignedIn, reference: str, view: Callable[[Session, Report], View]) -> View:
    """What is read of a report. Raises `NotFound`, once the log says that it was asked for."""
    try:
        with house.database.transaction(actor.person_id, write=False) as session:
            return view(session, find_report(session, reference, actor))
    except NotFound:
        log_not_found(house, actor, "gatekeeper-report", reference)
        raise


def _step_form(
    request: AnyRequest,
    house: House,
    actor: SignedIn,
    reference: str,
    trigger: str,
    form: Form,
    problems: Problems = NO_PROBLEM,
) -> Response[str]:
    """The form of a gatekeeper's step. Raises `NotFound`, and `Refused` where it cannot be taken."""
    seen = _read(house, actor, reference, lambda session, found: _seen(session, found, trigger, actor, house))
    step = THEIRS[trigger]
    fresh = new_submission(house.random, f"{trigger} {reference} {seen} {actor.person} {house.now()}")
    typed = entry_input(form, step.entry)
    drawn = draw(step.entry, typed, form, problems, submission=fresh, options={}, seen=seen)
    log_view(house, actor, trigger)
    return render(
        request,
        house,
        actor,
        "pages/confidential_step.html",
        title=step.label,
        status=422 if problems else 200,
        error=bool(problems),
        step=step,
        form=drawn,
        asked=(),
        action=f"{report_address(reference)}/steps/{trigger}",
        back=report_address(reference),
    )


def _seen(session: Session, report: Report, trigger: str, actor: SignedIn, house: House) -> int:
    if trigger not in THEIRS:
        raise NotFound
    return check_report_step(session, report, trigger, actor, house.now())


ROUTES = (show_reports, show_report, show_step, take)
