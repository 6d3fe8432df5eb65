"""A victim who serves with the police stands under an alias on every page, for everybody to whom she is not open."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from complaints.database import Database
from complaints.queries.addresses import PRINTED, SECTIONS
from tests.queries.scene import ALLEGATION, NO_CONNECTION, REPORT, ROUTE, Scene
from tests.support.bench import again
from tests.support.statements import count_statements
from tests.web.stepping import FIELD
from workflows.model import Role
from workflows.registry import STEPS, WORKFLOW_OF

Browser = TestClient[Litestar]
NAME, NUMBER = "Quenby Thornfield", "880790"
CALLED = "Wrenna"
TELLING = ("Quenby", "Thornfield", NUMBER, CALLED)
HIDDEN_FIELD = re.compile(r'name="submission" value="[^"]*"')
OFFICE = ("panel", "confidential", "account", "proposal")


def well_known(database: Database) -> Scene:
    """Her name, its parts, her number and what she is called stand in all that can be written of a case."""
    scene = Scene(database, report={**REPORT, "victim": "", "victim_telephone": "", "reporter": ""})
    scene.people["vic"] = scene.site.add_person(NAME.lower(), *Role, number=NUMBER)
    for who, trigger, _, stated in ROUTE[:4]:
        scene.do(who, trigger, **stated)
    scene.do("ana", "allocate-case", person=NUMBER, role="intake")
    scene.do("lee", "add-party", part="victim", person=NUMBER)
    scene.do("lee", "add-party", part="reporter", name="quenby  thornfield")
    for who in ("ana", "lee"):
        scene.do(who, "declare-change", connected="no")
    scene.do("hed", "declare-interests", **NO_CONNECTION)
    scene.do("ana", "describe-person", party="p1", preferred_name=CALLED, pronouns="she", own_words=f"I am {CALLED}")
    scene.do("lee", "add-allegation", **{**ALLEGATION, "summary": f"Followed {NAME} ({NUMBER}) home. Quenby saw it."})
    scene.do(
        "ana",
        "add-incident",
        precision="exact",
        happened_on="2026-02-11",
        what="Her car, the Thornfield estate, was hit.",
        known_from=NAME,
    )
    scene.do("lee", "preserve-evidence", evidence="cctv", state="secured", details=f"Of {CALLED}, at the gate.")
    for who, trigger, _, stated in ROUTE[5:14]:
        scene.do(who, trigger, **stated)
    return scene


@pytest.fixture
def scene(database: Database) -> Scene:
    return again(well_known, database)


def pages(scene: Scene, *, but: tuple[str, ...] = ()) -> Iterator[str]:
    """Every page of the case, every form of a step among them, and those that tell of several cases."""
    case = f"/cases/{scene.reference}"
    yield from (case, "/", "/cases", "/oversight", "/find", "/alerts", f"/unallocated/{scene.reference}")
    yield from (f"{case}/{name}" for name in (*SECTIONS, *PRINTED) if name not in but)
    for trigger in STEPS:
        if WORKFLOW_OF[trigger].name not in OFFICE:
            yield f"{case}/steps/{trigger}"
            yield f"{case}/steps/{trigger}?about={scene.people['dee'].person}"


def telling(browser: Browser, paths: Iterator[str], *also: str) -> dict[str, list[str]]:
    """What says on each page who she is."""
    found = {}
    for path in paths:
        text = unescape(browser.get(path).text)
        if words := [word for word in (*TELLING, *also) if word in text]:
            found[path] = words
    return found


@pytest.mark.parametrize("who", ["ana", "lee", "hed"])
def test_no_page_of_the_case_says_who_she_is(scene: Scene, who: str) -> None:
    browser, alias = scene.site.browser(who), scene.alias
    assert telling(browser, pages(scene), scene.people["vic"].person) == {}
    for section in ("people", "timeline", "allegations", "print-summary"):
        assert alias in browser.get(f"/cases/{scene.reference}/{section}").text, section


@pytest.mark.parametrize("who", ["sue", "ivy"])
def test_it_is_open_to_the_officer_and_the_investigator(scene: Scene, who: str) -> None:
    browser = scene.site.browser(who)
    page = browser.get(f"/cases/{scene.reference}/people").text
    assert (NAME in page, scene.alias in page, "others read an alias" in page) == (True, False, True)
    assert f"Followed {NAME} ({NUMBER}) home" in browser.get(f"/cases/{scene.reference}/allegations").text


def test_before_declaring_the_alias_alone_is_shown(scene: Scene) -> None:
    scene.people["max"] = scene.site.add_person("max", Role.INTAKE, number="107")
    scene.do("ana", "allocate-case", person="107", role="intake")
    browser = scene.site.browser("max")
    assert telling(browser, pages(scene)) == {}
    assert scene.alias in browser.get(f"/cases/{scene.reference}").text


def test_a_second_person_opens_it_to_one_person_for_some_hours(scene: Scene) -> None:
    ana, lee, page = scene.site.browser("ana"), scene.site.browser("lee"), f"/cases/{scene.reference}/people"
    scene.do("ana", "ask-for-identity", party="p1", why="evidence", reasons="The film.")
    assert "shown who stands under an alias" in scene.site.browser("hed").get("/").text
    assert NAME not in ana.get(page).text
    scene.do("hed", "answer-for-identity", person="100", agreed="yes", reasons="It must be asked for by name.")
    assert [NAME in browser.get(page).text for browser in (ana, lee)] == [True, False]
    scene.site.clock.forward(hours=23)
    ana, lee = scene.site.browser("ana"), scene.site.browser("lee")
    assert [NAME in browser.get(page).text for browser in (ana, lee)] == [True, False]
    scene.site.clock.forward(hours=1, minutes=1)
    assert telling(scene.site.browser("ana"), pages(scene, but=("looked",))) == {}


def test_for_a_life_it_opens_at_once_and_a_custodian_is_told(scene: Scene) -> None:
    page, hed = f"/cases/{scene.reference}", scene.site.browser("hed")
    scene.do("lee", "see-identity-at-once", party="p1", reasons="He is on his way to her.")
    assert NAME in scene.site.browser("lee").get(f"{page}/people").text
    assert NAME not in hed.get(f"{page}/people").text
    assert "the review of an identity seen at once" in hed.get("/").text
    assert "Review an identity seen at once" in hed.get(f"{page}/deadlines").text
    assert "He is on his way to her." in hed.get(f"{page}/timeline").text
    scene.do("hed", "review-identity-seen", needed="yes", found="She is safe.")
    assert "the review of an identity seen at once" not in scene.site.browser("hed").get("/").text


def test_who_saw_it_stands_on_who_looked_and_her_own_attempts_under_the_alias(scene: Scene) -> None:
    page, saw = f"/cases/{scene.reference}", "Who stands under the alias was shown to them"
    scene.site.browser("ana").get(f"{page}/people")
    assert scene.site.browser(NAME.lower()).get(page).status_code == 404
    looked = scene.site.browser("hed").get(f"{page}/looked").text
    assert saw not in looked
    assert scene.alias in looked
    scene.do("ana", "see-identity-at-once", party="p1", reasons="Her life is at risk.")
    scene.site.clock.forward(minutes=5)
    scene.site.browser("ana").get(f"{page}/people")
    scene.site.clock.forward(hours=25)
    scene.site.browser("ana").get(f"{page}/people")
    assert scene.site.browser("hed").get(f"{page}/looked").text.count(saw) == 1
    assert telling(scene.site.browser("hed"), iter((f"{page}/looked", "/alerts"))) == {}


def test_what_names_her_is_corrected_only_by_whom_she_is_open_to(scene: Scene) -> None:
    """The form would say who it is, or put the alias in the place of the name."""
    allegation = f"/cases/{scene.reference}/steps/add-allegation?corrects=allegations.1"
    party = f"/cases/{scene.reference}/steps/add-party?corrects=people.1"
    lee, ivy = scene.site.browser("lee"), scene.site.browser("ivy")
    assert [lee.get(path).status_code for path in (allegation, party)] == [404, 404]
    assert NAME in ivy.get(allegation).text
    form = {**dict(FIELD.findall(ivy.get(allegation).text)), "action": "confirm", "reason": "Misheard"}
    assert scene.site.post(lee, allegation, **{**form, **ALLEGATION}).status_code == 404


def test_to_guess_her_number_in_a_form_says_nothing(scene: Scene) -> None:
    """The page to check what was typed says of her what it says of a stranger."""
    scene.site.add_person("stranger", number="880791")
    hed, address = scene.site.browser("hed"), f"/cases/{scene.reference}/steps/readmit-colleague"
    shown = []
    for number in (NUMBER, "880791"):
        form = dict(FIELD.findall(hed.get(address).text))
        page = scene.site.post(hed, address, **{**form, "person": number, "reasons": "She agrees."}).text
        assert "Check your answers" in page
        shown.append(HIDDEN_FIELD.sub("", page.replace(number, "-")))
    assert shown[0] == shown[1]


def test_a_case_without_such_a_victim_takes_as_many_statements(scene: Scene) -> None:
    other = scene.open("ana", {**REPORT, "victim": "", "victim_name": "Olive Outside"})
    scene.do("ana", "declare-interests", case=other, **NO_CONNECTION)
    ana = scene.site.browser("ana")
    counts = []
    for reference in (scene.reference, other):
        with count_statements(scene.site.database.engine) as counted:
            ana.get(f"/cases/{reference}/people")
        counts.append(len(counted.statements))
    assert counts[0] == counts[1]
