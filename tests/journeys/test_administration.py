"""An administrator and the head of professional standards settle things between them, with scripts and without."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.walk import Inspector, Walk, walking
from tests.queries.scene import Scene
from workflows.model import Role

SETTING = "/administration/settings/soo-offer"
FROM = {"from_day__day": "1", "from_day__month": "4", "from_day__year": "2026"}
PAGES = (
    *("", "/settings", "/settings/written-update", "/days", "/people", "/people?search=Ana", "/support"),
    *("/lists", "/lists/handling-closurecode"),
)
DAY = {"day__day": "8", "day__month": "5", "day__year": "2026"}
POSTED = {"from_day__day": "2", "from_day__month": "3", "from_day__year": "2026"}
CHECKED = {"reviewed_on__day": "1", "reviewed_on__month": "3", "reviewed_on__year": "2026"}


@pytest.mark.parametrize("scripts", [True, False])
def test_what_one_proposes_another_settles(
    scene: Scene, address: str, browser: Browser, inspector: Inspector, scripts: bool
) -> None:
    for name in ("ada", "abe"):
        scene.people[name] = scene.site.add_person(name, Role.ADMINISTRATOR)
    ana = f"/administration/people/{scene.people['ana'].person}"
    with walking(browser, address, inspector, "ada", scripts=scripts) as ada:
        for path in PAGES:
            ada.open(f"/administration{path}")
        propose(ada, ana)
    with walking(browser, address, inspector, "hed", scripts=scripts) as hed:
        confirm(hed)
        assert "Harbour, Testshire Police" in hed.text()
    with walking(browser, address, inspector, "abe", scripts=scripts) as abe:
        abe.open(ana)
        abe.follow("Give a one-time password")
        abe.answer(why="She came in person.")
        abe.press("Continue")
        abe.press("Confirm and record")
        assert "It is shown only now" in abe.text()
    with walking(browser, address, inspector, "sue", scripts=scripts) as sue:
        sue.open("/oversight")
        sue.follow("Support that may be offered to victims")
        assert "A helpline" in sue.text()


def propose(ada: Walk, person: str) -> None:
    """A setting, a day, roles and a posting, which wait for a second person; and what does not wait."""
    ada.open(SETTING)
    ada.follow("Propose another value")
    ada.press("Continue")
    assert "There is a problem" in ada.text()
    ada.answer(value="2", **FROM, source="Minute 4", why="It was agreed.")
    settle(ada)
    ada.open("/administration/days")
    ada.press("Propose a day")
    ada.answer(**DAY, becomes="bank-holiday", called="State funeral", source="A proclamation")
    settle(ada)
    ada.open(person)
    ada.follow("Propose other roles")
    ada.answer(roles=["investigator"], why="She moved.")
    settle(ada)
    ada.open("/administration/people")
    ada.press("Add a person")
    ada.answer(number="N/9", name="Nell Newcombe", service="staff")
    settle(ada)
    ada.follow("Propose another posting")
    ada.answer(force="Testshire Police", unit="Harbour", instead="yes", why="Order 12.", **POSTED)
    ada.press("Continue")
    assert "is an unknown unit of that force" in ada.text()
    ada.answer(new_unit="yes")
    settle(ada)
    ada.open("/administration/support")
    ada.press("Add a service")
    ada.answer(called="A helpline", offers="Advice.", phone="0808 157 0002", **CHECKED)
    settle(ada)


def confirm(hed: Walk) -> None:
    """Everything that waits."""
    for what, step in (
        ("Offer of a senior oversight officer", "Confirm the proposed value"),
        ("8 May 2026", "Confirm the proposed day"),
        ("Ana", "Confirm the proposed roles"),
        ("Nell Newcombe", "Confirm what is proposed for the register"),
    ):
        hed.open("/administration")
        hed.follow(what)
        hed.follow(step)
        hed.answer(checked="yes")
        settle(hed)


def settle(walk: Walk) -> None:
    """Check the answers and confirm them."""
    walk.press("Continue")
    assert walk.heading() == "Check your answers", walk.text()
    walk.press("Confirm and record")
    assert "This is recorded" in walk.text(), walk.text()
