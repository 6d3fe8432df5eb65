"""Quality assurance: does the scrutiny panel meet each month, with a specialist from outside the police?"""

from collections.abc import Iterator, Sequence
from datetime import date

from workflows import citations as law
from workflows.calls_to_action.measures import Basis, Finding, Measure, Period, Result
from workflows.calls_to_action.themes import Theme
from workflows.casefile import CaseFile
from workflows.panel.entries import PlanMeeting, RecordMeeting
from workflows.panel.vocabulary import Seat
from workflows.words import written

BEST_FIRST = (Result.MET, Result.NOT_YET_DUE, Result.NOT_MET, Result.NOT_EVIDENCED)


def _of(meetings: Sequence[CaseFile], period: Period) -> Iterator[Finding]:
    """One finding a month: the best of its meetings."""
    for month in period.months:
        judged = [j for file in meetings if (j := _meeting(file, month, period))] or [_no_meeting(month, period)]
        yield Finding(f"{month:%B %Y}", *min(judged, key=lambda j: BEST_FIRST.index(j[0])))


def _meeting(file: CaseFile, month: date, period: Period) -> tuple[Result, str] | None:
    """What became of a meeting, or None for one of another month or not yet known."""
    planned, held = file.last(PlanMeeting), file.last(RecordMeeting)
    if planned is None or planned.entry.month != f"{month:%Y-%m}":
        return None
    if held and Seat.SPECIALIST in held.entry.attended:
        return Result.MET, f"Held on {written(held.entry.held_on)} with a specialist from outside the police"
    if held:
        return Result.NOT_MET, f"Held on {written(held.entry.held_on)} without a specialist from outside the police"
    if planned.entry.meets_on >= period.known_on:
        return Result.NOT_YET_DUE, f"Planned for {written(planned.entry.meets_on)}"
    return Result.NOT_EVIDENCED, f"Planned for {written(planned.entry.meets_on)}; whether it was held is not on file"


def _no_meeting(month: date, period: Period) -> tuple[Result, str]:
    over = (period.known_on.year, period.known_on.month) > (month.year, month.month)
    return (Result.NOT_MET if over else Result.NOT_YET_DUE), "No meeting is planned for this month"


QAP_4 = Measure(
    id="QAP-4",
    theme=Theme.QUALITY,
    title="Monthly panel meeting with an outside specialist",
    unit="months",
    met_if="A meeting for the month was held, and a domestic abuse specialist from outside the police took part.",
    of=_of,
    cite=law.HAMPSHIRE_PANEL,
    basis=Basis.SOURCE,
)
