"""The scrutiny panel in one case: the meetings that it was or will be on, and the actions agreed there.

Where a case stands in a pack is told to those who read packs; how far a pack is in the making, to nobody here. Who
stepped out is for the chair.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from complaints.facts.load import Loaded, Owner, facts_of
from complaints.facts.meetings import MEETINGS
from complaints.models.people import SignedIn
from complaints.queries.addresses import case_address_in
from complaints.queries.meeting_rows import MeetingRow, meeting_row
from complaints.queries.packs import READERS, SectionOfCase, sections_of_case
from complaints.queries.panel_declarations import Stepped, stepped_out
from complaints.queries.recommendations import RecommendationRow, recommendation_rows
from workflows.allegations.facts import is_domestic_abuse
from workflows.calendar import london_day
from workflows.casefile import CaseFile
from workflows.panel.entries import RecordMeeting, ReleasePack


@dataclass(frozen=True)
class MeetingOfCase:
    """One meeting that a case was on, or one to come that it may be on.

    `late` says that it should have been held by now, `released` that the panel has been given the section, `left_out`
    that it has been given a pack without one. `name` is what the case is called there, `case_href` its place in the
    pack; both are empty for those who may not open it. Recommendations are about how the force works, and are for those
    who read packs.
    """

    row: MeetingRow
    held_on: date | None
    late: bool
    released: bool
    left_out: bool
    name: str
    case_href: str
    recommendations: tuple[RecommendationRow, ...]
    stepped_out: tuple[Stepped, ...]


def meetings_of(
    session: Session, case_id: int, file: CaseFile, actor: SignedIn, now: datetime
) -> tuple[MeetingOfCase, ...]:
    """The meetings of a visible case, by row id, for somebody who has declared, at a moment in UTC; the latest first.

    The number of statements grows for the chair alone, with the meetings that the case was on.
    """
    references: dict[int, str] = {row.id: row.reference for row in session.execute(MEETINGS)}
    loaded, found = facts_of(session, references, owner=Owner.MEETING), sections_of_case(session, case_id)
    opened = london_day(file.facts[0].event.recorded_at)
    comes_up, meetings = is_domestic_abuse(file) and not file.closed, []
    for n, reference in references.items():
        row, section = meeting_row(loaded[n].file, reference, actor), found.get(n)
        was_on = section is not None and section.released
        will_be_on = comes_up and not row.over and opened <= row.meets_on
        if was_on or will_be_on:
            names = {case_id: section.name} if section else {}
            gone = stepped_out(session, n, loaded[n], names, actor)
            meetings.append(_meeting(row, loaded[n], reference, section, gone, actor, now))
    return tuple(sorted(meetings, key=lambda each: each.row.meets_on, reverse=True))


def _meeting(
    row: MeetingRow,
    loaded: Loaded,
    reference: str,
    section: SectionOfCase | None,
    gone: tuple[Stepped, ...],
    actor: SignedIn,
    now: datetime,
) -> MeetingOfCase:
    held = loaded.file.last(RecordMeeting)
    opens = section.name if section and section.readable(loaded.file, actor) else ""
    released = section is not None and section.released
    return MeetingOfCase(
        row=row,
        held_on=held.entry.held_on if held else None,
        late=not row.over and row.meets_on < london_day(now),
        released=released,
        left_out=not released and loaded.file.last(ReleasePack) is not None,
        name=opens,
        case_href=case_address_in(reference, opens) if opens else "",
        recommendations=recommendation_rows(loaded.file, now) if actor.roles & READERS else (),
        stepped_out=gone,
    )
