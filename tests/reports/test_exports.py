"""CSV and JSON: complete, inert, and without names."""

import csv
import json
from io import StringIO

import pytest

from complaints.queries.compliance_page import FoundRow
from complaints.reports.exports import as_csv, as_json
from complaints.reports.reference import checklist_page
from tests.reports.samples import READER, report
from workflows.calls_to_action.checklist import MEASURES
from workflows.calls_to_action.measures import Finding, Result

ABOUT = ["2026-03-01", "2026-03-31", "2026-04-01T09:30:00+00:00", "2"]
IRR_1 = ["IRR-1", "Identification, reporting and recording", "Recorded under Schedule 3", "S"]
CVS_1 = ["CVS-1", "Complainant and victim-survivor support", "Written updates on time", "S"]
QAP_4 = ["QAP-4", "Quality assurance", "Monthly panel meeting with an outside specialist", "S"]


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_has_a_line_for_each_finding_and_no_formula() -> None:
    assert rows(as_csv(report()))[1:] == [
        [*ABOUT, *IRR_1, "The case", "met", "Recorded on 2 March 2026", "AAAA-BBBB-CCCC"],
        [*ABOUT, *IRR_1, "The case", "not-evidenced", '\'=HYPERLINK("http://evil","Łucja")', ""],
        [*ABOUT, *CVS_1, "Written update 1", "not-yet-due", "The last day is 3 April 2026", ""],
        [*ABOUT, *QAP_4, "March 2026", "not-met", "No meeting is planned for this month", ""],
    ]


def test_csv_says_that_it_is_utf_8_to_programs_that_guess() -> None:
    assert as_csv(report()).startswith(b"\xef\xbb\xbffirst_day,")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_nothing_that_begins_a_formula_begins_a_cell(start: str) -> None:
    found = FoundRow("IRR-1", Finding(f"{start}1", Result.MET, f"{start}cmd|' /C calc'!A0"), f"{start}A")
    (line,) = rows(as_csv(report((found,))))[1:]
    assert [cell[:2] for cell in line[-4:] if cell != "met"] == [f"'{start}"] * 3


def test_json_has_every_measure_with_its_definition_and_its_counts() -> None:
    made = json.loads(as_json(report()))
    assert (made["schema"], made["report"], made["made_by"]) == (
        "compliance-report/1",
        "K7Q2-M4XD-9TBC",
        "Head of professional standards",
    )
    assert [measure["id"] for measure in made["measures"]] == list(MEASURES)
    first = made["measures"][0]
    counts = {name: first[name] for name in ("result", "met", "due", "not_evidenced", "not_yet_due", "not_applicable")}
    assert counts == {"result": "PARTLY", "met": 1, "due": 2, "not_evidenced": 1, "not_yet_due": 0, "not_applicable": 0}
    assert first["met_if"] == MEASURES["IRR-1"].met_if
    assert first["does_not_show"] == MEASURES["IRR-1"].does_not_show
    assert first["earlier"] == [
        {
            "first_day": "2026-02-01",
            "last_day": "2026-02-28",
            "known_at": "2026-03-01T10:30:00+00:00",
            "met": 1,
            "due": 4,
        }
    ]
    assert [measure["id"] for measure in made["measures"] if not measure["has_target"]] == ["IRR-2"]
    assert made["cases"] == 2
    assert first["findings"][0] == {
        "unit": "The case",
        "result": "met",
        "reason": "Recorded on 2 March 2026",
        "case": "AAAA-BBBB-CCCC",
    }


def test_no_export_names_its_maker() -> None:
    assert [READER.name.encode() in made for made in (as_csv(report()), as_json(report()))] == [False, False]


def test_the_reference_page_has_every_measure_once_with_its_threshold() -> None:
    page = checklist_page()
    assert [page.count(f"### {measure.id}: {measure.title}\n") for measure in MEASURES.values()] == [1] * len(MEASURES)
    for measure in MEASURES.values():
        assert page.count(f" if: {measure.met_if}\n- What this does not show: {measure.does_not_show}\n") == 1
