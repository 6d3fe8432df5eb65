"""Every step through its form: checked, confirmed, saved once, refused with reasons, and corrected."""

import re

import pytest

from complaints.database import Database
from tests.queries.scene import NO_CONNECTION, Scene
from tests.support.independence import TESTED
from tests.web.stepping import DECIDE, FIELD, confirm, events, send, sent_again, step, title
from workflows.model import Role

WITHDRAWS = {"signed_by": "complainant", "words": "I do not want to go on with this."}


@pytest.fixture
def scene(database: Database) -> Scene:
    return Scene(database)


def test_a_decision_is_checked_and_then_confirmed(scene: Scene) -> None:
    scene.play(until="decide-not-to-refer")
    path = step(scene, "decide-independence")
    with scene.site.browser("lee") as lee:
        checked = send(scene, lee, path, **DECIDE)
        before = events(scene)
        assert (checked.status_code, title(checked)) == (200, "Check your answers")
        assert [words in checked.text for words in ("This force", "Nobody here knows them.", "2 April 2026")] == [
            True
        ] * 3
        done = confirm(scene, lee, path, checked)
    assert (done.status_code, done.headers["location"]) == (303, f"/cases/{scene.reference}?done=recorded")
    assert events(scene) == [*before, "decide-independence"]


def test_answers_may_be_changed_after_checking(scene: Scene) -> None:
    scene.play(until="decide-not-to-refer")
    path = step(scene, "decide-independence")
    with scene.site.browser("lee") as lee:
        checked = send(scene, lee, path, **DECIDE)
        form = scene.site.post(lee, path, **sent_again(checked), action="change")
    assert (form.status_code, "Nobody here knows them.</textarea>" in form.text) == (200, True)


def test_every_error_at_once_beside_its_field_and_in_the_summary_keeping_what_was_typed(scene: Scene) -> None:
    scene.play(until="decide-not-to-refer")
    wrong = DECIDE | {"handled_by": "nobody", "unconnected": "", "review_on-day": "32"}
    with scene.site.browser("lee") as lee:
        page = send(scene, lee, step(scene, "decide-independence"), **wrong)
    assert (page.status_code, title(page)) == (422, "Error: Decide who can investigate independently")
    assert re.findall(r'<li><a href="#(\w+)">(.*?)</a>', page.text) == [
        ("handled_by", "Choose one of the answers"),
        (
            "unconnected",
            "Answer the question “Is somebody available here who has no earlier connection with anybody involved?”",
        ),
        ("review_on", "When will this be reviewed? This must be a real date, for example 27 3 2026"),
    ]
    assert re.findall(r'id="(\w+)-error"', page.text) == ["handled_by", "unconnected", "review_on"]
    assert ('value="32"' in page.text, "Nobody here knows them.</textarea>" in page.text) == (True, True)


def test_a_decision_that_may_not_be_taken_says_all_that_is_missing_before_it_is_confirmed(scene: Scene) -> None:
    scene.play(until="decide-not-to-refer")
    with scene.site.browser("lee") as lee:
        page = send(
            scene, lee, step(scene, "decide-independence"), **DECIDE | {"unconnected": "no", "review_on-month": "1"}
        )
    missing = ("The review must be on a later day", "This force may investigate only if", "Nobody here knows them.")
    assert (page.status_code, [words for words in missing if words not in page.text]) == (422, [])
    assert re.findall(r'id="(\w+)-error"', page.text) == ["handled_by", "review_on"]
    assert re.findall(r'<a href="#(\w+)[^"]*">[^<]*(?:This force may|The review must)', page.text) == [
        "handled_by",
        "review_on",
    ]
    assert (title(page), "Nobody here knows them.</textarea>" in page.text) == (
        "Error: Decide who can investigate independently",
        True,
    )


def test_sent_twice_nothing_happens_twice_and_the_page_says_so(scene: Scene) -> None:
    scene.play(until="decide-not-to-refer")
    path = step(scene, "decide-independence")
    with scene.site.browser("lee") as lee:
        checked = send(scene, lee, path, **DECIDE)
        confirm(scene, lee, path, checked)
        before = events(scene)
        again = confirm(scene, lee, path, checked)
    assert (again.status_code, again.headers["location"]) == (303, f"/cases/{scene.reference}?done=already")
    assert events(scene) == before


def test_a_form_made_before_somebody_else_acted_is_stale(scene: Scene) -> None:
    scene.play(until="decide-not-to-refer")
    path = step(scene, "decide-independence")
    with scene.site.browser("lee") as lee:
        checked = send(scene, lee, path, **DECIDE)
        scene.do("lee", "declare-interests", **NO_CONNECTION)
        before = events(scene)
        late = confirm(scene, lee, path, checked)
    assert (late.status_code, events(scene)) == (409, before)


