"""Every step on one page: a form, for a decision a page to check it, and then the one door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel import Session

from complaints.errors import Invalid, NotFound
from complaints.facts.load import Owner, facts_of
from complaints.models.people import SignedIn
from complaints.queries.addresses import case_address, step_address
from complaints.queries.answers import answers
from complaints.queries.case_looks import READERS
from complaints.queries.step_page import Asked, StepPage, decision_on, standing_entry, step_page
from complaints.queries.tasks import TaskState
from complaints.queries.visible import find_case
from complaints.references import submission as new_submission
from complaints.services import copies
from complaints.services.accounts import resolve_person
from complaints.services.progress import Correction, Place, Taken, take_step
from complaints.services.waiting import link_waits, record_waiting
from complaints.web.conflicts import log_refusal
from complaints.web.forms import Form, entry_input, text
from complaints.web.house import House
from complaints.web.reading import log_not_found, read_case
from complaints.web.render import render
from complaints.web.security import SIGNED_IN
from complaints.web.steps import (
    ACTION,
    Said,
    draw,
    keeping_secrets,
    proposed,
    said,
    seen_of,
    sent_again,
    submission_of,
    typed_of,
    wrong_answers,
)
from workflows.independence.requirements import DECLARED_FIRST
from workflows.model import Kind, PersonRef, Refused, Step
from workflows.registry import STEPS, WORKFLOW_OF

AnyRequest = Request[Any, Any, Any]
Problems = Mapping[str, str]

NOTHING: Form = {}
NO_PROBLEM: Problems = {}


@get("/cases/{reference:str}/steps/{trigger:str}", sync_to_thread=True, opt=SIGNED_IN)
def show_step(
    request: AnyRequest,
    reference: FromPath[str],
    trigger: FromPath[str],
    actor: NamedDependency[SignedIn],
    house: NamedDependency[House],
) -> Response[str]:
    """The form of a step, or why it cannot be taken yet."""
    asked = _asked(request, trigger)
    return _step_form(request, house, actor, _read(house, actor, reference, asked), asked, NOTHING)


@post("/cases/{reference:str}/steps/{trigger:str}", sync_to_thread=True, status_code=200, opt=SIGNED_IN)
def take(
    request: AnyRequest,
    reference: FromPath[str],
    trigger: FromPath[str],
    actor: NamedDependency[SignedIn],
    house: NamedDependency[House],
    form: NamedDependency[Form],
) -> Response[Any]:
    """Check, save, or show the form again with what was typed."""
    asked, action = _asked(request, trigger), text(form, ACTION)
    try:
        if action == "change":
            return _step_form(request, house, actor, _read(house, actor, reference, asked), asked, form)
        if STEPS[trigger].kind is Kind.DECISION and action != "confirm":
            return _check(request, house, actor, reference, asked, form)
        return _save(house, actor, reference, asked, form)
    except Invalid as found:
        view = _read(house, actor, reference, asked)
        return _step_form(request, house, actor, view, asked, form, found.problems)
    except Refused as problem:
        if link_waits(problem):
            _leave_waiting(house, actor, reference, asked, form)
        elif wrong := wrong_answers(_told(problem)):
            log_refusal(house, actor, trigger, reference)
            view = _read(house, actor, reference, asked)
            return _step_form(request, house, actor, view, asked, form, wrong)
        raise _told(problem) from None


def _asked(request: AnyRequest, trigger: str) -> Asked:
    """Which step of a case is meant. Raises `NotFound` for what is no step of a case, or is taken elsewhere alone."""
    about, corrects = request.query_params.get("about"), request.query_params.get("corrects") or None
    step = STEPS.get(trigger)
    if step is None or WORKFLOW_OF[trigger].name == "panel" or (step.own_page and not corrects):
        raise NotFound
    return Asked(trigger, PersonRef(about) if about else None, corrects)


def _address(reference: str, asked: Asked) -> str:
    return step_address(reference, asked.trigger, asked.about, asked.corrects)


def _read(house: House, actor: SignedIn, reference: str, asked: Asked) -> StepPage:
    return read_case(
        house,
        actor,
        reference,
        asked.trigger,
        lambda session, case: step_page(session, case, reference, actor, house.now(), asked),
    )


def _step_form(
    request: AnyRequest,
    house: House,
    actor: SignedIn,
    view: StepPage,
    asked: Asked,
    form: Form,
    problems: Problems = NO_PROBLEM,
) -> Response[str]:
    """The form, with what was typed and what is wrong with it; what is missing instead, if it cannot be taken."""
    possible = view.task and view.task.state in (TaskState.NOW, TaskState.URGENT)
    if not possible and view.corrected is None:
        return render(
            request, house, actor, "pages/not_yet.html", title=view.step.label, status=409 if form else 200, view=view
        )
    fresh = new_submission(house.random, f"{asked} {view.reference} {view.seen} {actor.person} {house.now()}")
    typed = entry_input(form, view.step.entry) if form else _untouched(view, house)
    drawn = draw(
        view.step.entry,
        typed,
        form,
        problems,
        submission=fresh,
        options=view.options,
        seen=view.seen,
        correcting=view.corrected is not None,
    )
    return render(
        request,
        house,
        actor,
        "pages/step.html",
        title=view.step.label,
        status=422 if drawn.errors else 200,
        error=bool(drawn.errors),
        step=view.step,
        form=drawn,
        view=view,
        action=_address(view.reference, asked),
    )


def _untouched(view: StepPage, house: House) -> Mapping[str, Any]:
    """What stands in a form that nobody has touched."""
    return typed_of(view.corrected) if view.corrected else proposed(view.step.entry, house.now())


def _check(
    request: AnyRequest, house: House, actor: SignedIn, reference: str, asked: Asked, form: Form
) -> Response[str]:
    def read_it(session: Session, case_id: int) -> tuple[StepPage, Said]:
        view = step_page(session, case_id, reference, actor, house.now(), asked)
        stated = _said(session, house, asked, form)
        if not asked.corrects:
            loaded = facts_of(session, [case_id])[case_id]
            step, now = STEPS[asked.trigger], house.now()
            loaded, _news = copies.look_up(session, case_id, loaded, step, actor, stated.entry, now)
            decision_on(loaded, actor, house.now(), asked, stated.entry, stated.urgency)
        return view, stated

    view, stated = read_case(house, actor, reference, asked.trigger, read_it)
    return render(
        request,
        house,
        actor,
        "pages/check.html",
        title="Check your answers",
        view=view,
        answers=answers(stated.entry, view.labels, secrets=True),
        stated=stated,
        again=sent_again(form),
        action=_address(reference, asked),
    )


def _save(house: House, actor: SignedIn, reference: str, asked: Asked, form: Form) -> Redirect:
    try:
        with house.database.transaction(actor.person_id) as session:
            case_id = find_case(session, reference, actor)
            taken = _take(session, house, actor, case_id, asked, form)
            return _done(session, actor, reference, taken, STEPS[asked.trigger])
    except NotFound:
        log_not_found(house, actor, asked.trigger, reference)
        raise


def _take(session: Session, house: House, actor: SignedIn, case_id: int, asked: Asked, form: Form) -> Taken:
    stated = _said(session, house, asked, form)
    entry, correction = stated.entry, None
    if asked.corrects:
        entry = keeping_secrets(entry, standing_entry(session, case_id, actor, house.now(), asked))
        correction = Correction(asked.corrects, stated.reason)
    return take_step(
        session,
        Place(Owner.CASE, case_id, asked.about),
        asked.trigger,
        by=actor,
        at=house.now(),
        entry=entry,
        submission=submission_of(form, asked.trigger),
        urgency=stated.urgency,
        correction=correction,
        seen=_seen(asked, form),
    )


def _leave_waiting(house: House, actor: SignedIn, reference: str, asked: Asked, form: Form) -> None:
    """A possible link waits: recorded in a transaction of its own, because the refused step's was rolled back."""
    with house.database.transaction(actor.person_id) as session:
        place = Place(Owner.CASE, find_case(session, reference, actor), asked.about)
        entry, sent = _said(session, house, asked, form).entry, submission_of(form, asked.trigger)
        record_waiting(session, place, asked.trigger, by=actor, at=house.now(), entry=entry, submission=sent)


