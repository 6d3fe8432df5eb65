"""Administration: settings and days off that two people settle, and nothing for anybody else."""

import re
from typing import Any

import pytest
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from complaints.database import SYSTEM, Database
from complaints.models.people import Person
from complaints.references import reference
from complaints.services.verify import verify
from tests.queries.scene import Scene
from tests.web.client import PASSWORD, Site
from tests.web.stepping import FIELD, sent_again, title
from workflows.casefile import Service
from workflows.model import Role

Client = TestClient[Litestar]
PROPOSE = "/administration/steps/propose-setting?of=soo-first-contact"
SETTING = "/administration/settings/soo-first-contact"
SAID = {
    "value": "9",
    "from_day-day": "1",
    "from_day-month": "1",
    "from_day-year": "2026",
    "source": "Minute 4 of the board",
    "why": "It was agreed.",
}
DAY = {
    "day-day": "3",
    "day-month": "3",
    "day-year": "2026",
    "becomes": "bank-holiday",
    "called": "State funeral",
    "source": "A proclamation",
}


@pytest.fixture
def scene(database: Database) -> Scene:
    """A case with deadlines, and two administrators beside the department."""
    scene = Scene(database)
    scene.play(until="appoint-oversight-officer")
    for name in ("ada", "abe"):
        scene.people[name] = scene.site.add_person(name, Role.ADMINISTRATOR)
    return scene


@pytest.fixture
def site(scene: Scene) -> Site:
    return scene.site


def fill(site: Site, client: Client, path: str, **answers: Any) -> Response:
    """Open a form, fill it in and send it."""
    page = client.get(path)
    assert page.status_code == 200, page.text
    return site.post(client, path, **dict(FIELD.findall(page.text)), **answers)


def settle(site: Site, client: Client, path: str, **answers: Any) -> Response:
    """The same, and confirm what the check page shows. The answer is the last one."""
    checked = fill(site, client, path, **answers)
    assert title(checked) == "Check your answers", checked.text
    return site.post(client, path, **sent_again(checked), action="confirm")


def test_a_setting_is_changed_by_two_people_and_deadlines_follow(site: Site) -> None:
    ada, hope = site.browser("ada"), site.browser("hed")
    done = settle(site, ada, PROPOSE, **SAID)
    assert (done.status_code, done.headers["location"]) == (303, f"{SETTING}?done=recorded")
    assert "Waits for a second person" in ada.get("/administration/settings").text
    assert "2 working days" in ada.get(SETTING).text
    waits = hope.get("/administration").text
    assert "First contact by that officer" in waits
    assert "Ada" in waits
    confirmed = settle(site, hope, "/administration/steps/confirm-setting?of=soo-first-contact", checked="yes")
    moved = re.fullmatch(rf"{SETTING}\?done=recorded&moved=(\d+)", confirmed.headers["location"])
    assert moved
    assert int(moved[1]) > 0
    page = hope.get(confirmed.headers["location"]).text
    assert f"Deadlines were worked out again: {moved[1]} " in page
    assert "9 working days" in page
    assert "This force: Minute 4 of the board" in page
    assert verify(site.database).problems == ()


def test_whoever_proposed_it_is_told_that_another_must_confirm(site: Site) -> None:
    ada = site.browser("ada")
    settle(site, ada, PROPOSE, **SAID)
    answer = ada.get("/administration/steps/confirm-setting?of=soo-first-contact")
    assert answer.status_code == 409
    assert "a second person must" in answer.text
    abe = site.browser("abe")
    settle(site, abe, "/administration/steps/turn-down-setting?of=soo-first-contact", why="Too long.")
    assert "Value turned down" in ada.get(SETTING).text


def test_what_is_wrong_is_said_beside_the_question_and_what_was_typed_stays(site: Site) -> None:
    ada = site.browser("ada")
    answer = fill(site, ada, PROPOSE, **{**SAID, "value": "0"})
    assert answer.status_code == 422
    assert "at least 1" in answer.text
    assert "Minute 4 of the board" in answer.text


def test_what_the_law_fixes_offers_no_step(site: Site) -> None:
    ada = site.browser("ada")
    page = ada.get("/administration/settings/written-update").text
    assert "The law fixes this" in page
    assert "propose-setting" not in page
    answer = fill(site, ada, "/administration/steps/propose-setting?of=written-update", **SAID)
    assert (answer.status_code, "is fixed by" in answer.text) == (422, True)


