"""Everybody who acts declares: by role, what waits for it, and what never does."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.workflows.case_files import TESTED, Build, moment
from workflows.casefile import ProcessFact
from workflows.handling.vocabulary import TakenTo, WhyOutside
from workflows.independence.cover import gaps, left_open
from workflows.independence.declarations import moved_since, not_asked_about
from workflows.independence.requirements import DECLARATION
from workflows.independence.vocabulary import Connection, ConnectionDecision, Covers
from workflows.independence.work import SINGLE, further_roles
from workflows.model import LENT_ROLES, Actor, Attempt, Decision, Kind, PartyRef, PersonRef, Role, Step, Urgency
from workflows.people.vocabulary import Part
from workflows.registry import STEPS, WORKFLOW_OF

WHO = PersonRef("who")
OF_THE_PANEL = frozenset({Role.PANEL_CHAIR, Role.PANEL_MEMBER})
NO_CASE = frozenset({Role.ADMINISTRATOR, Role.GATEKEEPER})
"""Who sees no case, and takes no decision on one."""

ONLY_ASKS = "ask-for-identity"
"""A request, which somebody else answers."""

DECIDES = sorted(frozenset(Role) - LENT_ROLES - OF_THE_PANEL - NO_CASE - {Role.DUTY_INSPECTOR, Role.DEPUTY})
"""A deputy outside the chain takes a case over, and decides in another role."""


def of_a_case() -> list[Step]:
    """Every step that the declaration stands before."""
    return [s for s in STEPS.values() if DECLARATION[0] in WORKFLOW_OF[s.trigger].requirements]


def judged(step: Step, role: Role, build: Build, day: int = 0, urgency: Urgency | None = None) -> Decision:
    """The engine's answer to somebody in one role, on a day of the case."""
    workflow = WORKFLOW_OF[step.trigger]
    process = ProcessFact(workflow.name, None, step.source[0])
    attempt = Attempt(build.file, process, Actor(WHO, frozenset({role})), moment(day) + timedelta(hours=1))
    return workflow.decide(step, attempt, urgency)


def about_declaring(decision: Decision) -> set[str]:
    return {r.id for r in decision.blocking if r in DECLARATION}


def case() -> Build:
    return Build().reported(subject="dee", victim="vic")


@pytest.mark.parametrize("role", DECIDES)
def test_a_decision_by_each_role_waits_for_the_declaration(role: Role) -> None:
    mine = [s for s in of_a_case() if role in s.by and s.kind is Kind.DECISION and not s.before_declaring]
    assert mine
    never, late = case(), case().declared("who")
    asked = case().declared("who").did("add-party", 1, part=Part.WITNESS, name="Wyn Witness")
    moved = case().declared("who").moved("who", date(2026, 3, 3))
    further = case().declared("who").did("allocate-case", 1, person="who", role=Role.INTAKE)
    assert {frozenset(about_declaring(judged(s, role, never))) for s in mine} == {frozenset({"IND-1"})}
    assert {frozenset(about_declaring(judged(s, role, late, day=90))) for s in mine} == {frozenset()}
    assert {frozenset(about_declaring(judged(s, role, late, day=91))) for s in mine} == {frozenset({"IND-14"})}
    assert {frozenset(about_declaring(judged(s, role, asked, day=2))) for s in mine} == {frozenset({"IND-15"})}
    assert {frozenset(about_declaring(judged(s, role, moved, day=1))) for s in mine} == {frozenset({"IND-15"})}
    assert {frozenset(about_declaring(judged(s, role, further, day=1))) for s in mine} == {frozenset({"IND-20"})}


