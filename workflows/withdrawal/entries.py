"""What people state about a wish to withdraw."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from workflows.model import Answer, Ask, Entry, PartyRef, Pick
from workflows.oversight.vocabulary import Channel
from workflows.withdrawal.vocabulary import Consequence, Reply, SignedBy, Told

WHOSE = Ask("Whose wish to withdraw is it about?", "Where more than one person has complained.", pick=Pick.EVERYBODY)


@dataclass(frozen=True, kw_only=True)
class RecordWishToWithdraw(Entry):
    """Somebody said, but did not sign, that they no longer want the matter to go on."""

    said_at: Annotated[datetime, Ask("When did they say so?")]
    whose: Annotated[PartyRef | None, Ask("Whose wish is it?", pick=Pick.EVERYBODY)] = None
    told_to: Annotated[str, Ask("To whom did they say it, and how?")]
    accompanied: Annotated[Answer, Ask("Was anybody else with them?")]
    words: Annotated[str, Ask("What did they say?", "In their own words, with any reason that they gave.", long=True)]


@dataclass(frozen=True, kw_only=True)
class RecordSignedWithdrawal(Entry):
    """A signed notice that somebody withdraws, or wants no further steps."""

    received_at: Annotated[datetime, Ask("When did it arrive?")]
    whose: Annotated[PartyRef | None, Ask("Who withdraws?", pick=Pick.EVERYBODY)] = None
    signed_by: Annotated[SignedBy, Ask("Who signed it?")]
    brought_by: Annotated[str | None, Ask("Who brought or sent it?", "Say so if it was somebody else.")] = None
    words: Annotated[str, Ask("What does it say?", long=True)]


@dataclass(frozen=True, kw_only=True)
class AskToConfirmWithdrawal(Entry):
    """A letter asks whether they wish to withdraw."""

    to: Annotated[PartyRef, Ask("To whom does it go?", pick=Pick.EVERYBODY)]
    channel: Annotated[Channel, Ask("How is it sent?")]
    safe: Annotated[Answer, Ask("Have they said that this way is safe?")]
    text: Annotated[str, Ask("What does it say?", "Say that the matter can go on, and who can help.", long=True)]


@dataclass(frozen=True, kw_only=True)
class RecordWithdrawalReply(Entry):
    """They answered our letter. If they want the matter to go on, record that they changed their mind instead."""

    replied_at: Annotated[datetime, Ask("When did the reply arrive?")]
    reply: Annotated[Reply, Ask("What is their answer?")]
    whose: Annotated[PartyRef | None, WHOSE] = None
    words: Annotated[str | None, Ask("What did they say?", long=True)] = None


@dataclass(frozen=True, kw_only=True)
class RecordNoReplyOnWithdrawal(Entry):
    """No reply to our letter came in time."""

    tried: Annotated[str, Ask("How else did we try to reach them safely?", long=True)]
    whose: Annotated[PartyRef | None, WHOSE] = None


@dataclass(frozen=True, kw_only=True)
class RecordChangeOfMind(Entry):
    """They want the matter to go on after all."""

    said_at: Annotated[datetime, Ask("When did they say so?")]
    whose: Annotated[PartyRef | None, Ask("Who changed their mind?", pick=Pick.EVERYBODY)] = None
    words: Annotated[str, Ask("What did they say?", long=True)]


@dataclass(frozen=True, kw_only=True)
class RecordWithdrawalNotice(Entry):
    """Somebody was told of the withdrawal, or of what was decided on it."""

    whom: Annotated[Told, Ask("Who was told?")]
    whose: Annotated[PartyRef | None, WHOSE] = None
    told_at: Annotated[datetime, Ask("When?")]
    summary: Annotated[str, Ask("What were they told, and how?", long=True)]


@dataclass(frozen=True, kw_only=True)
class DecideOnWithdrawal(Entry):
    """The decision in the public interest: does the matter go on without the complainant?

    It is about the complaint of one person: what somebody else has complained of goes on whatever is decided here.
    """

    whose: Annotated[PartyRef | None, WHOSE] = None
    asked: Annotated[
        Answer, Ask("Have they been asked, alone and by a safe way, whether anybody wants them to withdraw?")
    ]
    asked_by: Annotated[str | None, Ask("If so, by whom and how?")] = None
    pressure: Annotated[Answer, Ask("Is there any sign of pressure, coercion or fear?")]
    considered: Annotated[str, Ask("What did you consider about pressure and safety?", long=True)]
    evidence_led: Annotated[str, Ask("What could be established without their help?", long=True)]
    under_review: Annotated[Answer, Ask("Is the case under review?", "Then the review body is told first.")]
    consequence: Annotated[Consequence, Ask("What becomes of the matter?")]
    reasons: Annotated[str, Ask("Give your reasons", long=True)]

    def problems(self) -> Iterable[tuple[str, str]]:
        """Whoever says that the person was asked says by whom."""
        if self.asked is Answer.YES and not self.asked_by:
            yield "asked_by", "Answer the question “If so, by whom and how?”"


@dataclass(frozen=True, kw_only=True)
class RecordIopcDecisionOnWithdrawal(Entry):
    """The IOPC has decided what becomes of a withdrawn matter that is with it."""

    decided_at: Annotated[datetime, Ask("When did it decide?")]
    whose: Annotated[PartyRef | None, WHOSE] = None
    consequence: Annotated[Consequence, Ask("What has the IOPC decided?")]
    reasons: Annotated[str | None, Ask("What reasons did it give?", long=True)] = None
