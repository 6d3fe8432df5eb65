"""Identification, reporting and recording: is every matter recorded under Schedule 3?"""

from collections.abc import Iterator

from workflows import citations as law
from workflows.allegations.facts import is_domestic_abuse
from workflows.calls_to_action.measures import THE_CASE, Basis, Finding, Measure, Period, Result
from workflows.calls_to_action.themes import Theme
from workflows.casefile import CaseFile
from workflows.handling.entries import HandleOutside
from workflows.handling.facts import recorded
from workflows.words import written


def _of(file: CaseFile, _period: Period) -> Iterator[Finding]:
    decided, outside = recorded(file), file.last(HandleOutside)
    if not is_domestic_abuse(file):
        yield Finding(THE_CASE, Result.NOT_EVIDENCED, "Whether it is domestic abuse by police is not answered")
    elif decided:
        yield Finding(THE_CASE, Result.MET, f"Recorded on {written(decided.event.day)}")
    elif outside:
        yield Finding(THE_CASE, Result.NOT_MET, f"Handled outside Schedule 3 since {written(outside.event.day)}")
    else:
        yield Finding(THE_CASE, Result.NOT_EVIDENCED, "No decision on recording is on file")


IRR_1 = Measure(
    id="IRR-1",
    theme=Theme.RECORDING,
    title="Recorded under Schedule 3",
    unit="cases",
    met_if="The matter is recorded as a complaint or as a recordable conduct matter, whenever that was.",
    of=_of,
    cite=law.PARA_2_6B,
    basis=Basis.SOURCE,
)
