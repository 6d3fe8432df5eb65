"""A panel's pack: its sections recorded when it is prepared, and let go by a second person.

Which sections a person may know of is asked by the caller, in the same session (`queries.packs`).
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Protocol

from sqlalchemy import bindparam, exists, insert, select, update
from sqlmodel import Session

from complaints.errors import Stale
from complaints.facts.load import Owner
from complaints.facts.statement import EVENT
from complaints.models import metadata
from complaints.models.log import LogKind
from complaints.models.people import SignedIn
from complaints.services import log
from complaints.services.progress import Place, Taken, take_step
from complaints.services.unallocated import note_unallocated
from workflows.model import Bar
from workflows.panel.entries import DecidePanelConnection, DeclareForMeeting, PreparePack, ReleasePack, StepOut

SECTION, LEFT_OUT, RELEASE, MAKING, EXCLUSION, MEETING, PERSON = (
    metadata.tables[name]
    for name in ("pack_section", "pack_left_out", "pack_release", "pack_making", "exclusion", "meeting", "person")
)
FIND_PERSON = select(PERSON.c.id).where(PERSON.c.reference == bindparam("person"))
MAKING_OF_FORM = select(MAKING.c.id).where(MAKING.c.submission == bindparam("submission"))
MOVE_MAKING = update(MAKING).where(MAKING.c.submission == bindparam("form"))
_gone = ~exists().where(EXCLUSION.c.event_id == EVENT.c.id)
LOST = select(MEETING.c.reference).join(EVENT, EVENT.c.meeting_id == MEETING.c.id)
LOST = LOST.where(EVENT.c.trigger == "step-out", _gone).order_by(EVENT.c.id)
FINGERPRINT_LENGTH = 16


@dataclass(frozen=True)
class NewSection:
    """One case in a pack that is being prepared: the case's row id, its name there, what can be read, and the PDF."""

    case_id: int
    name: str
    view: dict[str, Any]
    pdf: bytes


class Kept(Protocol):
    """A section as it is kept."""

    @property
    def row_id(self) -> int:
        """Its own row."""

    @property
    def case_id(self) -> int:
        """The row of its case."""

    @property
    def sha256(self) -> str:
        """The digest of its PDF."""


def fingerprint(sections: Iterable[Kept]) -> str:
    """What stands for exactly these sections, short enough to be copied by hand: "3f7a-29cd-81e0-55b2"."""
    whole = sha256("".join(sorted(section.sha256 for section in sections)).encode()).hexdigest()
    return "-".join(whole[n : n + 4] for n in range(0, FINGERPRINT_LENGTH, 4))


def record_pack(
    session: Session,
    meeting_id: int,
    sections: Sequence[NewSection],
    left_out: Collection[int],
    *,
    by: SignedIn,
    at: datetime,
    submission: str,
) -> Taken:
    """Take the step that prepares a pack, and keep its sections. The newest section of each case counts.

    `left_out` are the row ids of cases that stood in the pack, and do not belong there any more.
    """
    place = Place(Owner.MEETING, meeting_id)
    taken = take_step(session, place, "prepare-pack", by=by, at=at, entry=PreparePack(), submission=submission)
    rows = [
        {
            "meeting_id": meeting_id,
            "case_id": section.case_id,
            "event_id": taken.event_id,
            "name": section.name,
            "sha256": sha256(section.pdf).hexdigest(),
            "view": section.view,
            "pdf": section.pdf,
        }
        for section in sections
    ]
    if rows and not taken.already:
        session.execute(insert(SECTION), rows)
    if left_out and not taken.already:
        of = {"meeting_id": meeting_id, "event_id": taken.event_id}
        session.execute(insert(LEFT_OUT), [{**of, "case_id": case_id} for case_id in left_out])
    return taken


def begin_making(session: Session, meeting_id: int, *, by: SignedIn, at: datetime, submission: str) -> bool:
    """Note that somebody is having a pack made; False where the same form has been sent before."""
    if session.execute(MAKING_OF_FORM, {"submission": submission}).first():
        return False
    row = {"meeting_id": meeting_id, "person_id": by.person_id, "submission": submission, "total": 0, "moved_at": at}
    session.execute(insert(MAKING), {"made": 0, "done": False, "problem": "", **row})
    return True


def note_making(session: Session, submission: str, made: int, total: int, *, at: datetime) -> None:
    """So many of so many sections have been made."""
    session.execute(MOVE_MAKING.values(made=made, total=total, moved_at=at), {"form": submission})


