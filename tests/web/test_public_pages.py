"""Signing in, the safety form and the error pages in a real browser, wide and narrow."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from litestar import Router, post
from litestar.params import FromPath
from playwright.sync_api import Browser, Page

from complaints.database import Database
from complaints.web.security import admit
from tests.support.browser import axe, screenshot, serve
from tests.web.client import PASSWORD, Site
from workflows.model import Decision, Refused, Role
from workflows.registry import REQUIREMENTS, STEPS

STEP = STEPS["decide-independence"]
MISSING = tuple(r for r in REQUIREMENTS.values() if STEP.trigger in r.before)
SEND = """(form) => {
    const sent = document.createElement("form");
    sent.method = "post"; sent.action = form.action;
    for (const [name, value] of Object.entries(form.fields)) {
        const field = document.createElement("textarea");
        field.name = name; field.value = value; sent.append(field);
    }
    document.body.append(sent); sent.submit();
}"""


@post("/meetings/{reference:str}/steps/decide-independence", sync_to_thread=True)
def refuse(reference: FromPath[str]) -> None:
    raise Refused(STEP.trigger, reference, Decision(STEP, True, MISSING, ()))


@pytest.fixture
def address(sqlite_url: str) -> Iterator[str]:
    database = Database(sqlite_url)
    site = Site(database, secure=False)
    site.add_person("ana", Role.INTAKE, Role.OVERSIGHT_OFFICER, Role.HEAD_OF_PSD)
    site.app.register(Router("/", route_handlers=[refuse], guards=[admit]))
    with serve(site.app) as address:
        yield address
    database.dispose()


@pytest.mark.parametrize("width", [1280, 320])
def test_pages_keep_to_the_standards_the_policy_and_the_window(browser: Browser, address: str, width: int) -> None:
    with opened(browser, width) as page:
        page.goto(f"{address}/safety")
        look(page, "sign-in", width)
        page.get_by_role("button", name="Sign in").click()
        look(page, "sign-in-refused", width)
        sign_in(page)
        look(page, "safety", width)
        page.get_by_role("button", name="Send").click()
        look(page, "safety-refused", width)
        page.get_by_label("What do you know?").fill("Something")
        page.get_by_role("button", name="Send").click()
        look(page, "safety-thanks", width)
        page.goto(f"{address}/nowhere")
        look(page, "not-found", width)
        page.goto(f"{address}/sign-out")
        look(page, "not-allowed", width)
        page.goto(f"{address}/accessibility")
        look(page, "accessibility", width)
        token = page.locator("input[name=_csrf_token]").first.get_attribute("value")
        fields = {"_csrf_token": token, "reasons": "Nobody here knows her, or him.\n" * 8, "handled_by": "own-force"}
        page.evaluate(SEND, {"action": "/meetings/x/steps/decide-independence", "fields": fields})
        page.wait_for_selector("text=What you typed")
        look(page, "refused", width)
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/sign-in")


def test_everything_works_without_scripts(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/safety")
        sign_in(page)
        page.get_by_label("What do you know?").fill("Something")
        page.get_by_role("button", name="Send").click()
        assert page.url == f"{address}/safety/thanks"


@contextmanager
def opened(browser: Browser, width: int) -> Iterator[Page]:
    """A page that must not complain: the console and errors stay empty but for the refusals that we ask for."""
    messages: list[str] = []
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        page.on("console", lambda message: messages.append(message.text))
        page.on("pageerror", lambda error: messages.append(error.message))
        yield page
    assert [text for text in messages if "Failed to load resource: the server responded" not in text] == []


def sign_in(page: Page) -> None:
    page.get_by_label("User name").fill("ana")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/safety")


def look(page: Page, name: str, width: int) -> None:
    screenshot(page, f"{name}-{width}")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
