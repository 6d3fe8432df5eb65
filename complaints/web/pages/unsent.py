"""A form that came after its session had ended: it was kept, and its writer goes on with it after signing in again.

What was typed may be about a case that its writer may know nothing of any more, and much of it may have stood in the
form before: so a form is found only where the page that it is for would be. Once it was sent it is not shown again.
"""

from datetime import datetime
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel import Session

from complaints.errors import NotFound
from complaints.models.people import SignedIn
from complaints.queries.confidential_page import find_report
from complaints.queries.further_reports import find_pair
from complaints.queries.outside import find_outside
from complaints.queries.panel_case import panel_case
from complaints.queries.visible import find_case, find_meeting
from complaints.services.unsent import Unsent, find_form, forget_form, was_sent
from complaints.web.house import House
from complaints.web.reading import log_not_found, log_view
from complaints.web.render import render
from complaints.web.security import SIGNED_IN
from complaints.web.steps import sent_again

KEPT_ELSEWHERE = "/report"
"""Reports in the making have pages of their own."""


@get("/unsent/{key:str}", sync_to_thread=True, opt=SIGNED_IN)
def show_unsent(
    request: Request[Any, Any, Any],
    key: FromPath[str],
    actor: NamedDependency[SignedIn],
    house: NamedDependency[House],
) -> Response[Any]:
    """What was typed, ready to go on with. A step shows its form again before anything is saved."""
    kept = _find(house, actor, key)
    if kept.address in (KEPT_ELSEWHERE, f"{KEPT_ELSEWHERE}/sent"):
        raise NotFound
    log_view(house, actor, "unsent")
    action = "change" if "/steps/" in kept.address else ""
    return render(
        request,
        house,
        actor,
        "pages/unsent.html",
        title="You were signed out",
        in_menu=False,
        kept=kept,
        again=sent_again(kept.fields),
        action=action,
    )


@post("/unsent/{key:str}/delete", sync_to_thread=True, status_code=200, opt=SIGNED_IN)
def throw_away(key: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]) -> Redirect:
    """Throw it away."""
    with house.database.transaction(actor.person_id) as session:
        forget_form(session, find_form(session, key, actor).key, actor)
    return Redirect("/", status_code=303)


def _find(house: House, actor: SignedIn, key: str) -> Unsent:
    """A form of one's own that has not been sent. Raises `NotFound`, and lets go of one that has been."""
    with house.database.transaction(actor.person_id, write=False) as session:
        kept = find_form(session, key, actor)
        sent = was_sent(session, kept)
    if sent:
        with house.database.transaction(actor.person_id) as session:
            forget_form(session, kept.key, actor)
        raise NotFound
    place = kept.address.partition("?")[0].split("/")[1:]
    try:
        with house.database.transaction(actor.person_id, write=False) as session:
            _find_place(session, place, actor, house.now())
    except NotFound:
        log_not_found(house, actor, "unsent", place[1])
        raise
    return kept


def _find_place(session: Session, place: list[str], actor: SignedIn, now: datetime) -> None:
    """Find what a form is about, by the parts of its address. Raises `NotFound` where its page would."""
    match place:
        case ["cases", reference, *_]:
            find_case(session, reference, actor)
        case ["outside", reference]:
            find_outside(session, reference, actor)
        case ["gatekeeper", reference, *_]:
            find_report(session, reference, actor)
        case ["further", later, earlier]:
            find_pair(session, later, earlier, actor, now)
        case ["panel", reference, "cases", code, *_]:
            panel_case(session, find_meeting(session, reference), reference, code, actor, now)


ROUTES = (show_unsent, throw_away)
