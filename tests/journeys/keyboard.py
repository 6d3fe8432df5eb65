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

CHOSEN_WITH = {"radio": "ArrowDown", "select-one": "ArrowDown", "checkbox": "Tab"}
"""By which key one comes from an answer to the next."""

CHOSEN = """
() => {
  const e = document.activeElement;
  return [e.value, (e.selectedOptions ? e.selectedOptions[0] : e.labels[0]).innerText.trim()];
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

    def to(self, name: str = "", field: str = "", *, unfold: bool = False) -> None:
        """Tab to what bears a name, or to a field. Wherever the focus comes to, it is seen.

        With `unfold`, what is folded on the way is opened, and so comes next.
        """
        for _ in range(FAR):
            self.press("Tab")
            at = self.page.evaluate(FOCUS)
            assert at["seen"] or at["tag"] == "BODY", at
            if (name and at["name"].split("\n")[0] == name) or (field and at["field"] == field):
                return
            if unfold and at["tag"] == "SUMMARY":
                self.press("Enter")
        raise AssertionError(f"{name or field} is not reached with Tab: {self.page.locator('main').inner_text()}")

    def follow(self, name: str) -> None:
        """A link or a button."""
        self.to(name)
        self._go()

    def _go(self) -> None:
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

    def answer(self, **answers: str) -> None:
        """Questions of a form in its order, by field: what is typed, or a value or the beginning of its words."""
        for name, wanted in answers.items():
            self.to(field=name.replace("__", "-"))
            kind = self.page.evaluate("document.activeElement.type")
            if kind in CHOSEN_WITH:
                self._choose(kind, wanted)
            else:
                self.type(wanted)

    def _choose(self, kind: str, wanted: str) -> None:
        if kind == "radio":
            self.press("Space")
        for _ in range(FAR):
            value, words = self.page.evaluate(CHOSEN)
            if wanted == value or words.startswith(wanted):
                break
            self.press(CHOSEN_WITH[kind])
        else:
            raise AssertionError(f"{wanted} is not among the answers")
        if kind == "checkbox":
            self.press("Space")

    def take(self, label: str, **answers: str) -> None:
        """One step, from its link on the page of the case to the page that says that it is recorded."""
        self.to(label, unfold=True)
        self._go()
        self.answer(**answers)
        checked = self.page.get_by_role("button", name="Continue").count()
        for button in ("Continue", "Confirm and record") if checked else ("Record this",):
            self.follow(button)
        assert "This is recorded" in self.page.locator("main").inner_text(), label

    def choose(self, field: str, number: int) -> None:
        """A radio button, by its place among the answers: Tab comes to the group, arrows move within it."""
        self.to(field=field)
        self.press("Space")
        for _ in range(number - 1):
            self.press("ArrowDown")
