"""What goes wrong: each page, what it keeps, what it never tells, and what is logged."""

import logging
from collections.abc import Mapping
from functools import cache

import pytest
from litestar import Litestar, Router, get, post
from litestar.params import FromPath
from litestar.testing import TestClient
from sqlalchemy.exc import IntegrityError, OperationalError

from complaints.app import create_app
from complaints.database import SYSTEM, Database
from complaints.entries import read
from complaints.errors import Invalid, NotFound, Stale
from complaints.models.cases import AllocationRow
from complaints.references import reference, submission
from complaints.services.accounts import resolve_person
from complaints.services.openings import open_case
from complaints.web.security import admit
from tests.support.statements import count_statements
from tests.web.client import ASSETS, Site, settled
from workflows.handling.entries import ReportMatter
from workflows.model import Decision, Refused, Role
from workflows.registry import REQUIREMENTS, STEPS

CANARY = "canary words that somebody typed"
DECIDE = STEPS["decide-independence"]
MISSING = tuple(r for r in REQUIREMENTS.values() if DECIDE.trigger in r.before)
PROBLEMS: Mapping[str, Exception] = {
    "refused": Refused(DECIDE.trigger, "undecided", Decision(DECIDE, False, MISSING, ())),
    "nowhere": Refused(DECIDE.trigger, "not running"),
    "stale": Stale(DECIDE.trigger),
    "clash": IntegrityError(CANARY, {"typed": CANARY}, ValueError(CANARY)),
    "busy": OperationalError(CANARY, {"typed": CANARY}, ValueError(CANARY)),
    "broken": RuntimeError(CANARY),
    "invalid": Invalid({"reasons": CANARY}),
    "not-found": NotFound(CANARY),
}


@post("/meetings/{what:str}/steps/decide-independence", sync_to_thread=True)
def fail(what: FromPath[str]) -> None:
    try:
        raise ValueError(CANARY)
    except ValueError:
        raise PROBLEMS[what]  # noqa: B904 - the trace of what came before must be as silent


@get("/for-the-head", opt={"roles": (Role.HEAD_OF_PSD,)}, sync_to_thread=False)
def for_the_head() -> str:
    return CANARY


@pytest.fixture
def site(database: Database) -> Site:
    site = Site(database)
    site.app = failing()
    site.app.state.house = site.house
    return site


@cache
def failing() -> Litestar:
    """An application with pages that fail; one serves every test."""
    app = create_app(Site(Database("sqlite://")).house, ASSETS)
    app.register(Router("/", route_handlers=[fail, for_the_head], guards=[admit]))
    return app


@pytest.fixture
def ana(site: Site) -> TestClient[Litestar]:
    site.add_person("ana", Role.INTAKE, number="100")
    return site.browser("ana")


def send(site: Site, browser: TestClient[Litestar], what: str, **form: str) -> tuple[int, str]:
    response = site.post(browser, f"/meetings/{what}/steps/decide-independence", **form)
    return response.status_code, response.text


@pytest.mark.parametrize(
    ("what", "status", "title"),
    [
        ("refused", 409, "This cannot be done yet"),
        ("nowhere", 409, "This cannot be done yet"),
        ("stale", 409, "Something has changed since you opened this page"),
        ("clash", 409, "Something has changed since you opened this page"),
        ("busy", 503, "The service is busy"),
        ("broken", 500, "There is a problem with the service"),
        ("invalid", 422, "The form could not be read"),
        ("not-found", 404, "Page or case not found"),
    ],
)
def test_each_problem_has_its_page_and_none_shows_details(
    site: Site, ana: TestClient[Litestar], what: str, status: int, title: str
) -> None:
    answered, page = send(site, ana, what)
    assert (answered, f'<h1 class="govuk-heading-l">{title}</h1>' in page) == (status, True)
    assert [word for word in (CANARY, "Traceback", "RuntimeError", "ValueError") if word in page] == []


def test_a_refusal_names_all_that_is_missing_with_its_source_and_its_remedy(
    site: Site, ana: TestClient[Litestar]
) -> None:
    _, page = send(site, ana, "refused")
    assert MISSING != ()
    for requirement in MISSING:
        assert requirement.unmet.replace("'", "&#39;") in page
        assert requirement.cite.short.replace("'", "&#39;") in page
        if requirement.remedy:
            assert f'href="/meetings/refused/steps/{requirement.remedy}"' in page
    assert "This is for: Appropriate authority" in page
    assert '<a class="govuk-link" href="/meetings/refused">' in page


@pytest.mark.parametrize("what", ["refused", "stale"])
def test_what_was_typed_is_kept(site: Site, ana: TestClient[Litestar], what: str) -> None:
    form = {
        "handled_by": "own-force",
        "reasons": "<b>long thought</b>\r\nand more",
        "review_on-day": "2",
        "review_on-month": "4",
    }
    _, page = send(site, ana, what, **form, reason="it could not wait", other="x")
    start = page.index("What you typed")
    rows = page[start:].replace("\n", "")
    for words in (
        "This force",
        "&lt;b&gt;long thought&lt;/b&gt;<br>and more",
        ">2 4<",
        "Your reason",
        "it could not wait",
    ):
        assert words in rows
    assert "other" not in rows


