"""Signing in and out: who gets in, what is counted, what is logged, and that an old id never becomes a session."""

import pytest
from sqlmodel import select

from complaints.database import Database
from complaints.models.people import Account, SignInAttempt, WebSession
from complaints.web.pages.sign_in import local_path
from complaints.web.sessions import session_key
from tests.web.client import PASSWORD, Site, settled
from workflows.model import Role

COOKIE = "__Host-session"


@pytest.fixture
def site(database: Database) -> Site:
    site = Site(database)
    site.add_person("ana", Role.INTAKE)
    return site


def try_to_sign_in(site: Site, name: str, password: str) -> int:
    browser = site.browser()
    browser.get("/sign-in")
    return site.post(browser, "/sign-in", name=name, password=password).status_code


def test_the_right_password_leads_to_the_page_that_was_asked_for(site: Site) -> None:
    browser = site.browser()
    asked = browser.get("/safety?a=b")
    assert (asked.status_code, asked.headers["location"]) == (303, "/sign-in?next=%2Fsafety%3Fa%3Db")
    assert 'name="next" value="/safety?a=b"' in browser.get(asked.headers["location"]).text
    entered = site.post(browser, "/sign-in", name="ana", password=PASSWORD, next="/safety?a=b")
    assert (entered.status_code, entered.headers["location"]) == (303, "/safety?a=b")
    assert browser.get("/safety").status_code == 200


def test_somebody_signed_in_is_sent_on_from_the_form(site: Site) -> None:
    ana = site.browser("ana")
    response = ana.get("/sign-in?next=/safety")
    assert (response.status_code, response.headers["location"]) == (303, "/safety")


def test_a_wrong_password_and_an_unknown_name_look_the_same(site: Site) -> None:
    pages = []
    for name in ("ana", "bob"):
        browser = site.browser()
        browser.get("/sign-in")
        answer = site.post(browser, "/sign-in", name=name, password="wrong")
        assert answer.status_code == 422
        pages.append(settled(answer.text).replace(f'value="{name}"', "value"))
    assert pages[0] == pages[1]
    assert "The user name or the password is wrong" in pages[0]


def test_every_missing_answer_is_named_and_none_is_counted(site: Site) -> None:
    browser = site.browser()
    browser.get("/sign-in")
    page = site.post(browser, "/sign-in").text
    assert ("Enter your user name" in page, "Enter your password" in page) == (True, True)
    assert site.logged() == []


def test_every_way_in_and_out_is_logged_and_an_unknown_name_is_not_kept(site: Site) -> None:
    try_to_sign_in(site, "ana", "wrong")
    try_to_sign_in(site, "canary", "wrong")
    ana = site.browser("ana")
    site.post(ana, "/sign-out")
    with site.database.transaction(write=False) as session:
        account = session.exec(select(Account.id)).one()
    assert site.logged() == [
        ("sign_in_failed", "wrong", account),
        ("sign_in_failed", "wrong", None),
        ("sign_in", "password", account),
        ("sign_out", "asked", account),
    ]


def test_signing_out_ends_the_session_and_takes_the_cookie_away(site: Site) -> None:
    ana = site.browser("ana")
    thief = site.browser()
    thief.cookies.set(COOKIE, ana.cookies[COOKIE])
    assert thief.get("/safety").status_code == 200
    left = site.post(ana, "/sign-out")
    assert (left.status_code, left.headers["location"]) == (303, "/sign-in")
    assert left.headers["set-cookie"] == (f'{COOKIE}=""; HttpOnly; Max-Age=0; Path=/; SameSite=lax; Secure')
    assert thief.get("/safety").status_code == 303


def test_signing_in_always_makes_a_new_id(site: Site) -> None:
    browser = site.browser()
    browser.cookies.set(COOKIE, "planted")
    assert "set-cookie" not in browser.get("/sign-in").headers
    site.post(browser, "/sign-in", name="ana", password=PASSWORD)
    fresh = browser.cookies.get(COOKIE, domain="complaints.example.org")
    assert fresh not in (None, "planted")
    assert keys(site) == {session_key(str(fresh))}
    attacker = site.browser()
    attacker.cookies.set(COOKIE, "planted")
    assert attacker.get("/safety").status_code == 303


