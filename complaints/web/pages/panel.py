"""The scrutiny panel: its meetings, the pack of each, and the steps by which it is prepared, released and held."""

from collections.abc import Callable, Mapping
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlmodel import Session

from complaints.documents.pack import ask_for_pack, let_pack_go, make_pack, read_pack
from complaints.documents.render import Renderer
from complaints.errors import Invalid, NotFound, Stale
from complaints.facts.load import Owner
from complaints.models.people import SignedIn
from complaints.queries.addresses import meeting_address
from complaints.queries.meeting_rows import MeetingRow
from complaints.queries.panel_declarations import DECIDE, DECLARE, ToDecide, to_decide
from complaints.queries.panel_page import MeetingPage, check_step, meeting_page, panel_page
from complaints.queries.recommendations import RecommendationRow
from complaints.queries.step_page import Option
from complaints.queries.visible import find_meeting
from complaints.services.progress import Place, Taken, take_step
from complaints.web.conflicts import log_refusal
from complaints.web.forms import Form
from complaints.web.house import House
from complaints.web.pages.panel_plan import MOVE, as_planned, beside, move
from complaints.web.pages.panel_plan import ROUTES as PLANNING
from complaints.web.panel_decision import NAMED, NO_CASE, NOTHING_TO_DECIDE, SHUT, decide, preselected
from complaints.web.panel_form import Problems, done, just_done, panel_form, read_meeting, stated
from complaints.web.reading import log_not_found, log_view
from complaints.web.render import PANEL, render
from complaints.web.steps import Options, submission_of, wrong_answers
from workflows.model import Pick, Refused
from workflows.panel.entries import ReleasePack
from workflows.registry import STEPS

AnyRequest = Request[Any, Any, Any]
FOR_PANEL = {"roles": tuple(PANEL)}
Take = Callable[[House, SignedIn, str, Form], Taken | None]
"""Takes one step of a meeting, by its reference; None where it goes on once the page has been sent."""

NOTHING: Form = {}
NO_PROBLEM: Problems = {}
LONGEST_LINE = 80
"""So much of a recommendation tells it from the others in a list."""

OTHER_PACK = "This is not the fingerprint on the cover of the pack as it is now. Read the pack and copy it from there"


@get("/panel", sync_to_thread=True, opt=FOR_PANEL)
def show_meetings(
    request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str]:
    """The coming meeting with its cases, what the panel waits for, and the other meetings."""
    with house.database.transaction(actor.person_id, write=False) as session:
        view = panel_page(session, actor, house.now())
    log_view(house, actor, "panel")
    return render(request, house, actor, "pages/panel.html", title="Panel", panel=view)


@get("/panel/{reference:str}", sync_to_thread=True, opt=FOR_PANEL)
def show_meeting(
    request: AnyRequest, reference: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str]:
    """One meeting: where it stands, its pack, and what may be done now."""
    meeting = read_meeting(house, actor, reference, lambda session, n: _page(session, n, reference, actor, house))
    log_view(house, actor, "panel-meeting")
    title, told = "Panel meeting", just_done(request, meeting, actor)
    return render(request, house, actor, "pages/panel_meeting.html", title=title, meeting=meeting, told=told)


