"""What must be on file before referral is decided, and what of referral before a case ends."""

from workflows import citations as law
from workflows.allegations.facts import allegations
from workflows.handling.facts import recorded
from workflows.independence.requirements import DECLARATION
from workflows.model import Attempt, Requirement
from workflows.referral.clocks import is_late
from workflows.referral.entries import RecordCallIn
from workflows.referral.facts import necessary, not_told, undecided_candidates, was_referred
from workflows.referral.vocabulary import Criterion, ReferralStatus
from workflows.screening.requirements import TERMS_HOLD


def _in_time_or_explained(a: Attempt) -> bool:
    return bool(a.entry.late_reason) or not is_late(a.file, a.process, a.entry.sent_at or a.at)


def _called_in(a: Attempt) -> bool:
    return Criterion.M9 not in a.entry.criteria or bool(a.file.all(RecordCallIn))


def _from_the_iopc(a: Attempt) -> bool:
    return bool(a.entry.received_at and a.entry.means and a.entry.iopc_reference)


def _nothing_undecided(a: Attempt) -> bool:
    """A recorded matter on which nothing is decided waits for that decision itself."""
    if recorded(a.file) and a.file.status("referral") is ReferralStatus.UNDECIDED:
        return True
    return not undecided_candidates(a.file)


CANDIDATES_DECIDED = Requirement(
    id="REF-5",
    before=frozenset({"confirm-outcomes", "close-case"}),
    unmet="Something on file may meet a criterion for referral, and nobody has decided on it",
    met=_nothing_undecided,
    cite=law.SG_9_4,
    remedy="decide-to-refer",
)
"""For handling: no case ends with a candidate that nobody has decided on."""

REFERRAL_TOLD = Requirement(
    id="REF-9",
    before=frozenset({"close-case"}),
    unmet="It is not on file whether each subject and complainant was told of the referral, or why not",
    met=lambda a: not not_told(a.file),
    cite=law.PARA_13_5,
    remedy="tell-of-referral",
)
"""For handling: whoever is concerned is told of a referral, or it is on file why not."""

REQUIREMENTS = (
    *DECLARATION,
    TERMS_HOLD,
    Requirement(
        id="REF-1",
        before=frozenset({"decide-not-to-refer"}),
        unmet="No allegation is on file, so the criteria cannot be tested",
        met=lambda a: bool(allegations(a.file)),
        cite=law.REG_7,
        remedy="add-allegation",
    ),
    Requirement(
        id="REF-2",
        before=frozenset({"send-referral"}),
        unmet="The referral is late, and no reason is given",
        met=_in_time_or_explained,
        cite=law.REGS_4_7_AND_9_LIMIT,
        reads="late_reason",
    ),
    Requirement(
        id="REF-3",
        before=frozenset({"record-determination"}),
        unmet="When and how the IOPC's decision arrived, and its reference, are not all given",
        met=_from_the_iopc,
        cite=law.PARA_14,
        reads="received_at",
    ),
    Requirement(
        id="REF-4",
        before=frozenset({"decide-to-refer"}),
        unmet="No notice is on file by which the IOPC calls the matter in",
        met=_called_in,
        cite=law.PARA_4_1_C,
        remedy="record-call-in",
        reads="criteria",
        may_follow=True,
    ),
    Requirement(
        id="REF-6",
        before=frozenset({"decide-not-to-re-refer"}),
        unmet="Nothing new points to a criterion: what was decided or returned is not decided again as a no",
        met=lambda a: bool(undecided_candidates(a.file)),
        cite=law.SG_9_4,
        remedy="add-allegation",
        idle=True,
    ),
    Requirement(
        id="REF-7",
        before=frozenset({"record-mode-change"}),
        unmet="No decision of the IOPC that the matter must be investigated is on file",
        met=lambda a: bool(necessary(a.file)),
        cite=law.PARA_15_5,
        remedy="record-determination",
    ),
    Requirement(
        id="REF-8",
        before=frozenset({"tell-of-referral"}),
        unmet="No referral is on file",
        met=lambda a: was_referred(a.file),
        cite=law.PARA_13_5,
        remedy="send-referral",
    ),
)
