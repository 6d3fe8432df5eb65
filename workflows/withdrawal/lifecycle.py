"""The steps of a withdrawal. What people wish is recorded in every status, and after closure too."""

from collections.abc import Iterator

from workflows import citations as law
from workflows.allegations.facts import may_be_domestic_abuse
from workflows.casefile import CaseFile
from workflows.model import PSD, Kind, Role, Step, Suggestion
from workflows.withdrawal import entries as e
from workflows.withdrawal.facts import iopc_decides_withdrawal
from workflows.withdrawal.vocabulary import WithdrawalStatus as Is

AUTHORITY = frozenset({Role.APPROPRIATE_AUTHORITY})
HEARS = PSD | {Role.OVERSIGHT_OFFICER}
ANY = tuple(Is)
SINCE_A_WISH = (Is.WAITING, Is.TAKEN_BACK, Is.DECIDED)


def _whom_to_tell(file: CaseFile) -> Iterator[Suggestion]:
    if iopc_decides_withdrawal(file):
        yield Suggestion("Tell the IOPC", "The matter is referred and was not returned", law.REG_38_3_5)
    yield Suggestion("Tell the review body", "If the case is under review", law.REG_38_4)


def _public_interest(file: CaseFile) -> Iterator[Suggestion]:
    if may_be_domestic_abuse(file):
        because = "This may be domestic abuse, where people withdraw under pressure"
        yield Suggestion("Go on as a recordable conduct matter", because, law.APP_PPDA)


NOT_ENDED = (
    "The allegations have not ended. What becomes of them is decided, with reasons and the public interest in view"
)

STEPS = (
    Step(
        trigger="record-wish-to-withdraw",
        label="Record a wish to withdraw",
        done="Wish to withdraw recorded",
        source=ANY,
        dest=Is.WAITING,
        by=HEARS,
        entry=e.RecordWishToWithdraw,
        kind=Kind.EVENT,
        occurred="said_at",
        afterwards=NOT_ENDED,
        cites=(law.REG_38_ORAL, law.settlement(8)),
    ),
    Step(
        trigger="record-signed-withdrawal",
        label="Record a signed withdrawal",
        done="Signed withdrawal received",
        source=ANY,
        dest=Is.WAITING,
        by=HEARS,
        entry=e.RecordSignedWithdrawal,
        kind=Kind.EVENT,
        occurred="received_at",
        afterwards=NOT_ENDED,
        cites=(law.REG_38_1_2, law.settlement(8)),
    ),
    Step(
        trigger="ask-to-confirm-withdrawal",
        label="Write to ask whether they withdraw",
        done="Letter sent to ask whether they withdraw",
        source=SINCE_A_WISH,
        dest=None,
        by=HEARS,
        entry=e.AskToConfirmWithdrawal,
        cites=(law.REG_38_ORAL,),
    ),
    Step(
        trigger="record-withdrawal-reply",
        label="Record their reply about withdrawing",
        done="Reply about withdrawing received",
        source=ANY,
        dest=Is.WAITING,
        by=HEARS,
        entry=e.RecordWithdrawalReply,
        kind=Kind.EVENT,
        occurred="replied_at",
        cites=(law.REG_38_ORAL,),
    ),
    Step(
        trigger="record-no-reply-on-withdrawal",
        label="Record that no reply about withdrawing came",
        done="No reply about withdrawing came",
        source=ANY,
        dest=None,
        by=HEARS,
        entry=e.RecordNoReplyOnWithdrawal,
        kind=Kind.EVENT,
        cites=(law.REG_38_ORAL,),
    ),
    Step(
        trigger="record-change-of-mind",
        label="Record that they want it to go on",
        done="Wish to withdraw taken back",
        source=ANY,
        dest=Is.TAKEN_BACK,
        by=HEARS,
        entry=e.RecordChangeOfMind,
        kind=Kind.EVENT,
        occurred="said_at",
        cites=(law.settlement(8),),
    ),
    Step(
        trigger="record-withdrawal-notice",
        label="Record who was told of a withdrawal",
        done="Notice of a withdrawal given",
        source=ANY,
        dest=None,
        by=HEARS,
        entry=e.RecordWithdrawalNotice,
        kind=Kind.EVENT,
        occurred="told_at",
        suggests=_whom_to_tell,
        cites=(law.REG_38_3_5, law.REG_38_4),
    ),
    Step(
        trigger="decide-on-withdrawal",
        label="Decide what becomes of a withdrawn matter",
        done="Decided what becomes of the withdrawn matter",
        source=SINCE_A_WISH,
        dest=Is.DECIDED,
        by=AUTHORITY,
        entry=e.DecideOnWithdrawal,
        suggests=_public_interest,
        cites=(law.REG_38_6, law.settlement(8)),
    ),
    Step(
        trigger="record-iopc-decision-on-withdrawal",
        label="Record the IOPC's decision on a withdrawal",
        done="IOPC decision on the withdrawal received",
        source=SINCE_A_WISH,
        dest=Is.DECIDED,
        by=AUTHORITY | {Role.INTAKE},
        entry=e.RecordIopcDecisionOnWithdrawal,
        kind=Kind.EVENT,
        occurred="decided_at",
        cites=(law.REG_38_3_5,),
    ),
)
