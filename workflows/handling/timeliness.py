"""The periods at whose end an unfinished matter is reported on (PCMR reg 13): a year, then half a year each.

No clock can say by how many days a report may follow: the law says as soon as is practicable after the period.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated

from workflows.calendar import CountRule, Limit, london_day
from workflows.casefile import CaseFile
from workflows.handling.entries import ConfirmOutcomes
from workflows.handling.facts import report
from workflows.handling.vocabulary import ReportedTo
from workflows.model import Ask, Entry
from workflows.referral.entries import RecordDetermination
from workflows.referral.vocabulary import IOPC_LED


@dataclass(frozen=True, kw_only=True)
class SendTimelinessReport(Entry):
    """A report on a matter that was not finished when a year, or another half year, was over."""

    sent_at: Annotated[datetime, Ask("When was it sent?")]
    sent_to: Annotated[
        tuple[ReportedTo, ...],
        Ask("Who has had it?", "The IOPC and the local policing body; the others unless it would do harm."),
    ]
    kept_from_body: Annotated[
        str | None, Ask("If not the local policing body, what would it prejudice?", long=True)
    ] = None
    progress: Annotated[str, Ask("What has been done, and which notices were given?", "With their days.", long=True)]
    expected_on: Annotated[date | None, Ask("When is the end expected?", "Leave blank if nobody can say.")] = None
    reasons: Annotated[str, Ask("Why has it taken so long?", long=True)]
    planned: Annotated[str, Ask("What is planned next?", long=True)]


@dataclass(frozen=True)
class Period:
    """One period: the London day on which it starts, how long it lasts, its last day, and when (UTC) it was answered.

    `taken_over` says that the IOPC had the investigation, and with it the duty to report, by the last day.
    """

    starts: date
    limit: Limit
    last_day: date
    met_at: datetime | None
    taken_over: bool


def periods(file: CaseFile) -> Iterator[Period]:
    """Each period, oldest first: the next begins the day after, once a report on the last has gone."""
    first, confirmed = report(file), file.last(ConfirmOutcomes)
    if first is None:
        return
    finished = confirmed.event.occurred_at if confirmed else None
    sent = sorted(f.event.occurred_at for f in file.all(SendTimelinessReport))
    starts, key = london_day(first.entry.came_to_attention_at), "timeliness-first"
    while True:
        limit = Limit(CountRule.MONTHS_INCLUSIVE, file.terms.number(key, first.event.day))
        last_day = file.terms.calendar.last_day(limit, starts)
        sent = [at for at in sent if london_day(at) > last_day]
        met_at = min(filter(None, (finished, *sent[:1])), default=None)
        yield Period(starts, limit, last_day, met_at, _taken_over(file, last_day))
        if met_at is None or met_at == finished:
            return
        starts, key, sent = last_day + timedelta(days=1), "timeliness-next", sent[1:]


def _taken_over(file: CaseFile, last_day: date) -> bool:
    made = file.last(RecordDetermination)
    return made is not None and made.entry.determination in IOPC_LED and made.event.day <= last_day


def report_is_owed(file: CaseFile, on: date) -> bool:
    """Whether a period had ended before a London day, and nothing has answered it."""
    return any(p.last_day < on and p.met_at is None and not p.taken_over for p in periods(file))
