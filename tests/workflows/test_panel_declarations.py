"""What stands of everybody's declarations for one meeting of the panel."""

from datetime import date

import pytest

from tests.workflows.case_files import Build, moment
from workflows.model import Actor, Attempt, Kind, PersonRef, Role
from workflows.panel.entries import DeclareForMeeting
from workflows.panel.facts import has_declared, waiting
from workflows.registry import STEPS, WORKFLOWS

MINA = PersonRef("mina")
MINE, PREPARED = "declare-for-meeting", "prepare-pack"


def planned() -> Build:
    return Build().did("plan-meeting", by="ana", month="2026-03", meets_on=date(2026, 3, 24))


def said(build: Build, connected: bool, day: int, corrects: str | None = None) -> Build:
    whom = "A cousin." if connected else None
    return build.did(MINE, day, by=MINA, connected=connected, whom=whom, is_true=True, corrects=corrects)


def decided(build: Build, day: int, person: str = MINA) -> Build:
    return build.did("decide-panel-connection", day, by="hope", person=person, reasons="He is in no case.")


def stands(build: Build) -> tuple[bool, bool]:
    """Whether she may read, and whether a decision on what she said is needed."""
    return has_declared(build.file, MINA), MINA in waiting(build.file)


def test_nobody_has_declared_who_has_said_nothing() -> None:
    assert stands(decided(planned().did(PREPARED, 1), 2)) == (False, False)


def test_a_nil_answer_counts_at_once_and_outlasts_the_pack() -> None:
    build = said(planned(), connected=False, day=1)
    assert stands(build) == (True, False)
    assert stands(build.did(PREPARED, 2).did(PREPARED, 3)) == (True, False)


def test_a_connection_waits_for_a_decision_and_again_when_the_pack_is_prepared_again() -> None:
    build = said(planned().did(PREPARED, 1), connected=True, day=2)
    assert stands(build) == (False, True)
    assert stands(decided(build, 3, person="somebody else")) == (False, True)
    assert stands(decided(build, 4)) == (True, False)
    assert stands(build.did(PREPARED, 5)) == (False, True)


@pytest.mark.parametrize("corrects", [None, f"{MINE}.1"])
def test_whoever_says_something_else_later_starts_anew(corrects: str | None) -> None:
    """By declaring again, or by correcting what they said."""
    build = decided(said(planned().did(PREPARED, 1), connected=True, day=2), 3)
    assert stands(said(build, connected=True, day=4, corrects=corrects)) == (False, True)
    assert stands(said(build, connected=False, day=5, corrects=corrects)) == (False, True), (
        "nobody takes that back alone"
    )
    assert stands(decided(build, 6)) == (True, False)
    assert stands(said(build, connected=False, day=7, corrects=corrects)) == (True, False)


@pytest.mark.parametrize("trigger", ["release-pack", "decide-panel-connection"])
def test_what_waits_for_a_declaration(trigger: str) -> None:
    def missing(build: Build) -> bool:
        process = build.did(PREPARED, 9, by="ana").file.running("panel")[0]
        attempt = Attempt(build.file, process, Actor(MINA, frozenset({Role.HEAD_OF_PSD})), moment(10))
        return "PAN-7" in {r.id for r in WORKFLOWS["panel"].decide(STEPS[trigger], attempt).blocking}

    answers = (planned(), said(planned(), connected=True, day=1), said(planned(), connected=False, day=1))
    assert [missing(build) for build in answers] == [True, True, False]


def test_everything_else_goes_on_and_nobody_is_kept_from_declaring() -> None:
    waits = {step.trigger for step in WORKFLOWS["panel"].steps if _has_pan_7(step.trigger)}
    assert waits == {"release-pack", "decide-panel-connection"}
    assert STEPS[MINE].kind is Kind.EVENT
    assert {requirement.id for requirement in WORKFLOWS["panel"].requirements if MINE in requirement.before} == set()


def _has_pan_7(trigger: str) -> bool:
    return any(r.id == "PAN-7" and r.precedes(STEPS[trigger]) for r in WORKFLOWS["panel"].requirements)


def test_an_answer_that_is_missing_is_not_taken_for_a_contradiction() -> None:
    empty = DeclareForMeeting(connected=None, is_true=None)  # type: ignore[arg-type]
    assert list(empty.problems()) == []
