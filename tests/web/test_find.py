"""Find in the browser: one box, one page for whatever is not there, and a log of what was sought but not its words."""

import pytest
from sqlmodel import col, select

from complaints.database import SYSTEM, Database
from complaints.models.log import LogEntry, LogKind
from tests.queries.scene import NO_CONNECTION, Scene
from tests.support.bench import again
from tests.web.client import settled
from workflows.model import Role


def declared(database: Database) -> Scene:
    scene = Scene(database)
    scene.do("ana", "declare-interests", **NO_CONNECTION)
    return scene


@pytest.fixture
def scene(database: Database) -> Scene:
    return again(declared, database)


def search(scene: Scene, who: str, sought: str) -> tuple[int, str]:
    with scene.site.browser(who) as browser:
        answer = scene.site.post(browser, "/find", sought=sought)
    return answer.status_code, settled(answer.text)


def searches(scene: Scene) -> list[tuple[str, int | None, str | None]]:
    wanted = select(LogEntry.what, LogEntry.case_id, LogEntry.digest).where(LogEntry.kind == LogKind.SEARCH)
    with scene.site.database.transaction(SYSTEM, write=False) as session:
        return [tuple(row) for row in session.exec(wanted.order_by(col(LogEntry.sequence)))]


def test_what_is_found_is_a_link_with_the_part_and_no_more(scene: Scene) -> None:
    status, html = search(scene, "ana", "dee")
    wanted = (f'href="/cases/{scene.reference}"', "1 case", "Received", "Matches: Subject", 'value="dee"')
    assert (status, [words for words in wanted if words not in html]) == (200, [])
    assert [name for name in ("Dee", "Vic") if name in html.split("<main")[1]] == []


def test_unknown_excluded_and_misspelt_are_one_page(scene: Scene) -> None:
    slip = scene.reference[:-1] + ("2" if scene.reference[-1] != "2" else "3")
    pages = [
        search(scene, who, sought)[1].replace(sought, "SOUGHT").replace(who.title(), "NAME")
        for who, sought in (("ivy", scene.reference), ("ivy", "K7Q2-M4XD-9TBC"), ("ivy", slip), ("lee", slip))
    ]
    assert "There is no case of that reference that you may know of." in pages[0]
    assert pages[0] == pages[1] == pages[2]
    assert ["Nothing found" in page for page in pages] == [True] * 4


def test_every_search_is_logged_by_a_keyed_digest_found_or_not(scene: Scene) -> None:
    for sought in ("Dee", "  dEE", "Nobody Here", "ana"):
        search(scene, "ana", sought)
    logged = searches(scene)
    assert [(what, case) for what, case, _ in logged] == [("find", None)] * 3 + [("find-own-name", None)]
    digests = [digest for _, _, digest in logged]
    assert digests[0] == digests[1] == scene.site.database.keys.fingerprint("dee")
    assert len(set(digests)) == 3


@pytest.mark.parametrize("sought", ["", "x", "x" * 101, "\x00"])
def test_what_will_not_do_is_said_beside_the_box(scene: Scene, sought: str) -> None:
    status, html = search(scene, "ana", sought)
    assert (status, 'id="sought-error"' in html, searches(scene)) == (422, True, [])


@pytest.mark.parametrize(
    "sought", ["<b>bold</b>", "{{ 7 * 7 }}", "%", "a\u202eb", "خديجة بنت", "\ud800zz", "one\x00two"]
)
def test_nothing_that_is_typed_does_anything(scene: Scene, sought: str) -> None:
    status, html = search(scene, "ana", sought.encode("utf-8", "replace").decode())
    assert status in (200, 422)
    assert ("<b>bold" in html, ">49<" in html, scene.reference in html) == (False, False, False)


def test_it_is_no_page_for_those_who_work_on_no_case(scene: Scene) -> None:
    scene.site.add_person("pat", Role.PANEL_MEMBER)
    for who in ("dee", "pat"):
        with scene.site.browser(who) as somebody:
            assert somebody.get("/find").status_code == 404
        assert search(scene, who, "Dee")[0] == 404


def test_nothing_sought_is_in_an_address(scene: Scene) -> None:
    with scene.site.browser("ana") as ana:
        html = ana.get("/find?sought=Dee").text
    assert ('action="/find" method="post"' in html, 'value="Dee"' in html, scene.reference in html) == (
        True,
        False,
        False,
    )
