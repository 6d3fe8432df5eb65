"""Independence, support, quality, risk and training: each measure with a file for each result that it can give."""

from datetime import date

import pytest

from tests.workflows.case_files import STEPS_START, TESTED, Build, moment
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
from workflows.calls_to_action.measures import Result
from workflows.duty_status.vocabulary import Continuation, FormerCondition, Leaving
from workflows.handling.vocabulary import ClosureCode, Otherwise
from workflows.independence.vocabulary import Body, ChallengeAnswer, Connection, ConnectionDecision
from workflows.informing.vocabulary import HarmGround, Interest, Notice
from workflows.investigation.vocabulary import Severity
from workflows.model import AllegationRef, Answer, PartyRef
from workflows.oversight.vocabulary import Channel, Reached
from workflows.people.vocabulary import Part, Want
from workflows.rulesets import RuleSet
from workflows.withdrawal.vocabulary import Consequence

VICTIM = PartyRef("victim")
INDEPENDENT = {
    "handled_by": Body.OWN,
    "unconnected": Answer.YES,
    "unconnected_reasons": "Postings were looked at",
    "trust": Answer.YES,
    "trust_reasons": "She said so",
    "victim_asked": Answer.DECLINED,
    "reasons": "Nobody here knows them",
    "review_on": date(2026, 5, 1),
}
INVESTIGATES = {"investigator": "ivy", "reasons": "Free", **TESTED}
ANSWER = {
    "party": VICTIM,
    "answer": ChallengeAnswer.STANDS,
    "channel": Channel.POST,
    "safe": Answer.YES,
    "text": "We have looked again",
}
OTHERWISE = {"means": (Otherwise.APOLOGY,), "indication": Answer.NO, "reasons": "Minor"}
CLEARED = {"person": "ivy", "decision": ConnectionDecision.CLEARED, "reasons": "Long ago"}
SEVERE = {"subject": "sam", "severity": Severity.GROSS, "reasons": "Grave"}
LINK = {"person": "ivy", "connection": Connection.SAME_TEAM, "found": "A rota"}
PLAN = {"channels": (Channel.EMAIL,), "avoid": (Channel.TEXT,), "email": "a@example.org", "every_days": 14}
CLOSED = {"code": ClosureCode.NO_CASE, "reasons": "No case to answer"}
OUTCOME = {"channel": Channel.EMAIL, "text": "The outcome is", "allegations": (AllegationRef("1"),)}
ON_WITHDRAWAL = {
    "considered": "She was seen alone",
    "evidence_led": "Messages",
    "under_review": Answer.NO,
    "consequence": Consequence.CONDUCT,
    "reasons": "Public interest",
}
LEFT = {"how": Leaving.RESIGNED, "left_on": date(2026, 3, 9)}
SUSPENDED = {"redeployment": "None does", "role_risk": "Works alone", "reasons": "Grave"}


def case(**people: object) -> Build:
    return Build().reported(**people)


class TestIndependenceFirst:
    @pytest.mark.parametrize(
        ("build", "result"),
        [
            (case().did("decide-independence", 1, **INDEPENDENT).did("appoint-investigator", 2, **INVESTIGATES), MET),
            (
                case().did("appoint-investigator", 1, **INVESTIGATES).did("decide-independence", 2, **INDEPENDENT),
                NOT_MET,
            ),
            (case().did("appoint-investigator", 1, **INVESTIGATES), NOT_EVIDENCED),
            (case().did("start-investigation", 1, reasons="Grave"), NOT_YET_DUE),
            (case().did("decide-independence", 1, **INDEPENDENT), NOT_YET_DUE),
            (case().did("handle-otherwise", 1, **OTHERWISE), NOT_APPLICABLE),
        ],
    )
    def test_it_is_decided_before_an_investigation(self, build: Build, result: Result) -> None:
        assert results("III-5", build, period()) == [("The case", result)]

    @pytest.mark.parametrize(
        ("asked", "result"),
        [
            (Answer.YES, MET),
            (Answer.DECLINED, MET),
            (Answer.NO, NOT_MET),
            (Answer.NOT_ASKED, NOT_EVIDENCED),
            (Answer.UNKNOWN, NOT_EVIDENCED),
        ],
    )
    def test_the_victim_is_asked(self, asked: Answer, result: Result) -> None:
        build = case().did("decide-independence", 1, **INDEPENDENT | {"victim_asked": asked})
        assert results("III-12", build, period()) == [("The case", result)]

    def test_the_victim_may_still_be_asked(self) -> None:
        assert results("III-12", case(), period()) == [("The case", NOT_YET_DUE)]


