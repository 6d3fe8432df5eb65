"""Whether somebody wishes to withdraw, whether that is certain, and what was decided on it."""

from datetime import date
from functools import partial
from typing import Any

from workflows.calendar import CountRule, Limit
from workflows.casefile import CaseFile, Fact
from workflows.referral.entries import RecordDetermination
from workflows.referral.facts import waits_for_iopc
from workflows.referral.vocabulary import IOPC_LED, Determination
from workflows.withdrawal import entries as e
from workflows.withdrawal.letters import overdue
from workflows.withdrawal.vocabulary import Consequence, Reply, Told, WithdrawalStatus

Decided = Fact[e.DecideOnWithdrawal] | Fact[e.RecordIopcDecisionOnWithdrawal]
SETTLES = (e.RecordChangeOfMind, e.DecideOnWithdrawal, e.RecordIopcDecisionOnWithdrawal)


def withdrawal_waits(file: CaseFile) -> bool:
    """Whether somebody wishes to withdraw and nobody has decided yet what becomes of the matter."""
    return file.status("withdrawal") is WithdrawalStatus.WAITING


def decisions(file: CaseFile) -> tuple[Decided, ...]:
    """Every decision on a withdrawal, the authority's and the IOPC's, in the order recorded."""
    made: list[Decided] = [*file.all(e.DecideOnWithdrawal), *file.all(e.RecordIopcDecisionOnWithdrawal)]
    return tuple(sorted(made, key=lambda f: f.event.recorded_at))


def converted_by_withdrawal(file: CaseFile) -> bool:
    """Whether the matter goes on as a conduct matter because of a withdrawal: no change of mind undoes that."""
    return any(f.entry.consequence is Consequence.CONDUCT for f in decisions(file))


def ended_by_withdrawal(file: CaseFile) -> bool:
    """Whether handling ends by the latest decision, and nobody has taken the wish back or withdrawn anew."""
    made = decisions(file)
    decided = file.status("withdrawal") is WithdrawalStatus.DECIDED
    return decided and bool(made) and made[-1].entry.consequence is Consequence.ENDS


def iopc_investigates(file: CaseFile) -> bool:
    """Whether the IOPC directs or conducts the investigation."""
    made = file.last(RecordDetermination)
    return made is not None and made.entry.determination in IOPC_LED


def iopc_decides_withdrawal(file: CaseFile) -> bool:
    """Whether the matter is referred and not returned (PCMR reg 38(3)); a local investigation is a setting."""
    made = file.last(RecordDetermination)
    if made and made.entry.determination is Determination.LOCAL and not waits_for_iopc(file):
        return file.terms.value("withdrawal-local", made.event.day) == "the IOPC"
    return waits_for_iopc(file) or iopc_investigates(file)


def this_time(file: CaseFile, kind: type[Any]) -> tuple[Fact[Any], ...]:
    """What was recorded of one kind since a withdrawal was last taken back or decided."""
    facts = file.settled
    over = [n for n, f in enumerate(facts, start=1) if isinstance(f.entry, SETTLES)]
    return tuple(f for f in facts[over[-1] if over else 0 :] if isinstance(f.entry, kind))


def reply_limit(file: CaseFile, on: date) -> Limit:
    """How long a reply to our letter of one London day may take."""
    return Limit(CountRule.CAL_D_PLUS_1, file.terms.number("withdrawal-reply", on))


def reply_overdue(file: CaseFile, on: date) -> bool:
    """Whether our latest letter is out, and the days for a reply are over on a London day."""
    return overdue(file, this_time(file, e.AskToConfirmWithdrawal), partial(reply_limit, file), on)


def is_certain(file: CaseFile) -> bool:
    """Whether the wish is signed, confirmed, or our letter stayed without a reply in time."""
    confirmed = any(f.entry.reply is Reply.CONFIRMED for f in this_time(file, e.RecordWithdrawalReply))
    unanswered = [f.event.day for f in this_time(file, e.RecordNoReplyOnWithdrawal)]
    return bool(
        confirmed or this_time(file, e.RecordSignedWithdrawal) or (unanswered and reply_overdue(file, unanswered[-1]))
    )


def has_told(file: CaseFile, whom: Told) -> bool:
    """Whether somebody has been told of the wish to withdraw as it stands."""
    return any(f.entry.whom is whom for f in this_time(file, e.RecordWithdrawalNotice))