def test_a_form_that_was_overtaken_is_refused_with_what_was_typed(site: Site) -> None:
    ada, abe = site.browser("ada"), site.browser("abe")
    checked = fill(site, ada, PROPOSE, **SAID)
    settle(site, abe, PROPOSE, **SAID)
    late = site.post(ada, PROPOSE, **sent_again(checked), action="confirm")
    assert late.status_code == 409
    assert "Minute 4 of the board" in late.text


def test_a_bank_holiday_moves_deadlines_and_the_list_of_days(site: Site) -> None:
    ada, hope = site.browser("ada"), site.browser("hed")
    done = settle(site, ada, "/administration/steps/propose-day", **DAY)
    assert done.headers["location"] == "/administration/days/2026-03-03?done=recorded"
    assert "Tuesday 3 March 2026" in ada.get("/administration/days").text
    confirmed = settle(site, hope, "/administration/steps/confirm-day?of=2026-03-03", checked="yes")
    assert int(confirmed.headers["location"].partition("moved=")[2]) > 0
    page = ada.get("/administration/days").text
    assert page.count("Tuesday 3 March 2026") == 2
    assert verify(site.database).problems == ()


def test_a_day_before_clocks_count_is_refused(site: Site) -> None:
    answer = fill(site, site.browser("ada"), "/administration/steps/propose-day", **{**DAY, "day-year": "1999"})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "path",
    [
        "/administration/settings/none",
        "/administration/days/tomorrow",
        "/administration/steps/none",
        "/administration/steps/record-matter",
        "/administration/steps/propose-setting",
        "/administration/steps/propose-setting?of=none",
        "/administration/steps/confirm-day?of=soon",
    ],
)
def test_what_is_not_there_is_not_found(site: Site, path: str) -> None:
    ada = site.browser("ada")
    assert ada.get(path).status_code == 404
    if "/steps/" in path:
        assert site.post(ada, path).status_code == 404


@pytest.mark.parametrize("who", ["ana", "lee", "ivy", "sue", "dee"])
def test_nobody_else_finds_any_of_it(site: Site, who: str) -> None:
    browser = site.browser(who)
    for path in ("/administration", "/administration/settings", SETTING, "/administration/days", PROPOSE):
        assert browser.get(path).status_code == 404
    assert site.post(browser, PROPOSE, **SAID).status_code == 404
    assert "/administration" not in browser.get("/").text


def test_a_step_needs_the_form_that_was_made_for_this_browser(site: Site) -> None:
    ada = site.browser("ada")
    assert ada.post(PROPOSE, data=SAID).status_code == 403


def test_an_administrator_finds_no_case(scene: Scene, site: Site) -> None:
    ada = site.browser("ada")
    assert ada.get(f"/cases/{scene.reference}").status_code == 404
    assert scene.reference not in ada.get("/").text + ada.get("/administration").text


def person_of(scene: Scene, who: str) -> str:
    return str(scene.people[who].person)


def step_for(scene: Scene, trigger: str, who: str) -> str:
    return f"/administration/steps/{trigger}?of={person_of(scene, who)}"


def test_roles_are_proposed_by_one_and_confirmed_by_another(scene: Scene, site: Site) -> None:
    ada, hed = site.browser("ada"), site.browser("hed")
    form = ada.get(step_for(scene, "propose-roles", "ana")).text
    assert 'value="intake" checked' in form
    assert "reporter-in-confidence" not in form
    settle(site, ada, step_for(scene, "propose-roles", "ana"), roles=["intake", "investigator"], why="She moved.")
    assert "Ana" in hed.get("/administration").text
    assert ada.get(step_for(scene, "confirm-roles", "ana")).status_code == 409
    settle(site, hed, step_for(scene, "confirm-roles", "ana"), checked="yes")
    assert "Intake, Investigator" in ada.get(f"/administration/people/{person_of(scene, 'ana')}").text


def test_nobody_proposes_roles_for_themselves(scene: Scene, site: Site) -> None:
    ada = site.browser("ada")
    answer = fill(site, ada, step_for(scene, "propose-roles", "ada"), roles=["head-of-psd"], why="Why not.")
    assert (answer.status_code, "Nobody settles their own roles" in answer.text) == (409, True)


