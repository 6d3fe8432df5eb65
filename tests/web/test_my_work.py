"""My work in the browser: empty, undeclared, full; and who begins elsewhere."""

import re

import pytest

from complaints.database import Database
from complaints.queries.my_work import SHOWN
from tests.queries.scene import NO_CONNECTION, Scene
from tests.support.statements import count_statements
from workflows.model import Role


@pytest.fixture
def scene(database: Database) -> Scene:
    return Scene(database)


def test_somebody_without_cases_is_told_so_in_words(scene: Scene) -> None:
    with scene.site.browser("dee") as dee:
        html = dee.get("/").text
    assert ("You have no cases." in html, "Report a matter" in html, scene.reference in html) == (True, False, False)


def test_a_case_that_is_not_declared_yet_is_a_link_and_nothing_else(scene: Scene) -> None:
    with scene.site.browser("ana") as ana:
        html = ana.get("/").text
    assert (f'href="/cases/{scene.reference}"' in html, "Not declared yet" in html) == (True, True)
    assert [word for word in ("Received", "Appoint a senior", "Dee", "Vic") if word in html] == []


def test_what_is_due_stands_under_its_day_and_the_title_names_nothing(scene: Scene) -> None:
    scene.play(until="log-contact")
    scene.assess_risk()
    with scene.site.browser("lee") as lee:
        html = lee.get("/").text
    assert "<title>My work - Casework for professional standards</title>" in html
    assert [part in html for part in (scene.reference, "Waiting for you", "Agreed contact", "Under investigation")] == [
        True
    ] * 4


def test_members_of_the_panel_begin_at_the_panel(scene: Scene) -> None:
    scene.site.add_person("pat", Role.PANEL_MEMBER)
    with scene.site.browser("pat") as pat:
        sent = pat.get("/")
    assert (sent.status_code, sent.headers["location"]) == (303, "/panel")


def test_so_many_statements_with_session_and_log(scene: Scene) -> None:
    scene.play(until="log-contact")
    with scene.site.browser("lee") as lee, count_statements(scene.site.database.engine) as seen:
        assert lee.get("/").status_code == 200
    assert seen.count == (9 if scene.site.database.sqlite else 11)


def test_strand_and_what_it_waits_for_stand_in_the_list_and_no_name_of_a_party(scene: Scene) -> None:
    scene.play(until="log-contact")
    scene.assess_risk()
    with scene.site.browser("lee") as lee:
        html = lee.get("/").text
    wanted = ("Contact with the victim", "the decision on duty status", "the investigator&#39;s report (investigator)")
    assert [words for words in wanted if words not in html] == []
    assert re.findall(r"\b(?:Dee|Vic|Rep)\b", html.split("<main")[1]) == []


def test_more_than_a_screenful_is_asked_for(scene: Scene) -> None:
    scene.do("ana", "declare-interests", **NO_CONNECTION)
    for _ in range(SHOWN + 1):
        scene.site.clock.forward(minutes=1)
        scene.do("ana", "declare-interests", case=scene.open("ana"), **NO_CONNECTION)
    with scene.site.browser("ana") as ana:
        first, whole = ana.get("/").text, ana.get("/?show=all").text
    assert [page.count('class="govuk-link psd-reference"') for page in (first, whole)] == [SHOWN, SHOWN + 2]
    assert ('href="/?show=all"' in first, 'href="/?show=all"' in whole) == (True, False)