class TestChallenges:
    @pytest.mark.parametrize(("day", "result"), [(14, MET), (15, NOT_MET)])
    def test_each_is_answered_within_ten_working_days(self, day: int, result: Result) -> None:
        build = case().did("challenge-independence", party=VICTIM, made_at=moment(0), said="They are friends")
        build.did("answer-challenge", day, **ANSWER)
        assert results("III-10", build, period()) == [("Challenge 1", result)]

    def test_one_that_is_open_in_time_waits(self) -> None:
        build = case().did("challenge-independence", party=VICTIM, made_at=moment(0), said="They are friends")
        assert results("III-10", build, period(5)) == [("Challenge 1", NOT_YET_DUE)]
        assert results("III-10", build, period(20)) == [("Challenge 1", NOT_MET)]


class TestConnectionsFound:
    def test_each_is_decided_on_afterwards(self) -> None:
        earlier = case().did("decide-connection", 1, **CLEARED).did("report-connection", 2, **LINK)
        assert results("III-7", earlier, period()) == [("Connection 1", NOT_EVIDENCED)]
        assert results("III-7", earlier.did("decide-connection", 3, **CLEARED), period()) == [("Connection 1", MET)]

    def test_each_counts_in_the_period_in_which_it_was_found(self) -> None:
        build = case().did("report-connection", 2, **LINK)
        assert results("III-7", build, period(60, date(2026, 4, 1), date(2026, 4, 30))) == []

    def test_one_that_is_declared_after_some_work_counts_as_well(self) -> None:
        build = case().declared("ivy").did("declare-change", 1, by="ivy", connected=True)
        assert results("III-7", build, period()) == []
        build = case().declared("ivy").did("assess-severity", 1, by="ivy", **SEVERE)
        build.did("declare-change", 2, by="ivy", connected=True)
        assert results("III-7", build, period()) == [("Connection 1", NOT_EVIDENCED)]
        assert results("III-7", build.did("decide-connection", 3, **CLEARED), period()) == [("Connection 1", MET)]


class TestWithheldUpdates:
    def test_what_is_withheld_in_time_does_not_count_against_it(self) -> None:
        build = case(victim="vic").did("record-matter", **RECORD)
        build.status["informing", None] = STEPS_START["informing"]
        stated = {"ground": HarmGround.ADVERSE_EFFECT, "reasons": "He reads her mail", "review_on": date(2026, 4, 9)}
        build.did("withhold-notice", 20, party=VICTIM, what=Notice.UPDATE, **stated)
        assert results("CVS-1", build, period(60)) == [("Written update 1", NOT_APPLICABLE)]

    def test_others_entitled_count_too(self) -> None:
        build = case(victim="vic").did("add-party", part=Part.WITNESS, name="Ann Lamb").did("record-matter", **RECORD)
        stated = {"interest": Interest.RELATIVE, "consents": Answer.YES, "reasons": "Her mother"}
        build.did("accept-interested-person", party=PartyRef("p1"), **stated)
        build.did("send-update", 20, channel=Channel.EMAIL, text="It goes on")
        assert results("CVS-1", build, period(31)) == [
            ("Written update 1", MET),
            ("Written update 2", NOT_YET_DUE),
            ("Update to others entitled 1", NOT_MET),
        ]

    def test_without_a_victim_on_file_an_update_is_not_evidenced(self) -> None:
        assert results("CVS-1", case().did("record-matter", **RECORD), period(60)) == [
            ("Written update 1", NOT_EVIDENCED)
        ]


