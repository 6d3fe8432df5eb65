"""Whether a referral is open, what the IOPC decided, and what has come to light since."""

from dataclasses import replace
from typing import Any

from workflows.casefile import CaseFile, Fact, kept
from workflows.handling.facts import complainants
from workflows.model import Answer, Attempt, Entry
from workflows.people.facts import Party, parties
from workflows.people.vocabulary import Part
from workflows.referral import entries as e
from workflows.referral.criteria import Candidate, candidates
from workflows.referral.vocabulary import Mode, ReferralStatus

REACHED_IOPC = (e.SendReferral, e.RecordInitiative, e.RecordBodyReferral)
"""What brings a matter before the IOPC: the force, the IOPC itself, or the local policing body."""

DECISIONS = (e.DecideToRefer, e.DecideNotToRefer, e.DecideNotToReRefer, e.RecordCallIn, *REACHED_IOPC[1:])
"""What settles whether the matter goes to the IOPC, on the facts known until then."""


def in_order(file: CaseFile, *kinds: type[Entry]) -> list[Fact[Any]]:
    """The facts of several kinds in the order recorded."""
    found: list[Fact[Any]] = [fact for kind in kinds for fact in file.all(kind)]
    return sorted(found, key=lambda fact: fact.event.recorded_at)


def waits_for_iopc(file: CaseFile) -> bool:
    """Whether handling waits: from a mandatory criterion decided to apply until the IOPC decides (settlement 3)."""
    if file.status("referral") not in (ReferralStatus.DUE, ReferralStatus.SENT):
        return False
    decided = file.last(e.RecordDetermination)
    opened = in_order(file, e.DecideToRefer, e.RecordCallIn, *REACHED_IOPC)
    pending = [f for f in opened if decided is None or f.event.recorded_at > decided.event.recorded_at]
    return any(_holds_back(file, fact) for fact in pending)


def _holds_back(file: CaseFile, fact: Fact[Any]) -> bool:
    if not isinstance(fact.entry, e.DecideToRefer) or fact.entry.mandatory:
        return True
    return file.terms.value("voluntary-referral-waits-from", fact.event.day) == "the decision to refer"


def is_decided(file: CaseFile) -> bool:
    """Whether referral is decided either way: a reasoned decision not to refer is a decision."""
    return file.status("referral") in (ReferralStatus.NOT_REFERRED, ReferralStatus.DETERMINED)


def nothing_waits(attempt: Attempt) -> bool:
    """For requirements: no open referral stands in the way."""
    return not waits_for_iopc(attempt.file)


def necessary(file: CaseFile) -> bool | None:
    """Whether the IOPC decided that the matter must be investigated; None while it has not decided."""
    decided = file.last(e.RecordDetermination)
    return decided.entry.determination.mode is not None if decided else None


def returned(file: CaseFile) -> bool:
    """Whether the IOPC's last decision returned the matter to the force."""
    return necessary(file) is False


def mode(file: CaseFile) -> Mode | None:
    """The mode of investigation that the IOPC decided last; None for none, and for a matter that it returned."""
    decided = in_order(file, e.RecordDetermination, e.RecordModeChange)
    if not decided:
        return None
    last = decided[-1].entry
    return last.mode if isinstance(last, e.RecordModeChange) else last.determination.mode


def was_referred(file: CaseFile) -> bool:
    """Whether the matter has ever come before the IOPC."""
    return any(file.all(kind) for kind in REACHED_IOPC)


def not_told(file: CaseFile) -> tuple[Party, ...]:
    """The subjects and complainants of whom nobody has recorded, since the last referral, that they were told
    or why not."""
    if not (referred := in_order(file, *REACHED_IOPC)):
        return ()
    since = referred[-1].event.recorded_at
    answered = {
        f.entry.party
        for f in file.all(e.TellOfReferral)
        if f.event.recorded_at > since and f.entry.told in (Answer.YES, Answer.NO)
    }
    complain = complainants(file)
    concerned = (p for p in parties(file) if p.part in (Part.SUBJECT, Part.COMPLAINANT) or p.ref in complain)
    return tuple(p for p in concerned if p.ref not in answered)


@kept
def undecided_candidates(file: CaseFile) -> tuple[Candidate, ...]:
    """What points to a criterion and was not yet on file when referral was last decided."""
    if not (decided := in_order(file, *DECISIONS)):
        return candidates(file)
    keys = [fact.event.key for fact in file.facts]
    known = candidates(replace(file, facts=file.facts[: keys.index(decided[-1].event.key) + 1]))
    return tuple(c for c in candidates(file) if c not in known)


def candidate_after_decision(file: CaseFile) -> bool:
    """Whether something points to a criterion since referral was decided, one way or the other (SG 9.4)."""
    return any(file.all(kind) for kind in DECISIONS) and bool(undecided_candidates(file))
