"""What is said about the service itself: how accessible it is, and to machines, that it runs."""

from typing import Any

from litestar import MediaType, Request, Response, get
from litestar.di import NamedDependency
from sqlalchemy import text

from complaints.web.house import House
from complaints.web.render import render
from complaints.web.security import actor_of

AnyRequest = Request[Any, Any, Any]


@get("/accessibility", opt={"public": True}, sync_to_thread=True)
def accessibility(request: AnyRequest, house: NamedDependency[House]) -> Response[str]:
    return render(request, house, actor_of(request), "pages/accessibility.html", title="Accessibility statement")


@get("/health", opt={"public": True}, media_type=MediaType.TEXT, sync_to_thread=True)
def health(house: NamedDependency[House]) -> str:
    """Whether requests can be served: the database answers, or 503."""
    with house.database.transaction(write=False) as session:
        session.execute(text("SELECT 1"))
    return "ok"


ROUTES = (accessibility, health)
