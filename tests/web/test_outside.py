"""Cases that the department must not handle: who sees that they wait, and taking one over."""

import re

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy import update

from complaints.database import SYSTEM, Database
from complaints.models import metadata
from complaints.queries.outside import waiting_for_anybody
from tests.queries.scene import NO_CONNECTION, REPORT, Scene
from tests.support.bench import again
from tests.web.client import PASSWORD
from tests.web.stepping import FIELD
from workflows.model import Role

TAKEN = {"why": "sealed", "handled_by": "deputy", "reasons": "He has never worked with me."}


def manned(database: Database) -> Scene:
    """One case like any other; an officer who keeps victims informed; two deputies."""
    scene = Scene(database)
    site = scene.site
    scene.people["rex"] = site.add_person("rex", Role.OVERSIGHT_OFFICER, number="800")
    scene.people["dan"] = site.add_person("dan", Role.DEPUTY, number="801")
    scene.people["eve"] = site.add_person("eve", Role.DEPUTY, number="802")
    scene.people["dot"] = site.add_person("dot", Role.DUTY_INSPECTOR, number="803")
    return scene


@pytest.fixture
def scene(database: Database) -> Scene:
    return again(manned, database)


def take_over(scene: Scene, browser: TestClient[Litestar], case: str, **said: str) -> str:
    """Where it leads, or the status."""
    form = dict(FIELD.findall(browser.get(f"/outside/{case}").text))
    answer = scene.site.post(browser, f"/outside/{case}", **{**form, **TAKEN, **said})
    return answer.headers.get("location", str(answer.status_code))


def test_a_case_about_an_insider_waits_for_a_deputy_and_leaves_the_department(scene: Scene) -> None:
    case = scene.open("dot", {**REPORT, "subject": "800"})
    lee, dan, rex = (scene.site.browser(who) for who in ("lee", "dan", "rex"))
    assert [case in browser.get("/unallocated").text for browser in (lee, dan)] == [False, False]
    assert [case in browser.get("/outside").text for browser in (lee, dan, rex)] == [False, True, False]
    assert "One case waits for somebody outside the chain" in dan.get("/").text
    assert dan.get(f"/cases/{case}").status_code == 404
    assert take_over(scene, dan, case) == f"/cases/{case}"
    assert "One case waits" not in dan.get("/").text
    assert dan.get(f"/cases/{case}").status_code == 200
    assert scene.site.browser("dot").get(f"/cases/{case}").status_code == 404


def test_any_other_case_is_not_there_for_a_deputy(scene: Scene) -> None:
    dan = scene.site.browser("dan")
    assert "No case waits for somebody outside the chain" in dan.get("/outside").text
    assert [dan.get(f"/outside/{name}").status_code for name in (scene.reference, "K7Q2-M4XD-9TBR")] == [404, 404]


def test_a_case_that_does_not_wait_is_not_taken_over_by_urgent_access(scene: Scene) -> None:
    """Neither from its own page, which does not offer it, nor by an address that somebody knows."""
    scene.play(until="agree-contact")
    dan, path = scene.site.browser("dan"), f"/cases/{scene.reference}"
    urgent = {"reference": scene.reference, "why": "danger", "details": "Now.", "password": PASSWORD}
    scene.site.post(dan, "/urgent", **{**dict(FIELD.findall(dan.get("/urgent").text)), **urgent, "knows_anyone": "no"})
    page = dan.get(path)
    assert (page.status_code, "take-over-case" in page.text, "/outside/" in page.text) == (200, False, False)
    address = f"{path}/steps/take-over-case"
    sent = scene.site.post(dan, address, **TAKEN, submission="a" * 32, seen="0", action="confirm")
    assert (dan.get(address).status_code, sent.status_code) == (404, 404)
    assert scene.site.browser("lee").get(path).status_code == 200


def test_whoever_has_it_hands_it_on_where_it_was_taken_over(scene: Scene) -> None:
    case = scene.open("dot", {**REPORT, "subject": "800"})
    dan, eve = scene.site.browser("dan"), scene.site.browser("eve")
    take_over(scene, dan, case)
    scene.do("dan", "declare-interests", case=case, **NO_CONNECTION)
    assert f'href="/outside/{case}"' in dan.get(f"/cases/{case}").text
    body = "Their head of professional standards."
    assert take_over(scene, dan, case, handled_by="force", body=body) == f"/cases/{case}"
    assert "Record that another force or the IOPC has accepted" in dan.get(f"/cases/{case}/record").text
    assert eve.get(f"/outside/{case}").status_code == 404


def test_two_deputies_cannot_both_take_it(scene: Scene) -> None:
    case = scene.open("dot", {**REPORT, "subject": "800"})
    dan, eve = scene.site.browser("dan"), scene.site.browser("eve")
    late = dict(FIELD.findall(eve.get(f"/outside/{case}").text))
    take_over(scene, dan, case)
    assert scene.site.post(eve, f"/outside/{case}", **{**late, **TAKEN}).status_code == 404


def test_a_deputy_who_is_excluded_learns_nothing(scene: Scene) -> None:
    case = scene.open("dot", {**REPORT, "subject": "800", "reporter": "801"})
    dan = scene.site.browser("dan")
    assert case not in dan.get("/outside").text
    refused, unknown = (dan.get(f"/outside/{name}") for name in (case, "K7Q2-M4XD-9TBR"))
    assert (refused.status_code, refused.text) == (404, unknown.text)


