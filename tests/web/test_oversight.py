"""The oversight officer's page as it is sent."""

from datetime import timedelta

import pytest

from complaints.database import Database
from tests.queries.scene import Scene


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