@pytest.mark.parametrize("role", [*DECIDES, Role.DUTY_INSPECTOR, Role.DEPUTY])
def test_recording_and_urgent_action_by_each_role_wait_for_no_declaration(role: Role) -> None:
    mine = [s for s in of_a_case() if role in s.by]
    events = [s for s in mine if s.kind is Kind.EVENT]
    urgent = [s for s in mine if s.urgent]
    hurry = Urgency("It could not wait.", knows_anyone=False)
    late = case().declared("who").did("add-party", 1, part=Part.WITNESS, name="Wyn Witness")
    moved = case().declared("who").moved("who", date(2026, 3, 3))
    for build, day in ((case(), 0), (late, 200), (moved, 1)):
        assert [s.trigger for s in events if judged(s, role, build, day).blocking] == []
        assert [s.trigger for s in urgent if about_declaring(judged(s, role, build, day, hurry))] == []
    assert events or role is Role.CHIEF_OFFICER


@pytest.mark.parametrize("role", sorted(OF_THE_PANEL | NO_CASE))
def test_who_is_left_decides_nothing_on_a_case(role: Role) -> None:
    """A member of the panel steps out of an item of a meeting; nobody else here sees a case."""
    mine = [s for s in of_a_case() if role in s.by]
    assert {s.trigger for s in mine if s.kind is Kind.DECISION and not s.before_declaring} == set()


def test_a_duty_inspector_only_records_or_acts_at_once() -> None:
    mine = [s for s in of_a_case() if Role.DUTY_INSPECTOR in s.by and not s.before_declaring]
    assert [s.trigger for s in mine if s.kind is Kind.DECISION and not s.urgent] == [ONLY_ASKS]


class TestWhoWasAdded:
    def test_a_correction_that_puts_somebody_else_in_a_place_is_asked_about(self) -> None:
        build = case().declared("who").reported(subject="sam", victim="vic", corrects="report-matter.1", day=3)
        assert [p.person for p in not_asked_about(build.file, WHO, moment(9))] == ["sam"]

    def test_somebody_who_gets_a_second_part_is_nobody_new(self) -> None:
        build = case().declared("who").did("add-party", 1, part=Part.COMPLAINANT, person="vic")
        assert not_asked_about(build.file, WHO, moment(9)) == ()

    def test_who_is_not_identified_is_asked_about_once_there_is_a_name(self) -> None:
        seen = {"part": Part.WITNESS, "description": "Tall."}
        build = case().declared("who").did("add-party", 1, **seen)
        assert not_asked_about(build.file, WHO, moment(9)) == ()
        build.did("add-party", 2, corrects="add-party.1", part=Part.WITNESS, name="Wyn Witness")
        assert [p.name for p in not_asked_about(build.file, WHO, moment(9))] == ["Wyn Witness"]


class TestWhoHasMoved:
    """A post that begins after the declaration asks about everybody again, from its first day and once it is known."""

    def asked(self, build: Build, at: datetime) -> set[str | None]:
        return {p.person for p in not_asked_about(build.file, WHO, at)}

    def test_from_the_day_on_or_from_when_the_register_knows_it(self) -> None:
        build = case().declared("who").moved("who", date(2026, 3, 10), day=3).moved("who", date(2026, 3, 20), day=30)
        midnight = datetime(2026, 3, 10, tzinfo=UTC)
        assert self.asked(build, midnight - timedelta(seconds=1)) == set()
        assert (self.asked(build, midnight), moved_since(build.file, WHO, midnight)) == (
            {"dee", "vic"},
            date(2026, 3, 10),
        )
        build.did("declare-change", 12, by="who", connected=False)
        assert (self.asked(build, moment(29)), self.asked(build, moment(30))) == (set(), {"dee", "vic"})
        assert not_asked_about(build.file.as_known(moment(29)), WHO, moment(40)) == ()

    def test_a_post_that_had_begun_by_the_declaration_asks_nothing(self) -> None:
        build = case().declared("who").moved("who", date(2026, 3, 2), day=5).moved("eve", date(2026, 3, 4), day=5)
        assert self.asked(build, moment(9)) == set()

    def test_somebody_who_is_added_later_is_the_only_one_asked_about_then(self) -> None:
        build = (
            case()
            .declared("who")
            .moved("who", date(2026, 3, 4), day=1)
            .did("declare-change", 3, by="who", connected=False)
        )
        build.did("add-party", 4, part=Part.WITNESS, name="Wyn Witness")
        assert [p.name for p in not_asked_about(build.file, WHO, moment(9))] == ["Wyn Witness"]
        assert moved_since(build.file, WHO, moment(9)) is None

    def test_whom_the_form_did_not_show_is_asked_about_still(self) -> None:
        """The form was opened before the move, about one who was added."""
        build = case().declared("who").did("add-party", 1, part=Part.WITNESS, person="wyn")
        build.moved("who", date(2026, 3, 4), day=1)
        build.did("declare-change", 3, by="who", connected=False, asked=(PartyRef("p1"),))
        assert self.asked(build, moment(9)) == {"dee", "vic"}


