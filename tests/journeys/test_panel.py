"""The panel: the pack is prepared by one person, let go by another, and read by a member from outside."""

import re
import subprocess
from pathlib import Path

from playwright.sync_api import Browser

from tests.journeys.walk import Inspector, Walk, walking
from tests.queries.scene import ALLEGATION, PLAN, REPORT, Scene
from workflows.model import Role


def test_a_pack_from_plan_to_reader(
    browser: Browser, scene: Scene, address: str, inspector: Inspector, tmp_path: Path
) -> None:
    scene.people["pam"] = scene.site.add_person("pam", Role.PANEL_MEMBER)
    scene.people["cho"] = scene.site.add_person("cho", Role.PANEL_CHAIR)
    scene.play(until="send-update")
    with walking(browser, address, inspector, "ana") as ana:
        ana.follow("Panel")
        _plan(ana)
        _member_waits(browser, address, inspector)
        ana.follow("Prepare the pack")
        ana.press("Prepare the pack")
        _wait_for_pack(ana)
    with walking(browser, address, inspector, "hed") as hed:
        hed.open("/panel")
        _declare(hed)
        _release(hed, tmp_path / "read.pdf")
    with walking(browser, address, inspector, "pam") as pam:
        text = _download(pam, tmp_path / "pack.pdf")
        _step_out(pam, text, tmp_path / "without.pdf")
    with walking(browser, address, inspector, "cho") as chair:
        chair.open("/panel")
        _declare(chair)
        assert "Pam: I think that I know somebody in it" in chair.text()
        assert "1 case, the most pressing first" in chair.text()
    words = f" {' '.join(text.split())} "
    assert [known for known in _known(scene) if f" {known} " in words] == []
    assert "Cases in this pack" in text


def _plan(ana: Walk) -> None:
    ana.press("Plan a meeting")
    ana.answer(month="2026-03", meets_on__day="26", meets_on__month="3", meets_on__year="2026")
    ana.press("Plan a panel meeting")
    assert "Meeting planned: March 2026" in ana.text()


def _wait_for_pack(ana: Walk) -> None:
    """It is made meanwhile: the page says how far it is, for as long as it is."""
    while ana.page.get_by_role("button", name="Check again").count():
        assert re.search(r"sections made|sections are made|about to begin", ana.text()), ana.text()
        ana.page.wait_for_timeout(500)
        ana.press("Check again")
    assert "Pack prepared, not released" in ana.text()


def _member_waits(browser: Browser, address: str, inspector: Inspector) -> None:
    with walking(browser, address, inspector, "pam") as pam:
        assert pam.heading() == "Scrutiny panel"
        _declare(pam)
        assert "There is no pack for you to read yet" in pam.text()


def _declare(walk: Walk) -> None:
    """Nobody is shown a case before they have said that they know nobody: then everything opens at once."""
    walk.follow("March 2026")
    assert "A pack names nobody" in walk.text()
    assert walk.page.locator(".psd-cases").count() == 0
    walk.press("Say whether you are connected")
    walk.press("Declare")
    assert walk.page.locator(".govuk-error-summary").count() == 1
    walk.answer(connected="no", is_true="yes")
    walk.press("Declare")


def _release(hed: Walk, path: Path) -> None:
    """Whoever releases it has read it: the fingerprint is on its cover."""
    text = _download(hed, path)
    fingerprint = text.split("Fingerprint of this pack:")[1].split()[0].strip(".")
    hed.follow("Release the pack to the panel")
    hed.answer(fingerprint="0000-0000-0000-0000", names_nobody="yes")
    hed.press("Release the pack to the panel")
    assert hed.page.locator(".govuk-error-summary").count() == 1
    hed.answer(fingerprint=fingerprint)
    hed.press("Release the pack to the panel")
    assert "Pack released" in hed.text()


def _download(walk: Walk, path: Path) -> str:
    """The text of one's own pack."""
    walk.open("/panel")
    walk.follow("March 2026")
    with walk.page.expect_download() as waiting:
        walk.page.get_by_role("button", name="Download the pack (PDF)").click()
    waiting.value.save_as(path)
    return subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout


def _step_out(pam: Walk, text: str, path: Path) -> None:
    """She reads the case on the screen, thinks that she knows somebody, and steps out: nothing of it is left."""
    pam.open("/panel")
    case = pam.page.locator(".psd-cases a").inner_text()
    assert case in text
    pam.follow(case)
    assert pam.heading() == case
    pam.press("I step out of this case")
    pam.press("Step out of this case")
    assert pam.page.locator(".govuk-error-summary").count() == 1
    pam.answer(ground="knows")
    pam.press("Step out of this case")
    assert "You have stepped out of 1 case" in pam.text()
    assert case not in pam.text()
    assert case not in _download(pam, path)


def _known(scene: Scene) -> list[str]:
    """Everything by which somebody in the case could be known."""
    names = [person.name for person in scene.people.values()]
    stated = (REPORT["account"], ALLEGATION["summary"], PLAN["email"], PLAN["telephone"], PLAN["code_word"])
    return [*names, *stated, "4471", "4472", "4473", scene.reference]
