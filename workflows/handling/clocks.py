"""By when a matter must be reported on, and its outcome told."""

from collections.abc import Iterator

from workflows import citations as law
from workflows.calendar import CountRule, Limit, london_day
from workflows.casefile import CaseFile, ProcessFact
from workflows.clocks import Clock, Run
from workflows.handling.entries import ConfirmOutcomes, PassOn, TellPassedOn
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


def _told_passed_on(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    for passed in file.all(PassOn):
        told = (f.event.occurred_at for f in file.all(TellPassedOn))
        yield Run(
            starts=passed.event.day,
            because="The matter was passed to another authority",
            limit=Limit(CountRule.WD_FWD_PLUS, file.terms.number("passed-on-notice", passed.event.day)),
            met_at=next((at for at in told if at >= passed.event.occurred_at), None),
        )


CLOCKS = (
    Clock(
        id="HAN-C1",
        title="Finish, or report to the IOPC and the local policing body",
        workflow="handling",
        cite=law.REG_13,
        runs=_twelve_months,
    ),
    Clock(
        id="HAN-C2",
        title="Tell them that it was passed on",
        workflow="handling",
        cite=law.PROPOSED_TIME,
        runs=_told_passed_on,
        own_target=True,
        after_closure=True,
    ),
)
