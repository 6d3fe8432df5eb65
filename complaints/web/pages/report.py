"""Report a matter: is anyone in danger, then one thing a page, kept on the server, checked, recorded, acknowledged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from complaints.errors import Invalid, NotFound
from complaints.models.entries import fields_of
from complaints.models.people import SignedIn
from complaints.queries.report_receipt import receipt
from complaints.queries.step_page import Option
from complaints.references import reference as new_reference
from complaints.references import submission as new_key
from complaints.services.accounts import names_of, resolve_person, taker_problem
from complaints.services.openings import open_case
from complaints.services.postings import people_in
from complaints.services.unsent import Unsent, change_form, find_form, forget_form, forms_of, keep_form
from complaints.web.forms import Form, text
from complaints.web.house import House
from complaints.web.reading import log_view
from complaints.web.render import render
from complaints.web.report import (
    DANGER,
    DANGER_ANSWERS,
    KNOWS,
    NOT_SAID,
    PAGE,
    PAGE_OF,
    QUESTIONS,
    START,
    Question,
    after,
    can_be_recorded,
    controls,
    entry_of,
    knows,
    merged,
    order,
    problems_of,
    rows,
)
from workflows.handling.entries import ReportMatter
from workflows.handling.recording import REPORTERS
from workflows.model import Answer

AnyRequest = Request[Any, Any, Any]
Problems = Mapping[str, str]

FOR_REPORTERS = {"roles": tuple(REPORTERS)}
UNSENT, SENT = "/report", "/report/sent"
DANGER_OPTIONS = tuple(Option(answer.value, answer.label) for answer in DANGER_ANSWERS)
NO_PROBLEM: Problems = {}


@get("/report", sync_to_thread=True, opt=FOR_REPORTERS)
def show_start(request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House]) -> Response[str]:
    """Is anyone in danger now? And the reports that this person has begun and not sent."""
    log_view(house, actor, "report")
    return _start(request, house, actor)


@post("/report", sync_to_thread=True, status_code=200, opt=FOR_REPORTERS)
def start(
    request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House], form: NamedDependency[Form]
) -> Response[Any]:
    """Begin a report, and keep it on the server from here on."""
    answer = text(form, DANGER)
    if answer not in DANGER_ANSWERS:
        return _start(request, house, actor, {DANGER: NOT_SAID})
    now, assigned = house.now(), actor.account_id
    key = new_key(house.random, f"report {actor.person} {now}")
    with house.database.transaction(actor.person_id) as session:
        assert assigned is not None
        keep_form(session, assigned, key=key, address=UNSENT, fields={DANGER: [answer]}, at=now)
    return _to(key, QUESTIONS[0].key)


@get("/report/{key:str}/receipt", sync_to_thread=True, opt=FOR_REPORTERS)
def show_receipt(
    request: AnyRequest, key: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str]:
    """That it is recorded, and what cannot wait; to somebody who is shut out, only that it is recorded."""
    with house.database.transaction(actor.person_id, write=False) as session:
        sent = find_form(session, key, actor)
        if sent.address != SENT:
            raise NotFound
        view = receipt(session, sent.fields["reference"][0], sent.saved_at, actor, house.now())
    log_view(house, actor, "report-receipt")
    in_danger = sent.fields[DANGER][0] == Answer.YES
    return render(
        request, house, actor, "pages/report_receipt.html", title="Recorded", receipt=view, in_danger=in_danger
    )


@get("/report/{key:str}/check", sync_to_thread=True, opt=FOR_REPORTERS)
def show_check(
    request: AnyRequest, key: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[Any]:
    """Everything that was answered, to be read once more."""
    draft = _find(house, actor, key)
    if draft.address == SENT:
        return _to(key, "receipt")
    log_view(house, actor, "report")
    return _check(request, house, actor, draft)


@post("/report/{key:str}/check", sync_to_thread=True, status_code=200, opt=FOR_REPORTERS)
def record(
    request: AnyRequest,
    key: FromPath[str],
    actor: NamedDependency[SignedIn],
    house: NamedDependency[House],
    form: NamedDependency[Form],
) -> Response[Any]:
    """Open the case. Sent a second time, it shows the receipt of the first."""
    now, reference = house.now(), new_reference(house.random, f"case {key}")
    try:
        with house.database.transaction(actor.person_id) as session:
            draft = find_form(session, key, actor)
            if draft.address == UNSENT:
                entry = entry_of(draft.fields, lambda given: resolve_person(session, given), now)
                if wrong := taker_problem(session, entry.received_by):
                    raise Invalid(wrong)
                urgency = knows(form, entry, actor.person)
                open_case(session, by=actor, at=now, entry=entry, submission=key, reference=reference, urgency=urgency)
                kept = {"reference": [reference], DANGER: draft.fields[DANGER]}
                change_form(session, replace(draft, address=SENT, fields=kept), actor, at=now)
    except Invalid as found:
        return _check(request, house, actor, _find(house, actor, key), found.problems)
    return _to(key, "receipt")


@post("/report/{key:str}/delete", sync_to_thread=True, status_code=200, opt=FOR_REPORTERS)
def throw_away(key: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]) -> Redirect:
    """Throw a report away that was never sent."""
    with house.database.transaction(actor.person_id) as session:
        if find_form(session, key, actor).address == UNSENT:
            forget_form(session, key, actor)
    return Redirect("/report", status_code=303)


@get("/report/{key:str}/{page:str}", sync_to_thread=True, opt=FOR_REPORTERS)
def show_question(
    request: AnyRequest,
    key: FromPath[str],
    page: FromPath[str],
    actor: NamedDependency[SignedIn],
    house: NamedDependency[House],
) -> Response[Any]:
    """One question."""
    question, draft = _question(page), _find(house, actor, key)
    if draft.address == SENT:
        return _to(key, "receipt")
    log_view(house, actor, "report")
    return _ask(request, house, actor, draft, question, request.query_params.get("then") == "check")


@post("/report/{key:str}/{page:str}", sync_to_thread=True, status_code=200, opt=FOR_REPORTERS)
def answer(
    request: AnyRequest,
    key: FromPath[str],
    page: FromPath[str],
    actor: NamedDependency[SignedIn],
    house: NamedDependency[House],
    form: NamedDependency[Form],
) -> Response[Any]:
    """Keep what was answered, right or wrong; go on once it can be read."""
    question, now = _question(page), house.now()
    with house.database.transaction(actor.person_id) as session:
        draft = find_form(session, key, actor)
        if draft.address == SENT:
            return _to(key, "receipt")
        draft = replace(draft, fields=merged(draft.fields, question, form))
        change_form(session, draft, actor, at=now)
        problems = problems_of(session, question, draft.fields, now)
    to_check = text(form, "then") == "check"
    if problems:
        return _ask(request, house, actor, draft, question, to_check, problems)
    following = None if to_check or text(form, "action") == "check" else after(question)
    return _to(key, following.key if following else "check")


def _question(page: str) -> Question:
    if page == START.key:
        return START
    if page not in PAGE:
        raise NotFound
    return PAGE[page]


def _find(house: House, actor: SignedIn, key: str) -> Unsent:
    with house.database.transaction(actor.person_id, write=False) as session:
        return find_form(session, key, actor)


def _to(key: str, page: str) -> Redirect:
    return Redirect(f"/report/{key}/{page}", status_code=303)


def _start(request: AnyRequest, house: House, actor: SignedIn, problems: Problems = NO_PROBLEM) -> Response[str]:
    with house.database.transaction(actor.person_id, write=False) as session:
        begun = forms_of(session, actor, UNSENT)
    return render(
        request,
        house,
        actor,
        "pages/report_start.html",
        title="Is anyone in danger now?",
        status=422 if problems else 200,
        error=bool(problems),
        begun=begun,
        answers=DANGER_OPTIONS,
        problems=problems,
    )


def _ask(
    request: AnyRequest,
    house: House,
    actor: SignedIn,
    draft: Unsent,
    question: Question,
    to_check: bool,
    problems: Problems = NO_PROBLEM,
) -> Response[str]:
    place = order(question)
    before = f"/report/{draft.key}/{QUESTIONS[place - 1].key}" if place > 0 else "/report"
    return render(
        request,
        house,
        actor,
        "pages/report_question.html",
        title=question.title,
        status=422 if problems else 200,
        error=bool(problems),
        question=question,
        controls=controls(question, draft.fields, problems, house.now()),
        problems=problems,
        action=f"/report/{draft.key}/{question.key}",
        back=f"/report/{draft.key}/check" if to_check else before,
        to_check=to_check,
        in_danger=draft.fields[DANGER][0] == Answer.YES,
        enough=can_be_recorded(draft.fields),
        saved_at=draft.saved_at,
    )


def _read(house: House, actor: SignedIn, draft: Unsent) -> tuple[ReportMatter | None, Mapping[str, str]]:
    """The report as far as it can be read, and who it is that was named by a number."""
    with house.database.transaction(actor.person_id, write=False) as session:
        try:
            entry = entry_of(draft.fields, lambda given: resolve_person(session, given), house.now())
        except Invalid:
            return None, {}
        return entry, names_of(session, people_in(entry))


def _check(
    request: AnyRequest, house: House, actor: SignedIn, draft: Unsent, problems: Problems = NO_PROBLEM
) -> Response[str]:
    """The check page; what is missing or wrong links to the page where it is answered."""
    wanted = {f.name: f.ask.question for f in fields_of(ReportMatter)}
    entry, names = _read(house, actor, draft)
    missing = {name: text for name, text in problems.items() if name != KNOWS and name in wanted}
    return render(
        request,
        house,
        actor,
        "pages/report_check.html",
        title="Check your answers",
        status=422 if problems else 200,
        error=bool(problems),
        rows=rows(draft.key, draft.fields, entry, names),
        key=draft.key,
        missing={f"/report/{draft.key}/{PAGE_OF[name]}?then=check": text for name, text in missing.items()},
        knows_problem=problems.get(KNOWS, ""),
    )


ROUTES = (
    *(show_start, start, show_receipt, show_check, record, throw_away),
    *(show_question, answer),
)
