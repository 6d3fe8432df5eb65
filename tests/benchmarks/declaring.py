"""python -m tests.benchmarks.declaring: how long a declaration of no connection takes whoever makes one.

In a real browser, by keyboard, from the form to the page that says that it is recorded. What the machine takes is
measured. What the person takes is reckoned from what was counted: every word of the two pages is read once, each
answer is thought about, and each key is pressed.
"""

from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page

from complaints.database import Database
from complaints.migrate import migrate
from tests.benchmarks.floor import timed
from tests.benchmarks.scene import KEYS
from tests.journeys.keyboard import Keyboard
from tests.journeys.walk import WIDE, Inspector
from tests.queries.scene import Scene
from tests.support.browser import chromium, serve
from tests.web.client import PASSWORD

TIMES, ANSWERS = 5, 2
WORDS_A_SECOND = 238 / 60
"""Adults who read English silently, the mean of 190 studies (Brysbaert, Journal of Memory and Language 109, 2019)."""
THINKING, A_KEY = 1.35, 0.28
"""Seconds for each answer, and for each key of an average typist (Card, Moran and Newell, CACM 23, 1980)."""


@dataclass(frozen=True)
class Declared:
    """One declaration: the words read, the keys pressed, and the seconds that the browser and the server took."""

    words: int
    keys: int
    machine: float

    @property
    def person(self) -> float:
        """Seconds that its maker takes, besides waiting."""
        return self.words / WORDS_A_SECOND + self.keys * A_KEY + ANSWERS * THINKING


class _Reader(Inspector):
    """Counts the words of the pages that somebody comes to; the journeys look for faults."""

    words: int = 0

    def look(self, page: Page, **_how: bool) -> None:
        self.words += len(page.locator("main").inner_text().split())


def main() -> None:
    with chromium() as browser:
        made = [declared(browser) for _ in range(TIMES)]
    print(f"declaration_words          {made[0].words:8}")
    print(f"declaration_keys           {made[0].keys:8}")
    print(f"declaration_person_seconds {made[0].person:8.1f}")
    print(f"declaration_machine_seconds {median(each.machine for each in made):7.1f}")


def declared(browser: Browser) -> Declared:
    """By a senior oversight officer, who has just been given the case, and has signed in."""
    with TemporaryDirectory() as directory:
        url = f"sqlite:///{Path(directory) / 'declaring.db'}"
        migrate(url)
        database = Database(url, KEYS)
        scene = Scene(database, secure=False)
        scene.play(until="appoint-oversight-officer")
        with serve(scene.site.app) as address, browser.new_context(viewport=WIDE) as context:
            reader = _Reader()
            sue = Keyboard(context.new_page(), reader)
            sue.page.goto(f"{address}/cases/{scene.reference}")
            sue.answer(name="sue", password=PASSWORD)
            with sue.page.expect_navigation():
                sue.press("Enter")
            sue.page.goto(f"{address}/cases/{scene.reference}")
            sue.follow("Declare your interests")
            sue.keys = 0
            taken = timed(lambda: answer(sue))
        database.dispose()
    return Declared(reader.words, sue.keys, taken)


def answer(sue: Keyboard) -> None:
    """From the form on. The page that follows is read for other things."""
    sue.answer(known="None of them", is_true="yes")
    sue.follow("Continue")
    sue.to("Confirm and record")
    with sue.page.expect_navigation():
        sue.press("Enter")
    assert "This is recorded" in sue.page.locator("main").inner_text()


if __name__ == "__main__":
    main()
