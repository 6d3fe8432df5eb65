"""The support directory: listed, checked again, taken off, and stale where nobody checked."""

import re

import pytest

from complaints.database import Database
from complaints.services.verify import verify
from tests.queries.scene import Scene
from tests.web.administering import administered, fill, settle
from tests.web.client import Site

ADD = "/administration/steps/add-service"
SERVICE = {
    "called": "A helpline",
    "offers": "Advice by day and night.",
    "by_and_for": "Deaf women",
    "phone": "0808 157 0002",
    "website": "https://helpline.example.org/",
    "reviewed_on-day": "1",
    "reviewed_on-month": "3",
    "reviewed_on-year": "2026",
}


@pytest.fixture
def scene(database: Database) -> Scene:
    return administered(database)


@pytest.fixture
def site(scene: Scene) -> Site:
    return scene.site


def test_a_service_is_listed_changed_and_taken_off_and_goes_stale(site: Site) -> None:
    ada, sue = site.browser("ada"), site.browser("sue")
    assert "No service is listed yet" in sue.get("/support").text
    form = ada.get(ADD).text
    assert "Which service?" not in form
    added = settle(site, ada, ADD, **SERVICE)
    page = re.sub(r"\?.*", "", added.headers["location"])
    assert 'href="/support"' in sue.get("/oversight").text
    assert "0808 157 0002" in sue.get("/support").text
    assert "Check before you offer it" not in sue.get("/support").text

    site.clock.forward(days=181)
    ada, sue = site.browser("ada"), site.browser("sue")
    assert "Check before you offer it" in sue.get("/support").text
    assert "Check again" in ada.get("/administration/support").text
    change = f"/administration/steps/change-service?of={page.rpartition('/')[2]}"
    assert 'value="0808 157 0002"' in ada.get(change).text
    today = {"reviewed_on-day": "30", "reviewed_on-month": "8", "reviewed_on-year": "2026"}
    settle(site, ada, change, **{**SERVICE, **today, "phone": "0808 157 0003"})
    assert "Check before you offer it" not in sue.get("/support").text
    assert "0808 157 0003" in sue.get("/support").text

    settle(site, ada, change.replace("change", "retire"), why="It has closed.")
    assert "A helpline" not in sue.get("/support").text
    assert "Off the list" in ada.get("/administration/support").text
    assert verify(site.database).problems == ()


@pytest.mark.parametrize(
    ("answer", "field"),
    [({"website": "javascript:alert(1)"}, "website"), ({"phone": "", "website": ""}, "phone")],
)
def test_a_service_that_nobody_could_reach_is_not_listed(site: Site, answer: dict[str, str], field: str) -> None:
    refused = fill(site, site.browser("ada"), ADD, **{**SERVICE, **answer})
    assert (refused.status_code, f'id="{field}-error"' in refused.text) == (422, True)


def test_a_service_is_not_checked_on_a_day_to_come(site: Site) -> None:
    answer = fill(site, site.browser("ada"), ADD, **{**SERVICE, "reviewed_on-year": "2027"})
    assert (answer.status_code, "on a day to come" in answer.text) == (409, True)


def test_a_reference_cannot_be_chosen_for_a_service(site: Site) -> None:
    ada = site.browser("ada")
    assert ada.get(f"{ADD}?of=mine").status_code == 404
    assert site.post(ada, f"{ADD}?of={'x' * 99}", **SERVICE).status_code == 404
