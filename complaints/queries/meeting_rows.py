"""A meeting of the panel in a list: when it is, how it stands as far as a reader may know, and the next one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from complaints.facts.meetings import KnownMeeting, meetings
from complaints.models.people import SignedIn
from complaints.queries.addresses import meeting_address
from complaints.queries.pack_cover import month_in_words, plan_of
from complaints.queries.packs import EARLY_READERS, is_open, is_readable
from complaints.queries.panel_declarations import Gate, gate_of
from workflows.casefile import CaseFile
from workflows.model import Tone
from workflows.panel.vocabulary import PanelStatus

NOT_YET = "No pack released yet"
"""All that somebody who only reads packs is told of a meeting before they may read its pack."""

NEVER = "9999-99"


@dataclass(frozen=True)
class MeetingRow:
    """One meeting in the list. `for_month` is "2026-03", and `month` the same in words.

    `pack_href` is empty where there is no pack to read.

    `gate` says what its reader has to do first.
    """

    href: str
    for_month: str
    month: str
    extra: bool
    meets_on: date
    held: bool
    cancelled: bool
    status: str
    tone: Tone
    gate: Gate
    pack_href: str

    @property
    def over(self) -> bool:
        """Whether nobody waits for it."""
        return self.held or self.cancelled


def meeting_row(file: CaseFile, reference: str, actor: SignedIn) -> MeetingRow:
    """One meeting as far as somebody may know how it stands."""
    stands, status, readable = plan_of(file), file.running("panel")[0].status, is_readable(file, actor)
    told = readable or status in (PanelStatus.HELD, PanelStatus.CANCELLED) or bool(actor.roles & EARLY_READERS)
    return MeetingRow(
        href=meeting_address(reference),
        for_month=stands.month,
        month=month_in_words(stands),
        extra=bool(stands.extra),
        meets_on=stands.meets_on,
        held=status is PanelStatus.HELD,
        cancelled=status is PanelStatus.CANCELLED,
        status=status.label if told else NOT_YET,
        tone=status.tone if told else Tone.GREY,
        gate=gate_of(file, actor),
        pack_href=f"{meeting_address(reference)}/pack.pdf" if is_open(file, actor) else "",
    )


def standing_rows(session: Session, actor: SignedIn, month: str = "") -> tuple[MeetingRow, ...]:
    """The meetings that are yet to be, and all those for a month ("2026-03") that were not cancelled, by their day."""
    found = (meeting_row(each.file, each.reference, actor) for each in meetings(session) if _stands(each, month))
    return tuple(sorted(found, key=lambda row: row.meets_on))


def _stands(each: KnownMeeting, month: str) -> bool:
    held = each.file.status("panel") is PanelStatus.HELD
    return not each.cancelled and (not held or plan_of(each.file).month == month)


def without_meeting(known: Iterable[KnownMeeting], today: date) -> tuple[str, ...]:
    """Of last month and this one, those in which no meeting stands, in words; none from before the panel first met."""
    every = [(plan_of(each.file).month, each.cancelled) for each in known]
    begun, stand = min(month for month, _ in [*every, (NEVER, False)]), {month for month, gone in every if not gone}
    this = today.replace(day=1)
    months = ((this - timedelta(days=1)).replace(day=1), this)
    return tuple(f"{first:%B %Y}" for first in months if begun <= f"{first:%Y-%m}" and f"{first:%Y-%m}" not in stand)
