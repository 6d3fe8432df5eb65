"""How a case or a panel meeting comes to be: a row, its first process, and the step that says why."""

from datetime import datetime

from sqlalchemy import insert
from sqlmodel import Session

from complaints.facts.load import Owner
from complaints.models import metadata
from complaints.models.people import SignedIn
from complaints.services.meetings import check_month, one_at_a_time
from complaints.services.progress import Place, Taken, sent_before, start_process, take_step
from workflows.handling.entries import ReportMatter
from workflows.model import Urgency
from workflows.panel.entries import PlanMeeting

CASE_FILE, MEETING = (metadata.tables[name] for name in ("case_file", "meeting"))


def open_case(
    session: Session,
    *,
    by: SignedIn,
    at: datetime,
    entry: ReportMatter,
    submission: str,
    reference: str,
    urgency: Urgency | None = None,
) -> Taken:
    """A new case from a first report. `reference` is random and public; whoever takes it down is allocated.

    With an `urgency` whoever reports has said whether they know anyone involved; if they do, they are shut out.
    """
    if earlier := sent_before(session, submission, by):
        return earlier
    values = {"reference": reference, "opened_at": at}
    case_id: int = session.execute(insert(CASE_FILE).returning(CASE_FILE.c.id), values).scalar_one()
    place = Place(Owner.CASE, case_id)
    start_process(session, place, "handling", None, at)
    return take_step(session, place, "report-matter", by=by, at=at, entry=entry, submission=submission, urgency=urgency)


def open_meeting(
    session: Session, *, by: SignedIn, at: datetime, entry: PlanMeeting, submission: str, reference: str
) -> Taken:
    """A new panel meeting for one month. Raises `Invalid` where that month has one, and nothing says why another."""
    one_at_a_time(session)
    if earlier := sent_before(session, submission, by):
        return earlier
    new = insert(MEETING).returning(MEETING.c.id)
    meeting_id: int = session.execute(new, {"reference": reference}).scalar_one()
    place = Place(Owner.MEETING, meeting_id)
    start_process(session, place, "panel", None, at)
    taken = take_step(session, place, "plan-meeting", by=by, at=at, entry=entry, submission=submission)
    check_month(session, meeting_id)
    return taken
