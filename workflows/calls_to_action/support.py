"""Complainant and victim-survivor support: did each written update go out in time?"""

from collections.abc import Iterator

from workflows import citations as law
from workflows.calls_to_action.measures import Basis, Finding, Measure, Period, Result, in_time
from workflows.calls_to_action.themes import Theme
from workflows.casefile import CaseFile
from workflows.clocks import deadlines
from workflows.registry import CLOCK
from workflows.words import written


def _of(file: CaseFile, period: Period) -> Iterator[Finding]:
    """Each update counts once, in the period in which its last day lies."""
    for due in deadlines(file, [CLOCK["OVR-C1"]]):
        unit = f"Written update {due.nth}"
        if due.last_day in period:
            yield Finding(unit, *in_time(due, period, "sent"))
        elif due.starts <= period.ends < due.last_day:
            yield Finding(unit, Result.NOT_YET_DUE, f"The last day is {written(due.last_day)}, after the period")


CVS_1 = Measure(
    id="CVS-1",
    theme=Theme.SUPPORT,
    title="Written updates on time",
    unit="updates",
    met_if="Sent in writing within four weeks of the start of handling or of the last update. A call does not count.",
    of=_of,
    cite=law.REG_34_2_A,
    basis=Basis.SOURCE,
)
