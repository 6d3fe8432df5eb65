"""By when risk is assessed, countersigned and looked at again, and promises are kept: all are targets of our own."""

from collections.abc import Iterator
from datetime import date

from workflows import citations as law
from workflows.allegations.facts import may_be_domestic_abuse
from workflows.calendar import CountRule, Limit, london_day
from workflows.casefile import CaseFile, E, Fact, Happened, ProcessFact
from workflows.clocks import Clock, Run
from workflows.handling.facts import report
from workflows.risk.entries import PreserveEvidence, TakeSafetyMeasure
from workflows.risk.facts import assessments, countersigned, next_evidence, next_measure
from workflows.risk.vocabulary import EvidenceState, MeasureState

SUPERSEDED = "Superseded by a later assessment."


def _first_assessment(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    first = report(file)
    if first and may_be_domestic_abuse(file):
        made = assessments(file)
        yield Run(
            starts=london_day(first.event.recorded_at),
            because="A matter that may be domestic abuse was reported",
            limit=_days(file, "risk-assessment", london_day(first.event.recorded_at)),
            met_at=made[0].event.occurred_at if made else None,
        )


def _countersigning(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    made = assessments(file)
    for nth, fact in enumerate(made):
        signed = countersigned(file, fact)
        yield Run(
            starts=london_day(fact.event.recorded_at),
            because="The risk was assessed",
            limit=_days(file, "risk-countersigning", london_day(fact.event.recorded_at)),
            met_at=signed.event.occurred_at if signed else None,
            ended="" if signed or nth == len(made) - 1 else SUPERSEDED,
        )


def _looking_again(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    made = assessments(file)
    for nth, fact in enumerate(made, start=1):
        later = next(iter(made[nth:]), None)
        yield _until(fact.event, fact.entry.review_on, "The risk was to be looked at again", later)


def _still_to_do(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    for taken in file.all(TakeSafetyMeasure):
        if taken.entry.due_on and taken.entry.state is not MeasureState.DONE:
            because = f"{taken.entry.measure.label}: {taken.entry.state.label.lower()}"
            yield _until(taken.event, taken.entry.due_on, because, next_measure(file, taken))


def _evidence(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    for asked in file.all(PreserveEvidence):
        if asked.entry.due_on and asked.entry.state is EvidenceState.ASKED_FOR:
            because = f"{asked.entry.evidence.label}: {asked.entry.state.label.lower()}"
            yield _until(asked.event, asked.entry.due_on, because, next_evidence(file, asked))


def _days(file: CaseFile, key: str, on: date) -> Limit:
    return Limit(CountRule.CAL_D_PLUS_1, file.terms.number(key, on))


def _until(event: Happened, day: date, because: str, then: Fact[E] | None) -> Run:
    """A run up to a day that somebody has named; a day that has passed already is the next one."""
    starts = event.day
    return Run(
        starts=starts,
        because=because,
        limit=Limit(CountRule.CAL_D_PLUS_1, max(1, (day - starts).days)),
        met_at=then.event.occurred_at if then else None,
    )


CLOCKS = (
    Clock(
        id="RSK-C1",
        title="Assess the risk",
        workflow="risk",
        met_by=("assess-risk",),
        cite=law.PROPOSED_TIME,
        runs=_first_assessment,
        own_target=True,
    ),
    Clock(
        id="RSK-C2",
        title="Countersign the risk assessment",
        workflow="risk",
        met_by=("countersign-risk",),
        cite=law.PROPOSED_TIME,
        runs=_countersigning,
        own_target=True,
    ),
    Clock(
        id="RSK-C3",
        title="Look at the risk again",
        workflow="risk",
        met_by=("assess-risk",),
        cite=law.LESSONS_RISK,
        runs=_looking_again,
        own_target=True,
    ),
    Clock(
        id="RSK-C4",
        title="Finish a safety measure, or offer it again",
        workflow="risk",
        met_by=("take-safety-measure",),
        cite=law.LESSONS_RISK,
        runs=_still_to_do,
        own_target=True,
    ),
    Clock(
        id="RSK-C5",
        title="Secure evidence that was asked for",
        workflow="risk",
        met_by=("preserve-evidence",),
        cite=law.PARA_1,
        runs=_evidence,
        own_target=True,
    ),
)
