"""The risk to the people in a case: the level that stands and how it came about, safety measures, and evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from complaints.queries.addresses import case_address
from workflows.casefile import CaseFile, Fact
from workflows.model import Answer, PartyRef, Status
from workflows.people.facts import party
from workflows.risk.entries import AssessRisk
from workflows.risk.facts import assessments, countersigned, danger_reported, evidence, level, measures
from workflows.risk.further import joined
from workflows.risk.vocabulary import RiskLevel, RiskStatus

TONES = {RiskLevel.HIGH: "red", RiskLevel.UNKNOWN: "orange", RiskLevel.MEDIUM: "yellow", RiskLevel.STANDARD: "blue"}


@dataclass(frozen=True)
class Assessment:
    """One assessment. `at` is when the risk looked so (UTC); `signed` says who has countersigned it, or nobody."""

    level: RiskLevel
    tone: str
    at: datetime
    by: str
    whom: str
    tool: str
    reasons: str
    review_on: date
    signed: str
    danger_now: bool


@dataclass(frozen=True)
class Item:
    """A safety measure or a piece of evidence as it stands: what, for whom, where it stands, by when, and more."""

    what: str
    whom: str
    state: str
    due_on: date | None
    details: str


@dataclass(frozen=True)
class Further:
    """A further report about somebody in the case. `reference` is empty for whoever does not work on the other case.

    `since` says that the risk has been assessed after the gatekeeper found it, at a moment in UTC.
    """

    reference: str
    href: str
    at: datetime
    since: bool


@dataclass(frozen=True)
class Risk:
    """What is on file. `level` is the one that stands; the latest assessment comes first.

    `danger`: the first report says that somebody is in danger, and nobody has assessed the risk since. `further` are
    those further reports of which the file's reader may be told.
    """

    status: Status
    level: RiskLevel | None
    tone: str
    assessments: tuple[Assessment, ...]
    measures: tuple[Item, ...]
    evidence: tuple[Item, ...]
    danger: bool
    further: tuple[Further, ...] = ()


def risk_of(file: CaseFile) -> Risk:
    """The risk in a case, for somebody who has declared."""
    stands = level(file)
    return Risk(
        status=file.status("risk") or RiskStatus.NOT_ASSESSED,
        level=stands,
        tone=TONES[stands] if stands else "",
        assessments=tuple(_assessment(file, fact) for fact in reversed(assessments(file))),
        measures=tuple(
            Item(e.measure.label, _whom(file, e.person), e.state.label, e.due_on, e.details or "")
            for e in (fact.entry for fact in measures(file))
        ),
        evidence=tuple(
            Item(e.evidence.label, "", e.state.label, e.due_on, e.details)
            for e in (fact.entry for fact in evidence(file))
        ),
        danger=danger_reported(file),
        further=tuple(_further(file)),
    )


def _further(file: CaseFile) -> Iterator[Further]:
    for found in joined(file):
        other, at = found.entry.other, found.event.recorded_at
        since = any(made.event.occurred_at >= at for made in assessments(file))
        yield Further(other, case_address(other) if other else "", at, since)


def _assessment(file: CaseFile, fact: Fact[AssessRisk]) -> Assessment:
    said, signed = fact.entry, countersigned(file, fact)
    return Assessment(
        level=said.level,
        tone=TONES[said.level],
        at=said.assessed_at,
        by=file.name(fact.event.by),
        whom=_whom(file, said.person),
        tool=said.tool.label,
        reasons=said.reasons,
        review_on=said.review_on,
        signed=file.name(signed.event.by) if signed else "",
        danger_now=said.danger_now is Answer.YES,
    )


def _whom(file: CaseFile, ref: PartyRef | None) -> str:
    found = party(file, ref)
    return found.name if found else "The victim"
