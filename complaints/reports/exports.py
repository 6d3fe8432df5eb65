"""A report as a file: CSV for a spreadsheet, JSON for another program. Neither names anybody."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import Any

from complaints.queries.compliance_page import FoundRow, RunRow
from complaints.reports.summary import MeasureRow, Report, Share
from workflows.calls_to_action.measures import Period, Result

SCHEMA = "compliance-report/1"
"""Changes when a key goes or changes its meaning; a new key does not change it."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
RUN = ("first_day", "last_day", "known_at", "checklist")
COLUMNS = (*RUN, "measure", "theme", "title", "basis", "unit", "result", "reason", "case")


def as_csv(report: Report) -> bytes:
    """One line a finding. Begins with a byte order mark: without it Excel takes UTF-8 for another encoding."""
    text = StringIO()
    lines = csv.writer(text)
    lines.writerow(COLUMNS)
    lines.writerows(_line(report.run, row, each) for row in report.rows for each in row.findings)
    return text.getvalue().encode("utf-8-sig")


def as_json(report: Report) -> bytes:
    """The whole report, definitions included."""
    run = report.run
    whole = {
        "schema": SCHEMA,
        "report": run.reference,
        "force": run.force,
        "first_day": run.starts.isoformat(),
        "last_day": run.ends.isoformat(),
        "known_at": run.known_at.isoformat(),
        "made_at": run.made_at.isoformat(),
        "made_by": report.made_by,
        "checklist": run.checklist,
        "fingerprint": report.fingerprint,
        "cases": report.cases,
        "answers": {result.value: report.number(result) for result in Result},
        "measures": [_measure(report, row) for row in report.rows],
    }
    return json.dumps(whole, indent=2, ensure_ascii=False).encode()


def _line(run: RunRow, row: MeasureRow, each: FoundRow) -> list[str]:
    measure, finding = row.measure, each.finding
    asked = [run.starts.isoformat(), run.ends.isoformat(), run.known_at.isoformat(), run.checklist]
    about = [measure.id, measure.theme.label, measure.title, measure.basis.value]
    return [_inert(text) for text in (*asked, *about, *finding, each.case or "")]


def _inert(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _measure(report: Report, row: MeasureRow) -> dict[str, Any]:
    measure, tally = row.measure, row.tally
    beside = zip(report.periods[:-1], row.trend[:-1], strict=True)
    return {
        "id": measure.id,
        "theme": measure.theme.label,
        "title": measure.title,
        "basis": measure.basis.value,
        "met_if": measure.met_if,
        "does_not_show": measure.does_not_show,
        "has_target": measure.target,
        "source": measure.cite.short,
        "caveat": measure.cite.caveat,
        "result": tally.word.value,
        "reason": tally.why_not_applicable,
        "counted": measure.unit,
        "met": tally.met,
        "due": tally.due,
        "not_evidenced": row.number(Result.NOT_EVIDENCED),
        "not_yet_due": row.number(Result.NOT_YET_DUE),
        "not_applicable": row.number(Result.NOT_APPLICABLE),
        "earlier": [_earlier(period, share) for period, share in beside],
        "findings": [{**each.finding._asdict(), "case": each.case} for each in row.findings],
    }


def _earlier(period: Period, share: Share) -> dict[str, Any]:
    days = {"first_day": period.starts.isoformat(), "last_day": period.ends.isoformat()}
    return {**days, "known_at": period.known_at.isoformat(), "met": share.met, "due": share.due}
