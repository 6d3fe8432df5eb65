"""Sessions: when they end, what they write, what the cookie says, and that a form comes from its own browser."""

import pytest

from complaints.database import Database
from tests.support.statements import count_statements
from tests.web.client import Site
from workflows.model import Role


@pytest.fixture
def site(database: Database) -> Site:
    site = Site(database)
    site.add_person("ana", Role.INTAKE)
    return site


def test_a_session_unused_for_ten_minutes_is_over(site: Site) -> None:
    ana = site.browser("ana")
    site.clock.forward(minutes=10, seconds=-1)
    assert ana.get("/safety").status_code == 200
    site.clock.forward(minutes=10)
    assert ana.get("/safety").status_code == 303


def test_a_session_is_over_after_eight_hours_however_much_it_is_used(site: Site) -> None:
    ana = site.browser("ana")
    answers = []
    for _ in range(8 * 12):
        site.clock.forward(minutes=5)
        answers.append(ana.get("/safety").status_code)
    assert answers == [200] * (8 * 12 - 1) + [303]


def test_a_page_writes_to_the_session_once_a_minute_and_never_to_the_browser(site: Site) -> None:
    ana = site.browser("ana")
    writes = []
    for seconds in (0, 60, 1, 60, 1):
        site.clock.forward(seconds=seconds)
        with count_statements(site.database.engine) as seen:
            response = ana.get("/accessibility")
        writes.append(sum("UPDATE web_session" in sql for sql in seen.statements))
        assert "set-cookie" not in response.headers
    assert writes == [0, 0, 1, 0, 1]


def test_nobody_costs_no_statement(site: Site) -> None:
    browser = site.browser()
    with count_statements(site.database.engine) as seen:
        browser.get("/accessibility")
        browser.get("/safety")
    assert seen.statements == []


@pytest.mark.parametrize(("secure", "name", "flag"), [(True, "__Host-session", "; Secure"), (False, "session", "")])
def test_the_cookie_is_kept_from_scripts_and_other_sites(
    database: Database, secure: bool, name: str, flag: str
) -> None:
    site = Site(database, secure=secure)
    browser = site.browser()
    sent = browser.get("/sign-in").headers["set-cookie"]
    assert sent == f"{name}={browser.cookies[name]}; HttpOnly; Path=/; SameSite=lax{flag}"
    assert len(browser.cookies[name]) == 43


def test_ids_are_never_the_same(site: Site) -> None:
    ids = set()
    for _ in range(5):
        browser = site.browser()
        browser.get("/sign-in")
        ids.add(browser.cookies["__Host-session"])
    assert len(ids) == 5


def test_a_form_without_its_token_is_not_taken(site: Site) -> None:
    ana = site.browser("ana")
    response = ana.post("/safety", data={"concern": "canary"})
    assert response.status_code == 403
    assert "This form can no longer be sent" in response.text
    assert ana.post("/sign-out").status_code == 403
    assert ana.get("/safety").status_code == 200
    assert [kind for kind, *_ in site.logged()] == ["sign_in"]


def test_a_token_is_good_for_its_own_browser_only(site: Site) -> None:
    ana = site.browser("ana")
    other = site.browser("ana")
    sent = {"_csrf_token": site.token(other), "concern": "canary"}
    assert ana.post("/safety", data=sent).status_code == 403
    assert other.post("/safety", data=sent).status_code == 303


def test_signing_in_needs_the_token_of_the_form(site: Site) -> None:
    browser = site.browser()
    form = {"name": "ana", "password": "correct horse"}
    assert browser.post("/sign-in", data=form).status_code == 403
    browser.get("/sign-in")
    assert browser.post("/sign-in", data=form).status_code == 403
    assert site.logged() == []


@pytest.mark.parametrize(
    ("said", "status"), [("same-origin", 303), ("none", 303), ("same-site", 403), ("cross-site", 403), ("", 403)]
)
def test_a_form_sent_from_another_site_is_not_taken(site: Site, said: str, status: int) -> None:
    ana = site.browser("ana")
    form = {"_csrf_token": site.token(ana), "concern": "something"}
    assert ana.post("/safety", data=form, headers={"Sec-Fetch-Site": said}).status_code == status


def test_a_form_sent_after_the_session_ended_leads_to_the_sign_in_page(site: Site) -> None:
    ana = site.browser("ana")
    site.clock.forward(minutes=11)
    response = site.post(ana, "/safety", concern="something")
    sent_to, kept = response.headers["location"].split("?next=")
    assert (response.status_code, sent_to, kept.startswith("%2Funsent%2F")) == (303, "/sign-in", True)
