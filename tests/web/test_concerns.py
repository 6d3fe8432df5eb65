"""The gatekeeper's pages of safety concerns: what came in is read, dealt with once, and told to nobody else."""

import re

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import text

from complaints.database import SYSTEM, Database
from complaints.entries import LONGEST
from complaints.queries.addresses import SECTIONS
from complaints.services.safety import record_concern
from tests.conftest import KEYS
from tests.queries.scene import NO_CONNECTION, Scene
from tests.support.bench import again
from tests.support.statements import count_statements
from tests.web.client import Site, settled
from workflows.model import Role

CANARY = "He waits outside her mother's house in Canary Lane.\nShe is called Quenby."
DONE = "I rang the control room in Dovecote Street."
WORDS = ("Canary", "Quenby", "Dovecote")
ADDRESS = re.compile(r'href="(/concerns/[^"]+)"')
FIELD = re.compile(r'name="submission" value="([^"]*)"')


def concerned(database: Database) -> Scene:
    """Two gatekeepers, a case, and three concerns of which the second is the canary."""
    scene = Scene(database)
    for name in ("gwen", "gus"):
        scene.people[name] = scene.site.add_person(name, Role.GATEKEEPER, number=f"number of {name}")
    scene.do("ana", "declare-interests", **NO_CONNECTION)
    dee = scene.site.browser("dee")
    for number, concern in enumerate(("The first.", CANARY, "The last.")):
        scene.site.clock.forward(minutes=1)
        scene.site.post(dee, "/safety", concern=concern, submission=f"{number:032x}")
    return scene


@pytest.fixture
def scene(database: Database) -> Scene:
    return again(concerned, database)


def canary(browser: TestClient[Litestar]) -> str:
    """The address of the second."""
    return ADDRESS.findall(browser.get("/concerns").text)[1]


def deal(scene: Scene, browser: TestClient[Litestar], address: str, done: str = DONE, sent: str = "") -> int:
    given = sent or FIELD.findall(browser.get(address).text)[0]
    return scene.site.post(browser, address, done=done, submission=given).status_code


def test_they_are_listed_the_newest_first_and_locked_until_one_is_opened(scene: Scene) -> None:
    gwen = scene.site.browser("gwen")
    listed = gwen.get("/concerns").text
    assert [word for word in (*WORDS, "The first", "The last") if word in listed] == []
    opened = [gwen.get(address).text for address in ADDRESS.findall(listed)]
    assert [("The last" in o, "Canary" in o, "The first" in o) for o in opened] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]
    assert [kind for kind, what, _ in scene.site.logged() if what == "concern"] == ["view"] * 3


def test_it_is_dealt_with_once_by_an_act_that_is_recorded_and_logged(scene: Scene) -> None:
    gwen, gus = scene.site.browser("gwen"), scene.site.browser("gus")
    address, seen_by_gus = canary(gwen), FIELD.findall(gus.get(canary(gus)).text)[0]
    sent = FIELD.findall(gwen.get(address).text)[0]
    assert [deal(scene, gwen, address, sent=sent) for _ in range(2)] == [303, 303]
    account = scene.people["gwen"].account_id
    assert scene.site.logged().count(("safety_concern", "dealt", account)) == 1
    page = gus.get(address).text
    assert [word in page for word in (DONE, "Gwen", "Canary", "Mark as dealt with")] == [True, True, True, False]
    assert deal(scene, gus, address, "Something else.", sent=seen_by_gus) == 409
    assert "Something else." not in gwen.get(address).text
    assert "Dealt with" in gwen.get("/concerns").text


def test_what_was_done_must_be_said(scene: Scene) -> None:
    gwen = scene.site.browser("gwen")
    address = canary(gwen)
    for done in (" ", "x" * (LONGEST + 1)):
        assert deal(scene, gwen, address, done) == 422
    assert [what for _, what, _ in scene.site.logged() if what == "dealt"] == []


