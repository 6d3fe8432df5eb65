"""A run counted: one row a measure with its word, and the fingerprint by which two runs are compared."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from complaints.models.people import SignedIn
from complaints.queries.compliance_page import FoundRow, FoundRun, RunRow
from workflows.calls_to_action.checklist import MEASURES
from workflows.calls_to_action.measures import Measure, Result, Tally
from workflows.model import Role
from workflows.words import joined


@dataclass(frozen=True)
class MeasureRow:
    """One measure with everything it found and how that counts."""

    measure: Measure[Any]
    tally: Tally
    findings: tuple[FoundRow, ...]

    def number(self, result: Result) -> int:
        """How many units have this result."""
        return self.tally.counts[result]


@dataclass(frozen=True)
class Report:
    """A run as every page and file shows it. `made_by` is a role, never a name."""

    run: RunRow
    made_by: str
    rows: tuple[MeasureRow, ...]
    fingerprint: str

    @property
    def exceptions(self) -> tuple[tuple[MeasureRow, FoundRow], ...]:
        """What was not met or is not evidenced, in the order of the checklist."""
        lacking = (Result.NOT_MET, Result.NOT_EVIDENCED)
        return tuple((row, each) for row in self.rows for each in row.findings if each.finding.result in lacking)


def summarise(found: FoundRun, reader: SignedIn) -> Report:
    """The report of a run, as its maker reads it."""
    roles = joined([role.label for role in Role if role in reader.roles]) or reader.name
    rows = tuple(_row(measure, found.findings) for measure in MEASURES.values())
    return Report(found.run, roles, rows, fingerprint(found))


def _row(measure: Measure[Any], findings: tuple[FoundRow, ...]) -> MeasureRow:
    own = tuple(each for each in findings if each.measure == measure.id)
    return MeasureRow(measure, Tally(Counter(each.finding.result for each in own)), own)


def fingerprint(found: FoundRun) -> str:
    """SHA-256 in hexadecimal of what was asked and all that was found: the same facts give it again."""
    run = found.run
    asked = [run.checklist, run.starts.isoformat(), run.ends.isoformat(), run.known_at.isoformat()]
    rows = [[each.measure, *each.finding] for each in found.findings]
    return sha256(json.dumps([asked, rows], separators=(",", ":")).encode()).hexdigest()
