"""My work: what is due when, for whom a case waits, and nothing of a case before declaring."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from complaints.queries.case_page import CasePage, case_page
from complaints.queries.my_work import SHOWN, MyWork, Undeclared, my_work
from complaints.queries.visible import find_case
from complaints.queries.waiting import PROPOSALS, WAITS
from complaints.services.progress import Correction
from tests.queries.scene import NO_CONNECTION, REPORT, Scene
from tests.support.statements import count_statements
from tests.web.stepping import confirm, send, step
from workflows.model import Refused
from workflows.registry import STEPS, WORKFLOW_OF


def view(scene: Scene, who: str, *, everything: bool = False) -> MyWork:
    actor = scene.people[who]
    with scene.site.database.transaction(actor.person_id, write=False) as session:
        return my_work(session, actor, scene.site.clock(), everything=everything)


def shown(work: MyWork) -> list[tuple[str, list[tuple[str, str, str]]]]:
    return [(g.title, [(i.status.label, i.clock, i.due) for i in g.items]) for g in work.groups]


def test_before_declaring_a_case_is_no_more_than_its_reference(scene: Scene) -> None:
    assert view(scene, "ana") == MyWork((Undeclared(scene.reference, f"/cases/{scene.reference}"),), ())


def test_the_next_deadline_of_each_case_says_in_which_group_it_stands(scene: Scene) -> None:
    scene.play(until="agree-contact")
    scene.assess_risk()
    scene.site.clock.at = scene.start + timedelta(days=2)
    assert shown(view(scene, "lee")) == [("Due today", [("Under investigation", "First contact", "due today")])]
    scene.site.clock.at = scene.start + timedelta(days=4)
    assert shown(view(scene, "lee")) == [
        ("Overdue from us", [("Under investigation", "First contact", "overdue by 2 days")])
    ]


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
    assert shown(view(scene, "lee")) == [("Closed cases", [("Closed", "", "")])]
    assert [group.folded for group in view(scene, "lee").groups] == [True]


def test_parties_people_without_work_and_those_who_declared_a_connection_see_nothing(scene: Scene) -> None:
    scene.play(until="agree-contact")
    scene.do("ivy", "declare-interests", **NO_CONNECTION | {"known": ["subject:social"]})
    nothing = MyWork((), ())
    assert {who: view(scene, who) for who in ("dee", "vic", "rep", "ivy")} == dict.fromkeys(
        ("dee", "vic", "rep", "ivy"), nothing
    )


def test_nobody_corrects_somebody_elses_declaration(scene: Scene) -> None:
    scene.play(until="appoint-oversight-officer")
    with pytest.raises(Refused):
        scene.do("sue", "declare-interests", correction=Correction("independence.1", "Misread"), **NO_CONNECTION)
    assert [u.reference for u in view(scene, "sue").undeclared] == [scene.reference]


def test_a_case_that_is_closed_asks_for_no_declaration(scene: Scene) -> None:
    """Hed was given work and never declared."""
    scene.play(until="make-closing-contact")
    assert [u.reference for u in view(scene, "hed").undeclared] == [scene.reference]
    scene.do("lee", "close-case", code="C_CTA_GM", reasons="Handed on to proceedings.")
    assert view(scene, "hed").undeclared == ()


def test_four_statements_however_many_cases(scene: Scene) -> None:
    for _ in range(3):
        scene.site.clock.forward(minutes=1)
        scene.open("ana")
    actor, database = scene.people["ana"], scene.site.database
    with database.transaction(actor.person_id, write=False) as session, count_statements(database.engine) as seen:
        work = my_work(session, actor, scene.site.clock())
    assert (len(work.undeclared), seen.count) == (4, 4)


def waits(scene: Scene, who: str) -> tuple[str, list[str], list[str]]:
    """The group in which somebody's only case stands, and what it waits for; the case's own page says the same."""
    (group,) = view(scene, who).groups
    (item,) = group.items
    yours, others = [each.what for each in item.waits.yours], list(item.waits.others)
    page = page_of(scene, who)
    assert ([each.what for each in page.yours], list(page.others)) == (yours, others)
    assert {each.place for each in page.yours} <= {task.place for task in page.tasks if task.decisions}
    return group.title, yours, others


def page_of(scene: Scene, who: str) -> CasePage:
    actor = scene.people[who]
    with scene.site.database.transaction(actor.person_id, write=False) as session:
        case = find_case(session, scene.reference, actor)
        page = case_page(session, case, scene.reference, actor, scene.site.clock())
    assert isinstance(page, CasePage)
    return page


def set_aside(scene: Scene) -> None:
    """Nothing is due for a while: so a case stands in the group of what it waits for."""
    with scene.site.database.transaction(0) as session:
        session.execute(text("UPDATE deadline SET ended = 'Set aside for this test.'"))


def test_a_decision_waits_for_those_who_work_on_the_case_in_its_role(scene: Scene) -> None:
    scene.play(until="declare-interests")
    set_aside(scene)
    lees = ["the decision on duty status"]
    assert waits(scene, "lee") == ("Waiting for you", lees, ["the investigator's report (investigator)"])
    assert waits(scene, "ivy") == (
        "Waiting for you",
        ["the investigator's report"],
        ["the decision on duty status (appropriate authority)"],
    )
    assert waits(scene, "ana")[:2] == ("Waiting for others", [])


def test_the_outcomes_wait_only_until_they_are_decided(scene: Scene) -> None:
    scene.play(until="submit-report")
    set_aside(scene)
    assert waits(scene, "lee") == ("Waiting for you", ["the outcomes"], [])
    scene.do("lee", "decide-outcome", allegation="1", outcome="case-to-answer-gross-misconduct", reasons="Strong.")
    scene.do("lee", "confirm-outcomes", learning="Nothing yet.")
    (group,) = view(scene, "lee").groups
    assert [[each.what for each in item.waits.yours] for item in group.items] == [["closure"]]


def test_what_is_with_the_iopc_waits_for_others(scene: Scene) -> None:
    scene.play(until="record-matter")
    clear = {"became_clear_at": "2026-03-02T09:00", "reasons": "It may be serious corruption."}
    scene.do("lee", "decide-to-refer", criteria=["M4"], **clear)
    assert "sending the referral" in waits(scene, "lee")[1]
    scene.do("lee", "send-referral")
    assert "the IOPC's decision" in waits(scene, "lee")[2]


def test_a_correction_waits_for_a_second_person_and_for_nobody_else(scene: Scene) -> None:
    scene.play(until="record-matter")
    scene.do("hed", "declare-interests", **NO_CONNECTION)
    again = {"kind": "conduct-matter", "ground": "serious", "reasons": "Misread."}
    scene.do("lee", "record-matter", correction=Correction("handling.4", "Misread"), **again)
    assert "confirming a correction" in waits(scene, "hed")[1]
    assert "confirming a correction" not in waits(scene, "lee")[1]
    assert [what for what in waits(scene, "lee")[2] if what.startswith("confirming a correction")] != []
    with scene.site.browser("hed") as hed:
        path = step(scene, "confirm-correction")
        checked = send(scene, hed, path, correction="handling.5", reasons="I agree.")
        assert confirm(scene, hed, path, checked).status_code == 303
    assert [
        what for who in ("lee", "hed") for side in waits(scene, who)[1:] for what in side if "correct" in what
    ] == []


def test_a_proposal_to_open_again_waits_though_the_case_is_closed(scene: Scene) -> None:
    scene.play()
    scene.do("hed", "declare-interests", **NO_CONNECTION)
    scene.do("lee", "propose-reopening", reasons="A witness has come forward.")
    set_aside(scene)
    assert waits(scene, "hed") == ("Waiting for you", ["confirming that it is opened again"], [])
    assert waits(scene, "lee")[0] == "Waiting for others"


def test_every_wait_is_for_a_step_that_starts_there() -> None:
    astray = [
        (workflow, status.value)
        for (workflow, status), (_, trigger) in WAITS.items()
        if trigger and WORKFLOW_OF[trigger].name == workflow and status not in STEPS[trigger].source
    ]
    assert astray == []
    proposed = {proposes: STEPS[confirms].by for proposes, (_, confirms) in PROPOSALS.items()}
    assert [name for name, by in proposed.items() if not by & STEPS[name].by] == ["use-urgent-access"], "by a lent role"


def test_of_many_cases_a_group_shows_the_first_and_all_when_asked(scene: Scene) -> None:
    scene.do("ana", "declare-interests", **NO_CONNECTION)
    for n in range(SHOWN + 2):
        scene.site.clock.forward(minutes=n)
        scene.do("ana", "declare-interests", case=scene.open("ana", REPORT | {"reporter": ""}), **NO_CONNECTION)
    (first,) = view(scene, "ana").groups
    (whole,) = view(scene, "ana", everything=True).groups
    assert (len(first.items), first.total, first.more) == (SHOWN, SHOWN + 3, True)
    assert (len(whole.items), whole.total, whole.more) == (SHOWN + 3, SHOWN + 3, False)
