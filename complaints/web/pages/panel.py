"""The scrutiny panel: its meetings, the pack of each, and the steps by which it is prepared, released and held."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel import Session

from complaints.documents.pack import ask_for_pack, let_pack_go, make_pack, read_pack
from complaints.documents.render import Renderer
from complaints.entries import read
from complaints.errors import Invalid, NotFound, Stale
from complaints.facts.load import Owner
from complaints.models.people import SignedIn
from complaints.queries.addresses import meeting_address
from complaints.queries.panel_declarations import DECIDE, DECLARE, ToDecide, to_decide
from complaints.queries.panel_page import MeetingPage, check_step, meeting_page, panel_page
from complaints.queries.recommendations import RecommendationRow
from complaints.queries.step_page import Option
from complaints.queries.visible import find_meeting
from complaints.references import reference as new_reference
from complaints.references import submission as new_submission
from complaints.services.openings import open_meeting
from complaints.services.progress import Place, take_step
from complaints.web.forms import Form, entry_input
from complaints.web.house import House
from complaints.web.panel_decision import NAMED, NO_CASE, NOTHING_TO_DECIDE, SHUT, decide, preselected
from complaints.web.reading import log_not_found, log_view
from complaints.web.render import PANEL, render
from complaints.web.steps import Options, draw, submission_of
from workflows.model import Entry, Pick
from workflows.panel.entries import PlanMeeting, ReleasePack
from workflows.registry import STEPS

AnyRequest = Request[Any, Any, Any]
E = TypeVar("E", bound=Entry)
View = TypeVar("View")
Problems = Mapping[str, str]

FOR_PANEL = {"roles": tuple(PANEL)}
PLAN = STEPS["plan-meeting"]
NOTHING: Form = {}
NO_PROBLEM: Problems = {}
NO_OPTIONS: Options = {}
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


@get("/panel/plan", sync_to_thread=True, opt={"roles": tuple(PLAN.by)})
def show_plan(request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House]) -> Response[str]:
    """The form for a new meeting."""
    return _plan_form(request, house, actor, NOTHING, NO_PROBLEM)


@post("/panel/plan", sync_to_thread=True, opt={"roles": tuple(PLAN.by)})
def plan(
    request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House], form: NamedDependency[Form]
) -> Response[Any]:
    """Plan a meeting; the same form sent twice plans one."""
    sent, now = submission_of(form, PLAN.trigger), house.now()
    reference = new_reference(house.random, f"meeting {sent}")
    try:
        entry = _entry(form, PlanMeeting, house)
    except Invalid as found:
        return _plan_form(request, house, actor, form, found.problems)
    with house.database.transaction(actor.person_id) as session:
        open_meeting(session, by=actor, at=now, entry=entry, submission=sent, reference=reference)
    return Redirect("/panel", status_code=303)


@get("/panel/{reference:str}", sync_to_thread=True, opt=FOR_PANEL)
def show_meeting(
    request: AnyRequest, reference: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str]:
    """One meeting: where it stands, its pack, and what may be done now."""
    meeting = _read(house, actor, reference, lambda session, found: _page(session, found, reference, actor, house))
    log_view(house, actor, "panel-meeting")
    return render(request, house, actor, "pages/panel_meeting.html", title="Panel meeting", meeting=meeting)


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
    """Declare, prepare or release the pack, record the meeting, or recommend something and answer it."""
    if trigger not in TAKE:
        raise NotFound
    _read(house, actor, reference, lambda _session, found: found)
    try:
        TAKE[trigger](house, actor, reference, form)
    except Invalid as found:
        return _step_form(request, house, actor, reference, trigger, form, found.problems)
    return Redirect(meeting_address(reference), status_code=303)


def _prepare(house: House, actor: SignedIn, reference: str, form: Form) -> None:
    """Have the pack made meanwhile: the meeting's page says how far it is."""
    sent = submission_of(form, "prepare-pack")

    def make() -> None:
        with Renderer() as renderer:
            make_pack(house.database, renderer.sections, reference, by=actor, now=house.now, submission=sent)

    if ask_for_pack(house.database, reference, by=actor, at=house.now(), submission=sent):
        house.start(make)


