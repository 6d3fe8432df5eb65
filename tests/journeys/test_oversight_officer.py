"""The senior oversight officer keeps the victim informed, with nothing but a keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.keyboard import Keyboard
from tests.journeys.walk import WIDE, Inspector
from tests.queries.scene import Scene
from tests.web.client import PASSWORD
from workflows.model import Choice
from workflows.oversight.vocabulary import Channel, Reached
from workflows.registry import REQUIREMENTS

SECONDS_A_KEY = 0.28
"""Of an average typist who is not skilled (Card, Moran and Newell, 1980)."""


@pytest.fixture
def sue(browser: Browser, address: str, scene: Scene, inspector: Inspector) -> Iterator[Keyboard]:
    """Appointed, and signed in."""
    scene.play(until="appoint-oversight-officer")
    with browser.new_context(viewport=WIDE) as context:
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.goto(address)
        keyboard = Keyboard(page, inspector)
        keyboard.write("name", "sue")
        keyboard.write("password", PASSWORD)
        with page.expect_navigation():
            keyboard.press("Enter")
        yield keyboard


def test_from_appointment_to_the_first_update(sue: Keyboard, scene: Scene) -> None:
    sue.follow("Senior oversight")
    _declare(sue, scene)
    sue.follow("Senior oversight")
    _agree_contact(sue)
    _log_a_contact(sue)
    _send_an_update(sue)


def _declare(sue: Keyboard, scene: Scene) -> None:
    sue.follow(scene.reference)
    sue.follow("Declare your interests")
    sue.tick("None of them")
    sue.choose("is_true", 1)
    sue.follow("Continue")
    sue.follow("Confirm and record")
    assert "This is recorded" in _text(sue)


def _agree_contact(sue: Keyboard) -> None:
    sue.follow("Agree how to keep in contact")
    sue.to(field="channels")
    sue.tick(Channel.EMAIL.label)
    sue.to(field="avoid")
    sue.tick(Channel.POST.label)
    sue.write("email", "safe@example.org")
    sue.write("code_word", "tulip")
    sue.write("every_days", "14")
    sue.follow("Continue")
    sue.follow("Confirm and record")
    assert "Recorded today. If you spoke with the victim" in _text(sue)


def _log_a_contact(sue: Keyboard) -> None:
    """From the page that says whom we owe contact to the page that says that it is recorded: under a minute.

    The moment is proposed as now, and that we began it.
    """
    sue.follow("Senior oversight")
    sue.keys = 0
    sue.follow("Log a contact")
    sue.choose("channel", _place(Channel, Channel.EMAIL))
    sue.choose("reached", _place(Reached, Reached.SPOKE))
    sue.write("summary", "She is safe, and wants news on Fridays.")
    sue.follow("Record this")
    assert "This is recorded" in _text(sue)
    assert sue.keys * SECONDS_A_KEY < 60


def _send_an_update(sue: Keyboard) -> None:
    """By post, which the victim asked us never to use, it is refused with what was typed; by e-mail it is sent."""
    sue.follow("Senior oversight")
    sue.follow("Send a written update")
    sue.choose("channel", _place(Channel, Channel.POST))
    sue.write("text", "Five people have been heard.")
    sue.follow("Continue")
    assert REQUIREMENTS["OVR-4"].unmet in _text(sue)
    assert sue.page.input_value("#text") == "Five people have been heard."
    sue.follow("Senior oversight")
    sue.follow("Send a written update")
    sue.choose("channel", _place(Channel, Channel.EMAIL))
    sue.write("text", "Five people have been heard.")
    sue.follow("Continue")
    sue.follow("Confirm and record")
    assert "This is recorded" in _text(sue)


def _place(choices: type[Choice], choice: Choice) -> int:
    return list(choices).index(choice) + 1


def _text(sue: Keyboard) -> str:
    return sue.page.locator("main").inner_text()
