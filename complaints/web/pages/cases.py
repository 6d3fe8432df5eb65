"""The case page, the pages of its sections, and the thanks to somebody who has just excluded themselves from a case."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel import Session

from complaints.models.log import LogKind
from complaints.models.people import SignedIn
from complaints.queries import case_sections as sections
from complaints.queries.addresses import PRINTED, SECTIONS, case_address
from complaints.queries.case_looks import READERS as LOOKERS
from complaints.queries.case_page import Stub, case_page
from complaints.web.case_filters import page_number
from complaints.web.house import House
from complaints.web.reading import FOR_SOME, attempts, log_view, read_case
from complaints.web.render import render
from complaints.web.security import SIGNED_IN
from complaints.web.steps import DONE
from workflows.registry import STEPS

AnyRequest = Request[Any, Any, Any]
Section = Callable[[Session, int, str, SignedIn, datetime], object | None]


@get("/cases/{reference:str}", sync_to_thread=True, opt=SIGNED_IN)
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
        sections=sections_for(actor),
        done=asked if asked in DONE else "",
        afterwards=step.afterwards if step else "",
    )


@get("/cases/{reference:str}/record", sync_to_thread=True, opt=SIGNED_IN)
def show_record(
    request: AnyRequest, reference: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str] | Redirect:
    """What may be recorded as having happened."""
    return _show(request, house, actor, reference, "record", "Record what has happened in a case", sections.case_record)


@get("/cases/{reference:str}/others", sync_to_thread=True, opt=SIGNED_IN)
def show_others(
    request: AnyRequest, reference: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str] | Redirect:
    """What is for somebody else, and what is missing first."""
    return _show(request, house, actor, reference, "others", "What others may do in a case", sections.case_others)


@get("/cases/{reference:str}/people", sync_to_thread=True, opt=SIGNED_IN)
def show_people(
    request: AnyRequest, reference: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str] | Redirect:
    """Who has a part in a case, and who works on it."""
    return _show(request, house, actor, reference, "people", "People in a case", sections.case_people)


@get("/cases/{reference:str}/allegations", sync_to_thread=True, opt=SIGNED_IN)
def show_allegations(
    request: AnyRequest, reference: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str] | Redirect:
    """What is alleged, and what happened, by day."""
    return _show(request, house, actor, reference, "allegations", "Allegations in a case", sections.case_allegations)


@get("/cases/{reference:str}/risk", sync_to_thread=True, opt=SIGNED_IN)
def show_risk(
    request: AnyRequest, reference: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str] | Redirect:
    """How great the risk is, and what is done about it."""
    return _show(request, house, actor, reference, "risk", "Risk and safety in a case", sections.case_risk)


@get("/cases/{reference:str}/independence", sync_to_thread=True, opt=SIGNED_IN)
def show_independence(
    request: AnyRequest, reference: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str] | Redirect:
    """Who can investigate independently, and who has challenged it."""
    return _show(request, house, actor, reference, "independence", "Independence in a case", sections.case_independence)


@get("/cases/{reference:str}/contact", sync_to_thread=True, opt=SIGNED_IN)
def show_contact(
    request: AnyRequest, reference: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str] | Redirect:
    """How the victim is reached."""
    return _show(
        request, house, actor, reference, "contact", "Contact with the victim in a case", sections.case_contact
    )


@get("/cases/{reference:str}/deadlines", sync_to_thread=True, opt=SIGNED_IN)
def show_deadlines(
    request: AnyRequest, reference: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str] | Redirect:
    """What is due, and how it is counted."""
    return _show(request, house, actor, reference, "deadlines", "Deadlines of a case", sections.case_deadlines)


@get("/cases/{reference:str}/timeline", sync_to_thread=True, opt=SIGNED_IN)
def show_timeline(
    request: AnyRequest, reference: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str] | Redirect:
    """Everything that has happened in a case."""
    return _show(request, house, actor, reference, "timeline", "Timeline of a case", sections.case_timeline)


@get("/cases/{reference:str}/decisions", sync_to_thread=True, opt=SIGNED_IN)
def show_decisions(
    request: AnyRequest, reference: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str] | Redirect:
    """Every decision, with its reasons."""
    return _show(request, house, actor, reference, "decisions", "Decisions on a case", sections.case_decisions)


@get("/cases/{reference:str}/documents", sync_to_thread=True, opt=SIGNED_IN)
def show_documents(
    request: AnyRequest, reference: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str] | Redirect:
    """What was written from a case, and what was printed."""
    return _show(request, house, actor, reference, "documents", "Documents of a case", sections.case_documents)


@get("/cases/{reference:str}/panel", sync_to_thread=True, opt=SIGNED_IN)
def show_panel(
    request: AnyRequest, reference: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str] | Redirect:
    """The panel's meetings and actions."""
    return _show(request, house, actor, reference, "panel", "The panel in a case", sections.case_panel)


@get("/cases/{reference:str}/looked", sync_to_thread=True, opt={"roles": LOOKERS})
def show_looked(
    request: AnyRequest, reference: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str] | Redirect:
    """Who looked at a case, and who tried to."""
    page = page_number({"page": [request.query_params.get("page", "")]})
    read = partial(sections.case_looked, asked=attempts(reference), page=page)
    return _show(request, house, actor, reference, "looked", "Who looked at a case", read)


@get("/cases/{reference:str}/print-summary", sync_to_thread=True, opt=SIGNED_IN)
def print_summary(
    request: AnyRequest, reference: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str] | Redirect:
    """A case in short, on paper. To open it is to print it, for the log."""
    return _show(request, house, actor, reference, "print-summary", "Summary of a case", sections.case_summary)


@get("/cases/{reference:str}/print-chronology", sync_to_thread=True, opt=SIGNED_IN)
def print_chronology(
    request: AnyRequest, reference: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str] | Redirect:
    """A case in the order of days, on paper. To open it is to print it, for the log."""
    return _show(request, house, actor, reference, "print-chronology", "Chronology of a case", sections.case_chronology)


@get("/declared", sync_to_thread=True, opt=SIGNED_IN)
def thank(request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House]) -> Response[str]:
    """Says nothing of the case, which is not theirs to see any more."""
    log_view(house, actor, "declared")
    return render(request, house, actor, "pages/declared.html", title="Thank you for declaring", in_menu=False)


def _show(
    request: AnyRequest, house: House, actor: SignedIn, reference: str, name: str, title: str, read: Section
) -> Response[str] | Redirect:
    """One section of a case. Before declaring, its reader is sent to the case page."""
    kind = LogKind.PRINT if name in PRINTED else LogKind.VIEW
    view = read_case(
        house, actor, reference, name, lambda session, case: read(session, case, reference, actor, house.now()), kind
    )
    if view is None:
        return Redirect(case_address(reference), status_code=303)
    template = f"pages/case_{name.replace('-', '_')}.html"
    return render(request, house, actor, template, title=title, case=view, section=name, sections=sections_for(actor))


def sections_for(actor: SignedIn) -> dict[str, str]:
    """The pages of a case for somebody, in order."""
    looks = bool(actor.roles & set(LOOKERS))
    return {name: words for name, words in SECTIONS.items() if looks or name not in FOR_SOME}


ROUTES = (
    show_case,
    show_record,
    show_others,
    show_people,
    show_allegations,
    show_risk,
    show_independence,
    show_contact,
    show_deadlines,
    show_decisions,
    show_documents,
    show_panel,
    show_timeline,
    show_looked,
    print_summary,
    print_chronology,
    thank,
)