def _release(house: House, actor: SignedIn, reference: str, form: Form) -> None:
    sent, entry = submission_of(form, "release-pack"), _entry(form, ReleasePack, house)
    try:
        let_pack_go(house.database, reference, by=actor, at=house.now(), entry=entry, submission=sent)
    except Stale:
        raise Invalid({"fingerprint": OTHER_PACK}) from None


def _record(trigger: str) -> Callable[[House, SignedIn, str, Form], None]:
    """A step that only states something of the meeting."""

    def take(house: House, actor: SignedIn, reference: str, form: Form) -> None:
        sent, entry, now = submission_of(form, trigger), _entry(form, STEPS[trigger].entry, house), house.now()
        with house.database.transaction(actor.person_id) as session:
            place = Place(Owner.MEETING, find_meeting(session, reference))
            take_step(session, place, trigger, by=actor, at=now, entry=entry, submission=sent)

    return take


STATED = (DECLARE, "record-meeting", "make-recommendation", "answer-recommendation", "close-recommendation")
TAKE: Mapping[str, Callable[[House, SignedIn, str, Form], None]] = {
    "prepare-pack": _prepare,
    "release-pack": _release,
    DECIDE: decide,
    **{trigger: _record(trigger) for trigger in STATED},
}
"""The steps of a meeting once it is planned."""


def _entry(form: Form, kind: type[E], house: House) -> E:
    """What a form states. No question of the panel's names a person. Raises `Invalid`."""
    entry = read(kind, entry_input(form, kind), lambda _given: None, now=house.now())
    assert isinstance(entry, kind)
    return entry


def _read(house: House, actor: SignedIn, reference: str, view: Callable[[Session, int], View]) -> View:
    """What is read of a meeting. Raises `NotFound`, once the log says that it was asked for."""
    try:
        with house.database.transaction(actor.person_id, write=False) as session:
            return view(session, find_meeting(session, reference))
    except NotFound:
        log_not_found(house, actor, "panel-meeting", reference)
        raise


def _page(session: Session, meeting_id: int, reference: str, actor: SignedIn, house: House) -> MeetingPage:
    return meeting_page(session, meeting_id, reference, actor, house.now())


def _plan_form(request: AnyRequest, house: House, actor: SignedIn, form: Form, problems: Problems) -> Response[str]:
    return _form(request, house, actor, "plan-meeting", form, problems, action="/panel/plan", back="/panel")


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

    def allowed(session: Session, found: int) -> tuple[MeetingPage, ToDecide]:
        check_step(session, found, trigger, actor, house.now())
        asked = to_decide(session, found, actor) if trigger == DECIDE else NOTHING_TO_DECIDE
        return _page(session, found, reference, actor, house), asked

    meeting, asked = _read(house, actor, reference, allowed)
    back = meeting_address(reference)
    return _form(
        request,
        house,
        actor,
        trigger,
        form or preselected(asked),
        problems,
        action=f"{back}/steps/{trigger}",
        back=back,
        options=_options(meeting, asked),
        seen=asked.seen,
        meeting=meeting,
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


def _form(
    request: AnyRequest,
    house: House,
    actor: SignedIn,
    trigger: str,
    form: Form,
    problems: Problems,
    *,
    action: str,
    options: Options = NO_OPTIONS,
    seen: int = 0,
    **context: Any,
) -> Response[str]:
    step = STEPS[trigger]
    fresh = new_submission(house.random, f"{action} {actor.person} {house.now()}")
    typed = entry_input(form, step.entry)
    drawn = draw(step.entry, typed, form, problems, submission=fresh, options=options, seen=seen)
    log_view(house, actor, trigger)
    return render(
        request,
        house,
        actor,
        "pages/panel_step.html",
        title=step.label,
        status=422 if problems else 200,
        error=bool(problems),
        step=step,
        form=drawn,
        problems=problems,
        action=action,
        **context,
    )


ROUTES = (show_meetings, show_plan, plan, show_meeting, show_pack, show_step, take)
