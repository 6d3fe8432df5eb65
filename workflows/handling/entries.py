"""What people state while a matter is handled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from workflows.handling.vocabulary import ClosureCode, MatterKind, Outcome, RecordingGround, ReportRoute
from workflows.model import AllegationRef, Answer, Ask, Entry, PersonRef, Pick, Role
from workflows.people.entries import NUMBER, SAFE


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
