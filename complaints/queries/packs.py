"""What goes into a panel's pack, and which of its sections a person may read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, or_, select
from sqlmodel import Session

from complaints.facts.load import facts_of
from complaints.facts.statement import EVENT, PROCESS
from complaints.models import metadata
from complaints.models.entries import fields_of
from complaints.models.outputs import PackSection
from complaints.models.people import SYSTEM_ACTOR, SignedIn
from complaints.queries.pack_facts import section_view
from complaints.queries.pack_view import SectionView, from_json, risk_order
from complaints.queries.visible import CASE_FILE, not_excluded
from complaints.references import reference, seeded
from workflows.allegations.facts import is_domestic_abuse
from workflows.calendar import at_london
from workflows.casefile import CaseFile
from workflows.handling.entries import CloseCase
from workflows.handling.vocabulary import HandlingStatus
from workflows.model import PersonRef, Role
from workflows.panel.entries import ReleasePack
from workflows.panel.facts import has_declared
from workflows.panel.lifecycle import RELEASERS, STAFF
from workflows.panel.vocabulary import PanelStatus
from workflows.people.descriptions import names_on_file
from workflows.risk.further import telling

PERSON, SECTION, RELEASE, LEFT_OUT = (
    metadata.tables[name] for name in ("person", "pack_section", "pack_release", "pack_left_out")
)

READERS = STAFF | RELEASERS | {Role.PANEL_MEMBER}
"""Who may read a released pack."""

EARLY_READERS = STAFF | RELEASERS
"""Who may read a pack before it is released: those who prepare it and those who release it."""


NAME_LENGTH = 5
SHORTEST_PART = 3
"""A shorter part of a name is looked for only within the whole name."""

_handling = (PROCESS.c.case_id == CASE_FILE.c.id, PROCESS.c.workflow == "handling")
_closing = (EVENT.c.case_id == CASE_FILE.c.id, EVENT.c.trigger == "close-case")
LIVE = exists().where(*_handling, PROCESS.c.status != HandlingStatus.CLOSED.value)
CLOSED_SINCE = exists().where(*_closing, EVENT.c.occurred_at >= bindparam("since"))
FIND_CASES = select(CASE_FILE.c.id, CASE_FILE.c.reference).where(not_excluded(CASE_FILE.c.id), or_(LIVE, CLOSED_SINCE))
FIND_NUMBERS = select(PERSON.c.reference, PERSON.c.number).where(
    PERSON.c.reference.in_(bindparam("people", expanding=True)), PERSON.c.number.is_not(None)
)
KNOWN = select(CASE_FILE.c.id).where(
    CASE_FILE.c.id.in_(bindparam("cases", expanding=True)), not_excluded(CASE_FILE.c.id)
)
# The newest of each case, if it was not left out since: whoever prepares again and may not know of a case leaves its
# section as it was.
_other = SECTION.alias()
_newest = select(func.max(_other.c.id)).where(
    _other.c.meeting_id == SECTION.c.meeting_id, _other.c.case_id == SECTION.c.case_id
)
_counts = and_(
    SECTION.c.id == _newest.scalar_subquery(),
    ~exists().where(
        LEFT_OUT.c.meeting_id == SECTION.c.meeting_id,
        LEFT_OUT.c.case_id == SECTION.c.case_id,
        LEFT_OUT.c.event_id > SECTION.c.event_id,
    ),
)
PREPARED = (
    select(PackSection)
    .where(SECTION.c.meeting_id == bindparam("meeting"), _counts, not_excluded(SECTION.c.case_id))
    .order_by(SECTION.c.sha256)
)
_let_go = exists().where(RELEASE.c.section_id == SECTION.c.id)
RELEASED = PREPARED.where(_let_go)
SECTIONS_OF_CASE = select(SECTION.c.meeting_id, SECTION.c.name, _let_go.label("released")).where(
    SECTION.c.case_id == bindparam("case"), _counts
)


@dataclass(frozen=True)
class PackCase:
    """One case for a pack: its row id, what the panel may read, and every text on file that may not leave with it."""

    case_id: int
    view: SectionView
    canaries: frozenset[str]


def pack_cases(
    session: Session, person_id: int, meeting: str, month: str, at: datetime, among: frozenset[int] | None = None
) -> tuple[PackCase, ...]:
    """The cases of a meeting's pack, the most pressing first, as known at `at` (UTC).

    They are the domestic-abuse cases that are live, or were closed since `month` ("2026-03") began, and from which
    the person is not excluded; with `among`, those of them with these row ids. `meeting` is its reference, from which
    with the case's own each name follows.
    """
    since = at_london(date.fromisoformat(f"{month}-01"), time())
    found = session.execute(FIND_CASES, {"person": person_id, "since": since})
    references: dict[int, str] = {row.id: row.reference for row in found if among is None or row.id in among}
    loaded_files = facts_of(session, references, known_at=at, secrets=True)
    files = {n: telling(x.file, {}) for n, x in loaded_files.items() if _is_for_the_panel(x.file, since)}
    numbers = _numbers(session, files.values())
    cases = [
        PackCase(n, section_view(file, pack_name(meeting, references[n]), at), canaries(file, references[n], numbers))
        for n, file in files.items()
    ]
    return tuple(sorted(cases, key=lambda case: risk_order(case.view)))


def _is_for_the_panel(file: CaseFile, since: datetime) -> bool:
    """Whether a case, as it was known, is one of domestic abuse that was live or had been closed since then."""
    live, closed = file.status("handling") is not HandlingStatus.CLOSED, file.last(CloseCase)
    return is_domestic_abuse(file) and (live or (closed is not None and closed.event.occurred_at >= since))


def pack_name(meeting: str, case: str) -> str:
    """What a case is called in one meeting: alike for every reader, and unrelated from meeting to meeting.

    It hangs on the two references alone, so that it says nothing of other cases. Among 100 cases two share a name
    once in 5,000 packs; nothing but the reading suffers.
    """
    return f"Case {reference(seeded(meeting), case)[: NAME_LENGTH + 1].replace('-', '')}"


def _numbers(session: Session, files: Iterable[CaseFile]) -> dict[PersonRef, str]:
    people = sorted({posting.person for file in files for posting in file.postings})
    return {row.reference: row.number for row in session.execute(FIND_NUMBERS, {"people": people})}


def canaries(file: CaseFile, reference: str, numbers: Mapping[PersonRef, str]) -> frozenset[str]:
    """Every text of a case by which somebody could be known: names and their parts, numbers, teams, secrets."""
    names = names_on_file(file) | {posting.name for posting in file.postings}
    parts = {part for name in names for part in name.split() if len(part) >= SHORTEST_PART}
    people = {posting.person for posting in file.postings}
    teams = {posting.team for posting in file.postings}
    known = {numbers[person] for person in people if person in numbers}
    return frozenset({reference, *names, *parts, *people, *teams, *known, *_secrets(file)} - {""})


def _secrets(file: CaseFile) -> Iterator[str]:
    """What was kept encrypted, with each line of an address by itself, also where it was corrected since."""
    for fact in file.facts:
        for field in fields_of(type(fact.entry)):
            secret = getattr(fact.entry, field.name) if field.ask.secret else None
            if secret:
                yield secret
                yield from secret.splitlines()


def still_known(session: Session, person_id: int, case_ids: Iterable[int]) -> frozenset[int]:
    """Those of some cases from which the person is not excluded now."""
    asked: dict[str, Any] = {"person": person_id, "cases": list(case_ids)}
    return frozenset(session.scalars(KNOWN, asked))


@dataclass(frozen=True)
class Section:
    """A section as it is kept: its row, what can be read in it, and its PDF."""

    row_id: int
    case_id: int
    view: SectionView
    sha256: str
    pdf: bytes

    @property
    def name(self) -> str:
        """What its case is called in this meeting."""
        return self.view.name


def sections(session: Session, meeting_id: int, person_id: int, *, released: bool) -> tuple[Section, ...]:
    """The newest section of each case of a meeting's pack that the person may know of and that still belongs there.

    The most pressing comes first.

    With `released`, those alone that a second person has let go.
    """
    statement = RELEASED if released else PREPARED
    rows = session.scalars(statement, {"person": person_id, "meeting": meeting_id})
    found = (Section(row.id, row.case_id, from_json(row.view), row.sha256, row.pdf) for row in rows if row.id)
    return tuple(sorted(found, key=lambda section: risk_order(section.view)))


@dataclass(frozen=True)
class SectionOfCase:
    """What a case is called in a meeting's pack, and whether that section of it has been let go."""

    name: str
    released: bool

    def readable(self, file: CaseFile, by: SignedIn) -> bool:
        """Whether somebody who may know of the case may open it in that meeting, whose file this is."""
        return is_open(file, by) and (self.released or not is_released(file))