class TestSafeWays:
    def contact(self, channel: Channel, build: Build) -> list[tuple[str, Result]]:
        stated = {"reached": Reached.SPOKE, "summary": "Well", "contacted_at": moment(5)}
        return results("CVS-3", build.did("log-contact", 5, channel=channel, **stated), period())

    @pytest.mark.parametrize(
        ("channel", "result"), [(Channel.EMAIL, MET), (Channel.TEXT, NOT_MET), (Channel.TELEPHONE, NOT_MET)]
    )
    def test_only_a_way_that_was_named_is_safe(self, channel: Channel, result: Result) -> None:
        build = case(victim="vic").did("agree-contact", 1, **PLAN)
        assert self.contact(channel, build) == [("Contact 1", result)]

    def test_the_reason_tells_a_way_never_to_be_used_from_one_not_named(self) -> None:
        build = case(victim="vic").did("agree-contact", 1, **PLAN)
        self.contact(Channel.TEXT, build)
        self.contact(Channel.TELEPHONE, build)
        assert [finding.reason for finding in found("CVS-3", build, period())] == [
            "Text message on 7 March 2026: the victim had asked us never to use this way",
            "Telephone call on 7 March 2026: not among the ways that the victim had named as safe",
        ]

    @pytest.mark.parametrize(
        ("given", "channel", "result"),
        [
            ("victim_telephone", Channel.TELEPHONE, MET),
            ("victim_telephone", Channel.EMAIL, NOT_EVIDENCED),
            ("victim_telephone", Channel.TEXT, NOT_EVIDENCED),
            ("victim_email", Channel.EMAIL, MET),
            ("victim_address", Channel.POST, MET),
        ],
    )
    def test_before_anything_is_agreed_what_was_given_as_safe_counts(
        self, given: str, channel: Channel, result: Result
    ) -> None:
        assert self.contact(channel, case(victim="vic", **{given: "(kept)"})) == [("Contact 1", result)]

    def test_a_later_plan_does_not_judge_an_earlier_contact(self) -> None:
        build = case(victim="vic", victim_telephone="(kept)").did("agree-contact", 9, **PLAN)
        assert self.contact(Channel.TELEPHONE, build) == [("Contact 1", MET)]

    @pytest.mark.parametrize(("flags", "result"), [((), MET), (("OVR-6",), NOT_MET)])
    def test_a_way_never_to_be_used_is_not_safe_even_within_the_minute_of_the_agreement(
        self, flags: tuple[str, ...], result: Result
    ) -> None:
        """When a contact was made is given to the minute: one after the agreement can seem to lie before it."""
        build = case(victim="vic", victim_telephone="(kept)")
        build.did("agree-contact", 1, hours=0.01, **PLAN | {"avoid": (Channel.TELEPHONE,)})
        stated = {"channel": Channel.TELEPHONE, "reached": Reached.SPOKE, "summary": "Well", "contacted_at": moment(1)}
        build.did("log-contact", 1, hours=0.02, flags=flags, **stated)
        assert results("CVS-3", build, period()) == [("Contact 1", result)]

    def test_updates_and_outcomes_are_contacts(self) -> None:
        build = case(victim="vic").did("agree-contact", 1, **PLAN)
        build.did("send-update", 2, channel=Channel.POST, text="It goes on").did("tell-outcome", 3, **OUTCOME)
        assert results("CVS-3", build, period()) == [("Contact 1", NOT_MET), ("Contact 2", MET)]


class TestOutcomesTold:
    def build(self) -> Build:
        """The last day is 16 March 2026."""
        return case(victim="vic").did("record-matter", **RECORD).did("confirm-outcomes", 7, learning="Ask sooner")

    @pytest.mark.parametrize(("day", "result"), [(14, MET), (15, NOT_MET)])
    def test_five_working_days(self, day: int, result: Result) -> None:
        build = self.build().did("tell-outcome", day, **OUTCOME)
        assert results("CVS-7", build, period()) == [("Outcome 1", result)]

    @pytest.mark.parametrize(("known", "result"), [(14, NOT_YET_DUE), (15, NOT_MET)])
    def test_untold(self, known: int, result: Result) -> None:
        assert results("CVS-7", self.build(), period(known)) == [("Outcome 1", result)]

    def test_a_victim_who_wants_no_contact_is_owed_none(self) -> None:
        build = self.build().did("agree-contact", 8, channels=(), wants="To be left alone")
        assert results("CVS-7", build, period()) == [("Outcome 1", NOT_APPLICABLE)]


