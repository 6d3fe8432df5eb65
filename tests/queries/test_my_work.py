"""My work: what is due when, and nothing of a case before declaring."""

from datetime import date, timedelta

import pytest

from complaints.queries.my_work import MyWork, Undeclared, my_work
from complaints.services.progress import Correction
from tests.queries.scene import NO_CONNECTION, REPORT, Scene
from tests.support.statements import count_statements
from workflows.model import Refused


def view(scene: Scene, who: str) -> MyWork:
    actor = scene.people[who]
    with scene.site.database.transaction(actor.person_id, write=False) as session:
        return my_work(session, actor, scene.site.clock())


def shown(work: MyWork) -> list[tuple[str, list[tuple[str, str, str]]]]:
    return [(g.title, [(i.status.label, i.clock, i.due) for i in g.items]) for g in work.groups]


def test_before_declaring_a_case_is_no_more_than_its_reference(scene: Scene) -> None:
    assert view(scene, "ana") == MyWork((Undeclared(scene.reference, f"/cases/{scene.reference}"),), (), ())


def test_the_next_deadline_of_each_case_says_in_which_group_it_stands(scene: Scene) -> None:
    scene.play(until="agree-contact")
    scene.site.clock.at = scene.start + timedelta(days=2)
    assert shown(view(scene, "lee")) == [("Due today", [("Under investigation", "First contact", "due today")])]
    scene.site.clock.at = scene.start + timedelta(days=4)
    assert shown(view(scene, "lee")) == [("Overdue", [("Under investigation", "First contact", "overdue by 2 days")])]


def test_the_most_pressing_case_comes_first(scene: Scene) -> None:
    scene.do("ana", "declare-interests", **NO_CONNECTION)
    older = scene.reference
    scene.site.clock.forward(days=1)
    newer = scene.open("ana", REPORT | {"reporter": ""})
    scene.do("ana", "declare-interests", case=newer, **NO_CONNECTION)
    found = [(g.title, [(i.reference, i.last_day) for i in g.items]) for g in view(scene, "ana").groups]
    assert found == [
        ("Due today", [(older, date(2026, 3, 3))]),
        ("Due within 7 days", [(newer, date(2026, 3, 4))]),
    ]


def test_a_closed_case_with_nothing_due_stands_apart(scene: Scene) -> None:
    scene.play()
    work = view(scene, "lee")
    assert (shown(work), [i.status.label for i in work.closed]) == ([], ["Closed"])


def test_parties_people_without_work_and_those_who_declared_a_connection_see_nothing(scene: Scene) -> None:
    scene.play(until="agree-contact")
    scene.do("ivy", "declare-interests", **NO_CONNECTION | {"with_subject": ["social"]})
    nothing = MyWork((), (), ())
    assert {who: view(scene, who) for who in ("dee", "vic", "rep", "ivy")} == dict.fromkeys(
        ("dee", "vic", "rep", "ivy"), nothing
    )


def test_nobody_corrects_somebody_elses_declaration(scene: Scene) -> None:
    scene.play(until="appoint-oversight-officer")
    with pytest.raises(Refused):
        scene.do("sue", "declare-interests", correction=Correction("independence.1", "Misread"), **NO_CONNECTION)
    assert [u.reference for u in view(scene, "sue").undeclared] == [scene.reference]


def test_one_statement_however_many_cases(scene: Scene) -> None:
    for _ in range(3):
        scene.site.clock.forward(minutes=1)
        scene.open("ana")
    actor, database = scene.people["ana"], scene.site.database
    with database.transaction(actor.person_id, write=False) as session, count_statements(database.engine) as seen:
        work = my_work(session, actor, scene.site.clock())
    assert (len(work.undeclared), seen.count) == (4, 1)
