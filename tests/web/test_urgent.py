"""Urgent access: a case opens to whoever says why, for an hour, and to nobody who is excluded from it."""

from typing import Any

import pytest
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from complaints.database import Database
from complaints.references import reference, seeded
from complaints.web.render import CASEWORK
from tests.queries.scene import Scene
from tests.web.client import PASSWORD, settled
from tests.web.stepping import FIELD
from workflows.model import Role

Browser = TestClient[Litestar]
UNKNOWN = reference(seeded("nothing"), "case")
REASON = {"why": "danger", "details": "He is outside her house.", "knows_anyone": "no", "password": PASSWORD}


@pytest.fixture
def scene(database: Database) -> Scene:
    """A case with a history, and a duty inspector who does not work on it."""
    scene = Scene(database)
    scene.people["dot"] = scene.site.add_person("dot", Role.DUTY_INSPECTOR, number="900")
    scene.play(until="send-update")
    return scene


def ask(scene: Scene, browser: Browser, reference: str, **answers: Any) -> Response:
    form = dict(FIELD.findall(browser.get("/urgent").text))
    return scene.site.post(browser, "/urgent", **{**form, "reference": reference, **REASON, **answers})


def test_it_opens_the_case_for_an_hour_and_says_so_on_every_page(scene: Scene) -> None:
    dot, page = scene.site.browser("dot"), f"/cases/{scene.reference}"
    assert dot.get(page).status_code == 404
    answer = ask(scene, dot, scene.reference.lower().replace("-", " "))
    assert (answer.status_code, answer.headers["location"]) == (303, page)
    assert (dot.get(page).status_code, dot.get(f"{page}/risk").status_code) == (200, 303)
    assert all("A case is open to you that is not yours" in dot.get(p).text for p in ("/", "/find", page))
    for _ in range(7):
        scene.site.clock.forward(minutes=9)
        dot.get("/")
    assert (dot.get(page).status_code, "A case is open to you" in dot.get("/").text) == (404, False)


def test_it_ends_when_they_say_so_and_belongs_to_one_session(scene: Scene) -> None:
    dot, other, page = scene.site.browser("dot"), scene.site.browser("dot"), f"/cases/{scene.reference}"
    ask(scene, dot, scene.reference)
    assert (dot.get(page).status_code != 404, other.get(page).status_code) == (True, 404)
    assert scene.site.post(dot, "/urgent/end").headers["location"] == "/"
    assert dot.get(page).status_code == 404
    assert scene.site.post(dot, "/urgent/end").status_code == 303


def test_the_owners_see_at_once_who_and_why_and_a_second_person_reviews(scene: Scene) -> None:
    ask(scene, scene.site.browser("dot"), scene.reference)
    with scene.site.browser("lee") as lee:
        page = f"/cases/{scene.reference}"
        assert "the review of an urgent access" in lee.get("/").text
        assert "Opened by urgent access" in lee.get(f"{page}/timeline").text
        assert "He is outside her house." in lee.get(f"{page}/timeline").text
        assert "Review an urgent access" in lee.get(f"{page}/deadlines").text
    scene.do("lee", "review-urgent-access", needed="yes", found="She sent a car.")
    assert "the review of an urgent access" not in scene.site.browser("lee").get("/").text


def test_whoever_is_excluded_gets_what_an_unknown_reference_gets(scene: Scene) -> None:
    scene.people["wit"] = scene.site.add_person("wit", *CASEWORK, number="901")
    scene.do("ana", "add-party", part="witness", person="901")
    scene.do("ana", "report-connection", person=scene.people["lee"].person, connection="social", found="By chance.")
    for who in ("wit", "lee"):
        with scene.site.browser(who) as browser:
            secret, unknown = (ask(scene, browser, name) for name in (scene.reference, UNKNOWN))
        assert (secret.status_code, unknown.status_code) == (404, 404)
        assert settled(secret.text) == settled(unknown.text)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"reference": "K7Q2"}, "This is not a reference"),
        ({"why": ""}, "There is a problem"),
        ({"details": ""}, "There is a problem"),
        ({"knows_anyone": "yes"}, "Then you must not open it"),
        ({"password": ""}, "Enter your password once more"),
        ({"password": "wrong horse"}, "The password is wrong"),
    ],
)
def test_a_form_that_is_not_right_opens_nothing_and_keeps_what_was_typed(
    scene: Scene, answers: dict[str, str], said: str
) -> None:
    dot = scene.site.browser("dot")
    answer = ask(scene, dot, **{"reference": scene.reference, **answers})
    assert (answer.status_code, said in answer.text) == (422, True)
    assert REASON["details"] in answer.text or "details" in answers
    assert PASSWORD not in answer.text
    assert dot.get(f"/cases/{scene.reference}").status_code == 404


def test_guessing_the_password_is_slowed_down_as_at_the_door(scene: Scene) -> None:
    dot = scene.site.browser("dot")
    tried = [ask(scene, dot, scene.reference, password=f"wrong {n}").status_code for n in range(6)]
    assert tried == [*[422] * 5, 429]


def test_the_same_form_sent_twice_is_one_use(scene: Scene) -> None:
    dot, lee, page = scene.site.browser("dot"), scene.site.browser("lee"), f"/cases/{scene.reference}"
    form = {**dict(FIELD.findall(dot.get("/urgent").text)), "reference": scene.reference, **REASON}
    first = (scene.site.post(dot, "/urgent", **form).headers["location"], settled(lee.get(f"{page}/timeline").text))
    again = (scene.site.post(dot, "/urgent", **form).headers["location"], settled(lee.get(f"{page}/timeline").text))
    assert first == again
    assert "Opened by urgent access" in first[1]
