"""What stands before a panel's pack: whether its reader has declared, who else has, and what waits for a decision.

What somebody declared is opened for whoever decides on it, and for nobody else. Who has no part in which case is for
the chair alone, if the chair may know of the case.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlmodel import Session

from complaints.errors import PackShut
from complaints.facts.load import Loaded, Owner, facts_of
from complaints.facts.screening_rows import PARTS, among
from complaints.facts.statement import EVENT
from complaints.models import metadata
from complaints.models.entries import TABLES
from complaints.models.people import SignedIn, holds
from complaints.queries.addresses import meeting_address
from complaints.queries.pack_cover import month_in_words, plan_of
from complaints.queries.packs import READERS, Section, is_readable, sections
from complaints.queries.step_page import Option
from complaints.queries.visible import CASE_FILE, EXCLUSION, MEETING, PERSON, not_excluded, visible_cases
from workflows.casefile import CaseFile
from workflows.model import Choice, PersonRef, Role
from workflows.panel.entries import DecidePanelConnection, DeclareForMeeting, StepOut
from workflows.panel.facts import declarations, waiting
from workflows.panel.lifecycle import DECIDERS
from workflows.panel.vocabulary import PanelStatus

ACCOUNT, DECLARED = metadata.tables["account"], TABLES["declare-for-meeting"]
DECLARE, DECIDE = "declare-for-meeting", "decide-panel-connection"
EXPECTED = frozenset({Role.PANEL_CHAIR, Role.PANEL_MEMBER})
"""Who is asked to declare for every meeting. Whoever lets a pack go, decides or prepares declares before they read."""

WATCHING = DECIDERS | {Role.PANEL_CHAIR}
"""Who is told whether the others have declared."""

READ = (PanelStatus.PREPARED, PanelStatus.RELEASED)
"""Where a pack waits to be read."""

PANEL_PEOPLE = select(PERSON.c.reference, PERSON.c.name).join(ACCOUNT, ACCOUNT.c.person_id == PERSON.c.id)
PANEL_PEOPLE = PANEL_PEOPLE.where(holds(*EXPECTED)).order_by(PERSON.c.name, PERSON.c.id)
MY_CASES = visible_cases(CASE_FILE.c.id, CASE_FILE.c.reference)
CONNECTED = select(MEETING.c.id, MEETING.c.reference).join(EVENT, EVENT.c.meeting_id == MEETING.c.id)
CONNECTED = CONNECTED.join(DECLARED, DECLARED.c.event_id == EVENT.c.id).where(DECLARED.c.connected).distinct()
KEPT_OUT = select(EXCLUSION.c.case_id, EXCLUSION.c.event_id).join(EVENT, EVENT.c.id == EXCLUSION.c.event_id)
KEPT_OUT = KEPT_OUT.where(EVENT.c.meeting_id == bindparam("meeting"), not_excluded(EXCLUSION.c.case_id))
HAVE_A_PART = (
    select(EXCLUSION.c.case_id)
    .join(PERSON, PERSON.c.id == EXCLUSION.c.person_id)
    .join(EVENT, (EVENT.c.id == EXCLUSION.c.event_id) & (EVENT.c.case_id == EXCLUSION.c.case_id))
    .where(
        EXCLUSION.c.reason.in_(PARTS), PERSON.c.reference.in_(among("people")), EXCLUSION.c.case_id.in_(among("cases"))
    )
    .distinct()
)
"""A part in a case excludes from it, and so can be found without opening the case."""


class Gate(Choice):
    """Whether a meeting's pack is open to somebody, as far as that hangs on what they declared."""

    OPEN = "open", "Open"
    DECLARE = "declare", "Declare first"
    WAITS = "waits", "Waits for a decision"


@dataclass(frozen=True)
class Standing:
    """The names of those who have declared for a meeting, of those who wait for a decision, and of who has not."""

    declared: tuple[str, ...]
    waits: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Stepped:
    """Somebody has no part in a case, and why: for the chair, who sees that they leave the room."""

    who: str
    case: str
    ground: str


@dataclass(frozen=True)
class Declared:
    """What somebody declared that waits for a decision, and why it was decided as it was when it last was.

    `taken_back`: they have since declared that they are connected with nobody.
    """

    person: PersonRef
    name: str
    whom: str
    taken_back: bool
    before: str


@dataclass(frozen=True)
class ToDecide:
    """What one person may decide on, and the cases that they may know of: each by its name in the pack.

    `seen` is the number of events that the meeting has had.
    """

    people: tuple[Declared, ...]
    cases: tuple[Option, ...]
    seen: int


@dataclass(frozen=True)
class Undecided:
    """A meeting for which declarations wait for a decision."""

    href: str
    month: str


def gate_of(file: CaseFile, by: SignedIn) -> Gate:
    """Whether somebody who reads packs has yet to declare. Open where there is none for them for another reason."""
    over = file.status("panel") in (PanelStatus.HELD, PanelStatus.CANCELLED)
    if not by.roles & READERS or (over and not is_readable(file, by)):
        return Gate.OPEN
    made = declarations(file).get(by.person)
    if made is None:
        return Gate.DECLARE
    return Gate.WAITS if made.waits else Gate.OPEN


