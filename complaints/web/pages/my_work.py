"""My work: where everybody begins. Panel members begin at the panel, administrators at administration."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.response import Redirect

from complaints.models.people import SignedIn
from complaints.queries.further_reports import any_waits
from complaints.queries.gatekeeper_work import GatekeeperWork, gatekeeper_work
from complaints.queries.my_work import my_work
from complaints.queries.outside import waiting_outside
from complaints.queries.panel_declarations import undecided
from complaints.queries.unallocated import count_unallocated, role_to_take
from complaints.web.house import House
from complaints.web.reading import log_view
from complaints.web.render import render
from complaints.web.security import SIGNED_IN
from workflows.handling.recording import REPORTERS
from workflows.model import Role

PANEL_ONLY = frozenset({Role.PANEL_CHAIR, Role.PANEL_MEMBER})


@get("/", sync_to_thread=True, opt=SIGNED_IN)
def show_work(
    request: Request[Any, Any, Any], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[Any]:
    """The cases that somebody works on, by when something is due and for whom they wait; `?show=all` of them."""
    if actor.roles and actor.roles <= PANEL_ONLY:
        return Redirect("/panel", status_code=303)
    everything = request.query_params.get("show") == "all"
    if actor.roles == {Role.ADMINISTRATOR}:
        return Redirect("/administration", status_code=303)
    with house.database.transaction(actor.person_id, write=False) as session:
        view = my_work(session, actor, house.now(), everything=everything)
        outside = len(waiting_outside(session, actor)) if Role.DEPUTY in actor.roles else 0
        nobodys = count_unallocated(session, actor) if role_to_take(actor) else 0
        keeping = gatekeeper_work(session, actor) if Role.GATEKEEPER in actor.roles else GatekeeperWork()
        declared = undecided(session, actor)
        further = any_waits(session, actor, house.now())
    log_view(house, actor, "my-work")
    return render(
        request,
        house,
        actor,
        "pages/my_work.html",
        title="My work",
        work=view,
        unallocated=nobodys,
        outside=outside,
        keeping=keeping,
        further=further,
        declared=declared,
        may_report=bool(actor.roles & REPORTERS),
    )


ROUTES = (show_work,)
