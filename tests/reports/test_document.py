"""The report as a PDF: accessible, marked, complete and without names."""

from io import BytesIO

import pytest
from pikepdf import Pdf

from complaints.documents.render import render
from complaints.documents.scan import scan
from complaints.documents.text import Words
from complaints.reports.document import document
from complaints.services.log import Head
from tests.documents.ua import assert_accessible, assert_marked
from tests.reports.samples import FOUND, READER, report
from workflows.calls_to_action.checklist import MEASURES
from workflows.calls_to_action.themes import Theme

HEAD = Head(41, "9f" * 32)
ID = b"0" * 16


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render(document(report(), HEAD), identifier=ID)


def flow(pdf: bytes) -> str:
    with Pdf.open(BytesIO(pdf)) as opened:
        return " ".join(Words(opened).flow().split())


def test_it_is_accessible_and_marked(pdf: bytes) -> None:
    assert_accessible(pdf, title="Compliance report", bookmarks=["Compliance report: abuse by police"])
    assert_marked(pdf)


def test_it_says_what_was_measured_found_and_how_to_check_it(pdf: bytes) -> None:
    text = flow(pdf)
    said = [
        "Specimen. 1 March 2026 to 31 March 2026",
        "As known on 1 April 2026 at 10:30am",
        "K7Q2-M4XD-9TBC, made on 1 April 2026 at 10:30am by: Head of professional standards",
        f"Version 2, {len(MEASURES)} measures. All are computed from the records",
        "1 of 3 met, 1 not met, 1 not evidenced. ",
        "IRR-1 Recorded under Schedule 3 PARTLY 1 of 2 cases 0 1 0",
        "CVS-1 Written updates on time NOT APPLICABLE Nothing was due by the cut-off none due 0 0 1",
        "Measure February 2026 March 2026 IRR-1 1 of 4 1 of 2",
        "Each is shown as it was known as long after its end",
        "For Name Rank or role Signature Date Prepared by Head of professional standards Chief officer",
        "QAP-4 March 2026 Not met No meeting is planned for this month",
        report().fingerprint,
        f"41:{HEAD.hash}",
        *(measure.met_if for measure in MEASURES.values()),
        *(measure.does_not_show for measure in MEASURES.values()),
    ]
    assert [words for words in said if words not in text] == []


def test_a_report_without_an_earlier_period_says_so() -> None:
    text = flow(render(document(report(earlier=()), HEAD), identifier=ID))
    assert text.count("Nothing is on file from an earlier period of the same length.") == len(Theme)


def test_what_was_met_is_no_exception() -> None:
    text = flow(render(document(report(FOUND[:1]), HEAD), identifier=ID))
    assert "Exceptions There are none." in text
    assert "AAAA-BBBB-CCCC" not in text


def test_only_the_system_is_told_where_the_log_ends(pdf: bytes) -> None:
    assert "chain" in flow(pdf)
    assert "chain" not in flow(render(document(report(), None), identifier=ID))


def test_it_names_nobody(pdf: bytes) -> None:
    assert scan(pdf, [READER.name, "Hedda", "Thornquist"]) == ()
