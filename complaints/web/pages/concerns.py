"""The gatekeeper's pages of concerns about somebody's safety: the list, one of them, and that it was dealt with."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from complaints.entries import LONGEST
from complaints.errors import NotFound
from complaints.models.people import SignedIn
from complaints.queries.concerns_page import ConcernPage, concern_page, concern_rows, find_concern
from complaints.references import submission as new_submission
from complaints.services.safety import deal_with
from complaints.web.forms import Form, text
from complaints.web.house import House
from complaints.web.reading import log_not_found, log_view
from complaints.web.render import render
from complaints.web.steps import submission_of
from workflows.model import Role

AnyRequest = Request[Any, Any, Any]

FOR_GATEKEEPER = {"roles": (Role.GATEKEEPER,)}
NOTHING = "Say what was done, and whom you told"
TOO_LONG = f"This must be no longer than {LONGEST:,} characters"


@get("/concerns", sync_to_thread=True, opt=FOR_GATEKEEPER)
def show_concerns(
    request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str]:
    """Every concern, the newest first."""
    with house.database.transaction(actor.person_id, write=False) as session:
        rows = concern_rows(session, actor)
    log_view(house, actor, "concerns")
    return render(request, house, actor, "pages/concerns.html", title="Safety concerns", concerns=rows)


@get("/concerns/{reference:str}", sync_to_thread=True, opt=FOR_GATEKEEPER)
def show_concern(
    request: AnyRequest, reference: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str]:
    """One concern, and what was done about it or the question what was."""
    return _page(request, house, actor, _read(house, actor, reference), "", "")


@post("/concerns/{reference:str}", sync_to_thread=True, status_code=200, opt=FOR_GATEKEEPER)
def deal(
    request: AnyRequest,
    reference: FromPath[str],
    actor: NamedDependency[SignedIn],
    house: NamedDependency[House],
    form: NamedDependency[Form],
) -> Response[Any]:
    """Record what was done. Raises `NotFound`, and `Stale` where somebody else has."""
    view, done = _read(house, actor, reference), text(form, "done")
    if not done or len(done) > LONGEST:
        return _page(request, house, actor, view, done, TOO_LONG if done else NOTHING)
    sent = submission_of(form, "concern")
    with house.database.transaction(actor.person_id) as session:
        found = find_concern(session, reference, actor)
        deal_with(session, found.row_id, done, by=actor, at=house.now(), submission=sent)
    return Redirect(view.row.href, status_code=303)


def _read(house: House, actor: SignedIn, reference: str) -> ConcernPage:
    try:
        with house.database.transaction(actor.person_id, write=False) as session:
            return concern_page(session, reference, actor)
    except NotFound:
        log_not_found(house, actor, "concern", reference)
        raise


def _page(
    request: AnyRequest, house: House, actor: SignedIn, view: ConcernPage, done: str, problem: str
) -> Response[str]:
    log_view(house, actor, "concern")
    return render(
        request,
        house,
        actor,
        "pages/concern.html",
        title="Safety concern",
        status=422 if problem else 200,
        error=bool(problem),
        view=view,
        done=done,
        problem=problem,
        submission=new_submission(house.random, f"concern {view.row.reference} {actor.person} {house.now()}"),
    )


ROUTES = (show_concerns, show_concern, deal)