class TestWithdrawal:
    @pytest.mark.parametrize(
        ("asked", "pressure", "result"),
        [
            (Answer.YES, Answer.NO, MET),
            (Answer.YES, Answer.UNKNOWN, NOT_EVIDENCED),
            (Answer.NO, Answer.NO, NOT_MET),
            (Answer.NOT_ASKED, Answer.NO, NOT_EVIDENCED),
        ],
    )
    def test_pressure_is_asked_about(self, asked: Answer, pressure: Answer, result: Result) -> None:
        build = case(victim="vic").did("decide-on-withdrawal", 4, asked=asked, pressure=pressure, **ON_WITHDRAWAL)
        assert results("CVS-9", build, period()) == [("Withdrawal 1", result)]

    def test_a_wish_that_waits_is_not_yet_due(self) -> None:
        stated = {"said_at": moment(3), "told_to": "Sue, by telephone", "accompanied": Answer.NO, "words": "Stop"}
        build = case(victim="vic").did("record-wish-to-withdraw", 3, **stated)
        assert results("CVS-9", build, period()) == [("The wish to withdraw", NOT_YET_DUE)]


class TestFeedback:
    def closing(self, offered: Answer) -> Build:
        stated = {"channel": Channel.EMAIL, "feedback_offered": offered, "summary": "Thanked"}
        return case(victim="vic").did("make-closing-contact", 9, **stated)

    @pytest.mark.parametrize(
        ("offered", "result"), [(Answer.YES, MET), (Answer.NO, NOT_MET), (Answer.UNKNOWN, NOT_EVIDENCED)]
    )
    def test_the_closing_contact_decides(self, offered: Answer, result: Result) -> None:
        assert results("CVS-10", self.closing(offered), period()) == [("The case", result)]

    def test_it_is_due_when_the_case_ends(self) -> None:
        assert results("CVS-10", case(victim="vic"), period()) == [("The case", NOT_YET_DUE)]
        closed = case(victim="vic").did("close-case", 9, **CLOSED)
        assert results("CVS-10", closed, period()) == [("The case", NOT_EVIDENCED)]
        assert results("CVS-10", case(), period()) == [("The case", NOT_APPLICABLE)]


class TestWishes:
    @pytest.mark.parametrize(
        ("build", "result"),
        [
            (case(victim="vic").did("record-wishes", party=VICTIM, wants=(Want.NOT_KNOWN,)), MET),
            (case(victim="vic").did("agree-contact", wants="An apology", **PLAN), MET),
            (case(victim="vic").did("agree-contact", **PLAN), NOT_EVIDENCED),
            (case(victim="vic"), NOT_EVIDENCED),
        ],
    )
    def test_a_wish_is_on_file(self, build: Build, result: Result) -> None:
        assert results("CVS-13", build, period()) == [("Victim 1", result)]


class TestQuality:
    @pytest.mark.parametrize(
        ("learning", "result"), [("Search history first", MET), ("Nothing yet.", NOT_EVIDENCED), (" ", NOT_EVIDENCED)]
    )
    def test_learning_is_on_file(self, learning: str, result: Result) -> None:
        build = case().did("confirm-outcomes", 9, learning=learning)
        assert results("QAP-6", build, period()) == [("The case", result)]
        assert results("QAP-6", build, period(60, date(2026, 4, 1), date(2026, 4, 30))) == []

    def test_learning_is_due_with_outcomes(self) -> None:
        assert results("QAP-6", case(), period()) == [("The case", NOT_YET_DUE)]

    @pytest.mark.parametrize(("day", "result"), [(363, MET), (366, NOT_MET)])
    def test_twelve_months(self, day: int, result: Result) -> None:
        build = case().did("confirm-outcomes", day, learning="Ask sooner")
        a_year_on = period(400, date(2027, 2, 1), date(2027, 3, 31))
        assert results("QAP-8", build, a_year_on) == [("Twelve months 1", result)]
        assert results("QAP-8", case(), period()) == [("Twelve months 1", NOT_YET_DUE)]


