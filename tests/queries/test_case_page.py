"""The case page's view: the stub before declaring, what may be done, who is who, and the whole history."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import pytest

from complaints.queries import case_sections as sections
from complaints.queries.answers import Change
from complaints.queries.case_page import CasePage, Named, Stub, case_page
from complaints.queries.tasks import TaskGroup, TaskState
from complaints.queries.timeline import TimelineItem
from complaints.queries.visible import find_case
from complaints.services.progress import Correction
from tests.queries.scene import ALLEGATION, NO_CONNECTION, Scene
from tests.support.statements import count_statements
from workflows.model import Urgency

Section = TypeVar("Section")


def read(scene: Scene, who: str) -> CasePage | Stub:
    actor = scene.people[who]
    with scene.site.database.transaction(actor.person_id, write=False) as session:
        case = find_case(session, scene.reference, actor)
        return case_page(session, case, scene.reference, actor, scene.site.clock())


def page(scene: Scene, who: str) -> CasePage:
    view = read(scene, who)
    assert isinstance(view, CasePage)
    return view


def section(scene: Scene, who: str, query: Callable[..., Section | None]) -> Section:
    """One of the pages beside the case page."""
    actor = scene.people[who]
    with scene.site.database.transaction(actor.person_id, write=False) as session:
        case = find_case(session, scene.reference, actor)
        view = query(session, case, scene.reference, actor, scene.site.clock())
    assert view is not None
    return view


def whole(scene: Scene, who: str) -> tuple[TimelineItem, ...]:
    return section(scene, who, sections.case_timeline).timeline


def group(view: CasePage, title: str) -> TaskGroup:
    return next(g for g in view.tasks if g.title == title)


def test_before_declaring_there_is_nothing_but_whom_to_declare_against_and_what_cannot_wait(scene: Scene) -> None:
    scene.play(until="allocate-case")
    stub = read(scene, "lee")
    assert isinstance(stub, Stub)
    assert stub.people == (Named("Subject", "Dee"), Named("Victim", scene.alias), Named("Person who reported", "Rep"))
    assert [t.trigger for t in stub.first] == ["declare-interests", "allocate-case", "screen-person"]
    assert [(t.trigger, t.urgent) for t in stub.urgent] == [
        ("record-matter", True),
        *((trigger, False) for trigger in ("assess-risk", "take-safety-measure", "preserve-evidence")),
        ("see-identity-at-once", True),
        ("decide-to-refer", True),
        ("restrict-duties", True),
    ]
    assert {r.text for t in stub.urgent for r in t.reasons} == {"You have not declared your interests in this case"}


def test_everybody_is_named_once_before_declaring_but_whose_identity_is_held_apart(scene: Scene) -> None:
    scene.play(until="add-allegation")
    scene.do("lee", "add-party", part="witness", name="Wyn Witness")
    scene.do("lee", "add-party", part="complainant", name="Wyn witness")
    scene.do("lee", "add-party", part="reporter", name_held_apart="Una Known", withhold_identity="yes")
    stub = read(scene, "hed")
    assert isinstance(stub, Stub)
    assert [(p.part, p.name) for p in stub.people] == [
        ("Subject", "Dee"),
        ("Victim", scene.alias),
        ("Person who reported", "Rep"),
        ("Witness", "Wyn Witness"),
    ]


def missing_before_outcomes(case: str, about: str) -> list[tuple[str, str, str, str]]:
    """Text, source, address and whose it is, of all that is missing once an investigation has been decided."""
    return [
        (
            "The investigator has not reported",
            "PRA 2002 Sch 3 para 24",
            f"{case}/submit-report",
            "Investigator",
        ),
        ("An allegation has no outcome", "PRA 2002 Sch 3 para 24", f"{case}/decide-outcome", ""),
        ("Referral to the IOPC is not decided", "PCMR 2020 reg 7", f"{case}/decide-not-to-refer", ""),
        (
            "The duty status of a subject is not decided",
            "PCR 2020 reg 11",
            f"{case}/leave-unrestricted?about={about}",
            "",
        ),
        (
            "How the victim wishes to be contacted is not agreed",
            "Victims' Code right 6",
            f"{case}/agree-contact",
            "Senior oversight officer",
        ),
        (
            "Independence has to be decided again first",
            "College of Policing: APP on abuse by police",
            f"{case}/decide-independence",
            "",
        ),
    ]


def test_what_may_be_done_is_the_engines_answer_with_all_that_is_missing(scene: Scene) -> None:
    scene.play(until="record-matter")
    handling = group(page(scene, "lee"), "Handling under Schedule 3")
    assert {task.trigger: task.state for task in handling.decisions} == {
        "allocate-case": TaskState.NOW,
        "start-investigation": TaskState.NOT_YET,
        "convert-matter": TaskState.NOW,
        "handle-otherwise": TaskState.NOT_YET,
        "propose-repeat": TaskState.NOW,
    }
    nothing = ["sign-repeat", "end-handling", "confirm-correction", "review-urgent-access"]
    assert [task.trigger for task in handling.idle] == nothing
    record = section(scene, "lee", sections.case_record).tasks
    of_handling = next(tasks.tasks for tasks in record if tasks.place == handling.place)
    assert {task.trigger: task.state for task in of_handling} == {
        "ask-views": TaskState.NOW,
        "tell-passed-on": TaskState.NOW,
        "send-timeliness-report": TaskState.NOW,
    }
    assert handling.records == len(of_handling)
    scene.do("lee", "allow-interim-enquiries", enquiries="The film.", reasons="It is wiped.", checked="I asked.")
    scene.do("lee", "start-investigation", reasons="It is serious.")
    waiting = next(
        t for t in group(page(scene, "lee"), "Handling under Schedule 3").decisions if t.trigger == "confirm-outcomes"
    )
    about = scene.people["dee"].person
    case = f"/cases/{scene.reference}/steps"
    assert waiting.href == ""
    assert [(r.text, r.cite, r.href, r.whose) for r in waiting.reasons] == missing_before_outcomes(case, about)
    assert waiting.reasons[0].caveat == "Only a part, or a reliable note, was read; the rest is inferred."


def test_other_peoples_steps_say_whose_they_are_and_only_what_is_missing_from_the_case(scene: Scene) -> None:
    scene.play(until="declare-interests")
    groups = section(scene, "lee", sections.case_others).tasks
    others = next(g.tasks for g in groups if g.title == "Contact with the victim")
    assert len(others) == group(page(scene, "lee"), "Contact with the victim").others
    assert [(t.trigger, t.hint, t.status) for t in others] == [
        ("agree-contact", "For: Senior oversight officer", "Open"),
        ("send-update", "For: Senior oversight officer", "Not yet"),
        ("tell-outcome", "For: Senior oversight officer", "Not yet"),
        ("make-closing-contact", "For: Senior oversight officer", "Not yet"),
    ]
    assert [r.text for r in others[1].reasons] == ["How the victim wishes to be contacted is not agreed"]


def test_handlers_are_shown_with_their_roles_and_whether_they_declared_or_are_excluded(scene: Scene) -> None:
    scene.play(until="agree-contact")
    scene.do("ivy", "declare-interests", **NO_CONNECTION | {"known": ["victim:family"]})
    assert [(h.name, h.roles, h.standing) for h in section(scene, "lee", sections.case_people).handlers] == [
        ("Ana", ("Intake",), "Declared"),
        ("Lee", ("Appropriate authority",), "Declared"),
        ("Hed", ("Head of professional standards",), "Has not declared yet"),
        ("Ivy", ("Investigator",), "Excluded from this case"),
        ("Sue", ("Senior oversight officer",), "Declared"),
    ]


def test_numbers_and_code_word_are_for_the_oversight_officer_alone(scene: Scene) -> None:
    scene.play(until="agree-contact")
    plans = {who: section(scene, who, sections.case_contact).contact for who in ("ana", "lee", "ivy", "sue")}
    kept = {who: [s.answer for s in plan.secrets] for who, plan in plans.items()}
    assert kept == {"ana": [], "lee": [], "ivy": [], "sue": ["07700 900456", "safe@example.org", "tulip"]}
    plan = plans["ivy"]
    assert (plan.agreed_on, plan.channels, plan.avoid) == (date(2026, 3, 2), ("E-mail",), ("Letter by post",))


def test_until_contact_is_agreed_the_officer_has_the_number_from_the_report(scene: Scene) -> None:
    scene.play(until="declare-interests")
    assert [s.answer for s in section(scene, "sue", sections.case_contact).contact.secrets] == ["07700 900123"]


@pytest.mark.parametrize("who", ["ana", "lee", "ivy", "sue"])
def test_the_timeline_never_shows_a_secret(scene: Scene, who: str) -> None:
    scene.play(until="agree-contact")
    told = repr(whole(scene, who))
    assert [secret for secret in ("07700", "safe@example.org", "tulip") if secret in told] == []
    assert "Kept encrypted" in told


def test_the_timeline_is_newest_first_and_says_where_each_process_went(scene: Scene) -> None:
    scene.play(until="record-matter")
    assert [(i.title, i.by, i.moved) for i in page(scene, "lee").latest] == [
        ("Recorded under Schedule 3", "Lee", "Recorded"),
        ("Allegation added", "Lee", ""),
        ("Interests declared", "Lee", ""),
        ("Case allocated", "Ana", ""),
        ("Case allocated", "Ana", ""),
        ("Interests declared", "Ana", ""),
        ("Matter reported", "Ana", "Received"),
    ]


def test_the_latest_events_are_those_of_the_timeline(scene: Scene) -> None:
    scene.play(until="log-contact")
    heads = [(i.title, i.process, i.by, i.at, i.moved, i.flags, i.corrected, i.waits) for i in whole(scene, "lee")]
    latest = page(scene, "lee").latest
    assert [tuple(vars(i).values()) for i in latest] == heads[:8]


def test_an_urgent_step_keeps_its_reason_and_its_flag(scene: Scene) -> None:
    scene.play(until="allocate-case")
    stated: dict[str, Any] = {"restrictions": ["firearms"], "role_risk": "Armed.", "review_on": "2026-04-02"}
    scene.do("lee", "restrict-duties", about="4471", urgency=Urgency("He is armed today", False), **stated)
    scene.do("ana", "declare-interests", **NO_CONNECTION)
    item = next(i for i in whole(scene, "ana") if i.title == "Duties restricted")
    assert (item.urgency, item.flags, item.process) == (
        Urgency("He is armed today", False),
        ("Lee was told: “You have not declared your interests in this case”",),
        "Duty status: Dee",
    )


def test_deadlines_explain_themselves_and_the_pressing_ones_stand_beside_the_reference(scene: Scene) -> None:
    scene.play(until="log-contact")
    view = section(scene, "lee", sections.case_deadlines)
    assert page(scene, "lee").chips == view.clocks[:3]
    assert [(c.label, c.text, c.tone) for c in view.clocks[:5]] == [
        ("Assess the risk", "due today", "soon"),
        ("Agreed contact", "due 17 March 2026", "due"),
        ("Send a written update", "due 30 March 2026", "due"),
        ("Review the independence decision", "due 2 April 2026", "due"),
        ("Declare interests again", "due 31 May 2026", "due"),
    ]
    assert view.clocks[2].explanation.startswith("Handling began when the matter was recorded: 4 weeks, counted from")
    assert [(c.label, c.text) for c in view.stopped] == [
        ("Appoint a senior oversight officer", "met on 2 March 2026"),
        ("First contact", "met on 3 March 2026"),
        ("Agreed contact", "met on 3 March 2026"),
    ]


def test_a_correction_stands_beside_what_it_corrects(scene: Scene) -> None:
    scene.play(until="add-allegation")
    correction = Correction("allegations.1", "Misheard")
    scene.do("lee", "add-allegation", correction=correction, **ALLEGATION | {"summary": "Followed her from work."})
    new, *_, old = (i for i in whole(scene, "lee") if "llegation added" in i.title)
    summary = Change("What is alleged?", "Followed her home from work.", "Followed her from work.")
    assert (new.title, new.changes, new.reason, new.correct_href) == (
        "Corrected: Allegation added",
        (summary,),
        "Misheard",
        "",
    )
    assert (old.corrected, old.answers[2].answer) == (True, "Followed her home from work.")
    assert old.correct_href == f"/cases/{scene.reference}/steps/add-allegation?corrects=allegations.1"
    assert [a.summary for a in section(scene, "lee", sections.case_allegations).allegations] == [
        "Followed her from work."
    ]


def test_only_those_with_the_role_may_correct_and_a_declaration_only_its_own_person(scene: Scene) -> None:
    """Nor is the report theirs to correct who are not shown which victim it names."""
    scene.play(until="record-matter")
    offered = {(i.title, i.by): bool(i.correct_href) for i in whole(scene, "ana")}
    assert offered == {
        ("Matter reported", "Ana"): False,
        ("Interests declared", "Ana"): True,
        ("Case allocated", "Ana"): True,
        ("Interests declared", "Lee"): False,
        ("Allegation added", "Lee"): True,
        ("Recorded under Schedule 3", "Lee"): False,
    }


def test_the_number_of_statements_does_not_depend_on_what_the_case_holds(scene: Scene) -> None:
    scene.do("ana", "declare-interests", **NO_CONNECTION)
    before = statements(scene)
    scene.play()
    assert statements(scene) == before <= 16


def test_before_declaring_no_section_is_shown(scene: Scene) -> None:
    scene.play(until="record-matter")
    hed, queries = (
        scene.people["hed"],
        [q for name, q in vars(sections).items() if name.startswith("case_") and callable(q)],
    )
    with scene.site.database.transaction(hed.person_id, write=False) as session:
        case = find_case(session, scene.reference, hed)
        views = [query(session, case, scene.reference, hed, scene.site.clock()) for query in queries]
    assert views == [None] * 15


def statements(scene: Scene) -> int:
    actor, database = scene.people["ana"], scene.site.database
    with database.transaction(actor.person_id, write=False) as session, count_statements(database.engine) as seen:
        case = find_case(session, scene.reference, actor)
        case_page(session, case, scene.reference, actor, scene.site.clock())
    return seen.count
