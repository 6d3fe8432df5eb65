"""From the first report to the confirmed outcome with nothing but a keyboard: by intake, authority and investigator."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser

from tests.journeys.keyboard import Keyboard
from tests.journeys.walk import WIDE, Inspector
from tests.queries.scene import NO_CONNECTION, PLAN, Scene
from tests.support.independence import INDEPENDENT, TESTED
from tests.web.client import PASSWORD
from workflows.model import Kind
from workflows.registry import STEPS

NONE = {"known": "None of them", "is_true": "yes"}
REPORT = (
    {"account": "A colleague is afraid to go home."},
    {"route": "colleague"},
    {
        f"came_to_attention_at__{part}": value
        for part, value in zip(("day", "month", "year", "time"), ["2", "3", "2026", "9:00"], strict=True)
    },
    {"domestic_abuse": "yes"},
    {"subject": "4471"},
    {"victim": "4472"},
    {"victim_telephone": "07700 900123"},
    {"reporter": "4473"},
    {},
)
"""What is answered on each page."""

REVIEW = {"review_on__day": "2", "review_on__month": "4", "review_on__year": "2026"}
ALLEGATION = {"subject": "Dee", "category": "K1", "summary": "That he followed her.", "domestic_abuse": "yes"}
SINCE = {"conduct_from__day": "1", "conduct_from__month": "12", "conduct_from__year": "2025"}
DECIDED = (
    ("add-allegation", ALLEGATION | {"misuse_of_position": "no"} | SINCE),
    ("record-matter", {"kind": "conduct-matter", "ground": "reg-7", "reasons": "It is of a listed kind."}),
    ("decide-not-to-refer", {"mandatory": "None applies.", "voluntary": "The force can handle it."}),
    ("decide-independence", INDEPENDENT | REVIEW),
    ("start-investigation", {"reasons": "Only so can it be established."}),
    ("appoint-investigator", {"investigator": "Ivy"} | TESTED | {"reasons": "Trained."}),
    ("appoint-oversight-officer", {"officer": "Sue", "reasons": "Experienced."}),
    ("restrict-duties", {"restrictions": "systems", "role_risk": "Has access."} | REVIEW),
)
OUTCOME = {"allegation": "1", "outcome": "case-to-answer-gross-misconduct", "reasons": "The evidence is strong."}


def test_from_report_to_outcome(browser: Browser, scene: Scene, address: str, inspector: Inspector) -> None:
    """The oversight officer's part is told in a journey of its own, by keyboard as well."""
    with _at_a_keyboard(browser, address, inspector, "ana") as ana:
        case = _report(ana)
        _take(ana, "declare-interests", NONE)
        _take(ana, "allocate-case", {"person": "Lee", "role": "appropriate-authority"})
    with _at_a_keyboard(browser, address, inspector, "lee") as lee:
        lee.follow(case)
        _take(lee, "declare-interests", NONE)
        for trigger, answers in DECIDED:
            _take(lee, trigger, answers)
    scene.do("sue", "declare-interests", case=case, **NO_CONNECTION)
    scene.do("sue", "agree-contact", case=case, **PLAN)
    with _at_a_keyboard(browser, address, inspector, "ivy") as ivy:
        ivy.follow(case)
        _take(ivy, "declare-interests", NONE)
        _take(ivy, "submit-report", {"summary": "The evidence supports it."})
    with _at_a_keyboard(browser, address, inspector, "lee") as lee:
        lee.follow(case)
        _take(lee, "decide-outcome", OUTCOME)
        _take(lee, "confirm-outcomes", {"learning": "Nothing yet."})
        assert "Every outcome decided" in lee.page.locator("main").inner_text()


def _report(ana: Keyboard) -> str:
    """All on its pages; the reference of the case."""
    ana.follow("Report a matter")
    ana.answer(danger_now="no")
    ana.follow("Continue")
    for answers in REPORT:
        ana.answer(**answers)
        ana.follow("Save and continue")
    ana.answer(knows="no")
    ana.follow("Record this")
    ana.follow("Go to the case")
    return ana.page.url.rpartition("/")[2]


def _take(person: Keyboard, trigger: str, answers: dict[str, str]) -> None:
    step = STEPS[trigger]
    if step.kind is Kind.EVENT and not step.before_declaring:
        person.follow("Record what has happened")
    person.take(step.label, **answers)


@contextmanager
def _at_a_keyboard(browser: Browser, address: str, inspector: Inspector, name: str) -> Iterator[Keyboard]:
    """Somebody who signs in with it."""
    with browser.new_context(viewport=WIDE) as context:
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto(address)
        keyboard = Keyboard(page, inspector)
        keyboard.answer(name=name, password=PASSWORD)
        with page.expect_navigation():
            keyboard.press("Enter")
        yield keyboard
