"""Every page in every state in a browser: nothing for axe to find, nothing beyond the edge, nothing by colour alone."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser

import pytest
from litestar import Litestar, Response, get
from litestar.params import FromPath
from playwright.sync_api import Browser, Page

from complaints.web.static import assets_route
from tests.states.conftest import REWORDED
from tests.states.gather import Shot, fullest
from tests.support.browser import axe, screenshot, serve
from tests.web.client import ASSETS

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("states")]

CONTROLS = re.compile(r'class="govuk-(radios|checkboxes|select|textarea|input|date-input)\b')
LOOKED_AT = {f"pages/{name}.html" for name in ("case", "step", "oversight", "panel_meeting", "compliance_run")}
"""Pages of which there are pictures, for people to look at."""

WITHOUT_COLOURS = """
() => {
  const drawn = style => ["border-top", "border-left", "outline"].some(edge =>
    style.getPropertyValue(edge + "-style") !== "none" && parseFloat(style.getPropertyValue(edge + "-width")) > 0);
  const shown = element => element.checkVisibility() && element.getBoundingClientRect().width > 1;
  const all = selector => [...document.querySelectorAll(selector)].filter(shown);
  const problems = [];
  for (const element of all(".govuk-tag, .govuk-button, .psd-clock, .govuk-error-summary, .govuk-notification-banner"))
    if (!drawn(getComputedStyle(element))) problems.push("no edge: " + element.className);
  const kinds = new Set();
  for (const element of all("a[href], button, input, select, textarea, summary, [tabindex='0']")) {
    const kind = element.tagName + element.type + element.className;
    if (kinds.has(kind)) continue;
    kinds.add(kind);
    element.focus({focusVisible: true});
    const label = ["radio", "checkbox"].includes(element.type) ? element.labels[0] : null;
    const marked = label ? getComputedStyle(label, "::before") : getComputedStyle(element);
    if (document.activeElement === element && !drawn({getPropertyValue: name =>
        name.startsWith("outline") || label ? marked.getPropertyValue(name) : "none"}))
      problems.push("focus not seen: " + kind);
  }
  return problems;
}
"""


def test_every_page_in_every_state(
    shots: list[Shot], browser: Browser, record_property: Callable[[str, object], None]
) -> None:
    """Of each template in each state the fullest page, and a form for every mixture of questions."""
    chosen = fullest(shots, _kind)
    messages: list[str] = []
    problems: list[str] = []
    with _served(chosen) as address, browser.new_context(viewport={"width": 320, "height": 800}) as context:
        page = context.new_page()
        page.on("console", lambda message: messages.append(message.text))
        page.on("pageerror", lambda error: messages.append(error.message))
        for number, shot in enumerate(chosen):
            page.goto(f"{address}/shots/{number}")
            problems += [f"{shot.state}, {shot.template}, {shot.path}: {problem}" for problem in _look(page, shot)]
    assert (problems, messages) == ([], [])
    pages, states = {shot.template for shot in chosen}, {shot.state for shot in chosen}
    record_property("figure", f"axe: {len(pages)} pages, {len(states)} states, {len(chosen)} seen, 0 violations")
    assert (len(pages) > 60, len(states)) == (True, 7)


def _kind(shot: Shot) -> tuple[str, str, frozenset[str]]:
    mixed = shot.state == "full" and shot.template == "pages/step.html"
    return shot.state, shot.template, frozenset(CONTROLS.findall(shot.html) if mixed else ())


def _look(page: Page, shot: Shot) -> Iterator[str]:
    """Narrow, wide, and in colours that are forced on it. Another state has the structure of the full one, so axe
    looks at it once, where it is narrow.
    """
    pictured = shot.template in LOOKED_AT and shot.state in ("full", *REWORDED)
    name = f"{shot.state}-{shot.template.removesuffix('.html')}".replace(" ", "-").replace("/", "-")
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        if (found := page.evaluate("document.documentElement.scrollWidth")) > width:
            yield f"{found} wide on {width}"
        if width == 320 or shot.state == "full":
            yield from axe(page)
        if pictured:
            screenshot(page, f"{name}-{width}")
    page.emulate_media(forced_colors="active")
    yield from page.evaluate(WITHOUT_COLOURS)
    if pictured and shot.state == "full":
        screenshot(page, f"{name}-forced-colours")
    page.emulate_media(forced_colors="none")


@contextmanager
def _served(shots: list[Shot]) -> Iterator[str]:
    """Each page at its number, with the headers that it was sent with."""

    @get("/shots/{number:int}", sync_to_thread=False)
    def shown(number: FromPath[int]) -> Response[str]:
        return Response(shots[number].html, headers=shots[number].headers, media_type="text/html")

    with serve(Litestar([shown, assets_route(ASSETS)], openapi_config=None)) as address:
        yield address


def test_words_from_right_to_left_are_told_from_what_stands_around_them(shots: list[Shot]) -> None:
    """Whatever somebody wrote stands in an element of its own, which finds out its direction."""
    seen = [shot for shot in shots if shot.state == "right to left"]
    loose = {(shot.template, text) for shot in seen for text in _Words(shot.html).loose}
    assert loose == set()
    assert sum(_Words(shot.html).held for shot in seen) > 200


class _Words(HTMLParser):
    """Texts and typed answers with letters that are read from right to left."""

    VOID = frozenset({"input", "meta", "link", "br", "hr", "img", "path"})
    PLAIN = frozenset({"title", "option"})
    """Where no other element can stand; a browser finds the direction of an option by itself."""

    LETTERS = re.compile(r"[\u0590-\u08ff]")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.loose: list[str] = []
        self.held = 0
        self._around: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        held = tag == "bdi" or tag in self.PLAIN or given.get("dir") == "auto"
        if tag not in self.VOID:
            self._around.append((tag, held))
        elif tag == "input" and given.get("type") not in ("hidden", "radio", "checkbox"):
            self._tell(given.get("value") or "", held)

    def handle_endtag(self, tag: str) -> None:
        while self._around and self._around.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self._tell(data, any(held for _, held in self._around))

    def _tell(self, text: str, held: bool) -> None:
        if self.LETTERS.search(text):
            self.held += held
            self.loose += [] if held else [" ".join(text.split())]
