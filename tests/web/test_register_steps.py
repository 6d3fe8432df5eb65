"""The register through its forms: people are added and moved, and what is wrong is said beside its question."""

import re

import pytest
from sqlalchemy import select

from complaints.app import go_on
from complaints.database import SYSTEM, Database
from complaints.models import metadata
from complaints.models.people import SYSTEM_ACTOR
from complaints.services.verify import verify
from complaints.web.house import Work
from tests.queries.scene import Scene
from tests.support.bench import again
from tests.web.administering import administered, fill, settle
from tests.web.client import Site

EVENT = metadata.tables["event"]
ADD = "/administration/steps/add-person"
NELL = {"number": "N/9", "name": "Nell Newcombe", "service": "staff"}
POST = {
    "force": "Testshire Police",
    "unit": "Harbour",
    "new_unit": "yes",
    "rank": "clerk",
    "from_day-day": "2",
    "from_day-month": "3",
    "from_day-year": "2026",
    "instead": "yes",
    "why": "Order 12.",
}
LAST = {"last_day-day": "1", "last_day-month": "4", "last_day-year": "2026"}


@pytest.fixture
def scene(database: Database) -> Scene:
    return again(administered, database)


@pytest.fixture
def site(scene: Scene) -> Site:
    return scene.site


def added(site: Site) -> str:
    """Somebody new on the register: their reference."""
    done = settle(site, site.browser("ada"), ADD, **NELL)
    return done.headers["location"].partition("?")[0].rpartition("/")[2]


def step(trigger: str, person: str) -> str:
    return f"/administration/steps/{trigger}?of={person}"


def test_somebody_is_added_posted_and_leaves(site: Site) -> None:
    ada, hed, nell = site.browser("ada"), site.browser("hed"), added(site)
    page = f"/administration/people/{nell}"
    assert "The register has no posting of this person" in ada.get(page).text
    assert "propose-ending" not in ada.get(page).text
    settle(site, ada, step("propose-posting", nell), **POST)
    assert "A change of the register waits for a second person" in hed.get(page).text
    assert "Nell Newcombe" in hed.get("/administration").text
    assert ada.get(step("confirm-register", nell)).status_code == 409
    settle(site, hed, step("confirm-register", nell), checked="yes")
    assert "Harbour, Testshire Police" in ada.get(page).text
    [posting] = re.findall(r'<option value="([^"]+)"', ada.get(step("propose-ending", nell)).text)
    assert posting == "Harbour, Testshire Police, since 2026-03-02"
    settle(site, ada, step("propose-ending", nell), posting=posting, why="She leaves.", **LAST)
    settle(site, hed, step("confirm-register", nell), checked="yes")
    assert "1 April 2026" in ada.get(page).text
    assert verify(site.database).problems == ()


def test_a_confirmed_posting_screens_whoever_works_on_a_case_again(scene: Scene) -> None:
    site, ada, hed = scene.site, scene.site.browser("ada"), scene.site.browser("hed")
    scene.do("ana", "allocate-case", person="101", role="appropriate-authority")
    for who, new in (("lee", "yes"), ("dee", "no")):
        person, before = scene.people[who].person, system_steps(site)
        settle(site, ada, step("propose-posting", person), **{**POST, "new_unit": new, "team": "Night"})
        settle(site, hed, step("confirm-register", person), checked="yes")
        assert before == []
    assert system_steps(site) == ["screen-person"]
    assert verify(site.database).problems == ()


def test_a_restart_goes_on_with_it(database: Database) -> None:
    waiting: list[Work] = []
    scene = administered(database, background=waiting.append)
    site, lee, dee = scene.site, scene.people["lee"].person, scene.people["dee"].person
    for person, new in ((lee, "yes"), (dee, "no")):
        settle(site, site.browser("ada"), step("propose-posting", person), **{**POST, "new_unit": new, "team": "Night"})
        settle(site, site.browser("hed"), step("confirm-register", person), checked="yes")
    assert (len(waiting), system_steps(site)) == (2, [])
    waiting.clear()
    go_on(site.house)
    for work in waiting:
        work()
    assert system_steps(site) == ["screen-person"]


def system_steps(site: Site) -> list[str]:
    with site.database.transaction(SYSTEM, write=False) as session:
        return list(session.scalars(select(EVENT.c.trigger).where(EVENT.c.by == SYSTEM_ACTOR.person)))


def test_every_mistake_stands_beside_its_question_before_anything_is_recorded(site: Site) -> None:
    ada, nell = site.browser("ada"), added(site)
    taken = fill(site, ada, ADD, **NELL)
    assert (taken.status_code, "this number already" in taken.text) == (422, True)
    assert 'value="outside"' not in taken.text
    wrong = fill(site, ada, step("propose-posting", nell), **{**POST, "new_unit": "no", "manager": "nobody"})
    assert wrong.status_code == 422
    for field, sentence in (("unit", "is an unknown unit"), ("manager", "Nobody on the register has this number")):
        assert re.search(rf'id="{field}-error"[^<]*<[^>]*>[^<]*</span>[^<]*{sentence}', wrong.text), wrong.text
    assert "Order 12." in wrong.text


@pytest.mark.parametrize("trigger", ["propose-posting", "propose-training", "confirm-register", "turn-down-register"])
def test_nobody_that_is_not_on_the_register_is_moved(site: Site, trigger: str) -> None:
    ada = site.browser("ada")
    for path in (step(trigger, "K7Q2-M4XD-9TBR"), step(trigger, "")):
        assert (ada.get(path).status_code, site.post(ada, path).status_code) == (404, 404)


def test_the_head_of_department_confirms_and_adds_nobody(site: Site) -> None:
    hed = site.browser("hed")
    assert "Add a person" not in hed.get("/administration/people").text
    assert hed.get(ADD).status_code == 409
    assert site.browser("ivy").get(ADD).status_code == 404
