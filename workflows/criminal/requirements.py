"""What must be on file before a matter is suspended or goes on, and what waits meanwhile (settlement 2)."""

from workflows import citations as law
from workflows.calendar import london_day
from workflows.criminal.facts import (
    is_suspended,
    nobody_asks_for_it,
    proceedings_ended,
    reply_overdue,
    under_criminal_investigation,
)
from workflows.independence.requirements import DECLARATION
from workflows.informing.facts import said_to_be_safe
from workflows.model import Attempt, Requirement
from workflows.oversight.facts import may_be_used
from workflows.oversight.vocabulary import WRITTEN
from workflows.screening.requirements import TERMS_HOLD
from workflows.withdrawal.facts import iopc_investigates

LETTER = frozenset({"ask-whether-to-go-on"})
OURS = frozenset({"suspend-matter", "review-matter-suspension", "resume-matter", "decide-after-proceedings"})


def _not_suspended(a: Attempt) -> bool:
    return not is_suspended(a.file)


HANDLING_WAITS = Requirement(
    id="CRI-11",
    before=frozenset({"decide-outcome", "confirm-outcomes", "close-case", "end-handling"}),
    unmet="The matter is suspended for criminal proceedings",
    met=_not_suspended,
    cite=law.REG_40,
    remedy="resume-matter",
)
"""For handling: outcomes and closure wait while the matter is suspended."""

REPORT_WAITS = Requirement(
    id="CRI-12",
    before=frozenset({"submit-report"}),
    unmet="The investigation is suspended for criminal proceedings",
    met=_not_suspended,
    cite=law.REG_40,
    remedy="resume-matter",
)
"""For the investigation: its report waits; preserving evidence and assessing do not."""

REQUIREMENTS = (
    *DECLARATION,
    TERMS_HOLD,
    Requirement(
        id="CRI-1",
        before=frozenset({"suspend-matter"}),
        unmet="No criminal investigation or arrest is on file",
        met=lambda a: under_criminal_investigation(a.file),
        cite=law.REG_40,
        remedy="record-criminal-progress",
        idle=True,
    ),
    Requirement(
        id="CRI-2",
        before=OURS,
        unmet="The IOPC directs or conducts this investigation, and decides this",
        met=lambda a: not iopc_investigates(a.file),
        cite=law.REG_40,
    ),
    Requirement(
        id="CRI-3",
        before=frozenset({"suspend-matter", "review-matter-suspension"}),
        unmet="The review must be on a later day than the decision",
        met=lambda a: a.entry.review_on > london_day(a.at),
        cite=law.PROPOSED_TIME,
        reads="review_on",
    ),
    Requirement(
        id="CRI-4",
        before=LETTER,
        unmet="The criminal proceedings have not ended",
        met=lambda a: proceedings_ended(a.file),
        cite=law.REG_41_2,
        remedy="record-criminal-outcome",
    ),
    Requirement(
        id="CRI-5",
        before=LETTER,
        unmet="This must be in writing",
        met=lambda a: a.entry.channel in WRITTEN,
        cite=law.REG_41_2,
        reads="channel",
    ),
    Requirement(
        id="CRI-6",
        before=LETTER,
        unmet="They have not said that this way is safe, or have named other ways",
        met=lambda a: said_to_be_safe(a.file, a.entry.to, a.entry.channel, a.entry.safe),
        cite=law.APP_PPDA,
        reads="channel",
    ),
    Requirement(
        id="CRI-7",
        before=LETTER | {"record-suspension-notice"},
        unmet="The victim has asked us never to use this way",
        met=lambda a: may_be_used(a.file, a.entry.channel),
        cite=law.settlement(24),
        reads="channel",
    ),
    Requirement(
        id="CRI-8",
        before=frozenset({"record-no-reply-after-proceedings"}),
        unmet="No letter is out, or the days for a reply are not over",
        met=lambda a: reply_overdue(a.file, london_day(a.at)),
        cite=law.REG_41_4,
        remedy="ask-whether-to-go-on",
    ),
    Requirement(
        id="CRI-9",
        before=frozenset({"decide-after-proceedings"}),
        unmet="The complainant has not said no, and no letter has stayed unanswered for long enough",
        met=lambda a: nobody_asks_for_it(a.file),
        cite=law.REG_41_4,
        remedy="ask-whether-to-go-on",
    ),
    Requirement(
        id="CRI-10",
        before=frozenset({"resume-matter"}),
        unmet="Nobody asks for it to go on: decide first whether the public interest requires it",
        met=lambda a: not nobody_asks_for_it(a.file),
        cite=law.REG_41_4,
        remedy="decide-after-proceedings",
    ),
)
