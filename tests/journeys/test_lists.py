"""Lists and search in a browser that runs no scripts: each page in each of its states, wide and narrow."""

from playwright.sync_api import Browser

from complaints.queries import cases_page
from tests.journeys.walk import Inspector, Walk, walking
from tests.queries.scene import PLAN, REPORT, Scene

LONG = "Maximiliana-Konstantina Featherstonehaugh-Cholmondeley-Warrington-Smythe محمد"[:80]


def test_work_cases_and_search(browser: Browser, scene: Scene, address: str, inspector: Inspector) -> None:
    scene.play(until="appoint-oversight-officer")
    scene.do("lee", "add-party", part="witness", name=LONG)
    with walking(browser, address, inspector, "lee", scripts=False) as lee:
        assert scene.reference in lee.text()
        _cases(lee, scene)
        _search(lee, scene)


def _cases(lee: Walk, scene: Scene) -> None:
    lee.follow("Cases")
    lee.answer(status="closed", overdue="yes")
    lee.press("Show these cases")
    assert ("status=closed&" in lee.page.url, "No case that you may know of is like this" in lee.text()) == (True, True)
    lee.answer(name="Closed, and still late: " + "x" * 30)
    lee.press("Save the filter")
    lee.follow("Clear the filter")
    assert scene.reference in lee.text()
    lee.follow("Closed, and still late")
    assert lee.page.locator('[name="status"]').input_value() == "closed"
    lee.answer(opened_from__day="31", opened_from__month="2", opened_from__year="2026")
    lee.press("Show these cases")
    assert "Enter a real date" in lee.text()
    lee.open("/cases")
    lee.press("Delete Closed, and still late: " + "x" * 30)
    assert "You have saved none." in lee.text()


def _search(lee: Walk, scene: Scene) -> None:
    lee.follow("Find")
    for sought, said in (
        ("x", "Enter at least 2"),
        (LONG, "Matches: Witness"),
        (scene.reference.replace("-", "").lower(), scene.reference),
        ("K7Q2-M4XD-9TBC", "There is no case of that reference that you may know of."),
    ):
        lee.inspector.seen.clear()
        lee.answer(sought=sought)
        lee.press("Find")
        assert said in lee.text()


def test_many_pages_and_cases_before_declaring(
    browser: Browser, scene: Scene, address: str, inspector: Inspector
) -> None:
    for _ in range(3):
        scene.site.clock.forward(minutes=1)
        scene.open("ana", REPORT | {"reporter": ""})
    kept, cases_page.PAGE = cases_page.PAGE, 1
    try:
        with walking(browser, address, inspector, "ana", scripts=False) as ana:
            ana.follow("Cases")
            ana.follow("Next")
            assert ("4 cases, page 2 of 4" in ana.text(), "Not declared yet" in ana.text()) == (True, True)
    finally:
        cases_page.PAGE = kept


def test_the_safe_ways_and_the_warning(browser: Browser, scene: Scene, address: str, inspector: Inspector) -> None:
    scene.play(until="declare-interests")
    scene.do("ana", "add-party", part="victim", name=LONG)
    with walking(browser, address, inspector, "sue", scripts=False) as sue:
        sue.open("/oversight")
        assert "Nothing is agreed with the victim yet" in sue.text()
        scene.do("sue", "declare-change", connected="no")
        scene.do("sue", "agree-contact", **PLAN | {"not_to_say": LONG, "address": f"1 {LONG}\nSomewhere"})
        sue.inspector.seen.clear()
        sue.open("/oversight")
        sue.follow("07700 900456")
        assert ("Do not call" in sue.text(), "Use: E-mail" in sue.text()) == (True, True)
        sue.press("Log the contact")
        assert sue.heading() == "Log a contact"
