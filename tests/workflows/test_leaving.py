"""A subject leaves or dies: nothing ends by itself, and somebody decides whether the matter goes on."""

from datetime import date
from typing import Any

import pytest

from tests.workflows.case_files import Build
from workflows.clocks import deadlines
from workflows.duty_status.facts import continuation, continuation_undecided, leaving
from workflows.duty_status.vocabulary import Continuation, DutyStatus, FormerCondition, Leaving
from workflows.model import PersonRef
from workflows.registry import CLOCKS, STEPS

DEE = PersonRef("dee")


def left(build: Build, day: int = 5, on: date = date(2026, 3, 6), how: Leaving = Leaving.RESIGNED) -> Build:
    return build.did("record-leaving", day, about="dee", how=how, left_on=on)


def decided(build: Build, day: int = 8, continuation: Continuation = Continuation.GOES_ON) -> Build:
    said: dict[str, Any] = {"condition": FormerCondition.A, "others": "The victim", "reasons": "Serious"}
    return build.did("decide-continuation", day, about="dee", continuation=continuation, **said)


def test_leaving_waits_for_a_decision() -> None:
    build = Build().reported(subject="dee")
    assert not continuation_undecided(build.file)
    assert continuation_undecided(left(build).file)
    assert build.file.status("duty-status", DEE) is DutyStatus.LEFT
    assert not continuation_undecided(decided(build).file)
    assert continuation(build.file, DEE) is Continuation.GOES_ON


def test_a_death_after_leaving_is_decided_anew() -> None:
    build = left(decided(left(Build().reported(subject="dee"))), day=20, how=Leaving.DIED)
    assert continuation_undecided(build.file)
    assert continuation(decided(build, 21, Continuation.STOPS).file, DEE) is Continuation.STOPS


def test_whoever_serves_again_has_not_left() -> None:
    build = left(Build().reported(subject="dee"))
    build.did("record-return", 9, about="dee", returned_on=date(2026, 3, 9), details="Withdrew the notice")
    assert (leaving(build.file, DEE), continuation_undecided(build.file)) == (None, False)
    assert build.file.status("duty-status", DEE) is DutyStatus.UNDECIDED


def test_the_review_of_a_suspension_ends_with_the_service() -> None:
    build = Build().reported(subject="dee")
    build.did("choose-suspension-law", 0, about="dee", rule_set="RS-2020", reasons="Before the change")
    build.did("suspend-officer", 1, about="dee", redeployment="None", role_risk="High", reasons="Needed")
    assert [d.ended for d in deadlines(build.file, CLOCKS) if d.clock == "DUT-C2"] == [""]
    ended = [d.ended for d in deadlines(left(build).file, CLOCKS) if d.clock == "DUT-C2"]
    assert ended == ["The subject no longer serves."]


@pytest.mark.parametrize(
    ("left_on", "condition"),
    [
        (date(2026, 3, 2), "condition A"),
        (date(2026, 3, 1), "condition B"),
        (date(2025, 3, 3), "condition B"),
        (date(2025, 3, 2), "condition C"),
    ],
)
def test_the_days_point_to_a_condition(left_on: date, condition: str) -> None:
    """The matter came to attention on 2 March 2026."""
    build = left(Build().reported(subject="dee").posted("dee"), on=left_on)
    found = tuple(STEPS["decide-continuation"].suggests(build.file))
    assert [s.text for s in found] == [f"Dee: {condition}"]
