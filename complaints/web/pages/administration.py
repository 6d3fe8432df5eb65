"""Administration: what waits for a second person, the force's settings, its days off, and who may act."""

from collections.abc import Callable
from typing import Any, TypeVar

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlmodel import Session

from complaints.errors import NotFound
from complaints.models.people import SignedIn
from complaints.queries.office_lists import reference_list, reference_lists
from complaints.queries.office_page import office_view, waiting
from complaints.queries.office_people import people_page, person_page
from complaints.queries.office_settings import day_of, days_page, setting_page, settings_page
from complaints.queries.office_support import service_page, services
from complaints.queries.recomputing import because_of, newest
from complaints.web.house import House
from complaints.web.reading import log_not_found, log_view
from complaints.web.render import ADMINISTRATION, render
from workflows.model import PSD, Role

AnyRequest = Request[Any, Any, Any]
View = TypeVar("View")

FOR_ADMINISTRATION = {"roles": tuple(ADMINISTRATION)}
SUPPORTING = PSD | {Role.OVERSIGHT_OFFICER, Role.GATEKEEPER}
"""Who speaks with victims."""

DONE = frozenset({"recorded", "already"})
"""What a page may say has just been done; anything else in the address says nothing."""


@get("/administration", sync_to_thread=True, opt=FOR_ADMINISTRATION)
def show_overview(
    request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str]:
    """What waits for a second person, whether deadlines are being worked out anew, and where to go from here."""
    view, anew = read_office(
        house, actor, "administration", "", lambda session: (waiting(session), newest(session, actor))
    )
    return render(request, house, actor, "pages/office.html", title="Administration", waiting=view, anew=anew)


@get("/administration/settings", sync_to_thread=True, opt=FOR_ADMINISTRATION)
def show_settings(
    request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str]:
    """Every setting as it holds today."""
    view = read_office(house, actor, "settings", "", lambda session: settings_page(session, house.now()))
    return render(request, house, actor, "pages/office_settings.html", title="Settings", settings=view)


@get("/administration/settings/{name:str}", sync_to_thread=True, opt=FOR_ADMINISTRATION)
def show_setting(
    request: AnyRequest, name: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str]:
    """One setting, with every value that it has had."""
    view, anew = read_office(
        house,
        actor,
        "setting",
        name,
        lambda session: (
            setting_page(session, name, actor, house.now()),
            because_of(session, actor, "setting-change", name),
        ),
    )
    template, done = "pages/office_setting.html", just_done(request)
    return render(request, house, actor, template, title="Setting", setting=view, anew=anew, done=done)


@get("/administration/days", sync_to_thread=True, opt=FOR_ADMINISTRATION)
def show_days(request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House]) -> Response[str]:
    """The bank holidays that clocks count by, and what this force has changed."""
    view = read_office(house, actor, "days", "", lambda session: days_page(session, house.now()))
    may_propose = Role.ADMINISTRATOR in actor.roles
    return render(
        request, house, actor, "pages/office_days.html", title="Bank holidays", days=view, may_propose=may_propose
    )


@get("/administration/days/{name:str}", sync_to_thread=True, opt=FOR_ADMINISTRATION)
def show_day(
    request: AnyRequest, name: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str]:
    """One day: what it is, and what was proposed."""
    view, anew = read_office(
        house,
        actor,
        "day",
        name,
        lambda session: (
            office_view(session, "day-off", day_of(name).isoformat(), actor, house.now()),
            because_of(session, actor, "day-off", day_of(name).isoformat()),
        ),
    )
    template, done = "pages/office_day.html", just_done(request)
    return render(request, house, actor, template, title="A day", office=view, anew=anew, done=done)


@get("/administration/people", sync_to_thread=True, opt=FOR_ADMINISTRATION)
def show_people(request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House]) -> Response[str]:
    """People on the register and their accounts, by name or number."""
    search, page = request.query_params.get("search", "").strip(), request.query_params.get("page", "1")
    number = int(page) if page.isdecimal() and len(page) < 7 else 1
    view = read_office(house, actor, "people", "", lambda session: people_page(session, search, number))
    may_add = Role.ADMINISTRATOR in actor.roles
    return render(
        request, house, actor, "pages/office_people.html", title="People and accounts", people=view, may_add=may_add
    )


@get("/administration/people/{reference:str}", sync_to_thread=True, opt=FOR_ADMINISTRATION)
def show_person(
    request: AnyRequest, reference: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str]:
    """One person, their accounts, and what may be done about them."""
    view = read_office(
        house, actor, "person", reference, lambda session: person_page(session, reference, actor, house.now())
    )
    return render(
        request, house, actor, "pages/office_person.html", title="A person", person=view, done=just_done(request)
    )


@get("/administration/support", sync_to_thread=True, opt=FOR_ADMINISTRATION)
def show_services(
    request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str]:
    """Every service of the support directory, those taken off the list too."""
    view = read_office(house, actor, "services", "", lambda session: services(session, house.now(), retired=True))
    may_add = Role.ADMINISTRATOR in actor.roles
    return render(
        request, house, actor, "pages/office_support.html", title="Support directory", services=view, may_add=may_add
    )


@get("/administration/support/{reference:str}", sync_to_thread=True, opt=FOR_ADMINISTRATION)
def show_service(
    request: AnyRequest, reference: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str]:
    """One service, and what has been said of it."""
    view = read_office(
        house, actor, "service", reference, lambda session: service_page(session, reference, actor, house.now())
    )
    return render(
        request, house, actor, "pages/office_service.html", title="A service", service=view, done=just_done(request)
    )


@get("/administration/lists", sync_to_thread=True, opt=FOR_ADMINISTRATION)
def show_lists(request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House]) -> Response[str]:
    """The closed lists that the rules use. They change with the program, not here."""
    view = read_office(house, actor, "lists", "", lambda _session: reference_lists())
    return render(request, house, actor, "pages/office_lists.html", title="Reference lists", lists=view)


@get("/administration/lists/{name:str}", sync_to_thread=True, opt=FOR_ADMINISTRATION)
def show_list(
    request: AnyRequest, name: FromPath[str], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str]:
    """One list, what asks for it, and the sources."""
    view = read_office(house, actor, "list", name, lambda _session: reference_list(name))
    return render(request, house, actor, "pages/office_list.html", title="A reference list", list=view)


@get("/support", sync_to_thread=True, opt={"roles": tuple(SUPPORTING)})
def show_support(request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House]) -> Response[str]:
    """The services that a victim may be offered, for those who speak with victims."""
    view = read_office(house, actor, "support", "", lambda session: services(session, house.now(), retired=False))
    return render(request, house, actor, "pages/support.html", title="Support for victims", services=view)


def read_office(house: House, actor: SignedIn, what: str, name: str, view: Callable[[Session], View]) -> View:
    """What is read of administration, once the log says so. Raises `NotFound`, once it says that it was asked for."""
    try:
        with house.database.transaction(actor.person_id, write=False) as session:
            found = view(session)
    except NotFound:
        log_not_found(house, actor, what, name)
        raise
    log_view(house, actor, what)
    return found


def just_done(request: AnyRequest) -> str:
    """What the address says has just been done."""
    done = request.query_params.get("done", "")
    return done if done in DONE else ""


ROUTES = (
    show_overview,
    show_settings,
    show_setting,
    show_days,
    show_day,
    show_people,
    show_person,
    show_services,
    show_service,
    show_lists,
    show_list,
    show_support,
)
