"""Exclusions that a case may not tell: of who reported in confidence, and of the team of a victim under an alias."""

import re

import pytest
from sqlalchemy import text, update

from complaints.database import SYSTEM, Database
from complaints.models import metadata
from complaints.queries.case_looks import EXCLUDED, NO_WORK
from tests.queries.scene import NO_CONNECTION, REPORT, Scene
from tests.support.bench import again
from tests.web.client import Site
from tests.web.confiding import PASS, Client, Confidence
from tests.web.stepping import FIELD
from tests.web.test_case_records import looks
from workflows.model import Role
from workflows.people.facts import HELD_APART

PERSON = metadata.tables["person"]


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.split("<main")[1]).split())


def decide(site: Site, client: Client, path: str, **answers: object) -> int:
    """A decision through its form and the page that asks to check it."""
    site.clock.forward(minutes=1)
    found = client.get(path).text
    for last in ({**answers}, {"action": "confirm"}):
        sent: dict[str, list[str]] = {}
        for name, value in FIELD.findall(found):
            sent.setdefault(name, []).append(value)
        answer = site.post(client, path, **{**sent, **last})
        found = answer.text
    return answer.status_code


def test_work_given_to_whoever_reported_in_confidence_shows_nothing_of_it(database: Database) -> None:
    """Intake may try one colleague after another: none of them is marked."""
    world = Confidence(database)
    for who, number in (("rosa", "5111"), ("stan", "5112")):
        world.people[who] = world.site.add_person(who, Role.INTAKE, number=number)
    world.site.add_person("sid", number="5113")
    reference = world.report("rosa", subject="5113")
    assert world.keep("gil", reference, "pass-to-psd", **{**PASS, "subject": "5113"}).status_code == 303
    with world.site.database.transaction(SYSTEM, write=False) as session:
        case = session.execute(text("SELECT reference FROM case_file")).scalar_one()
    ana, steps = world.site.browser("ana"), f"/cases/{case}/steps"
    assert decide(world.site, ana, f"{steps}/declare-interests", known="none", is_true="yes") == 303
    given = [
        decide(world.site, ana, f"{steps}/allocate-case", person=number, role="intake") for number in ("5111", "5112")
    ]
    assert given == [303, 303]
    assert [world.site.browser(who).get(f"/cases/{case}").status_code for who in ("rosa", "stan")] == [404, 200]
    for page in ("people", "print-summary"):
        shown = words(ana.get(f"/cases/{case}/{page}").text)
        assert shown.count("Has not declared yet") == 2, page
        assert "Excluded" not in shown, page


def serving(database: Database) -> Scene:
    """Mag is of the victim's team, Max of none; both were given work before she was named, Moe and Mel were not."""
    scene = Scene(database, report={**REPORT, "victim": "", "victim_telephone": "", "reporter": ""})
    people = (("mag", "110", "Response V"), ("max", "111", ""), ("moe", "112", "Response V"), ("mel", "113", ""))
    for who, number, team in people:
        scene.people[who] = scene.site.add_person(who, Role.INTAKE, number=number, team=team)
    with scene.site.database.transaction(SYSTEM) as session:
        here = PERSON.c.reference == scene.people["vic"].person
        session.execute(update(PERSON).where(here).values(team="Response V"))
    scene.do("ana", "declare-interests", **NO_CONNECTION)
    scene.do("ana", "allocate-case", person="101", role="appropriate-authority")
    scene.do("ana", "allocate-case", person="102", role="head-of-psd")
    for who in ("110", "111"):
        scene.do("ana", "allocate-case", person=who, role="intake")
    scene.do("lee", "declare-interests", **NO_CONNECTION)
    scene.do("hed", "declare-interests", **NO_CONNECTION)
    scene.do("lee", "add-party", part="victim", person="4472")
    for who in ("lee", "hed"):
        scene.do(who, "declare-change", connected="no")
    return scene


@pytest.fixture
def scene(database: Database) -> Scene:
    return again(serving, database)


@pytest.mark.parametrize("page", ["people", "print-summary"])
def test_work_given_to_her_team_shows_nothing_of_it(scene: Scene, page: str) -> None:
    shown = words(scene.site.browser("hed").get(f"/cases/{scene.reference}/{page}").text)
    assert re.findall(r"(M\w+) Intake\.? Has not declared yet", shown) == ["Mag", "Max"]
    assert "Excluded" not in shown


def test_her_team_is_refused_like_anybody_else(scene: Scene) -> None:
    """Not even an exclusion without its reason: all the others have one, so that would say whose team it is."""
    for who in ("moe", "mel", "dee"):
        with scene.site.browser(who) as somebody:
            assert somebody.get(f"/cases/{scene.reference}").status_code == 404
    hed = scene.site.browser("hed")
    expected = [
        f"Dee The case page Refused {EXCLUDED}: subject of the case {NO_WORK}",
        f"Mel The case page Refused {NO_WORK}",
        f"Moe The case page Refused {NO_WORK}",
    ]
    assert looks(hed.get(f"/cases/{scene.reference}/looked").text)[:3] == expected
    alerts = [row.removeprefix(f"{scene.reference} ") for row in looks(hed.get("/alerts").text)]
    assert alerts == expected


def test_to_the_officer_of_the_victim_it_is_told(scene: Scene) -> None:
    """She is open to the senior oversight officer, who may know why somebody was shut out."""
    scene.do("lee", "appoint-oversight-officer", officer="104", reasons="Experienced.")
    scene.do("sue", "declare-interests", **NO_CONNECTION)
    shown = words(scene.site.browser("sue").get(f"/cases/{scene.reference}/people").text)
    assert "Mag Intake Excluded from this case" in shown


def test_looks_from_before_somebody_was_held_apart_do_not_name_them(database: Database) -> None:
    """Ivy reported it, as is found out, and is held apart: her work stands as it was, and what came after has no name.

    Under two names for the same minute, or with the work that she alone did, she would be known.
    """
    scene = Scene(database)
    scene.play(until="log-contact")
    case = f"/cases/{scene.reference}"
    for page in ("/people", "/print-summary"):
        scene.site.browser("ivy").get(f"{case}{page}")
    scene.do("lee", "add-party", part="reporter", person="103", withhold_identity="yes")
    assert scene.site.browser("ivy").get(case).status_code == 404
    lee = scene.site.browser("lee")
    assert looks(lee.get(f"{case}/looked").text.replace("</bdi>", "")) == [
        f"{HELD_APART} The case page Refused {EXCLUDED}: person who reported",
        "Ivy, investigator Print view: summary",
        "Ivy, investigator People",
    ]
    assert "Summary, by <bdi>Ivy</bdi>" in lee.get(f"{case}/documents").text
    assert "Ivy Investigator Declared" in words(lee.get(f"{case}/people").text)


@pytest.mark.parametrize("page", ["confidential", "confidential/{}/receipt", "gatekeeper", "concerns", "panel"])
def test_a_reference_tried_where_no_case_is_sought_is_no_look(database: Database, page: str) -> None:
    """That somebody came back to a report in confidence, with the wrong reference in hand, is not told to the case."""
    scene = Scene(database)
    scene.play(until="record-matter")
    scene.site.add_person("all", *Role)
    asked = page.format(scene.reference) if "{}" in page else f"{page}/{scene.reference}"
    assert scene.site.browser("all").get(f"/{asked}").status_code == 404
    assert looks(scene.site.browser("lee").get(f"/cases/{scene.reference}/looked").text) == []
