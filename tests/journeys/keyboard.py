"""Somebody who has no mouse: everything is reached with Tab, and what has the focus is always seen."""

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.journeys.walk import Inspector

FAR = 150
"""So many times Tab comes to the end of any page."""

FOCUS = """
() => {
  const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
  const label = e.labels && e.labels.length ? e.labels[0] : null;
  const shown = label && ["radio", "checkbox"].includes(e.type) ? getComputedStyle(label, "::before") : style;
  const marked = [style, shown].some(s => s.outlineStyle !== "none" || s.boxShadow !== "none");
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return {
    name: (label || e).innerText.trim(), field: e.name || "", value: e.value || "",
    seen: marked && inside, tag: e.tagName
  };
}
"""


@dataclass
class Keyboard:
    """One person at a page. `keys` counts every key pressed or typed."""

    page: Page
    inspector: Inspector
    keys: int = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.keys += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.keys += len(text)

    def to(self, name: str = "", field: str = "") -> None:
        """Tab to what bears a name, or to a field. Wherever the focus comes to, it is seen."""
        for _ in range(FAR):
            self.press("Tab")
            at = self.page.evaluate(FOCUS)
            assert at["seen"] or at["tag"] == "BODY", at
            if (name and at["name"].split("\n")[0] == name) or (field and at["field"] == field):
                return
        raise AssertionError(f"{name or field} is not reached with Tab: {self.page.locator('main').inner_text()}")

    def follow(self, name: str) -> None:
        """A link or a button."""
        self.to(name)
        with self.page.expect_navigation():
            self.press("Enter")
        self.inspector.look(self.page, scripts=True)

    def write(self, field: str, text: str) -> None:
        self.to(field=field)
        self.type(text)

    def tick(self, name: str) -> None:
        """A checkbox, by its label."""
        self.to(name)
        self.press("Space")

    def choose(self, field: str, number: int) -> None:
        """A radio button, by its place among the answers: Tab comes to the group, arrows move within it."""
        self.to(field=field)
        self.press("Space")
        for _ in range(number - 1):
            self.press("ArrowDown")
