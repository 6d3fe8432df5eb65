"""The senior oversight officer's page, and the warning that stands in the place of a way that is not safe."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from complaints.models.people import SignedIn
from complaints.queries.oversight_page import oversight_page
from complaints.queries.ways import not_safe_page
from complaints.web.house import House
from complaints.web.reading import log_view, read_case
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


@get("/cases/{reference:str}/not-safe", sync_to_thread=True, opt={"roles": (Role.OVERSIGHT_OFFICER,)})
def show_not_safe(
    request: Request[Any, Any, Any],
    reference: FromPath[str],
    actor: NamedDependency[SignedIn],
    house: NamedDependency[House],
) -> Response[str]:
    """Where the link of a way that is not safe leads: that it must not be used, and what may be."""
    view = read_case(
        house,
        actor,
        reference,
        "not-safe",
        lambda session, case: not_safe_page(session, case, reference, actor, house.now()),
    )
    return render(request, house, actor, "pages/not_safe.html", title="This way is not safe", warning=view)


ROUTES = (show_oversight, show_not_safe)
