"""A run counted: by measure, by theme, in all and beside earlier periods; and the fingerprint by which runs compare."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from complaints.models.people import SignedIn
from complaints.queries.compliance_page import EarlierRow, FoundRow, FoundRun, RunRow
from complaints.reports.run import earlier_periods
from workflows.calls_to_action.checklist import MEASURES
from workflows.calls_to_action.measures import Measure, Period, Result, Tally, Word
from workflows.calls_to_action.themes import Theme
from workflows.model import Role
from workflows.words import joined

SMALL = 5
"""Of fewer units no percentage is given: it would move by leaps that mean nothing (settlement 22 keeps the counts)."""

LACKING = (Result.NOT_MET, Result.NOT_EVIDENCED)


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    met: int
    due: int

    @property
    def percent(self) -> int | None:
        """The percentage, rounded, or None where the numbers are small."""
        return round(100 * self.met / self.due) if self.due >= SMALL else None

    @property
    def words(self) -> str:
        """ "3 of 4", "6 of 10 (60%)", or that nothing was due."""
        if not self.due:
            return "none due"
        return f"{self.met} of {self.due}" + ("" if self.percent is None else f" ({self.percent}%)")


@dataclass(frozen=True)
class MeasureRow:
    """One measure with everything it found, how that counts, and how it stood: `trend` is oldest first, this last."""

    measure: Measure[Any]
    tally: Tally
    findings: tuple[FoundRow, ...]
    trend: tuple[Share, ...]

    @property
    def share(self) -> Share:
        """How many units meet the measure, of those that had to."""
        return self.trend[-1]

    def number(self, result: Result) -> int:
        """How many units have this result."""
        return self.tally.counts[result]

    def pairs(self, result: Result) -> tuple[Found, ...]:
        """What was found with this result, each with this row."""
        return tuple((self, each) for each in self.findings if each.finding.result is result)


Found = tuple[MeasureRow, FoundRow]
"""A finding beside the measure that found it."""


@dataclass(frozen=True)
class ThemeRows:
    """The measures of one theme, and how many of them have each word."""

    theme: Theme
    rows: tuple[MeasureRow, ...]

    @property
    def words(self) -> Counter[Word]:
        """How many measures have each word."""
        return Counter(row.tally.word for row in self.rows)

    def number(self, result: Result) -> int:
        """How many units of the theme have this result; those of counts without a target are left out."""
        return sum(row.number(result) for row in self.rows if row.measure.target)


@dataclass(frozen=True)
class Report:
    """A run as every page and file shows it. `made_by` is a role, never a name.

    `periods` are oldest first, this one last; older ones, from which nothing is on file, are left out.
    """

    run: RunRow
    made_by: str
    rows: tuple[MeasureRow, ...]
    periods: tuple[Period, ...]
    fingerprint: str

    @property
    def themes(self) -> tuple[ThemeRows, ...]:
        """The measures by theme."""
        return tuple(ThemeRows(theme, tuple(r for r in self.rows if r.measure.theme is theme)) for theme in Theme)

    @property
    def words(self) -> Counter[Word]:
        """How many measures have each word."""
        return Counter(row.tally.word for row in self.rows)

    @property
    def cases(self) -> int:
        """How many cases were counted: the first measure asks each once."""
        return len(self.rows[0].findings)

    def number(self, result: Result) -> int:
        """How many units have this result, under every measure that has a target."""
        return sum(each.number(result) for each in self.themes)

    @property
    def due(self) -> int:
        """How many units had to meet a measure by the cut-off."""
        return sum(row.tally.due for row in self.rows if row.measure.target)

    def those(self, *results: Result) -> tuple[Found, ...]:
        """What was found with any of these results, in the order of the checklist; no counts without a target."""
        targets = (row for row in self.rows if row.measure.target)
        return tuple((row, each) for row in targets for each in row.findings if each.finding.result in results)

    @property
    def exceptions(self) -> tuple[Found, ...]:
        """What was not met or is not evidenced."""
        return self.those(*LACKING)


def summarise(found: FoundRun, reader: SignedIn) -> Report:
    """The report of a run, as its maker reads it."""
    roles = joined([role.label for role in Role if role in reader.roles]) or reader.name
    period = Period(found.run.starts, found.run.ends, found.run.known_at)
    oldest = max((each.back for each in found.earlier), default=0)
    earlier = sorted(((back, p) for back, p in earlier_periods(period).items() if back <= oldest), reverse=True)
    backs = [back for back, _ in earlier]
    rows = tuple(_row(measure, found, backs) for measure in MEASURES.values())
    return Report(found.run, roles, rows, (*(each for _, each in earlier), period), fingerprint(found))


def _row(measure: Measure[Any], found: FoundRun, backs: Iterable[int]) -> MeasureRow:
    own = tuple(each for each in found.findings if each.measure == measure.id)
    tally = measure.tally(each.finding for each in own)
    counted = {each.back: Share(each.met, each.due) for each in found.earlier if each.measure == measure.id}
    trend = (*(counted.get(back, Share(0, 0)) for back in backs), Share(tally.met, tally.due))
    return MeasureRow(measure, tally, own, trend)


def fingerprint(found: FoundRun) -> str:
    """SHA-256 in hexadecimal of what was asked and all that was found: the same facts give it again."""
    run = found.run
    asked = [run.checklist, run.starts.isoformat(), run.ends.isoformat(), run.known_at.isoformat()]
    rows = [[each.measure, *each.finding] for each in found.findings]
    earlier = [_counted(each) for each in found.earlier]
    return sha256(json.dumps([asked, rows, earlier], separators=(",", ":")).encode()).hexdigest()


def _counted(row: EarlierRow) -> list[str | int]:
    return [row.measure, row.back, row.met, row.due]
