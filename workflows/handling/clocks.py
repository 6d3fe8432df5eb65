"""By when a matter must be reported on, and its outcome told."""

from collections.abc import Iterator
from itertools import islice

from workflows import citations as law
from workflows.calendar import CountRule, Limit
from workflows.casefile import CaseFile, ProcessFact
from workflows.clocks import Clock, Run
from workflows.handling.deputy import CLOCK as OUTSIDE
from workflows.handling.entries import PassOn, TellPassedOn
from workflows.handling.timeliness import Period, periods
from workflows.handling.urgent_access import CLOCK as URGENT_ACCESS


def _first_year(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    return (_run(period, "The matter came to the force's attention") for period in islice(periods(file), 1))


def _half_years(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    return (_run(period, "The day after the last period ended") for period in islice(periods(file), 1, None))


def _run(period: Period, because: str) -> Run:
    taken = period.taken_over and not period.met_at
    ended = "The IOPC reports, as it directs or carries out the investigation." if taken else ""
    return Run(period.starts, because, period.limit, period.met_at, ended)


def _told_passed_on(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    for passed in file.all(PassOn):
        told = (f.event.occurred_at for f in file.all(TellPassedOn))
        yield Run(
            starts=passed.event.day,
            because="The matter was passed to another authority",
            limit=Limit(CountRule.WD_FWD_PLUS, file.terms.number("passed-on-notice", passed.event.day)),
            met_at=next((at for at in told if at >= passed.event.occurred_at), None),
        )


THEN_REPORT = (
    "Nothing pauses this clock. If it is not finished by then, a report follows as soon as is practicable: the law "
    "names no day for it."
)

CLOCKS = (
    Clock(
        id="HAN-C1",
        title="Finish, or report to the IOPC and the local policing body",
        workflow="handling",
        met_by=("send-timeliness-report",),
        cite=law.REG_13,
        runs=_first_year,
        pauses=THEN_REPORT,
    ),
    Clock(
        id="HAN-C3",
        title="Finish, or report again to the IOPC and the local policing body",
        workflow="handling",
        met_by=("send-timeliness-report",),
        cite=law.REG_13_3_B,
        runs=_half_years,
        pauses=THEN_REPORT,
    ),
    Clock(
        id="HAN-C2",
        title="Tell them that it was passed on",
        workflow="handling",
        met_by=("tell-passed-on",),
        cite=law.PROPOSED_TIME,
        runs=_told_passed_on,
        own_target=True,
        after_closure=True,
    ),
    URGENT_ACCESS,
    OUTSIDE,
)
