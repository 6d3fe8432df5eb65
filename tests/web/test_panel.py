"""The panel's pages: who may do what, the pack as each reader gets it, and nothing that tells of a hidden case."""

import re
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient
from pikepdf import Pdf
from sqlalchemy import select

from complaints.database import SYSTEM, Database
from complaints.documents.text import Words
from complaints.models.log import LogEntry, LogKind
from tests.conftest import KEYS
from tests.documents.pack_world import World, play
from tests.support.bench import again
from tests.support.rendering import render_here
from tests.web.client import Site, settled
from workflows.panel.vocabulary import PanelStatus

Client = TestClient[Litestar]
FINGERPRINT = re.compile(r"Fingerprint of this pack: ((?:[0-9a-f]{4}-?){4})")


@pytest.fixture
def site(database: Database) -> Site:
    """A site with the force and cases of `pack_world`, and a meeting planned."""
    return played(Site(database))[0]


def played(site: Site, *, secret: bool = True) -> tuple[Site, World]:
    world = again(play, site.database) if secret else play(site.database, secret=False)
    site.clock.at = world.at
    return site, world


MEETING = f"/panel/{World.meeting}"
SPECIALIST = {"held_on-day": "1", "held_on-month": "5", "held_on-year": "2026", "recommendations": "Ring her."}


def submission_in(html: str) -> str:
    found = re.search(r'name="submission" value="([0-9a-f]{32})"', html)
    assert found
    return found[1]


def send(site: Site, browser: Client, trigger: str, **typed: object) -> Response:
    """Fill in the form of a step as a browser would, and send it."""
    path = f"{MEETING}/steps/{trigger}"
    page = browser.get(path)
    assert page.status_code == 200, page.text
    seen = re.search(r'name="seen" value="(\d+)"', page.text)
    return site.post(browser, path, submission=submission_in(page.text), seen=seen[1] if seen else "0", **typed)


def read_fingerprint(pdf: bytes) -> str:
    with Pdf.open(BytesIO(pdf)) as opened:
        found = FINGERPRINT.search(" ".join(Words(opened).pages()[0].split()))
    assert found
    return found[1]


def tasks(html: str) -> list[str]:
    """The steps that a meeting's page offers as links."""
    return re.findall(rf'href="{MEETING}/steps/([a-z-]+)"', html)


def test_a_meeting_is_planned_once_however_often_the_form_is_sent(site: Site) -> None:
    ana = site.browser("ana")
    form = {
        "submission": submission_in(ana.get("/panel/plan").text),
        "month": "2026-04",
        "meets_on-day": "30",
        "meets_on-month": "4",
        "meets_on-year": "2026",
    }
    ends = [site.post(ana, "/panel/plan", **form).headers["location"] for _ in range(2)]
    (first, how), (second, later) = (end.split("?") for end in ends)
    assert (first, how, later) == (second, "done=recorded&step=plan-meeting", "done=already&step=plan-meeting")
    assert re.findall(r"(\w+ 2026)</a>", ana.get("/panel").text) == ["April 2026", "March 2026"]


@pytest.mark.parametrize(
    ("month", "day", "wrong"),
    [
        ("", "", ["month", "meets_on"]),
        *((month, "30", ["month"]) for month in ("March", "0000-01", "2026-13", "\u0662\u0660\u0662\u0666-03")),
    ],
)
def test_a_wrong_plan_comes_back_with_every_error(month: str, day: str, wrong: list[str], site: Site) -> None:
    ana = site.browser("ana")
    sent = submission_in(ana.get("/panel/plan").text)
    meets = {"meets_on-day": day, "meets_on-month": "4", "meets_on-year": "2026"}
    response = site.post(ana, "/panel/plan", submission=sent, month=month, **meets)
    assert response.status_code == 422
    assert re.findall(r'<li><a href="#(\w+)">', response.text) == wrong
    assert f'value="{day}"' in response.text or not day


@pytest.mark.parametrize(
    ("day", "month", "year", "wrong"), [("30", "5", "2026", []), ("15", "4", "2020", ["meets_on"])]
)
def test_a_meeting_is_held_in_its_month_or_in_the_next(
    day: str, month: str, year: str, wrong: list[str], site: Site
) -> None:
    ana = site.browser("ana")
    sent = submission_in(ana.get("/panel/plan").text)
    meets = {"meets_on-day": day, "meets_on-month": month, "meets_on-year": year}
    response = site.post(ana, "/panel/plan", submission=sent, month="2026-04", **meets)
    assert re.findall(r'<li><a href="#(\w+)">', response.text) == wrong


def test_each_role_is_offered_its_own_steps(site: Site) -> None:
    offered = {name: tasks(site.browser(name).get(MEETING).text) for name in ("ana", "hed", "cho", "pam")}
    assert offered == {
        "ana": ["prepare-pack", "record-meeting", "move-meeting", "cancel-meeting", "declare-for-meeting"],
        "hed": ["prepare-pack", "record-meeting", "move-meeting", "cancel-meeting", "declare-for-meeting"],
        "cho": ["record-meeting", "move-meeting", "cancel-meeting", "declare-for-meeting"],
        "pam": ["declare-for-meeting"],
    }


