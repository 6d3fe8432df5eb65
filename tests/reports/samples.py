"""A report made by hand, for tests of what becomes of it; one finding is made to be taken for a formula."""

from datetime import UTC, date, datetime

from complaints.models.people import SignedIn
from complaints.queries.compliance_page import EarlierRow, FoundRow, FoundRun, RunRow
from complaints.reports.summary import Report, summarise
from workflows.calls_to_action.measures import Finding, Result
from workflows.model import PersonRef, Role

AT = datetime(2026, 4, 1, 9, 30, tzinfo=UTC)
RUN = RunRow("K7Q2-M4XD-9TBC", "Specimen", date(2026, 3, 1), date(2026, 3, 31), AT, AT, "2")
READER = SignedIn(7, 7, PersonRef("HED"), "Hedda Thornquist", frozenset({Role.HEAD_OF_PSD}))
FOUND = (
    FoundRow("IRR-1", Finding("The case", Result.MET, "Recorded on 2 March 2026"), "AAAA-BBBB-CCCC"),
    FoundRow("IRR-1", Finding("The case", Result.NOT_EVIDENCED, '=HYPERLINK("http://evil","Łucja")'), None),
    FoundRow("QAP-4", Finding("March 2026", Result.NOT_MET, "No meeting is planned for this month"), None),
    FoundRow("CVS-1", Finding("Written update 1", Result.NOT_YET_DUE, "The last day is 3 April 2026"), None),
)


EARLIER = (EarlierRow("IRR-1", 1, 1, 4),)


def report(findings: tuple[FoundRow, ...] = FOUND, earlier: tuple[EarlierRow, ...] = EARLIER) -> Report:
    """The report of these findings, as their maker reads it."""
    return summarise(FoundRun(RUN, findings, earlier), READER)
