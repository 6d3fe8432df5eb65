"""Who may use which address. The list is written by hand: an address that is not on it, or is open to others, fails."""

from collections.abc import Iterator

import pytest
from litestar import Litestar, get
from litestar.routes import HTTPRoute

from complaints.database import Database
from complaints.web.security import Undeclared, check_declared, is_public
from tests.queries.scene import ALLEGATION, PLAN, REPORT, Scene
from tests.support.addresses import triggers_at
from workflows.calls_to_action.checklist import MEASURES
from workflows.model import PSD, Role
from workflows.panel.lifecycle import RELEASERS, STAFF

CASEWORK = PSD | {Role.OVERSIGHT_OFFICER, Role.DUTY_INSPECTOR, Role.CHIEF_OFFICER, Role.DEPUTY}
ANYBODY, SIGNED_IN = "anybody", "whoever is signed in"
PANEL = STAFF | RELEASERS | {Role.PANEL_MEMBER, Role.CHIEF_OFFICER}
COMPLIANCE = frozenset({Role.HEAD_OF_PSD, Role.APPROPRIATE_AUTHORITY})
ADMINISTRATION = frozenset({Role.ADMINISTRATOR, Role.HEAD_OF_PSD})
GATEKEEPER = frozenset({Role.GATEKEEPER})
REPORTERS = PSD | {Role.DUTY_INSPECTOR}
TAKERS = frozenset({Role.INTAKE, Role.HEAD_OF_PSD, Role.APPROPRIATE_AUTHORITY})
AUDIENCE: dict[str, str | frozenset[Role]] = {
    "/sign-in": ANYBODY,
    "/sign-in/password": ANYBODY,
    "/sign-out": ANYBODY,
    "/accessibility": ANYBODY,
    "/health": ANYBODY,
    "/assets/{name}": ANYBODY,
    "/": SIGNED_IN,
    "/cases": CASEWORK,
    "/saved-filters": CASEWORK,
    "/saved-filters/delete": CASEWORK,
    "/find": CASEWORK,
    "/urgent": CASEWORK,
    "/urgent/end": CASEWORK,
    "/cases/{reference}": SIGNED_IN,
    "/cases/{reference}/record": SIGNED_IN,
    "/cases/{reference}/others": SIGNED_IN,
    "/cases/{reference}/people": SIGNED_IN,
    "/cases/{reference}/allegations": SIGNED_IN,
    "/cases/{reference}/risk": SIGNED_IN,
    "/cases/{reference}/independence": SIGNED_IN,
    "/cases/{reference}/contact": SIGNED_IN,
    "/cases/{reference}/deadlines": SIGNED_IN,
    "/cases/{reference}/decisions": SIGNED_IN,
    "/cases/{reference}/documents": SIGNED_IN,
    "/cases/{reference}/panel": SIGNED_IN,
    "/cases/{reference}/timeline": SIGNED_IN,
    "/cases/{reference}/looked": frozenset({Role.HEAD_OF_PSD, Role.APPROPRIATE_AUTHORITY}),
    "/cases/{reference}/links": frozenset({Role.HEAD_OF_PSD, Role.APPROPRIATE_AUTHORITY}),
    "/cases/{reference}/print-summary": SIGNED_IN,
    "/cases/{reference}/print-chronology": SIGNED_IN,
    "/cases/{reference}/steps/{trigger}": SIGNED_IN,
    "/cases/{reference}/not-safe": frozenset({Role.OVERSIGHT_OFFICER}),
    "/declared": SIGNED_IN,
    "/safety": SIGNED_IN,
    "/safety/thanks": SIGNED_IN,
    "/confidential": SIGNED_IN,
    "/confidential/find": SIGNED_IN,
    "/confidential/{reference}": SIGNED_IN,
    "/confidential/{reference}/receipt": SIGNED_IN,
    "/confidential/{reference}/steps/{trigger}": SIGNED_IN,
    "/further": GATEKEEPER | {Role.DEPUTY},
    "/further/{reference}/{name}": GATEKEEPER | {Role.DEPUTY},
    "/concerns": GATEKEEPER,
    "/concerns/{reference}": GATEKEEPER,
    "/gatekeeper": GATEKEEPER,
    "/gatekeeper/{reference}": GATEKEEPER,
    "/gatekeeper/{reference}/steps/{trigger}": GATEKEEPER,
    "/report": REPORTERS,
    "/report/{key}/check": REPORTERS,
    "/report/{key}/delete": REPORTERS,
    "/report/{key}/receipt": REPORTERS,
    "/report/{key}/{page}": REPORTERS,
    "/unallocated": TAKERS,
    "/unallocated/{reference}": TAKERS,
    "/outside": frozenset({Role.DEPUTY}),
    "/outside/{reference}": frozenset({Role.DEPUTY}),
    "/unsent/{key}": SIGNED_IN,
    "/unsent/{key}/delete": SIGNED_IN,
    "/oversight": frozenset({Role.OVERSIGHT_OFFICER}),
    "/panel": PANEL,
    "/panel/plan": STAFF | RELEASERS,
    "/panel/{reference}": PANEL,
    "/panel/{reference}/pack.pdf": PANEL,
    "/panel/{reference}/steps/{trigger}": PANEL,
    "/administration": ADMINISTRATION,
    "/administration/settings": ADMINISTRATION,
    "/administration/settings/{name}": ADMINISTRATION,
    "/administration/days": ADMINISTRATION,
    "/administration/days/{name}": ADMINISTRATION,
    "/administration/people": ADMINISTRATION,
    "/administration/people/{reference}": ADMINISTRATION,
    "/administration/lists": ADMINISTRATION,
    "/administration/lists/{name}": ADMINISTRATION,
    "/administration/support": ADMINISTRATION,
    "/administration/support/{reference}": ADMINISTRATION,
    "/support": PSD | {Role.OVERSIGHT_OFFICER, Role.GATEKEEPER},
    "/administration/steps/{trigger}": ADMINISTRATION,
    "/panel/{reference}/cases/{code}": PANEL,
    "/panel/{reference}/cases/{code}/steps/{trigger}": PANEL,
    "/alerts": frozenset({Role.HEAD_OF_PSD}),
    "/compliance": COMPLIANCE,
    "/compliance/{name}": COMPLIANCE,
    "/compliance/{reference}/{part}": COMPLIANCE,
}
"""A case's pages are for whoever is signed in, and there for those who were given work on it."""

