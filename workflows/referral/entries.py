"""What people state about referral to the IOPC."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from workflows.model import Answer, Ask, Entry, PartyRef, Pick
from workflows.referral.vocabulary import Criterion, Determination, Ground, Means, Mode

THEIR_REFERENCE = "The IOPC's reference, if it has given one"


@dataclass(frozen=True, kw_only=True)
class DecideToRefer(Entry):
    """The decision that one or more criteria apply, or that the gravity calls for referral."""

    criteria: Annotated[tuple[Criterion, ...], Ask("Which criteria apply?", "Choose all that apply.")]
    grounds: Annotated[tuple[Ground, ...], Ask("On which ground, if it is voluntary?")] = ()
    became_clear_at: Annotated[
        datetime,
        Ask(
            "When did it become clear?",
            "Where a criterion applies, the limit runs to the end of the next calendar day.",
        ),
    ]
    reasons: Annotated[str, Ask("Give your reasons", long=True)]

    @property
    def mandatory(self) -> bool:
        """Whether any of the criteria makes referral a duty."""
        return any(criterion.mandatory for criterion in self.criteria)

    def problems(self) -> Iterable[tuple[str, str]]:
        """A voluntary referral has a ground."""
        if Criterion.VOLUNTARY in self.criteria and not self.grounds:
            yield "grounds", "Say whether it is the gravity, exceptional circumstances, or both"


@dataclass(frozen=True, kw_only=True)
class DecideNotToRefer(Entry):
    """The decision that no criterion applies and that a voluntary referral is not called for."""

    mandatory: Annotated[str, Ask("Why does no mandatory criterion apply?", long=True)]
    voluntary: Annotated[str, Ask("Why is a voluntary referral not called for?", long=True)]


@dataclass(frozen=True, kw_only=True)
class DecideNotToReRefer(Entry):
    """The decision that what has come to light since meets no criterion and calls for no voluntary referral."""

    mandatory: Annotated[str, Ask("Why does nothing that is new meet a mandatory criterion?", long=True)]
    voluntary: Annotated[str, Ask("Why does nothing that is new call for a voluntary referral?", long=True)]


@dataclass(frozen=True, kw_only=True)
class SendReferral(Entry):
    """The referral has been sent."""

    sent_at: Annotated[datetime | None, Ask("When was it sent, if not just now?")] = None
    means: Annotated[Means | None, Ask("How was it sent?")] = None
    iopc_reference: Annotated[str | None, Ask(THEIR_REFERENCE)] = None
    late_reason: Annotated[str | None, Ask("If it is late, why?", long=True)] = None


@dataclass(frozen=True, kw_only=True)
class TellOfReferral(Entry):
    """Somebody has been told of the referral, or it is decided why not."""

    party: Annotated[PartyRef, Ask("Whom does this concern?", pick=Pick.EVERYBODY)]
    told: Annotated[Answer, Ask("Have they been told of the referral?")]
    told_at: Annotated[datetime | None, Ask("When were they told?")] = None
    why_not: Annotated[
        str | None, Ask("If they are not told, why?", "For a subject: what it would prejudice.", long=True)
    ] = None

    def problems(self) -> Iterable[tuple[str, str]]:
        """Whoever is not told is not told for a reason."""
        if self.told is Answer.NO and not self.why_not:
            yield "why_not", "Say why they are not told"
        if self.told is not Answer.YES and self.told_at:
            yield "told_at", "Give a time only if they have been told"


@dataclass(frozen=True, kw_only=True)
class RecordCallIn(Entry):
    """The IOPC has given notice that the matter must be referred."""

    notified_at: Annotated[
        datetime, Ask("When did the notice arrive?", "The limit runs to the end of the next calendar day.")
    ]
    means: Annotated[Means | None, Ask("How did it arrive?")] = None
    iopc_reference: Annotated[str | None, Ask(THEIR_REFERENCE)] = None
    notice: Annotated[str, Ask("What does the notice say?", long=True)]


@dataclass(frozen=True, kw_only=True)
class RecordInitiative(Entry):
    """The IOPC treats the matter as referred, though nobody has referred it."""

    notified_at: Annotated[datetime, Ask("When was the force told?")]
    means: Annotated[Means | None, Ask("How was it told?")] = None
    iopc_reference: Annotated[str | None, Ask(THEIR_REFERENCE)] = None
    notice: Annotated[str, Ask("What does the IOPC say?", long=True)]


@dataclass(frozen=True, kw_only=True)
class RecordBodyReferral(Entry):
    """The local policing body has referred the matter."""

    referred_at: Annotated[datetime, Ask("When did it refer the matter?")]
    grounds: Annotated[tuple[Ground, ...], Ask("On which ground?")]
    reasons: Annotated[str | None, Ask("What reasons did it give?", long=True)] = None


@dataclass(frozen=True, kw_only=True)
class RecordDetermination(Entry):
    """What the IOPC has decided."""

    determination: Annotated[Determination, Ask("What has the IOPC decided?")]
    received_at: Annotated[datetime | None, Ask("When did its decision arrive?")] = None
    means: Annotated[Means | None, Ask("How did it arrive?")] = None
    iopc_reference: Annotated[str | None, Ask("The IOPC's reference on it")] = None
    reasons: Annotated[str | None, Ask("What reasons did it give?", long=True)] = None


@dataclass(frozen=True, kw_only=True)
class RecordModeChange(Entry):
    """The IOPC has replaced its decision on the mode of an investigation."""

    mode: Annotated[Mode, Ask("Which mode applies from now on?")]
    received_at: Annotated[datetime, Ask("When did its decision arrive?")]
    iopc_reference: Annotated[str | None, Ask("The IOPC's reference on it")] = None
    reasons: Annotated[str | None, Ask("What reasons or directions did it give?", long=True)] = None
