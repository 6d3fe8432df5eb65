"""Professional standards carry a matter from first report to closure, in a browser that runs no scripts."""

import re
import subprocess
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser
from sqlmodel import Session, col, select

from complaints.database import SYSTEM
from complaints.models.people import Person
from complaints.web.report import QUESTIONS
from tests.journeys.walk import Inspector, Walk, walking
from tests.queries.scene import NO_CONNECTION, PLAN, Scene
from tests.support.independence import INDEPENDENT, TESTED
from workflows.registry import REQUIREMENTS

LONG = "Maximiliana-Konstantina Featherstonehaugh-Cholmondeley-Warrington-Smythe-Longueville"[:80]
CASE = re.compile(r"/cases/([^/?]+)")
ATTENTION = {"day": "2", "month": "3", "year": "2026", "time": "9:00"}
REPORT = {
    "route": "colleague",
    **{f"came_to_attention_at__{part}": value for part, value in ATTENTION.items()},
    "account": "A colleague is afraid to go home.\nShe asks not to be rung at work.",
    "domestic_abuse": "yes",
    "subject": "4471",
    "victim": "4472",
    "victim_telephone": "07700 900123",
    "reporter": "4473",
}
ALLEGATION = {
    "category": "K1",
    "summary": "That he followed her home from work.",
    "domestic_abuse": "yes",
    "misuse_of_position": "no",
    "conduct_from__day": "1",
    "conduct_from__month": "12",
    "conduct_from__year": "2025",
}
INDEPENDENCE = {
    **INDEPENDENT,
    "review_on__day": "2",
    "review_on__month": "4",
    "review_on__year": "2026",
}


def test_from_first_report_to_closure(
    browser: Browser, scene: Scene, address: str, inspector: Inspector, tmp_path: Path
) -> None:
    """By intake, the appropriate authority and the investigator; the oversight officer's part is told elsewhere."""
    _lengthen(scene, "dee")
    with walking(browser, address, inspector, "ana", scripts=False) as ana:
        case = _report(ana)
        _allocate(scene, ana, case)
    with walking(browser, address, inspector, "lee", scripts=False) as lee:
        _decide(scene, lee, case)
    _oversee(scene, case)
    with walking(browser, address, inspector, "ivy", scripts=False) as ivy:
        ivy.take(f"{case}/steps/declare-interests", **NO_CONNECTION)
        _forward(scene, days=40)
        ivy.sign_in("ivy")
        ivy.take(f"{case}/steps/submit-report", summary="The evidence supports it.")
    with walking(browser, address, inspector, "lee", scripts=False) as lee:
        _conclude(scene, lee, case)
    with walking(browser, address, inspector, "lee") as lee:
        _print(lee, case, tmp_path / "case.pdf")


def _report(ana: Walk) -> str:
    """A first report, all on its pages; recorded too early once, which says what is missing. The case's address."""
    ana.press("Report a matter")
    ana.answer(danger_now="no")
    ana.press("Continue")
    draft = ana.page.url.rpartition("/")[0].removeprefix(ana.address)
    ana.open(f"{draft}/check")
    ana.answer(knows="no")
    ana.press("Record this")
    assert ana.page.locator(".govuk-error-summary__list a").count() == 3
    for question in QUESTIONS:
        ana.open(f"{draft}/{question.key}")
        ana.answer(**{n: given for n, given in REPORT.items() if n.split("__")[0] in question.fields})
        ana.press("Save and continue")
    ana.answer(knows="no")
    ana.press("Record this")
    assert "Referral decision needed" in ana.text()
    ana.follow("Go to the case")
    found = CASE.search(ana.page.url)
    assert found
    return found[0]


def _allocate(scene: Scene, ana: Walk, case: str) -> None:
    """Intake declares, and gives work to an authority and to the head of professional standards."""
    ana.take(f"{case}/steps/declare-interests", **NO_CONNECTION)
    assert LONG in ana.text()
    for person, role in (("lee", "appropriate-authority"), ("hed", "head-of-psd")):
        ana.take(f"{case}/steps/allocate-case", person=scene.people[person].person, role=role)
    ana.open("/")
    assert case.split("/")[2] in ana.text()