def test_closing_an_account_ends_its_sessions_at_once(scene: Scene, site: Site) -> None:
    ana, hed = site.browser("ana"), site.browser("hed")
    assert ana.get("/").status_code == 200
    settle(site, hed, step_for(scene, "close-account", "ana"), why="She left.")
    assert ana.get("/").headers["location"] == "/sign-in"
    fresh = site.browser()
    fresh.get("/sign-in")
    assert site.post(fresh, "/sign-in", name="ana", password=PASSWORD).status_code == 422


def test_a_one_time_password_is_shown_once_and_opens_nothing_until_another_is_chosen(scene: Scene, site: Site) -> None:
    ada, ana = site.browser("ada"), site.browser("ana")
    path = step_for(scene, "reset-password", "ana")
    checked = fill(site, ada, path, why="She came in person.")
    shown = site.post(ada, path, **sent_again(checked), action="confirm")
    (once,) = re.findall(r"[2-9A-Y]{4}-[2-9A-Y]{4}-[2-9A-Y]{4}", shown.text.split("<h1")[1])
    again = site.post(ada, path, **sent_again(checked), action="confirm")
    assert (again.status_code, once in again.text) == (303, False)
    assert once not in ada.get(f"/administration/people/{person_of(scene, 'ana')}").text
    assert ana.get("/").headers["location"] == "/sign-in"

    fresh = site.browser()
    fresh.get("/sign-in")
    asked = site.post(fresh, "/sign-in", name="ana", password=once)
    assert (asked.status_code, title(asked)) == (200, "Choose a password")
    assert fresh.get("/").headers["location"] == "/sign-in"
    new = "a long enough phrase"
    wrong = (
        {"password": "wrong", "new_password": new, "again": new},
        {"password": once, "new_password": "short", "again": "short"},
        {"password": once, "new_password": new, "again": "another long phrase"},
        {"password": once, "new_password": once, "again": once},
    )
    for answers in wrong:
        assert site.post(fresh, "/sign-in/password", name="ana", **answers).status_code == 422
    chosen = site.post(fresh, "/sign-in/password", name="ana", password=once, new_password=new, again=new)
    assert chosen.headers["location"] == "/"
    assert fresh.get("/").status_code == 200
    other = site.browser()
    other.get("/sign-in")
    assert site.post(other, "/sign-in", name="ana", password=once).status_code == 422
    assert site.post(other, "/sign-in", name="ana", password=new).status_code == 303


def test_choosing_a_password_is_only_for_a_one_time_one(site: Site) -> None:
    browser = site.browser()
    browser.get("/sign-in")
    new = "a long enough phrase"
    answer = site.post(browser, "/sign-in/password", name="ana", password=PASSWORD, new_password=new, again=new)
    assert (answer.status_code, "The one-time password is wrong" in answer.text) == (422, True)


def test_somebody_on_the_register_gets_an_account(scene: Scene, site: Site) -> None:
    ada, name = site.browser("ada"), reference(site.random, "nan")
    with site.database.transaction(SYSTEM) as session:
        session.add(Person(reference=name, name="Nan New", number="7001", service=Service.STAFF))
    page = ada.get(f"/administration/people/{name}").text
    assert re.findall(r"steps/([a-z-]+)", page) == ["open-account"]
    path = f"/administration/steps/open-account?of={name}"
    taken = fill(site, ada, path, username="ana")
    late = site.post(ada, path, **sent_again(taken), action="confirm")
    assert (late.status_code, "Somebody else has this user name" in late.text) == (422, True)
    settle(site, ada, path, username="nan.new")
    assert "One-time, not chosen yet" in ada.get(f"/administration/people/{name}").text
    assert scene.reference not in page


def test_people_are_found_by_name_and_by_number_and_in_pages(site: Site) -> None:
    ada = site.browser("ada")
    with site.database.transaction(SYSTEM) as session:
        for n in range(60):
            name = reference(site.random, f"many {n}")
            session.add(Person(reference=name, name=f"Many_{n:02}", number=f"8{n:03}", service=Service.STAFF))

    def found(**asked: str) -> list[str]:
        page = ada.get("/administration/people", params=asked).text
        return re.findall(r'people/[A-Z0-9-]{14}">([^<]+)<', page)

    assert found(search="many_07") == ["Many_07"]
    assert found(search="8007") == ["Many_07"]
    assert found(search="any%") == []
    assert found(search="800") == []
    pages = [found(search="Many", page=str(n)) for n in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [25, 25, 10, 10]
    assert pages[2] == pages[3]
    assert found(search="The system") == []
