"""One case of a panel's pack on a screen: the section that was released, and the panel's actions since.

The section is the one that the PDF was made from. Of an action the panel reads what it is for, whose it is and by when;
its words stand in the case, and are shown here only to those who write them down.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from complaints.errors import NotFound
from complaints.facts.load import Owner, facts_of
from complaints.models.people import SignedIn
from complaints.queries.addresses import case_address_in, meeting_address
from complaints.queries.pack_view import SectionView
from complaints.queries.packs import Section, readable_sections
from complaints.queries.panel_declarations import check_open, month_of
from complaints.queries.shown import shown
from workflows.calendar import london_day
from workflows.casefile import CaseFile
from workflows.panel.vocabulary import PanelStatus
from workflows.scrutiny.facts import Action, actions
from workflows.scrutiny.lifecycle import KEEPERS


@dataclass(frozen=True)
class ActionRow:
    """One action of the panel. `what` and the `account` of its end are empty for those who only read."""

    kind: str
    owner: str
    due_on: date
    agreed_on: date
    state: str
    what: str
    account: str


@dataclass(frozen=True)
class PanelCase:
    """One case of one meeting's pack. `section` is what the log is told of; `may_act`: may record an action here."""

    section: Section
    month: str
    meeting_href: str
    href: str
    actions: tuple[ActionRow, ...]
    may_act: bool

    @property
    def view(self) -> SectionView:
        """What may be read of the case."""
        return self.section.view


def panel_case(
    session: Session, meeting_id: int, reference: str, code: str, actor: SignedIn, now: datetime
) -> PanelCase:
    """A case of a meeting's pack by its name there without "Case", at a moment in UTC.

    Raises `PackShut` to somebody who has yet to declare for the meeting, whatever the name, and then `NotFound`. Two
    cases with one name are not told apart by it, and so neither can be opened here: both stand in the PDF.
    """
    file = facts_of(session, [meeting_id], owner=Owner.MEETING)[meeting_id].file
    check_open(file, reference, actor)
    readable = readable_sections(session, meeting_id, file, actor)
    found = [section for section in readable if section.name == f"Case {code}"]
    if len(found) != 1:
        raise NotFound
    (section,) = found
    case = shown(session, [section.case_id], actor, now)[section.case_id].file
    keeps = bool(actor.roles & KEEPERS)
    return PanelCase(
        section=section,
        month=month_of(file),
        meeting_href=meeting_address(reference),
        href=case_address_in(reference, section.name),
        actions=action_rows(case, keeps, london_day(now)),
        may_act=keeps and file.status("panel") in (PanelStatus.RELEASED, PanelStatus.HELD),
    )


def action_rows(case: CaseFile, in_words: bool, today: date) -> tuple[ActionRow, ...]:
    """The panel's actions in one case, in the order agreed, on a London day; `in_words`: with what was typed."""
    return tuple(_row(action, in_words, today) for action in actions(case))


def _row(action: Action, in_words: bool, today: date) -> ActionRow:
    agreed, ended = action.agreed, action.completed
    state = "Overdue" if agreed.entry.due_on < today else "Open"
    return ActionRow(
        kind=agreed.entry.kind.label,
        owner=agreed.entry.owner.label,
        due_on=agreed.entry.due_on,
        agreed_on=london_day(agreed.event.recorded_at),
        state=ended.entry.ending.label if ended else state,
        what=agreed.entry.what if in_words else "",
        account=ended.entry.account if ended and in_words else "",
    )
