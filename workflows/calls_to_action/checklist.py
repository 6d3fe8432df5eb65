"""The measures in the order of their themes, and which cases they are asked of."""

from collections.abc import Iterator, Sequence
from typing import Any

from workflows.allegations.facts import is_domestic_abuse, may_be_domestic_abuse
from workflows.calendar import london_day
from workflows.calls_to_action.independence import III_1, III_5, III_7, III_10, III_12
from workflows.calls_to_action.initial_response import IRA_1, IRA_4, IRA_5, IRA_6, IRA_10
from workflows.calls_to_action.measures import Finding, Measure, Period
from workflows.calls_to_action.police_victims import PVS_1, PVS_2, PVS_6
from workflows.calls_to_action.quality import QAP_4, QAP_6, QAP_8
from workflows.calls_to_action.recording import IRR_1, IRR_2, IRR_7, IRR_9, IRR_10
from workflows.calls_to_action.risk import MGR_2, MGR_11, MGR_12
from workflows.calls_to_action.support import CVS_1, CVS_3, CVS_7, CVS_9, CVS_10, CVS_13
from workflows.calls_to_action.themes import Theme
from workflows.calls_to_action.training import TRD_1, TRD_9, TRD_10
from workflows.casefile import CaseFile
from workflows.handling.entries import CloseCase
from workflows.handling.facts import report

VERSION = "4"
"""Stored with every run: change it when a measure comes, goes or counts differently."""

OF_A_CASE: tuple[Measure[CaseFile], ...] = (
    *(IRR_1, IRR_2, IRR_7, IRR_9, IRR_10),
    *(PVS_1, PVS_2, PVS_6),
    *(IRA_1, IRA_4, IRA_5, IRA_6, IRA_10),
    *(III_1, III_5, III_7, III_10, III_12),
    *(CVS_1, CVS_3, CVS_7, CVS_9, CVS_10, CVS_13),
    *(QAP_6, QAP_8),
    *(MGR_2, MGR_11, MGR_12),
    *(TRD_1, TRD_9, TRD_10),
)
OF_MEETINGS: tuple[Measure[Sequence[CaseFile]], ...] = (QAP_4,)
_ALL: tuple[Measure[Any], ...] = (*OF_MEETINGS, *OF_A_CASE)
MEASURES = {measure.id: measure for theme in Theme for measure in _ALL if measure.theme is theme}

EARLIER = 4
"""How many earlier periods of the same length stand beside the one that is asked for."""

Found = tuple[str, Finding]
"""A measure's id and one of its findings."""


def of_case(file: CaseFile, period: Period) -> Iterator[Found]:
    """Every finding about one case: none where it is out of scope.

    A case that may be abuse by police, but where nobody has answered that, is counted once, as not evidenced.
    """
    if _live(file, period) and may_be_domestic_abuse(file):
        asked = OF_A_CASE if is_domestic_abuse(file) else (IRR_1,)
        yield from ((measure.id, finding) for measure in asked for finding in measure.of(file, period))


def of_meetings(files: Sequence[CaseFile], period: Period) -> Iterator[Found]:
    """Every finding about the panel's meetings."""
    yield from ((measure.id, finding) for measure in OF_MEETINGS for finding in measure.of(files, period))


def _live(file: CaseFile, period: Period) -> bool:
    """Whether the case was reported by the end of the period and not closed before it began."""
    first, closed = report(file), file.last(CloseCase)
    if first is None or london_day(first.event.recorded_at) > period.ends:
        return False
    return closed is None or closed.event.day >= period.starts
