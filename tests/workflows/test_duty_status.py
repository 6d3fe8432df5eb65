"""Duty status: from when its clocks are counted, and under which law, as a force may settle it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.workflows.case_files import START, Build
from workflows.casefile import CaseFile
from workflows.clocks import Due, deadlines
from workflows.duty_status.vocabulary import ArrestedFor
from workflows.investigation.vocabulary import Severity
from workflows.registry import CLOCKS
from workflows.rulesets import RuleSet
from workflows.terms import DEFAULTS

BY_KEY = {term.key: term for term in DEFAULTS}
MONDAY, THURSDAY = datetime(2026, 8, 3, 10, tzinfo=UTC), datetime(2026, 8, 6, 10, tzinfo=UTC)


def under(law: RuleSet) -> Build:
    """A case whose subject is dee, and in which somebody has decided which law governs."""
    build = Build().reported(subject="dee")
    return build.did("choose-suspension-law", about="dee", rule_set=law, reasons="By the days of the conduct")


def did(build: Build, trigger: str, at: datetime, **stated: object) -> Build:
    return build.did(trigger, hours=(at - START).total_seconds() / 3600, about="dee", **stated)


def suspended(law: RuleSet, at: datetime) -> Build:
    return did(under(law), "suspend-officer", at, redeployment="None", role_risk="High", reasons="Needed")


def investigated(known: datetime, assessed: datetime) -> Build:
    build = under(RuleSet.RS_2026S)
    did(build, "record-criminal-investigation", known, known_at=known, force="Another")
    hours = (assessed - START).total_seconds() / 3600
    return build.did("assess-severity", hours=hours, subject="dee", severity=Severity.GROSS, reasons="Grave")


def chosen(file: CaseFile, key: str, value: str) -> CaseFile:
    return replace(file, terms=replace(file.terms, changes=(replace(BY_KEY[key], value=value),)))


def due(file: CaseFile, clock: str) -> list[Due]:
    return [found for found in deadlines(file, CLOCKS) if found.clock == clock]


class TestTheFirstReviewOfASuspension:
    @pytest.mark.parametrize(
        ("law", "at", "of_suspension", "of_working_day"),
        [
            # Friday 8 May: Friday 5 June, or 28 days that begin with Monday 11 May
            (RuleSet.RS_2020, datetime(2026, 5, 8, 10, tzinfo=UTC), date(2026, 6, 5), date(2026, 6, 7)),
            # Monday 11 May: the same day either way
            (RuleSet.RS_2020, datetime(2026, 5, 11, 10, tzinfo=UTC), date(2026, 6, 8), date(2026, 6, 8)),
            # Friday 28 August: Friday 20 November, or 84 days that begin with Tuesday 1 September
            (RuleSet.RS_2026S, datetime(2026, 8, 28, 10, tzinfo=UTC), date(2026, 11, 20), date(2026, 11, 23)),
        ],
    )
    def test_each_choice(self, law: RuleSet, at: datetime, of_suspension: date, of_working_day: date) -> None:
        file = suspended(law, at).file
        choices = BY_KEY["suspension-review-from"].choices
        found = {choice: due(chosen(file, "suspension-review-from", choice), "DUT-C2") for choice in choices}
        assert {choice: [run.last_day for run in runs] for choice, runs in found.items()} == {
            "the suspension": [of_suspension],
            "the first working day after it": [of_working_day],
        }

    def test_no_choice_moves_the_reviews_after_it(self) -> None:
        build = suspended(RuleSet.RS_2020, datetime(2026, 5, 8, 10, tzinfo=UTC))
        did(build, "review-suspension", datetime(2026, 5, 29, 10, tzinfo=UTC), reasons="As before")
        file = chosen(build.file, "suspension-review-from", "the first working day after it")
        assert [run.last_day for run in due(file, "DUT-C2")] == [date(2026, 6, 7), date(2026, 6, 26)]

    @pytest.mark.parametrize(
        ("law", "source"),
        [(RuleSet.RS_2020, "PCR 2020 reg 11(10)-(11)"), (RuleSet.RS_2026S, "PCR 2020 reg 11B")],
    )
    def test_the_explanation_names_the_source(self, law: RuleSet, source: str) -> None:
        build = suspended(law, MONDAY)
        did(build, "review-suspension", THURSDAY, reasons="As before")
        assert [run.explanation.split(":")[0] for run in due(build.file, "DUT-C2")] == [
            f"The subject was suspended ({source})",
            f"The suspension was reviewed ({source})",
        ]


class TestTheDecisionOnDutyStatus:
    """Three working days: of Monday 3 August, Thursday 6 August; of Thursday 6 August, Tuesday 11 August."""

    @pytest.mark.parametrize(
        ("known", "assessed", "last"),
        [
            (MONDAY, THURSDAY, {"the later": 11, "the criminal investigation": 6, "the assessment": 11}),
            (THURSDAY, MONDAY, {"the later": 11, "the criminal investigation": 11, "the assessment": 6}),
        ],
    )
    def test_each_choice(self, known: datetime, assessed: datetime, last: dict[str, int]) -> None:
        file = investigated(known, assessed).file
        choices = BY_KEY["duty-decision-from"].choices
        found = {choice: due(chosen(file, "duty-decision-from", choice), "DUT-C1") for choice in choices}
        assert {choice: [run.last_day for run in runs] for choice, runs in found.items()} == {
            choice: [date(2026, 8, day)] for choice, day in last.items()
        }

    @pytest.mark.parametrize("choice", BY_KEY["duty-decision-from"].choices)
    def test_no_choice_starts_it_before_both_are_known(self, choice: str) -> None:
        build = did(under(RuleSet.RS_2026S), "record-criminal-investigation", MONDAY, known_at=MONDAY, force="Another")
        assert due(chosen(build.file, "duty-decision-from", choice), "DUT-C1") == []

    @pytest.mark.parametrize("choice", BY_KEY["duty-decision-from"].choices)
    def test_no_choice_moves_the_limit_after_an_arrest(self, choice: str) -> None:
        stated = {"arrested_at": MONDAY, "arrested_for": ArrestedFor.OTHER, "offence": "Assault"}
        build = did(under(RuleSet.RS_2026S), "record-arrest", MONDAY, **stated)
        runs = due(chosen(build.file, "duty-decision-from", choice), "DUT-C1")
        assert [run.last_day for run in runs] == [date(2026, 8, 6)]
