"""A run: the measures applied to every case that its maker may know of, as known at a moment, and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, insert, select
from sqlmodel import Session

from complaints.database import Database
from complaints.errors import Invalid
from complaints.facts.load import Owner, facts_of
from complaints.models import metadata
from complaints.models.log import LogKind
from complaints.models.people import SignedIn
from complaints.queries.visible import CASE_FILE, MEETING, not_excluded
from complaints.services import log
from workflows.calls_to_action.checklist import VERSION, Found, of_case, of_meetings
from workflows.calls_to_action.measures import Period

RUN, FINDING = metadata.tables["report_run"], metadata.tables["finding"]
BATCH = 100
YEARS = range(2012, 2041)
LONGEST = timedelta(days=5 * 366)

CASES = select(CASE_FILE.c.id).where(not_excluded(CASE_FILE.c.id)).order_by(CASE_FILE.c.id)
"""Every case of the force, allocated or not, from which the maker is not excluded."""

MEETINGS = select(MEETING.c.id).where(MEETING.c.month.in_(bindparam("months", expanding=True))).order_by(MEETING.c.id)
ADD_RUN = insert(RUN).returning(RUN.c.id)
ADD_FINDINGS = insert(FINDING)

About = tuple[int | None, Found]
"""A finding with the row id of its case, or None for one about meetings."""


def run(
    database: Database,
    actor: SignedIn,
    period: Period,
    *,
    now: datetime,
    reference: str,
    progress: Callable[[int, int], object] = lambda _done, _total: None,
) -> str:
    """Apply the checklist and store the findings under `reference`, which is returned.

    Cases are read in batches, a transaction each; what is known at the cut-off is the same in all of them. All is
    stored at the end in one transaction, so that no half of a run can be taken for a whole. Raises `Invalid` for a
    period that cannot be.
    """
    _check(period, now)
    with database.transaction(actor.person_id, write=False) as session:
        cases = list(session.scalars(CASES, {"person": actor.person_id}))
        found: list[About] = [(None, each) for each in _of_meetings(session, period)]
    for start in range(0, len(cases), BATCH):
        with database.transaction(actor.person_id, write=False) as session:
            found += _of_cases(session, cases[start : start + BATCH], period)
        progress(min(start + BATCH, len(cases)), len(cases))
    with database.transaction(actor.person_id) as session:
        _store(session, actor, period, found, now, reference)
    return reference


def _check(period: Period, now: datetime) -> None:
    days = {"starts": period.starts, "ends": period.ends}
    problems = {
        name: f"The year must be from {YEARS[0]} to {YEARS[-1]}" for name in days if days[name].year not in YEARS
    }
    if period.ends < period.starts:
        problems["ends"] = "The last day cannot be before the first"
    elif period.ends - period.starts > LONGEST:
        problems["ends"] = "A period cannot be longer than five years"
    if period.known_at > now:
        problems["known_at"] = "The cut-off cannot be in the future"
    if problems:
        raise Invalid(problems)


def _of_meetings(session: Session, period: Period) -> Iterator[Found]:
    months = [f"{month:%Y-%m}" for month in period.months]
    ids = list(session.scalars(MEETINGS, {"months": months}))
    loaded = facts_of(session, ids, owner=Owner.MEETING, known_at=period.known_at)
    return of_meetings([each.file for each in loaded.values()], period)


def _of_cases(session: Session, ids: Sequence[int], period: Period) -> Iterator[About]:
    loaded = facts_of(session, ids, known_at=period.known_at)
    return ((case_id, found) for case_id, each in loaded.items() for found in of_case(each.file, period))


def _store(
    session: Session, actor: SignedIn, period: Period, found: Iterable[About], now: datetime, reference: str
) -> None:
    """Store the run without any case from which its maker was excluded meanwhile, and log it last."""
    still = {None, *session.scalars(CASES, {"person": actor.person_id})}
    run_id: int = session.execute(ADD_RUN, _run_row(actor, period, now, reference)).scalar_one()
    rows = [_finding_row(run_id, case_id, each) for case_id, each in found if case_id in still]
    if rows:
        session.execute(ADD_FINDINGS, rows)
    record = log.Record(kind=LogKind.REPORT, at=now, what="compliance", account_id=actor.account_id)
    log.append(session, [record])


def _run_row(actor: SignedIn, period: Period, now: datetime, reference: str) -> dict[str, Any]:
    made = {"made_at": now, "made_by": actor.person, "checklist": VERSION}
    return {"reference": reference, **vars(period), **made}


def _finding_row(run_id: int, case_id: int | None, found: Found) -> dict[str, Any]:
    measure, finding = found
    stated = {"unit": finding.unit, "result": finding.result.value, "reason": finding.reason}
    return {"run_id": run_id, "case_id": case_id, "measure": measure, **stated}