class TestLeavers:
    def test_it_is_decided_whether_the_matter_goes_on(self) -> None:
        build = case(subject="dee").did("record-leaving", 8, about="dee", **LEFT)
        assert results("MGR-11", build, period()) == [("Subject 1", NOT_EVIDENCED)]
        stated = {"condition": FormerCondition.A, "others": "None", "reasons": "Grave"}
        build.did("decide-continuation", 9, about="dee", continuation=Continuation.GOES_ON, **stated)
        assert results("MGR-11", build, period()) == [("Subject 1", MET)]

    def test_a_subject_who_serves_is_not_counted(self) -> None:
        assert results("MGR-11", case(subject="dee"), period()) == []


class TestSuspensionReviews:
    def build(self) -> Build:
        """Under the earlier law the first review is due within four weeks, by 30 March 2026."""
        build = case(subject="dee").did(
            "choose-suspension-law", about="dee", rule_set=RuleSet.RS_2020, reasons="Before"
        )
        return build.did("suspend-officer", about="dee", **SUSPENDED)

    @pytest.mark.parametrize(("day", "result"), [(27, MET), (29, NOT_MET)])
    def test_each_review_is_in_time_or_late(self, day: int, result: Result) -> None:
        build = self.build().did("review-suspension", day, about="dee", reasons="Still grave")
        assert results("MGR-12", build, period(60))[0] == ("Subject 1, review 1", result)

    def test_one_that_is_not_due_yet_and_one_that_is_needed_no_more(self) -> None:
        assert results("MGR-12", self.build(), period(10)) == [("Subject 1, review 1", NOT_YET_DUE)]
        ended = self.build().did("end-measures", 9, about="dee", reasons="Cleared")
        assert results("MGR-12", ended, period(60)) == [("Subject 1, review 1", NOT_APPLICABLE)]


class TestTrainedStill:
    def build(self, until: date | None) -> Build:
        return case().posted("ivy", trained_until=until).did("appoint-investigator", 1, **INVESTIGATES)

    @pytest.mark.parametrize(
        ("until", "result"), [(date(2026, 3, 31), MET), (date(2026, 3, 30), NOT_MET), (None, NOT_EVIDENCED)]
    )
    def test_training_is_current_on_the_last_day(self, until: date | None, result: Result) -> None:
        assert results("TRD-10", self.build(until), period(60)) == [("Investigator", result)]

    def test_only_who_is_in_post_on_an_open_case_counts(self) -> None:
        build = self.build(date(2027, 1, 1)).did("appoint-oversight-officer", 40, officer="sue", reasons="Outside")
        assert results("TRD-10", build, period(60)) == [("Investigator", MET)]
        assert results("TRD-10", build.did("close-case", 20, **CLOSED), period(60)) == []

    def test_a_successor_stands_for_the_post(self) -> None:
        build = self.build(date(2027, 1, 1)).posted("ivo")
        build.did("replace-investigator", 9, investigator="ivo", reasons="Ill", work_reviewed="Read", **TESTED)
        assert results("TRD-10", build, period(60)) == [("Investigator", NOT_EVIDENCED)]


class TestTrainedDeciders:
    @pytest.mark.parametrize(
        ("until", "result"), [(date(2026, 3, 2), MET), (date(2026, 3, 1), NOT_MET), (None, NOT_EVIDENCED)]
    )
    def test_training_is_current_on_the_day_of_the_first_decision(self, until: date | None, result: Result) -> None:
        build = case().posted("lee", trained_until=until).did("record-matter", **RECORD)
        build.did("confirm-outcomes", 20, learning="Ask sooner")
        assert results("TRD-9", build, period()) == [("Person 1", result)]
        assert results("TRD-9", build, period(60, date(2026, 4, 1), date(2026, 4, 30))) == []