def end_making(session: Session, submission: str, problem: str, *, at: datetime) -> None:
    """The pack is there; or, with a problem, it could not be made."""
    session.execute(MOVE_MAKING.values(done=not problem, problem=problem, moved_at=at), {"form": submission})


def release_pack(
    session: Session,
    meeting_id: int,
    sections: Sequence[Kept],
    *,
    by: SignedIn,
    at: datetime,
    entry: ReleasePack,
    submission: str,
) -> Taken:
    """Let go exactly the sections that the releaser may know of now. Others stay where they are, unsaid.

    Raises `Stale` where the fingerprint is not that of these sections: the pack was prepared again, or the
    releaser read another.
    """
    place = Place(Owner.MEETING, meeting_id)
    taken = take_step(session, place, "release-pack", by=by, at=at, entry=entry, submission=submission)
    if taken.already:
        return taken
    if _bare(entry.fingerprint) != _bare(fingerprint(sections)):
        raise Stale("release-pack")
    rows = [{"section_id": s.row_id, "case_id": s.case_id, "event_id": taken.event_id} for s in sections]
    if rows:
        session.execute(insert(RELEASE), rows)
    log_pack(session, LogKind.RELEASE, sections, by=by, at=at)
    return taken


def step_out(
    session: Session, meeting_id: int, case_id: int, *, by: SignedIn, at: datetime, entry: StepOut, submission: str
) -> Taken:
    """Take somebody out of one case of a meeting: from here on they may know nothing of the case.

    The step stands with the meeting and names no case; the exclusion ties it to one. So nothing on the case says that
    somebody on the panel has stepped out of it.
    """
    place = Place(Owner.MEETING, meeting_id)
    taken = take_step(session, place, "step-out", by=by, at=at, entry=entry, submission=submission)
    if not taken.already:
        _keep_out(session, by.person_id, [case_id], taken, at)
    return taken


def declare_unconnected(session: Session, meeting_id: int, *, by: SignedIn, at: datetime, submission: str) -> Taken:
    """Somebody of an invented force declares for a meeting that they are connected with nobody."""
    place, entry = Place(Owner.MEETING, meeting_id), DeclareForMeeting(connected=False, is_true=True)
    return take_step(session, place, "declare-for-meeting", by=by, at=at, entry=entry, submission=submission)


def decide_connection(
    session: Session,
    meeting_id: int,
    case_ids: Collection[int],
    *,
    by: SignedIn,
    at: datetime,
    entry: DecidePanelConnection,
    submission: str,
    seen: int | None = None,
) -> Taken:
    """Decide what somebody declared for a meeting: the rest of it opens, and of these cases they may know nothing.

    `seen` is as for `take_step`. As when somebody steps out, the step names no case: nobody can tell from it whether
    anything stays shut.
    """
    place, trigger = Place(Owner.MEETING, meeting_id), "decide-panel-connection"
    taken = take_step(session, place, trigger, by=by, at=at, entry=entry, submission=submission, seen=seen)
    if case_ids and not taken.already:
        person_id: int = session.execute(FIND_PERSON, {"person": entry.person}).scalar_one()
        _keep_out(session, person_id, case_ids, taken, at)
    return taken


def _keep_out(session: Session, person_id: int, case_ids: Collection[int], taken: Taken, at: datetime) -> None:
    """From here on somebody may know nothing of some cases."""
    barred = {"person_id": person_id, "reason": Bar.CONNECTION, "since": at, "event_id": taken.event_id}
    session.execute(insert(EXCLUSION), [{"case_id": case_id, **barred} for case_id in case_ids])
    note_unallocated(session, case_ids)


def lost_exclusions(session: Session) -> Iterator[str]:
    """The references of meetings in which somebody stepped out of a case, and no exclusion says of which."""
    return iter(session.scalars(LOST).all())


def log_pack(session: Session, kind: LogKind, sections: Sequence[Kept], *, by: SignedIn, at: datetime) -> None:
    """Log that a pack was read, let go or written to a file: an entry for it, and one for each of its cases."""
    cases: list[int | None] = [None, *(section.case_id for section in sections)]
    log.append(session, [log.Record(kind=kind, at=at, what="pack", account_id=by.account_id, case_id=n) for n in cases])


def _bare(typed: str) -> str:
    """A fingerprint without the marks and capitals with which somebody may have copied it."""
    return "".join(typed.split()).replace("-", "").lower()
