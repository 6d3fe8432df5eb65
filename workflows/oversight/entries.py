"""What people state about contact with the victim."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from workflows.model import AllegationRef, Answer, Ask, Entry, PersonRef, Pick
from workflows.oversight.vocabulary import Channel, Direction, Reached

OUTCOMES_OF = Ask(
    "Of which allegations does it give the outcome?",
    "Choose each that it answers, with the reasons. An outcome that is decided later is told later.",
    pick=Pick.ALLEGATIONS,
)
EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
NUMBER = re.compile(r"\+?[0-9 ()./-]+(?:(?:extension|ext|x|#)[. ]*[0-9]+)?", re.IGNORECASE)
FEWEST_DIGITS = 3
SAFE = "Kept encrypted. Give only what the victim has said is safe to use."


def can_be_rung(telephone: str) -> bool:
    """Whether this can be a telephone number at all: digits as people write them, and perhaps an extension."""
    return bool(NUMBER.fullmatch(telephone)) and sum(map(str.isdigit, telephone)) >= FEWEST_DIGITS


@dataclass(frozen=True, kw_only=True)
class AppointOversightOfficer(Entry):
    """Who keeps the victim informed and safe."""

    officer: Annotated[PersonRef, Ask("Who will be the senior oversight officer?", pick=Pick.OVERSIGHT_OFFICERS)]
    reasons: Annotated[str, Ask("Why are they right for this victim?", long=True)]


@dataclass(frozen=True, kw_only=True)
class AgreeContact(Entry):
    """How, when and how often the victim wishes to be contacted; a later one replaces the earlier."""

    channels: Annotated[
        tuple[Channel, ...],
        Ask("Which ways are safe?", "Choose all that the victim named. None: no contact is wanted.", none_is_said=True),
    ] = ()
    avoid: Annotated[tuple[Channel, ...], Ask("Which ways must never be used?")] = ()
    telephone: Annotated[str | None, Ask("The safe telephone number", SAFE, secret=True, compared=True)] = None
    email: Annotated[str | None, Ask("The safe e-mail address", SAFE, secret=True, compared=True)] = None
    address: Annotated[str | None, Ask("The safe postal address", SAFE, long=True, secret=True, compared=True)] = None
    code_word: Annotated[
        str | None, Ask("A code word by which you know each other", "Kept encrypted.", secret=True)
    ] = None
    times: Annotated[str | None, Ask("Which days and times are safe?")] = None
    every_days: Annotated[
        int | None, Ask("How often, in days?", "A written update goes every four weeks in any case.")
    ] = None
    not_to_say: Annotated[
        str | None, Ask("What must not be said, or left in a message?", "Shown to whoever makes contact.", long=True)
    ] = None
    wants: Annotated[str | None, Ask("What does the victim want to happen?", long=True)] = None

    def problems(self) -> Iterable[tuple[str, str]]:
        """A way cannot be both safe and never to be used; the frequency is between a day and a year."""
        if set(self.channels) & set(self.avoid):
            yield "avoid", "A way cannot be both safe and never to be used"
        if self.channels and self.every_days is None:
            yield "every_days", "Answer the question “How often, in days?”"
        if self.every_days is not None and not 1 <= self.every_days <= 365:
            yield "every_days", "How often must be between 1 and 365 days"
        if self.telephone and not can_be_rung(self.telephone):
            yield "telephone", "Give a telephone number in digits, for example 07700 900123 or +44 20 7946 0123 ext 4"
        if self.email and not EMAIL.fullmatch(self.email):
            yield "email", "Give an e-mail address with one @, for example name@example.com"


@dataclass(frozen=True, kw_only=True)
class LogContact(Entry):
    """A contact with the victim, or an attempt. It happened, so it is recorded whatever the channel."""

    contacted_at: Annotated[datetime, Ask("When was it?", now=True)]
    direction: Annotated[Direction, Ask("Who began it?")] = Direction.OURS
    channel: Annotated[Channel, Ask("How?")]
    reached: Annotated[Reached, Ask("What came of it?")]
    summary: Annotated[
        str, Ask("What was said?", "Plain and neutral. What we did, and what the victim said.", long=True)
    ]


@dataclass(frozen=True, kw_only=True)
class SendUpdate(Entry):
    """A written update under the Act."""

    channel: Annotated[Channel, Ask("How is it sent?")]
    text: Annotated[str, Ask("What does it say?", "Include the progress of any criminal case.", long=True)]


@dataclass(frozen=True, kw_only=True)
class TellOutcome(Entry):
    """The victim is told the outcome in writing."""

    channel: Annotated[Channel, Ask("How is it sent?")]
    allegations: Annotated[tuple[AllegationRef, ...], OUTCOMES_OF]
    text: Annotated[str, Ask("What does it say?", "The outcome of each allegation, with reasons.", long=True)]


@dataclass(frozen=True, kw_only=True)
class MakeClosingContact(Entry):
    """The last contact: what support remains, and what the victim thought of how she or he was treated."""

    channel: Annotated[Channel, Ask("How was it made?")]
    feedback_offered: Annotated[Answer, Ask("Was feedback offered?")]
    summary: Annotated[str, Ask("What was said?", long=True)]
