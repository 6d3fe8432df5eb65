"""The gallery in a real browser, under the content security policy that the service sends."""

from collections.abc import Iterator

import pytest
from litestar import Litestar, MediaType, Response, get
from playwright.sync_api import Browser

from complaints.resources import templates_directory
from complaints.web.static import Assets, assets_route
from tests.support.browser import axe, screenshot, serve
from tests.web.gallery import gallery

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
ASSETS = Assets(templates_directory() / "static" / "served")


@get("/gallery", sync_to_thread=False)
def show() -> Response[str]:
    headers = {"Content-Security-Policy": POLICY}
    return Response(gallery(ASSETS.url), media_type=MediaType.HTML, headers=headers)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serve(Litestar([show, assets_route(ASSETS)], openapi_config=None)) as address:
        yield address


@pytest.mark.parametrize("width", [1280, 320])
def test_gallery_keeps_to_the_standards_the_policy_and_the_window(browser: Browser, address: str, width: int) -> None:
    messages: list[str] = []
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        page.on("console", lambda message: messages.append(message.text))
        page.on("pageerror", lambda error: messages.append(error.message))
        page.goto(f"{address}/gallery")
        page.wait_for_selector(".govuk-frontend-supported [data-govuk-button-init]")
        screenshot(page, f"gallery-{width}")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
    assert messages == []


@pytest.mark.parametrize("width", [1280, 320])
def test_without_scripts_everything_is_unfolded(browser: Browser, address: str, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/gallery")
        screenshot(page, f"gallery-{width}-without-scripts")
        links = page.locator(".govuk-service-navigation__link")
        assert [link.is_visible() for link in links.all()] == [True] * 5
        assert page.get_by_role("button", name="Show password").count() == 0
