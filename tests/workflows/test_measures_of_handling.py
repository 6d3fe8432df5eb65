"""Recording, police victims and the first response: each measure with a file for each result that it can give."""

from datetime import date

import pytest

from tests.workflows.case_files import Build, moment
from tests.workflows.measuring import (
    MARCH,
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
from workflows.allegations.vocabulary import Category, Source
from workflows.calls_to_action.measures import Finding, Result
from workflows.casefile import Service
from workflows.duty_status.vocabulary import ArrestedFor, Restriction
from workflows.handling.vocabulary import Otherwise
from workflows.investigation.vocabulary import Severity
from workflows.model import Answer, PartyRef
from workflows.oversight.vocabulary import Channel, Reached
from workflows.people.vocabulary import AgeBand, Ethnicity, Part, Sex, SubjectKind
from workflows.rulesets import RuleSet

SUBJECT, VICTIM = PartyRef("subject"), PartyRef("victim")
OTHERWISE = {"means": (Otherwise.APOLOGY,), "indication": Answer.NO, "reasons": "Minor"}
ALLEGATION = {
    "category": Category.DISCREDITABLE,
    "summary": "A push",
    "domestic_abuse": Answer.YES,
    "conduct_from": date(2026, 1, 1),
}
CALL = {"channel": Channel.TELEPHONE, "reached": Reached.SPOKE, "summary": "Well"}
APPOINTED = {"officer": "sue", "reasons": "Outside"}
SEARCHED = {"person": SUBJECT, "nothing_in": (Source.PSD,)}
WHOLE = {"age": AgeBand.FROM_35, "sex": Sex.FEMALE, "ethnicity": Ethnicity.DECLINED, "disability": Answer.NO}
RISK = {"role_risk": "Works alone", "review_on": date(2026, 5, 1)}
SUSPENDED = {"redeployment": "None does", "role_risk": "Works alone", "reasons": "Grave"}


def case(**people: object) -> Build:
    return Build().reported(**people)


class TestInvestigated:
    @pytest.mark.parametrize(
        ("build", "result"),
        [
            (case().did("start-investigation", 2, reasons="Grave"), MET),
            (case().did("handle-otherwise", 2, **OTHERWISE), NOT_MET),
            (case().did("handle-outside-schedule-3", 2, reasons="Minor"), NOT_MET),
            (case().did("confirm-not-recording", 2, reasons="A repeat"), NOT_MET),
            (case(), NOT_EVIDENCED),
        ],
    )
    def test_whether_reports_led_to_an_investigation_is_counted(self, build: Build, result: Result) -> None:
        assert results("IRR-2", build, period()) == [("The case", result)]


class TestHistory:
    @pytest.mark.parametrize(
        ("build", "result"),
        [
            (case(subject="dee").did("search-history", 1, **SEARCHED), MET),
            (case(subject="dee").did("search-history", 1, **SEARCHED).did("start-investigation", 2, reasons="G"), MET),
            (
                case(subject="dee").did("start-investigation", 2, reasons="G").did("search-history", 3, **SEARCHED),
                NOT_MET,
            ),
            (case(subject="dee").did("start-investigation", 2, reasons="Grave"), NOT_EVIDENCED),
            (case(subject="dee"), NOT_YET_DUE),
        ],
    )
    def test_the_search_comes_before_the_decision(self, build: Build, result: Result) -> None:
        assert results("IRR-7", build, period()) == [("Subject 1", result)]

    def test_a_source_that_could_not_be_searched_is_no_search(self) -> None:
        build = case(subject="dee").did("search-history", 1, person=SUBJECT, not_searched=(Source.PND,), what="No line")
        build.did("start-investigation", 2, reasons="Grave")
        assert results("IRR-7", build, period()) == [("Subject 1", NOT_EVIDENCED)]

    def test_it_does_not_apply_while_no_subject_is_identified(self) -> None:
        build = case().did("add-party", part=Part.SUBJECT, description="Tall")
        assert results("IRR-7", build, period()) == [("The subject", NOT_APPLICABLE)]


class TestMisuse:
    @pytest.mark.parametrize(
        ("said", "result"),
        [(Answer.NO, MET), (Answer.YES, NOT_MET), (Answer.UNKNOWN, NOT_EVIDENCED), (Answer.NOT_ASKED, NOT_EVIDENCED)],
    )
    def test_the_answer_decides_and_a_yes_needs_its_own_allegation(self, said: Answer, result: Result) -> None:
        build = case().did("add-allegation", misuse_of_position=said, **ALLEGATION)
        assert results("IRR-9", build, period()) == [("Allegation 1", result)]

    def test_a_yes_with_its_own_allegation_is_met(self) -> None:
        build = case().did("add-allegation", misuse_of_position=Answer.YES, **ALLEGATION)
        own = {**ALLEGATION, "category": Category.DISCLOSURE, "misuse_of_position": Answer.YES}
        assert results("IRR-9", build.did("add-allegation", **own), period()) == [
            ("Allegation 1", MET),
            ("Allegation 2", MET),
        ]

    def test_without_an_allegation_it_is_due_once_the_matter_is_recorded(self) -> None:
        assert results("IRR-9", case(), period()) == [("The allegations", NOT_YET_DUE)]
        recorded = case().did("record-matter", **RECORD)
        assert results("IRR-9", recorded, period()) == [("The allegations", NOT_EVIDENCED)]


class TestCharacteristics:
    def said(self, **answers: object) -> list[Finding]:
        build = case(victim="vic")
        return found("IRR-10", build.did("describe-person", party=VICTIM, **answers) if answers else build, period())

    def test_answered_or_declined_completes(self) -> None:
        assert self.said(**WHOLE) == [Finding("Victim 1", MET, "3 answers, 1 declined")]

    def test_blank_not_asked_and_not_known_are_kept_apart(self) -> None:
        why = "0 answers, 0 declined; blank: age, sex, ethnic group and disability"
        assert self.said() == [Finding("Victim 1", NOT_EVIDENCED, why)]
        mixed = {"age": AgeBand.NOT_ASKED, "sex": Sex.UNKNOWN, "disability": Answer.DECLINED}
        why = "0 answers, 1 declined; blank: ethnic group; not asked: age; not known: sex"
        assert self.said(**mixed) == [Finding("Victim 1", NOT_EVIDENCED, why)]


class TestKnownAsPolice:
    @pytest.mark.parametrize(
        ("build", "result"),
        [
            (case(victim="vic").posted("vic"), MET),
            (case(victim="vic").posted("vic", Service.OUTSIDE), MET),
            (case(victim_name="Vera Lamb"), NOT_EVIDENCED),
            (
                case(victim_name="Vera Lamb").did("state-involvement", party=VICTIM, served_as=SubjectKind.OUTSIDE),
                MET,
            ),
        ],
    )
    def test_the_register_or_a_statement_tells(self, build: Build, result: Result) -> None:
        assert results("PVS-1", build, period()) == [("Victim 1", result)]

    def test_without_a_victim_on_file_it_is_not_evidenced(self) -> None:
        assert results("PVS-1", case(), period()) == [("The victim", NOT_EVIDENCED)]


class TestKeptApart:
    def build(self) -> Build:
        return case(subject="dee", victim="vic").posted("dee").posted("vic")

    @pytest.mark.parametrize(
        ("trigger", "stated", "result"),
        [
            ("suspend-officer", SUSPENDED, MET),
            ("restrict-duties", {"restrictions": (Restriction.SYSTEMS, Restriction.POSTING), **RISK}, MET),
            ("restrict-duties", {"restrictions": (Restriction.CONTACT,), **RISK}, MET),
            ("restrict-duties", {"restrictions": (Restriction.SYSTEMS,), **RISK}, NOT_MET),
            ("leave-unrestricted", {"reasons": "No risk seen", **RISK}, NOT_MET),
        ],
    )
    def test_the_latest_decision_decides(self, trigger: str, stated: dict[str, object], result: Result) -> None:
        build = self.build().did(trigger, 3, about="dee", **stated)
        assert results("PVS-6", build, period()) == [("Subject 1", result)]

    def test_an_earlier_decision_is_replaced(self) -> None:
        build = self.build().did("suspend-officer", 1, about="dee", **SUSPENDED)
        build.did("leave-unrestricted", 9, about="dee", reasons="Over", **RISK)
        assert results("PVS-6", build, period()) == [("Subject 1", NOT_MET)]

    def test_no_decision_is_not_evidenced_and_no_police_victim_not_applicable(self) -> None:
        assert results("PVS-6", self.build(), period()) == [("Subject 1", NOT_EVIDENCED)]
        outside = case(subject="dee", victim_name="Vera Lamb").posted("dee")
        assert results("PVS-6", outside, period()) == [("The case", NOT_APPLICABLE)]


class TestFirstContact:
    def test_appointment_and_contact_are_each_due(self) -> None:
        build = case(victim="vic").did("appoint-oversight-officer", 1, **APPOINTED)
        build.did("log-contact", 3, contacted_at=moment(3), **CALL)
        first, second = ("Appointment of an officer 1", MET), ("First contact 1", MET)
        assert results("IRA-1", build, period()) == [first, second]

    def test_late_is_not_met(self) -> None:
        build = case(victim="vic").did("appoint-oversight-officer", 2, **APPOINTED)
        build.did("log-contact", 7, contacted_at=moment(7), **CALL)
        first, second = ("Appointment of an officer 1", NOT_MET), ("First contact 1", NOT_MET)
        assert results("IRA-1", build, period()) == [first, second]

    @pytest.mark.parametrize(("known", "result"), [(1, NOT_YET_DUE), (2, NOT_MET)])
    def test_it_is_due_once_its_last_day_is_over(self, known: int, result: Result) -> None:
        assert results("IRA-1", case(victim="vic"), period(known)) == [("Appointment of an officer 1", result)]

    def test_without_a_victim_on_file_it_is_not_evidenced(self) -> None:
        assert results("IRA-1", case(), period()) == [("Appointment of an officer 1", NOT_EVIDENCED)]

    def test_each_counts_in_the_period_of_its_last_day(self) -> None:
        build = case(victim="vic").did("appoint-oversight-officer", 1, **APPOINTED)
        assert results("IRA-1", build, period(60, date(2026, 4, 1), date(2026, 4, 30))) == []

    def test_a_case_that_ended_before_the_last_day_owes_nothing_and_after_it_stays_late(self) -> None:
        closed = {"code": "C_NFA", "reasons": "Over"}
        early, late = (case(victim="vic").did("close-case", day, **closed) for day in (0, 4))
        assert results("IRA-1", early, period()) == [("Appointment of an officer 1", NOT_APPLICABLE)]
        assert results("IRA-1", late, period()) == [("Appointment of an officer 1", NOT_MET)]


class TestSeverity:
    def build(self) -> Build:
        return case(subject="dee").did("start-investigation", 2, reasons="Grave")

    def test_an_assessment_meets_it(self) -> None:
        build = self.build().did("assess-severity", 3, subject="dee", severity=Severity.GROSS, reasons="Violence")
        assert results("IRA-5", build, period()) == [("Subject 1", MET)]

    def test_it_is_due_before_outcomes(self) -> None:
        assert results("IRA-5", self.build(), period()) == [("Subject 1", NOT_YET_DUE)]
        decided = self.build().did("confirm-outcomes", 20, learning="Ask sooner")
        assert results("IRA-5", decided, period()) == [("Subject 1", NOT_EVIDENCED)]

    def test_it_is_asked_only_where_there_is_an_investigation(self) -> None:
        assert results("IRA-5", case(subject="dee"), period()) == []


class TestDutyDecision:
    def build(self) -> Build:
        arrest = {"arrested_at": moment(0), "arrested_for": ArrestedFor.LISTED, "offence": "Assault"}
        build = case(subject="dee").posted("dee").did("record-arrest", about="dee", **arrest)
        return build.did("choose-suspension-law", about="dee", rule_set=RuleSet.RS_2026S, reasons="It went on")

    @pytest.mark.parametrize(("day", "result"), [(3, MET), (4, NOT_MET)])
    def test_three_working_days(self, day: int, result: Result) -> None:
        build = self.build().did("suspend-officer", day, about="dee", **SUSPENDED)
        assert results("IRA-6", build, period()) == [("Subject 1", result)]

    @pytest.mark.parametrize(("known", "result"), [(3, NOT_YET_DUE), (4, NOT_MET)])
    def test_undecided(self, known: int, result: Result) -> None:
        assert results("IRA-6", self.build(), period(known)) == [("Subject 1", result)]

    def test_a_subject_who_left_first_needs_none(self) -> None:
        build = self.build().did("record-leaving", 1, about="dee", how="resigned", left_on=MARCH[0])
        assert results("IRA-6", build, period()) == [("Subject 1", NOT_APPLICABLE)]

    def test_without_the_law_of_2026_nothing_is_due(self) -> None:
        assert results("IRA-6", case(subject="dee").posted("dee"), period()) == []


class TestChildren:
    @pytest.mark.parametrize(
        ("stated", "result"),
        [
            ({"children": Answer.NO}, MET),
            ({"children": Answer.YES, "safeguarding": Answer.YES}, MET),
            ({"children": Answer.YES, "safeguarding": Answer.NO}, NOT_MET),
            ({"children": Answer.YES}, NOT_EVIDENCED),
            ({"children": Answer.NOT_ASKED}, NOT_EVIDENCED),
            (None, NOT_EVIDENCED),
        ],
    )
    def test_children_are_asked_about_and_referred(self, stated: dict[str, Answer] | None, result: Result) -> None:
        build = case(victim="vic")
        if stated:
            build.did("record-relationship", party=VICTIM, **stated)
        assert results("IRA-10", build, period()) == [("Victim 1", result)]
