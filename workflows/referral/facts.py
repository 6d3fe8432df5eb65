"""Whether a referral is open, and what the IOPC decided."""

from workflows.casefile import CaseFile
from workflows.model import Attempt
from workflows.referral.entries import RecordDetermination
from workflows.referral.vocabulary import Determination, ReferralStatus


def waits_for_iopc(file: CaseFile) -> bool:
    """Whether a criterion is decided to apply and the IOPC has not decided yet (settlement 3)."""
    return file.status("referral") in (ReferralStatus.DUE, ReferralStatus.SENT)


def is_decided(file: CaseFile) -> bool:
    """Whether referral is decided either way: a reasoned decision not to refer is a decision."""
    return file.status("referral") in (ReferralStatus.NOT_REFERRED, ReferralStatus.DETERMINED)


def nothing_waits(attempt: Attempt) -> bool:
    """For requirements: no open referral stands in the way."""
    return not waits_for_iopc(attempt.file)


def returned(file: CaseFile) -> bool:
    """Whether the IOPC's last decision returned the matter to the force."""
    decided = file.last(RecordDetermination)
    return decided is not None and decided.entry.determination is Determination.RETURNED
