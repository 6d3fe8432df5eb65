"""Measures of time: was a deadline kept, and in which period does it count?"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from workflows.calendar import london_day
from workflows.calls_to_action.measures import Finding, Period, Result
from workflows.casefile import CaseFile
from workflows.clocks import CASE_CLOSED, Due, deadlines
from workflows.people.facts import people_with
from workflows.people.vocabulary import Part
from workflows.registry import CLOCK
from workflows.words import written


def in_time(file: CaseFile, due: Due, period: Period, done: str) -> tuple[Result, str]:
    """Whether a deadline was kept, with the reason; `done` says what had to happen, as "sent"."""
    limit = f"the last day was {written(due.last_day)}"
    if due.met_at:
        result = Result.MET if due.met_at < due.due_at else Result.NOT_MET
        return result, f"{done.capitalize()} on {written(london_day(due.met_at))}; {limit}"
    if due.ended and not _closed_too_late(file, due):
        return Result.NOT_APPLICABLE, due.ended
    if period.known_at < due.due_at:
        return Result.NOT_YET_DUE, f"The last day is {written(due.last_day)}"
    return Result.NOT_MET, f"Not {done} by {written(period.known_on)}; {limit}"


def each_in_time(file: CaseFile, period: Period, units: Mapping[str, str], done: str) -> Iterator[Finding]:
    """Every deadline of some clocks, in the one period in which it counts; `units` name what each is."""
    for clock, unit in units.items():
        for due in deadlines(file, [CLOCK[clock]]):
            day = counted_on(due)
            if day in period:
                yield Finding(f"{unit} {due.nth}", *in_time(file, due, period, done))
            elif due.starts <= period.ends < day:
                reason = f"The last day is {written(due.last_day)}, after the period"
                yield Finding(f"{unit} {due.nth}", Result.NOT_YET_DUE, reason)


def counted_on(due: Due) -> date:
    """The London day on which a deadline counts: when it was met or, if that is earlier, its last day.

    Counted by its last day alone, what was done in time and ended a case would lie after the case, and count nowhere.
    """
    return min(due.last_day, london_day(due.met_at)) if due.met_at else due.last_day


def of_victim(file: CaseFile, found: Iterable[Finding]) -> Iterator[Finding]:
    """What was found of something owed to the victim: not evidenced where nobody is on file to whom it could be."""
    known = bool(people_with(file, Part.VICTIM))
    for finding in found:
        lacking = Finding(finding.unit, Result.NOT_EVIDENCED, "No victim is on file")
        yield finding if known or finding.result is Result.MET else lacking


def closed_at(file: CaseFile) -> datetime | None:
    """When (UTC) the handling of the case ended, or None while it runs."""
    ends = (f.event.occurred_at for f in reversed(file.facts) if f.event.workflow == "handling" and f.event.dest.final)
    return next(ends, None) if file.closed else None


def _closed_too_late(file: CaseFile, due: Due) -> bool:
    """Whether the case ended when the deadline was over already: what was late then stays late."""
    closed = closed_at(file)
    return due.ended == CASE_CLOSED and closed is not None and closed >= due.due_at
