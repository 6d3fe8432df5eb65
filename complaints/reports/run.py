"""A run: the measures applied to every case that its maker may know of, as known at a moment, and kept.

Beside it stand earlier periods of the same length, each as it was known as long after its own end: so a late answer
counts alike in all of them, and a figure is what a report would have said then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import insert, select
from sqlmodel import Session

from complaints.database import Database
from complaints.errors import Invalid
from complaints.facts.load import facts_of
from complaints.facts.meetings import meetings
from complaints.models import metadata
from complaints.models.log import LogKind
from complaints.models.people import SignedIn
from complaints.queries.visible import CASE_FILE, counted
from complaints.services import log
from workflows.calls_to_action.checklist import EARLIER, MEASURES, VERSION, Found, of_case, of_meetings
from workflows.calls_to_action.measures import Finding, Period
from workflows.risk.further import telling

RUN, FINDING, EARLIER_COUNT = (metadata.tables[name] for name in ("report_run", "finding", "earlier_count"))
BATCH = 100
YEARS = range(2012, 2041)
LONGEST = timedelta(days=5 * 366)

CASES = select(CASE_FILE.c.id).where(counted(CASE_FILE.c.id)).order_by(CASE_FILE.c.id)
"""Every case of the force, allocated or not, of which the maker may read in a report."""

ADD_RUN = insert(RUN).returning(RUN.c.id)
ADD_FINDINGS = insert(FINDING)

ADD_COUNTS = insert(EARLIER_COUNT)


class Count(NamedTuple):
    """How one measure stood in an earlier period, `back` periods before, for one case or meetings."""

    measure: str
    back: int
    met: int
    due: int


@dataclass
class Collected:
    """What is found, under the row id of each case, or under None for meetings."""

    found: list[tuple[int | None, Found]] = field(default_factory=list)
    counts: list[tuple[int | None, Count]] = field(default_factory=list)

    def add(self, case_id: int | None, found: Iterable[Found]) -> None:
        """The findings of the period itself."""
        self.found += ((case_id, each) for each in found)

    def count(self, case_id: int | None, back: int, found: Iterable[Found]) -> None:
        """The findings of an earlier period, counted; a measure under which nothing was due is left out."""
        by_measure: dict[str, list[Finding]] = {}
        for measure, finding in found:
            by_measure.setdefault(measure, []).append(finding)
        for measure, findings in by_measure.items():
            if (tally := MEASURES[measure].tally(findings)).due:
                self.counts.append((case_id, Count(measure, back, tally.met, tally.due)))


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
        collected = Collected()
        _add_meetings(session, period, collected)
    for start in range(0, len(cases), BATCH):
        with database.transaction(actor.person_id, write=False) as session:
            _add_cases(session, cases[start : start + BATCH], period, collected)
        progress(min(start + BATCH, len(cases)), len(cases))
    with database.transaction(actor.person_id) as session:
        _store(session, actor, period, collected, now, reference)
    return reference


def earlier_periods(period: Period) -> dict[int, Period]:
    """The earlier periods of the same length, by how far back they lie; none before the years that can be asked for."""
    periods = {back: period.earlier(back) for back in range(1, EARLIER + 1)}
    return {back: each for back, each in periods.items() if each.starts.year in YEARS}


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


def _add_meetings(session: Session, period: Period, collected: Collected) -> None:
    files = [each.file for each in meetings(session, known_at=period.known_at)]
    collected.add(None, of_meetings(files, period))
    for back, each in earlier_periods(period).items():
        collected.count(None, back, of_meetings([file.as_known(each.known_at) for file in files], each))


def _add_cases(session: Session, ids: Sequence[int], period: Period, collected: Collected) -> None:
    earlier = earlier_periods(period)
    for case_id, loaded in facts_of(session, ids, known_at=period.known_at).items():
        file = telling(loaded.file, {})
        collected.add(case_id, of_case(file, period))
        for back, each in earlier.items():
            if file.facts and file.facts[0].event.recorded_at <= each.known_at:
                collected.count(case_id, back, of_case(file.as_known(each.known_at), each))


def _store(
    session: Session, actor: SignedIn, period: Period, collected: Collected, now: datetime, reference: str
) -> None:
    """Store the run without any case from which its maker was excluded meanwhile, and log it last."""
    still = {None, *session.scalars(CASES, {"person": actor.person_id})}
    run_id: int = session.execute(ADD_RUN, _run_row(actor, period, now, reference)).scalar_one()
    findings = [_finding_row(run_id, case_id, each) for case_id, each in collected.found if case_id in still]
    counts = [
        {"run_id": run_id, "case_id": case_id, **each._asdict()}
        for case_id, each in collected.counts
        if case_id in still
    ]
    for add, rows in ((ADD_FINDINGS, findings), (ADD_COUNTS, counts)):
        if rows:
            session.execute(add, rows)
    record = log.Record(kind=LogKind.REPORT, at=now, what="compliance", account_id=actor.account_id)
    log.append(session, [record])


def _run_row(actor: SignedIn, period: Period, now: datetime, reference: str) -> dict[str, Any]:
    made = {"made_at": now, "made_by": actor.person, "checklist": VERSION}
    return {"reference": reference, **vars(period), **made}


def _finding_row(run_id: int, case_id: int | None, found: Found) -> dict[str, Any]:
    measure, finding = found
    stated = {"unit": finding.unit, "result": finding.result.value, "reason": finding.reason}
    return {"run_id": run_id, "case_id": case_id, "measure": measure, **stated}
