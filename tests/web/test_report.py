"""A new report through its form."""

import re

import pytest

from complaints.database import Database
from tests.queries.scene import Scene
from tests.web.stepping import FIELD, events, send

REPORT = {
    "route": "colleague",
    "came_to_attention_at-day": "2",
    "came_to_attention_at-month": "3",
    "came_to_attention_at-year": "2026",
    "came_to_attention_at-time": "9:00",
    "account": "Heard in the canteen.",
    "domestic_abuse": "unknown",
    "subject": "4471",
}


@pytest.fixture
def scene(database: Database) -> Scene:
    return Scene(database)


def test_a_new_report_opens_a_case_once(scene: Scene) -> None:
    with scene.site.browser("ana") as ana:
        hidden = dict(FIELD.findall(ana.get("/report").text))
        first = scene.site.post(ana, "/report", **hidden, **REPORT)
        second = scene.site.post(ana, "/report", **hidden, **REPORT)
        case = ana.get(first.headers["location"])
    assert (first.status_code, case.status_code) == (303, 200)
    assert second.headers["location"] == first.headers["location"].replace("recorded", "already")
    assert events(scene) == ["report-matter", "report-matter"]


def test_a_report_with_errors_keeps_what_was_typed(scene: Scene) -> None:
    with scene.site.browser("ana") as ana:
        page = send(scene, ana, "/report", **REPORT | {"subject": "9999", "route": ""})
    assert (page.status_code, re.findall(r'id="(\w+)-error"', page.text)) == (422, ["route", "subject"])
    assert "Heard in the canteen.</textarea>" in page.text


def test_whoever_names_themselves_in_a_report_is_thanked_and_shut_out(scene: Scene) -> None:
    with scene.site.browser("ana") as ana:
        done = send(scene, ana, "/report", **REPORT | {"reporter": "100"})
    assert (done.status_code, done.headers["location"]) == (303, "/declared")


def test_only_professional_standards_report_here(scene: Scene) -> None:
    with scene.site.browser("dee") as dee:
        assert (dee.get("/report").status_code, scene.site.post(dee, "/report").status_code) == (404, 404)