def test_the_slower_of_two_sees_what_the_other_did_and_keeps_what_was_typed(scene: Scene) -> None:
    scene.people["max"] = scene.site.add_person("max", Role.APPROPRIATE_AUTHORITY, number="199")
    scene.play(until="decide-not-to-refer")
    scene.do("ana", "allocate-case", person="199", role="appropriate-authority")
    scene.do("max", "declare-interests", **NO_CONNECTION)
    path = step(scene, "decide-independence")
    lee, max_ = scene.site.browser("lee"), scene.site.browser("max")
    checked = send(scene, lee, path, **DECIDE | {"reasons": "Lee has thought about it for long."})
    first = confirm(scene, max_, path, send(scene, max_, path, **DECIDE))
    late = confirm(scene, lee, path, checked)
    assert (first.status_code, late.status_code) == (303, 409)
    meantime, _, typed = late.text.partition("What you typed")
    assert "What was done in the meantime" in meantime
    assert ("by <bdi>Max</bdi>," in meantime, "Nobody here knows them." in meantime) == (True, True)
    assert "Lee has thought about it for long." in typed


def test_a_signed_withdrawal_ends_nothing(scene: Scene) -> None:
    scene.play(until="decide-not-to-refer")
    path, at = step(scene, "record-signed-withdrawal"), {"day": "2", "month": "3", "year": "2026", "time": "9:00"}
    with scene.site.browser("lee") as lee:
        hidden = dict(FIELD.findall(lee.get(path).text))
        when = {f"received_at-{part}": value for part, value in at.items()}
        done = scene.site.post(lee, path, **hidden, **when, **WITHDRAWS)
        page = lee.get(done.headers["location"])
        made_up = lee.get(f"/cases/{scene.reference}?done=recorded&step=nothing")
    assert "Recorded today. The allegations have not ended." in page.text
    assert ("This is recorded." in made_up.text, "have not ended" in made_up.text) == (True, False)


def test_what_has_happened_is_recorded_at_once_whatever_came_in_between(scene: Scene) -> None:
    scene.play(until="agree-contact")
    path = step(scene, "log-contact")
    with scene.site.browser("sue") as sue:
        hidden = dict(FIELD.findall(sue.get(path).text))
        scene.do("sue", "send-update", channel="email", text="It goes on.")
        when = {
            "contacted_at-day": "2",
            "contacted_at-month": "3",
            "contacted_at-year": "2026",
            "contacted_at-time": "9:00",
        }
        done = scene.site.post(sue, path, **hidden, **when, channel="post", reached="message", summary="By mistake.")
    assert (done.status_code, done.headers["location"]) == (303, f"/cases/{scene.reference}?done=flagged")


@pytest.mark.parametrize("forged", [{"submission": "x"}, {"seen": "many"}, {"seen": "9" * 5000}, {"submission": ""}])
def test_a_form_that_is_none_of_ours_records_nothing(scene: Scene, forged: dict[str, str]) -> None:
    scene.play(until="decide-not-to-refer")
    before = events(scene)
    with scene.site.browser("lee") as lee:
        hidden = {"submission": "b" * 32, "seen": "2", "action": "confirm"} | forged
        answer = scene.site.post(lee, step(scene, "decide-independence"), **DECIDE, **hidden)
    assert (answer.status_code, events(scene)) == (409, before)


def test_a_declared_connection_ends_in_thanks_that_name_no_case(scene: Scene) -> None:
    path = step(scene, "declare-interests")
    with scene.site.browser("ana") as ana:
        checked = send(scene, ana, path, **NO_CONNECTION | {"known": ["victim:family"]})
        done = confirm(scene, ana, path, checked)
        thanks, gone, work = ana.get(done.headers["location"]), ana.get(f"/cases/{scene.reference}"), ana.get("/")
    assert (done.status_code, done.headers["location"]) == (303, "/declared")
    assert [scene.reference in page.text for page in (thanks, gone, work)] == [False] * 3
    assert (thanks.status_code, gone.status_code) == (200, 404)


def test_urgent_action_needs_a_reason_and_an_answer_about_oneself(scene: Scene) -> None:
    path = f"{step(scene, 'restrict-duties')}?about={scene.people['dee'].person}"
    answers = {
        "restrictions": "firearms",
        "role_risk": "Armed.",
        "review_on-day": "1",
        "review_on-month": "4",
        "review_on-year": "2026",
        "urgent": "yes",
    }
    with scene.site.browser("ana") as ana:
        page = send(scene, ana, path, **answers)
        assert (page.status_code, re.findall(r'id="(\w+)-error"', page.text)) == (422, ["reason", "knows"])
        checked = send(scene, ana, path, **answers, reason="He is armed today", knows="no")
        done = confirm(scene, ana, path, checked)
    assert (done.status_code, done.headers["location"]) == (303, f"/cases/{scene.reference}?done=flagged")


