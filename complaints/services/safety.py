"""The one-way form: what somebody knows about a person's safety, kept for those on duty and never answered.

A gatekeeper says once what was done about it.
"""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from complaints.errors import Stale
from complaints.models import metadata
from complaints.models.log import LogKind
from complaints.models.people import SignedIn
from complaints.services import log
from workflows.model import PersonRef

AT_MOST = 10
WITHIN = timedelta(hours=1)
"""So many concerns from one account in so long a time; nobody writes more than that in earnest."""

CONCERN, DEALT, LOG = (metadata.tables[name] for name in ("safety_concern", "safety_concern_dealt", "log_entry"))
SENT, DONE = "sent", "dealt"
SENT_BEFORE = select(func.count()).select_from(CONCERN).where(CONCERN.c.submission == bindparam("submission"))
ADD = insert(CONCERN).inline()
"""Asks for nothing back: PostgreSQL would refuse a row that whoever adds it may not see, as one that names them."""

READ = select(CONCERN.c.at, CONCERN.c.concern).where(CONCERN.c.at >= bindparam("since")).order_by(CONCERN.c.at)
RECENT = (
    select(func.count())
    .select_from(LOG)
    .where(
        LOG.c.account_id == bindparam("account_id"),
        LOG.c.kind == LogKind.SAFETY_CONCERN,
        LOG.c.what == SENT,
        LOG.c.at > bindparam("since"),
    )
)


def record_concern(
    session: Session, concern: str, *, by: SignedIn, at: datetime, submission: str, subject: PersonRef | None = None
) -> bool:
    """Keep a concern, encrypted, without the name of who sent it; False if they have sent too many (see AT_MOST).

    `subject`, who may be the danger, is never shown it. `submission` is the form's random id: sent a second time,
    nothing happens. That this account sent something is in the log, but not what.
    """
    if session.execute(SENT_BEFORE, {"submission": submission}).scalar_one():
        return True
    recent = session.execute(RECENT, {"account_id": by.account_id, "since": at - WITHIN}).scalar_one()
    if recent >= AT_MOST:
        return False
    session.execute(ADD, {"at": at, "submission": submission, "concern": concern, "subject": subject})
    record = log.Record(kind=LogKind.SAFETY_CONCERN, at=at, what=SENT, account_id=by.account_id)
    log.append(session, [record])
    return True


def deal_with(session: Session, concern_id: int, done: str, *, by: SignedIn, at: datetime, submission: str) -> None:
    """Record what was done about a concern, by row id: encrypted, and once. The log says that it was, and by whom.

    `submission` is the form's random id: sent a second time, nothing happens. Raises `Stale` where it was dealt with
    by another form.
    """
    connection = session.connection()
    earlier = connection.execute(select(DEALT.c.submission).where(DEALT.c.concern_id == concern_id)).scalar()
    if earlier is not None:
        if earlier == submission:
            return
        raise Stale("concern")
    row = {"concern_id": concern_id, "at": at, "by": by.person, "submission": submission, "done": done}
    try:
        connection.execute(insert(DEALT), row)
    except IntegrityError as second:
        raise Stale("concern") from second
    kept = log.digest(submission, [row])
    record = log.Record(kind=LogKind.SAFETY_CONCERN, at=at, what=DONE, account_id=by.account_id, digest=kept)
    log.append(session, [record])


def read_concerns(session: Session, *, since: datetime) -> list[tuple[datetime, str]]:
    """What has come in since a moment (UTC), oldest first, for whoever is on duty. Nobody knows who sent it."""
    return [(row.at, row.concern) for row in session.execute(READ, {"since": since})]
