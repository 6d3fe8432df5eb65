"""My work: where everybody begins. Panel members begin at the panel, administrators at administration."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.response import Redirect

from complaints.models.people import SignedIn
from complaints.queries.my_work import my_work
from complaints.web.house import House
from complaints.web.reading import log_view
from complaints.web.render import render
from workflows.model import PSD, Role

PANEL_ONLY = frozenset({Role.PANEL_CHAIR, Role.PANEL_MEMBER})


@get("/", sync_to_thread=True)
def show_work(
    request: Request[Any, Any, Any], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[Any]:
    """The cases that somebody works on, by when something is due."""
    if actor.roles and actor.roles <= PANEL_ONLY:
        return Redirect("/panel", status_code=303)
    if actor.roles == {Role.ADMINISTRATOR}:
        return Redirect("/administration", status_code=303)
    with house.database.transaction(actor.person_id, write=False) as session:
        view = my_work(session, actor, house.now())
    log_view(house, actor, "my-work")
    may_report = bool(actor.roles & PSD)
    return render(request, house, actor, "pages/my_work.html", title="My work", work=view, may_report=may_report)


ROUTES = (show_work,)