@get("/panel/{reference:str}/pack.pdf", sync_to_thread=True, opt=FOR_PANEL)
def show_pack(
    reference: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[bytes]:
    """The reader's own pack, bound for them, once the log says that they read it."""
    try:
        with Renderer(workers=1) as renderer:
            pdf = read_pack(house.database, renderer.sections, reference, by=actor, at=house.now())
    except NotFound:
        log_not_found(house, actor, "pack", reference)
        raise
    headers = {"Content-Disposition": f'attachment; filename="panel-pack-{reference}.pdf"'}
    return Response(pdf, media_type="application/pdf", headers=headers)


@get("/panel/{reference:str}/steps/{trigger:str}", sync_to_thread=True, opt=FOR_PANEL)
def show_step(
    request: AnyRequest,
    reference: FromPath[str],
    trigger: FromPath[str],
    actor: NamedDependency[SignedIn],
    house: NamedDependency[House],
) -> Response[str]:
    """The form of a step of a meeting. What is missing, where it cannot be taken."""
    return _step_form(request, house, actor, reference, trigger, NOTHING)


@post("/panel/{reference:str}/steps/{trigger:str}", sync_to_thread=True, status_code=200, opt=FOR_PANEL)
def take(
    request: AnyRequest,
    reference: FromPath[str],
    trigger: FromPath[str],
    actor: NamedDependency[SignedIn],
    house: NamedDependency[House],
    form: NamedDependency[Form],
) -> Response[Any]:
    """Declare, prepare or release the pack, move, cancel or record the meeting, recommend something or answer it."""
    if trigger not in TAKE:
        raise NotFound
    read_meeting(house, actor, reference, lambda _session, found: found)
    try:
        taken = TAKE[trigger](house, actor, reference, form)
    except Invalid as found:
        return _step_form(request, house, actor, reference, trigger, form, found.problems)
    except Refused as problem:
        if not (wrong := wrong_answers(problem)):
            raise
        log_refusal(house, actor, trigger, None)
        return _step_form(request, house, actor, reference, trigger, form, wrong)
    return done(meeting_address(reference), trigger, taken)


def _prepare(house: House, actor: SignedIn, reference: str, form: Form) -> None:
    """Have the pack made meanwhile: the meeting's page says how far it is."""
    sent = submission_of(form, "prepare-pack")

    def make() -> None:
        with Renderer() as renderer:
            make_pack(house.database, renderer.sections, reference, by=actor, now=house.now, submission=sent)

    if ask_for_pack(house.database, reference, by=actor, at=house.now(), submission=sent):
        house.start(make)


def _release(house: House, actor: SignedIn, reference: str, form: Form) -> Taken:
    sent, entry = submission_of(form, "release-pack"), stated(form, ReleasePack, house)
    try:
        return let_pack_go(house.database, reference, by=actor, at=house.now(), entry=entry, submission=sent)
    except Stale:
        raise Invalid({"fingerprint": OTHER_PACK}) from None


def _record(trigger: str) -> Take:
    """A step that only states something of the meeting."""

    def take(house: House, actor: SignedIn, reference: str, form: Form) -> Taken:
        sent, entry, now = submission_of(form, trigger), stated(form, STEPS[trigger].entry, house), house.now()
        with house.database.transaction(actor.person_id) as session:
            place = Place(Owner.MEETING, find_meeting(session, reference))
            return take_step(session, place, trigger, by=actor, at=now, entry=entry, submission=sent)

    return take


STATED = (
    *(DECLARE, "cancel-meeting", "record-meeting"),
    *("make-recommendation", "answer-recommendation", "close-recommendation"),
)
TAKE: Mapping[str, Take] = {
    MOVE: move,
    "prepare-pack": _prepare,
    "release-pack": _release,
    DECIDE: decide,
    **{trigger: _record(trigger) for trigger in STATED},
}
"""The steps of a meeting once it is planned."""


def _page(session: Session, meeting_id: int, reference: str, actor: SignedIn, house: House) -> MeetingPage:
    return meeting_page(session, meeting_id, reference, actor, house.now())


def _step_form(
    request: AnyRequest,
    house: House,
    actor: SignedIn,
    reference: str,
    trigger: str,
    form: Form,
    problems: Problems = NO_PROBLEM,
) -> Response[str]:
    """The form of a step of a meeting. Raises `NotFound`, and `Refused` where it cannot be taken."""
    if trigger not in TAKE:
        raise NotFound

    def allowed(session: Session, found: int) -> tuple[MeetingPage, ToDecide, tuple[MeetingRow, ...]]:
        check_step(session, found, trigger, actor, house.now())
        asked = to_decide(session, found, actor) if trigger == DECIDE else NOTHING_TO_DECIDE
        return _page(session, found, reference, actor, house), asked, beside(session, found, actor, form)

    meeting, asked, stands = read_meeting(house, actor, reference, allowed)
    back = meeting_address(reference)
    fresh = as_planned(meeting.row) if trigger == MOVE else preselected(asked)
    return panel_form(
        request,
        house,
        actor,
        trigger,
        form or fresh,
        problems,
        action=f"{back}/steps/{trigger}",
        back=back,
        options=_options(meeting, asked),
        seen=asked.seen,
        meeting=meeting,
        stands=stands if trigger == MOVE else (),
        asked=asked,
        choices=(*asked.cases, NO_CASE),
        shut=form.get(SHUT, ()),
        named=" ".join(form.get(NAMED, ())),
    )


def _options(meeting: MeetingPage, asked: ToDecide) -> Options:
    return {
        Pick.RECOMMENDATIONS: tuple(_option(row) for row in meeting.recommendations if row.open),
        Pick.DECLARERS: tuple(Option(one.person, one.name) for one in asked.people),
    }


def _option(row: RecommendationRow) -> Option:
    text = row.what if len(row.what) <= LONGEST_LINE else f"{row.what[:LONGEST_LINE].rsplit(' ', 1)[0]} …"
    return Option(row.ref, text, row.status)


ROUTES = (show_meetings, *PLANNING, show_meeting, show_pack, show_step, take)
