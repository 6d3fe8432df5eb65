"""From a run to a file: rendered outside any transaction, read again afterwards, and logged before it leaves."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from complaints.database import SYSTEM, Database
from complaints.errors import Stale
from complaints.models.people import SYSTEM_ACTOR, SignedIn
from complaints.reports.report import Render, make_report
from complaints.services import log
from tests.queries.scene import NO_CONNECTION, REPORT, Scene


@pytest.fixture
def scene(database: Database) -> Scene:
    return Scene(database)


def as_html(htmls: Sequence[str]) -> list[bytes]:
    """Stands for the renderer: gives the documents as they are."""
    return [html.encode() for html in htmls]


def made(scene: Scene, actor: SignedIn, form: str = "pdf", render: Render = as_html) -> str:
    now = scene.site.clock()
    return make_report(
        scene.site.database,
        actor,
        starts=date(2026, 3, 1),
        ends=date(2026, 3, 31),
        known_at=now + timedelta(days=1),
        now=now,
        reference=f"RUN-{actor.person_id}",
        form=form,
        render=render,
        progress=lambda _done, _total: None,
    ).decode()


def test_a_cut_off_to_come_is_now(scene: Scene) -> None:
    assert '"known_at": "2026-03-02T09:30:00+00:00"' in made(scene, scene.people["hed"], "json")


@pytest.mark.parametrize(("who", "shown"), [("system", True), ("hed", False)])
def test_only_the_systems_report_shows_where_the_log_ended(scene: Scene, who: str, shown: bool) -> None:
    """Two heads would tell somebody from whom a case is hidden that something happened between them."""
    heads: list[log.Head] = []

    def noting(htmls: Sequence[str]) -> list[bytes]:
        with scene.site.database.transaction(SYSTEM, write=False) as session:
            heads.append(log.head(session))
        return as_html(htmls)

    report = made(scene, scene.people.get(who, SYSTEM_ACTOR), render=noting)
    assert [f"{head.sequence}:{head.hash}" in report for head in heads] == [shown]


def test_a_case_hidden_while_the_file_is_made_is_not_in_a_file_that_leaves(scene: Scene) -> None:
    second = scene.open("ana", {**REPORT, "subject": "4473", "reporter": "4471"})
    scene.do("ana", "declare-interests", case=second, **NO_CONNECTION)

    def meanwhile(htmls: Sequence[str]) -> list[bytes]:
        scene.do("ana", "add-party", case=second, part="witness", person="102")
        return as_html(htmls)

    with pytest.raises(Stale):
        made(scene, scene.people["hed"], render=meanwhile)
    assert [kind for kind, _, _ in scene.site.logged()][-2:] == ["report", "step"]
