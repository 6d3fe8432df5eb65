"""Accounts: opened and closed by one person, given roles by two; and people found on the register."""

import re

import pytest

from complaints.database import SYSTEM, Database
from complaints.models.people import Person
from complaints.references import reference
from tests.queries.scene import Scene
from tests.support.bench import again
from tests.web.administering import administered, fill, settle
from tests.web.client import PASSWORD, Site
from tests.web.stepping import sent_again, title
from workflows.casefile import Service


@pytest.fixture
def scene(database: Database) -> Scene:
    return again(administered, database)


@pytest.fixture
def site(scene: Scene) -> Site:
    return scene.site


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
    assert re.findall(r"steps/([a-z-]+)", page) == ["propose-posting", "propose-training", "open-account"]
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
        return re.findall(r'people/[A-Z0-9-]{14}"><bdi>([^<]+)<', page)

    assert found(search="many_07") == ["Many_07"]
    assert found(search="8007") == ["Many_07"]
    assert found(search="any%") == []
    assert found(search="800") == []
    pages = [found(search="Many", page=str(n)) for n in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [25, 25, 10, 10]
    assert pages[2] == pages[3]
    assert found(search="The system") == []


def test_the_last_administrator_is_not_closed_and_the_page_says_why(scene: Scene, site: Site) -> None:
    hed = site.browser("hed")
    settle(site, hed, step_for(scene, "close-account", "abe"), why="He left.")
    checked = fill(site, hed, step_for(scene, "close-account", "ada"), why="She left as well.")
    answer = site.post(hed, step_for(scene, "close-account", "ada"), **sent_again(checked), action="confirm")
    assert (answer.status_code, "She left as well." in answer.text) == (422, True)
    assert "This is the only open account with the administrator role" in answer.text
    assert site.browser("ada").get("/administration").status_code == 200
