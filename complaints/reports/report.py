"""From a stored run to a file that leaves the system, logged as an export."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from sqlmodel import Session

from complaints.database import SYSTEM, Database
from complaints.errors import Stale
from complaints.models.log import LogKind
from complaints.models.people import SignedIn
from complaints.queries.compliance_page import find_run
from complaints.reports.document import document
from complaints.reports.exports import as_csv, as_json
from complaints.reports.run import run
from complaints.reports.summary import Report, summarise
from complaints.services import log
from workflows.calls_to_action.measures import Period

Render = Callable[[Sequence[str]], Sequence[bytes]]
"""Makes a PDF of each HTML document, as `Renderer.sections` does: documents and reports do not know each other."""

MEDIA_TYPES = {"pdf": "application/pdf", "csv": "text/csv", "json": "application/json"}
"""The forms in which a report can be had."""


def make_report(
    database: Database,
    actor: SignedIn,
    *,
    starts: date,
    ends: date,
    known_at: datetime,
    now: datetime,
    reference: str,
    form: str,
    render: Render,
    progress: Callable[[int, int], object],
) -> bytes:
    """Run the measures and give the report as a file. A cut-off still to come is now. Raises `Invalid`."""
    period = Period(starts, ends, min(known_at, now))
    run(database, actor, period, now=now, reference=reference, progress=progress)
    return export(database, actor, reference, form, now=now, render=render)


def export(database: Database, actor: SignedIn, reference: str, form: str, *, now: datetime, render: Render) -> bytes:
    """One of the actor's own runs as a file of a form in MEDIA_TYPES, logged before it is handed over.

    A PDF is rendered outside any transaction, so what may be read is read again afterwards. Raises `NotFound`, and
    `Stale` where it changed meanwhile.
    """
    with database.transaction(actor.person_id, write=False) as session:
        found, head = find_run(session, reference, actor), _head(session, actor)
    made = _file(summarise(found, actor), head, form, render)
    with database.transaction(actor.person_id) as session:
        if find_run(session, reference, actor) != found:
            raise Stale("compliance")
        record = log.Record(kind=LogKind.EXPORT, at=now, what=f"compliance-{form}", account_id=actor.account_id)
        log.append(session, [record])
    return made


def _head(session: Session, actor: SignedIn) -> log.Head | None:
    """Where the log ends, for the system alone: two heads tell anybody else that something happened between them."""
    return log.head(session) if actor.person_id == SYSTEM else None


def _file(report: Report, head: log.Head | None, form: str, render: Render) -> bytes:
    if form == "pdf":
        return render([document(report, head)])[0]
    return as_csv(report) if form == "csv" else as_json(report)
