"""Cases that nobody in professional standards works on: who sees that there are any, and taking one."""

import pytest
from sqlalchemy import text

from complaints.database import SYSTEM, Database
from complaints.services.recompute import recompute
from tests.queries.scene import REPORT, Scene
from tests.web.stepping import FIELD
from workflows.model import Role


@pytest.fixture
def scene(database: Database) -> Scene:
    """One case that somebody works on, and one that a duty inspector has reported at night."""
    scene = Scene(database)
    scene.people["dot"] = scene.site.add_person("dot", Role.DUTY_INSPECTOR, number="900")
    return scene


def take(scene: Scene, who: str, case: str) -> str:
    with scene.site.browser(who) as browser:
        page = browser.get("/unallocated").text
        form = page.partition(f'action="/unallocated/{case}"')[2].partition("</form>")[0]
        answer = scene.site.post(browser, f"/unallocated/{case}", **dict(FIELD.findall(form)))
        return answer.headers.get("location", str(answer.status_code))


def test_a_case_waits_until_somebody_takes_it(scene: Scene) -> None:
    case = scene.open("dot", {**REPORT, "subject": "4471"})
    ana, lee = (scene.site.browser(who) for who in ("ana", "lee"))
    assert (case in ana.get("/unallocated").text, scene.reference in ana.get("/unallocated").text) == (True, False)
    late = dict(FIELD.findall(lee.get("/unallocated").text))
    assert (take(scene, "ana", case), case in ana.get("/").text) == (f"/cases/{case}", True)
    assert "Somebody works on every case" in ana.get("/unallocated").text
    assert scene.site.post(lee, f"/unallocated/{case}", **late).status_code == 404


def test_nobody_who_is_excluded_learns_that_it_waits(scene: Scene) -> None:
    case = scene.open("dot", {**REPORT, "reporter": "100"})
    ana, lee = (scene.site.browser(who) for who in ("ana", "lee"))
    assert (case in ana.get("/unallocated").text, case in lee.get("/unallocated").text) == (False, True)
    submission = "0" * 32
    refused, unknown = (
        scene.site.post(ana, f"/unallocated/{name}", submission=submission) for name in (case, "K7Q2-M4XD-9TBR")
    )
    assert (refused.status_code, refused.text) == (404, unknown.text)


def test_whoever_took_it_and_is_excluded_does_not_work_on_it(scene: Scene) -> None:
    """A typist who knows somebody leaves the case to others."""
    scene.site.clock.forward(minutes=1)
    case = scene.open("ana", {**REPORT, "reporter": "100"})
    ana, lee = (scene.site.browser(who) for who in ("ana", "lee"))
    assert (case in ana.get("/unallocated").text, case in lee.get("/unallocated").text) == (False, True)


def test_what_is_noted_of_waiting_cases_is_worked_out_again(scene: Scene) -> None:
    """A work list reads what is stored: to compute everything again must give the same, whatever stood there."""
    case = scene.open("dot", {**REPORT, "subject": "4471"})
    database = scene.site.house.database
    with database.transaction(SYSTEM) as session:
        session.execute(text("DELETE FROM unallocated_case"))
    with scene.site.browser("ana") as ana:
        assert case not in ana.get("/unallocated").text
        recompute(database, lambda _done: None)
        assert "One case has nobody in professional standards" in ana.get("/").text


def test_others_have_no_such_page(scene: Scene) -> None:
    with scene.site.browser("ivy") as ivy:
        assert ivy.get("/unallocated").status_code == 404
