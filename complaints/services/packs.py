"""A panel's pack: its sections recorded when it is prepared, and let go by a second person.

Which sections a person may know of is asked by the caller, in the same session (`queries.packs`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import insert
from sqlmodel import Session

from complaints.errors import Stale
from complaints.facts.load import Owner
from complaints.models import metadata
from complaints.models.log import LogKind
from complaints.models.outputs import PackSection
from complaints.models.people import SignedIn
from complaints.services import log
from complaints.services.progress import Place, Taken, take_step
from workflows.panel.entries import PreparePack, ReleasePack

SECTION, RELEASE = (metadata.tables[name] for name in ("pack_section", "pack_release"))
FINGERPRINT_LENGTH = 16


@dataclass(frozen=True)
class NewSection:
    """One case in a pack that is being prepared: the case's row id, its name there, and the PDF."""

    case_id: int
    name: str
    pdf: bytes


def fingerprint(sections: Iterable[PackSection]) -> str:
    """What stands for exactly these sections, short enough to be copied by hand: "3f7a-29cd-81e0-55b2"."""
    whole = sha256("".join(sorted(section.sha256 for section in sections)).encode()).hexdigest()
    return "-".join(whole[n : n + 4] for n in range(0, FINGERPRINT_LENGTH, 4))


def record_pack(
    session: Session, meeting_id: int, sections: Sequence[NewSection], *, by: SignedIn, at: datetime, submission: str
) -> Taken:
    """Take the step that prepares a pack, and keep its sections. The newest section of each case counts."""
    place = Place(Owner.MEETING, meeting_id)
    taken = take_step(session, place, "prepare-pack", by=by, at=at, entry=PreparePack(), submission=submission)
    rows = [
        {
            "meeting_id": meeting_id,
            "case_id": section.case_id,
            "event_id": taken.event_id,
            "name": section.name,
            "sha256": sha256(section.pdf).hexdigest(),
            "pdf": section.pdf,
        }
        for section in sections
    ]
    if rows and not taken.already:
        session.execute(insert(SECTION), rows)
    return taken


def release_pack(
    session: Session,
    meeting_id: int,
    sections: Sequence[PackSection],
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
    rows = [{"section_id": s.id, "case_id": s.case_id, "event_id": taken.event_id} for s in sections]
    if rows:
        session.execute(insert(RELEASE), rows)
    log_pack(session, LogKind.RELEASE, sections, by=by, at=at)
    return taken


def log_pack(session: Session, kind: LogKind, sections: Sequence[PackSection], *, by: SignedIn, at: datetime) -> None:
    """Log that a pack was read, let go or written to a file: an entry for it, and one for each of its cases."""
    cases: list[int | None] = [None, *(section.case_id for section in sections)]
    log.append(session, [log.Record(kind=kind, at=at, what="pack", account_id=by.account_id, case_id=n) for n in cases])


def _bare(typed: str) -> str:
    """A fingerprint without the marks and capitals with which somebody may have copied it."""
    return "".join(typed.split()).replace("-", "").lower()
