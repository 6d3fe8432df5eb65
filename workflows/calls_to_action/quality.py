"""Quality assurance: does the panel meet with an outside specialist, do cases end in time, is anything learned?"""

from collections.abc import Iterator, Sequence
from datetime import date

from workflows import citations as law
from workflows.calls_to_action.measures import THE_CASE, Basis, Finding, Measure, Period, Result
from workflows.calls_to_action.themes import Theme
from workflows.calls_to_action.timeliness import each_in_time
from workflows.casefile import CaseFile
from workflows.handling.entries import ConfirmOutcomes
from workflows.panel.entries import CancelMeeting, RecordMeeting
from workflows.panel.facts import plan, plans
from workflows.panel.vocabulary import Seat
from workflows.words import written

NOTHING = frozenset({"", "nothing", "nothing yet", "none"})
"""What says that there is nothing to learn, as it is asked for."""

BEST_FIRST = (Result.MET, Result.NOT_YET_DUE, Result.NOT_MET, Result.NOT_EVIDENCED)


def _months(meetings: Sequence[CaseFile], period: Period) -> Iterator[Finding]:
    """One finding a month: the best of its meetings. One that was cancelled is none."""
    for month in period.months:
        judged = [j for file in meetings if (j := _meeting(file, month, period))]
        yield Finding(f"{month:%B %Y}", *_best(judged or [_no_meeting(meetings, month, period)]))


def _best(judged: Sequence[tuple[Result, str]]) -> tuple[Result, str]:
    return min(judged, key=lambda j: BEST_FIRST.index(j[0]))


def _meeting(file: CaseFile, month: date, period: Period) -> tuple[Result, str] | None:
    """What became of a meeting, or None for one of another month, not yet known or cancelled."""
    planned, held = plan(file), file.last(RecordMeeting)
    if planned is None or planned.month != f"{month:%Y-%m}" or file.last(CancelMeeting):
        return None
    if held and Seat.SPECIALIST in held.entry.attended:
        return Result.MET, f"Held on {written(held.entry.held_on)} with a specialist from outside the police"
    if held:
        return Result.NOT_MET, f"Held on {written(held.entry.held_on)} without a specialist from outside the police"
    if planned.meets_on >= period.known_on:
        return Result.NOT_YET_DUE, f"Planned for {written(planned.meets_on)}"
    return Result.NOT_EVIDENCED, f"Planned for {written(planned.meets_on)}; whether it was held is not on file"


def _no_meeting(meetings: Sequence[CaseFile], month: date, period: Period) -> tuple[Result, str]:
    over = (period.known_on.year, period.known_on.month) > (month.year, month.month)
    return (Result.NOT_MET if over else Result.NOT_YET_DUE), _why_none(meetings, month)


def _why_none(meetings: Sequence[CaseFile], month: date) -> str:
    """Why a month has no meeting: the one that was planned was cancelled or is for another month now, or none was."""
    had = [file for file in meetings if any(each.month == f"{month:%Y-%m}" for each in plans(file))]
    for file in had:
        cancelled, planned = file.last(CancelMeeting), plans(file)[-1]
        if cancelled and planned.month == f"{month:%Y-%m}":
            return f"The meeting planned for {written(planned.meets_on)} was cancelled"
    return "The meeting planned for this month was moved to another" if had else "No meeting is planned for this month"


QAP_4 = Measure(
    id="QAP-4",
    theme=Theme.QUALITY,
    title="Monthly panel meeting with an outside specialist",
    unit="months",
    met_if="A meeting for the month was held, and a domestic abuse specialist from outside the police took part. "
    "One that was cancelled was not held.",
    does_not_show="Whether the panel was heard, which cases it saw, or whether its recommendations were followed.",
    of=_months,
    cite=law.HAMPSHIRE_PANEL,
    basis=Basis.SOURCE,
)


def _learned(file: CaseFile, period: Period) -> Iterator[Finding]:
    """A case counts in the period in which its outcomes were last confirmed."""
    confirmed = file.last(ConfirmOutcomes)
    if confirmed is None:
        yield Finding(THE_CASE, Result.NOT_YET_DUE, "The outcomes are not decided yet")
    elif confirmed.event.day in period:
        said = confirmed.entry.learning.strip().rstrip(".").casefold() not in NOTHING
        on = f"Outcomes confirmed on {written(confirmed.event.day)}"
        result = Result.MET if said else Result.NOT_EVIDENCED
        yield Finding(THE_CASE, result, f"{on}; {'learning is on file' if said else 'nothing to learn is on file yet'}")


QAP_6 = Measure(
    id="QAP-6",
    theme=Theme.QUALITY,
    title="Learning written down when outcomes are decided",
    unit="cases",
    met_if="What should be learned from the case is on file with its outcomes. “Nothing yet” counts as not evidenced.",
    does_not_show="Whether anybody learned it, or whether it was shared. That nothing is to be learned can be true.",
    of=_learned,
    cite=law.HAMPSHIRE_PANEL,
    basis=Basis.SOURCE,
)


QAP_8 = Measure(
    id="QAP-8",
    theme=Theme.QUALITY,
    title="Outcomes decided within twelve months",
    unit="cases",
    met_if="The outcomes were decided within twelve months of the day on which the matter came to attention.",
    does_not_show="Where it took longer, whether reports on delay went to the IOPC and the local policing body. Nor "
    "whether a case took longer because it was done well.",
    of=lambda file, period: each_in_time(file, period, {"HAN-C1": "Twelve months"}, "decided"),
    cite=law.REG_13,
    basis=Basis.SOURCE,
)