def _seen(asked: Asked, form: Form) -> int | None:
    """What has happened is recorded whatever came in between; only a decision rests on what was seen."""
    return seen_of(form, asked.trigger) if STEPS[asked.trigger].kind is Kind.DECISION else None


def _said(session: Session, house: House, asked: Asked, form: Form) -> Said:
    step = STEPS[asked.trigger]
    correcting = asked.corrects is not None
    return said(form, step, lambda given: resolve_person(session, given), now=house.now(), correcting=correcting)


def _done(session: Session, actor: SignedIn, reference: str, taken: Taken, step: Step) -> Redirect:
    """On to the case, or the page where alone it shows; to thanks where this very step has excluded whoever took it."""
    try:
        find_case(session, reference, actor)
    except NotFound:
        return Redirect("/declared", status_code=303)
    if step.reserved and actor.roles & set(READERS):
        return Redirect(f"{case_address(reference)}/links", status_code=303)
    told = f"&step={step.trigger}" if step.afterwards else ""
    return Redirect(f"{case_address(reference)}?done={taken.how}{told}", status_code=303)


def _told(problem: Refused) -> Refused:
    """To somebody who has not declared, no more is missing than that: the rest would tell of the case."""
    if problem.decision is None or DECLARED_FIRST not in problem.decision.blocking:
        return problem
    return Refused(problem.trigger, problem.status, replace(problem.decision, blocking=(DECLARED_FIRST,)))


ROUTES = (show_step, take)
