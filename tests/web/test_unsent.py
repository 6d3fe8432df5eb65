"""A form that is sent after its session has ended: nothing of it is lost, and nobody else gets it."""

import re
from typing import Any
from urllib.parse import unquote

import pytest
from sqlalchemy import text

from complaints.database import SYSTEM, Database
from complaints.resources import templates_directory
from complaints.web.forms import PASSWORD_FIELDS
from tests.queries.scene import ALLEGATION, NO_CONNECTION, Scene
from tests.web.client import PASSWORD, settled
from tests.web.stepping import DECIDE, FIELD, events, step, title


@pytest.fixture
def scene(database: Database) -> Scene:
    scene = Scene(database)
    scene.play(until="decide-not-to-refer")
    return scene


def test_what_was_typed_is_there_after_signing_in_again(scene: Scene) -> None:
    path = step(scene, "decide-independence")
    lee = scene.site.browser("lee")
    hidden = dict(FIELD.findall(lee.get(path).text))
    scene.site.clock.forward(minutes=11)
    late = scene.site.post(lee, path, **hidden, **DECIDE)
    wanted = re.fullmatch(r"/sign-in\?next=(.*)", late.headers["location"])
    assert wanted
    kept = wanted[1].replace("%2F", "/")
    signed_in = scene.site.post(lee, "/sign-in", name="lee", password="correct horse", next=kept)
    assert signed_in.headers["location"] == kept
    page = lee.get(kept)
    assert title(page) == "You were signed out"
    form = re.search(rf'<form action="({path})".*?</form>', page.text, re.S)
    assert form
    again = scene.site.post(lee, form[1], **dict(FIELD.findall(form[0])), action="change")
    assert (again.status_code, "Nobody here knows them.</textarea>" in again.text) == (200, True)
    assert "decide-independence" not in events(scene)
    checked = scene.site.post(lee, path, **hidden, **DECIDE)
    assert title(checked) == "Check your answers"
    done = scene.site.post(lee, path, **hidden, **DECIDE, action="confirm")
    assert (done.status_code, events(scene)[-1]) == (303, "decide-independence")


def test_it_is_its_writers_alone_and_can_be_thrown_away(scene: Scene) -> None:
    path = step(scene, "decide-independence")
    lee = scene.site.browser("lee")
    hidden = dict(FIELD.findall(lee.get(path).text))
    scene.site.clock.forward(minutes=11)
    kept = scene.site.post(lee, path, **hidden, **DECIDE).headers["location"].partition("next=")[2].replace("%2F", "/")
    with scene.site.browser("ivy") as ivy:
        assert (ivy.get(kept).status_code, scene.site.post(ivy, f"{kept}/delete").status_code) == (404, 404)
    with scene.site.browser("lee") as again:
        assert again.get(kept).status_code == 200
        assert scene.site.post(again, f"{kept}/delete").headers["location"] == "/"
        assert again.get(kept).status_code == 404


def test_a_password_is_kept_nowhere_and_asked_for_again(scene: Scene) -> None:
    lee = scene.site.browser("lee")
    asked = {**dict(FIELD.findall(lee.get("/urgent").text)), "reference": scene.reference, "why": "danger"}
    scene.site.clock.forward(minutes=11)
    late = scene.site.post(lee, "/urgent", **asked, details="She waits.", password=PASSWORD, knows_anyone="no")
    kept = late.headers["location"].partition("next=")[2].replace("%2F", "/")
    with scene.site.browser("lee") as again:
        page = again.get(kept).text
        assert ("She waits." in page, PASSWORD in page, 'name="password"' in page) == (True, False, False)


def test_every_field_that_takes_a_password_is_known() -> None:
    pages = "".join(path.read_text("utf-8") for path in (templates_directory() / "pages").glob("*.html"))
    assert set(re.findall(r'password_input\("(\w+)"', pages)) == PASSWORD_FIELDS


def test_what_was_sent_to_an_address_with_a_nul_is_not_kept(scene: Scene) -> None:
    lee = scene.site.browser("lee")
    scene.site.clock.forward(minutes=11)
    sent = [scene.site.post(lee, path, x="1") for path in ("/cases/%00/steps/record-matter", "/find?x=%00")]
    assert [(answer.status_code, "unsent" in answer.headers["location"]) for answer in sent] == [(303, False)] * 2


def test_a_session_that_nobody_remembers_keeps_nothing(scene: Scene) -> None:
    stranger = scene.site.browser()
    stranger.get("/sign-in")
    sent = scene.site.post(stranger, step(scene, "decide-independence"), **DECIDE)
    assert (sent.status_code, sent.headers["location"]) == (303, "/sign-in")


def kept_of(scene: Scene, who: str, path: str, **typed: Any) -> str:
    """A form that somebody sends after their session has ended; where it is kept."""
    browser = scene.site.browser(who)
    hidden = dict(FIELD.findall(browser.get(path).text))
    scene.site.clock.forward(minutes=11)
    return unquote(scene.site.post(browser, path, **hidden, **typed).headers["location"].partition("next=")[2])


def test_a_form_of_a_case_is_gone_with_the_case(scene: Scene) -> None:
    """A correction holds what others wrote: who is excluded meanwhile finds it here no more than on the case."""
    path = f"{step(scene, 'add-allegation')}?corrects=allegations.1"
    kept = kept_of(scene, "lee", path, reason="Misheard", **ALLEGATION)
    lee = scene.site.browser("lee")
    assert ALLEGATION["summary"] in lee.get(kept).text
    scene.do("lee", "declare-interests", **{**NO_CONNECTION, "known": ["subject:social"]})
    lee = scene.site.browser("lee")
    gone, case, unknown = (lee.get(f"{path}") for path in (kept, step(scene, "add-allegation"), "/unsent/nothing"))
    assert (gone.status_code, settled(gone.text)) == (404, settled(unknown.text))
    assert settled(case.text) == settled(gone.text)
    assert scene.site.logged()[-2][:2] == ("not_found", "unsent")


def test_what_was_sent_since_is_not_shown_again(scene: Scene) -> None:
    """Not even to whoever sent it: what somebody told in confidence is never shown to them again."""
    sent = {"danger_now": "no", "account": "He holds her by the throat in Quillet Row."}
    kept = kept_of(scene, "rep", "/confidential", **sent)
    with scene.site.browser("rep") as rep:
        page = rep.get(kept).text
        assert "Quillet Row" in page
        form = re.search(r'<form action="/confidential".*?</form>', page, re.S)
        assert form
        done = scene.site.post(rep, "/confidential", **dict(FIELD.findall(form[0])))
        assert done.headers["location"].endswith("/receipt")
        assert rep.get(kept).status_code == 404
    with scene.site.database.transaction(SYSTEM, write=False) as session:
        assert session.execute(text("SELECT count(*) FROM unsent_form")).scalar_one() == 0


@pytest.mark.parametrize("path", ["/safety", "/find"])
def test_a_form_of_no_case_is_shown_until_it_is_sent(scene: Scene, path: str) -> None:
    kept = kept_of(scene, "lee", path, concern="She is afraid.", sought="Dee")
    with scene.site.browser("lee") as lee:
        hidden = dict(FIELD.findall(lee.get(kept).text))
        assert scene.site.post(lee, path, **hidden).status_code in (200, 303)
        assert lee.get(kept).status_code == (404 if path == "/safety" else 200)
