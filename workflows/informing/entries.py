"""What people state when somebody is told something, or is not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from workflows.informing.vocabulary import HarmGround, Interest, Notice, Proceedings, ReviewBody, ReviewResult, Wish
from workflows.model import AllegationRef, Answer, Ask, Entry, PartyRef, Pick
from workflows.oversight.entries import OUTCOMES_OF
from workflows.oversight.vocabulary import Channel

WHOM = Ask("Whom?", pick=Pick.EVERYBODY)
HOW = Ask("How is it sent?", "In writing, by a way that this person has given.")


@dataclass(frozen=True, kw_only=True)
class AcceptInterestedPerson(Entry):
    """Somebody who has not complained is kept informed, with their consent."""

    party: Annotated[PartyRef, WHOM]
    interest: Annotated[Interest, Ask("What is their interest?")]
    consents: Annotated[Answer, Ask("Do they consent to be kept informed?")]
    reasons: Annotated[str, Ask("Give your reasons", long=True)]


@dataclass(frozen=True, kw_only=True)
class ChooseInformation(Entry):
    """What somebody wishes to be told, and how; a later one replaces the earlier."""

    party: Annotated[PartyRef, WHOM]
    wish: Annotated[Wish, Ask("What do they wish to be told?", "They may change their mind at any time.")]
    channels: Annotated[tuple[Channel, ...], Ask("Which ways have they given us?", "Choose all that they named.")] = ()
    said: Annotated[str, Ask("What did they say?", "In the words used, as far as you can.", long=True)]

    def problems(self) -> Iterable[tuple[str, str]]:
        """Whoever is to be told something has given a way."""
        if self.wish in (Wish.EVERYTHING, Wish.OUTCOME) and not self.channels:
            yield "channels", "Answer the question “Which ways have they given us?”"


@dataclass(frozen=True, kw_only=True)
class WriteToParty(Entry):
    """A written update to one person."""

    party: Annotated[PartyRef, WHOM]
    channel: Annotated[Channel, HOW]
    text: Annotated[
        str, Ask("What does it say?", "Include the progress of any criminal or disciplinary case.", long=True)
    ]


@dataclass(frozen=True, kw_only=True)
class WithholdNotice(Entry):
    """The decision not to tell somebody something for now, because telling it would do harm."""

    party: Annotated[PartyRef, Ask("From whom?", pick=Pick.EVERYBODY)]
    what: Annotated[Notice, Ask("What is withheld?")]
    ground: Annotated[HarmGround, Ask("Which exception applies?")]
    reasons: Annotated[str, Ask("Give your reasons", "What harm, to whom, and why nothing less will do.", long=True)]
    review_on: Annotated[date, Ask("When will this be looked at again?")]


@dataclass(frozen=True, kw_only=True)
class ReleaseNotice(Entry):
    """What was withheld may be told."""

    party: Annotated[PartyRef, Ask("From whom was it withheld?", pick=Pick.EVERYBODY)]
    what: Annotated[Notice, Ask("What may be told now?")]
    reasons: Annotated[str, Ask("What has changed?", long=True)]


@dataclass(frozen=True, kw_only=True)
class TellPartyOutcome(Entry):
    """One person is told the outcome in writing."""

    party: Annotated[PartyRef, WHOM]
    channel: Annotated[Channel, HOW]
    allegations: Annotated[tuple[AllegationRef, ...], OUTCOMES_OF]
    text: Annotated[
        str,
        Ask(
            "What does it say?",
            "Besides the outcomes: what is done or learned, whether proceedings follow, and a summary of the report.",
            long=True,
        ),
    ]


@dataclass(frozen=True, kw_only=True)
class RecordProceedingsOutcome(Entry):
    """Criminal or disciplinary proceedings have come to an outcome."""

    which: Annotated[Proceedings, Ask("Which proceedings?")]
    decided_at: Annotated[datetime, Ask("When was it decided?", "The five working days count from that day.")]
    outcome: Annotated[str, Ask("What was decided?", long=True)]


@dataclass(frozen=True, kw_only=True)
class TellProceedingsOutcome(Entry):
    """One person is told the outcome of proceedings in writing."""

    party: Annotated[PartyRef, WHOM]
    channel: Annotated[Channel, HOW]
    text: Annotated[str, Ask("What does it say?", long=True)]


@dataclass(frozen=True, kw_only=True)
class GiveReviewRight(Entry):
    """A complainant is told in writing who reviews the outcome, how and until when; or that nobody does."""

    party: Annotated[PartyRef, WHOM]
    body: Annotated[ReviewBody, Ask("Who would review it?", "See what the file points to; you decide.")]
    reasons: Annotated[
        str, Ask("Why that body?", "The test is the complaint as it was made, not what was found.", long=True)
    ]
    channel: Annotated[Channel, HOW]
    text: Annotated[
        str,
        Ask(
            "What does it say?",
            "How to apply, to whom, and the last day: 28 days, starting with the day after they are told. "
            "Where there is no right to a review, say so plainly.",
            long=True,
        ),
    ]


@dataclass(frozen=True, kw_only=True)
class RecordReviewApplication(Entry):
    """A complainant has applied for a review."""

    party: Annotated[PartyRef, Ask("Who has applied?", pick=Pick.EVERYBODY)]
    received_on: Annotated[
        date,
        Ask("When did it first reach a review body?", "Its way from a wrong body does not count."),
    ]
    body: Annotated[ReviewBody, Ask("Which body has it?")]


@dataclass(frozen=True, kw_only=True)
class RecordReviewMove(Entry):
    """An application has gone from the wrong review body to the right one."""

    party: Annotated[PartyRef, Ask("Whose application?", pick=Pick.EVERYBODY)]
    body: Annotated[ReviewBody, Ask("Which body has it now?")]
    moved_on: Annotated[date, Ask("When did it get there?", past=True)]


@dataclass(frozen=True, kw_only=True)
class RecordReviewResult(Entry):
    """The review body has decided."""

    party: Annotated[PartyRef, Ask("Whose application?", pick=Pick.EVERYBODY)]
    result: Annotated[ReviewResult, Ask("What did the body decide?")]
    said: Annotated[str, Ask("What does it say?", "Include its reasons and what it recommends.", long=True)]


@dataclass(frozen=True, kw_only=True)
class SendRecordCopy(Entry):
    """A complainant gets a copy of the record of the complaint."""

    party: Annotated[PartyRef, WHOM]
    channel: Annotated[Channel, HOW]


@dataclass(frozen=True, kw_only=True)
class SendComplaintCopy(Entry):
    """The person complained against gets a copy of the complaint."""

    party: Annotated[PartyRef, WHOM]
    channel: Annotated[Channel, Ask("How is it sent?")]
    identity_removed: Annotated[bool, Ask("Was the complainant's identity removed?")]
    no_safe_contact: Annotated[
        bool,
        Ask(
            "Have you made sure that it gives away no way to reach anybody?",
            "No telephone number, e-mail, address, code word, or place where somebody may be found.",
        ),
    ]


@dataclass(frozen=True, kw_only=True)
class TellNotRecorded(Entry):
    """A complainant is told, with reasons, that the matter is not recorded."""

    party: Annotated[PartyRef, WHOM]
    channel: Annotated[Channel, HOW]
    text: Annotated[str, Ask("What does it say?", "The decision and the reasons.", long=True)]


@dataclass(frozen=True, kw_only=True)
class ExplainEarlyClosing(Entry):
    """Why a case may close while a review may still come."""

    reasons: Annotated[
        str, Ask("Why close before the time for a review is over?", "Say what each complainant was told.", long=True)
    ]
