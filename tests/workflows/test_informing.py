"""Who is told what in writing, by when, and what is withheld."""

from datetime import date

import pytest

from tests.workflows.case_files import moment
from tests.workflows.informing_cases import POST, REASONS, Case, complaint, explanations, idle, may, runs
from workflows.handling.vocabulary import MatterKind, NotRecordedGround
from workflows.informing.facts import complainants, recipient, recipients, withheld
from workflows.informing.vocabulary import (
    Interest,
    Notice,
    Proceedings,
    ReviewBody,
    Wish,
)
from workflows.model import Answer, PartyRef
from workflows.oversight.vocabulary import Channel, Reached
from workflows.people.vocabulary import Part
from workflows.referral.vocabulary import Determination

# Who is entitled.


def test_complainants_victims_and_those_accepted_are_entitled_each_once() -> None:
    case = Case(subject="gus", victim_name="Eva", reporter="ros")
    case.named(Part.COMPLAINANT, "Mia").named(Part.COMPLAINANT, "eva").named(Part.WITNESS, "Bea")
    case.named(Part.COMPLAINANT, "Kay", day=3).named(Part.VICTIM, "Ida", day=4)
    stated = {"interest": Interest.OTHER, "consents": Answer.YES, **REASONS}
    case.did("accept-interested-person", 5, party=PartyRef("reporter"), **stated)
    assert [(r.label, sorted(r.refs), r.complainant, r.has_officer, r.since) for r in recipients(case.file)] == [
        ("the complainant", ["p2", "victim"], True, True, moment(0)),
        ("the person who reported", ["reporter"], False, False, moment(5)),
        ("complainant 2", ["p1"], True, False, moment(0)),
        ("complainant 3", ["p4"], True, False, moment(3)),
        ("the victim", ["p5"], False, False, moment(4)),
    ]
    assert [p.name for p in complainants(case.file)] == ["Mia", "eva", "Kay"]
    assert recipient(case.file, PartyRef("p3")) is None
    assert recipient(case.file, PartyRef("subject")) is None


# What may be told, and to whom.

ONLY_WITH_A_COMPLAINT = ("give-review-right", "send-record-copy", "tell-not-recorded", "send-complaint-copy")


@pytest.mark.parametrize("trigger", ONLY_WITH_A_COMPLAINT)
def test_what_is_for_complainants_has_nothing_to_act_on_where_nobody_complains(trigger: str) -> None:
    conduct = Case(subject="gus", victim_name="Eva").recorded(MatterKind.CONDUCT)
    assert "INF-27" in idle(trigger, conduct)
    assert "INF-27" not in idle(trigger, conduct.named(Part.COMPLAINANT, "Mia"))


def test_nobody_is_told_that_it_is_not_recorded_before_that_is_decided() -> None:
    case = Case(subject="gus").named(Part.COMPLAINANT, "Mia")
    assert idle("tell-not-recorded", case) == {"INF-23"}
    assert idle("tell-not-recorded", case.did("handle-outside-schedule-3", 1, **REASONS)) == set()
    assert idle("tell-not-recorded", case.recorded(day=2)) == {"INF-23"}


def test_a_decision_not_to_record_falls_when_the_case_is_opened_again() -> None:
    case = Case(subject="gus").named(Part.COMPLAINANT, "Mia")
    case.did("propose-not-recording", ground=NotRecordedGround.DEALT_WITH, **REASONS)
    assert idle("tell-not-recorded", case) == {"INF-23"}
    assert idle("tell-not-recorded", case.did("confirm-not-recording", 1, **REASONS)) == set()
    assert idle("tell-not-recorded", case.did("confirm-reopening", 2, **REASONS)) == {"INF-23"}


def test_a_withholding_ends_only_where_something_is_withheld() -> None:
    case = complaint()
    assert idle("release-notice", case) == {"INF-28"}
    assert idle("release-notice", case.withheld(1, 10)) == set()
    assert idle("release-notice", case.released(2)) == {"INF-28"}


# Updates: C08, C09, C48.


def test_an_update_goes_every_four_weeks_until_the_outcome_is_told() -> None:
    case = complaint()
    assert runs(case.file, "INF-C1") == [(date(2026, 3, 30), "runs")]
    case.wrote(20)
    assert runs(case.file, "INF-C1") == [(date(2026, 3, 30), "met 2026-03-22"), (date(2026, 4, 19), "runs")]
    case.confirmed(30).told(31)
    assert runs(case.file, "INF-C1") == [
        (date(2026, 3, 30), "met 2026-03-22"),
        (date(2026, 4, 19), "met 2026-04-02"),
    ]


def test_somebody_who_becomes_entitled_later_has_four_weeks_of_their_own() -> None:
    case = complaint().named(Part.COMPLAINANT, "Kay", day=10)
    assert runs(case.file, "INF-C1") == [(date(2026, 3, 30), "runs"), (date(2026, 4, 9), "runs")]
    case.wrote(12, "p1")
    assert explanations(case.file, "INF-C1") == [
        "Handling began when the matter was recorded, with a duty to keep the complainant informed",
        "The duty to keep complainant 2 informed began while the matter was handled",
        "The last written update went to the complainant",
    ]


def test_nothing_runs_before_recording() -> None:
    assert runs(Case(subject="gus").named(Part.COMPLAINANT, "Mia").file, "INF-C1") == []


