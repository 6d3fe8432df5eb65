"""Possible links: allocation waits for them, those who decide read them, nobody reads what was found of themselves."""

import re

import pytest
from sqlalchemy import update

from complaints.database import SYSTEM, Database
from complaints.models import metadata
from complaints.services.verify import verify
from tests.queries.scene import NO_CONNECTION, Scene
from tests.support.bench import again
from tests.support.independence import TESTED
from tests.web.stepping import Client, confirm, events, send, sent_again, step, title
from workflows.model import Role

PERSON = metadata.tables["person"]
TEAM = "Marine Unit"
WAITS = "A possible link waits for a decision by the head of professional standards or the appropriate authority"
APPOINT = TESTED | {"reasons": "Knows boats."}


def linked(database: Database) -> Scene:
    """An investigation without an investigator; Kit and Una serve in the subject's team, and Lee as well."""
    scene = Scene(database)
    for name, number in (("kit", "201"), ("una", "202")):
        scene.people[name] = scene.site.add_person(name, Role.INVESTIGATOR, number=number)
    scene.play(until="start-investigation")
    scene.do("hed", "declare-interests", **NO_CONNECTION)
    together(scene, "dee", "kit", "una", "lee")
    return scene


@pytest.fixture
def scene(database: Database) -> Scene:
    return again(linked, database)


def together(scene: Scene, *names: str) -> None:
    people = [scene.people[name].person for name in names]
    with scene.site.database.transaction(SYSTEM) as session:
        session.execute(update(PERSON).where(PERSON.c.reference.in_(people)).values(team=TEAM))


def appoint(scene: Scene, client: Client, who: str) -> str:
    answer = send(scene, client, step(scene, "appoint-investigator"), investigator=scene.people[who].person, **APPOINT)
    assert answer.status_code == 409
    return answer.text


def links(client: Client, scene: Scene) -> str:
    answer = client.get(f"/cases/{scene.reference}/links")
    assert (answer.status_code, title(answer)) == (200, "Possible links in a case")
    return re.sub("</?bdi>", "", answer.text.split("<main")[1])


def test_a_refusal_says_that_a_link_waits_never_which_and_leaves_it_to_be_decided(scene: Scene) -> None:
    before = events(scene)
    lee = scene.site.browser("lee")
    refused = appoint(scene, lee, "kit")
    assert WAITS in refused
    assert "steps/decide-link" in refused
    assert TEAM not in refused
    assert "Same team" not in refused
    assert events(scene) == [*before, "screen-person"]
    hidden = sent_again(lee.get(step(scene, "appoint-investigator")))
    for _ in range(2):
        answers = {"investigator": scene.people["kit"].person, **APPOINT}
        scene.site.post(lee, step(scene, "appoint-investigator"), **hidden, **answers)
    assert events(scene) == [*before, "screen-person"], "the same form leaves nothing twice"
    page = links(lee, scene)
    assert "Same team in recent years, with the subject" in page.split("Screen somebody")[0]
    assert f"Served in the same team as the subject ({TEAM}, Specimen)" in page
    assert "Kit, Investigator" in page
    assert verify(scene.site.database).problems == ()


def test_one_decision_for_several_people_with_one_reason(scene: Scene) -> None:
    scene.do("lee", "screen-person", person="201", role="investigator")
    scene.do("lee", "screen-person", person="202", role="investigator")
    hed = scene.site.browser("hed")
    page = hed.get(f"/cases/{scene.reference}/links")
    both = [scene.people[name].person for name in ("kit", "una")]
    assert [f'name="people" value="{person}"' in page.text for person in both] == [True, True]
    opened = scene.site.post(hed, step(scene, "decide-link"), action="change", link="LNK-13.subject", people=both)
    assert len(re.findall("<input[^>]* checked", opened.text)) == 3, "the link and both people are chosen"
    said = {"link": "LNK-13.subject", "people": both, "decision": "no-conflict", "reasons": "A large unit."}
    checked = send(scene, hed, step(scene, "decide-link"), **said)
    done = confirm(scene, hed, step(scene, "decide-link"), checked)
    assert done.headers["location"] == f"/cases/{scene.reference}/links"
    page_after = links(hed, scene)
    assert "No possible link waits for a decision." in page_after
    assert page_after.count("A large unit.") == 2
    scene.do("lee", "appoint-investigator", investigator="201", **APPOINT)
    assert events(scene)[-1] == "appoint-investigator"


