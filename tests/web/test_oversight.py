"""The oversight officer's page as it is sent."""

from datetime import timedelta

import pytest

from complaints.database import Database
from complaints.models.entries import fields_of
from tests.queries.scene import PLAN, Scene
from tests.support.pages import Page
from workflows.registry import STEPS


@pytest.fixture
def scene(database: Database) -> Scene:
    return Scene(database)


def test_it_says_what_is_overdue_from_us_how_to_reach_her_and_where_to_log_it(scene: Scene) -> None:
    scene.play(until="log-contact")
    scene.site.clock.at = scene.start + timedelta(days=16)
    with scene.site.browser("sue") as sue:
        html = sue.get("/oversight").text
    wanted = (
        "Contact overdue from us",
        "Agreed contact",
        "overdue by 1 day",
        "Weekdays before noon",
        "tulip",
        "She is safe.",
        f'href="/cases/{scene.reference}/steps/log-contact"',
        f'href="/cases/{scene.reference}/steps/send-update"',
    )
    assert [words for words in wanted if words not in html] == []


def test_it_is_no_page_for_anybody_else(scene: Scene) -> None:
    scene.play(until="log-contact")
    answers = []
    for who in ("lee", "dee"):
        with scene.site.browser(who) as somebody:
            answers.append(somebody.get("/oversight").status_code)
    assert answers == [404, 404]


def test_without_cases_it_says_so(scene: Scene) -> None:
    with scene.site.browser("sue") as sue:
        assert "You oversee no case now." in sue.get("/oversight").text


def test_a_contact_is_logged_from_there_in_one_form(scene: Scene) -> None:
    scene.play(until="agree-contact")
    with scene.site.browser("sue") as sue:
        sent = scene.site.post(
            sue,
            f"/cases/{scene.reference}/steps/log-contact",
            submission="a" * 32,
            **{
                "contacted_at-day": "2",
                "contacted_at-month": "3",
                "contacted_at-year": "2026",
                "contacted_at-time": "9:15",
            },
            channel="email",
            reached="not-reached",
            summary="No answer yet.",
        )
        html = sue.get("/oversight").text
    assert (sent.status_code, sent.headers["location"]) == (303, f"/cases/{scene.reference}?done=recorded")
    assert "We did not reach her or him" in html


def test_from_the_page_to_a_logged_contact_are_two_pages_and_four_answers_of_which_two_are_typed_already(
    scene: Scene,
) -> None:
    """The moment is now, and we began it, unless somebody says otherwise: the rest is two taps and a line."""
    scene.play(until="agree-contact")
    with scene.site.browser("sue") as sue:
        path = f"/cases/{scene.reference}/steps/log-contact"
        assert path in Page(sue.get("/oversight").text).links
        form = Page(sue.get(path).text).form(path)
        typed = dict(form.fields)
        sent = scene.site.post(sue, path, **dict(form.filled(channel="email", reached="spoke", summary="She is safe.")))
    assert [typed[f"contacted_at-{part}"] for part in ("day", "month", "year", "time")] == ["2", "3", "2026", "09:44"]
    assert typed["direction"] == "ours"
    needed = [f.name for f in fields_of(STEPS["log-contact"].entry) if not f.optional and not f.default]
    assert needed == ["contacted_at", "channel", "reached", "summary"]
    assert (sent.status_code, sent.headers["location"]) == (303, f"/cases/{scene.reference}?done=recorded")


def test_a_way_that_is_not_safe_dials_nothing_and_says_what_to_use(scene: Scene) -> None:
    scene.play(until="agree-contact")
    with scene.site.browser("sue") as sue:
        html, warning = sue.get("/oversight").text, sue.get(f"/cases/{scene.reference}/not-safe").text
    assert ("mailto:safe@example.org" in html, "tel:" in html + warning, "sms:" in html + warning) == (
        True,
        False,
        False,
    )
    wanted = ("Do not call", "She or he has not named this way as safe.", "Use: E-mail")
    assert [words for words in wanted if words not in html or words not in warning] == []
    assert [words for words in ("Do not write by post", "Weekdays before noon") if words not in warning] == []


def test_a_contact_by_a_way_never_to_be_used_is_saved_with_a_flag_whoever_warned(scene: Scene) -> None:
    scene.play(until="agree-contact")
    with scene.site.browser("sue") as sue:
        path = f"/cases/{scene.reference}/steps/log-contact"
        form = Page(sue.get(path).text).form(path)
        sent = scene.site.post(sue, path, **dict(form.filled(channel="post", reached="message", summary="By mistake.")))
    assert (sent.status_code, sent.headers["location"]) == (303, f"/cases/{scene.reference}?done=flagged")


def test_the_warning_is_for_the_senior_oversight_officer_of_the_case_alone(scene: Scene) -> None:
    scene.play(until="appoint-oversight-officer")
    answers = []
    for who in ("sue", "lee", "dee"):  # she has not declared yet
        with scene.site.browser(who) as somebody:
            answers.append(somebody.get(f"/cases/{scene.reference}/not-safe").status_code)
    assert answers == [404, 404, 404]


def test_what_must_not_be_said_stands_there_in_any_script(scene: Scene) -> None:
    scene.play(until="agree-contact")
    scene.do("sue", "agree-contact", **PLAN | {"not_to_say": "لا تذكر الشرطة <b>\nSay: the dentist"})
    with scene.site.browser("sue") as sue:
        html = sue.get("/oversight").text
    assert ("لا تذكر الشرطة &lt;b&gt;" in html, "Do not say or leave in a message" in html) == (True, True)
