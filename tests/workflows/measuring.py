"""What tests of measures share: a period, what a measure finds in a file made by hand, and entries for it."""

from datetime import date

from tests.workflows.case_files import Build, moment
from workflows.calls_to_action.checklist import of_case
from workflows.calls_to_action.measures import Finding, Period, Result
from workflows.handling.vocabulary import MatterKind, RecordingGround

MET, NOT_MET, NOT_EVIDENCED, NOT_YET_DUE, NOT_APPLICABLE = Result
MARCH = (date(2026, 3, 1), date(2026, 3, 31))
RECORD = {"kind": MatterKind.CONDUCT, "ground": RecordingGround.REG_7, "reasons": "A serious assault"}


def period(known: int = 30, starts: date = MARCH[0], ends: date = MARCH[1]) -> Period:
    """March 2026, as known on a day counted from 2 March."""
    return Period(starts, ends, moment(known))


def found(measure: str, build: Build, of: Period) -> list[Finding]:
    return [finding for id, finding in of_case(build.file, of) if id == measure]


def results(measure: str, build: Build, of: Period) -> list[tuple[str, Result]]:
    return [(finding.unit, finding.result) for finding in found(measure, build, of)]
