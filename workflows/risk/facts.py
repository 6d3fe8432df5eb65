"""What the file says of risk: the level that stands, what is still to be done, and whether evidence is secured."""

from collections.abc import Iterable
from typing import TypeVar

from workflows.casefile import CaseFile, Fact, kept
from workflows.handling.facts import report
from workflows.model import Answer, Entry
from workflows.risk.entries import AssessRisk, CountersignRisk, PreserveEvidence, TakeSafetyMeasure
from workflows.risk.vocabulary import RiskLevel

E = TypeVar("E", bound=Entry)

RANKS = {level: rank for rank, level in enumerate(RiskLevel)}
"""Lowest first. What is not known ranks above medium."""


def assessments(file: CaseFile) -> tuple[Fact[AssessRisk], ...]:
    """Every assessment of risk, in the order recorded."""
    return file.all(AssessRisk)


def danger_reported(file: CaseFile) -> bool:
    """Whether the first report says that somebody is in danger, and nobody has assessed the risk since."""
    first = report(file)
    return first is not None and first.entry.danger_now is Answer.YES and not assessments(file)


@kept
def level(file: CaseFile) -> RiskLevel | None:
    """The level that stands, or None before the first assessment.

    A higher level stands at once. A lower one stands only once a second person has countersigned it (IRA-3).
    """
    standing: RiskLevel | None = None
    for fact in assessments(file):
        new = fact.entry.level
        if standing is None or RANKS[new] >= RANKS[standing] or countersigned(file, fact):
            standing = new
    return standing


def countersigned(file: CaseFile, assessment: Fact[AssessRisk]) -> Fact[CountersignRisk] | None:
    """The countersigning of one assessment: the first before the next assessment; or None."""
    made = assessment.event.recorded_at
    later = [f.event.recorded_at for f in assessments(file) if f.event.recorded_at > made]
    signed = (f for f in file.all(CountersignRisk) if f.event.recorded_at >= made)
    return next((f for f in signed if not later or f.event.recorded_at < later[0]), None)


def measures(file: CaseFile) -> tuple[Fact[TakeSafetyMeasure], ...]:
    """Each safety measure for each person as it stands now, in the order in which it was first taken."""
    latest = {(f.entry.measure, f.entry.person): f for f in file.all(TakeSafetyMeasure)}
    return tuple(latest.values())


def evidence(file: CaseFile) -> tuple[Fact[PreserveEvidence], ...]:
    """Each kind of evidence as it stands now."""
    latest = {f.entry.evidence: f for f in file.all(PreserveEvidence)}
    return tuple(latest.values())


def next_measure(file: CaseFile, taken: Fact[TakeSafetyMeasure]) -> Fact[TakeSafetyMeasure] | None:
    """What was said next of the same measure for the same person, or None."""
    same = (f for f in file.all(TakeSafetyMeasure) if _same(f.entry, taken.entry))
    return _after(same, taken)


def next_evidence(file: CaseFile, asked: Fact[PreserveEvidence]) -> Fact[PreserveEvidence] | None:
    """What was said next of the same kind of evidence, or None."""
    return _after((f for f in file.all(PreserveEvidence) if f.entry.evidence is asked.entry.evidence), asked)


def _same(one: TakeSafetyMeasure, other: TakeSafetyMeasure) -> bool:
    return (one.measure, one.person) == (other.measure, other.person)


def _after(facts: Iterable[Fact[E]], fact: Fact[E]) -> Fact[E] | None:
    found = list(facts)
    return next(iter(found[found.index(fact) + 1 :]), None)
