"""The case page, and the thanks to somebody who has just excluded themselves from a case."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from complaints.models.people import SignedIn
from complaints.queries.case_page import Stub, case_page, case_timeline
from complaints.web.house import House
from complaints.web.reading import log_view, read_case
from complaints.web.render import render
from workflows.registry import STEPS

AnyRequest = Request[Any, Any, Any]

DONE = frozenset({"recorded", "flagged", "already"})
"""What a case page may say has just been done; anything else in the address says nothing."""


@get("/cases/{reference:str}", sync_to_thread=True)
def show_case(
    request: AnyRequest, reference: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str]:
    """One case, or, before its reader has declared, what they must declare against."""
    view = read_case(
        house, actor, reference, "case", lambda session, case: case_page(session, case, reference, actor, house.now())
    )
    asked, step = request.query_params.get("done", ""), STEPS.get(request.query_params.get("step", ""))
    template = "pages/case_stub.html" if isinstance(view, Stub) else "pages/case.html"
    return render(
        request,
        house,
        actor,
        template,
        title="Case",
        case=view,
        done=asked if asked in DONE else "",
        afterwards=step.afterwards if step else "",
    )


@get("/cases/{reference:str}/timeline", sync_to_thread=True)
def show_timeline(
    request: AnyRequest, reference: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str] | Redirect:
    """Everything that has happened in a case. Before declaring, its reader is sent to the case page."""
    view = read_case(
        house, actor, reference, "timeline", lambda session, case: case_timeline(session, case, reference, actor)
    )
    if view is None:
        return Redirect(f"/cases/{reference}", status_code=303)
    return render(request, house, actor, "pages/timeline.html", title="Timeline of a case", case=view)


@get("/declared", sync_to_thread=True)
def thank(request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House]) -> Response[str]:
    """Says nothing of the case, which is not theirs to see any more."""
    log_view(house, actor, "declared")
    return render(request, house, actor, "pages/declared.html", title="Thank you for declaring", in_menu=False)


ROUTES = (show_case, show_timeline, thank)
