"""When the panel meets: a month has one meeting, and an extra one has a reason of its own."""

from datetime import date, datetime

from sqlalchemy import text
from sqlmodel import Session

from complaints.errors import Invalid
from complaints.facts.load import Owner
from complaints.facts.meetings import meetings
from complaints.models.people import SignedIn
from complaints.services.progress import Place, Taken, take_step
from workflows.panel.entries import MoveMeeting
from workflows.panel.facts import plan
from workflows.words import written

ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(20020031)")


def one_at_a_time(session: Session) -> None:
    """Wait for whoever else plans or moves a meeting; on SQLite a transaction that writes has waited already."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(ONE_AT_A_TIME)


def check_month(session: Session, meeting_id: int) -> None:
    """Raise `Invalid` where a meeting is the second for its month, and no extra one. Asked once it is planned so.

    One that was cancelled does not count. Whoever may not plan at all is refused before, and told of no other meeting.
    """
    stand = [(each.id, plan(each.file)) for each in meetings(session) if not each.cancelled]
    own = next(stands for n, stands in stand if n == meeting_id)
    for n, other in stand:
        if n != meeting_id and own and other and other.month == own.month and not (own.extra or other.extra):
            first = date.fromisoformat(f"{own.month}-01")
            raise Invalid({"month": f"{first:%B %Y} has a meeting already, on {written(other.meets_on)}"})


def move_meeting(
    session: Session, meeting_id: int, *, by: SignedIn, at: datetime, entry: MoveMeeting, submission: str
) -> Taken:
    """Move a meeting to another day or month. Raises `Refused`, and `Invalid` where that month has a meeting."""
    one_at_a_time(session)
    place = Place(Owner.MEETING, meeting_id)
    taken = take_step(session, place, "move-meeting", by=by, at=at, entry=entry, submission=submission)
    if not taken.already:
        check_month(session, meeting_id)
    return taken
