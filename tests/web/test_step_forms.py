"""The forms of steps in a real browser, in every state."""

import pytest
from playwright.sync_api import Browser, Page

from complaints.database import Database
from complaints.secrets import new_key
from tests.queries.scene import Scene
from tests.support.browser import axe, screenshot, serve
from tests.web.client import PASSWORD
from tests.web.stepping import DECIDE, step


@pytest.mark.parametrize("width", [1280, 320])
def test_forms_keep_to_the_standards_in_every_state(browser: Browser, sqlite_url: str, width: int) -> None:
    scene = Scene(Database(sqlite_url, (new_key(),)), secure=False)
    scene.play(until="decide-not-to-refer")
    with serve(scene.site.app) as address, browser.new_context(viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        page.goto(f"{address}/sign-in")
        page.fill("[name=name]", "lee")
        page.fill("[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        _report(page, address, width)
        page.goto(f"{address}{step(scene, 'decide-independence')}")
        check(page, f"step-{width}", width)
        page.click("main form button")
        check(page, f"step-errors-{width}", width)
        for name, value in DECIDE.items():
            choice = page.locator(f'[name="{name}"][value="{value}"]')
            if choice.count():
                choice.check()
            else:
                page.fill(f'[name="{name}"]', value)
        page.click("main form button")
        check(page, f"step-check-{width}", width)
        page.click("text=Confirm and record")
        assert page.locator(".govuk-notification-banner--success").count() == 1
    scene.site.database.dispose()


def _report(page: Page, address: str, width: int) -> None:
    """A report from its first question to its receipt, each page once with nothing in it."""
    for name in ("danger_now", "account", "route"):
        page.goto(f"{address}/report") if name == "danger_now" else None
        check(page, f"report-{name}-{width}", width)
        page.click("main form button")
        check(page, f"report-{name}-errors-{width}", width)
        page.locator(f"[name={name}]").first.check() if name != "account" else page.fill("#account", "Heard.")
        page.click("main form button")
    check(page, f"report-when-{width}", width)
    page.click("text=Save and continue")
    check(page, f"report-abuse-{width}", width)
    page.click("text=Save and record now")
    check(page, f"report-check-{width}", width)
    page.click("text=Record this")
    check(page, f"report-check-errors-{width}", width)
    page.check("[name=knows][value=no]")
    page.click("text=Record this")
    check(page, f"report-receipt-{width}", width)
    page.goto(f"{address}/unallocated")
    check(page, f"unallocated-{width}", width)


def check(page: Page, name: str, width: int) -> None:
    screenshot(page, name)
    assert (axe(page), page.evaluate("document.documentElement.scrollWidth")) == ([], width)