def test_a_refusal_is_logged_though_nothing_was_done(site: Site, ana: TestClient[Litestar]) -> None:
    before = site.logged()
    for what in ("refused", "nowhere", "stale"):
        send(site, ana, what)
    assert [entry[:2] for entry in site.logged()[len(before) :]] == [("refusal", "decide-independence")] * 2


@pytest.mark.parametrize("what", ["broken", "busy", "clash"])
def test_a_fault_is_noted_with_its_stack_and_without_its_words(
    site: Site, ana: TestClient[Litestar], what: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, logger="complaints"):
        send(site, ana, what, reasons=CANARY)
    noted = caplog.text
    assert "POST /meetings/{what}/steps/decide-independence" in noted
    assert ("in fail" in noted, type(PROBLEMS[what]).__name__ in noted, "ValueError" in noted) == (True, True, True)
    assert CANARY not in noted


def test_what_is_unknown_hidden_or_for_others_is_answered_to_the_letter_alike(site: Site) -> None:
    case = secret_case(site)
    dee = site.browser("dee")
    unknown = reference(site.random, "nothing has this")
    addresses = [f"/cases/{case}", f"/cases/{unknown}", "/cases/7", "/nowhere", "/no/where/at/all", "/for-the-head"]
    answers = [dee.get(address) for address in addresses]
    assert site.browser("ana").get(f"/cases/{case}").status_code == 200
    assert {(answer.status_code, answer.text, str(answer.headers)) for answer in answers} == {
        (404, answers[0].text, str(answers[0].headers))
    }
    assert 'href="/safety"' in answers[0].text


def test_hidden_and_unknown_cost_the_same_statements_and_are_both_logged(site: Site) -> None:
    case = secret_case(site)
    dee = site.browser("dee")
    traces = []
    for asked in (case, reference(site.random, "nothing has this")):
        with count_statements(site.database.engine) as seen:
            dee.get(f"/cases/{asked}")
        traces.append(seen.statements)
    assert traces[0] == traces[1]
    assert [entry[:2] for entry in site.logged()[-2:]] == [("not_found", "case")] * 2


def test_looking_for_a_page_that_is_not_there_is_logged(site: Site, ana: TestClient[Litestar]) -> None:
    before = len(site.logged())
    ana.get("/nowhere")
    ana.get("/for-the-head")
    assert [entry[:2] for entry in site.logged()[before:]] == [("not_found", "page")] * 2


def test_nobody_learns_which_addresses_exist(site: Site) -> None:
    browser = site.browser()
    answers = [browser.get(path) for path in ("/nowhere", "/for-the-head")]
    assert [(a.status_code, a.headers["location"]) for a in answers] == [
        (303, "/sign-in?next=%2Fnowhere"),
        (303, "/sign-in?next=%2Ffor-the-head"),
    ]


def test_a_role_opens_what_is_for_it(site: Site) -> None:
    site.add_person("hed", Role.HEAD_OF_PSD)
    assert site.browser("hed").get("/for-the-head").text == CANARY


def test_a_method_that_a_page_does_not_take_shows_the_frame(ana: TestClient[Litestar]) -> None:
    response = ana.get("/sign-out")
    assert (response.status_code, "This address is not a page" in response.text) == (405, True)
    assert "Signed in as" in response.text


@pytest.mark.parametrize("path", ["/cases/%00", "/safety?a=%00"])
def test_an_address_that_no_text_can_hold_is_not_found(ana: TestClient[Litestar], path: str) -> None:
    response = ana.get(path)
    assert (response.status_code, settled(response.text)) == (404, settled(ana.get("/nowhere").text))


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("application/x-www-form-urlencoded", b"a" * 50 + b"&" * 50 + b"=%ff%00"),
        ("multipart/form-data; boundary=x", b"garbage"),
        ("application/json", b"{"),
        ("", b"\xff"),
    ],
)
def test_a_body_that_is_no_form_of_ours_is_refused(ana: TestClient[Litestar], encoding: str, body: bytes) -> None:
    response = ana.post("/safety", content=body, headers={"Content-Type": encoding})
    assert response.status_code == 403


def secret_case(site: Site) -> str:
    """A case reported by ana about dee, who has an account and would see it by an allocation, were she not excluded."""
    ana = site.add_person("ana", Role.INTAKE, number="100")
    dee = site.add_person("dee", Role.INTAKE, number="4471")
    raw = {
        "route": "colleague",
        "came_to_attention_at": "2026-03-02T09:00",
        "account": CANARY,
        "domestic_abuse": "yes",
        "subject": "4471",
    }
    name = reference(site.random, "case")
    with site.database.transaction(ana.person_id) as session:
        entry = read(ReportMatter, raw, lambda number: resolve_person(session, number), now=site.clock())
        assert isinstance(entry, ReportMatter)
        sent = submission(site.random, "case")
        taken = open_case(session, by=ana, at=site.clock(), entry=entry, submission=sent, reference=name)
    works = {"person_id": dee.person_id, "role": Role.INTAKE, "since": site.clock(), "event_id": taken.event_id}
    with site.database.transaction(SYSTEM) as session:
        session.add(AllocationRow(case_id=taken.place.id, **works))
    return name
