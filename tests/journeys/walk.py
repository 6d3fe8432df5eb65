"""Walking through the service as one person: sign in, answer forms, and look hard at every page on the way."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize

from tests.support.browser import axe
from tests.web.client import PASSWORD

NARROW, WIDE = ViewportSize(width=320, height=800), ViewportSize(width=1280, height=900)
REFERENCE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")

KINDS = """
[...new Set([...document.querySelectorAll("body *")].map(
  e => [e.tagName, e.className, e.getAttribute("role"), e.getAttribute("type"), e.hidden].join(" ")))].sort().join()
"""
SEEN_BEFORE: set[tuple[str, ...]] = set()
"""What has been looked at by this worker."""


@dataclass
class Inspector:
    """Checks each page that is new to it, in each of its states: nothing beyond the edge, wide and narrow, and axe.

    What axe finds at other widths and in other forces is looked for in `tests/states`. It needs scripts to run: the
    page of a browser without them is the same page. What another journey has seen, made of the same kinds of elements,
    is not looked at again.
    """

    seen: set[tuple[str, str, str]] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)

    def look(self, page: Page, *, scripts: bool) -> None:
        state = (REFERENCE.sub("REF", page.url.split("?")[0]), page.title(), page.locator("h1").first.inner_text())
        if state in self.seen:
            return
        self.seen.add(state)
        made_of = (*state, str(scripts), page.evaluate(KINDS))
        if made_of in SEEN_BEFORE:
            return
        SEEN_BEFORE.add(made_of)
        for size in (NARROW, WIDE):
            page.set_viewport_size(size)
            width = page.evaluate("document.documentElement.scrollWidth")
            found = [f"{width} pixels wide"] if width > size["width"] else []
            found += axe(page) if scripts and size == NARROW else []
            self.problems += [f"{state} at {size['width']}: {problem}" for problem in found]


@dataclass
class Walk:
    """One person's browser."""

    page: Page
    address: str
    inspector: Inspector
    scripts: bool

    def sign_in(self, name: str) -> None:
        self.open("/")
        self.answer(name=name, password=PASSWORD)
        self.press("Sign in")

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)
        self._look()

    def follow(self, link: str) -> None:
        self.page.get_by_role("link", name=link).first.click()
        self._look()

    def press(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).click()
        self._look()

    def answer(self, **answers: Any) -> None:
        """Fill in questions by the names of their fields, whatever draws them."""
        for name, given in answers.items():
            for value in given if isinstance(given, list) else [given]:
                self._answer(name.replace("__", "-"), value)

    def _answer(self, name: str, value: str) -> None:
        box = self.page.locator(f'[name="{name}"]')
        if box.first.get_attribute("type") in ("radio", "checkbox"):
            self.page.locator(f'[name="{name}"][value="{value}"]').check()
        elif box.evaluate("e => e.tagName") == "SELECT":
            box.select_option(value)
        else:
            box.fill(value)

    def take(self, path: str, **answers: Any) -> None:
        """One step, from its form to the case page that says that it is recorded."""
        self.open(path)
        self.answer(**answers)
        if self.page.get_by_role("button", name="Continue").count():
            self.press("Continue")
            assert self.heading() == "Check your answers", self.text()
            self.press("Confirm and record")
        else:
            self.press("Record this")
        assert "This is recorded" in self.text(), self.text()

    def text(self) -> str:
        return self.page.locator("main").inner_text()

    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def _look(self) -> None:
        self.inspector.look(self.page, scripts=self.scripts)


@contextmanager
def walking(browser: Browser, address: str, inspector: Inspector, name: str, *, scripts: bool = True) -> Iterator[Walk]:
    """A browser of one's own, signed in."""
    with browser.new_context(viewport=WIDE, java_script_enabled=scripts) as context:
        context.set_default_timeout(15_000)
        walk = Walk(context.new_page(), address, inspector, scripts)
        walk.sign_in(name)
        yield walk
