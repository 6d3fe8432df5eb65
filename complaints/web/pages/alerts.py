"""What the head of professional standards should look into."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency

from complaints.models.people import SignedIn
from complaints.queries.alerts_page import alerts_page
from complaints.web.house import House
from complaints.web.reading import attempts, log_view
from complaints.web.render import render
from workflows.model import Role


@get("/alerts", sync_to_thread=True, opt={"roles": (Role.HEAD_OF_PSD,)})
def show_alerts(
    request: Request[Any, Any, Any], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str]:
    """Unusual looks at the reader's cases, and who searched for themselves."""
    with house.database.transaction(actor.person_id, write=False) as session:
        view = alerts_page(session, actor, house.now(), attempts)
    log_view(house, actor, "alerts")
    return render(request, house, actor, "pages/alerts.html", title="Alerts", alerts=view)


ROUTES = (show_alerts,)
