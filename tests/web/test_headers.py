"""The headers of every class of response, to the letter."""

from collections.abc import Iterator
from functools import cache

import httpx
import pytest
from litestar import Litestar, Router, get
from litestar.testing import TestClient

from complaints.app import create_app
from complaints.database import Database
from complaints.web.security import admit
from tests.support.browser import serve
from tests.web.client import ASSETS, Site

ALWAYS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; "
    "img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "no-referrer",
    "server": "",
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
UNKEPT = {**ALWAYS, "cache-control": "no-store"}
PAGE = {**UNKEPT, "content-type": "text/html; charset=utf-8"}
TEXT = {**UNKEPT, "content-type": "text/plain; charset=utf-8"}
TO_SIGN_IN = {**TEXT, "location": "/sign-in"}
ASSET = {
    **ALWAYS,
    "cache-control": "public, max-age=31536000, immutable",
    "content-type": "image/svg+xml",
    "content-encoding": "br",
    "vary": "Accept-Encoding",
}
SVG = ASSETS.url("favicon.svg")


@get("/fails", sync_to_thread=False)
def fails() -> None:
    raise RuntimeError


@pytest.fixture
def site(sqlite_url: str) -> Iterator[Site]:
    database = Database(sqlite_url)
    site = Site(database)
    site.add_person("ana")
    site.app = failing()
    site.app.state.house = site.house
    yield site
    database.dispose()


@cache
def failing() -> Litestar:
    """An application with a page that fails; one serves every test."""
    app = create_app(Site(Database("sqlite://")).house, ASSETS)
    app.register(Router("/", route_handlers=[fails], guards=[admit]))
    return app


@pytest.mark.parametrize(
    ("method", "path", "status", "headers"),
    [
        ("GET", "/", 303, TO_SIGN_IN),
        ("POST", "/safety", 303, TO_SIGN_IN),
        ("GET", "/accessibility", 200, PAGE),
        ("GET", "/health", 200, TEXT),
        ("GET", SVG, 200, ASSET),
        ("GET", "/assets/none", 404, PAGE),
        ("GET", "/sign-out", 405, {**PAGE, "allow": "OPTIONS, POST"}),
        ("PUT", "/safety", 405, {**PAGE, "allow": "GET, OPTIONS, POST"}),
        ("HEAD", "/health", 405, {**PAGE, "allow": "GET, OPTIONS"}),
        ("OPTIONS", "/safety", 303, TO_SIGN_IN),
        ("POST", "/sign-in", 403, PAGE),
    ],
)
def test_for_nobody(site: Site, method: str, path: str, status: int, headers: dict[str, str]) -> None:
    browser = site.browser()
    assert_answer(browser, method, path, status, headers)


@pytest.mark.parametrize(
    ("method", "path", "status", "headers"),
    [
        ("GET", "/safety", 200, PAGE),
        ("GET", "/sign-in", 303, {**TEXT, "location": "/"}),
        ("GET", "/nowhere", 404, PAGE),
        ("POST", "/nowhere", 404, PAGE),
        ("POST", "/safety", 403, PAGE),
        ("OPTIONS", "/safety/thanks", 204, {**UNKEPT, "allow": "GET, OPTIONS"}),
        ("GET", "/fails", 500, PAGE),
    ],
)
def test_for_somebody(site: Site, method: str, path: str, status: int, headers: dict[str, str]) -> None:
    ana = site.browser("ana")
    assert_answer(ana, method, path, status, headers)


def test_a_form_that_is_too_large(site: Site) -> None:
    ana = site.browser("ana")
    response = site.post(ana, "/safety", concern="x" * 1_000_001)
    assert (response.status_code, found(dict(response.headers))) == (413, PAGE)


def test_without_https_browsers_are_not_told_to_insist_on_it(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    browser = Site(database, secure=False).browser()
    headers = found(dict(browser.get("/accessibility").headers))
    database.dispose()
    assert headers == {name: value for name, value in PAGE.items() if name != "strict-transport-security"}


def test_our_server_adds_only_the_date(site: Site) -> None:
    with serve(site.app) as address:
        response = httpx.get(f"{address}/accessibility")
    headers = found(dict(response.headers))
    assert {name: value for name, value in headers.items() if name != "date"} == PAGE


def assert_answer(browser: TestClient[Litestar], method: str, path: str, status: int, headers: dict[str, str]) -> None:
    response = browser.request(method, path, headers={"Accept-Encoding": "br"})
    assert (response.status_code, found(dict(response.headers))) == (status, headers)


def found(headers: dict[str, str]) -> dict[str, str]:
    """A response's headers without its length; methods in order."""
    kept = {name: value for name, value in headers.items() if name != "content-length"}
    if "allow" in kept:
        kept["allow"] = ", ".join(sorted(kept["allow"].split(", ")))
    return kept
