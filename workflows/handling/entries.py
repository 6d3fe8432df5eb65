"""What people state while a matter is handled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from workflows.handling.vocabulary import (
    Category,
    ClosureCode,
    MatterKind,
    Outcome,
    Part,
    RecordingGround,
    ReportRoute,
)
from workflows.model import AllegationRef, Answer, Ask, Entry, PersonRef, Pick, Role

NUMBER = "Their collar or staff number. Leave blank if they do not work for the police or it is not known."
SAFE = "Kept encrypted. Give only what she or he has said is safe to use."


@dataclass(frozen=True, kw_only=True)
class ReportMatter(Entry):
    """The first report, as somebody in professional standards takes it down."""

    route: Annotated[ReportRoute, Ask("How did this reach you?")]
    came_to_attention_at: Annotated[
        datetime, Ask("When did this come to the force's attention?", "The clocks count from this moment.")
    ]
    account: Annotated[str, Ask("What was reported?", "In the words used, as far as you can.", long=True)]
    domestic_abuse: Annotated[Answer, Ask("Does it indicate domestic abuse by somebody in the police?")]
    subject: Annotated[PersonRef | None, Ask("Who is it about?", NUMBER, pick=Pick.REGISTER)] = None
    victim: Annotated[PersonRef | None, Ask("Who is the victim?", NUMBER, pick=Pick.REGISTER)] = None
    victim_name: Annotated[str | None, Ask("Victim's full name, if not on the register")] = None
    victim_telephone: Annotated[str | None, Ask("A telephone number that is safe", SAFE, secret=True)] = None
    victim_email: Annotated[str | None, Ask("An e-mail address that is safe", SAFE, secret=True)] = None
    victim_address: Annotated[str | None, Ask("Where the victim lives now", SAFE, long=True, secret=True)] = None
    reporter: Annotated[PersonRef | None, Ask("Who reported it?", NUMBER, pick=Pick.REGISTER)] = None

    def problems(self) -> Iterable[tuple[str, str]]:
        """One person cannot be both the subject and the victim of a report."""
        if self.subject and self.subject == self.victim:
            yield "victim", "The victim and the subject cannot be the same person"
        if self.victim and self.victim_name:
            yield "victim_name", "Give either the victim's number or their name, not both"


@dataclass(frozen=True, kw_only=True)
class AddParty(Entry):
    """Somebody else who has a part in the case."""

    part: Annotated[Part, Ask("What part do they have?")]
    person: Annotated[PersonRef | None, Ask("Who are they?", NUMBER, pick=Pick.REGISTER)] = None
    name: Annotated[str | None, Ask("Full name, if not on the register")] = None
    telephone: Annotated[str | None, Ask("A telephone number that is safe", SAFE, secret=True)] = None
    address: Annotated[str | None, Ask("Their address", SAFE, long=True, secret=True)] = None

    def problems(self) -> Iterable[tuple[str, str]]:
        """A party is known by a number on the register or by a name, never by both."""
        if self.person and self.name:
            yield "name", "Give either the number or the name, not both"
        if not self.person and not self.name:
            yield "person", "Enter a collar or staff number, or a full name below"


@dataclass(frozen=True, kw_only=True)
class AddAllegation(Entry):
    """One distinct behaviour by one subject."""

    subject: Annotated[PersonRef | None, Ask("Whose behaviour?", pick=Pick.SUBJECTS)] = None
    category: Annotated[Category, Ask("Which category fits best?")]
    summary: Annotated[str, Ask("What is alleged?", "Say what was done, by whom, in plain neutral words.", long=True)]
    domestic_abuse: Annotated[Answer, Ask("Is this domestic abuse?")]
    misuse_of_position: Annotated[Answer, Ask("Was police status, knowledge or power used against the victim?")]
    conduct_from: Annotated[date, Ask("When did it begin?", "If only roughly known, the earliest likely day.")]
    conduct_to: Annotated[date | None, Ask("When did it end?", "Leave blank if it goes on or is not known.")] = None

    def problems(self) -> Iterable[tuple[str, str]]:
        """Behaviour cannot end before it begins."""
        if self.conduct_to and self.conduct_from and self.conduct_to < self.conduct_from:
            yield "conduct_to", "The day it ended cannot be before the day it began"


@dataclass(frozen=True, kw_only=True)
class AllocateCase(Entry):
    """Somebody is given work on the case; without this nobody sees it."""

    person: Annotated[PersonRef, Ask("Who should work on this case?", pick=Pick.STAFF)]
    role: Annotated[Role, Ask("In which role?")]


@dataclass(frozen=True, kw_only=True)
class RecordMatter(Entry):
    """The decision to record under Schedule 3."""

    kind: Annotated[MatterKind, Ask("What is it recorded as?")]
    ground: Annotated[RecordingGround, Ask("Why must it be recorded?")]
    reasons: Annotated[str, Ask("Give your reasons", long=True)]


@dataclass(frozen=True, kw_only=True)
class HandleOutside(Entry):
    """The decision to resolve a complaint without recording it under Schedule 3."""

    reasons: Annotated[str, Ask("Why is Schedule 3 not needed?", long=True)]


@dataclass(frozen=True, kw_only=True)
class StartInvestigation(Entry):
    """The handling decision: the matter is investigated."""

    reasons: Annotated[str, Ask("Why is an investigation right?", long=True)]


@dataclass(frozen=True, kw_only=True)
class DecideOutcome(Entry):
    """The outcome of one allegation."""

    allegation: Annotated[AllegationRef, Ask("Which allegation?", pick=Pick.ALLEGATIONS)]
    outcome: Annotated[Outcome, Ask("What is the outcome?")]
    reasons: Annotated[str, Ask("Give your reasons", long=True)]


@dataclass(frozen=True, kw_only=True)
class ConfirmOutcomes(Entry):
    """All allegations are decided; the duty to tell the victim starts."""

    learning: Annotated[str, Ask("What should be learned from this case?", "Write “nothing yet” if so.", long=True)]


@dataclass(frozen=True, kw_only=True)
class CloseCase(Entry):
    """The case ends."""

    code: Annotated[ClosureCode, Ask("Why is the case closed?")]
    reasons: Annotated[str, Ask("Give your reasons", long=True)]