def sections_of_case(session: Session, case_id: int) -> dict[int, SectionOfCase]:
    """The newest section of one case in each meeting's pack, by the meeting's row id."""
    rows = session.execute(SECTIONS_OF_CASE, {"case": case_id})
    return {row.meeting_id: SectionOfCase(row.name, row.released) for row in rows}


def readable_sections(session: Session, meeting_id: int, file: CaseFile, by: SignedIn) -> tuple[Section, ...]:
    """The sections of a meeting that somebody may open now: none where there is no pack for them, or not yet.

    One that was prepared again is read as it is now, by those who prepare and release, until it is released again.
    """
    if not is_open(file, by):
        return ()
    return sections(session, meeting_id, by.person_id, released=is_released(file))


def is_released(file: CaseFile) -> bool:
    """Whether the pack as it is now has been let go by a second person: one that is prepared again has not."""
    return file.status("panel") is not PanelStatus.PREPARED and file.last(ReleasePack) is not None


def is_readable(file: CaseFile, by: SignedIn) -> bool:
    """Whether a meeting has a pack for this person, or the system: once they have declared. Says nothing of any case.

    Members read it from its release until the meeting has been held; those who prepare and release it also
    before and after (trust R15). Once the meeting has been cancelled nobody does.
    """
    status = file.status("panel")
    if status is PanelStatus.CANCELLED:
        return False
    readers = READERS if status is PanelStatus.RELEASED else EARLY_READERS
    return (status is PanelStatus.PREPARED or is_released(file)) and (by == SYSTEM_ACTOR or bool(by.roles & readers))


def is_open(file: CaseFile, by: SignedIn) -> bool:
    """Whether somebody may open a meeting's pack now: there is one for them, and they have declared before (R15)."""
    return is_readable(file, by) and (by == SYSTEM_ACTOR or has_declared(file, by.person))
