"""Compliance reports: one's own runs, a new one, a run by theme, one measure or one result by unit, and as a file."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from complaints.documents.render import Renderer
from complaints.errors import Invalid, NotFound
from complaints.models.people import SignedIn
from complaints.queries.compliance_page import RESULT_OF, find_run, has_run, own_runs
from complaints.references import reference as new_reference
from complaints.references import seeded, submission
from complaints.reports.report import MEDIA_TYPES, export
from complaints.reports.run import run
from complaints.reports.summary import SMALL, MeasureRow, Report, summarise
from complaints.web.forms import DAY, Form, text
from complaints.web.house import House
from complaints.web.reading import log_not_found, log_view
from complaints.web.render import COMPLIANCE, render
from workflows.calendar import first_moment_after, london_day
from workflows.calls_to_action.checklist import MEASURES
from workflows.calls_to_action.measures import Period, Result

AnyRequest = Request[Any, Any, Any]
Typed = Mapping[str, Mapping[str, str]]
"""The parts of each day, as they were typed."""

FOR_READERS = {"roles": tuple(COMPLIANCE)}
NO_PROBLEMS: Mapping[str, str] = {}
NO_DAY = "Enter a real date, for example 27 3 2026"


@get("/compliance", sync_to_thread=True, opt=FOR_READERS)
def show_runs(request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House]) -> Response[str]:
    """The runs that the reader made, and the form for a new one."""
    last_month = london_day(house.now()).replace(day=1) - timedelta(days=1)
    typed = {"starts": _parts(last_month.replace(day=1)), "ends": _parts(last_month), "known_at": _parts(None)}
    log_view(house, actor, "compliance")
    return _runs(request, house, actor, typed, submission(house.random, f"report {house.now()}"))


@post("/compliance", sync_to_thread=True, opt=FOR_READERS)
def make_run(
    request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House], form: NamedDependency[Form]
) -> Response[Any]:
    """Make a run; the same form sent twice makes one."""
    sent = text(form, "submission") or submission(house.random, f"report {house.now()}")
    made = new_reference(seeded(sent), actor.person)
    typed = {name: {part: text(form, f"{name}-{part}") for part in DAY} for name in ("starts", "ends", "known_at")}
    try:
        if not _is_made(house, actor, made):
            run(house.database, actor, _period(house, typed), now=house.now(), reference=made)
    except Invalid as problem:
        return _runs(request, house, actor, typed, sent, problem.problems)
    return Redirect(f"/compliance/{made}", status_code=303)


@get("/compliance/{name:str}", sync_to_thread=True, opt=FOR_READERS)
def show_run(
    request: AnyRequest, name: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[Any]:
    """A run by theme; with ".pdf", ".csv" or ".json" behind its reference, the run as a file."""
    reference, dot, form = name.partition(".")
    if dot:
        return _file(house, actor, reference, form)
    report = _read(house, actor, reference, "compliance-run")
    given: dict[str, Any] = {"report": report, "forms": tuple(MEDIA_TYPES), "Result": Result, "small": SMALL}
    return render(request, house, actor, "pages/compliance_run.html", title="Compliance report", **given)


@get("/compliance/{reference:str}/{part:str}", sync_to_thread=True, opt=FOR_READERS)
def show_part(
    request: AnyRequest,
    reference: FromPath[str],
    part: FromPath[str],
    actor: NamedDependency[SignedIn],
    house: NamedDependency[House],
) -> Response[str]:
    """Everything that one measure found, or everything with one result, unit by unit."""
    if part in RESULT_OF:
        report, result = _read(house, actor, reference, "compliance-result"), RESULT_OF[part]
        given: dict[str, Any] = {"report": report, "result": result, "found": report.those(result)}
        return render(request, house, actor, "pages/compliance_result.html", title="Compliance result", **given)
    if part not in MEASURES:
        raise _missing(house, actor, part)
    report = _read(house, actor, reference, "compliance-measure")
    row = next(row for row in report.rows if row.measure.id == part)
    given = {"report": report, "row": row, "bars": _bars(report, row), "Result": Result}
    return render(request, house, actor, "pages/compliance_measure.html", title="Compliance measure", **given)


def _bars(report: Report, row: MeasureRow) -> list[dict[str, Any]]:
    """How a measure stood in each period, oldest first: met, on a bar of what was due."""
    beside = zip(report.periods, row.trend, strict=True)
    return [{"label": p.name, "value": share.met, "of": share.due, "text": share.words} for p, share in beside]


def _runs(
    request: AnyRequest,
    house: House,
    actor: SignedIn,
    typed: Typed,
    sent: str,
    problems: Mapping[str, str] = NO_PROBLEMS,
) -> Response[str]:
    with house.database.transaction(actor.person_id, write=False) as session:
        runs = own_runs(session, actor)
    return render(
        request,
        house,
        actor,
        "pages/compliance.html",
        title="Compliance",
        status=422 if problems else 200,
        error=bool(problems),
        runs=runs,
        typed=typed,
        submission=sent,
        problems=problems,
    )


def _parts(day: date | None) -> dict[str, str]:
    return {part: str(getattr(day, part)) if day else "" for part in DAY}


def _period(house: House, typed: Typed) -> Period:
    """The period as it was asked for. Raises `Invalid` with every problem."""
    days, problems = {}, {}
    for name, parts in typed.items():
        if name == "known_at" and not any(parts.values()):
            continue
        try:
            days[name] = date(*(int(parts[part]) for part in ("year", "month", "day")))
        except (ValueError, OverflowError):
            problems[name] = NO_DAY
    today = london_day(house.now())
    known = days.get("known_at", today)
    if "starts" in days and days["starts"] > today:
        problems["starts"] = "The first day cannot be in the future: nothing is on file of what is to come"
    if known > today:
        problems["known_at"] = "The cut-off cannot be in the future"
    if problems:
        raise Invalid(problems)
    return Period(days["starts"], days["ends"], min(first_moment_after(known), house.now()))


def _is_made(house: House, actor: SignedIn, reference: str) -> bool:
    with house.database.transaction(actor.person_id, write=False) as session:
        return has_run(session, reference, actor)


def _missing(house: House, actor: SignedIn, asked: str) -> NotFound:
    log_not_found(house, actor, "compliance", asked)
    return NotFound()


def _read(house: House, actor: SignedIn, reference: str, what: str) -> Report:
    """The report, read once the log says that it was seen. Raises `NotFound`."""
    if not _is_made(house, actor, reference):
        raise _missing(house, actor, reference)
    log_view(house, actor, what)
    with house.database.transaction(actor.person_id, write=False) as session:
        return summarise(find_run(session, reference, actor), actor)


def _file(house: House, actor: SignedIn, reference: str, form: str) -> Response[bytes]:
    if form not in MEDIA_TYPES or not _is_made(house, actor, reference):
        raise _missing(house, actor, f"{reference}.{form}")
    with Renderer(workers=1) as renderer:
        made = export(house.database, actor, reference, form, now=house.now(), render=renderer.sections)
    headers = {"Content-Disposition": f'attachment; filename="compliance-{reference}.{form}"'}
    return Response(made, media_type=MEDIA_TYPES[form], headers=headers)


ROUTES = (show_runs, make_run, show_run, show_part)
