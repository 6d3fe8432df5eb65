"""What a step's page knows: whom it offers, what is missing, what it corrects, and how little before declaring."""

import pytest

from complaints.errors import NotFound
from complaints.facts.load import facts_of
from complaints.queries.step_page import Asked, Option, StepPage, decision_on, step_page
from complaints.queries.tasks import TaskState
from complaints.queries.visible import find_case
from tests.queries.scene import NO_CONNECTION, PLAN, Scene
from workflows.allegations.entries import AddAllegation
from workflows.independence.entries import DecideIndependence
from workflows.independence.vocabulary import Body
from workflows.model import Answer, PersonRef, Pick, Refused


def view(scene: Scene, who: str, trigger: str, about: str | None = None, corrects: str | None = None) -> StepPage:
    actor, asked = scene.people[who], Asked(trigger, PersonRef(about) if about else None, corrects)
    with scene.site.database.transaction(actor.person_id, write=False) as session:
        case = find_case(session, scene.reference, actor)
        return step_page(session, case, scene.reference, actor, scene.site.clock(), asked)


def offered(scene: Scene, who: str, trigger: str, pick: Pick) -> list[str]:
    return [option.text for option in view(scene, who, trigger).options[pick]]


def test_people_are_offered_by_role_and_never_somebody_excluded(scene: Scene) -> None:
    scene.play(until="start-investigation")
    everyone = [
        "Ana (100): intake",
        "Hed (102): head of professional standards",
        "Ivy (103): investigator",
        "Lee (101): appropriate authority",
    ]
    assert offered(scene, "lee", "allocate-case", Pick.STAFF) == everyone
    assert offered(scene, "lee", "appoint-investigator", Pick.INVESTIGATORS) == ["Ivy (103)"]
    scene.do("ana", "declare-interests", **NO_CONNECTION | {"known": ["victim:family"]})
    assert offered(scene, "lee", "allocate-case", Pick.STAFF) == everyone[1:]


def test_parties_handlers_and_allegations_come_from_the_case(scene: Scene) -> None:
    scene.play(until="submit-report")
    dee = scene.people["dee"].person
    assert view(scene, "lee", "add-allegation").options == {Pick.SUBJECTS: (Option(dee, "Dee (subject)"),)}
    assert view(scene, "lee", "decide-outcome").options == {
        Pick.ALLEGATIONS: (Option("1", "1: K: Discreditable conduct: “Followed her home from work.”"),)
    }
    handlers = ["Ana", "Lee", "Hed", "Ivy", "Sue"]
    assert offered(scene, "lee", "report-connection", Pick.HANDLERS) == handlers


def test_a_form_that_reaches_the_victim_says_which_ways_are_safe_to_those_who_declared(scene: Scene) -> None:
    scene.play(until="appoint-oversight-officer")
    scene.do("sue", "declare-interests", **NO_CONNECTION)
    assert view(scene, "sue", "log-contact").ways == ()
    scene.do("sue", "agree-contact", **PLAN)
    said = {who: view(scene, who, "log-contact").ways for who in ("sue", "lee", "hed")}
    agreed = (
        "The victim has named as safe: E-mail. Days and times: Weekdays before noon.",
        "Never to be used: Letter by post.",
    )
    assert said == {"sue": agreed, "lee": agreed, "hed": ()}
    assert [view(scene, "sue", trigger).ways == said["sue"] for trigger in ("send-update", "agree-contact")] == [
        True,
        False,
    ]


def test_before_declaring_a_step_says_only_that_and_names_no_handler(scene: Scene) -> None:
    scene.play(until="appoint-oversight-officer")
    decide = view(scene, "hed", "decide-connection")
    assert decide.task is not None
    assert ([r.text for r in decide.task.reasons], decide.status, decide.options) == (
        ["You have not declared your interests in this case"],
        None,
        {},
    )
    assert view(scene, "hed", "report-connection").options == {}


def test_a_declaration_shows_whom_it_is_about(scene: Scene) -> None:
    assert [(p.part, p.name) for p in view(scene, "ana", "declare-interests").people] == [
        ("Subject", "Dee"),
        ("Victim", scene.alias),
        ("Person who reported", "Rep"),
    ]


def test_urgent_steps_of_somebody_who_has_not_declared_are_drawn(scene: Scene) -> None:
    task = view(scene, "ana", "restrict-duties", about=scene.people["dee"].person).task
    assert task is not None
    assert task.state is TaskState.URGENT


def test_a_step_from_another_status_has_no_task_and_says_where_the_process_stands(scene: Scene) -> None:
    scene.play(until="record-matter")
    found = view(scene, "lee", "close-case")
    assert (found.task, found.status and found.status.label) == (None, "Recorded")


@pytest.mark.parametrize(
    ("trigger", "about", "corrects"),
    [
        ("submit-report", None, None),
        ("restrict-duties", None, None),
        ("restrict-duties", "NOBODY", None),
        ("add-allegation", None, "handling.1"),
        ("add-allegation", None, "handling.99"),
        ("declare-interests", None, "independence.1"),
    ],
)
def test_what_is_not_there_is_not_found(scene: Scene, trigger: str, about: str | None, corrects: str | None) -> None:
    scene.play(until="record-matter")
    with pytest.raises(NotFound):
        view(scene, "lee", trigger, about, corrects)


def test_a_correction_starts_from_what_stands(scene: Scene) -> None:
    scene.play(until="record-matter")
    found = view(scene, "lee", "add-allegation", corrects="allegations.1").corrected
    assert isinstance(found, AddAllegation)
    assert found.summary == "Followed her home from work."


def test_somebody_who_has_not_declared_corrects_nothing(scene: Scene) -> None:
    scene.play(until="record-matter")
    with pytest.raises(NotFound):
        view(scene, "hed", "allocate-case", corrects="handling.2")


def test_a_decision_is_judged_with_its_answers_before_it_is_confirmed(scene: Scene) -> None:
    scene.play(until="decide-not-to-refer")
    lee, now = scene.people["lee"], scene.site.clock()
    entry = DecideIndependence(
        handled_by=Body.OWN,
        unconnected=Answer.NO,
        unconnected_reasons="r",
        trust=Answer.YES,
        trust_reasons="r",
        victim_asked=Answer.NOT_ASKED,
        reasons="r",
        review_on=now.date(),
    )
    with scene.site.database.transaction(lee.person_id, write=False) as session:
        case = find_case(session, scene.reference, lee)
        with pytest.raises(Refused) as refused:
            decision_on(facts_of(session, [case])[case], lee, now, Asked("decide-independence"), entry, None)
    assert refused.value.missing == ("IND-3", "IND-4")


def test_a_step_that_does_not_start_from_here_is_not_promised_for_later(scene: Scene) -> None:
    """Whether its process will come there again, nobody can say."""
    scene.play(until="record-matter")
    with scene.site.browser("lee") as lee:
        gone = lee.get(f"/cases/{scene.reference}/steps/log-complaint").text
    assert ("Log a complaint: not now" in gone, "not yet" in gone.partition("<main")[2]) == (True, False)
