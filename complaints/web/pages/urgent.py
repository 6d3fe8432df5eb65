"""Urgent access: a case on which somebody does not work, for an hour, with a reason and their password once more.

A reference that is unknown and one from which they are excluded answer alike, and only once the password was right.
"""

from collections.abc import Mapping
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from complaints.entries import read
from complaints.errors import Invalid, NotFound
from complaints.models.people import SignedIn
from complaints.queries.addresses import case_address
from complaints.queries.visible import find_unbarred
from complaints.references import grouped, is_well_formed
from complaints.references import submission as new_submission
from complaints.services import sign_in
from complaints.services.accounts import user_name
from complaints.services.urgent import use_urgent_access
from complaints.web.forms import Form, entry_input, text
from complaints.web.house import House
from complaints.web.pages.sign_in import check_attempt
from complaints.web.reading import log_not_found, log_view
from complaints.web.render import CASEWORK, render
from complaints.web.sessions import browser_id, session_key
from complaints.web.steps import draw, submission_of
from workflows.handling.urgent_access import UseUrgentAccess

AnyRequest = Request[Any, Any, Any]

FOR_CASEWORK = {"roles": tuple(CASEWORK)}
USE = "use-urgent-access"
A_SLIP = "This is not a reference. It has twelve letters and digits, such as K7Q2-M4XD-9TBC"
MISSING, WRONG = "Enter your password once more", "The password is wrong"


@get("/urgent", sync_to_thread=True, opt=FOR_CASEWORK)
def show_urgent(request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House]) -> Response[str]:
    """What urgent access is, and its form."""
    log_view(house, actor, "urgent")
    return _form(request, house, actor, {}, {})


@post("/urgent", sync_to_thread=True, status_code=200, opt=FOR_CASEWORK)
def use(
    request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House], form: NamedDependency[Form]
) -> Response[Any]:
    """Open the case to this session; the reason stands on it at once. Raises `NotFound`, TooManyRequestsException."""
    sent, reference, now = submission_of(form, USE), grouped(text(form, "reference")), house.now()
    entry, problems = _read(form, house)
    if entry is None or problems:
        return _form(request, house, actor, form, problems)
    if not _is_really_them(house, actor, form.get("password", [""])[0]):
        return _form(request, house, actor, form, {"password": WRONG})
    try:
        with house.database.transaction(actor.person_id) as session:
            case_id = find_unbarred(session, reference, actor)
            use_urgent_access(
                session, case_id, key=_key(house, request), by=actor, at=now, entry=entry, submission=sent
            )
    except NotFound:
        log_not_found(house, actor, USE, reference)
        raise
    return Redirect(case_address(reference), status_code=303)


@post("/urgent/end", sync_to_thread=True, status_code=200, opt=FOR_CASEWORK)
def end(request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House]) -> Redirect:
    """Close the case to this session; harmless where none is open to it."""
    with house.database.transaction(actor.person_id) as session:
        sign_in.end_urgent_access(session, key=_key(house, request))
    return Redirect("/", status_code=303)


def _read(form: Form, house: House) -> tuple[UseUrgentAccess | None, Mapping[str, str]]:
    """The entry, or None; and every problem of every part of the form."""
    entry, problems = None, {}
    if not is_well_formed(grouped(text(form, "reference"))):
        problems["reference"] = A_SLIP
    try:
        entry = read(UseUrgentAccess, entry_input(form, UseUrgentAccess), lambda _given: None, now=house.now())
    except Invalid as found:
        problems |= found.problems
    if not form.get("password", [""])[0]:
        problems["password"] = MISSING
    assert entry is None or isinstance(entry, UseUrgentAccess)
    return entry, problems


def _is_really_them(house: House, actor: SignedIn, password: str) -> bool:
    """Whether it is their password. Raises TooManyRequestsException: this is no way round the limit on signing in."""
    with house.database.transaction(write=False) as session:
        name = user_name(session, actor)
    if check_attempt(house, name, password) is None:
        return False
    with house.database.transaction() as session:
        sign_in.forget_attempts(session, name)
    return True


def _key(house: House, request: AnyRequest) -> str:
    browser = browser_id(house, request)
    assert browser is not None
    return session_key(browser)


def _form(request: AnyRequest, house: House, actor: SignedIn, form: Form, problems: Mapping[str, str]) -> Response[str]:
    fresh = new_submission(house.random, f"urgent {actor.person} {house.now()}")
    drawn = draw(UseUrgentAccess, entry_input(form, UseUrgentAccess), form, problems, submission=fresh, options={})
    order = ("reference", *(control.name for control in drawn.controls), "password")
    return render(
        request,
        house,
        actor,
        "pages/urgent.html",
        title="Urgent access",
        status=422 if problems else 200,
        error=bool(problems),
        form=drawn,
        reference=text(form, "reference"),
        problems={name: problems[name] for name in order if name in problems},
    )


ROUTES = (show_urgent, use, end)
