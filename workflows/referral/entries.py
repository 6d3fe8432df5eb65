"""What people state about referral to the IOPC."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from workflows.model import Ask, Entry
from workflows.referral.vocabulary import Criterion, Determination


@dataclass(frozen=True, kw_only=True)
class DecideToRefer(Entry):
    """The decision that one or more criteria apply, or that the gravity calls for referral."""

    criteria: Annotated[tuple[Criterion, ...], Ask("Which criteria apply?", "Choose all that apply.")]
    became_clear_at: Annotated[
        datetime, Ask("When did it become clear?", "The limit runs to the end of the next calendar day.")
    ]
    reasons: Annotated[str, Ask("Give your reasons", long=True)]


@dataclass(frozen=True, kw_only=True)
class DecideNotToRefer(Entry):
    """The decision that no criterion applies and that a voluntary referral is not called for."""

    mandatory: Annotated[str, Ask("Why does no mandatory criterion apply?", long=True)]
    voluntary: Annotated[str, Ask("Why is a voluntary referral not called for?", long=True)]


@dataclass(frozen=True, kw_only=True)
class SendReferral(Entry):
    """The referral has been sent."""

    iopc_reference: Annotated[str | None, Ask("The IOPC's reference, if it has given one")] = None
    late_reason: Annotated[str | None, Ask("If it is late, why?", long=True)] = None


@dataclass(frozen=True, kw_only=True)
class RecordDetermination(Entry):
    """What the IOPC has decided."""

    determination: Annotated[Determination, Ask("What has the IOPC decided?")]
    reasons: Annotated[str | None, Ask("What reasons did it give?", long=True)] = None