def _decide(scene: Scene, lee: Walk, case: str) -> None:
    """The authority declares, is refused the way outside Schedule 3, and decides all that comes first."""
    lee.open(case)
    assert lee.heading() == "Declare your interests first"
    lee.take(f"{case}/steps/declare-interests", **NO_CONNECTION)
    lee.take(f"{case}/steps/add-allegation", subject=scene.people["dee"].person, **ALLEGATION)
    _is_refused_the_outside_route(lee, case)
    _records_once(lee, case)
    lee.take(f"{case}/steps/decide-not-to-refer", mandatory="None applies.", voluntary="The force can handle it.")
    _changes_an_answer(lee, case)
    lee.take(f"{case}/steps/start-investigation", reasons="Only so can it be established.")
    for trigger, said in (
        ("appoint-investigator", {"investigator": scene.people["ivy"].person, **TESTED}),
        ("appoint-oversight-officer", {"officer": scene.people["sue"].person}),
    ):
        lee.take(f"{case}/steps/{trigger}", **said, reasons="Trained, and unconnected.")
    about = f"?about={scene.people['dee'].person}"
    duties = {"restrictions": ["systems", "contact"], "role_risk": "Has access.", "review_on__day": "31"}
    lee.take(f"{case}/steps/restrict-duties{about}", **duties, review_on__month="3", review_on__year="2026")


def _is_refused_the_outside_route(lee: Walk, case: str) -> None:
    """The case page says why, with its source and the way on; so does the step's own page."""
    why = REQUIREMENTS["HAN-1"]
    lee.open(case)
    assert [why.unmet in lee.text(), why.cite.short in lee.text()] == [True, True]
    lee.open(f"{case}/steps/handle-outside-schedule-3")
    assert lee.heading() == "Handle outside Schedule 3: not yet"
    lee.follow(why.unmet)
    assert lee.heading() == "Record under Schedule 3"


def _records_once(lee: Walk, case: str) -> None:
    """A button pressed twice records once, and the way back shows that nothing is left to decide."""
    lee.open(f"{case}/steps/record-matter")
    lee.answer(kind="conduct-matter", ground="reg-7", reasons="It is of a listed kind.")
    lee.press("Continue")
    lee.page.get_by_role("button", name="Confirm and record").dblclick()
    lee.page.wait_for_url(re.compile(r"\?done="))
    assert lee.page.locator(".psd-timeline__title", has_text="Recorded under Schedule 3").count() == 1
    lee.open(f"{case}/steps/record-matter")
    assert "this step cannot be taken here" in lee.text()
    lee.page.go_back()
    assert lee.page.url.split("?")[0].endswith(case)


def _changes_an_answer(lee: Walk, case: str) -> None:
    """From the page that asks to check: what was typed is still there."""
    lee.open(f"{case}/steps/decide-independence")
    lee.answer(**{**INDEPENDENCE, "reasons": "Not my last word."})
    lee.press("Continue")
    lee.press("Change answers")
    assert lee.page.locator('[name="reasons"]').input_value() == "Not my last word."
    lee.answer(reasons=INDEPENDENCE["reasons"])
    lee.press("Continue")
    lee.press("Confirm and record")
    assert "Not my last word." not in lee.text()


def _oversee(scene: Scene, case: str) -> None:
    reference = case.split("/")[2]
    scene.do("sue", "declare-interests", case=reference, **NO_CONNECTION)
    scene.do("sue", "agree-contact", case=reference, **PLAN)


def _conclude(scene: Scene, lee: Walk, case: str) -> None:
    """Outcome, the victim told and asked, closure; then the case stands under closed work."""
    reference = case.split("/")[2]
    lee.take(
        f"{case}/steps/decide-outcome",
        allegation="1",
        outcome="case-to-answer-gross-misconduct",
        reasons="The evidence is strong.",
    )
    lee.take(f"{case}/steps/confirm-outcomes", learning="Nothing yet.")
    scene.do("sue", "tell-outcome", case=reference, channel="email", allegations="1", text="There is a case to answer.")
    closing = {"channel": "email", "feedback_offered": "yes", "summary": "She has support."}
    scene.do("sue", "make-closing-contact", case=reference, **closing)
    lee.take(f"{case}/steps/close-case", code="C_CTA_GM", reasons="Handed on to proceedings.")
    lee.open("/")
    assert "Closed cases (1)" in lee.text()
    _look_back(lee, case)


