"""Administration: settings and days off that two people settle, and nothing for anybody else."""

import re
from html import escape

import pytest

from complaints.app import go_on
from complaints.database import Database
from complaints.queries.office_lists import reference_lists
from complaints.services.verify import verify
from complaints.web.house import Work
from tests.queries.scene import Scene
from tests.support.bench import again
from tests.web.administering import administered, fill, moved, settle
from tests.web.client import Site
from tests.web.stepping import sent_again
from workflows.handling.vocabulary import ClosureCode

PROPOSE = "/administration/steps/propose-setting?of=soo-first-contact"
SETTING = "/administration/settings/soo-first-contact"
SAID = {
    "value": "9",
    "from_day-day": "1",
    "from_day-month": "1",
    "from_day-year": "2026",
    "source": "Minute 4 of the board",
    "why": "It was agreed.",
}
DAY = {
    "day-day": "3",
    "day-month": "3",
    "day-year": "2026",
    "becomes": "bank-holiday",
    "called": "State funeral",
    "source": "A proclamation",
}


@pytest.fixture
def scene(database: Database) -> Scene:
    return again(administered, database)


@pytest.fixture
def site(scene: Scene) -> Site:
    return scene.site


def test_a_setting_is_changed_by_two_people_and_deadlines_follow(site: Site) -> None:
    ada, hope = site.browser("ada"), site.browser("hed")
    done = settle(site, ada, PROPOSE, **SAID)
    assert (done.status_code, done.headers["location"]) == (303, f"{SETTING}?done=recorded")
    assert "Waits for a second person" in ada.get("/administration/settings").text
    assert "2 working days" in ada.get(SETTING).text
    waits = hope.get("/administration").text
    assert "First contact by that officer" in waits
    assert "Ada" in waits
    confirmed = settle(site, hope, "/administration/steps/confirm-setting?of=soo-first-contact", checked="yes")
    assert confirmed.headers["location"] == f"{SETTING}?done=recorded"
    page = hope.get(confirmed.headers["location"]).text
    assert moved(page) > 0
    assert "9 working days" in page
    assert "This force: Minute 4 of the board" in page
    assert verify(site.database).problems == ()


def test_the_answer_does_not_wait_for_deadlines_and_a_restart_goes_on_with_them(database: Database) -> None:
    waiting: list[Work] = []
    site = administered(database, background=waiting.append).site
    ada, hope = site.browser("ada"), site.browser("hed")
    settle(site, ada, PROPOSE, **SAID)
    done = settle(site, hope, "/administration/steps/confirm-setting?of=soo-first-contact", checked="yes")
    for path in (done.headers["location"], "/administration"):
        assert "Deadlines are being worked out anew: 0 of 1 cases." in hope.get(path).text
    [lost] = waiting
    waiting.clear()
    go_on(site.house)
    assert waiting, "what was lost with the old process is begun again"
    for work in (*waiting, lost):
        work()
    assert moved(hope.get(done.headers["location"]).text) > 0
    assert "worked out anew" not in hope.get("/administration").text
    assert verify(site.database).problems == ()


def test_whoever_proposed_it_is_told_that_another_must_confirm(site: Site) -> None:
    ada = site.browser("ada")
    settle(site, ada, PROPOSE, **SAID)
    answer = ada.get("/administration/steps/confirm-setting?of=soo-first-contact")
    assert answer.status_code == 409
    assert "a second person must" in answer.text
    abe = site.browser("abe")
    settle(site, abe, "/administration/steps/turn-down-setting?of=soo-first-contact", why="Too long.")
    assert "Value turned down" in ada.get(SETTING).text


def test_what_is_wrong_is_said_beside_the_question_and_what_was_typed_stays(site: Site) -> None:
    ada = site.browser("ada")
    answer = fill(site, ada, PROPOSE, **{**SAID, "value": "0"})
    assert answer.status_code == 422
    assert "must be from 1 to 260 working days" in answer.text
    assert "Minute 4 of the board" in answer.text


