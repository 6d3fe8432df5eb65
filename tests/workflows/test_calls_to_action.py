"""Each measure, with a file for each result that it can give; which cases are asked; and the word for a row."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import pytest

from tests.workflows.case_files import TESTED, Build, moment
from tests.workflows.measuring import (
    MET,
    NOT_APPLICABLE,
    NOT_EVIDENCED,
    NOT_MET,
    NOT_YET_DUE,
    RECORD,
    found,
    period,
    results,
)
from workflows.allegations.vocabulary import Category
from workflows.calls_to_action.checklist import MEASURES, of_case, of_meetings
from workflows.calls_to_action.measures import Finding, Period, Result, Tally, Word
from workflows.calls_to_action.themes import Theme
from workflows.casefile import CaseFile, Service
from workflows.duty_status.vocabulary import ArrestedFor, Restriction
from workflows.handling.vocabulary import ClosureCode
from workflows.model import Answer
from workflows.oversight.vocabulary import Channel
from workflows.panel.vocabulary import Cause, Seat
from workflows.people.vocabulary import Part
from workflows.referral.vocabulary import Criterion
from workflows.rulesets import RuleSet

UPDATE = {"channel": Channel.EMAIL, "text": "The work goes on"}
APPOINTED = {"officer": "sue", "reasons": "Outside the investigation"}
REFER = {"criteria": (Criterion.M2,), "became_clear_at": moment(0), "reasons": "A broken arm"}
PLAN = {"month": "2026-03", "meets_on": date(2026, 3, 20)}
DECIDED = {"restrictions": (Restriction.SYSTEMS,), "role_risk": "Works alone", "review_on": date(2026, 5, 1)}
ARREST = {"arrested_at": moment(0), "arrested_for": ArrestedFor.LISTED, "offence": "Assault"}
LAW = {"rule_set": RuleSet.RS_2026S, "reasons": "The conduct went on"}
CLOSED = {"code": ClosureCode.NO_CASE, "reasons": "No case to answer"}
HELD = {"held_on": date(2026, 3, 20), "recommendations": "Ask again"}
ALLEGATION = {
    "category": Category.DISCREDITABLE,
    "summary": "A push",
    "domestic_abuse": Answer.YES,
    "misuse_of_position": Answer.NOT_ASKED,
    "conduct_from": date(2026, 1, 1),
}


def test_every_theme_has_two_measures_at_least_in_the_order_of_the_themes() -> None:
    themes = [measure.theme for measure in MEASURES.values()]
    assert themes == sorted(themes, key=list(Theme).index)
    assert min(Counter(themes).values()) >= 2
    assert set(themes) == set(Theme)
    assert all(id == m.id and id.startswith(m.theme.value) for id, m in MEASURES.items())


def test_every_measure_says_in_a_sentence_what_it_does_not_show() -> None:
    said = [measure.does_not_show for measure in MEASURES.values()]
    assert [text for text in said if not (text[0].isupper() and text.endswith(".") and len(text) > 40)] == []
    assert len(set(said)) == len(said)


class TestRecorded:
    @pytest.mark.parametrize(
        ("build", "result"),
        [
            (Build().reported().did("record-matter", **RECORD), MET),
            (Build().reported().did("handle-outside-schedule-3", reasons="Minor"), NOT_MET),
            (Build().reported().did("handle-outside-schedule-3", reasons="Minor").did("record-matter", **RECORD), MET),
            (Build().reported(), NOT_EVIDENCED),
            (Build().reported(Answer.NOT_ASKED).did("record-matter", **RECORD), NOT_EVIDENCED),
        ],
    )
    def test_recording_decides(self, build: Build, result: Result) -> None:
        assert results("IRR-1", build, period()) == [("The case", result)]


class TestOfficerForPoliceVictims:
    @pytest.mark.parametrize(
        ("build", "known", "result"),
        [
            (Build().reported(victim="vic").posted("vic").did("appoint-oversight-officer", 9, **APPOINTED), 30, MET),
            (Build().reported(victim="vic").posted("vic"), 1, NOT_YET_DUE),
            (Build().reported(victim="vic").posted("vic"), 2, NOT_MET),
            (Build().reported(victim="vic").posted("vic", Service.OUTSIDE), 30, NOT_APPLICABLE),
            (Build().reported(victim_name="Vera Lamb"), 30, NOT_EVIDENCED),
        ],
    )
    def test_appointment_decides(self, build: Build, known: int, result: Result) -> None:
        assert results("PVS-2", build, period(known)) == [("Victim 1", result)]

    def test_a_case_without_a_victim_on_file_is_not_evidenced(self) -> None:
        assert results("PVS-2", Build().reported(), period()) == [("The victim", NOT_EVIDENCED)]

    def test_each_victim_counts(self) -> None:
        build = Build().reported(victim="vic").posted("vic").posted("val", Service.OUTSIDE)
        build.did("add-party", part=Part.VICTIM, person="val")
        assert results("PVS-2", build, period()) == [("Victim 1", NOT_MET), ("Victim 2", NOT_APPLICABLE)]


class TestReferral:
    @pytest.mark.parametrize(
        ("build", "known", "result"),
        [
            (Build().did("decide-not-to-refer", mandatory="None applies", voluntary="Not grave"), 30, MET),
            (Build().did("decide-not-to-refer", mandatory="None applies", voluntary=" "), 30, NOT_EVIDENCED),
            (Build(), 30, NOT_EVIDENCED),
            (Build().did("decide-to-refer", **REFER), 1, NOT_YET_DUE),
            (Build().did("decide-to-refer", **REFER), 2, NOT_MET),
            (Build().did("decide-to-refer", **REFER).did("send-referral", 1), 30, MET),
            (Build().did("decide-to-refer", **REFER).did("send-referral", 2), 30, NOT_MET),
        ],
    )
    def test_reasons_and_time_decide(self, build: Build, known: int, result: Result) -> None:
        assert results("IRA-4", build.reported(), period(known)) == [("The case", result)]

    def test_the_worst_of_several_referrals_counts(self) -> None:
        build = Build().reported().did("decide-to-refer", **REFER).did("send-referral", 5)
        build.did("decide-to-refer", 6, **REFER | {"became_clear_at": moment(6)}).did("send-referral", 6)
        assert results("IRA-4", build, period()) == [("The case", NOT_MET)]


class TestDeclared:
    @pytest.mark.parametrize(
        ("build", "known", "result"),
        [
            (Build().declared("lee").did("record-matter", **RECORD), 30, MET),
            (Build().did("record-matter", **RECORD), 30, NOT_MET),
            (Build().did("record-matter", **RECORD).declared("lee", hours=1), 30, NOT_MET),
            (Build().did("record-matter", urgent=True, **RECORD).declared("lee", day=1), 30, MET),
            (Build().did("record-matter", urgent=True, **RECORD).declared("lee", day=2), 30, NOT_MET),
            (Build().did("record-matter", urgent=True, **RECORD), 1, NOT_YET_DUE),
            (Build().did("record-matter", urgent=True, **RECORD), 2, NOT_MET),
        ],
    )
    def test_the_declaration_comes_first(self, build: Build, known: int, result: Result) -> None:
        """The report comes last here: it is not an act that waits for a declaration."""
        assert results("III-1", build.reported(), period(known)) == [("Person 1", result)]

    def test_everybody_who_acted_counts_once_in_the_order_of_acting(self) -> None:
        build = Build().reported().declared("ivy").did("record-matter", **RECORD).declared("lee", 1)
        build.did("submit-report", 2, by="ivy", summary="All read").did("start-investigation", 3, reasons="Grave")
        assert results("III-1", build, period()) == [("Person 1", NOT_MET), ("Person 2", MET)]

    def test_the_reason_says_what_was_done_and_names_nobody(self) -> None:
        build = Build().reported().did("record-matter", **RECORD)
        reason = "Acted on 2 March 2026 before declaring: Record under Schedule 3"
        assert found("III-1", build, period()) == [Finding("Person 1", NOT_MET, reason)]


class TestWrittenUpdates:
    def build(self) -> Build:
        """The first update is due on day 28, 30 March 2026."""
        return Build().reported(victim="vic").did("record-matter", **RECORD)

    @pytest.mark.parametrize(("sent", "result"), [(28, MET), (29, NOT_MET)])
    def test_the_last_day_is_in_time_and_the_next_is_not(self, sent: int, result: Result) -> None:
        build = self.build().did("send-update", sent, **UPDATE)
        assert results("CVS-1", build, period(60))[0] == ("Written update 1", result)

    @pytest.mark.parametrize(("known", "result"), [(28, NOT_YET_DUE), (29, NOT_MET)])
    def test_what_is_not_sent_is_late_from_the_day_after(self, known: int, result: Result) -> None:
        assert results("CVS-1", self.build(), period(known)) == [("Written update 1", result)]

    def test_each_update_is_counted_in_the_one_period_in_which_it_is_due(self) -> None:
        build = self.build().did("send-update", 20, **UPDATE)
        april, may = ((date(2026, month, 1), date(2026, month, 30)) for month in (4, 5))
        assert results("CVS-1", build, period(90)) == [("Written update 1", MET), ("Written update 2", NOT_YET_DUE)]
        assert results("CVS-1", build, period(90, *april)) == [("Written update 2", NOT_MET)]
        assert results("CVS-1", build, period(90, *may)) == []


class TestPanel:
    def held(self, *seats: Seat) -> Build:
        return Build().did("plan-meeting", **PLAN).did("record-meeting", 18, **HELD, attended=seats)

    def results(self, files: Sequence[CaseFile], of: Period) -> list[tuple[str, Result]]:
        return [(finding.unit, finding.result) for _, finding in of_meetings(files, of)]

    def test_a_meeting_with_a_specialist_meets_it_and_one_without_does_not(self) -> None:
        with_one, without = self.held(Seat.CHAIR, Seat.SPECIALIST), self.held(Seat.CHAIR)
        assert self.results([with_one.file], period()) == [("March 2026", MET)]
        assert self.results([without.file], period()) == [("March 2026", NOT_MET)]
        assert self.results([without.file, with_one.file], period()) == [("March 2026", MET)]

    @pytest.mark.parametrize(("known", "result"), [(18, NOT_YET_DUE), (19, NOT_EVIDENCED)])
    def test_a_planned_meeting_is_not_a_meeting(self, known: int, result: Result) -> None:
        planned = Build().did("plan-meeting", **PLAN).file
        assert self.results([planned], period(known)) == [("March 2026", result)]

    @pytest.mark.parametrize(("known", "result"), [(29, NOT_YET_DUE), (30, NOT_MET)])
    def test_a_month_without_a_meeting_lacks_one_once_it_is_over(self, known: int, result: Result) -> None:
        assert self.results([], period(known)) == [("March 2026", result)]

    @pytest.mark.parametrize(("known", "result"), [(29, NOT_YET_DUE), (30, NOT_MET)])
    def test_a_month_whose_meeting_was_cancelled_is_a_month_without_one(self, known: int, result: Result) -> None:
        """29 is 31 March 2026, the last day of the month."""
        cancelled = self.cancelled().file
        reason = "The meeting planned for 20 March 2026 was cancelled"
        assert list(of_meetings([cancelled], period(known))) == [("QAP-4", Finding("March 2026", result, reason))]
        assert self.results([cancelled, self.held(Seat.SPECIALIST).file], period(known)) == [("March 2026", MET)]

    def test_a_cancelled_meeting_makes_nothing_better_of_one_whose_end_is_not_on_file(self) -> None:
        planned = Build().did("plan-meeting", **PLAN).file
        assert self.results([self.cancelled().file, planned], period(25)) == [("March 2026", NOT_EVIDENCED)]

    def test_as_known_before_it_was_cancelled_it_was_planned(self) -> None:
        before = period(16)
        known = self.cancelled().file.as_known(before.known_at)
        assert self.results([known], before) == [("March 2026", NOT_YET_DUE)]

    def test_a_moved_meeting_counts_in_the_month_that_it_is_for_now(self) -> None:
        april = {"month": "2026-04", "meets_on": date(2026, 4, 21), "reasons": "The wrong month."}
        moved = Build().did("plan-meeting", **PLAN).did("move-meeting", 3, **april).file
        both = period(40, date(2026, 3, 1), date(2026, 4, 30))
        found = [finding for _, finding in of_meetings([moved], both)]
        assert found == [
            Finding("March 2026", NOT_MET, "The meeting planned for this month was moved to another"),
            Finding("April 2026", NOT_YET_DUE, "Planned for 21 April 2026"),
        ]

    def cancelled(self) -> Build:
        return Build().did("plan-meeting", **PLAN).did("cancel-meeting", 17, cause=Cause.CHAIR)

    def test_every_month_that_the_period_touches_is_asked_for(self) -> None:
        quarter = period(200, date(2025, 12, 31), date(2026, 2, 1))
        months = [("December 2025", NOT_MET), ("January 2026", NOT_MET), ("February 2026", NOT_MET)]
        assert self.results([self.held(Seat.SPECIALIST).file], quarter) == months


class TestRoleRisk:
    def build(self) -> Build:
        return Build().reported(subject="dee").posted("dee")

    def test_a_decision_meets_it_and_no_decision_is_not_evidenced(self) -> None:
        decided = self.build().did("restrict-duties", 9, about="dee", **DECIDED)
        assert results("MGR-2", decided, period()) == [("Subject 1", MET)]
        assert results("MGR-2", self.build(), period()) == [("Subject 1", NOT_EVIDENCED)]

    @pytest.mark.parametrize(("known", "result"), [(3, NOT_YET_DUE), (4, NOT_MET)])
    def test_where_the_law_sets_three_working_days_they_decide(self, known: int, result: Result) -> None:
        build = self.build().did("record-arrest", about="dee", **ARREST)
        build.did("choose-suspension-law", about="dee", **LAW)
        assert results("MGR-2", build, period(known)) == [("Subject 1", result)]

    def test_it_does_not_apply_to_nobody_or_to_somebody_who_has_left(self) -> None:
        left = Build().reported(subject="dee").posted("dee", Service.FORMER)
        assert results("MGR-2", left, period()) == [("Subject 1", NOT_APPLICABLE)]
        assert results("MGR-2", Build().reported(), period()) == [("The subject", NOT_APPLICABLE)]


class TestTraining:
    @pytest.mark.parametrize(
        ("until", "result"), [(date(2026, 3, 3), MET), (date(2026, 3, 2), NOT_MET), (None, NOT_EVIDENCED)]
    )
    def test_training_is_current_up_to_its_last_day(self, until: date | None, result: Result) -> None:
        build = Build().reported().posted("ivy", trained_until=until, day=1)
        build.did("appoint-investigator", 1, investigator="ivy", reasons="Free", **TESTED).posted("ivy", day=9)
        assert results("TRD-1", build, period()) == [("Investigator 1", result)]

    def test_officers_and_successors_count_and_only_in_their_period(self) -> None:
        build = Build().reported().posted("ivy", trained_until=date(2027, 1, 1))
        build.did("appoint-investigator", 1, investigator="ivy", reasons="Free", **TESTED)
        build.did("appoint-oversight-officer", 2, officer="sue", reasons="Outside")
        build.did("replace-investigator", 40, investigator="ivy", reasons="Back", work_reviewed="Read again", **TESTED)
        march = [("Investigator 1", MET), ("Senior oversight officer 1", NOT_EVIDENCED)]
        assert results("TRD-1", build, period(60)) == march
        assert results("TRD-1", build, period(60, date(2026, 4, 1), date(2026, 4, 30))) == [("Investigator 2", MET)]


class TestScope:
    def test_a_case_that_is_not_abuse_by_police_is_not_asked(self) -> None:
        assert list(of_case(Build().reported(Answer.NO).file, period())) == []

    def test_a_case_that_nobody_has_answered_about_is_counted_once(self) -> None:
        reason = "Whether it is domestic abuse by police is not answered"
        wanted = [("IRR-1", Finding("The case", NOT_EVIDENCED, reason))]
        assert list(of_case(Build().reported(Answer.UNKNOWN).file, period())) == wanted

    def test_an_allegation_brings_a_case_into_scope(self) -> None:
        build = Build().reported(Answer.NO).did("add-allegation", **ALLEGATION)
        assert results("IRR-1", build, period()) == [("The case", NOT_EVIDENCED)]

    @pytest.mark.parametrize(
        ("starts", "ends", "asked"),
        [
            (date(2026, 2, 1), date(2026, 3, 1), False),
            (date(2026, 2, 1), date(2026, 3, 2), True),
            (date(2026, 4, 1), date(2026, 4, 30), True),
            (date(2026, 4, 2), date(2026, 4, 30), False),
        ],
    )
    def test_a_case_is_asked_from_its_report_to_its_closure(self, starts: date, ends: date, asked: bool) -> None:
        build = Build().reported().did("close-case", 30, **CLOSED)
        assert bool(list(of_case(build.file, period(90, starts, ends)))) is asked


class TestWords:
    @pytest.mark.parametrize(
        ("found", "due", "word"),
        [
            ([MET, MET, NOT_YET_DUE, NOT_APPLICABLE], 2, Word.MET),
            ([MET, NOT_MET], 2, Word.PARTLY),
            ([MET, NOT_EVIDENCED], 2, Word.PARTLY),
            ([NOT_MET, NOT_EVIDENCED], 2, Word.NOT_MET),
            ([NOT_EVIDENCED], 1, Word.NOT_EVIDENCED),
            ([NOT_YET_DUE], 0, Word.NOT_APPLICABLE),
            ([], 0, Word.NOT_APPLICABLE),
        ],
    )
    def test_a_row_has_the_word_that_the_settlement_gives_it(self, found: list[Result], due: int, word: Word) -> None:
        tally = Tally(Counter(found))
        assert (tally.due, tally.word) == (due, word)

    def test_a_count_without_a_target_is_neither_met_nor_not(self) -> None:
        assert [Tally(Counter(found), target=False).word for found in ([MET, NOT_MET], [NOT_MET], [NOT_YET_DUE])] == [
            Word.COUNTED,
            Word.COUNTED,
            Word.NOT_APPLICABLE,
        ]
        assert [MEASURES["IRR-2"].said(result) for result in (MET, NOT_MET, NOT_EVIDENCED)] == [
            "Yes",
            "No",
            "Not evidenced",
        ]

    def test_what_does_not_apply_says_why(self) -> None:
        why = [Tally(Counter(found)).why_not_applicable for found in ([NOT_YET_DUE], [NOT_APPLICABLE], [], [MET])]
        nothing = "There was nothing to count in the period"
        assert why == ["Nothing was due by the cut-off", "It applies to nothing in the period", nothing, ""]


def test_an_appointment_at_midnight_in_london_belongs_to_the_new_day() -> None:
    """11pm on 30 June in UTC is the first moment of 1 July in London."""
    build = Build().reported().did("appoint-oversight-officer", 120, 13, officer="sue", reasons="Outside")
    june, july = (date(2026, 6, 1), date(2026, 6, 30)), (date(2026, 7, 1), date(2026, 7, 31))
    assert results("TRD-1", build, period(150, *june)) == []
    assert results("TRD-1", build, period(150, *july)) == [("Senior oversight officer 1", NOT_EVIDENCED)]