@pytest.mark.parametrize(
    "path", ["/panel", "/panel/plan", MEETING, f"{MEETING}/pack.pdf", f"{MEETING}/steps/prepare-pack"]
)
def test_for_anybody_else_there_is_no_panel(path: str, site: Site) -> None:
    ivy = site.browser("ivy")
    found, unknown = ivy.get(path), ivy.get("/no-such-page")
    assert (found.status_code, settled(found.text)) == (404, settled(unknown.text))


def test_a_meeting_that_is_not_there_is_not_found_and_the_try_is_logged(site: Site) -> None:
    ana = site.browser("ana")
    for path in ("/panel/unknown", "/panel/unknown/pack.pdf", "/panel/unknown/steps/prepare-pack"):
        assert ana.get(path).status_code == 404
    assert ana.get(f"{MEETING}/steps/plan-meeting").status_code == 404
    assert [entry.what for entry in logged(site, LogKind.NOT_FOUND)] == ["panel-meeting", "pack", "panel-meeting"]


def logged(site: Site, kind: LogKind) -> list[LogEntry]:
    with site.database.transaction(SYSTEM, write=False) as session:
        wanted = select(LogEntry).where(LogEntry.kind == kind).order_by(LogEntry.sequence)  # type: ignore[arg-type]
        return list(session.scalars(wanted))


def test_a_meeting_without_a_specialist_is_recorded_and_flagged(site: Site) -> None:
    ana = site.browser("ana")
    assert send(site, ana, "record-meeting", attended=["chair"], **SPECIALIST).status_code == 303
    page = ana.get(MEETING).text
    assert PanelStatus.HELD.label in page
    assert "No specialist from outside the police took part" in page
    assert "Ring her" not in page
    assert tasks(page) == ["declare-for-meeting", "make-recommendation"]


def test_a_pack_goes_from_one_person_through_a_second_to_the_panel(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever prepared it is told why they cannot release it. Once with the workers that really make PDFs."""
    if not site.database.sqlite:
        render_here(monkeypatch)
    ana, hed, cho, pam = (site.browser(name) for name in ("ana", "hed", "cho", "pam"))
    assert send(site, hed, "prepare-pack").status_code == 303
    assert "Whoever prepared the pack cannot release it" in hed.get(MEETING).text
    assert hed.get(f"{MEETING}/steps/release-pack").status_code == 409
    assert send(site, ana, "prepare-pack").status_code == 303
    assert (pam.get(f"{MEETING}/pack.pdf").status_code, "No pack released yet" in pam.get(MEETING).text) == (404, True)
    read = cho.get(f"{MEETING}/pack.pdf")
    assert (read.status_code, read.headers["content-type"]) == (200, "application/pdf")
    wrong = send(site, cho, "release-pack", fingerprint="0000-0000-0000-0000", names_nobody="yes")
    assert (wrong.status_code, pam.get(f"{MEETING}/pack.pdf").status_code) == (422, 404)
    named = send(site, cho, "release-pack", fingerprint=read_fingerprint(read.content), names_nobody="no")
    assert (named.status_code, pam.get(f"{MEETING}/pack.pdf").status_code) == (422, 404)
    sent = send(site, cho, "release-pack", fingerprint=read_fingerprint(read.content), names_nobody="yes")
    assert sent.status_code == 303
    assert pam.get(f"{MEETING}/pack.pdf").content == read.content
    views = [entry for entry in logged(site, LogKind.VIEW) if entry.what == "pack"]
    assert len({entry.account_id for entry in views}) == 2
    assert len({entry.case_id for entry in views} - {None}) == 3


WORLD_PATHS = ("/panel", MEETING, f"{MEETING}/steps/record-meeting", f"{MEETING}/pack.pdf")


def world_pages(url: str, *, secret: bool) -> list[tuple[int, dict[str, str], str]]:
    """What somebody who is excluded from the secret case gets, as the pack goes its way."""
    database = Database(url, KEYS)
    site, _ = played(Site(database), secret=secret)
    ana, hed, wit = (site.browser(name) for name in ("ana", "hed", "wit"))
    pages = [page(wit, path) for path in WORLD_PATHS]
    send(site, ana, "prepare-pack")
    pages += [page(wit, path) for path in (*WORLD_PATHS, f"{MEETING}/steps/release-pack")]
    read = read_fingerprint(hed.get(f"{MEETING}/pack.pdf").content)
    send(site, hed, "release-pack", fingerprint=read, names_nobody="yes")
    pages += [page(wit, path) for path in WORLD_PATHS]
    database.dispose()
    return pages


def page(browser: Client, path: str) -> tuple[int, dict[str, str], str]:
    found = browser.get(path)
    headers = {name: value for name, value in found.headers.items() if name != "content-length"}
    return found.status_code, headers, settled(found.content.decode("latin-1"))


def test_the_panel_is_the_same_for_somebody_excluded_with_and_without_the_case(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    render_here(monkeypatch)
    worlds = []
    for secret in (True, False):
        path = shutil.copy(sqlite_template, tmp_path / f"{secret}.db")
        worlds.append(world_pages(f"sqlite:///{path}", secret=secret))
    assert [status for status, _, _ in worlds[0]] == [200, 200, 200, 404, 200, 200, 200, 200, 200, 200, 200, 200, 200]
    assert worlds[0] == worlds[1]
