"""What counts as having worked on a case, and as a connection that came to light only then."""

from typing import Any

import pytest

from tests.workflows.case_files import Build
from workflows.clocks import deadlines
from workflows.independence.vocabulary import Connection, ConnectionDecision
from workflows.investigation.vocabulary import Severity
from workflows.model import PersonRef, Role
from workflows.registry import CLOCKS
from workflows.screening.late import found_late, left, may_review

IVY, MAX = PersonRef("ivy"), PersonRef("max")
SEVERE = {"subject": "sam", "severity": Severity.GROSS, "reasons": "Grave"}
FRIEND, COLLEAGUE = "subject:social", "subject:same-team"


def case() -> Build:
    return Build().reported(subject="sam", victim="vic").did("allocate-case", person="ivy", role=Role.INVESTIGATOR)


def at_work() -> Build:
    return case().declared("ivy").did("assess-severity", 1, by="ivy", **SEVERE)


def says(build: Build, day: int, *ties: str) -> Build:
    return build.did("declare-interests", day, by="ivy", known=ties, details="As I said", is_true=True)


def cleared(build: Build, day: int) -> Build:
    said: dict[str, Any] = {"person": "ivy", "decision": ConnectionDecision.CLEARED, "reasons": "Long ago"}
    return build.did("decide-connection", day, by="hope", **said)


LATE = {
    "declares anew": lambda build: says(build, 2, FRIEND),
    "answers the one question with yes": lambda build: build.did("declare-change", 2, by="ivy", connected=True),
    "acts at once and knows somebody": lambda build: build.did(
        "assess-severity", 2, by="ivy", urgent=True, knows=True, **SEVERE
    ),
}


@pytest.mark.parametrize("how", LATE)
def test_whoever_had_worked_and_says_so_later_has_left_late(how: str) -> None:
    build = LATE[how](at_work())
    (found,) = found_late(build.file)
    assert (found.person, found.fact, left(build.file)) == (IVY, build.facts[-1], {IVY})
    assert {due.clock for due in deadlines(build.file, CLOCKS)} >= {"LKS-C2", "LKS-C3"}
    assert (may_review(build.file, IVY, MAX), may_review(build.file, IVY, IVY)) == (True, False)


@pytest.mark.parametrize("how", LATE)
def test_whoever_had_done_nothing_leaves_nothing_to_review(how: str) -> None:
    build = LATE[how](case().declared("ivy"))
    assert (found_late(build.file), may_review(build.file, IVY, MAX)) == ((), False)
    assert not {due.clock for due in deadlines(build.file, CLOCKS)} & {"LKS-C2", "LKS-C3"}


def test_a_first_declaration_after_urgent_action_is_late() -> None:
    build = case().did("assess-severity", 1, by="ivy", urgent=True, **SEVERE)
    assert left(says(build, 2, FRIEND).file) == {IVY}


def test_what_comes_before_any_declaration_is_no_work() -> None:
    """Whoever takes a report down, gives work or looks for links can have said nothing yet."""
    build = Build().reported(subject="sam").did("allocate-case", by="ana", person="ivy", role=Role.INVESTIGATOR)
    build.did("screen-person", by="ana", person="ivy", role=Role.INVESTIGATOR)
    build.did("declare-interests", 1, by="ana", known=(FRIEND,), is_true=True)
    assert found_late(build.file) == ()


def test_the_work_of_others_is_not_theirs() -> None:
    build = case().declared("ivy").did("assess-severity", 1, by="max", **SEVERE)
    assert found_late(says(build, 2, FRIEND).file) == ()


def test_a_correction_that_owns_to_a_connection_is_late_by_its_own_moment() -> None:
    build = at_work()
    first = next(fact.event.key for fact in build.facts if fact.event.trigger == "declare-interests")
    build.did("declare-interests", 2, by="ivy", corrects=first, known=(FRIEND,), is_true=True)
    assert [found.at for found in found_late(build.file)] == [build.facts[-1].event.recorded_at]


def test_once_cleared_there_is_nothing_to_review() -> None:
    build = cleared(says(at_work(), 2, FRIEND), 3)
    assert left(build.file) == set()
    assert not {due.clock for due in deadlines(build.file, CLOCKS)} & {"LKS-C2", "LKS-C3"}


class TestDeclaredAgain:
    """A connection that was looked at stands in every later declaration: it comes to light once."""

    def known(self) -> Build:
        build = cleared(says(case(), 0, FRIEND), 1)
        return build.did("assess-severity", 2, by="ivy", **SEVERE)

    def test_the_same_is_not_found_again(self) -> None:
        assert found_late(says(self.known(), 92, FRIEND).file) == ()

    @pytest.mark.parametrize("more", [COLLEAGUE, "victim:social", "other"])
    def test_another_is(self, more: str) -> None:
        assert left(says(self.known(), 92, FRIEND, more).file) == {IVY}

    def test_what_is_told_in_words_alone_may_be_another(self) -> None:
        build = cleared(says(case(), 0, "other"), 1).did("assess-severity", 2, by="ivy", **SEVERE)
        assert left(says(build, 92, "other").file) == {IVY}

    def test_what_nobody_has_looked_at_is_not_known(self) -> None:
        build = says(at_work(), 2, FRIEND)
        assert len(found_late(says(build, 3, FRIEND).file)) == 2


def test_a_link_that_waits_is_waited_for_no_longer_once_its_person_has_left() -> None:
    build = at_work().did("screen-person", 2, person="ivy", role=Role.INVESTIGATOR)
    assert [due.ended for due in deadlines(build.file, CLOCKS) if due.clock == "LKS-C1"] == [""]
    build.did("report-connection", 3, person="ivy", connection=Connection.SOCIAL, found="A rota")
    assert [due.ended for due in deadlines(build.file, CLOCKS) if due.clock == "LKS-C1"] == ["They have left the case."]
