"""What the head of professional standards is told of unusual looks, and of searches for one's own name."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from complaints.database import SYSTEM, Database
from complaints.models import metadata
from complaints.queries import alerts_page
from complaints.queries.case_looks import EXCLUDED, NO_WORK, SAME_TEAM
from tests.queries.scene import NO_CONNECTION, Scene
from tests.support.bench import again
from tests.support.statements import count_statements
from tests.web.test_case_page import last_entry, path
from workflows.model import Role

PERSON = metadata.tables["person"]


def of_one_team(database: Database) -> Scene:
    """A case under investigation that Hed may know of; Dee and Sue are of one team, and Sue works on it."""
    scene = Scene(database)
    scene.play(until="log-contact")
    with database.transaction(SYSTEM) as session:
        for who, team in (("dee", "Custody"), ("sue", "Custody"), ("ivy", "CID")):
            here = PERSON.c.reference == scene.people[who].person
            session.execute(update(PERSON).where(here).values(team=team, force="Specimen"))
    return scene


@pytest.fixture
def scene(database: Database) -> Scene:
    return again(of_one_team, database)


def declare(scene: Scene) -> None:
    scene.do("hed", "declare-interests", **NO_CONNECTION)


def look(scene: Scene, who: str, name: str = "") -> None:
    with scene.site.browser(who) as somebody:
        somebody.get(path(scene) + name)


def alerts(scene: Scene, who: str = "hed") -> str:
    with scene.site.browser(who) as reader:
        answer = reader.get("/alerts")
    assert answer.status_code == 200
    return re.sub("</?bdi>", "", answer.text.split("<main")[1])


def rows(html: str) -> list[str]:
    found = re.findall(r'<div class="govuk-summary-list__value">(.*?)</div>', html, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found]


def test_without_any_it_says_so_and_the_view_is_logged(scene: Scene) -> None:
    declare(scene)
    html = alerts(scene)
    assert last_entry(scene)[:2] == ("view", "alerts")
    said = ("Nobody without work on a case of yours", "Nobody has searched for their own name or number.")
    assert [words for words in said if words not in html] == []


def test_looks_without_work_and_by_the_team_of_a_subject_and_no_others(scene: Scene) -> None:
    declare(scene)
    scene.site.add_person("nell", Role.INVESTIGATOR)
    for who, name in (("ivy", "/people"), ("sue", "/people"), ("dee", ""), ("nell", "/looked")):
        look(scene, who, name)
    html = alerts(scene)
    assert rows(html) == [
        f"{scene.reference} Nell A page that is not for their role Refused {NO_WORK}",
        f"{scene.reference} Dee The case page Refused {EXCLUDED}: subject of the case {NO_WORK}",
        f"{scene.reference} Sue, senior oversight officer People {SAME_TEAM}",
    ]
    assert f'href="{path(scene)}/looked"' in html


def test_of_a_case_in_which_one_has_not_declared_there_is_nothing(scene: Scene) -> None:
    look(scene, "dee")
    before = alerts(scene)
    declare(scene)
    assert [len(rows(html)) for html in (before, alerts(scene))] == [0, 1]


def test_who_is_excluded_from_a_case_gets_no_alert_of_it(scene: Scene) -> None:
    scene.do("hed", "declare-interests", **{**NO_CONNECTION, "known": ["subject:social"]})
    look(scene, "dee")
    assert rows(alerts(scene)) == []


def test_what_is_older_than_the_period_is_left_out(scene: Scene) -> None:
    declare(scene)
    look(scene, "dee")
    scene.site.clock.at += timedelta(days=28, minutes=1)
    look(scene, "sue", "/people")
    assert [SAME_TEAM in row for row in rows(alerts(scene))] == [True]


def test_a_look_is_not_buried_under_many_others(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither under refusals that are nothing unusual, which somebody who works on the case can make at will, nor under
    looks of one's own.
    """
    declare(scene)
    monkeypatch.setattr(alerts_page, "MOST", 2)
    monkeypatch.setattr(alerts_page, "BATCH", 2)
    look(scene, "dee")
    for _ in range(4):
        look(scene, "ivy", "/looked")
    scene.site.add_person("nell", Role.INVESTIGATOR)
    for name in ("", "/people", "/risk", "/timeline"):
        look(scene, "nell", name)
    assert rows(alerts(scene)) == [
        f"{scene.reference} Nell Timeline Refused {NO_WORK}",
        f"{scene.reference} Dee The case page Refused {EXCLUDED}: subject of the case {NO_WORK}",
    ]


def test_nor_is_somebody_who_searched_for_their_own_name(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alerts_page, "OWN_NAMES", alerts_page.OWN_NAMES.limit(2))
    for who in ("sue", "ivy", "ivy", "ivy"):
        scene.site.clock.forward(minutes=1)
        with scene.site.browser(who) as somebody:
            scene.site.post(somebody, "/find", sought=who)
    found = re.findall(r"<li>(\w+), 3 March 2026 at 9:(\d+)am", alerts(scene))
    assert [name for name, _ in found] == ["Ivy", "Sue"]
    assert int(found[0][1]) - int(found[1][1]) == 3


@pytest.mark.parametrize("sought", ["Ivy", "103", " 10-3 "])
def test_a_search_for_oneself_by_name_or_number_without_the_words(scene: Scene, sought: str) -> None:
    found = []
    for each in ("Somebody else", sought):
        with scene.site.browser("ivy") as ivy:
            scene.site.post(ivy, "/find", sought=each)
        html = alerts(scene)
        assert "Somebody" not in html
        found.append(html.count("<li>Ivy, 3 March 2026 at"))
    assert found == [0, 1]


def test_it_is_for_the_head_of_the_department_alone(scene: Scene) -> None:
    found = {}
    for who in ("ana", "lee", "ivy", "sue", "hed"):
        with scene.site.browser(who) as reader:
            found[who] = (reader.get("/alerts").status_code, 'href="/alerts"' in reader.get("/find").text)
    assert found == {who: (200, True) if who == "hed" else (404, False) for who in found}


def test_the_number_of_statements_does_not_depend_on_what_happened(scene: Scene) -> None:
    declare(scene)
    counts = []
    for _ in range(2):
        with scene.site.browser("hed") as hed, count_statements(scene.site.database.engine) as seen:
            assert hed.get("/alerts").status_code == 200
        counts.append(seen.count)
        case = scene.open("hed")
        scene.do("hed", "declare-interests", case=case, **NO_CONNECTION)
        look(scene, "dee")
    assert counts[0] == counts[1] <= 25
