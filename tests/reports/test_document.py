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
        "1 March 2026 to 31 March 2026, as known on 1 April 2026 at 10:30am",
        "Specimen. Report K7Q2-M4XD-9TBC",
        "by: Head of professional standards. Checklist version 1.",
        f"Recorded under Schedule 3 Met if: {MEASURES['IRR-1'].met_if} PARTLY 1 of 2 cases 1 0",
        f"Met if: {MEASURES['CVS-1'].met_if} NOT APPLICABLE Nothing was due by the cut-off 0 of 0 updates 0 1",
        "QAP-4 March 2026 Not met No meeting is planned for this month",
        report().fingerprint,
        f"41:{HEAD.hash}",
        *(measure.met_if for measure in MEASURES.values()),
    ]
    assert [words for words in said if words not in text] == []


def test_what_was_met_is_no_exception() -> None:
    text = flow(render(document(report(FOUND[:1]), HEAD), identifier=ID))
    assert "Exceptions There are none." in text
    assert "AAAA-BBBB-CCCC" not in text


def test_only_the_system_is_told_where_the_log_ends(pdf: bytes) -> None:
    assert "chain" in flow(pdf)
    assert "chain" not in flow(render(document(report(), None), identifier=ID))


def test_it_names_nobody(pdf: bytes) -> None:
    assert scan(pdf, [READER.name, "Hedda", "Thornquist"]) == ()