def test_urgent_action_by_somebody_who_knows_them_is_taken_and_shuts_them_out(scene: Scene) -> None:
    path = f"{step(scene, 'restrict-duties')}?about={scene.people['dee'].person}"
    answers = {"restrictions": "firearms", "role_risk": "Armed.", "urgent": "yes", "reason": "Now", "knows": "yes"}
    review = {"review_on-day": "1", "review_on-month": "4", "review_on-year": "2026"}
    with scene.site.browser("ana") as ana:
        done = confirm(scene, ana, path, send(scene, ana, path, **answers, **review))
    assert (done.headers["location"], events(scene)[-1]) == ("/declared", "restrict-duties")


def test_to_somebody_who_has_not_declared_a_refusal_tells_nothing_of_the_case(scene: Scene) -> None:
    scene.play(until="start-investigation")
    scene.do("lee", "appoint-investigator", investigator="103", reasons="r", **TESTED)
    scene.site.add_person("ned")
    with scene.site.browser("hed") as hed:
        page = send(scene, hed, step(scene, "decide-connection"), person="103", decision="cleared", reasons="r")
    assert (page.status_code, "You have not declared your interests" in page.text) == (409, True)


def test_a_step_that_cannot_be_taken_yet_shows_what_is_missing_instead_of_a_form(scene: Scene) -> None:
    scene.play(until="start-investigation")
    with scene.site.browser("lee") as lee:
        page = lee.get(step(scene, "confirm-outcomes"))
    missing = ("The investigator has not reported", "An allegation has no outcome", "PRA 2002 Sch 3 para 24")
    assert [words for words in missing if words not in page.text] == []
    assert (page.status_code, 'method="post" novalidate' in page.text) == (200, False)


def test_errors_in_a_step_that_cannot_be_taken_yet_are_not_what_stands_in_its_way(scene: Scene) -> None:
    scene.play(until="start-investigation")
    with scene.site.browser("lee") as lee:
        page = scene.site.post(lee, step(scene, "confirm-outcomes"), submission="d" * 32, seen="6")
    assert (page.status_code, "The investigator has not reported" in page.text) == (409, True)


def test_a_step_for_another_role_says_whose_it_is(scene: Scene) -> None:
    scene.play(until="record-matter")
    with scene.site.browser("ana") as ana:
        page = ana.get(step(scene, "start-investigation"))
    assert "This is for: Appropriate authority." in page.text


def test_a_correction_starts_from_what_is_on_file_and_asks_why(scene: Scene) -> None:
    scene.play(until="record-matter")
    path = f"{step(scene, 'add-allegation')}?corrects=allegations.1"
    with scene.site.browser("lee") as lee:
        form = lee.get(path)
        assert ("Followed her home from work.</textarea>" in form.text, "Why is it corrected?" in form.text) == (
            True,
            True,
        )
        answers = {
            "subject": scene.people["dee"].person,
            "category": "K1",
            "summary": "Followed her.",
            "domestic_abuse": "yes",
            "misuse_of_position": "no",
            "conduct_from-day": "1",
            "conduct_from-month": "12",
            "conduct_from-year": "2025",
        }
        assert send(scene, lee, path, **answers).status_code == 422
        done = send(scene, lee, path, **answers, reason="Misheard")
        told = lee.get(f"/cases/{scene.reference}/timeline").text
    assert done.headers["location"] == f"/cases/{scene.reference}?done=recorded"
    assert [words in told for words in ("Corrected: Allegation added", "Misheard", "Followed her.")] == [True] * 3


def test_a_correction_that_leaves_secrets_blank_keeps_them(scene: Scene) -> None:
    scene.play(until="agree-contact")
    path = f"{step(scene, 'agree-contact')}?corrects=oversight.2"
    with scene.site.browser("sue") as sue:
        form = sue.get(path).text
        assert [secret for secret in ("07700 900456", "tulip") if secret in form] == []
        checked = send(scene, sue, path, channels=["email", "text"], every_days="7", reason="Misread")
        confirm(scene, sue, path, checked)
        contact = sue.get(f"/cases/{scene.reference}/contact").text
    assert [words in contact for words in ("07700 900456", "tulip", "E-mail, Text message")] == [True] * 3


@pytest.mark.parametrize("trigger", ["plan-meeting", "no-such-step"])
def test_what_is_no_step_of_a_case_is_not_found(scene: Scene, trigger: str) -> None:
    with scene.site.browser("ana") as ana:
        path = step(scene, trigger)
        assert (ana.get(path).status_code, scene.site.post(ana, path).status_code) == (404, 404)


def test_for_a_party_no_step_can_be_found_or_sent(scene: Scene) -> None:
    with scene.site.browser("dee") as dee:
        path = step(scene, "declare-interests")
        sent = scene.site.post(dee, path, **NO_CONNECTION, submission="c" * 32, seen="0", action="confirm")
        assert (dee.get(path).status_code, sent.status_code) == (404, 404)


def test_who_agrees_on_contact_is_told_to_log_the_contact_too(scene: Scene) -> None:
    scene.play(until="agree-contact")
    with scene.site.browser("sue") as sue:
        page = sue.get(f"/cases/{scene.reference}?done=recorded&step=agree-contact")
    assert "log that as a contact as well: the agreement itself is none." in page.text