def _look_back(lee: Walk, case: str) -> None:
    """Everything that was decided, written and looked at has a page, and every page leads to the others."""
    lee.open(case)
    for page, words in (
        ("Decisions", "Handed on to proceedings."),
        ("Documents", "Victim told the outcome"),
        ("Panel", "The panel has asked for nothing in this case."),
        ("Who looked", "Lee, appropriate authority"),
        ("Documents", "Nothing has been printed from here."),
        ("Print the summary", "Printed by Lee on"),
        ("Back to the documents", "Summary, by Lee on"),
        ("Print the chronology", "Case closed"),
    ):
        lee.follow(page)
        assert words in lee.text(), (page, lee.text())


def _print(lee: Walk, case: str, path: Path) -> None:
    """On paper the timeline is marked and whole, without what can only be pressed."""
    lee.open(case)
    lee.follow("events")
    lee.page.pdf(path=path, format="A4")
    printed = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    wanted = (case.split("/")[2], "OFFICIAL-SENSITIVE", "Matter reported", "Case closed")
    assert [text for text in wanted if text not in printed] == []
    assert [text for text in ("Sign out", "Menu", "Back to my work") if text in printed] == []


def _forward(scene: Scene, **by: float) -> None:
    scene.site.clock.at += timedelta(**by)


def _lengthen(scene: Scene, who: str) -> None:
    """Somebody with a name of eighty characters."""
    with scene.site.database.transaction(SYSTEM) as session:
        _person(session, scene, who).name = LONG


def _person(session: Session, scene: Scene, who: str) -> Person:
    return session.exec(select(Person).where(col(Person.reference) == scene.people[who].person)).one()


def test_compliance_and_dead_ends(browser: Browser, scene: Scene, address: str, inspector: Inspector) -> None:
    """The head of professional standards: a report with its measures, a safety concern, and what is not there."""
    scene.play(until="send-update")
    with walking(browser, address, inspector, "hed") as hed:
        hed.follow("Compliance")
        hed.answer(starts__day="30")
        hed.press("Make the report")
        assert hed.page.locator(".govuk-error-summary").count() == 1
        hed.answer(starts__day="1", starts__month="3", starts__year="2026", ends__day="22", ends__month="3")
        hed.answer(ends__year="2026")
        hed.press("Make the report")
        hed.follow("Written updates on time")
        hed.follow("Safety concern")
        hed.press("Send")
        hed.answer(concern="A neighbour hears shouting.")
        hed.press("Send")
        assert "Thank you" in hed.text()
        for path in ("/cases/K7Q2-M4XD-9TBR", "/sign-out", "/accessibility"):
            hed.open(path)
    assert len(inspector.seen) >= 9


def test_the_night_before_an_inspection(browser: Browser, scene: Scene, address: str, inspector: Inspector) -> None:
    """One sentence says how we stand, and each of its numbers leads to the cases behind it."""
    scene.play(until="send-update")
    scene.do("hed", "declare-interests", **NO_CONNECTION)
    scene.site.clock.forward(days=20)
    with walking(browser, address, inspector, "hed") as hed:
        hed.follow("Compliance")
        hed.press("Make the report")
        sentence = hed.page.locator("main .govuk-body-l").inner_text()
        assert sentence == "19 of 26 met, 1 not met, 6 not evidenced."
        for number, result in (
            ("19 of 26 met", "Met: 19"),
            ("1 not met", "Not met: 1"),
            ("6 not evidenced", "Not evidenced: 6"),
        ):
            hed.follow(number)
            assert (hed.heading(), hed.page.locator("main tbody tr").count()) == (result, int(result.split(": ")[1]))
            hed.page.go_back()
        hed.follow("6 not evidenced")
        hed.follow(scene.reference)
        assert (hed.heading(), scene.reference in hed.page.url) == ("Case", True)