def test_my_work_counts_those_that_are_open_for_a_gatekeeper_alone(scene: Scene) -> None:
    gwen, ana = scene.site.browser("gwen"), scene.site.browser("ana")
    assert "3 concerns about" in gwen.get("/").text
    addresses = ADDRESS.findall(gwen.get("/concerns").text)
    for address in addresses[:2]:
        deal(scene, gwen, address)
    assert "One concern about" in gwen.get("/").text
    deal(scene, gwen, addresses[2])
    assert ["/concerns" in browser.get("/").text.split("<main")[1] for browser in (gwen, ana)] == [False, False]


def test_nobody_else_finds_it_and_no_page_of_a_case_holds_a_word_of_it(scene: Scene) -> None:
    gwen = scene.site.browser("gwen")
    address = canary(gwen)
    deal(scene, gwen, address)
    scene.people["alex"] = scene.site.add_person("alex", *(role for role in Role if role is not Role.GATEKEEPER))
    for who in ("ana", "dee", "alex"):
        browser = scene.site.browser(who)
        assert [browser.get(path).status_code for path in ("/concerns", address)] == [404, 404]
        assert scene.site.post(browser, address, done=DONE).status_code == 404
    pages = [f"/cases/{scene.reference}", *(f"/cases/{scene.reference}/{section}" for section in SECTIONS)]
    ana = scene.site.browser("ana")
    assert [word for path in ("/", "/find", *pages) for word in WORDS if word in ana.get(path).text] == []


def test_one_about_a_gatekeeper_is_for_the_others_alone(scene: Scene) -> None:
    dee, gus = scene.site.browser("dee"), scene.site.browser("gus")
    before = {path: settled(gus.get(path).text) for path in ("/", "/concerns")}
    scene.site.clock.forward(minutes=1)
    said = {"concern": "Gus has her keys.", "subject": "number of gus", "submission": "f" * 32}
    assert scene.site.post(dee, "/safety", **said).status_code == 303
    gwen = scene.site.browser("gwen")
    address = ADDRESS.findall(gwen.get("/concerns").text)[0]
    page = gwen.get(address).text
    assert ["Gus has her keys." in page, "Gus (number of gus)" in page] == [True, True]
    assert {path: settled(gus.get(path).text) for path in before} == before
    assert gus.get(address).status_code == 404
    assert deal(scene, gus, address, sent="e" * 32) == 404


def test_the_database_holds_no_word_of_what_was_done(scene: Scene) -> None:
    gwen = scene.site.browser("gwen")
    deal(scene, gwen, canary(gwen))
    with scene.site.database.transaction(SYSTEM, write=False) as session:
        row = session.execute(text("SELECT * FROM safety_concern_dealt")).mappings().one()
    assert row["by"] == scene.people["gwen"].person
    assert "Dovecote" not in str(dict(row))


def test_unknown_is_not_found_and_takes_as_many_statements_whatever_there_is(scene: Scene) -> None:
    gwen, counts, pages = scene.site.browser("gwen"), [], []
    for name in ("K7Q2-M4XD-9TBC", scene.reference):
        with count_statements(scene.site.database.engine) as counted:
            answer = gwen.get(f"/concerns/{name}")
        counts.append(len(counted.statements))
        pages.append((answer.status_code, settled(answer.text)))
    assert (counts[0], pages[0]) == (counts[1], pages[1])
    assert pages[0][0] == 404


@pytest.mark.postgresql
def test_postgresql_itself_keeps_one_from_whom_it_names(postgresql_url: str) -> None:
    database = Database(postgresql_url, KEYS)
    site = Site(database)
    people = {name: site.add_person(name, Role.GATEKEEPER) for name in ("gwen", "gus")}
    with database.transaction(people["gus"].person_id) as session:
        for number, subject in enumerate((None, people["gwen"].person, people["gus"].person)):
            sent = {"by": people["gus"], "at": site.clock(), "submission": f"{number:032x}", "subject": subject}
            assert record_concern(session, "He has her keys.", **sent)
    seen = {}
    for name, person in (
        ("gwen", people["gwen"].person_id),
        ("gus", people["gus"].person_id),
        ("all", SYSTEM),
        ("-", None),
    ):
        with database.transaction(person, write=False) as session:
            seen[name] = list(session.execute(text("SELECT id FROM safety_concern ORDER BY id")).scalars())
    database.dispose()
    assert seen == {"gwen": [1, 3], "gus": [1, 2], "all": [1, 2, 3], "-": [1]}