def test_nobody_reads_what_was_found_of_themselves(scene: Scene) -> None:
    scene.do("hed", "screen-person", person="101", role="appropriate-authority")
    hed, lee = scene.site.browser("hed"), scene.site.browser("lee")
    assert "Lee, Appropriate authority" in links(hed, scene)
    own = links(lee, scene)
    assert TEAM not in own
    assert "Lee, Appropriate" not in own
    form = lee.get(step(scene, "decide-link")).text
    assert "LNK-13" not in form
    lees = scene.people["lee"].person
    found = [
        scene.site.post(
            lee,
            step(scene, "decide-link"),
            **sent_again(lee.get(step(scene, "decide-link"))),
            link=link,
            people=[lees],
            decision="no-conflict",
            reasons="I am sound.",
        )
        for link in ("LNK-13.subject", "LNK-5.subject")
    ]
    assert [answer.status_code for answer in found] == [409, 409]
    shown = [re.sub(r"<p>.*?</p>|LNK-\d+\.\w+|value=\"[^\"]*\"", "", answer.text) for answer in found]
    assert shown[0] == shown[1], "one that is there and one that is not are refused alike"


@pytest.mark.parametrize("name", ["timeline", "decisions", "print-chronology", "print-summary", "independence"])
def test_no_other_page_says_what_was_found_or_of_whom(scene: Scene, name: str) -> None:
    scene.do("hed", "screen-person", person="201", role="investigator")
    terms = {"terms": "Only with Una.", "ends_on": "2026-12-31", "reasons": "A large unit."}
    scene.do("hed", "decide-link", link="LNK-13.subject", people=["201"], decision="managed", **terms)
    lee = scene.site.browser("lee")
    page = lee.get(f"/cases/{scene.reference}/{name}").text
    for said in (TEAM, "Same team", "LNK-13", "Only with Una", "A large unit", "Kit"):
        assert said not in page, said
    if name == "timeline":
        assert "Decision on a possible link" in page


def test_only_those_who_decide_find_the_page(scene: Scene) -> None:
    ana, kit, lee = scene.site.browser("ana"), scene.site.browser("kit"), scene.site.browser("lee")
    path = f"/cases/{scene.reference}/links"
    assert [client.get(path).status_code for client in (ana, kit, lee)] == [404, 404, 200]


def test_whoever_left_for_a_link_is_out_and_their_work_is_listed(scene: Scene) -> None:
    scene.people["ivy2"] = scene.site.add_person("ivy2", Role.INVESTIGATOR, number="203")
    scene.do("lee", "appoint-investigator", investigator="103", **APPOINT)
    scene.do("ivy", "declare-interests", **NO_CONNECTION)
    together(scene, "ivy")
    scene.do("hed", "screen-person", person="103", role="investigator")
    said = {"person": "103", "role": "investigator", "cover": "203", "reviewer": "102", "found": "By a check."}
    scene.do("hed", "report-link", link="LNK-13.subject", **said)
    hed, ivy, cover = scene.site.browser("hed"), scene.site.browser("ivy"), scene.site.browser("ivy2")
    page = links(hed, scene)
    late = page.split("Found after somebody had worked on the case")[1]
    assert "What they did on this case (1)" in late
    assert "Interests declared" in late
    assert late.count("Open") == 2
    assert ivy.get(f"/cases/{scene.reference}").status_code == 404
    assert cover.get(f"/cases/{scene.reference}").status_code == 200
    scene.do("hed", "review-linked-work", person="103", sound="yes", findings="I read it.")
    scene.do("lee", "report-connection", person="203", connection="social", found="By chance.")
    assert "Anybody else in professional standards" in links(hed, scene)
    assert verify(scene.site.database).problems == ()


def test_whoever_declares_late_is_listed_with_what_they_did(scene: Scene) -> None:
    scene.do("lee", "appoint-investigator", investigator="103", **APPOINT)
    scene.do("ivy", "declare-interests", **NO_CONNECTION)
    hed, ivy = scene.site.browser("hed"), scene.site.browser("ivy")
    assert "Found after somebody had worked on the case" not in links(hed, scene)
    scene.do("ivy", "assess-severity", subject="4471", severity="misconduct", reasons="Once.")
    scene.do("ivy", "declare-interests", known=["subject:social"], details="We row together.", is_true="yes")
    late = links(hed, scene).split("Found after somebody had worked on the case")[1]
    assert "Ivy, Investigator: declared a connection" in late
    assert "We row together." in late
    assert "What they did on this case (3)" in late
    assert late.count("Open") == 2
    assert ivy.get(f"/cases/{scene.reference}").status_code == 404
    scene.do("hed", "review-linked-work", person="103", sound="yes", findings="I read it.")
    assert links(hed, scene).count("Open") == 1
    assert "Work of somebody who left the case reviewed" in hed.get(f"/cases/{scene.reference}/print-chronology").text
    assert verify(scene.site.database).problems == ()
