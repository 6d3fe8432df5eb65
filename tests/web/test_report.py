"""A new report, page by page: kept on the server, checked, recorded once, acknowledged."""

import re
from typing import Any

import pytest
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from complaints.database import Database
from tests.queries.scene import Scene
from tests.web.stepping import events, title
from workflows.model import Role

Client = TestClient[Litestar]

WHAT = {"account": "Heard in the canteen."}
TOLD = {"route": "colleague"}
WHEN = {
    "came_to_attention_at-day": "2",
    "came_to_attention_at-month": "3",
    "came_to_attention_at-year": "2026",
    "came_to_attention_at-time": "9:00",
}
FIRST_THREE = (("what", WHAT), ("told", TOLD), ("when", WHEN))


@pytest.fixture
def scene(database: Database) -> Scene:
    return Scene(database)


def begin(scene: Scene, browser: Client, danger: str = "no") -> str:
    """A report in the making; its address."""
    scene.site.clock.forward(seconds=1)  # chance follows from the moment, in tests
    begun = scene.site.post(browser, "/report", danger_now=danger)
    assert begun.status_code == 303
    return begun.headers["location"].rsplit("/", 1)[0]


def answered(scene: Scene, browser: Client, *pages: tuple[str, dict[str, str]], danger: str = "no") -> str:
    """A report with some of its pages answered; its address."""
    draft = begin(scene, browser, danger)
    for page, answers in pages:
        assert scene.site.post(browser, f"{draft}/{page}", **answers).status_code == 303
    return draft


def record(scene: Scene, browser: Client, draft: str, knows: str = "no") -> Response:
    return scene.site.post(browser, f"{draft}/check", knows=knows)


def text(page: Response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.text.partition("<main")[2]).split())


def test_the_first_question_is_whether_anyone_is_in_danger(scene: Scene) -> None:
    with scene.site.browser("ana") as ana:
        page = ana.get("/report")
        unanswered = scene.site.post(ana, "/report")
    assert title(page) == "Is anyone in danger now?"
    assert "This system does not send help: ring 999 or the control room" in text(page)
    assert (unanswered.status_code, title(unanswered)) == (422, "Error: Is anyone in danger now?")


def test_three_answers_are_enough(scene: Scene) -> None:
    """Five pages from the first question to the receipt, with five answers."""
    with scene.site.browser("ana") as ana:
        draft = answered(scene, ana, *FIRST_THREE)
        assert "Save and record now" in ana.get(f"{draft}/abuse").text
        done = record(scene, ana, draft)
        receipt = ana.get(done.headers["location"])
    assert done.headers["location"] == f"{draft}/receipt"
    assert "Recorded at 9:30am" in text(receipt)
    assert "Referral decision needed; if a criterion applies it must go by 11:59pm tomorrow" in text(receipt)
    assert events(scene) == ["report-matter", "report-matter"]


def test_too_little_is_not_recorded_and_says_what_is_missing(scene: Scene) -> None:
    with scene.site.browser("ana") as ana:
        draft = answered(scene, ana, ("what", WHAT))
        refused = record(scene, ana, draft)
        unsaid = scene.site.post(ana, f"{answered(scene, ana, *FIRST_THREE)}/check")
    assert (refused.status_code, events(scene)) == (422, ["report-matter"])
    assert [f"{draft}/{page}?then=check" in refused.text for page in ("told", "when")] == [True, True]
    assert (unsaid.status_code, "Say whether you know anyone involved" in unsaid.text) == (422, True)


def test_what_was_typed_is_kept_right_or_wrong(scene: Scene) -> None:
    with scene.site.browser("ana") as ana:
        draft = answered(scene, ana, ("what", WHAT))
        wrong = scene.site.post(ana, f"{draft}/subject", subject="9999")
        again = ana.get(f"{draft}/subject")
        check = ana.get(f"{draft}/check")
    assert (wrong.status_code, re.findall(r'id="(\w+)-error"', wrong.text)) == (422, ["subject"])
    assert 'value="9999"' in again.text
    assert "Heard in the canteen." in check.text


def test_a_changed_answer_leads_back_to_the_check(scene: Scene) -> None:
    with scene.site.browser("ana") as ana:
        draft = answered(scene, ana, *FIRST_THREE)
        page = ana.get(f"{draft}/told?then=check")
        assert 'name="then" value="check"' in page.text
        changed = scene.site.post(ana, f"{draft}/told", route="victim", then="check")
        check = ana.get(f"{draft}/check")
    assert changed.headers["location"] == f"{draft}/check"
    assert ("The victim" in text(check), "A colleague or supervisor" in text(check)) == (True, False)


def test_sent_twice_it_opens_one_case(scene: Scene) -> None:
    with scene.site.browser("ana") as ana:
        draft = answered(scene, ana, *FIRST_THREE)
        first, second = record(scene, ana, draft), record(scene, ana, draft, knows="yes")
        pages = [ana.get(f"{draft}/{page}").headers.get("location") for page in ("check", "what")]
    assert first.headers["location"] == second.headers["location"] == f"{draft}/receipt"
    assert pages == [f"{draft}/receipt"] * 2
    assert events(scene) == ["report-matter", "report-matter"]


