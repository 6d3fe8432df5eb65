"""The senior oversight officer's page."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency

from complaints.models.people import SignedIn
from complaints.queries.oversight_page import oversight_page
from complaints.web.house import House
from complaints.web.reading import log_view
from complaints.web.render import render
from workflows.model import Role


@get("/oversight", sync_to_thread=True, opt={"roles": (Role.OVERSIGHT_OFFICER,)})
def show_oversight(
    request: Request[Any, Any, Any], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str]:
    """Whom we owe contact, by which safe way, and what happened last."""
    with house.database.transaction(actor.person_id, write=False) as session:
        view = oversight_page(session, actor, house.now())
    log_view(house, actor, "oversight")
    return render(request, house, actor, "pages/oversight.html", title="Senior oversight", work=view)


ROUTES = (show_oversight,)
