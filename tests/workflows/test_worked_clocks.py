"""The published deadlines against examples counted by hand, which stand in worked_clocks.yaml."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from complaints.facts.terms import standing_terms
from tests.workflows.case_files import START, STEPS_START, Build
from workflows.calendar import CountRule, Limit, Pauses, first_moment_after, london_day
from workflows.clocks import Due, deadlines
from workflows.independence.requirements import DECLARED_FIRST
from workflows.independence.vocabulary import Covers
from workflows.informing.vocabulary import Notice, Proceedings, ReviewBody
from workflows.investigation.vocabulary import Severity
from workflows.oversight.vocabulary import Channel
from workflows.people.vocabulary import Part
from workflows.referral.vocabulary import Criterion
from workflows.registry import CLOCK, CLOCKS, STEPS, WORKFLOW_OF
from workflows.risk.vocabulary import EvidenceKind, RiskLevel, SafetyMeasure
from workflows.scrutiny.vocabulary import ActionOwner
from workflows.words import written

CALENDAR = standing_terms().calendar
SOURCES = (
    *("PRA ", "PCMR ", "PCR ", "PATR", "BLR ", "Victims' Code ", "VRR ", "Data Guidance ", "College "),
    *("Proposal ", "Settlement "),
)


@dataclass(frozen=True, kw_only=True)
class Example:
    """One deadline counted by hand; worked_clocks.yaml says what each field means."""

    clock: str
    cite: str
    limit: Limit
    starts: date
    last: date
    by_hand: str
    moment: datetime | None = None
    first: date | None = None
    paused: Pauses = ()
    late: datetime | None = None
    steps: dict[str, datetime] = field(default_factory=dict)
    stated: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.clock}-{self.starts}"


def read_examples() -> Iterator[Example]:
    groups = yaml.safe_load(Path(__file__).with_name("worked_clocks.yaml").read_text(encoding="utf-8"))
    for group in groups:
        limit = Limit(CountRule(group["rule"]), group["number"], group.get("until"))
        for stated in group["examples"]:
            paused = tuple((first, last) for first, last in stated.pop("paused", ()))
            yield Example(clock=group["clock"], cite=group["cite"], limit=limit, paused=paused, **stated)


EXAMPLES = list(read_examples())
OF_THE_LAW = [example for example in EXAMPLES if not example.steps]
OURS = [example for example in EXAMPLES if example.steps]


def latest_run(example: Example) -> Due:
    """The last run of the example's clock in a file in which its steps were taken, and nothing else."""
    build = Build()
    workflow = CLOCK[example.clock].workflow
    build.status[workflow, subject_of(workflow)] = STEPS_START[workflow]
    for trigger, at in example.steps.items():
        asked = [f for f in fields(STEPS[trigger].entry) if f.name != "about"]  # a word of the builder's own
        stated = {f.name: answer(f.name, f.type, at, example) for f in asked}
        about, hours = subject_of(WORKFLOW_OF[trigger].name), (at - START) / timedelta(hours=1)
        build.did(trigger, hours=hours, about=about, flags=(DECLARED_FIRST.id,), **stated)
    return [due for due in deadlines(build.file, CLOCKS) if due.clock == example.clock][-1]


def subject_of(workflow: str) -> str | None:
    return "sam" if workflow == "duty-status" else None


READ = {
    "subject": "sam",
    "severity": Severity.GROSS,
    "criteria": (Criterion.M2,),
    "part": Part.COMPLAINANT,
    "party": "p1",
    "covers": Covers.INVESTIGATION,
    "what": Notice.UPDATE,
    "which": Proceedings.CRIMINAL,
    "body": ReviewBody.IOPC,
    "channel": Channel.POST,
    "level": RiskLevel.HIGH,
    "measure": SafetyMeasure.ALARM,
    "evidence": EvidenceKind.CCTV,
    "owner": ActionOwner.INVESTIGATOR,
}
"""What clocks read of the steps; "p1" is the first person added to a case."""


def answer(name: str, annotation: Any, at: datetime, example: Example) -> object:
    """What a step states: moments and days are those of the step, and words that no clock reads are all the same."""
    kind, number = get_args(annotation)[0], example.limit.number
    if name in example.stated:
        return kind(example.stated[name])
    set_by_number = {"every_days": number, "review_on": london_day(at) + timedelta(days=number)}
    set_by_number["ends_on"] = set_by_number["review_on"]
    set_by_number["due_on"] = london_day(at) + timedelta(days=number - example.limit.rule.start_counts)
    days = {datetime: at, date: london_day(at), date | None: london_day(at)}
    return (READ | set_by_number).get(name) or days.get(kind, "said")


@pytest.mark.parametrize("example", OF_THE_LAW, ids=str)
def test_a_limit_of_the_law(example: Example) -> None:
    assert CALENDAR.last_day(example.limit, example.starts, example.paused) == example.last
    assert example.moment is None or london_day(example.moment) == example.starts
    assert example.late in (None, first_moment_after(example.last))
    assert (example.first is None) == (example.limit.until is None)
    assert example.first is None or CALENDAR.first_day(example.limit, example.starts) == example.first


@pytest.mark.parametrize("example", OURS, ids=str)
def test_a_clock_of_ours(example: Example) -> None:
    due = latest_run(example)
    assert (due.starts, due.last_day) == (example.starts, example.last)
    assert example.late in (None, due.due_at)
    assert example.limit.in_words(written(example.starts)) in due.explanation


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_an_example_names_its_source_and_both_days(example: Example) -> None:
    assert example.cite.startswith(SOURCES)
    both = [f"{day:%A} {day.day} {day:%B}" for day in (example.starts, example.last)]
    assert [day for day in both if day not in example.by_hand] == []


def test_there_are_enough_and_no_two_are_the_same() -> None:
    different = {(e.limit, e.starts, e.paused) for e in EXAMPLES}
    assert len(different) == len(EXAMPLES) >= 120


def test_every_counting_rule_and_every_clock_of_ours_has_examples() -> None:
    assert {example.limit.rule for example in EXAMPLES} == set(CountRule)
    assert [clock for clock in CLOCK if sum(example.clock == clock for example in OURS) < 3] == []


def test_a_day_is_late_at_london_midnight_in_winter_and_in_summer() -> None:
    assert {example.late.hour for example in EXAMPLES if example.late} == {0, 23}
