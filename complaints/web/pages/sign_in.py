"""Signing in and out."""

import re
from collections.abc import Iterator
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import TooManyRequestsException
from litestar.params import FromQuery
from litestar.response import Redirect

from complaints.models.people import SignedIn
from complaints.services import sign_in
from complaints.services.accounts import check_password, choose_password, is_one_time
from complaints.web.forms import Form, text
from complaints.web.house import House
from complaints.web.render import render
from complaints.web.security import actor_of
from complaints.web.sessions import browser_id, expired_cookie, new_id, session_cookie, session_key

AnyRequest = Request[Any, Any, Any]

LOCAL_PATH = re.compile(r"/(?![/\\])[!-\[\]-~]*")
"""A path of this site: "//host" and "/\\host" lead elsewhere."""

SHORTEST, LONGEST = 12, 200
"""Characters of a password that somebody chooses."""

PROBLEMS = {"name": "Enter your user name", "password": "Enter your password"}
WRONG = {"name": "The user name or the password is wrong"}


@get("/sign-in", opt={"public": True}, sync_to_thread=True)
def show(request: AnyRequest, house: NamedDependency[House], next: FromQuery[str] = "/") -> Response[Any]:
    """The form, and an id for a browser that has none; whoever is signed in goes on."""
    if actor_of(request):
        return Redirect(local_path(next), status_code=303)
    browser = browser_id(house, request) or new_id()
    response = _form(request, house, browser, "", next, {})
    if browser != browser_id(house, request):
        response.set_cookie(session_cookie(house, browser))
    return response


@post("/sign-in", opt={"public": True}, sync_to_thread=True)
def enter(request: AnyRequest, house: NamedDependency[House], form: NamedDependency[Form]) -> Response[Any]:
    """Check name and password; the browser gets a new id, whatever it held before."""
    name, password, next = text(form, "name").replace("\x00", ""), form.get("password", [""])[0], text(form, "next")
    browser = browser_id(house, request) or new_id()
    missing = {field: problem for field, problem in PROBLEMS.items() if not form.get(field, [""])[0].strip()}
    if missing:
        return _form(request, house, browser, name, next, missing)
    person = check_attempt(house, name, password)
    if person is None:
        return _form(request, house, browser, name, next, WRONG)
    if _must_choose(house, person):
        return _choose_form(request, house, browser, name, next, {})
    return _enter(house, person, name, browser, next)


@post("/sign-in/password", opt={"public": True}, sync_to_thread=True)
def choose(request: AnyRequest, house: NamedDependency[House], form: NamedDependency[Form]) -> Response[Any]:
    """Choose a password in the place of a one-time one, which is asked for again: nobody is signed in before."""
    name, next = text(form, "name").replace("\x00", ""), text(form, "next")
    once, new, again = (form.get(field, [""])[0] for field in ("password", "new_password", "again"))
    browser = browser_id(house, request) or new_id()
    if problems := dict(_password_problems(once, new, again)):
        return _choose_form(request, house, browser, name, next, problems)
    person = check_attempt(house, name, once)
    if person is None or not _must_choose(house, person):
        return _choose_form(request, house, browser, name, next, {"password": "The one-time password is wrong"})
    assert person.account_id is not None
    with house.database.transaction() as session:
        choose_password(session, person.account_id, new, at=house.now())
    return _enter(house, person, name, browser, next)


@post("/sign-out", opt={"public": True}, sync_to_thread=True)
def leave(request: AnyRequest, house: NamedDependency[House]) -> Redirect:
    """End the session, if it has not ended by itself."""
    browser, actor = browser_id(house, request), actor_of(request)
    if browser and actor:
        with house.database.transaction() as session:
            sign_in.end_session(session, session_key(browser), actor, at=house.now())
    response = Redirect("/sign-in", status_code=303)
    response.set_cookie(expired_cookie(house))
    return response


def local_path(wanted: str) -> str:
    """The page to go to next: only ever one of this site."""
    return wanted if LOCAL_PATH.fullmatch(wanted) else "/"


def check_attempt(house: House, name: str, password: str) -> SignedIn | None:
    """Who this is, or None. Raises TooManyRequestsException. The slow hash is reckoned while nothing is locked."""
    with house.database.transaction() as session:
        allowed = sign_in.allow_attempt(session, name, at=house.now())
    if not allowed:
        raise TooManyRequestsException
    with house.database.transaction(write=False) as session:
        person = check_password(session, name, password)
    if person is None:
        with house.database.transaction() as session:
            sign_in.refuse_attempt(session, name, at=house.now())
    return person


def _enter(house: House, person: SignedIn, name: str, browser: str, next: str) -> Redirect:
    response = Redirect(local_path(next), status_code=303)
    response.set_cookie(session_cookie(house, _begin(house, person, name, browser)))
    return response


def _must_choose(house: House, person: SignedIn) -> bool:
    assert person.account_id is not None
    with house.database.transaction(write=False) as session:
        return is_one_time(session, person.account_id)


def _password_problems(once: str, new: str, again: str) -> Iterator[tuple[str, str]]:
    if not once.strip():
        yield "password", "Enter the one-time password"
    if not SHORTEST <= len(new) <= LONGEST:
        yield "new_password", f"Choose a password of at least {SHORTEST} characters"
    elif new == once:
        yield "new_password", "Choose another password than the one-time one"
    elif new != again:
        yield "again", "Enter the same password twice"


def _choose_form(
    request: AnyRequest, house: House, browser: str, name: str, next: str, errors: dict[str, str]
) -> Response[str]:
    return render(
        request,
        house,
        None,
        "pages/choose_password.html",
        title="Choose a password",
        status=422 if errors else 200,
        error=bool(errors),
        browser=browser,
        name=name,
        next=local_path(next),
        errors=errors,
        shortest=SHORTEST,
    )


def _begin(house: House, person: SignedIn, name: str, browser: str) -> str:
    new = new_id()
    key, old = session_key(new), session_key(browser)
    with house.database.transaction() as session:
        sign_in.start_session(session, person, name, key=key, replaces=old, at=house.now())
    return new


def _form(
    request: AnyRequest, house: House, browser: str, name: str, next: str, errors: dict[str, str]
) -> Response[str]:
    return render(
        request,
        house,
        None,
        "pages/sign_in.html",
        title="Sign in",
        status=422 if errors else 200,
        error=bool(errors),
        browser=browser,
        name=name,
        next=local_path(next),
        errors=errors,
    )


ROUTES = (show, enter, choose, leave)
