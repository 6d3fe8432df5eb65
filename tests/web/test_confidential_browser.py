"""Reports in confidence in a browser: both ways without scripts; and nothing for axe to find, on a phone too."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from complaints.database import Database
from tests.conftest import KEYS
from tests.support.browser import serve
from tests.web.confiding import Confidence
from tests.web.test_panel import look, sign_in

QUESTION = "Where is she tonight?"


@pytest.fixture
def address(sqlite_url: str) -> Iterator[str]:
    database = Database(sqlite_url, KEYS)
    world = Confidence(database, secure=False)
    with serve(world.site.app) as running:
        yield running
    database.dispose()


def test_questions_go_both_ways_without_scripts(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        view = context.new_page()
        sign_in(view, address, "ros")
        reference = send(view, address)
        sign_in(view, address, "gil")
        for trigger, question in (("acknowledge-report", "I have read it."), ("ask-reporter", QUESTION)):
            view.goto(f"{address}/gatekeeper/{reference}/steps/{trigger}")
            view.locator("textarea").fill(question)
            view.locator("main button").click()
        sign_in(view, address, "ros")
        view.goto(f"{address}/confidential")
        view.get_by_label("Your reference").fill(reference)
        view.get_by_role("button", name="Find it").click()
        assert view.get_by_text(QUESTION).count() == 2


def test_every_page_keeps_to_the_standards(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        view = context.new_page()
        sign_in(view, address, "ros")
        look(view, f"{address}/confidential", "confidential-new")
        reference = send(view, address)
        own, kept = f"{address}/confidential/{reference}", f"{address}/gatekeeper/{reference}"
        for rest in ("", "/receipt", "/steps/add-in-confidence", "/steps/agree-to-disclosure"):
            look(view, own + rest, f"confidential{rest.replace('/', '-')}")
        sign_in(view, address, "gil")
        look(view, f"{address}/gatekeeper", "gatekeeper")
        for rest in ("", "/steps/pass-to-psd", "/steps/keep-out"):
            look(view, kept + rest, f"gatekeeper-report{rest.replace('/', '-')}")
        assert view.get_by_label("Why?").count() == 1


def send(view: Page, address: str) -> str:
    """A report by whoever is signed in; its reference, from the receipt."""
    view.goto(f"{address}/confidential")
    view.get_by_label("I do not know").check()
    view.get_by_label("What do you know?").fill("He frightens her.")
    view.get_by_role("button", name="Send in confidence").click()
    view.wait_for_url("**/receipt")
    return view.url.split("/")[-2]
