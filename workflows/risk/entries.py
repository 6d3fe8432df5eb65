"""What people state about risk, about what keeps somebody safe, and about evidence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from workflows.model import Answer, Ask, Entry, PartyRef, Pick
from workflows.risk.vocabulary import (
    EvidenceKind,
    EvidenceState,
    MeasureState,
    RiskLevel,
    RiskTool,
    SafetyMeasure,
)

NO_PLACES = "Write no address or telephone number here: whoever works on the case can read it."


@dataclass(frozen=True, kw_only=True)
class AssessRisk(Entry):
    """How much danger somebody is in, as it looked at one moment."""

    assessed_at: Annotated[datetime, Ask("When was the risk assessed?")]
    person: Annotated[PartyRef | None, Ask("Who is at risk?", "Leave it out for the victim.", pick=Pick.EVERYBODY)] = (
        None
    )
    danger_now: Annotated[Answer, Ask("Is anyone in danger now?")]
    tool: Annotated[RiskTool, Ask("How was it assessed?")]
    level: Annotated[RiskLevel, Ask("What is the level of risk?")]
    unanswered: Annotated[
        int | None, Ask("How many questions have no answer?", "Not asked, not known, or she or he did not wish to say.")
    ] = None
    injuries: Annotated[Answer, Ask("Can injuries be seen?")]
    reasons: Annotated[
        str,
        Ask(
            "What points to this level?",
            "What she or he fears counts. How many officers are free does not. " + NO_PLACES,
            long=True,
        ),
    ]
    review_on: Annotated[date, Ask("When will it be looked at again?")]

    def problems(self) -> Iterable[tuple[str, str]]:
        """A number of questions is a plain one."""
        if self.unanswered is not None and not 0 <= self.unanswered <= 200:
            yield "unanswered", "The number of questions must be from 0 to 200"


@dataclass(frozen=True, kw_only=True)
class CountersignRisk(Entry):
    """A second person has read the latest assessment and agrees with it. Whoever disagrees assesses anew."""

    checked: Annotated[str, Ask("What did you check, and why do you agree?", NO_PLACES, long=True)]


@dataclass(frozen=True, kw_only=True)
class TakeSafetyMeasure(Entry):
    """Something was done, or is to be done, to keep somebody safe; or it was offered and is not wanted now."""

    measure: Annotated[SafetyMeasure, Ask("Which measure?")]
    person: Annotated[PartyRef | None, Ask("For whom?", "Leave it out for the victim.", pick=Pick.EVERYBODY)] = None
    state: Annotated[MeasureState, Ask("Where does it stand?")]
    due_on: Annotated[
        date | None, Ask("If it is still to be done, by when? If it was declined, when will it be offered again?")
    ] = None
    details: Annotated[str | None, Ask("What should be known about it?", NO_PLACES, long=True)] = None


@dataclass(frozen=True, kw_only=True)
class PreserveEvidence(Entry):
    """Evidence was secured or asked for, or is gone."""

    evidence: Annotated[EvidenceKind, Ask("What is it?")]
    state: Annotated[EvidenceState, Ask("Is it secured?")]
    due_on: Annotated[date | None, Ask("If it was asked for, by when must it be here?")] = None
    details: Annotated[str, Ask("Where is it, and who has it?", "Names of people are not needed.", long=True)]
