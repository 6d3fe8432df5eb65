"""Who may investigate, and what never waits for that to be decided."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.workflows.case_files import TESTED, Build, moment
from workflows.casefile import CaseFile, ProcessFact
from workflows.independence.facts import interim_holds
from workflows.independence.vocabulary import Body, Connection
from workflows.investigation import suitability
from workflows.investigation.entries import AppointInvestigator
from workflows.investigation.vocabulary import CriminalStrand, InvestigationStatus
from workflows.model import Actor, Answer, Attempt, Kind, PersonRef, Role
from workflows.registry import REQUIREMENTS, STEPS, WORKFLOW_OF
from workflows.terms import changed

IVY = PersonRef("ivy")
PROCESS = ProcessFact("investigation", None, InvestigationStatus.UNASSIGNED)
CANNOT_WAIT = (
    *("report-matter", "add-party", "add-allegation", "preserve-evidence", "take-safety-measure", "assess-risk"),
    *("decide-to-refer", "send-referral", "record-call-in", "restrict-duties", "record-arrest", "report-connection"),
    *("challenge-independence", "record-independence-trigger", "record-criminal-investigation", "log-contact"),
)


def case(**people: Any) -> Build:
    return Build().reported(**{"subject": "dee", "victim": "vic"} | people)


def decided(build: Build, day: int = 1, **stated: Any) -> Build:
    entry = {
        "handled_by": Body.OWN,
        "unconnected": Answer.YES,
        "unconnected_reasons": "r",
        "trust": Answer.YES,
        "trust_reasons": "r",
        "victim_asked": Answer.NOT_ASKED,
        "reasons": "r",
        "review_on": date(2026, 5, 1),
    }
    return build.did("decide-independence", day, **entry | stated)


def attempt(file: CaseFile, day: int = 2, **stated: Any) -> Attempt:
    entry = AppointInvestigator(**{"investigator": IVY, "reasons": "r", **TESTED} | stated)
    return Attempt(file, PROCESS, Actor(PersonRef("lee"), frozenset({Role.APPROPRIATE_AUTHORITY})), moment(day), entry)


def ranked(build: Build, person: str, **known: Any) -> Build:
    """Somebody on the register, with what the case knows of them."""
    build.posted(person)
    build.postings[-1] = replace(build.postings[-1], **known)
    return build


@pytest.mark.parametrize("trigger", CANNOT_WAIT)
def test_what_cannot_wait_waits_for_nothing_of_independence(trigger: str) -> None:
    """But for the declaration, which urgent action and events do not wait for either."""
    step = STEPS[trigger]
    before = [r for r in WORKFLOW_OF[trigger].requirements if not r.is_general and r.precedes(step)]
    decided = [r.id for r in before if r.id.startswith(("IND-", "INV-")) or r.remedy == "decide-independence"]
    assert step.kind is Kind.EVENT or decided == []
    assert step.kind is Kind.EVENT or step.urgent


def test_no_investigation_starts_before_who_can_investigate_is_decided() -> None:
    step, asked = STEPS["start-investigation"], REQUIREMENTS["HAN-46"]
    assert (asked.precedes(step), step.kind, step.urgent) == (True, Kind.DECISION, False)
    interim = case().did("allow-interim-enquiries", enquiries="e", reasons="r", checked="c")
    found = decided(case()).did("report-connection", 2, person="ivy", connection=Connection.SOCIAL, found="f")
    files = (case().file, interim.file, decided(case()).file, found.file)
    assert [asked.met(attempt(file)) for file in files] == [False, True, True, False]
    assert not asked.met(attempt(interim.file, day=4))


class TestSeniorOfficers:
    @pytest.mark.parametrize(
        ("rank", "force", "allowed"),
        [
            ("chief superintendent", "Specimen", True),
            ("assistant chief constable", "Specimen", False),
            ("Temporary Assistant Chief Constable", "Specimen", False),
            ("assistant chief constable", "Elsewhere", True),
            ("assistant chief constable", "", False),
        ],
    )
    def test_nobody_of_the_same_force_investigates_them(self, rank: str, force: str, allowed: bool) -> None:
        build = ranked(ranked(case(), "dee", rank=rank, force=force), "ivy", force="Specimen")
        assert suitability.of_another_force_than_a_senior_officer(attempt(build.file)) is allowed


class TestTraining:
    @pytest.mark.parametrize(("until", "allowed"), [(date(2026, 3, 4), True), (date(2026, 3, 3), False), (None, False)])
    def test_it_is_in_date_on_the_day(self, until: date | None, allowed: bool) -> None:
        assert suitability.is_trained(attempt(case().posted("ivy", trained_until=until).file)) is allowed

    def test_a_force_may_choose_not_to_refuse(self) -> None:
        file = case().posted("ivy").file
        change = changed("appointment-needs-training", "no", date(2026, 3, 1), "Order 7")
        assert suitability.is_trained(attempt(replace(file, terms=replace(file.terms, changes=(change,)))))


class TestConnection:
    @pytest.mark.parametrize("answer", [a for a in Answer if a is not Answer.NO])
    def test_what_is_not_ruled_out_needs_an_exception_that_holds(self, answer: Answer) -> None:
        build = case().posted("ivy")
        stated = {"person": "ivy", "connection": Connection.SOCIAL, "reasons": "r", "conditions": "r"}
        assert not suitability.unconnected_or_allowed(attempt(build.file, connection=answer))
        build.did("grant-exception", 1, by="cy", ends_on=date(2026, 3, 4), **stated)
        days = [suitability.unconnected_or_allowed(attempt(build.file, day, connection=answer)) for day in (2, 3)]
        assert days == [True, False]

    def test_one_that_was_declared_counts_though_it_was_cleared(self) -> None:
        stated = {"known": ("subject:training",), "is_true": True}
        build = case().did("declare-interests", 0, by="ivy", **stated)
        assert not suitability.unconnected_or_allowed(attempt(build.file))

    @pytest.mark.parametrize("other", ["dee", "vic"])
    def test_so_does_one_team_with_either_side(self, other: str) -> None:
        known = {"force": "Specimen", "team": "Custody"}
        build = ranked(ranked(case().posted("dee").posted("vic"), "ivy", **known), other, **known)
        assert not suitability.unconnected_or_allowed(attempt(build.file))
        elsewhere = ranked(build, other, force="Elsewhere", team="Custody")
        assert suitability.unconnected_or_allowed(attempt(elsewhere.file))


class TestCriminalStrand:
    @pytest.mark.parametrize(("lead", "allowed"), [(lead, lead is not CriminalStrand.SAME) for lead in CriminalStrand])
    def test_it_is_led_elsewhere(self, lead: CriminalStrand, allowed: bool) -> None:
        assert suitability.led_by_others(attempt(case().file, criminal_lead=lead)) is allowed

    @pytest.mark.parametrize("lead", list(CriminalStrand))
    def test_once_one_is_on_file_somebody_says_who_leads_it(self, lead: CriminalStrand) -> None:
        build = case().did("record-criminal-investigation", about="dee", known_at=moment(0), force="This one")
        separate = lead is CriminalStrand.SEPARATE
        assert suitability.led_by_others(attempt(build.file, criminal_lead=lead)) is separate


class TestConfidence:
    @pytest.mark.parametrize(
        ("body", "trust", "answers"),
        [
            (Body.OWN, Answer.YES, {Answer.YES, Answer.UNKNOWN, Answer.NOT_ASKED, Answer.DECLINED}),
            (Body.OWN, Answer.UNKNOWN, {Answer.YES}),
            (Body.UNIT, Answer.UNKNOWN, set(Answer)),
            (Body.OTHER, Answer.NO, set(Answer)),
        ],
    )
    def test_what_is_not_secured_goes_back_to_the_decision(
        self, body: Body, trust: Answer, answers: set[Answer]
    ) -> None:
        file = decided(case(), handled_by=body, trust=trust).file
        found = {a for a in Answer if suitability.confidence_is_answered(attempt(file, confidence=a))}
        assert found == answers

    def test_in_the_first_hours_only_a_no_counts(self) -> None:
        found = {a for a in Answer if suitability.confidence_is_answered(attempt(case().file, confidence=a))}
        assert found == set(Answer) - {Answer.NO}


class TestBody:
    def test_another_force_means_somebody_of_another_force(self) -> None:
        build = decided(ranked(case(), "dee", force="Specimen"), handled_by=Body.OTHER)
        same, other, unknown = (ranked(build, "ivy", force=f).file for f in ("Specimen", "Elsewhere", ""))
        assert [suitability.goes_where_decided(attempt(file)) for file in (same, other, unknown)] == [
            False,
            True,
            False,
        ]

    def test_for_the_iopc_nobody_is_appointed_here(self) -> None:
        assert not suitability.goes_where_decided(attempt(decided(case(), handled_by=Body.IOPC).file))


class TestInterim:
    def test_it_holds_for_72_hours_and_no_longer(self) -> None:
        file = case().did("allow-interim-enquiries", enquiries="e", reasons="r", checked="c").file
        until = moment(3)
        assert [interim_holds(file, at) for at in (moment(0), until - timedelta(seconds=1), until)] == [
            True,
            True,
            False,
        ]

    def test_the_full_decision_takes_its_place(self) -> None:
        build = case().did("allow-interim-enquiries", enquiries="e", reasons="r", checked="c")
        file = decided(build).file
        assert (interim_holds(file, moment(1)), suitability.decided_or_interim(attempt(file))) == (False, True)

    def test_a_link_that_is_found_later_ends_it(self) -> None:
        build = case().did("allow-interim-enquiries", enquiries="e", reasons="r", checked="c")
        link = {"link": "LNK-13.subject", "person": "ivy", "role": Role.INVESTIGATOR, "reviewer": "lee", "found": "f"}
        file = build.did("report-link", by="hed", day=1, **link).file
        assert (interim_holds(file, moment(1)), suitability.decided_or_interim(attempt(file, day=1))) == (False, False)
