"""Reports in confidence in a browser that runs no scripts: questions go both ways."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from complaints.database import Database
from tests.conftest import KEYS
from tests.support.browser import serve
from tests.web.client import PASSWORD
from tests.web.confiding import Confidence

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


def send(view: Page, address: str) -> str:
    """A report by whoever is signed in; its reference, from the receipt."""
    view.goto(f"{address}/confidential")
    view.get_by_label("I do not know").check()
    view.get_by_label("What do you know?").fill("He frightens her.")
    view.get_by_role("button", name="Send in confidence").click()
    view.wait_for_url("**/receipt")
    return view.url.split("/")[-2]


def sign_in(view: Page, address: str, who: str) -> None:
    view.context.clear_cookies()
    view.goto(f"{address}/sign-in")
    view.get_by_label("User name").fill(who)
    view.get_by_label("Password", exact=True).fill(PASSWORD)
    view.get_by_role("button", name="Sign in").click()
    view.wait_for_url(lambda url: "sign-in" not in url)
