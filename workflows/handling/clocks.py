"""By when a matter must be reported on, and its outcome told."""

from collections.abc import Iterator

from workflows import citations as law
from workflows.calendar import CountRule, Limit, london_day
from workflows.casefile import CaseFile, ProcessFact
from workflows.clocks import Clock, Run
from workflows.handling.entries import ConfirmOutcomes
from workflows.handling.facts import report


def _twelve_months(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    if first := report(file):
        confirmed = file.last(ConfirmOutcomes)
        yield Run(
            starts=london_day(first.entry.came_to_attention_at),
            because="The matter came to the force's attention",
            limit=Limit(CountRule.MONTHS_INCLUSIVE, file.terms.number("timeliness-first", first.event.day)),
            met_at=confirmed.event.occurred_at if confirmed else None,
        )


CLOCKS = (
    Clock(
        id="HAN-C1",
        title="Finish, or report to the IOPC and the local policing body",
        workflow="handling",
        cite=law.REG_13,
        runs=_twelve_months,
    ),
)
