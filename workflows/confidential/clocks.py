"""By when whoever reported in confidence hears from the gatekeeper."""

from collections.abc import Iterator

from workflows import citations as law
from workflows.calendar import CountRule, Limit
from workflows.casefile import CaseFile, ProcessFact
from workflows.clocks import Clock, Run
from workflows.confidential.facts import acknowledged_at, first_report


def _acknowledge(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    if first := first_report(file):
        yield Run(
            starts=first.event.day,
            because="The report came in",
            limit=Limit(CountRule.WD_FWD_PLUS, file.terms.number("acknowledge-confidential", first.event.day)),
            met_at=acknowledged_at(file),
        )


CLOCKS = (
    Clock(
        id="CON-C1",
        title="Acknowledge a confidential report",
        workflow="confidential",
        met_by=("acknowledge-report",),
        cite=law.PROPOSED_TIME,
        runs=_acknowledge,
        own_target=True,
    ),
)