def check_open(file: CaseFile, reference: str, by: SignedIn) -> None:
    """Raise `PackShut` until somebody has declared for a meeting, whatever they ask for in it."""
    href, gate = meeting_address(reference), gate_of(file, by)
    if gate is not Gate.OPEN:
        raise PackShut(f"{href}/steps/{DECLARE}" if gate is Gate.DECLARE else href)


def standing(session: Session, file: CaseFile, by: SignedIn) -> Standing | None:
    """Who has declared for a meeting: for the chair, and for those who decide, unless it is cancelled."""
    if not by.roles & WATCHING or file.status("panel") is PanelStatus.CANCELLED:
        return None
    made = declarations(file)
    return Standing(
        declared=tuple(file.name(person) for person, found in made.items() if not found.waits),
        waits=tuple(file.name(person) for person, found in made.items() if found.waits),
        missing=tuple(row.name for row in session.execute(PANEL_PEOPLE) if row.reference not in made),
    )


def to_decide(session: Session, meeting_id: int, by: SignedIn) -> ToDecide:
    """What waits for a meeting that somebody else declared, in full, and what it can be kept from."""
    loaded = facts_of(session, [meeting_id], owner=Owner.MEETING, secrets=True)[meeting_id]
    file, row = loaded.file, loaded.row("panel")
    people = (person for person in waiting(file) if person != by.person)
    known = {row.id: row.reference for row in session.execute(MY_CASES, {"person": by.person_id})}
    found = sections(session, meeting_id, by.person_id, released=False)
    return ToDecide(
        people=tuple(_declared(file, person) for person in people),
        cases=tuple(_case(section, known.get(section.case_id, "")) for section in found),
        seen=row.events if row else 0,
    )


def _declared(file: CaseFile, person: PersonRef) -> Declared:
    said, taken_back, before = "", False, ""
    for fact in file.facts:
        match fact.entry:
            case DeclareForMeeting(whom=whom) if fact.event.by == person:
                said, taken_back = whom or said, not whom
            case DecidePanelConnection(person=about, reasons=reasons) if about == person:
                before = reasons
    return Declared(person, file.name(person), said, taken_back, before)


def _case(section: Section, reference: str) -> Option:
    """A case by its name in the pack; by its reference too, for somebody who works on it."""
    name = f"{section.name}: {reference}, on which you work" if reference else section.name
    return Option(section.name, name, f"{section.view.handling.label}. Open: {section.view.open_for.label.lower()}.")


def cases_called(session: Session, meeting_id: int, names: Collection[str], by: SignedIn) -> list[int]:
    """The row ids of the cases with some names in a meeting's pack, of those that somebody may know of."""
    found = sections(session, meeting_id, by.person_id, released=False)
    return [section.case_id for section in found if section.name in names]


def cases_of(session: Session, meeting_id: int, people: Collection[PersonRef], by: SignedIn) -> list[int]:
    """The row ids of the cases of a meeting in which some people have a part, of those that somebody may know of."""
    cases = [section.case_id for section in sections(session, meeting_id, by.person_id, released=False)]
    return list(session.scalars(HAVE_A_PART, {"people": [*people], "cases": cases}))


def undecided(session: Session, by: SignedIn) -> tuple[Undecided, ...]:
    """The meetings that have a pack and have not been held, for which declarations by others wait for a decision."""
    if not by.roles & DECIDERS:
        return ()
    references = {row.id: row.reference for row in session.execute(CONNECTED)}
    files = facts_of(session, references, owner=Owner.MEETING) if references else {}
    return tuple(
        Undecided(f"{meeting_address(references[n])}/steps/{DECIDE}", month_of(found.file))
        for n, found in files.items()
        if found.file.status("panel") in READ and {*waiting(found.file)} - {by.person}
    )


def month_of(file: CaseFile) -> str:
    """The month that a meeting is for, in words: "March 2026"."""
    return month_in_words(plan_of(file))


def stepped_out(
    session: Session, meeting_id: int, loaded: Loaded, names: Mapping[int, str], by: SignedIn
) -> tuple[Stepped, ...]:
    """Who has no part in which of some cases, named by their row ids: for the chair, if the chair may know of them."""
    if Role.PANEL_CHAIR not in by.roles:
        return ()
    cases: dict[int, list[int]] = {}
    for row in session.execute(KEPT_OUT, {"meeting": meeting_id, "person": by.person_id}):
        cases.setdefault(row.event_id, []).append(row.case_id)
    return tuple(
        Stepped(loaded.file.name(person), names[case_id], ground)
        for key, person, ground in _left_out(loaded.file)
        for case_id in cases.get(loaded.event_ids[key], ())
        if case_id in names
    )


def _left_out(file: CaseFile) -> Iterator[tuple[str, PersonRef, str]]:
    """Each event that keeps somebody out of a case, by its key: whom, and why in words."""
    for fact in file.facts:
        match fact.entry:
            case StepOut(ground=ground):
                yield fact.event.key, fact.event.by, ground.label
            case DecidePanelConnection(person=person):
                yield fact.event.key, person, "Kept from it by a decision"
