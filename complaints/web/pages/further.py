"""The gatekeeper's pages of further reports: those that wait, one of them, and what was found of it."""

from collections.abc import Mapping
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from complaints.entries import read
from complaints.errors import Invalid, NotFound
from complaints.models.people import SignedIn
from complaints.queries.further_reports import ASKED, SHOWN, PairPage, find_pair, pair_page, waiting_pairs
from complaints.references import submission as new_submission
from complaints.services.further import STEP, decide_further_report
from complaints.web.forms import Form, entry_input
from complaints.web.house import House
from complaints.web.reading import log_not_found, log_view
from complaints.web.render import render
from complaints.web.steps import draw, submission_of
from workflows.model import Role
from workflows.registry import STEPS
from workflows.risk.further import DecideFurtherReport

AnyRequest = Request[Any, Any, Any]

GATEKEEPER = ("/gatekeeper", "Back to confidential reports")
DEPUTY = ("/outside", "Back to cases outside the chain")
"""Whence each comes, and what the way back is called."""

FOR_THE_ASKED = {"roles": tuple(ASKED)}


@get("/further", sync_to_thread=True, opt=FOR_THE_ASKED)
def show_waiting(request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House]) -> Response[str]:
    """Pairs of cases in which somebody may be the same person."""
    with house.database.transaction(actor.person_id, write=False) as session:
        pairs = waiting_pairs(session, actor, house.now())
    log_view(house, actor, "further")
    back = GATEKEEPER if Role.GATEKEEPER in actor.roles else DEPUTY
    return render(
        request, house, actor, "pages/further.html", title="Further reports", pairs=pairs, shown=SHOWN, back=back
    )


@get("/further/{reference:str}/{name:str}", sync_to_thread=True, opt=FOR_THE_ASKED)
def show_pair(
    request: AnyRequest,
    reference: FromPath[str],
    name: FromPath[str],
    actor: NamedDependency[SignedIn],
    house: NamedDependency[House],
) -> Response[str]:
    """What speaks for it, and the question whether it is so. `name` is the reference of the earlier case."""
    return _page(request, house, actor, _read(house, actor, reference, name), {}, {})


@post("/further/{reference:str}/{name:str}", sync_to_thread=True, status_code=200, opt=FOR_THE_ASKED)
def decide(
    request: AnyRequest,
    reference: FromPath[str],
    name: FromPath[str],
    actor: NamedDependency[SignedIn],
    house: NamedDependency[House],
    form: NamedDependency[Form],
) -> Response[Any]:
    """Record in both cases what was found. Raises `NotFound`."""
    view = _read(house, actor, reference, name)
    try:
        typed = {**entry_input(form, DecideFurtherReport), "other": name}
        entry = read(DecideFurtherReport, typed, lambda _given: None, now=house.now())
        assert isinstance(entry, DecideFurtherReport)
        with house.database.transaction(actor.person_id) as session:
            at, sent = house.now(), submission_of(form, STEP)
            pair = find_pair(session, reference, name, actor, at)
            names = (pair.later, pair.earlier)
            decide_further_report(session, pair.cases, names, by=actor, at=at, entry=entry, submission=sent)
    except Invalid as found:
        return _page(request, house, actor, view, form, found.problems)
    return Redirect("/further", status_code=303)


def _read(house: House, actor: SignedIn, later: str, earlier: str) -> PairPage:
    try:
        with house.database.transaction(actor.person_id, write=False) as session:
            return pair_page(session, later, earlier, actor, house.now())
    except NotFound:
        log_not_found(house, actor, "further-report", f"{later}/{earlier}")
        raise


def _page(
    request: AnyRequest, house: House, actor: SignedIn, view: PairPage, form: Form, problems: Mapping[str, str]
) -> Response[str]:
    log_view(house, actor, "further-report")
    fresh = new_submission(house.random, f"further {view.pair.href} {actor.person} {house.now()}")
    typed = entry_input(form, DecideFurtherReport)
    drawn = draw(DecideFurtherReport, typed, form, problems, submission=fresh, options={})
    return render(
        request,
        house,
        actor,
        "pages/further_report.html",
        title="Further report",
        status=422 if problems else 200,
        error=bool(problems),
        view=view,
        form=drawn.without("other"),
        step=STEPS[STEP],
    )


ROUTES = (show_waiting, show_pair, decide)
