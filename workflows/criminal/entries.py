"""What people state about criminal proceedings, and about what waits for them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from workflows.criminal.vocabulary import CriminalOutcome, CriminalStage, NoticeOf, Paused, Wish
from workflows.model import Answer, Ask, Entry, PartyRef, Pick
from workflows.oversight.vocabulary import Channel
from workflows.withdrawal.vocabulary import Consequence


@dataclass(frozen=True, kw_only=True)
class RecordCriminalProgress(Entry):
    """Criminal proceedings about this matter began or moved on."""

    stage: Annotated[
        CriminalStage,
        Ask("What has happened?", "That the authority learned of it is recorded under the subject's duty status too."),
    ]
    happened_at: Annotated[datetime, Ask("When was it?")]
    suspect: Annotated[PartyRef | None, Ask("Who is the suspect?", pick=Pick.EVERYBODY)] = None
    body: Annotated[str | None, Ask("Which force, prosecutor or court?")] = None
    details: Annotated[str | None, Ask("What else should be known?", long=True)] = None


@dataclass(frozen=True, kw_only=True)
class RecordCriminalOutcome(Entry):
    """Criminal proceedings about this matter, or an appeal, ended."""

    outcome: Annotated[CriminalOutcome, Ask("How did they end?")]
    ended_at: Annotated[datetime, Ask("When?")]
    suspect: Annotated[PartyRef | None, Ask("For which suspect?", pick=Pick.EVERYBODY)] = None
    details: Annotated[str | None, Ask("What reasons were given?", long=True)] = None


@dataclass(frozen=True, kw_only=True)
class SuspendMatter(Entry):
    """The decision that going on now would prejudice criminal proceedings."""

    what: Annotated[Paused, Ask("What is suspended?")]
    prejudice: Annotated[str, Ask("How would going on prejudice the criminal proceedings?", long=True)]
    meanwhile: Annotated[
        str, Ask("What goes on meanwhile?", "Evidence, safety, risk and duty status never wait.", long=True)
    ]
    review_on: Annotated[date, Ask("When will this be reviewed?")]


@dataclass(frozen=True, kw_only=True)
class RecordIopcSuspension(Entry):
    """The IOPC has suspended an investigation that it directs or conducts."""

    decided_at: Annotated[datetime, Ask("When did it decide?")]
    reasons: Annotated[str | None, Ask("What reasons did it give?", long=True)] = None


@dataclass(frozen=True, kw_only=True)
class ReviewMatterSuspension(Entry):
    """The suspension was reviewed and goes on."""

    reasons: Annotated[str, Ask("Why would going on still prejudice the proceedings?", long=True)]
    review_on: Annotated[date, Ask("When will it be reviewed next?")]


@dataclass(frozen=True, kw_only=True)
class RecordSuspensionNotice(Entry):
    """Somebody was told of a suspension, of its end, or of a decision after it."""

    notice: Annotated[NoticeOf, Ask("What were they told?")]
    whom: Annotated[PartyRef, Ask("Who was told?", pick=Pick.EVERYBODY)]
    told_at: Annotated[datetime, Ask("When?")]
    channel: Annotated[Channel, Ask("How?")]
    summary: Annotated[str, Ask("What did it say?", long=True)]


@dataclass(frozen=True, kw_only=True)
class ResumeMatter(Entry):
    """The matter goes on: nothing is prejudiced any longer."""

    reasons: Annotated[str, Ask("Why can it go on now?", long=True)]


@dataclass(frozen=True, kw_only=True)
class RecordIopcResumption(Entry):
    """The IOPC has ended a suspension, or directs that the matter goes on in spite of the proceedings."""

    decided_at: Annotated[datetime, Ask("When did it decide?")]
    reasons: Annotated[str | None, Ask("What reasons did it give?", long=True)] = None


@dataclass(frozen=True, kw_only=True)
class AskWhetherToGoOn(Entry):
    """After the proceedings a letter asks the complainant whether the matter should go on."""

    to: Annotated[PartyRef, Ask("To whom does it go?", pick=Pick.EVERYBODY)]
    channel: Annotated[Channel, Ask("How is it sent?")]
    safe: Annotated[Answer, Ask("Have they said that this way is safe?")]
    text: Annotated[str, Ask("What does it say?", "Say what may happen without a reply.", long=True)]


@dataclass(frozen=True, kw_only=True)
class RecordWishAfterProceedings(Entry):
    """The complainant has said what they want after the proceedings."""

    said_at: Annotated[datetime, Ask("When did they say so?")]
    wish: Annotated[Wish, Ask("What do they want?")]
    words: Annotated[str | None, Ask("What did they say?", long=True)] = None


@dataclass(frozen=True, kw_only=True)
class RecordNoReplyAfterProceedings(Entry):
    """No reply to our letter came in time."""

    tried: Annotated[str, Ask("How else did we try to reach them safely?", long=True)]


@dataclass(frozen=True, kw_only=True)
class DecideAfterProceedings(Entry):
    """Nobody asks for it to go on: does the public interest?"""

    pressure: Annotated[Answer, Ask("Is there any sign of pressure, coercion or fear?")]
    considered: Annotated[str, Ask("What did you consider about pressure and safety?", long=True)]
    evidence_led: Annotated[str, Ask("What could be established without their help?", long=True)]
    consequence: Annotated[Consequence, Ask("What becomes of the matter?")]
    reasons: Annotated[str, Ask("Give your reasons", long=True)]


@dataclass(frozen=True, kw_only=True)
class RecordIopcDecisionAfterProceedings(Entry):
    """The IOPC has decided whether a matter that is its own goes on after the proceedings."""

    decided_at: Annotated[datetime, Ask("When did it decide?")]
    consequence: Annotated[Consequence, Ask("What has the IOPC decided?")]
    reasons: Annotated[str | None, Ask("What reasons did it give?", long=True)] = None
