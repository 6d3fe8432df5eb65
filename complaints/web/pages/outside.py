"""Cases that wait for a deputy outside the chain of command, and taking one over."""

from collections.abc import Mapping
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from complaints.entries import read
from complaints.errors import Invalid, NotFound
from complaints.facts.load import Owner
from complaints.models.people import SignedIn
from complaints.queries.addresses import case_address
from complaints.queries.further_reports import any_waits
from complaints.queries.outside import find_outside, waiting_outside
from complaints.references import submission as new_submission
from complaints.services.progress import Place, take_step
from complaints.web.forms import Form, entry_input
from complaints.web.house import House
from complaints.web.reading import log_not_found, log_view
from complaints.web.render import render
from complaints.web.steps import draw, submission_of
from workflows.handling.deputy import TakeOverCase
from workflows.model import Role

AnyRequest = Request[Any, Any, Any]

FOR_DEPUTIES = {"roles": (Role.DEPUTY,)}
TAKE_OVER = "take-over-case"


@get("/outside", sync_to_thread=True, opt=FOR_DEPUTIES)
def show_outside(request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House]) -> Response[str]:
    """References and nothing else, until one is taken over."""
    with house.database.transaction(actor.person_id, write=False) as session:
        waiting, alone = waiting_outside(session, actor), Role.GATEKEEPER not in actor.roles
        further = alone and any_waits(session, actor, house.now())
    log_view(house, actor, "outside")
    title = "Outside the chain"
    return render(request, house, actor, "pages/outside.html", title=title, waiting=waiting, further=further)


@get("/outside/{reference:str}", sync_to_thread=True, opt=FOR_DEPUTIES)
def show_form(
    request: AnyRequest, reference: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str]:
    """What taking it over asks and does."""
    try:
        with house.database.transaction(actor.person_id, write=False) as session:
            find_outside(session, reference, actor)
    except NotFound:
        log_not_found(house, actor, TAKE_OVER, reference)
        raise
    return _form(request, house, actor, reference, {}, {})


@post("/outside/{reference:str}", sync_to_thread=True, status_code=200, opt=FOR_DEPUTIES)
def take_over(
    request: AnyRequest,
    reference: FromPath[str],
    actor: NamedDependency[SignedIn],
    house: NamedDependency[House],
    form: NamedDependency[Form],
) -> Response[Any]:
    """Take it over: from here on it stands in one's own work, and the department no longer sees it."""
    try:
        with house.database.transaction(actor.person_id) as session:
            place = Place(Owner.CASE, find_outside(session, reference, actor))
            entry = read(TakeOverCase, entry_input(form, TakeOverCase), lambda _given: None, now=house.now())
            sent = submission_of(form, TAKE_OVER)
            take_step(session, place, TAKE_OVER, by=actor, at=house.now(), entry=entry, submission=sent)
    except NotFound:
        log_not_found(house, actor, TAKE_OVER, reference)
        raise
    except Invalid as found:
        return _form(request, house, actor, reference, form, found.problems)
    return Redirect(case_address(reference), status_code=303)


def _form(
    request: AnyRequest, house: House, actor: SignedIn, reference: str, form: Form, problems: Mapping[str, str]
) -> Response[str]:
    fresh = new_submission(house.random, f"outside {reference} {actor.person} {house.now()}")
    return render(
        request,
        house,
        actor,
        "pages/outside_case.html",
        title="Take a case over",
        status=422 if problems else 200,
        error=bool(problems),
        form=draw(TakeOverCase, entry_input(form, TakeOverCase), form, problems, submission=fresh, options={}),
        reference=reference,
        problems=problems,
    )


ROUTES = (show_outside, show_form, take_over)