def test_a_draft_outlives_its_session_and_is_its_writers_alone(scene: Scene) -> None:
    ana = scene.site.browser("ana")
    draft = answered(scene, ana, ("what", WHAT))
    scene.site.clock.forward(minutes=11)
    assert ana.get(f"{draft}/told").headers["location"].startswith("/sign-in")
    again, ivy = (scene.site.browser(who) for who in ("ana", "ivy"))
    assert f'href="{draft}/check"' in again.get("/report").text
    assert again.get(f"{draft}/told").status_code == 200
    assert draft not in ivy.get("/report").text
    paths = (f"{draft}/{page}" for page in ("what", "check", "receipt"))
    assert [ivy.get(path).status_code for path in paths] == [404] * 3
    assert scene.site.post(ivy, f"{draft}/what", account="Mine").status_code == 404
    assert scene.site.post(ivy, f"{draft}/delete").status_code == 404
    assert scene.site.post(again, f"{draft}/delete").headers["location"] == "/report"
    assert again.get(f"{draft}/check").status_code == 404


def test_an_old_draft_is_thrown_away(scene: Scene) -> None:
    with scene.site.browser("ana") as ana:
        draft = begin(scene, ana)
    scene.site.clock.forward(days=8)
    with scene.site.browser("ana") as ana:
        begin(scene, ana)
        assert ana.get(f"{draft}/what").status_code == 404


def test_whoever_knows_somebody_gets_a_receipt_and_cannot_come_back(scene: Scene) -> None:
    """The page of the case is, to the letter, that of a reference that somebody has made up."""
    with scene.site.browser("ana") as ana:
        draft = answered(scene, ana, *FIRST_THREE, ("subject", {"subject": "4471"}))
        receipt = ana.get(record(scene, ana, draft, knows="yes").headers["location"])
        reference = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", receipt.text)
        assert reference
        found, made_up = ana.get(f"/cases/{reference[0]}"), ana.get("/cases/K7Q2-M4XD-9TBR")
        work = ana.get("/")
    assert "You will not see the case" in text(receipt)
    assert "Referral decision" not in text(receipt)
    assert (found.status_code, found.text) == (404, made_up.text)
    assert reference[0] not in work.text


def test_whoever_names_themselves_is_shut_out_too(scene: Scene) -> None:
    with scene.site.browser("ana") as ana:
        draft = answered(scene, ana, *FIRST_THREE, ("reporter", {"reporter": "100"}))
        receipt = ana.get(record(scene, ana, draft).headers["location"])
    assert "You will not see the case" in text(receipt)


def test_at_night_a_duty_inspector_acts_before_declaring(scene: Scene) -> None:
    scene.people["dot"] = scene.site.add_person("dot", Role.DUTY_INSPECTOR, number="900")
    scene.site.clock.at = scene.site.clock.at.replace(day=3, hour=2, minute=14)
    at = {**WHEN, "came_to_attention_at-day": "3", "came_to_attention_at-time": "2:10"}
    pages = (("what", WHAT), ("told", {"route": "victim"}), ("when", at), ("subject", {"subject": "4471"}))
    with scene.site.browser("dot") as dot:
        draft = answered(scene, dot, *pages, danger="yes")
        receipt = dot.get(record(scene, dot, draft).headers["location"])
        offered = re.findall(r'href="/cases/([^/"]+)/steps/([a-z-]+)', receipt.text)
        case = offered[0][0]
        assert dot.get(f"/cases/{case}").status_code == 200
        for trigger, answers in NIGHT:
            done = send_step(scene, dot, f"/cases/{case}/steps/{trigger}", **answers)
            assert (trigger, done.status_code) == (trigger, 303)
    assert "Recorded at 2:14am" in text(receipt)
    assert "it must go by 11:59pm tomorrow" in text(receipt)
    assert "ring 999 or the control room" in text(receipt)
    assert {trigger for _, trigger in offered} >= {trigger for trigger, _ in NIGHT}


NIGHT: tuple[tuple[str, dict[str, str]], ...] = (
    ("take-safety-measure", {"measure": "safe-place", "state": "done"}),
    (
        "assess-risk",
        {
            "assessed_at-day": "3",
            "assessed_at-month": "3",
            "assessed_at-year": "2026",
            "assessed_at-time": "2:12",
            "danger_now": "yes",
            "tool": "dara",
            "level": "high",
            "injuries": "no",
            "reasons": "He knows where she is.",
            "review_on-day": "4",
            "review_on-month": "3",
            "review_on-year": "2026",
        },
    ),
    ("preserve-evidence", {"evidence": "cctv", "state": "asked-for", "details": "The counter."}),
    (
        "decide-to-refer",
        {
            "criteria": "M2",
            "became_clear_at-day": "3",
            "became_clear_at-month": "3",
            "became_clear_at-year": "2026",
            "became_clear_at-time": "2:10",
            "reasons": "A serious assault.",
            "urgent": "yes",
            "reason": "The limit ends tomorrow.",
            "knows": "no",
        },
    ),
)
"""What cannot wait, as a form sends it."""


def send_step(scene: Scene, browser: Client, path: str, **answers: Any) -> Response:
    """A step from its form to its record, past the page that asks to check a decision."""
    hidden = dict(re.findall(r'<input type="hidden" name="(?!_csrf)([^"]+)" value="([^"]*)"', browser.get(path).text))
    sent = scene.site.post(browser, path, **hidden, **answers)
    if sent.status_code == 303:
        return sent
    assert title(sent) == "Check your answers", text(sent)
    return scene.site.post(browser, path, **hidden, **answers, action="confirm")


def test_only_those_who_take_reports_down_report_here(scene: Scene) -> None:
    with scene.site.browser("dee") as dee:
        assert (dee.get("/report").status_code, scene.site.post(dee, "/report").status_code) == (404, 404)