CANARIES = (REPORT["account"], ALLEGATION["summary"], PLAN["telephone"], PLAN["email"], PLAN["code_word"])
METHODS = ("GET", "POST")


@pytest.fixture
def scene(database: Database) -> Scene:
    """A case with all that could leak on file, and people with every role and with none who do not work on it."""
    scene = Scene(database)
    scene.people["oli"] = scene.site.add_person("oli", *Role)
    scene.people["nell"] = scene.site.add_person("nell")
    scene.play(until="send-update")
    return scene


def routes(scene: Scene) -> Iterator[HTTPRoute]:
    return (route for route in scene.site.app.routes if isinstance(route, HTTPRoute))


def addresses(scene: Scene) -> Iterator[tuple[str, str, str]]:
    """Every address of the application, filled with what there is, with its method and its pattern."""
    values = {"reference": scene.reference, "name": scene.reference, "part": next(iter(MEASURES))}
    values |= {"key": "0" * 32, "page": "what", "code": "ABCDE"}
    for route in routes(scene):
        for trigger in triggers_at(route.path) if "trigger" in route.path_parameters else ("",):
            path = route.path_format.format(**values, trigger=trigger)
            yield from ((method, path, route.path_format) for method in METHODS if method in route.methods)


def test_every_address_is_on_the_list(scene: Scene) -> None:
    found = {}
    for route in routes(scene):
        for handler in (handler for handler in route.route_handlers if not handler.http_methods <= {"OPTIONS"}):
            roles = handler.opt.get("roles")
            found[route.path_format] = ANYBODY if is_public(handler) else frozenset(roles) if roles else SIGNED_IN
    assert found == AUDIENCE


def test_an_address_that_says_nothing_does_not_start() -> None:
    @get("/forgotten", sync_to_thread=False)
    def forgotten() -> str:
        return ""

    @get("/both", sync_to_thread=False, opt={"public": True, "roles": (Role.INTAKE,)})
    def both() -> str:
        return ""

    for handler in (forgotten, both):
        with pytest.raises(Undeclared, match=str(handler)):
            check_declared(Litestar([handler]).routes)


def test_nobody_is_sent_to_sign_in(scene: Scene) -> None:
    browser = scene.site.browser()
    browser.get("/sign-in")
    for method, path, pattern in addresses(scene):
        if AUDIENCE[pattern] != ANYBODY:
            answer = browser.request(method, path, data={"_csrf_token": scene.site.token(browser)})
            to = answer.headers.get("location", "").split("?")[0]
            assert (method, path, answer.status_code, to, answer.text) == (method, path, 303, "/sign-in", "")


@pytest.mark.parametrize("who", ["oli", "nell", "dee", "vic", "rep"])
def test_outsiders_learn_nothing(scene: Scene, who: str) -> None:
    """With every role, with none, and as the subject, the victim and the person who reported."""
    browser = scene.site.browser(who)
    roles = scene.people[who].roles
    for method, path, pattern in addresses(scene):
        if pattern == "/sign-out":
            continue
        token = {"_csrf_token": scene.site.token(browser)} if method == "POST" else None
        answer = browser.request(method, path, data=token)
        wanted = AUDIENCE[pattern]
        if "{reference}" in pattern or "{key}" in pattern or (isinstance(wanted, frozenset) and not wanted & roles):
            assert (method, path, answer.status_code) == (method, path, 404)
        assert [canary for canary in CANARIES if canary in answer.text] == []


def test_there_is_something_to_learn(scene: Scene) -> None:
    paths = *(f"/cases/{scene.reference}/{name}" for name in ("allegations", "contact", "timeline")), "/oversight"
    pages = [scene.site.browser("sue").get(path).text for path in paths]
    found = {canary for canary in CANARIES if any(canary in page for page in pages)}
    assert found == set(CANARIES)
