"""The pages of a step that was not taken: what is missing or what came in between, and everything that was typed."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from litestar import Request, Response
from markupsafe import Markup

from complaints.errors import NotFound, Stale
from complaints.models.entries import Field, fields_of
from complaints.models.log import LogKind
from complaints.models.people import SignedIn
from complaints.queries.tasks import whose
from complaints.queries.timeline import done_since
from complaints.queries.visible import find_case
from complaints.references import is_well_formed
from complaints.services import log
from complaints.web.forms import Form, entry_input, received_form, text
from complaints.web.house import House
from complaints.web.render import render
from complaints.web.security import actor_of
from complaints.web.steps import seen_of
from workflows.model import Choice, Decision, Entry, Refused, Step
from workflows.registry import STEPS, WORKFLOW_OF

AnyRequest = Request[Any, Any, Any]
Row = dict[str, str]

ABOUT_SOMEBODY = {opens.workflow for step in STEPS.values() for opens in step.opens if opens.about}
"""Workflows that run once for each of several people: their steps are found on the page of the case."""


def refused_page(request: AnyRequest, problem: Refused) -> Response[str]:
    """All that stands in the way of a step at once, each with its source and the step that supplies it."""
    reasons = list(_reasons(request, problem.decision)) if problem.decision else []
    return _page(request, "errors/refused.html", "This cannot be done yet", problem.trigger, reasons=reasons)


def stale_page(request: AnyRequest, problem: Stale) -> Response[str]:
    """Somebody else was quicker, or the form belongs to another place: what was done since, and what was typed."""
    title, since = "Something has changed since you opened this page", request.state.get("since", ())
    return _page(request, "errors/stale.html", title, str(problem), since=since)


def note_what_changed(request: AnyRequest, house: House, actor: SignedIn) -> None:
    """Leave on the request what was done in the same process since its form was made, as far as `actor` may know."""
    form, trigger = received_form(request), request.path_params.get("trigger", "")
    if trigger not in STEPS:
        return
    try:
        seen = seen_of(form, trigger)
    except Stale:
        return
    asked = (WORKFLOW_OF[trigger].name, request.query_params.get("about"))
    with house.database.transaction(actor.person_id, write=False) as session:
        try:
            case_id = find_case(session, request.path_params["reference"], actor)
        except NotFound:
            return
        reference = request.path_params["reference"]
        request.state.since = done_since(session, case_id, reference, actor, house.now(), asked, seen)


def log_refusal(house: House, actor: SignedIn, trigger: str, reference: str | None) -> None:
    """Log that a step was refused, in a transaction of its own: the step's was rolled back."""
    with house.database.transaction(actor.person_id) as session:
        try:
            case_id = find_case(session, reference, actor) if reference else None
        except NotFound:
            case_id = None
        record = log.Record(
            kind=LogKind.REFUSAL, at=house.now(), what=trigger, account_id=actor.account_id, case_id=case_id
        )
        log.append(session, [record])


def _page(request: AnyRequest, template: str, title: str, trigger: str, **context: Any) -> Response[str]:
    house: House = request.app.state.house
    step = STEPS.get(request.path_params.get("trigger", trigger))
    context |= {
        "step": step.label if step else "",
        "typed": _typed(received_form(request), step.entry) if step else [],
        "place": _place(request),
    }
    return render(request, house, actor_of(request), template, title=title, status=409, **context)


def _place(request: AnyRequest) -> str:
    """The page of the case or the meeting that the step belongs to; the start page for anything else."""
    before, steps, _ = request.scope["path"].partition("/steps/")
    return before if steps else "/"


def _reasons(request: AnyRequest, decision: Decision) -> Iterator[Row]:
    if not decision.right_role:
        roles = sorted(role.label for role in decision.step.by)
        yield {"text": f"This is for: {', '.join(roles)}", "cite": "", "href": "", "whose": ""}
    for requirement in decision.blocking:
        href = _remedy(request, decision.step, requirement.remedy)
        who = whose(STEPS[requirement.remedy]) if requirement.remedy else ""
        cite = ". ".join(part for part in (requirement.cite.short, requirement.cite.caveat) if part)
        yield {"text": requirement.unmet, "cite": cite, "href": href, "whose": who}


def _remedy(request: AnyRequest, refused: Step, remedy: str | None) -> str:
    """Where what is missing is supplied: another step of the same case, about the same person if it can be."""
    before, steps, _ = request.scope["path"].partition("/steps/")
    if not steps or remedy is None:
        return ""
    same = WORKFLOW_OF[remedy] is WORKFLOW_OF[refused.trigger]
    about = request.query_params.get("about") if same else None
    if about is None and WORKFLOW_OF[remedy].name in ABOUT_SOMEBODY:
        return str(before)
    return f"{before}{steps}{remedy}" + (f"?{urlencode({'about': about})}" if about else "")


def _typed(form: Form, entry: type[Entry]) -> list[Row]:
    """Each question that was answered, with the answer in words, and the reason that was given besides."""
    reason = text(form, "reason")
    return [*typed_rows(form, entry), *([{"key": "Your reason", "value": _lines(reason)}] if reason else [])]


def typed_rows(form: Form, entry: type[Entry]) -> Iterator[Row]:
    """Each question of an entry that was answered in a form, by its name, with the answer in words."""
    answers = entry_input(form, entry)
    for field in fields_of(entry):
        answer = answers.get(field.name)
        if isinstance(answer, dict):
            answer = " ".join(part for part in answer.values() if part)
        words = ", ".join(_words(field, one) for one in (answer if isinstance(answer, list) else [answer or ""]))
        if words:
            yield {"name": field.name, "key": field.ask.question, "value": _lines(words)}


def _lines(words: str) -> Markup:
    return Markup("<br>").join(words.splitlines())


def _words(field: Field, answer: str) -> str:
    labels = {choice.value: choice.label for choice in field.kind} if issubclass(field.kind, Choice) else {}
    return "The person chosen" if is_well_formed(answer) else labels.get(answer, answer)
