"""What is stated in a confidential report, by whoever sends it and by the gatekeeper. All words are encrypted."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from workflows.confidential.vocabulary import Danger
from workflows.model import Answer, Ask, Entry, PersonRef, Pick

NO_HELP = "This system does not send help. If anyone is in danger now, ring 999 or the control room."
NUMBER = "Their collar or staff number, if you know it. If they have an account, they are kept out of this report."
ON_REGISTER = "Their collar or staff number."


@dataclass(frozen=True, kw_only=True)
class ReportInConfidence(Entry):
    """The first report, by anybody who can sign in."""

    danger_now: Annotated[Danger, Ask("Is anyone in danger now?", NO_HELP)]
    account: Annotated[str, Ask("What do you know?", "You do not need to be sure.", long=True, secret=True)]
    about: Annotated[
        str | None, Ask("Who is it about?", "A name, a team, or whatever you know of them.", secret=True)
    ] = None
    subject: Annotated[PersonRef | None, Ask("What is their number?", NUMBER, pick=Pick.REGISTER)] = None
    reach: Annotated[
        str | None,
        Ask("How can we reach you here?", "For example, how often you can look. Nobody rings or writes.", secret=True),
    ] = None


@dataclass(frozen=True, kw_only=True)
class AddInConfidence(Entry):
    """Something more, later."""

    danger_now: Annotated[Danger, Ask("Is anyone in danger now?", NO_HELP)]
    words: Annotated[str, Ask("What else do you know?", long=True, secret=True)]
    subject: Annotated[
        PersonRef | None, Ask("What is the number of anybody else it is about?", NUMBER, pick=Pick.REGISTER)
    ] = None


@dataclass(frozen=True, kw_only=True)
class AnswerGatekeeper(Entry):
    """An answer to all that the gatekeeper has asked so far."""

    answer: Annotated[str, Ask("What do you answer?", "You may say that you would rather not.", long=True, secret=True)]


@dataclass(frozen=True, kw_only=True)
class AskGatekeeper(Entry):
    """A question by whoever reported."""

    question: Annotated[str, Ask("What do you want to ask?", long=True, secret=True)]


@dataclass(frozen=True, kw_only=True)
class AgreeToDisclosure(Entry):
    """Whether those who handle the matter may be told who reported; the latest answer holds."""

    agrees: Annotated[
        bool,
        Ask(
            "May those who handle the matter be told who you are?",
            "You do not have to agree. You can change your answer until they have been told.",
        ),
    ]


@dataclass(frozen=True, kw_only=True)
class AcknowledgeReport(Entry):
    """The gatekeeper's first words to whoever reported."""

    words: Annotated[str, Ask("What do you tell the person who has reported?", long=True, secret=True)]


@dataclass(frozen=True, kw_only=True)
class AskReporter(Entry):
    """A question by the gatekeeper."""

    question: Annotated[str, Ask("What do you ask the person who has reported?", long=True, secret=True)]


@dataclass(frozen=True, kw_only=True)
class WriteToReporter(Entry):
    """The gatekeeper's answer to all that was asked so far, or other words."""

    words: Annotated[str, Ask("What do you tell the person who has reported?", long=True, secret=True)]


@dataclass(frozen=True, kw_only=True)
class KeepOut(Entry):
    """Somebody who must know nothing of this report, though they hold the gatekeeper's role."""

    person: Annotated[PersonRef, Ask("Who must know nothing of it?", ON_REGISTER, pick=Pick.REGISTER)]
    reasons: Annotated[str, Ask("Why?", long=True, secret=True)]


@dataclass(frozen=True, kw_only=True)
class PassToPsd(Entry):
    """The decision to open a case. It is told nothing but what is written here."""

    account: Annotated[
        str,
        Ask(
            "What are those who handle the matter told?",
            "Write it anew. Leave out whatever only the person who has reported could know.",
            long=True,
            secret=True,
        ),
    ]
    domestic_abuse: Annotated[Answer, Ask("Does it indicate domestic abuse by somebody in the police?")]
    receiver: Annotated[
        PersonRef,
        Ask("Who in professional standards takes the case?", ON_REGISTER, pick=Pick.REGISTER),
    ]
    reasons: Annotated[str, Ask("Why is it passed on?", long=True, secret=True)]
    shows_nobody: Annotated[
        bool, Ask("Have you read your words again, and does nothing in them show who has reported?")
    ]
    subject: Annotated[PersonRef | None, Ask("Who is the subject?", ON_REGISTER, pick=Pick.REGISTER)] = None
    victim: Annotated[PersonRef | None, Ask("Who is the victim?", ON_REGISTER, pick=Pick.REGISTER)] = None

    def problems(self) -> Iterable[tuple[str, str]]:
        """Nothing that shows who reported is passed on; a case has a subject and a victim who are two people."""
        if self.shows_nobody is False:
            yield "shows_nobody", "It can be passed on only if nothing in it shows who has reported. Change your words"
        if self.subject and self.subject == self.victim:
            yield "victim", "The victim and the subject cannot be the same person"


@dataclass(frozen=True, kw_only=True)
class PassElsewhere(Entry):
    """The decision to pass it to somebody other than professional standards."""

    recipient: Annotated[str, Ask("To whom is it passed?", secret=True)]
    told: Annotated[str, Ask("What are they told?", "Nothing that shows who has reported.", long=True, secret=True)]
    reasons: Annotated[str, Ask("Why?", long=True, secret=True)]


@dataclass(frozen=True, kw_only=True)
class CloseReport(Entry):
    """The decision that nothing more is done."""

    reasons: Annotated[str, Ask("Why is there no further action?", long=True, secret=True)]


@dataclass(frozen=True, kw_only=True)
class DiscloseReporter(Entry):
    """Those who handle the matter are told who reported."""

    reasons: Annotated[str, Ask("Why do they need to know?", long=True, secret=True)]
