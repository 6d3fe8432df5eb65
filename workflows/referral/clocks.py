"""By when a referral must be made."""

from collections.abc import Iterator

from workflows import citations as law
from workflows.calendar import CountRule, Limit, london_day
from workflows.casefile import CaseFile, ProcessFact
from workflows.clocks import Clock, Run
from workflows.referral.entries import DecideToRefer, SendReferral


def _next_day(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    sent = [f.event.recorded_at for f in file.all(SendReferral)]
    for decided in file.all(DecideToRefer):
        yield Run(
            starts=london_day(decided.entry.became_clear_at),
            because="It became clear that a criterion applies",
            limit=Limit(CountRule.EOD_NEXT_DAY, 1),
            met_at=next((at for at in sent if at > decided.event.recorded_at), None),
        )


CLOCKS = (
    Clock(
        id="REF-C1",
        title="Refer to the IOPC",
        workflow="referral",
        cite=law.REG_7_LIMIT,
        runs=_next_day,
        pauses="Nothing pauses this clock: weekends and bank holidays count.",
    ),
)
