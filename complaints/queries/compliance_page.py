"""Compliance runs as their maker may read them: findings about cases that are hidden from them are not there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, case, or_, select
from sqlmodel import Session

from complaints.errors import NotFound
from complaints.models import metadata
from complaints.models.people import SignedIn
from complaints.queries.visible import CASE_FILE, allocated, not_excluded
from workflows.calls_to_action.measures import Finding, Result

RUN, FINDING, PERSON = (metadata.tables[name] for name in ("report_run", "finding", "person"))
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
    .where(or_(FINDING.c.case_id.is_(None), not_excluded(FINDING.c.case_id)))
    .order_by(FINDING.c.id)
)


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
class FoundRun:
    """A run and what it found, as far as its reader may know."""

    run: RunRow
    findings: tuple[FoundRow, ...]


def own_runs(session: Session, actor: SignedIn) -> tuple[RunRow, ...]:
    """The runs that somebody made, newest first."""
    return tuple(_run(row) for row in session.execute(OWN_RUNS, {"maker": actor.person}))


def find_run(session: Session, reference: str, actor: SignedIn) -> FoundRun:
    """One of the reader's own runs. Raises `NotFound` alike for an unknown one and for another person's."""
    row = session.execute(FIND_RUN, {"maker": actor.person, "reference": reference}).first()
    if row is None:
        raise NotFound
    found = session.execute(FINDINGS, {"run": row.id, "person": actor.person_id})
    return FoundRun(_run(row), tuple(_found(*row) for row in found))


def has_run(session: Session, reference: str, actor: SignedIn) -> bool:
    """Whether somebody has made the run with this reference."""
    return session.execute(FIND_RUN, {"maker": actor.person, "reference": reference}).first() is not None


def _run(row: Row[Any]) -> RunRow:
    return RunRow(row.reference, row.force, row.starts, row.ends, row.known_at, row.made_at, row.checklist)


def _found(measure: str, unit: str, result: str, reason: str, reference: str | None) -> FoundRow:
    return FoundRow(measure, Finding(unit, RESULT_OF[result], reason), reference)
