"""Referral: by when, what waits, what the IOPC decided, who was told."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.workflows.case_files import Build, moment
from tests.workflows.referral_files import NOT, record, refer
from workflows import citations as law
from workflows.calls_to_action.initial_response import IRA_4
from workflows.calls_to_action.measures import Period, Result
from workflows.casefile import CaseFile, ProcessFact
from workflows.clocks import deadlines
from workflows.handling.vocabulary import HandlingStatus, MatterKind
from workflows.model import Actor, Answer, Attempt, PersonRef, Requirement
from workflows.people.vocabulary import Part
from workflows.referral.clocks import CLOCKS, is_late
from workflows.referral.facts import is_decided, mode, necessary, not_told, waits_for_iopc
from workflows.referral.vocabulary import Criterion, Determination, Ground, Means, Mode
from workflows.registry import REQUIREMENTS
from workflows.terms import DEFAULTS

M1, M2, M4, VOLUNTARY = Criterion.M1, Criterion.M2, Criterion.M4, Criterion.VOLUNTARY
COMPLAINT, CONDUCT, DSI = MatterKind.COMPLAINT, MatterKind.CONDUCT, MatterKind.DSI


def days(file: CaseFile, clock: str) -> list[date]:
    return [due.last_day for due in deadlines(file, CLOCKS) if due.clock == clock]


class TestLimits:
    @pytest.mark.parametrize(
        ("clear", "last"),
        [
            (datetime(2026, 3, 2, 10, tzinfo=UTC), date(2026, 3, 3)),  # a Monday
            (datetime(2026, 3, 6, 16, tzinfo=UTC), date(2026, 3, 7)),  # Friday: Saturday counts
            (datetime(2026, 3, 7, 9, tzinfo=UTC), date(2026, 3, 8)),  # Saturday: Sunday counts
            (datetime(2026, 4, 2, 9, tzinfo=UTC), date(2026, 4, 3)),  # Good Friday counts
            (datetime(2026, 12, 24, 23, 59, tzinfo=UTC), date(2026, 12, 25)),  # Christmas Day counts
            (datetime(2026, 12, 31, 12, tzinfo=UTC), date(2027, 1, 1)),
            (datetime(2028, 2, 28, 12, tzinfo=UTC), date(2028, 2, 29)),  # a leap day is a day
            (datetime(2026, 3, 28, 12, tzinfo=UTC), date(2026, 3, 29)),  # the clocks go forward
            (datetime(2026, 10, 24, 12, tzinfo=UTC), date(2026, 10, 25)),  # the clocks go back
            (datetime(2026, 6, 1, 22, 59, tzinfo=UTC), date(2026, 6, 2)),  # a minute to midnight in London
            (datetime(2026, 6, 1, 23, 0, tzinfo=UTC), date(2026, 6, 3)),  # midnight in London: the next day
        ],
    )
    def test_the_end_of_the_next_day(self, clear: datetime, last: date) -> None:
        assert days(refer(Build().reported(), M2, clear=clear).file, "REF-C1") == [last]
        called = Build().reported().did("record-call-in", notified_at=clear, notice="It must be referred.")
        assert days(called.file, "REF-C2") == [last]

    @pytest.mark.parametrize(
        ("kind", "cited"),
        [
            (COMPLAINT, "a complaint: PCMR 2020 reg 4"),
            (CONDUCT, "a conduct matter: PCMR 2020 reg 7"),
            (DSI, "a death or serious injury matter: PCMR 2020 reg 9"),
            (None, "not recorded yet: PCMR 2020 regs 4, 7 and 9"),
        ],
    )
    def test_the_regulation_follows_from_the_kind(self, kind: MatterKind | None, cited: str) -> None:
        build = refer(Build().reported(), M2)
        (due,) = deadlines((record(build, kind) if kind else build).file, CLOCKS)
        assert due.explanation.startswith(f"It became clear that a criterion applies ({cited}):")

    def test_no_limit_runs_for_a_voluntary_referral(self) -> None:
        assert days(refer(Build().reported(), VOLUNTARY).file, "REF-C1") == []
        assert days(refer(Build().reported(), VOLUNTARY, M4).file, "REF-C1") == [date(2026, 3, 3)]

    def test_a_death_or_serious_injury_matter_needs_no_decision(self) -> None:
        build = record(Build().reported(), DSI, 2)
        assert days(build.file, "REF-C1") == [date(2026, 3, 5)]
        assert days(refer(build, M1, day=3, clear=moment(1)).file, "REF-C1") == [date(2026, 3, 4)]

    @pytest.mark.parametrize(
        ("trigger", "stated", "met", "ended"),
        [
            ("send-referral", {}, moment(5), ""),
            ("send-referral", {"sent_at": moment(1)}, moment(1), ""),
            (
                "record-iopc-initiative",
                {"notified_at": moment(5), "notice": "It takes it."},
                None,
                "The IOPC has treated the matter as referred.",
            ),
            (
                "record-determination",
                {"determination": Determination.LOCAL},
                None,
                "The IOPC decided before this was sent.",
            ),
            ("record-body-referral", {"referred_at": moment(5), "grounds": (Ground.GRAVITY,)}, None, ""),
        ],
    )
    def test_what_ends_the_duty(self, trigger: str, stated: dict[str, Any], met: Any, ended: str) -> None:
        build = refer(Build().reported(), M2).did(trigger, 5, **stated).did("send-referral", 9)
        (due,) = deadlines(build.file, CLOCKS)
        assert (due.met_at, due.ended) == (moment(9) if trigger == "record-body-referral" else met, ended)

    @pytest.mark.parametrize(("sent", "late"), [(moment(1, 13), False), (moment(1, 14), True), (moment(2), True)])
    def test_late_is_after_midnight(self, sent: datetime, late: bool) -> None:
        file = refer(Build().reported(), M2).file
        assert is_late(file, file.running("referral")[0], sent) is late

    def test_what_has_been_sent_is_late_no_more(self) -> None:
        file = refer(Build().reported(), M2).did("send-referral", 5).file
        assert is_late(file, file.running("referral")[0], moment(9)) is False


class TestWaiting:
    @pytest.mark.parametrize(
        ("build", "waits"),
        [
            (Build(), False),
            (refer(Build(), M2), True),
            (refer(Build(), VOLUNTARY), False),
            (refer(Build(), VOLUNTARY, M2), True),
            (refer(Build(), VOLUNTARY).did("send-referral", 1), True),
            (refer(Build(), M2).did("send-referral", 1), True),
            (Build().did("record-call-in", notified_at=moment(0), notice="Refer it."), True),
            (Build().did("record-iopc-initiative", notified_at=moment(0), notice="It takes it."), True),
            (Build().did("record-body-referral", referred_at=moment(0), grounds=(Ground.GRAVITY,)), True),
            (Build().did("decide-not-to-refer", **NOT), False),
        ],
    )
    def test_from_when(self, build: Build, waits: bool) -> None:
        assert waits_for_iopc(build.reported().file) is waits

    def test_until_the_iopc_decides_and_again_for_the_next_referral(self) -> None:
        build = refer(Build().reported(), M2).did("send-referral", 1)
        build.did("record-determination", 2, determination=Determination.RETURNED)
        assert (waits_for_iopc(build.file), is_decided(build.file)) == (False, True)
        refer(build, VOLUNTARY, day=3)
        assert (waits_for_iopc(build.file), is_decided(build.file)) == (False, False)
        assert waits_for_iopc(build.did("send-referral", 4).file) is True

    def test_a_voluntary_decision_beside_a_referral_that_was_sent(self) -> None:
        build = refer(refer(Build().reported(), M2).did("send-referral", 1), VOLUNTARY, day=2)
        assert waits_for_iopc(build.file) is True

    def test_a_force_may_let_a_voluntary_decision_hold_handling_back(self) -> None:
        (term,) = [term for term in DEFAULTS if term.key == "voluntary-referral-waits-from"]
        file = refer(Build().reported(), VOLUNTARY).file
        stricter = replace(file.terms, changes=(replace(term, value="the decision to refer"),))
        assert waits_for_iopc(replace(file, terms=stricter)) is True


class TestTheIopcsDecisions:
    def test_necessity_and_mode(self) -> None:
        build = Build().reported()
        assert (necessary(build.file), mode(build.file)) == (None, None)
        build.did("record-determination", 1, determination=Determination.RETURNED)
        assert (necessary(build.file), mode(build.file)) == (False, None)
        build.did("record-determination", 2, determination=Determination.DIRECTED, means=Means.LETTER)
        assert (necessary(build.file), mode(build.file)) == (True, Mode.DIRECTED)
        build.did("record-mode-change", 3, mode=Mode.LOCAL, received_at=moment(3))
        assert (necessary(build.file), mode(build.file)) == (True, Mode.LOCAL)
        build.did("record-determination", 4, determination=Determination.INDEPENDENT)
        assert mode(build.file) is Mode.INDEPENDENT

    def test_who_has_not_been_told(self) -> None:
        build = Build().reported(subject="dee", victim_name="Vera Lamb")
        build.did("add-party", part=Part.COMPLAINANT, name="Carol Brook")
        assert not_told(build.file) == ()
        build.did("tell-of-referral", 1, party="subject", told=Answer.YES).did("send-referral", 2)
        assert [p.ref for p in not_told(build.file)] == ["subject", "p1"]
        build.did("tell-of-referral", 3, party="subject", told=Answer.NO, why_not="He would destroy messages.")
        build.did("tell-of-referral", 3, party="p1", told=Answer.UNKNOWN)
        assert [p.ref for p in not_told(build.file)] == ["p1"]
        build.did("tell-of-referral", 4, party="p1", told=Answer.YES)
        assert not_told(build.file) == ()
        assert [p.ref for p in not_told(build.did("send-referral", 5).file)] == ["subject", "p1"]


class TestTheMeasure:
    """IRA-4 reads what starts a limit: a criterion, a notice from the IOPC, a death or serious injury."""

    @pytest.mark.parametrize(
        ("build", "result"),
        [
            (refer(Build(), VOLUNTARY), Result.MET),
            (Build().did("record-call-in", notified_at=moment(0), notice="Refer it."), Result.NOT_MET),
            (
                Build().did("record-call-in", notified_at=moment(0), notice="Refer it.").did("send-referral", 1),
                Result.MET,
            ),
            (record(Build(), DSI), Result.NOT_MET),
            (record(Build(), CONDUCT), Result.NOT_EVIDENCED),
        ],
    )
    def test_what_counts(self, build: Build, result: Result) -> None:
        period = Period(date(2026, 3, 1), date(2026, 3, 31), moment(30))
        assert [f.result for f in IRA_4.of(build.reported().file, period)] == [result]


def test_what_waits_for_the_iopc_and_nothing_else() -> None:
    """Settlement 3; an interview for misconduct has no step. Of a withdrawal the IOPC decides (reg 38(3))."""
    waits = {trigger for r in REQUIREMENTS.values() if r.cite == law.settlement(3) for trigger in r.before}
    handling = {"handle-outside-schedule-3", "handle-otherwise", "start-investigation"}
    assert waits == handling | {"submit-report", "decide-outcome", "confirm-outcomes", "close-case", "end-handling"}
    before, after = Build().reported(), refer(Build().reported(), Criterion.M2)
    asked = [r for r in REQUIREMENTS.values() if not r.reads]
    turned = {r.id for r in asked if met(r, before) and not met(r, after)}
    assert turned == {"HAN-3", "INV-7", "WDR-6"}


def met(requirement: Requirement, build: Build) -> bool:
    """Whether a requirement holds for somebody who does nothing but ask."""
    process = ProcessFact("handling", None, HandlingStatus.RECORDED)
    return requirement.met(Attempt(build.file, process, Actor(PersonRef("lee"), frozenset()), moment(40)))