def test_what_the_law_fixes_offers_no_step(site: Site) -> None:
    ada = site.browser("ada")
    page = ada.get("/administration/settings/written-update").text
    assert "The law fixes this" in page
    assert "propose-setting" not in page
    answer = fill(site, ada, "/administration/steps/propose-setting?of=written-update", **SAID)
    assert (answer.status_code, "is fixed by" in answer.text) == (422, True)


def test_a_form_that_was_overtaken_is_refused_with_what_was_typed(site: Site) -> None:
    ada, abe = site.browser("ada"), site.browser("abe")
    checked = fill(site, ada, PROPOSE, **SAID)
    settle(site, abe, PROPOSE, **SAID)
    late = site.post(ada, PROPOSE, **sent_again(checked), action="confirm")
    assert late.status_code == 409
    assert "Minute 4 of the board" in late.text


def test_a_bank_holiday_moves_deadlines_and_the_list_of_days(site: Site) -> None:
    ada, hope = site.browser("ada"), site.browser("hed")
    done = settle(site, ada, "/administration/steps/propose-day", **DAY)
    assert done.headers["location"] == "/administration/days/2026-03-03?done=recorded"
    assert "Tuesday 3 March 2026" in ada.get("/administration/days").text
    confirmed = settle(site, hope, "/administration/steps/confirm-day?of=2026-03-03", checked="yes")
    assert moved(hope.get(confirmed.headers["location"]).text) > 0
    page = ada.get("/administration/days").text
    assert page.count("Tuesday 3 March 2026") == 2
    assert verify(site.database).problems == ()


def test_a_day_before_clocks_count_is_refused(site: Site) -> None:
    answer = fill(site, site.browser("ada"), "/administration/steps/propose-day", **{**DAY, "day-year": "1999"})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "path",
    [
        "/administration/settings/none",
        "/administration/days/tomorrow",
        "/administration/lists/none",
        "/administration/steps/none",
        "/administration/steps/record-matter",
        "/administration/steps/propose-setting",
        "/administration/steps/propose-setting?of=none",
        "/administration/steps/confirm-day?of=soon",
    ],
)
def test_what_is_not_there_is_not_found(site: Site, path: str) -> None:
    ada = site.browser("ada")
    assert ada.get(path).status_code == 404
    if "/steps/" in path:
        assert site.post(ada, path).status_code == 404


@pytest.mark.parametrize("who", ["ana", "lee", "ivy", "sue", "dee"])
def test_nobody_else_finds_any_of_it(site: Site, who: str) -> None:
    browser = site.browser(who)
    for path in ("/administration", "/administration/settings", SETTING, "/administration/days", PROPOSE):
        assert browser.get(path).status_code == 404
    assert site.post(browser, PROPOSE, **SAID).status_code == 404
    assert "/administration" not in browser.get("/").text


def test_a_step_needs_the_form_that_was_made_for_this_browser(site: Site) -> None:
    ada = site.browser("ada")
    assert ada.post(PROPOSE, data=SAID).status_code == 403


def test_an_administrator_finds_no_case(scene: Scene, site: Site) -> None:
    ada = site.browser("ada")
    assert ada.get(f"/cases/{scene.reference}").status_code == 404
    assert ada.get("/").headers["location"] == "/administration"
    assert scene.reference not in ada.get("/administration").text


def test_every_list_is_shown_as_the_rules_have_it(site: Site) -> None:
    ada = site.browser("ada")
    index = ada.get("/administration/lists")
    assert index.status_code == 200, index.text
    linked = re.findall(r'href="(/administration/lists/[^"]+)"', index.text)
    assert linked == [known.href for known in reference_lists()]
    assert re.findall(r"(?:law|ppda|settlements?) [0-9]", index.text) == []
    page = ada.get("/administration/lists/handling-closurecode").text
    assert [code.label for code in ClosureCode if escape(code.label) not in page] == []
    assert "Close the case" in page
