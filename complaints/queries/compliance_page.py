"""Compliance runs as their maker may read them: findings about cases that are hidden from them are not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, case, func, or_, select
from sqlmodel import Session

from complaints.errors import NotFound
from complaints.models import metadata
from complaints.models.people import SignedIn
from complaints.queries.visible import CASE_FILE, allocated, counted
from workflows.calls_to_action.measures import Finding, Result

RUN, FINDING, EARLIER, PERSON = (metadata.tables[name] for name in ("report_run", "finding", "earlier_count", "person"))
RESULT_OF = {result.value: result for result in Result}

OWN_RUNS = (
    select(RUN, PERSON.c.force)
    .join(PERSON, PERSON.c.reference == RUN.c.made_by)
    .where(RUN.c.made_by == bindparam("maker"))
    .order_by(RUN.c.id.desc())
)
FIND_RUN = OWN_RUNS.where(RUN.c.reference == bindparam("reference"))
_if_openable = case((allocated(FINDING.c.case_id), CASE_FILE.c.reference))
FINDINGS = (
    select(FINDING.c.measure, FINDING.c.unit, FINDING.c.result, FINDING.c.reason, _if_openable)
    .outerjoin_from(FINDING, CASE_FILE, CASE_FILE.c.id == FINDING.c.case_id)
    .where(FINDING.c.run_id == bindparam("run"))
    .where(or_(FINDING.c.case_id.is_(None), counted(FINDING.c.case_id)))
    .order_by(FINDING.c.id)
)
EARLIER_COUNTS = (
    select(
        *(EARLIER.c.measure, EARLIER.c.back),
        *(func.sum(EARLIER.c.met), func.sum(EARLIER.c.due), func.count(EARLIER.c.case_id)),
    )
    .where(EARLIER.c.run_id == bindparam("run"))
    .where(or_(EARLIER.c.case_id.is_(None), counted(EARLIER.c.case_id)))
    .group_by(EARLIER.c.measure, EARLIER.c.back)
    .order_by(EARLIER.c.measure, EARLIER.c.back)
)
"""Summed here and not in the run: somebody excluded since then gets sums without the case."""


@dataclass(frozen=True)
class RunRow:
    """One run. `starts` and `ends` are London days, `known_at` and `made_at` moments in UTC."""

    reference: str
    force: str
    starts: date
    ends: date
    known_at: datetime
    made_at: datetime
    checklist: str


@dataclass(frozen=True)
class FoundRow:
    """One finding. `case` is the reference of a case that the reader may open, or None."""

    measure: str
    finding: Finding
    case: str | None


@dataclass(frozen=True)
class EarlierRow:
    """One measure in the period so many before the run's own: of `due` units, `met` met it."""

    measure: str
    back: int
    met: int
    due: int


@dataclass(frozen=True)
class FoundRun:
    """A run, what it found, and how the same measures stood earlier, as far as its reader may know."""

    run: RunRow
    findings: tuple[FoundRow, ...]
    earlier: tuple[EarlierRow, ...] = ()


def own_runs(session: Session, actor: SignedIn) -> tuple[RunRow, ...]:
    """The runs that somebody made, newest first."""
    return tuple(_run(row) for row in session.execute(OWN_RUNS, {"maker": actor.person}))


def find_run(session: Session, reference: str, actor: SignedIn) -> FoundRun:
    """One of the reader's own runs. Raises `NotFound` alike for an unknown one and for another person's."""
    row = session.execute(FIND_RUN, {"maker": actor.person, "reference": reference}).first()
    if row is None:
        raise NotFound
    asked = {"run": row.id, "person": actor.person_id}
    found = tuple(_found(*each) for each in session.execute(FINDINGS, asked))
    return FoundRun(_run(row), found, _earlier(session.execute(EARLIER_COUNTS, asked).all()))


def has_run(session: Session, reference: str, actor: SignedIn) -> bool:
    """Whether somebody has made the run with this reference."""
    return session.execute(FIND_RUN, {"maker": actor.person, "reference": reference}).first() is not None


def _run(row: Row[Any]) -> RunRow:
    return RunRow(row.reference, row.force, row.starts, row.ends, row.known_at, row.made_at, row.checklist)


def _earlier(rows: Sequence[Any]) -> tuple[EarlierRow, ...]:
    """How the measures stood, back to the first period with a case that the reader may know of.

    Of a time before, that no panel met says nothing; and it would tell of a case that is hidden from them since.
    """
    first = max((back for _, back, _, _, cases in rows if cases), default=0)
    return tuple(EarlierRow(*row[:4]) for row in rows if row[1] <= first)


def _found(measure: str, unit: str, result: str, reason: str, reference: str | None) -> FoundRow:
    return FoundRow(measure, Finding(unit, RESULT_OF[result], reason), reference)
