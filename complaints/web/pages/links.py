"""The possible links in a case, for whoever decides on them, with a form that screens somebody before appointing."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from complaints.models.people import SignedIn
from complaints.queries.addresses import case_address
from complaints.queries.case_links import case_links
from complaints.queries.case_looks import READERS
from complaints.references import submission as new_submission
from complaints.web.house import House
from complaints.web.pages.cases import sections_for
from complaints.web.reading import read_case
from complaints.web.render import render
from complaints.web.steps import draw
from workflows.screening.entries import ScreenPerson

AnyRequest = Request[Any, Any, Any]


@get("/cases/{reference:str}/links", sync_to_thread=True, opt={"roles": READERS})
def show_links(
    request: AnyRequest, reference: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str] | Redirect:
    """What is undecided first. Before declaring, its reader is sent to the case page."""
    now = house.now()
    view = read_case(
        house, actor, reference, "links", lambda session, case: case_links(session, case, reference, actor, now)
    )
    if view is None:
        return Redirect(case_address(reference), status_code=303)
    fresh = new_submission(house.random, f"links {reference} {view.seen} {actor.person} {now}")
    form = draw(ScreenPerson, {}, {}, {}, submission=fresh, options=view.workers, seen=view.seen)
    title, sections = "Possible links in a case", sections_for(actor)
    return render(
        request,
        house,
        actor,
        "pages/case_links.html",
        title=title,
        case=view,
        section="links",
        sections=sections,
        form=form,
    )


ROUTES = (show_links,)