def test_an_update_by_the_senior_oversight_officer_counts_for_the_victim_who_complains() -> None:
    case = Case(Answer.YES, subject="rob", victim_name="Eva").named(Part.COMPLAINANT, "Eva").recorded()
    case.did("send-update", 20, **POST)
    assert runs(case.file, "INF-C1") == []
    assert runs(case.file, "OVR-C1") == [(date(2026, 3, 30), "met 2026-03-22"), (date(2026, 4, 19), "runs")]


def test_a_telephone_contact_meets_nothing() -> None:
    case = Case(Answer.YES, subject="rob", victim_name="Eva").recorded()
    stated = {"channel": Channel.TELEPHONE, "reached": Reached.SPOKE, "summary": "We spoke."}
    case.did("log-contact", 20, contacted_at=moment(20), **stated)
    assert runs(case.file, "OVR-C1") == [(date(2026, 3, 30), "runs")]


def test_whoever_wants_no_updates_gets_none_until_they_change_their_mind() -> None:
    case = complaint().wished(5, Wish.OUTCOME)
    stopped = (date(2026, 3, 30), "They asked for no updates.")
    assert runs(case.file, "INF-C1") == [stopped]
    case.wished(40, Wish.EVERYTHING)
    assert runs(case.file, "INF-C1") == [stopped, (may(9), "runs")]
    case.wrote(50)
    assert runs(case.file, "INF-C1") == [stopped, (may(9), "met 2026-04-21"), (may(19), "runs")]


def test_the_iopc_keeps_people_informed_when_it_investigates() -> None:
    taken_over = "The IOPC keeps people informed, as it directs or carries out the investigation."
    assert runs(complaint().decided(Determination.INDEPENDENT, 20).file, "INF-C1") == [(date(2026, 3, 30), taken_over)]
    assert runs(complaint().decided(Determination.DIRECTED, 29).file, "INF-C1") == [(date(2026, 3, 30), "runs")]
    assert runs(complaint().decided(Determination.LOCAL, 20).file, "INF-C1") == [(date(2026, 3, 30), "runs")]


# Withholding: settlement 10.


def test_what_is_withheld_on_its_day_is_shown_as_withheld_and_sent_after_its_release() -> None:
    case = complaint().withheld(20, 34)
    note = "Withheld under PCMR 2020 reg 35 from 22 March 2026"
    assert runs(case.file, "INF-C1") == [(date(2026, 3, 30), f"{note}, to be reviewed by 5 April 2026.")]
    assert runs(case.file, "INF-C6") == [(date(2026, 4, 5), "runs")]
    case.withheld(33, 44).released(43)
    assert runs(case.file, "INF-C6") == [(date(2026, 4, 5), "met 2026-04-04"), (date(2026, 4, 15), "met 2026-04-14")]
    assert runs(case.file, "INF-C7") == [(date(2026, 4, 21), "runs")]
    case.wrote(44)
    assert runs(case.file, "INF-C1") == [
        (date(2026, 3, 30), f"{note} until 14 April 2026."),
        (date(2026, 5, 13), "runs"),
    ]
    assert runs(case.file, "INF-C7") == [(date(2026, 4, 21), "met 2026-04-15")]


def test_withholding_after_the_day_saves_nothing() -> None:
    assert runs(complaint().withheld(28, 34).file, "INF-C1")[0][1].startswith("Withheld")
    assert runs(complaint().withheld(29, 34).file, "INF-C1") == [(date(2026, 3, 30), "runs")]


def test_a_withholding_that_ends_before_the_day_leaves_the_day_as_it_was() -> None:
    case = complaint().withheld(5, 12).released(12)
    assert runs(case.file, "INF-C1") == [(date(2026, 3, 30), "runs")]
    assert [(w.since, w.until) for w in withheld(case.file, Notice.UPDATE, ["p1"])] == [(moment(5), moment(12))]  # type: ignore[list-item]


def test_withholding_from_the_victim_shows_on_her_officers_clock() -> None:
    case = Case(Answer.YES, subject="rob", victim_name="Eva").recorded().withheld(20, 30, party="victim")
    note = "Withheld under PCMR 2020 reg 35 from 22 March 2026, to be reviewed by 1 April 2026."
    assert runs(case.file, "OVR-C1") == [(date(2026, 3, 30), note)]


# Outcomes: C10, C11, C12.


def test_the_outcome_and_the_right_to_a_review_go_within_five_working_days() -> None:
    case = complaint().confirmed(30)
    assert runs(case.file, "INF-C2") == runs(case.file, "INF-C4") == [(date(2026, 4, 10), "runs")]
    case.told(31).gave_right(32, ReviewBody.LOCAL)
    assert runs(case.file, "INF-C2") == [(date(2026, 4, 10), "met 2026-04-02")]
    assert runs(case.file, "INF-C4") == [(date(2026, 4, 10), "met 2026-04-03")]


def test_the_outcome_of_proceedings_goes_to_everybody_entitled() -> None:
    case = Case(Answer.YES, subject="rob", victim_name="Eva").named(Part.COMPLAINANT, "Nan").recorded()
    stated = {"which": Proceedings.CRIMINAL, "outcome": "Convicted."}
    case.did("record-proceedings-outcome", 46, decided_at=moment(45), **stated)
    assert runs(case.file, "INF-C3") == [(date(2026, 4, 23), "runs")] * 2
    case.did("tell-proceedings-outcome", 47, party=PartyRef("victim"), **POST)
    assert runs(case.file, "INF-C3") == [(date(2026, 4, 23), "met 2026-04-18"), (date(2026, 4, 23), "runs")]
