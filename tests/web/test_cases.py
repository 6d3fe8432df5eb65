"""The list of cases in the browser: filters in the address, pages, saved filters, and what is wrong said in words."""

from typing import Any

import pytest

from complaints.database import Database
from complaints.queries import cases_page
from complaints.services.filters import MOST
from tests.queries.scene import NO_CONNECTION, Scene
from tests.support.bench import again
from tests.support.pages import Page
from workflows.model import Role


def recorded(database: Database) -> Scene:
    scene = Scene(database)
    scene.play(until="record-matter")
    return scene


@pytest.fixture
def scene(database: Database) -> Scene:
    return again(recorded, database)


def shown(html: str) -> str:
    return html.split("<main")[1]


def test_a_case_with_its_status_what_is_due_and_ones_role_and_no_name(scene: Scene) -> None:
    with scene.site.browser("lee") as lee:
        html = lee.get("/cases").text
    wanted = (scene.reference, "1 case", "Recorded", "Domestic abuse", "Recordable conduct matter", "due tomorrow")
    assert [words for words in (*wanted, "You: Appropriate authority") if words not in shown(html)] == []
    assert "Dee" not in shown(html)
    assert "<title>Cases - Casework for professional standards</title>" in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=recorded&kind=conduct-matter&abuse=yes&role=appropriate-authority", True),
        ("opened_from-day=2&opened_from-month=3&opened_from-year=2026", True),
        ("status=closed", False),
        ("abuse=no", False),
        ("role=investigator", False),
        ("overdue=yes", False),
        ("opened_to-day=1&opened_to-month=3&opened_to-year=2026", False),
    ],
)
def test_the_address_says_what_is_listed(scene: Scene, query: str, found: bool) -> None:
    with scene.site.browser("lee") as lee:
        answer = lee.get(f"/cases?{query}")
    assert (answer.status_code, scene.reference in shown(answer.text)) == (200, found)
    assert ("No case that you may know of is like this" in answer.text) is not found


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("status=nonsense", "Choose from the list"),
        ("opened_from-day=31&opened_from-month=2&opened_from-year=2026", "Enter a real date"),
        ("opened_from-day=1&opened_from-month=1&opened_from-year=9999", "Enter a real date"),
        ("opened_to-day=%D9%A1", "Enter a real date"),
        (
            "opened_from-day=2&opened_from-month=3&opened_from-year=2026"
            "&opened_to-day=1&opened_to-month=3&opened_to-year=2026",
            "The last day must not be before the first",
        ),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_question(scene: Scene, query: str, said: str) -> None:
    with scene.site.browser("lee") as lee:
        answer = lee.get(f"/cases?{query}")
    assert (answer.status_code, "There is a problem" in answer.text, said in answer.text) == (422, True, True)


def test_pages_keep_the_filter(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases_page, "PAGE", 1)
    scene.site.clock.forward(minutes=1)
    second = scene.open("ana")
    scene.do("ana", "declare-interests", case=second, **NO_CONNECTION)
    with scene.site.browser("ana") as ana:
        first = ana.get("/cases?abuse=yes&page=1").text
        for page in ("0", "-3", "x", "9999999999"):
            assert ana.get(f"/cases?page={page}").status_code == 200
    assert ("2 cases, page 1 of 2" in first, "/cases?abuse=yes&amp;page=2" in first) == (True, True)


def save(scene: Scene, client: Any, name: str, query: str = "overdue=yes") -> Any:
    return scene.site.post(client, "/saved-filters", name=name, query=query)


def test_a_filter_is_saved_used_and_deleted(scene: Scene) -> None:
    with scene.site.browser("lee") as lee:
        offered = Page(lee.get("/cases?overdue=yes").text).form("/saved-filters")
        sent = scene.site.post(lee, "/saved-filters", **dict(offered.filled(name="Late ones")))
        assert (sent.status_code, sent.headers["location"]) == (303, "/cases?overdue=yes")
        assert '<a class="govuk-link" href="/cases?overdue=yes"><bdi>Late ones</bdi></a>' in lee.get("/cases").text
        assert lee.get("/saved-filters/delete").status_code == 405
        gone = Page(lee.get("/cases").text).form("/saved-filters/delete")
        assert scene.site.post(lee, "/saved-filters/delete", **dict(gone.fields)).status_code == 303
        assert "You have saved none." in lee.get("/cases").text


def test_only_what_a_filter_can_say_is_saved(scene: Scene) -> None:
    with scene.site.browser("lee") as lee:
        save(scene, lee, "Odd", "status=recorded&next=https://elsewhere.example&page=7&status=closed")
        assert 'href="/cases?status=recorded"' in lee.get("/cases").text


@pytest.mark.parametrize("name", ["", "x" * 61, "one\x00two"])
def test_a_name_that_will_not_do(scene: Scene, name: str) -> None:
    with scene.site.browser("lee") as lee:
        answer = save(scene, lee, name)
    assert (answer.status_code, 'id="name-error"' in answer.text) == (422, True)


def test_names_in_any_script_and_no_more_than_twenty(scene: Scene) -> None:
    with scene.site.browser("lee") as lee:
        for n in range(MOST):
            assert save(scene, lee, f"متأخر {n} <b>").status_code == 303
        answer = save(scene, lee, "One more")
        html = lee.get("/cases").text
    assert (answer.status_code, "Delete one first" in answer.text) == (422, True)
    assert ("متأخر 3 &lt;b&gt;" in html, "<b>" in html) == (True, False)


def test_nobody_sees_anothers_filters(scene: Scene) -> None:
    with scene.site.browser("lee") as lee:
        save(scene, lee, "Mine alone")
    with scene.site.browser("hed") as hed:
        scene.site.post(hed, "/saved-filters/delete", name="Mine alone")
        assert "Mine alone" not in hed.get("/cases").text
    with scene.site.browser("lee") as lee:
        assert "Mine alone" in lee.get("/cases").text


def test_it_is_no_page_for_those_who_work_on_no_case(scene: Scene) -> None:
    scene.site.add_person("pat", Role.PANEL_MEMBER)
    for who in ("dee", "pat"):
        with scene.site.browser(who) as somebody:
            assert (somebody.get("/cases").status_code, save(scene, somebody, "Mine").status_code) == (404, 404)


def test_without_cases_it_says_so(scene: Scene) -> None:
    with scene.site.browser("ivy") as ivy:
        assert "You have no cases." in ivy.get("/cases").text
