"""The steps of administration: their forms, the page that asks to check the answers, and what follows from them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel import Session

from complaints.entries import read
from complaints.errors import Invalid, NotFound
from complaints.facts.load import Owner, owner_of
from complaints.models.entries import Field, fields_of
from complaints.models.people import SignedIn
from complaints.queries.answers import labels_of
from complaints.queries.office_page import (
    OfficeView,
    check_office_step,
    office_address,
    office_view,
    step_address,
    told,
)
from complaints.queries.office_people import person_page, roles_of
from complaints.queries.office_settings import day_of, setting_page
from complaints.queries.office_support import service_page
from complaints.queries.step_page import Option
from complaints.references import reference as new_reference
from complaints.references import submission as new_submission
from complaints.services.accounts import resolve_person
from complaints.services.office import take_in_office
from complaints.services.recompute import work_off
from complaints.services.register_steps import CHANGES_THE_REGISTER, check_entry
from complaints.services.rescreening import screen_again
from complaints.web.forms import Form, entry_input, text
from complaints.web.house import House
from complaints.web.pages.administration import FOR_ADMINISTRATION, read_office
from complaints.web.render import render
from complaints.web.steps import (
    ACTION,
    CHOOSE,
    YES_OR_NO,
    Control,
    Drawn,
    draw,
    seen_of,
    sent_again,
    submission_of,
    typed_of,
)
from workflows.casefile import Service
from workflows.model import LENT_ROLES, Entry, PersonRef
from workflows.office.facts import CHANGE_CLOCKS, NAMED_BY, file_name
from workflows.office.support import LISTING
from workflows.registry import STEPS, WORKFLOW_OF
from workflows.terms import DEFAULTS, Term

AnyRequest = Request[Any, Any, Any]
Problems = Mapping[str, str]

NOTHING: Form = {}
NO_PROBLEM: Problems = {}
BEGIN = frozenset({"propose-day", "add-service", "add-person"})
"""The steps that may be taken without saying, in the address, what they are about."""

NAMED_HERE = {"add-service": "service", "add-person": "person"}
"""Of those, the ones whose form does not ask, and what it is that they give a random reference."""

GIVE_PASSWORD = frozenset({"open-account", "reset-password"})
"""The steps after which a password is shown, once."""

TERMS = {term.key: term for term in DEFAULTS}


@get("/administration/steps/{trigger:str}", sync_to_thread=True, opt=FOR_ADMINISTRATION)
def show_step(
    request: AnyRequest, trigger: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str]:
    """The form of a step. What is missing, where it cannot be taken."""
    return _form(request, house, actor, trigger, NOTHING)


@post("/administration/steps/{trigger:str}", sync_to_thread=True, status_code=200, opt=FOR_ADMINISTRATION)
def take(
    request: AnyRequest,
    trigger: FromPath[str],
    actor: NamedDependency[SignedIn],
    house: NamedDependency[House],
    form: NamedDependency[Form],
) -> Response[Any]:
    """Check the answers, record them, or show the form again with what was typed."""
    view, action = _view(house, actor, trigger, _of(request)), text(form, ACTION)
    try:
        if action == "change":
            return _form(request, house, actor, trigger, form)
        with house.database.transaction(actor.person_id, write=False) as session:
            entry = _entry(session, house, trigger, form, view.name)
        if action != "confirm":
            return _check(request, house, actor, trigger, form, entry)
        return _record(request, house, actor, trigger, form, entry)
    except Invalid as found:
        return _form(request, house, actor, trigger, form, found.problems)


def _of(request: AnyRequest) -> str:
    return str(request.query_params.get("of", ""))


def _view(house: House, actor: SignedIn, trigger: str, name: str) -> OfficeView:
    """The file that a step is taken in. Raises `NotFound` for what is no step of administration, or about nothing."""

    def found(session: Session) -> OfficeView:
        if trigger not in STEPS or owner_of(WORKFLOW_OF[trigger].name) is not Owner.OFFICE:
            raise NotFound
        if (not name and trigger not in BEGIN) or (name and trigger in NAMED_HERE):
            raise NotFound
        workflow = WORKFLOW_OF[trigger].name
        if workflow == "support-service" and name:
            return service_page(session, name, actor, house.now()).office
        if workflow == "setting-change":
            return setting_page(session, name, actor, house.now()).office
        if workflow == "account":
            return person_page(session, name, actor, house.now()).office
        if workflow == "register-entry" and name:
            return person_page(session, name, actor, house.now()).register
        return office_view(session, workflow, name and day_of(name).isoformat(), actor, house.now())

    return read_office(house, actor, trigger, f"{trigger} {name}"[:80], found)


def _entry(session: Session, house: House, trigger: str, form: Form, name: str) -> Entry:
    """What a form states about what the address names. Raises `Invalid`."""
    kind = STEPS[trigger].entry
    if trigger in NAMED_HERE:
        name = new_reference(house.random, f"{NAMED_HERE[trigger]} {submission_of(form, trigger)}")
    raw = entry_input(form, kind) | ({_naming(trigger).name: name} if name else {})
    entry = read(kind, raw, lambda given: resolve_person(session, given), now=house.now())
    check_entry(session, entry)
    return entry


def _check(request: AnyRequest, house: House, actor: SignedIn, trigger: str, form: Form, entry: Entry) -> Response[str]:
    asked = "" if trigger in NAMED_HERE else file_name(WORKFLOW_OF[trigger].name, entry)
    view = _view(house, actor, trigger, asked)
    check_office_step(view, trigger, actor, house.now(), entry)
    return render(
        request,
        house,
        actor,
        "pages/office_check.html",
        title="Check your answers",
        step=STEPS[trigger],
        office=view,
        answers=told(entry, view.workflow, labels_of(view.file)),
        again=sent_again(form),
        action=step_address(trigger, _of(request)),
    )


def _naming(trigger: str) -> Field:
    """The field that says what a step is about."""
    named = NAMED_BY[WORKFLOW_OF[trigger].name]
    return next(field for field in fields_of(STEPS[trigger].entry) if field.name == named)


def _record(
    request: AnyRequest, house: House, actor: SignedIn, trigger: str, form: Form, entry: Entry
) -> Response[Any]:
    sent, seen, now = submission_of(form, trigger), seen_of(form, trigger), house.now()
    once = new_reference(house.random, f"password {sent}")
    with house.database.transaction(actor.person_id) as session:
        taken = take_in_office(
            session, trigger, by=actor, at=now, entry=entry, submission=sent, one_time=once, seen=seen
        )
    to = office_address(WORKFLOW_OF[trigger].name, file_name(WORKFLOW_OF[trigger].name, entry))
    if taken.already:
        return Redirect(f"{to}?done=already", status_code=303)
    if trigger in GIVE_PASSWORD:
        return render(
            request, house, actor, "pages/office_password.html", title="One-time password", once=once, back=to
        )
    if trigger in CHANGE_CLOCKS:
        house.start(lambda: work_off(house.database))
    if trigger == CHANGES_THE_REGISTER:
        house.start(lambda: screen_again(house.database, house.now, house.random))
    return Redirect(f"{to}?done=recorded", status_code=303)


def _form(
    request: AnyRequest, house: House, actor: SignedIn, trigger: str, form: Form, problems: Problems = NO_PROBLEM
) -> Response[str]:
    """The form, with what was typed and what is wrong. Raises `NotFound`, and `Refused` if it cannot be taken."""
    name = _of(request)
    view = _view(house, actor, trigger, name)
    check_office_step(view, trigger, actor, house.now(), None)
    step, action = STEPS[trigger], step_address(trigger, name)
    fresh = new_submission(house.random, f"{action} {view.seen} {actor.person} {house.now()}")
    typed = entry_input(form, step.entry) if form else _held(house, actor, trigger, view)
    drawn = draw(step.entry, typed, form, problems, submission=fresh, options={}, seen=view.seen)
    return render(
        request,
        house,
        actor,
        "pages/office_step.html",
        title=step.label,
        status=422 if problems else 200,
        error=bool(problems),
        step=step,
        office=view,
        form=_fitted(drawn, trigger, name, _open_posts(house, actor, trigger, name)),
        action=action,
    )


def _held(house: House, actor: SignedIn, trigger: str, view: OfficeView) -> dict[str, Any]:
    """What a fresh form begins with: the roles that somebody has, their force, or what the directory says."""
    if trigger == "propose-roles":
        with house.database.transaction(actor.person_id, write=False) as session:
            return {"roles": list(roles_of(session, PersonRef(view.name)))}
    if trigger == "propose-posting":
        with house.database.transaction(actor.person_id, write=False) as session:
            return {"force": person_page(session, view.name, actor, house.now()).row.force}
    if trigger == "change-service":
        return typed_of(next(f.entry for f in reversed(view.file.facts) if isinstance(f.entry, LISTING)))
    return {}


def _open_posts(house: House, actor: SignedIn, trigger: str, name: str) -> tuple[Option, ...]:
    """The postings that a form may end."""
    if trigger != "propose-ending":
        return ()
    with house.database.transaction(actor.person_id, write=False) as session:
        posts = person_page(session, name, actor, house.now()).open_posts
    return tuple(Option(post.name, post.name) for post in posts)


def _fitted(drawn: Drawn, trigger: str, name: str, posts: tuple[Option, ...]) -> Drawn:
    """A form without the question that its address answers, and the rest in the shape that their answers have."""
    asked = trigger in BEGIN - NAMED_HERE.keys() and not name
    kept = tuple(c for c in drawn.controls if asked or c.name != _naming(trigger).name)
    if trigger == "propose-roles":
        kept = tuple(replace(c, options=tuple(o for o in c.options if o.value not in LENT_ROLES)) for c in kept)
    if trigger == "propose-ending":
        kept = tuple(replace(c, widget="select", options=(CHOOSE, *posts)) if c.name == "posting" else c for c in kept)
    if trigger == "add-person":
        kept = tuple(replace(c, options=tuple(o for o in c.options if o.value != Service.OUTSIDE)) for c in kept)
    if trigger == "propose-setting":
        kept = tuple(_valued(c, TERMS[name]) if c.name == "value" else c for c in kept)
    return replace(drawn, controls=kept)


def _valued(control: Control, term: Term) -> Control:
    if term.choices:
        options = tuple(Option(choice, choice[:1].upper() + choice[1:]) for choice in term.choices)
        return replace(control, widget="radios", options=options)
    if type(term.value) is bool:
        return replace(control, widget="radios", options=YES_OR_NO)
    if type(term.value) is int:
        return replace(control, widget="number_input", hint=f"In {term.unit}.")
    return control


ROUTES = (show_step, take)
