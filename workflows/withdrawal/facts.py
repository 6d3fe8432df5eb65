"""Whether somebody wishes to withdraw, whether that is certain, and what was decided on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from workflows.calendar import CountRule, Limit
from workflows.casefile import CaseFile, Fact, kept
from workflows.informing.facts import complainants
from workflows.model import PartyRef
from workflows.people.facts import parties, party, same_person
from workflows.referral.entries import RecordDetermination
from workflows.referral.facts import waits_for_iopc
from workflows.referral.vocabulary import IOPC_LED, Determination
from workflows.withdrawal import entries as e
from workflows.withdrawal.letters import overdue
from workflows.withdrawal.vocabulary import Consequence, Reply, Told

Decided = Fact[e.DecideOnWithdrawal] | Fact[e.RecordIopcDecisionOnWithdrawal]
WISHES = (e.RecordWishToWithdraw, e.RecordSignedWithdrawal, e.RecordWithdrawalReply)
SETTLES = (e.RecordChangeOfMind, e.DecideOnWithdrawal, e.RecordIopcDecisionOnWithdrawal)


@dataclass(frozen=True)
class Withdrawals:
    """Who wishes to withdraw, by the first reference of each person; "" where nobody said whose wish it is.

    `waiting` has what was recorded of each wish on which nothing is decided yet; `decided` the latest decision on each
    of the others that nobody has taken back. `converted` keeps whose complaint goes on as a conduct matter: no change
    of mind undoes that.
    """

    waiting: Mapping[str, tuple[Fact[Any], ...]]
    decided: Mapping[str, Decided]
    converted: frozenset[str]


@kept
def withdrawals(file: CaseFile) -> Withdrawals:
    """Every wish to withdraw as it stands, person by person (PCMR reg 38 is about one complaint at a time)."""
    waiting: dict[str, tuple[Fact[Any], ...]] = {}
    decided: dict[str, Decided] = {}
    converted: set[str] = set()
    recorded: Iterable[Fact[Any]] = (f for f in file.settled if f.event.workflow == "withdrawal")
    for fact in recorded:
        for who in _about(file, fact, waiting):
            if isinstance(fact.entry, WISHES):
                waiting[who] = (*waiting.get(who, ()), fact)
            elif not isinstance(fact.entry, SETTLES):
                waiting |= {who: (*waiting[who], fact)} if who in waiting else {}
                continue
            else:
                waiting.pop(who, None)
            decided.pop(who, None)
            if isinstance(fact.entry, (e.DecideOnWithdrawal, e.RecordIopcDecisionOnWithdrawal)):
                decided[who] = fact
                converted |= {who} if fact.entry.consequence is Consequence.CONDUCT else set()
    return Withdrawals(waiting, decided, frozenset(converted))


def _about(file: CaseFile, fact: Fact[Any], waiting: Mapping[str, object]) -> tuple[str, ...]:
    """Whose wish something is about. What names nobody who wishes to withdraw is about everybody who does."""
    entry = fact.entry
    named = entry.to if isinstance(entry, e.AskToConfirmWithdrawal) else entry.whose
    who = person(file, named)
    if named and (isinstance(entry, WISHES) or who in waiting):
        return (who,)
    if named and isinstance(entry, SETTLES):
        return (who, *(unnamed for unnamed in waiting if not unnamed))
    return tuple(waiting) or (who,)


def person(file: CaseFile, ref: PartyRef | None) -> str:
    """The first reference of whoever is meant; where nobody is named, the only complainant, or ""."""
    if ref is None:
        only = {person(file, p.ref) for p in complainants(file)}
        return only.pop() if len(only) == 1 else ""
    meant = party(file, ref)
    return next((p.ref for p in parties(file) if meant and same_person(p, meant)), ref)


def withdrawal_waits(file: CaseFile) -> bool:
    """Whether somebody wishes to withdraw and nobody has decided yet what becomes of their complaint."""
    return bool(withdrawals(file).waiting)


def complaints_stand(file: CaseFile, but: PartyRef | None = None) -> bool:
    """Whether somebody complains, other than one person, on whose withdrawal nothing is decided."""
    gone = {*withdrawals(file).decided, *withdrawals(file).converted, *([person(file, but)] if but else ())}
    return not {person(file, p.ref) for p in complainants(file)} <= gone


def converted_by_withdrawal(file: CaseFile) -> bool:
    """Whether the matter goes on as a conduct matter because of a withdrawal, and as nobody's complaint."""
    return bool(withdrawals(file).converted) and not complaints_stand(file)


def ended_by_withdrawal(file: CaseFile) -> bool:
    """Whether handling ends: everybody who complained has withdrawn, and nothing is to go on without them."""
    stand = withdrawals(file)
    made = sorted(stand.decided.values(), key=lambda f: f.event.recorded_at)
    if stand.waiting or not made or complaints_stand(file):
        return False
    going_on = any(f.entry.consequence is Consequence.CONDUCT for f in made)
    return made[-1].entry.consequence is Consequence.ENDS and not going_on


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


def this_time(file: CaseFile, kind: type[Any], whose: PartyRef | None = None) -> tuple[Fact[Any], ...]:
    """What was recorded of one kind on the wishes that wait: of one person's where they are named."""
    waiting = withdrawals(file).waiting
    who = person(file, whose)
    wanted = [waiting[who]] if whose and who in waiting else list(waiting.values())
    found = {f.event.key: f for facts in wanted for f in facts if isinstance(f.entry, kind)}
    return tuple(sorted(found.values(), key=lambda f: f.event.recorded_at))


def reply_limit(file: CaseFile, on: date) -> Limit:
    """How long a reply to our letter of one London day may take."""
    return Limit(CountRule.CAL_D_PLUS_1, file.terms.number("withdrawal-reply", on))


def reply_overdue(file: CaseFile, on: date, whose: PartyRef | None = None) -> bool:
    """Whether our latest letter is out, and the days for a reply are over on a London day."""
    return overdue(file, this_time(file, e.AskToConfirmWithdrawal, whose), partial(reply_limit, file), on)


def is_certain(file: CaseFile, whose: PartyRef | None = None) -> bool:
    """Whether the wish is signed, confirmed, or our letter stayed without a reply in time."""
    replies = this_time(file, e.RecordWithdrawalReply, whose)
    confirmed = any(f.entry.reply is Reply.CONFIRMED for f in replies)
    unanswered = [f.event.day for f in this_time(file, e.RecordNoReplyOnWithdrawal, whose)]
    silent = bool(unanswered) and reply_overdue(file, unanswered[-1], whose)
    return confirmed or silent or bool(this_time(file, e.RecordSignedWithdrawal, whose))


def has_told(file: CaseFile, whom: Told, whose: PartyRef | None = None) -> bool:
    """Whether somebody has been told of the wish to withdraw as it stands."""
    return any(f.entry.whom is whom for f in this_time(file, e.RecordWithdrawalNotice, whose))
