"""Signing in and the safety form in a real browser that runs no scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from complaints.database import Database
from tests.support.browser import serve
from tests.web.client import PASSWORD, Site
from workflows.model import Role


@pytest.fixture
def address(sqlite_url: str) -> Iterator[str]:
    database = Database(sqlite_url)
    site = Site(database, secure=False)
    site.add_person("ana", Role.INTAKE, Role.OVERSIGHT_OFFICER, Role.HEAD_OF_PSD)
    with serve(site.app) as address:
        yield address
    database.dispose()


def test_everything_works_without_scripts(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/safety")
        sign_in(page)
        page.get_by_label("What do you know?").fill("Something")
        page.get_by_role("button", name="Send").click()
        assert page.url == f"{address}/safety/thanks"


def sign_in(page: Page) -> None:
    page.get_by_label("User name").fill("ana")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/safety")
