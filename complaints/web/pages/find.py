"""Find a case. What is sought goes in a form and not in an address, which browsers and proxies remember."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency

from complaints.models.people import SignedIn
from complaints.queries.find_page import FindPage, find_page, folded, is_about, problem_with
from complaints.web.forms import Form, text
from complaints.web.house import House
from complaints.web.reading import log_search, log_view
from complaints.web.render import CASEWORK, render

AnyRequest = Request[Any, Any, Any]

FOR_CASEWORK = {"roles": tuple(CASEWORK)}


@get("/find", sync_to_thread=True, opt=FOR_CASEWORK)
def show_find(request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House]) -> Response[str]:
    """The box."""
    log_view(house, actor, "find")
    return _page(request, house, actor, "", None, "")


@post("/find", sync_to_thread=True, status_code=200, opt=FOR_CASEWORK)
def find(
    request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House], form: NamedDependency[Form]
) -> Response[str]:
    """What matches, once the log says that it was sought."""
    sought = text(form, "sought")
    if problem := problem_with(sought):
        return _page(request, house, actor, sought, None, problem)
    with house.database.transaction(actor.person_id, write=False) as session:
        view = find_page(session, actor, sought)
    log_search(house, actor, folded(sought), own_name=is_about(actor, sought))
    return _page(request, house, actor, sought, view, "")


def _page(
    request: AnyRequest, house: House, actor: SignedIn, sought: str, view: FindPage | None, problem: str
) -> Response[str]:
    return render(
        request,
        house,
        actor,
        "pages/find.html",
        title="Find a case",
        status=422 if problem else 200,
        error=bool(problem),
        sought=sought,
        found=view,
        problems={"sought": problem} if problem else {},
    )


ROUTES = (show_find, find)
