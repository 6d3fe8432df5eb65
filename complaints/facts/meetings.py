"""Every meeting of the panel, with its file: there are a dozen in a year."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlmodel import Session

from complaints.facts.load import Owner, facts_of
from complaints.models import metadata
from workflows.casefile import CaseFile
from workflows.panel.facts import plan
from workflows.panel.vocabulary import PanelStatus

MEETING = metadata.tables["meeting"]
MEETINGS = select(MEETING.c.id, MEETING.c.reference).order_by(MEETING.c.id)
REFERENCE_OF = select(MEETING.c.reference).where(MEETING.c.id == bindparam("meeting"))


class KnownMeeting(NamedTuple):
    """One meeting: its row id, its public reference, and its file."""

    id: int
    reference: str
    file: CaseFile

    @property
    def cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.file.status("panel") is PanelStatus.CANCELLED


def meetings(session: Session, *, known_at: datetime | None = None) -> tuple[KnownMeeting, ...]:
    """All that there are, in the order planned, as known at a moment (UTC) or now."""
    references: dict[int, str] = {row.id: row.reference for row in session.execute(MEETINGS)}
    loaded = facts_of(session, references, owner=Owner.MEETING, known_at=known_at)
    return tuple(KnownMeeting(n, reference, loaded[n].file) for n, reference in references.items())


def meetings_of(session: Session, month: str) -> tuple[KnownMeeting, ...]:
    """Those that are for a month ("2026-03") as their plans stand, in the order planned; cancelled ones among them."""
    return tuple(each for each in meetings(session) if (stands := plan(each.file)) and stands.month == month)


def reference_of(session: Session, meeting_id: int) -> str:
    """The public reference of a meeting, by its row id."""
    found: str = session.execute(REFERENCE_OF, {"meeting": meeting_id}).scalar_one()
    return found
