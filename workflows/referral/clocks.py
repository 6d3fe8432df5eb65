"""By when a referral must be made: without delay, and by the end of the day after."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from workflows import citations as law
from workflows.calendar import CountRule, Limit, first_moment_after, london_day
from workflows.casefile import CaseFile, ProcessFact
from workflows.clocks import Clock, Run
from workflows.handling.facts import recorded
from workflows.handling.vocabulary import MatterKind
from workflows.referral import entries as e
from workflows.referral.facts import in_order

LIMIT_OF = {
    MatterKind.COMPLAINT: ("a complaint", law.REG_4_LIMIT),
    MatterKind.CONDUCT: ("a conduct matter", law.REG_7_LIMIT),
    MatterKind.DSI: ("a death or serious injury matter", law.REG_9_LIMIT),
}
ENDINGS = {
    e.RecordInitiative: "The IOPC has treated the matter as referred.",
    e.RecordDetermination: "The IOPC decided before this was sent.",
}


def _mandatory(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    """A run for each decision that a criterion applies. A recorded death or serious injury matter needs none."""
    under = _under(file)
    decided = [fact for fact in file.all(e.DecideToRefer) if fact.entry.mandatory]
    for fact in decided:
        starts = london_day(fact.entry.became_clear_at)
        yield _run(file, starts, f"It became clear that a criterion applies ({under})", fact.event.recorded_at)
    matter = recorded(file)
    if matter and matter.entry.kind is MatterKind.DSI and not decided:
        yield _run(file, matter.event.day, f"It was recorded as one that must be referred ({under})", None)


def _called_in(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    for fact in file.all(e.RecordCallIn):
        starts = london_day(fact.entry.notified_at)
        yield _run(file, starts, "The IOPC's notice arrived", fact.event.recorded_at)


def _run(file: CaseFile, starts: date, because: str, since: datetime | None) -> Run:
    met_at, ended = _ending(file, since)
    return Run(starts, because, Limit(CountRule.EOD_NEXT_DAY, 1), met_at, ended)


def _ending(file: CaseFile, since: datetime | None) -> tuple[datetime | None, str]:
    """When the referral was sent, or what made sending it pointless, whichever came first after `since`."""
    later: list[Any] = in_order(file, e.SendReferral, *ENDINGS)
    first = next((fact for fact in later if since is None or fact.event.recorded_at > since), None)
    if first is None:
        return None, ""
    if isinstance(first.entry, e.SendReferral):
        return first.entry.sent_at or first.event.recorded_at, ""
    return None, ENDINGS[type(first.entry)]


def _under(file: CaseFile) -> str:
    if matter := recorded(file):
        kind, limit = LIMIT_OF[matter.entry.kind]
        return f"{kind}: {limit.short}"
    return f"not recorded yet: {law.REGS_4_7_AND_9_LIMIT.short}"


def is_late(file: CaseFile, process: ProcessFact, sent: datetime) -> bool:
    """Whether a referral sent at a moment (UTC) comes after a limit that still runs."""
    runs = [run for clock in CLOCKS for run in clock.runs(file, process)]
    ends = [file.terms.calendar.last_day(run.limit, run.starts) for run in runs if not run.met_at and not run.ended]
    return any(sent >= first_moment_after(day) for day in ends)


WEEKENDS_COUNT = "Nothing pauses this clock: weekends and bank holidays count."
CLOCKS = (
    Clock(
        id="REF-C1",
        title="Refer to the IOPC",
        workflow="referral",
        met_by=("send-referral",),
        cite=law.REGS_4_7_AND_9_LIMIT,
        runs=_mandatory,
        pauses=WEEKENDS_COUNT,
    ),
    Clock(
        id="REF-C2",
        title="Refer what the IOPC has called in",
        workflow="referral",
        met_by=("send-referral",),
        cite=law.PARA_4_1_C_LIMIT,
        runs=_called_in,
        pauses=WEEKENDS_COUNT,
    ),
)
