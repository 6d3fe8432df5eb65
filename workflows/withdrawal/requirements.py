"""What must be on file before a withdrawal is decided, and what waits for that decision."""

from workflows import citations as law
from workflows.allegations.facts import may_be_domestic_abuse
from workflows.calendar import london_day
from workflows.independence.requirements import DECLARATION
from workflows.informing.facts import said_to_be_safe
from workflows.model import Answer, Attempt, PartyRef, Requirement
from workflows.oversight.facts import may_be_used
from workflows.oversight.vocabulary import WRITTEN
from workflows.screening.requirements import TERMS_HOLD
from workflows.withdrawal.facts import (
    complaints_stand,
    has_told,
    iopc_decides_withdrawal,
    is_certain,
    person,
    reply_overdue,
    withdrawal_waits,
    withdrawals,
)
from workflows.withdrawal.vocabulary import Consequence, Told

LETTER = frozenset({"ask-to-confirm-withdrawal"})
DECIDING = frozenset({"decide-on-withdrawal"})


def _asked_or_goes_on(a: Attempt) -> bool:
    """Where it may be domestic abuse, nothing ends before the person was asked safely about pressure."""
    asked = a.entry.asked in (Answer.YES, Answer.DECLINED)
    return asked or a.entry.consequence is not Consequence.ENDS or not may_be_domestic_abuse(a.file)


def _whose(a: Attempt) -> PartyRef | None:
    return a.entry.whose if a.entry else None


def _review_body_told(a: Attempt) -> bool:
    return a.entry.under_review is Answer.NO or has_told(a.file, Told.REVIEW_BODY, _whose(a))


def _one_wish(a: Attempt) -> bool:
    waiting, whose = withdrawals(a.file).waiting, _whose(a)
    if not whose:
        return len(waiting) <= 1
    return not waiting or "" in waiting or person(a.file, whose) in waiting


def _others_stand(a: Attempt) -> bool:
    (who,) = [*withdrawals(a.file).waiting][:1] or [""]
    return a.entry.consequence is not Consequence.OTHERS or complaints_stand(a.file, _whose(a) or PartyRef(who))


HANDLING_WAITS = Requirement(
    id="WDR-10",
    before=frozenset(
        {
            *("handle-outside-schedule-3", "handle-otherwise", "start-investigation", "decide-outcome"),
            *("confirm-outcomes", "close-case", "end-handling"),
        }
    ),
    unmet="Somebody wishes to withdraw, and it is not decided what becomes of the matter",
    met=lambda a: not withdrawal_waits(a.file),
    cite=law.REG_38_6,
    remedy="decide-on-withdrawal",
)
"""For handling: no decision on handling, outcome or closure while a withdrawal waits for its own."""

REQUIREMENTS = (
    *DECLARATION,
    TERMS_HOLD,
    Requirement(
        id="WDR-1",
        before=LETTER,
        unmet="This must be in writing",
        met=lambda a: a.entry.channel in WRITTEN,
        cite=law.REG_38_ORAL,
        reads="channel",
    ),
    Requirement(
        id="WDR-2",
        before=LETTER,
        unmet="They have not said that this way is safe, or have named other ways",
        met=lambda a: said_to_be_safe(a.file, a.entry.to, a.entry.channel, a.entry.safe),
        cite=law.APP_PPDA,
        reads="channel",
    ),
    Requirement(
        id="WDR-3",
        before=LETTER,
        unmet="The victim has asked us never to use this way",
        met=lambda a: may_be_used(a.file, a.entry.channel),
        cite=law.settlement(24),
        reads="channel",
    ),
    Requirement(
        id="WDR-4",
        before=frozenset({"record-no-reply-on-withdrawal"}),
        unmet="No letter is out, or the days for a reply are not over",
        met=lambda a: reply_overdue(a.file, london_day(a.at), _whose(a)),
        cite=law.REG_38_ORAL,
        remedy="ask-to-confirm-withdrawal",
    ),
    Requirement(
        id="WDR-5",
        before=DECIDING,
        unmet="The wish is not signed or confirmed, and no letter has stayed unanswered for long enough",
        met=lambda a: is_certain(a.file, _whose(a)),
        cite=law.REG_38_1_2,
        remedy="ask-to-confirm-withdrawal",
    ),
    Requirement(
        id="WDR-6",
        before=DECIDING,
        unmet="The matter is with the IOPC, which decides what becomes of it",
        met=lambda a: not iopc_decides_withdrawal(a.file),
        cite=law.REG_38_3_5,
        remedy="record-iopc-decision-on-withdrawal",
    ),
    Requirement(
        id="WDR-7",
        before=frozenset({"record-iopc-decision-on-withdrawal"}),
        unmet="Nothing shows that the IOPC was told of the withdrawal",
        met=lambda a: has_told(a.file, Told.IOPC, _whose(a)),
        cite=law.REG_38_3_5,
        remedy="record-withdrawal-notice",
    ),
    Requirement(
        id="WDR-8",
        before=DECIDING,
        unmet="The case is, or may be, under review, and the review body has not been told",
        met=_review_body_told,
        cite=law.REG_38_4,
        remedy="record-withdrawal-notice",
        reads="under_review",
    ),
    Requirement(
        id="WDR-11",
        before=DECIDING | LETTER,
        unmet="No wish to withdraw waits for a decision",
        met=lambda a: withdrawal_waits(a.file),
        cite=law.REG_38_1_2,
        remedy="record-wish-to-withdraw",
        idle=True,
    ),
    Requirement(
        id="WDR-12",
        before=DECIDING,
        unmet="Say whose complaint is decided: of those who wish to withdraw, one at a time",
        met=_one_wish,
        cite=law.REG_38_1_2,
        reads="whose",
    ),
    Requirement(
        id="WDR-13",
        before=DECIDING,
        unmet="Nobody else has complained whose complaint could go on",
        met=_others_stand,
        cite=law.settlement(17),
        reads="consequence",
    ),
    Requirement(
        id="WDR-9",
        before=DECIDING,
        unmet="Domestic abuse: they must be asked safely about pressure before the matter can end",
        met=_asked_or_goes_on,
        cite=law.APP_PPDA,
        reads="asked",
    ),
)
