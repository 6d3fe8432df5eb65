"""The engine on a small workflow of its own: what it decides, moves, refuses and will not be built from."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

import pytest

from workflows import citations as law
from workflows.calendar import Calendar
from workflows.casefile import CaseFile, ProcessFact
from workflows.engine import BadWorkflow, Workflow
from workflows.model import (
    EVERY_STEP,
    Actor,
    Ask,
    Attempt,
    Entry,
    Kind,
    PersonRef,
    Refused,
    Requirement,
    Role,
    Status,
    Step,
    Tone,
    Urgency,
)
from workflows.terms import Terms


class Door(Status):
    SHUT = "shut", "Shut"
    OPEN = "open", "Open"
    GONE = "gone", "Gone", Tone.GREY, True


@dataclass(frozen=True, kw_only=True)
class Push(Entry):
    force: Annotated[int, Ask("How hard?")]


@dataclass(frozen=True, kw_only=True)
class Note(Entry):
    text: Annotated[str, Ask("What?")]


@dataclass
class Row:
    status: Door


def step(trigger: str = "push", **changes: object) -> Step:
    values = {
        "label": trigger,
        "done": trigger,
        "source": (Door.SHUT,),
        "dest": Door.OPEN,
        "by": frozenset({Role.INTAKE}),
        "entry": Push,
        "cites": (law.S_12_2,),
        "trigger": trigger,
    }
    return Step(**{**values, **changes})  # type: ignore[arg-type]


REMOVE = step("remove", source=(Door.OPEN,), dest=Door.GONE)
NOTE = step("note", source=tuple(Door), dest=None, entry=Note, kind=Kind.EVENT)


def requirement(id: str = "R-1", met: object = lambda _a: False, **changes: object) -> Requirement:
    values = {"id": id, "before": frozenset({"push"}), "unmet": "Not yet", "met": met, "cite": law.S_12_2}
    return Requirement(**{**values, **changes})  # type: ignore[arg-type]


def workflow(*requirements: Requirement, steps: tuple[Step, ...] = (step(), REMOVE, NOTE)) -> Workflow:
    return Workflow("door", "Door", statuses=Door, initial=Door.SHUT, steps=steps, requirements=requirements)


def attempt(entry: Entry | None = None, *roles: Role, status: Door = Door.SHUT) -> Attempt:
    file = CaseFile(Terms(Calendar(frozenset())), (), (), ())
    actor = Actor(PersonRef("A"), frozenset(roles or (Role.INTAKE,)))
    return Attempt(file, ProcessFact("door", None, status), actor, datetime(2026, 3, 2, tzinfo=UTC), entry)


def test_a_step_moves_the_row_it_is_lent() -> None:
    row = Row(Door.SHUT)
    workflow().fire(row, "push", attempt(Push(force=1)))
    assert row.status is Door.OPEN


def test_a_refusal_names_all_that_is_missing_and_moves_nothing() -> None:
    row = Row(Door.SHUT)
    with pytest.raises(Refused) as refused:
        workflow(requirement("R-1"), requirement("R-2")).fire(row, "push", attempt(Push(force=1)))
    assert (refused.value.missing, row.status) == (("R-1", "R-2"), Door.SHUT)


def test_somebody_without_the_role_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        workflow().fire(Row(Door.SHUT), "push", attempt(Push(force=1), Role.PANEL_CHAIR))
    assert refused.value.decision is not None
    assert not refused.value.decision.right_role


def test_a_step_from_elsewhere_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        workflow().fire(Row(Door.SHUT), "remove", attempt(Push(force=1)))
    assert refused.value.decision is None


def test_an_unknown_step_is_refused() -> None:
    with pytest.raises(Refused):
        workflow().fire(Row(Door.SHUT), "fly", attempt(Push(force=1)))


def test_an_entry_of_another_step_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(TypeError):
        workflow().fire(Row(Door.SHUT), "push", attempt(Note(text="x")))


def test_an_event_is_recorded_with_flags_and_never_refused() -> None:
    row = Row(Door.GONE)
    decision = workflow(requirement(before=frozenset({"note"}))).fire(row, "note", attempt(Note(text="x")))
    assert ([r.id for r in decision.flags], row.status) == (["R-1"], Door.GONE)


def test_urgent_action_waits_only_for_what_may_not_follow() -> None:
    urgent = step(urgent=True)
    rules = (requirement("R-1", may_follow=True), requirement("R-2"))
    door = workflow(*rules, steps=(urgent, REMOVE, NOTE))
    urgency = Urgency("Somebody is in danger", knows_anyone=False)
    decision = door.decide(urgent, attempt(Push(force=1)), urgency)
    assert ([r.id for r in decision.blocking], [r.id for r in decision.flags]) == (["R-2"], ["R-1"])


def test_urgency_changes_nothing_for_a_step_that_is_not_urgent() -> None:
    decision = workflow(requirement(may_follow=True)).decide(
        step(), attempt(Push(force=1)), Urgency("I am in a hurry", knows_anyone=False)
    )
    assert [r.id for r in decision.blocking] == ["R-1"]


def test_what_reads_the_entry_is_asked_only_once_there_is_one() -> None:
    door = workflow(requirement(met=lambda a: a.entry.force > 5, reads="force"))
    asked = [door.decide(step(), attempt(entry)).allowed for entry in (None, Push(force=1), Push(force=9))]
    assert asked == [True, False, True]


def test_a_requirement_for_every_step_spares_those_before_declaring() -> None:
    rule = requirement(before=EVERY_STEP)
    assert [rule.precedes(s) for s in (step(), step(before_declaring=True))] == [True, False]


def test_each_requirement_is_asked_once_for_all_choices() -> None:
    asked: list[str] = []
    rule = requirement(before=EVERY_STEP, met=lambda a: bool(asked.append(a.process.workflow)))
    found = workflow(rule).choices(attempt(status=Door.OPEN))
    assert [[r.id for r in d.blocking + d.flags] for d in found] == [["R-1"], ["R-1"]]
    assert len(asked) == 1


def test_one_that_reads_the_step_is_asked_of_each_by_itself() -> None:
    rule = requirement(before=EVERY_STEP, met=lambda a: a.step.trigger != "note", reads_step=True)
    found = workflow(rule).choices(attempt(status=Door.OPEN))
    assert {d.step.trigger: [r.id for r in d.blocking + d.flags] for d in found} == {"remove": [], "note": ["R-1"]}
    with pytest.raises(Refused):
        workflow(requirement(met=lambda a: a.step is None, reads_step=True)).fire(
            Row(Door.SHUT), "push", attempt(Push(force=1))
        )


def test_choices_are_the_steps_out_of_the_status() -> None:
    found = workflow().choices(attempt(status=Door.OPEN))
    assert [d.step.trigger for d in found] == ["remove", "note"]


def test_a_correction_moves_nothing_and_flags_what_is_unmet() -> None:
    row = Row(Door.OPEN)
    decision = workflow(requirement()).correct(row, "push", attempt(Push(force=1), status=Door.OPEN))
    assert ([r.id for r in decision.flags], row.status) == (["R-1"], Door.OPEN)


def test_a_correction_needs_the_role() -> None:
    with pytest.raises(Refused):
        workflow().correct(Row(Door.OPEN), "push", attempt(Push(force=1), Role.PANEL_CHAIR))


@pytest.mark.parametrize(
    "build",
    [
        lambda: workflow(steps=(step(), step(), REMOVE, NOTE)),
        lambda: workflow(steps=(REMOVE, NOTE)),
        lambda: workflow(steps=(step(), NOTE)),
        lambda: workflow(requirement(before=frozenset({"fly"}))),
        lambda: workflow(requirement(), requirement()),
    ],
    ids=["same trigger twice", "no way in", "no way out", "unknown trigger", "same id twice"],
)
def test_tables_that_contradict_themselves_fail_on_import(build: object) -> None:
    with pytest.raises(BadWorkflow):
        build()  # type: ignore[operator]


def test_there_is_no_way_past_the_table() -> None:
    machine = workflow()._machine
    assert sorted(machine.events) == ["note", "push", "remove"]
