"""Confidential reports: how one comes to be, in whose name people act in it, and what passes from it to a case.

Whoever sent a report acts in it as `IN_CONFIDENCE`, so that its events, entries and postings say nothing of who they
are. That stands in the report's own encrypted column, and for the log in the account that is logged with each step.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time

from sqlalchemy import bindparam, insert, select
from sqlmodel import Session

from complaints.database import come_back
from complaints.errors import Invalid, NotFound
from complaints.facts.load import Loaded, Owner, facts_of
from complaints.models import metadata
from complaints.models.confidential import Report
from complaints.models.people import IN_CONFIDENCE, SignedIn
from complaints.services import log
from complaints.services.openings import open_case
from complaints.services.progress import Place, Taken, sent_before, start_process, take_step
from complaints.services.unallocated import note_unallocated
from workflows.calendar import at_london
from workflows.confidential.entries import DiscloseReporter, PassToPsd, ReportInConfidence
from workflows.confidential.facts import first_report, passed_to_psd
from workflows.confidential.lifecycle import LENT
from workflows.handling.entries import ReportMatter
from workflows.handling.vocabulary import ReportRoute
from workflows.model import Bar, Entry
from workflows.people.entries import AddParty
from workflows.people.vocabulary import Part

REPORT, PERSON, EXCLUSION = (metadata.tables[name] for name in ("confidential_report", "person", "exclusion"))
REPORTS = select(REPORT.c.id, REPORT.c.reference, REPORT.c.submitter)
ROW_OF_PERSON = select(PERSON.c.id).where(PERSON.c.reference == bindparam("reference"))
CASE_OF_EVENT = select(EXCLUSION.c.case_id, PERSON.c.reference).join(PERSON, PERSON.c.id == EXCLUSION.c.person_id)
CASE_OF_EVENT = CASE_OF_EVENT.where(EXCLUSION.c.event_id == bindparam("event"), EXCLUSION.c.until.is_(None))
"""The exclusion of whoever reported is what ties a report to its case; it is read on this side only."""

NOT_THEM = "Choose somebody else to take the case"


def open_report(
    session: Session, *, by: SignedIn, at: datetime, entry: ReportInConfidence, submission: str, reference: str
) -> Taken:
    """A new report by anybody who is signed in. `reference` is random, and given to whoever sends it."""
    come_back(session)
    if earlier := sent_before(session, submission, _as_reporter(by)):
        return earlier
    values = {"reference": reference, "submitter": by.person}
    report_id: int = session.execute(insert(REPORT).returning(REPORT.c.id), values).scalar_one()
    start_process(session, Place(Owner.CONFIDENTIAL, report_id), "confidential", None, at)
    return take_as_reporter(
        session, report_id, "report-in-confidence", by=by, at=at, entry=entry, submission=submission
    )


def take_as_reporter(
    session: Session, report_id: int, trigger: str, *, by: SignedIn, at: datetime, entry: Entry, submission: str
) -> Taken:
    """A step by whoever sent the report, who must have been found to be that person. Raises `Refused` and `Stale`."""
    place = Place(Owner.CONFIDENTIAL, report_id)
    return take_step(session, place, trigger, by=_as_reporter(by), at=at, entry=entry, submission=submission)


def take_as_gatekeeper(
    session: Session,
    report: Report,
    trigger: str,
    *,
    by: SignedIn,
    at: datetime,
    entry: Entry,
    submission: str,
    case_reference: str,
    seen: int | None = None,
) -> Taken:
    """A step by a gatekeeper who may know of the report, with what follows from it in a case.

    `case_reference` is for the case that the step may open. Raises `Refused`, `Stale`, and `Invalid` where the case
    would be given to whoever reported.
    """
    if isinstance(entry, PassToPsd) and entry.receiver == report.submitter:
        raise Invalid({"receiver": NOT_THEM})
    gatekeeper = replace(by, roles=by.roles - LENT)
    place = Place(Owner.CONFIDENTIAL, report.id)
    taken = take_step(session, place, trigger, by=gatekeeper, at=at, entry=entry, submission=submission, seen=seen)
    if not taken.already and isinstance(entry, PassToPsd):
        _open_case(session, report, taken, entry, gatekeeper, at, _following(submission), case_reference)
    elif not taken.already and isinstance(entry, DiscloseReporter):
        _name_reporter(session, report, gatekeeper, at, _following(submission))
    return taken


def _as_reporter(by: SignedIn) -> SignedIn:
    """Somebody as they act in a report of their own. Only the account stays, for the log."""
    return replace(by, person=IN_CONFIDENCE, name="", number="", roles=LENT)


def _following(submission: str) -> str:
    """The id of the step that follows in the case, so that the same form cannot take it twice."""
    return log.digest(submission, [])


def _open_case(
    session: Session,
    report: Report,
    passed: Taken,
    entry: PassToPsd,
    by: SignedIn,
    at: datetime,
    submission: str,
    reference: str,
) -> None:
    """The case, from which whoever reported is excluded; nothing that can be read in it says why, or who they are."""
    first = first_report(_loaded(session, report.id).file)
    assert first is not None
    said = ReportMatter(
        route=ReportRoute.CONFIDENTIAL,
        came_to_attention_at=at_london(first.event.day, time()),  # the hour could point to a shift, and so to a person
        account=entry.account,
        domestic_abuse=entry.domestic_abuse,
        subject=entry.subject,
        victim=entry.victim,
        received_by=entry.receiver,
    )
    opened = open_case(session, by=by, at=at, entry=said, submission=submission, reference=reference)
    person_id: int = session.execute(ROW_OF_PERSON, {"reference": report.submitter}).scalar_one()
    barred = {"person_id": person_id, "reason": Bar.REPORTER, "since": at, "event_id": passed.event_id}
    session.execute(insert(EXCLUSION), {"case_id": opened.place.id, **barred})
    note_unallocated(session, [opened.place.id])


def _name_reporter(session: Session, report: Report, by: SignedIn, at: datetime, submission: str) -> None:
    """Add whoever reported to the case that was opened. Raises `NotFound` where the case is hidden from `by`."""
    found = session.execute(CASE_OF_EVENT, {"event": _passed_in(_loaded(session, report.id))}).first()
    if found is None:
        raise NotFound
    place, entry = Place(Owner.CASE, found.case_id), AddParty(part=Part.REPORTER, person=report.submitter)
    take_step(session, place, "add-party", by=by, at=at, entry=entry, submission=submission)


def _loaded(session: Session, report_id: int) -> Loaded:
    return facts_of(session, [report_id], owner=Owner.CONFIDENTIAL)[report_id]


def _passed_in(loaded: Loaded) -> int | None:
    """The row id of the event that opened a case."""
    passed = passed_to_psd(loaded.file)
    return loaded.event_ids[passed.event.key] if passed else None


def report_files(session: Session) -> dict[str, Loaded]:
    """Every report by its reference, for the check of the record."""
    names = {row.id: row.reference for row in session.execute(REPORTS)}
    files = facts_of(session, names, owner=Owner.CONFIDENTIAL)
    return {names[report_id]: loaded for report_id, loaded in files.items()}


def lost_exclusions(session: Session) -> Iterator[str]:
    """The references of reports that opened a case from which whoever sent them is no longer excluded."""
    for row in session.execute(REPORTS).all():
        event = _passed_in(_loaded(session, row.id))
        if event and row.submitter not in {
            found.reference for found in session.execute(CASE_OF_EVENT, {"event": event})
        }:
            yield row.reference
