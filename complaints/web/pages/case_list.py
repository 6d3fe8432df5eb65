"""The list of the cases that somebody may know of, and the filters of it that they keep."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from complaints.errors import Invalid
from complaints.models.people import SignedIn
from complaints.queries.case_columns import Abuse
from complaints.queries.cases_page import Sort, cases_page
from complaints.services.filters import delete_filter, save_filter
from complaints.web.case_filters import ROLES, STATUSES, Asked, page_number, read_filter, read_query
from complaints.web.forms import Form, text
from complaints.web.house import House
from complaints.web.reading import log_view
from complaints.web.render import CASEWORK, render
from workflows.handling.vocabulary import MatterKind

AnyRequest = Request[Any, Any, Any]

FOR_CASEWORK = {"roles": tuple(CASEWORK)}
WORDS = {"status": STATUSES, "kind": tuple(MatterKind), "abuse": tuple(Abuse), "role": ROLES, "sort": tuple(Sort)}


@get("/cases", sync_to_thread=True, opt=FOR_CASEWORK)
def show_cases(request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House]) -> Response[str]:
    """Every case that the reader may know of; the address holds the filter, the order and the page."""
    given = {name: request.query_params.getall(name) for name in request.query_params}
    return _page(request, house, actor, read_filter(given), page_number(given))


@post("/saved-filters", sync_to_thread=True, status_code=200, opt=FOR_CASEWORK)
def save(
    request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House], form: NamedDependency[Form]
) -> Response[Any]:
    """Keep the filter that a page of the list stood under."""
    query = read_query(text(form, "query")).query
    try:
        with house.database.transaction(actor.person_id) as session:
            save_filter(session, actor, text(form, "name"), query)
    except Invalid as found:
        asked = Asked(read_query(query), read_filter({}).days, found.problems)
        return _page(request, house, actor, asked, 1, name=text(form, "name"))
    return Redirect(f"/cases?{query}", status_code=303)


@post("/saved-filters/delete", sync_to_thread=True, opt=FOR_CASEWORK)
def delete(
    actor: NamedDependency[SignedIn], house: NamedDependency[House], form: NamedDependency[Form]
) -> Response[Any]:
    """Forget a filter of one's own."""
    with house.database.transaction(actor.person_id) as session:
        delete_filter(session, actor, text(form, "name").replace("\x00", ""))
    return Redirect("/cases", status_code=303)


def _page(
    request: AnyRequest, house: House, actor: SignedIn, asked: Asked, page: int, *, name: str = ""
) -> Response[str]:
    with house.database.transaction(actor.person_id, write=False) as session:
        view = cases_page(session, actor, house.now(), asked.filter, page)
    log_view(house, actor, "cases")
    wrong = bool(asked.problems)
    return render(
        request,
        house,
        actor,
        "pages/cases.html",
        title="Cases",
        status=422 if wrong else 200,
        error=wrong,
        cases=view,
        asked=asked,
        words=WORDS,
        name=name,
    )


ROUTES = (show_cases, save, delete)
