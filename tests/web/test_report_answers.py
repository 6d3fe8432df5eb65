"""What becomes of the answers to a new report: who takes it, whom a number means, danger, and who is held apart."""

import re

from tests.queries.scene import NO_CONNECTION, Scene
from tests.web.stepping import events
from tests.web.test_report import FIRST_THREE, answered, record, scene, text

__all__ = ["scene"]


def test_a_case_is_handed_only_to_somebody_who_can_take_it(scene: Scene) -> None:
    """Vic has no account: nobody at all would see the case. Ivy has one."""
    with scene.site.browser("ana") as ana:
        draft = answered(scene, ana, *FIRST_THREE)
        refused = scene.site.post(ana, f"{draft}/handover", received_by="4472")
        still = record(scene, ana, draft)
        taken = scene.site.post(ana, f"{draft}/handover", received_by="103")
    assert (refused.status_code, "They have no account with which to take a case" in refused.text) == (422, True)
    assert (still.status_code, events(scene)) == (422, ["report-matter"])
    assert taken.status_code == 303


def test_the_check_names_whoever_was_named_by_a_number_and_says_the_moment_in_words(scene: Scene) -> None:
    with scene.site.browser("ana") as ana:
        draft = answered(scene, ana, *FIRST_THREE, ("subject", {"subject": "4472"}))
        check = text(ana.get(f"{draft}/check"))
    assert (re.findall(r"Who is it about\? (.*?) Change", check)[:1], "2 March 2026 at 9am" in check) == (
        ["Vic (4472)"],
        True,
    )


def test_danger_is_on_the_check_and_on_the_case_until_the_risk_is_assessed(scene: Scene) -> None:
    warning = "The first report says that somebody is in danger"
    with scene.site.browser("ana") as ana:
        draft = answered(scene, ana, *FIRST_THREE)
        assert f"{draft}/danger?then=check" in ana.get(f"{draft}/check").text
        page = ana.get(f"{draft}/danger?then=check").text
        assert re.findall(r'type="radio" value="([\w-]+)"', page) == ["yes", "no", "unknown"]
        changed = scene.site.post(ana, f"{draft}/danger", danger_now="yes", then="check")
        assert changed.headers["location"] == f"{draft}/check"
        receipt = ana.get(record(scene, ana, draft).headers["location"]).text
        case = re.findall(r'href="(/cases/[2-9A-Z-]+)"', receipt)[-1]
        assert "You said that somebody is in danger" in receipt
        assert warning in ana.get(case).text
        scene.do("ana", "declare-interests", case=case.rpartition("/")[2], **NO_CONNECTION)
        assert [warning in ana.get(f"{case}{page}").text for page in ("", "/risk")] == [True, True]
        risk = {"assessed_at": "2026-03-02T09:00", "danger_now": "no", "tool": "dara", "level": "high"}
        more = {"injuries": "no", "reasons": "He was seen near her home.", "review_on": "2026-03-09"}
        scene.do("ana", "assess-risk", case=case.rpartition("/")[2], **risk, **more)
        assert [warning in ana.get(f"{case}{page}").text for page in ("", "/risk")] == [False, False]


def test_whoever_is_the_subject_does_not_say_that_they_know_nobody(scene: Scene) -> None:
    with scene.site.browser("ana") as ana:
        draft = answered(scene, ana, *FIRST_THREE, ("subject", {"subject": "100"}))
        refused = record(scene, ana, draft)
        told = record(scene, ana, draft, knows="yes")
    assert (refused.status_code, "You are named in it yourself" in refused.text) == (422, True)
    assert told.status_code == 303


def test_a_report_is_no_urgent_action(scene: Scene) -> None:
    """Whoever reports is asked whether they know anyone; nothing in that could not wait."""
    with scene.site.browser("ana") as ana:
        draft = answered(scene, ana, *FIRST_THREE)
        receipt = ana.get(record(scene, ana, draft).headers["location"]).text
        case = re.findall(r'href="(/cases/[2-9A-Z-]+)"', receipt)[-1]
        scene.do("ana", "declare-interests", case=case.rpartition("/")[2], **NO_CONNECTION)
        timeline = text(ana.get(f"{case}/timeline"))
    assert ("Could not wait" in timeline, "The person acting knows nobody involved" in timeline) == (False, True)


def test_a_colleague_who_reports_may_be_held_apart(scene: Scene) -> None:
    held = {"reporter": "103", "withhold_identity": "yes"}
    with scene.site.browser("ana") as ana:
        assert "held apart" in text(ana.get(f"{answered(scene, ana, *FIRST_THREE)}/reporter"))
        draft = answered(scene, ana, *FIRST_THREE, ("reporter", held))
        receipt = ana.get(record(scene, ana, draft).headers["location"]).text
        case = re.findall(r'href="(/cases/[2-9A-Z-]+)"', receipt)[-1]
        page = ana.get(case).text
    assert "Ivy" not in page