class TestInWhichRole:
    """A declaration is made in the roles of that moment, or in those that the page has shown."""

    def given(self, *roles: Role) -> Build:
        build = case()
        for role in roles:
            build.did("allocate-case", person="who", role=role)
        return build

    def test_another_role_is_declared_in_as_well(self) -> None:
        build = self.given(Role.APPROPRIATE_AUTHORITY).declared("who", 1)
        assert further_roles(build.file, WHO) == set()
        build.did("appoint-investigator", 2, investigator="who", reasons="Why.", **TESTED)
        assert further_roles(build.file, WHO) == {Role.INVESTIGATOR}
        assert further_roles(build.declared("who", 3).file, WHO) == set()

    def test_a_role_that_the_form_did_not_show_yet_is_not_declared_in(self) -> None:
        build = self.given(Role.INTAKE, Role.APPROPRIATE_AUTHORITY)
        build.did("declare-interests", 1, by="who", known=("none",), is_true=True, roles=(Role.INTAKE,))
        assert further_roles(build.file, WHO) == {Role.APPROPRIATE_AUTHORITY}

    def test_a_role_that_somebody_else_has_taken_over_is_not_asked_about(self) -> None:
        build = self.given(Role.INTAKE).declared("who", 1)
        build.did("appoint-oversight-officer", 2, officer="who", reasons="Why.")
        build.did("appoint-oversight-officer", 3, officer="sue", reasons="Why.")
        assert further_roles(build.file, WHO) == set()