def test_what_is_missing_is_asked_for_and_what_was_typed_is_kept(scene: Scene) -> None:
    case = scene.open("dot", {**REPORT, "subject": "800"})
    dan = scene.site.browser("dan")
    form = dict(FIELD.findall(dan.get(f"/outside/{case}").text))
    answer = scene.site.post(dan, f"/outside/{case}", **{**form, **TAKEN, "handled_by": "force"})
    assert answer.status_code == 422
    assert "Which force or office" in answer.text
    assert "He has never worked with me." in answer.text


def test_a_case_from_which_everybody_of_a_role_is_excluded_waits_too(scene: Scene) -> None:
    """Sue and Rex are all the oversight officers there are: both have seen something."""
    scene.play(until="record-matter")
    for number in ("104", "800"):
        scene.do("lee", "add-party", part="witness", person=number)
    dan = scene.site.browser("dan")
    page = dan.get("/outside").text
    assert (scene.reference in page, "Nobody is left who may act" in page) == (True, True)
    with scene.site.database.transaction(SYSTEM, write=False) as session:
        assert [case.sealed for case in waiting_for_anybody(session)] == [False]
    assert take_over(scene, dan, scene.reference, why="nobody") == f"/cases/{scene.reference}"
    with scene.site.database.transaction(SYSTEM, write=False) as session:
        assert waiting_for_anybody(session) == ()


def test_whoever_keeps_the_victim_informed_stays(scene: Scene) -> None:
    scene.play(until="agree-contact")
    scene.do("lee", "add-party", part="subject", person="800")
    dan, sue = scene.site.browser("dan"), scene.site.browser("sue")
    take_over(scene, dan, scene.reference)
    assert [scene.site.browser(who).get(f"/cases/{scene.reference}").status_code for who in ("lee", "ana")] == [
        404,
        404,
    ]
    assert sue.get(f"/cases/{scene.reference}").status_code == 200
    scene.do("dan", "declare-interests", **NO_CONNECTION)
    assert "Contact" in dan.get(f"/cases/{scene.reference}/contact").text


def test_a_deputy_who_is_linked_is_told_only_that_somebody_else_must(scene: Scene) -> None:
    """Screened on taking over, as others are on being given work: what was found never reaches them."""
    case, person = scene.open("dot", {**REPORT, "subject": "800"}), metadata.tables["person"]
    team = update(person).where(person.c.reference.in_([scene.people[who].person for who in ("dan", "rex")]))
    with scene.site.database.transaction(SYSTEM) as session:
        session.execute(team.values(team="Marine Unit"))
    dan, eve = scene.site.browser("dan"), scene.site.browser("eve")
    form = dict(FIELD.findall(dan.get(f"/outside/{case}").text))
    refused = scene.site.post(dan, f"/outside/{case}", **{**form, **TAKEN})
    assert (refused.status_code, "Somebody else must take this case over" in refused.text) == (409, True)
    assert [word for word in ("Marine", "team", "possible link", "Rex") if word in refused.text.split("<main")[1]] == []
    assert [case in browser.get("/outside").text for browser in (dan, eve)] == [True, True]
    assert take_over(scene, eve, case) == f"/cases/{case}"
    scene.do("eve", "declare-interests", case=case, **NO_CONNECTION)
    assert "Eve" in eve.get(f"/cases/{case}/timeline").text


@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_head_reads_nothing_of_a_sealed_case_in_a_report(scene: Scene, form: str) -> None:
    """Nor of one that has left the department since: page, files and drill-down are the same as without it."""
    hed = scene.site.browser("hed")
    before = _report(scene, hed, form)
    case = scene.open("dot", {**REPORT, "subject": "800"})
    assert _report(scene, hed, form) == before
    scene.people["max"] = scene.site.add_person("max", Role.APPROPRIATE_AUTHORITY, Role.DEPUTY, number="804")
    take_over(scene, scene.site.browser("max"), case)
    assert _report(scene, hed, form) == before
    scene.do("max", "declare-interests", case=case, **NO_CONNECTION)
    scene.do("max", "allocate-case", case=case, person="102", role="head-of-psd")
    assert _report(scene, hed, form) != before


def _report(scene: Scene, browser: TestClient[Litestar], form: str) -> tuple[str, ...]:
    """What a new report of March says, without what names it and the moment."""
    scene.site.clock.forward(minutes=1)
    days = {
        f"{name}-{part}": value
        for name, day in (("starts", "1"), ("ends", "31"))
        for part, value in (("day", day), ("month", "3"), ("year", "2026"))
    }
    made = scene.site.post(browser, "/compliance", **days, submission=f"{scene.site.clock():%H%M}".rjust(32, "0"))
    address = made.headers["location"]
    pages = (f"{address}.{form}", f"{address}/not-evidenced", f"{address}/IRR-1")
    return tuple(
        re.sub(rf'{address[12:]}|\d\d:\d\d[^"< ]*|"fingerprint": "[^"]*"', "", browser.get(p).text) for p in pages
    )