def test_signing_in_again_ends_the_browsers_earlier_session(site: Site) -> None:
    ana = site.browser("ana")
    first = ana.cookies[COOKIE]
    site.post(ana, "/sign-in", name="ana", password=PASSWORD)
    assert keys(site) == {session_key(ana.cookies[COOKIE])}
    assert ana.cookies[COOKIE] != first


def test_an_account_that_is_closed_is_out_at_once_and_cannot_come_back(site: Site) -> None:
    ana = site.browser("ana")
    with site.database.transaction() as session:
        session.exec(select(Account)).one().active = False
    assert ana.get("/safety").status_code == 303
    assert try_to_sign_in(site, "ana", PASSWORD) == 422


@pytest.mark.parametrize("name", ["ana", "nobody"])
def test_after_five_failures_the_next_try_waits_whoever_it_is(site: Site, name: str) -> None:
    assert [try_to_sign_in(site, name, "wrong") for _ in range(6)] == [422] * 5 + [429]
    assert try_to_sign_in(site, name, PASSWORD) == 429
    assert site.logged()[-1][:2] == ("sign_in_failed", "throttled")
    site.clock.forward(minutes=15)
    assert try_to_sign_in(site, name, PASSWORD) == (303 if name == "ana" else 422)


def test_tries_that_wait_do_not_make_the_wait_longer(site: Site) -> None:
    for _ in range(5):
        try_to_sign_in(site, "ana", "wrong")
    site.clock.forward(minutes=14)
    assert [try_to_sign_in(site, "ana", PASSWORD) for _ in range(5)] == [429] * 5
    site.clock.forward(minutes=1)
    assert try_to_sign_in(site, "ana", PASSWORD) == 303


def test_failures_count_for_one_name_and_are_forgotten_when_the_password_is_right(site: Site) -> None:
    site.add_person("bob", Role.INTAKE)
    tries = [("ana", "wrong")] * 4 + [("bob", "wrong")] * 4 + [("ana", PASSWORD), ("ana", "wrong"), ("bob", "wrong")]
    assert [try_to_sign_in(site, *one) for one in tries] == [422] * 8 + [303, 422, 422]
    assert [try_to_sign_in(site, name, PASSWORD) for name in ("ana", "bob")] == [303, 429]


def test_the_page_for_too_many_tries_is_the_same_for_a_name_that_nobody_has(site: Site) -> None:
    pages = []
    for name in ("ana", "nobody"):
        for _ in range(5):
            try_to_sign_in(site, name, "wrong")
        browser = site.browser()
        browser.get("/sign-in")
        pages.append(settled(site.post(browser, "/sign-in", name=name, password=PASSWORD).text))
    assert pages[0] == pages[1]


def test_old_attempts_and_dead_sessions_are_swept_out(site: Site) -> None:
    try_to_sign_in(site, "canary", "wrong")
    site.browser("ana")
    site.clock.forward(minutes=15)
    site.browser("ana")
    assert len(keys(site)) == 2  # a dead session is remembered for a day, and opens nothing
    site.clock.forward(hours=33)
    site.browser("ana")
    assert len(keys(site)) == 1
    with site.database.transaction(write=False) as session:
        assert session.exec(select(SignInAttempt)).all() == []


@pytest.mark.parametrize(
    ("wanted", "page"),
    [
        ("/safety", "/safety"),
        ("/cases/K7Q2-M4XD-9TBC?a=b&c", "/cases/K7Q2-M4XD-9TBC?a=b&c"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/a\\b", "/"),
        ("https://evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("/a\r\nSet-Cookie: b=c", "/"),
        ("safety", "/"),
        ("", "/"),
    ],
)
def test_the_next_page_is_always_one_of_ours(wanted: str, page: str) -> None:
    assert local_path(wanted) == page


def test_an_id_cannot_be_had_from_the_database(site: Site) -> None:
    ana = site.browser("ana")
    assert keys(site) == {session_key(ana.cookies[COOKIE])}
    assert ana.cookies[COOKIE] not in keys(site)


def keys(site: Site) -> set[str]:
    with site.database.transaction(write=False) as session:
        return set(session.exec(select(WebSession.key)).all())