class TestInTheRoleHeld:
    """Somebody decides in a role that they hold, and were never given on the case."""

    def first(self, trigger: str, build: Build, *held: Role, day: int = 2) -> set[str]:
        step = STEPS[trigger]
        process = ProcessFact(WORKFLOW_OF[trigger].name, None, step.source[0])
        attempt = Attempt(build.file, process, Actor(WHO, frozenset(held)), moment(day))
        return about_declaring(WORKFLOW_OF[trigger].decide(step, attempt))

    def intake(self, *roles: Role) -> Build:
        build = case().did("allocate-case", person="who", role=Role.INTAKE)
        return build.did("declare-interests", 1, by="who", known=("none",), is_true=True, roles=roles)

    @pytest.mark.parametrize("declared", [(), (Role.INTAKE,)])
    def test_they_declare_in_it_first(self, declared: tuple[Role, ...]) -> None:
        build, both = self.intake(*declared), (Role.INTAKE, Role.APPROPRIATE_AUTHORITY)
        assert self.first("decide-independence", build, *both) == {"IND-21"}
        assert self.first("decide-independence", self.intake(*both), *both) == set()

    def test_a_decision_of_either_role_is_taken_in_the_one_declared(self) -> None:
        both = (Role.INTAKE, Role.APPROPRIATE_AUTHORITY)
        assert self.first("propose-repeat", self.intake(), *both) == set()
        assert self.first("propose-repeat", self.intake(), Role.APPROPRIATE_AUTHORITY) == {"IND-21"}

    def test_a_role_that_was_given_since_is_named_once(self) -> None:
        build = self.intake().did("allocate-case", 2, person="who", role=Role.APPROPRIATE_AUTHORITY)
        assert self.first("decide-independence", build, Role.INTAKE, Role.APPROPRIATE_AUTHORITY, day=3) == {"IND-20"}

    def test_whoever_was_given_no_work_has_declared_in_every_role(self) -> None:
        assert self.first("decide-independence", case().declared("who", 1), Role.APPROPRIATE_AUTHORITY) == set()

    def test_a_deputy_decides_in_the_other_roles_of_the_account(self) -> None:
        taken = {"why": WhyOutside.SEALED, "handled_by": TakenTo.DEPUTY, "reasons": "r"}
        build = case().did("take-over-case", by="who", **taken).declared("who", 1)
        assert self.first("decide-independence", build, Role.DEPUTY, Role.APPROPRIATE_AUTHORITY) == set()

    def test_what_is_for_whoever_is_appointed_says_that_alone(self) -> None:
        step = STEPS["assess-severity"]
        process = ProcessFact("investigation", None, step.source[0])
        attempt = Attempt(self.intake().file, process, Actor(WHO, frozenset({Role.INVESTIGATOR})), moment(2))
        missing = {r.id for r in WORKFLOW_OF["assess-severity"].decide(step, attempt).blocking}
        assert "INV-6" in missing
        assert "IND-21" not in missing

    @pytest.mark.parametrize("trigger", sorted(s.trigger for s in of_a_case() if s.by <= SINGLE))
    def test_every_such_step_says_so(self, trigger: str) -> None:
        named = {r.id for r in WORKFLOW_OF[trigger].requirements if trigger in r.before}
        assert named & {"INV-6", "OVR-2"}

    @pytest.mark.parametrize("trigger", ["record-matter", "decide-to-refer"])
    def test_urgent_action_does_not_wait_for_it(self, trigger: str) -> None:
        step = STEPS[trigger]
        process = ProcessFact(WORKFLOW_OF[trigger].name, None, step.source[0])
        build = case().did("appoint-oversight-officer", officer="who", reasons="r").declared("who", 1)
        attempt = Attempt(build.file, process, Actor(WHO, frozenset({Role.APPROPRIATE_AUTHORITY})), moment(2))
        hurry = WORKFLOW_OF[trigger].decide(step, attempt, Urgency("It could not wait.", knows_anyone=False))
        assert about_declaring(hurry) == set()
        assert {r.id for r in hurry.flags} >= {"IND-21"}


class TestCover:
    def officer(self) -> Build:
        return case().did("appoint-oversight-officer", 0, officer="sue", reasons="Why.")

    def test_a_gap_opens_with_a_yes_and_closes_with_the_next_officer(self) -> None:
        build = self.officer().did("declare-change", 1, by="sue", connected=True)
        (gap,) = gaps(build.file)
        assert (gap.covers, gap.person, gap.named_at, gap.let_in) == (Covers.CONTACT, "sue", None, False)
        build.did("appoint-oversight-officer", 2, officer="tom", reasons="Why.")
        assert [g.named_at for g in gaps(build.file)] == [build.file.facts[-1].event.recorded_at]

    def test_cover_that_is_named_in_the_same_act_leaves_no_gap(self) -> None:
        out = {"person": "sue", "decision": ConnectionDecision.EXCLUDED, "reasons": "Why."}
        build = self.officer().did("decide-connection", 1, cover="tom", covers=Covers.CONTACT, **out)
        assert [g.named_at for g in gaps(build.file)] == [build.file.facts[-1].event.recorded_at]
        assert (left_open(build.file, ["sue"]), left_open(build.file, ["tom"])) == (set(), {Covers.CONTACT})

    def test_an_officer_who_becomes_a_witness_leaves_one_as_well(self) -> None:
        build = self.officer().did("add-party", 1, part=Part.WITNESS, person="sue")
        assert [(g.person, g.named_at, g.let_in) for g in gaps(build.file)] == [("sue", None, False)]

    def test_somebody_who_is_let_in_again_needs_no_cover(self) -> None:
        build = self.officer().did("report-connection", 1, person="sue", connection=Connection.SOCIAL, found="So.")
        build.did("decide-connection", 2, person="sue", decision=ConnectionDecision.CLEARED, reasons="Why.")
        assert [(g.named_at, g.let_in) for g in gaps(build.file)] == [(None, True)]
