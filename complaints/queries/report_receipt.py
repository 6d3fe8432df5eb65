"""What somebody is told who has just reported a matter: that it is recorded, and what cannot wait."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from complaints.errors import NotFound
from complaints.models.people import SignedIn
from complaints.queries.addresses import case_address
from complaints.queries.shown import shown
from complaints.queries.tasks import Task, own_tasks
from complaints.queries.visible import find_case
from workflows.calendar import CountRule, Limit, london_day
from workflows.casefile import CaseFile
from workflows.handling.facts import report
from workflows.referral.vocabulary import ReferralStatus
from workflows.words import written

NEXT = (
    *("take-safety-measure", "assess-risk", "preserve-evidence", "restrict-duties", "decide-to-refer"),
    *("add-party", "add-allegation", "declare-interests"),
)
"""What is offered next, the most pressing first."""


@dataclass(frozen=True)
class Receipt:
    """One report. `href` is empty for somebody who may know no more of it; then nothing but the reference is told.

    `refer_by` says until when a referral must have gone, if one is due; empty where that is decided.
    """

    reference: str
    recorded_at: datetime
    href: str = ""
    refer_by: str = ""
    next: tuple[Task, ...] = ()


def receipt(session: Session, reference: str, recorded_at: datetime, actor: SignedIn, now: datetime) -> Receipt:
    """The receipt of a report that `actor` has made, at a moment in UTC."""
    try:
        found = find_case(session, reference, actor)
    except NotFound:
        return Receipt(reference, recorded_at)
    loaded = shown(session, [found], actor, now)[found]
    mine = [task for task in own_tasks(loaded, actor.actor, now, reference) if task.href]
    return Receipt(
        reference,
        recorded_at,
        case_address(reference),
        _refer_by(loaded.file, london_day(now)),
        tuple(task for trigger in NEXT for task in mine if task.trigger == trigger),
    )


def _refer_by(file: CaseFile, today: date) -> str:
    """When a mandatory referral must have gone, if a criterion was clear from the report (PCMR regs 4, 7 and 9)."""
    first = report(file)
    if first is None or file.status("referral") is not ReferralStatus.UNDECIDED:
        return ""
    clear = london_day(first.entry.came_to_attention_at)
    last = file.terms.calendar.last_day(Limit(CountRule.EOD_NEXT_DAY), clear)
    words = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    return f"11:59pm {words.get((last - today).days, f'on {written(last)}')}"
