"""A form that came after its session had ended: it was kept, and its writer goes on with it after signing in again."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from complaints.errors import NotFound
from complaints.models.people import SignedIn
from complaints.services.unsent import find_form, forget_form
from complaints.web.house import House
from complaints.web.reading import log_view
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
    with house.database.transaction(actor.person_id, write=False) as session:
        kept = find_form(session, key, actor)
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


ROUTES = (show_unsent, throw_away)
