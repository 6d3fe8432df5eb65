"""What people state while a matter is handled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from workflows.handling.vocabulary import (
    ClosureCode,
    Conversion,
    Ending,
    MatterKind,
    NotRecordedGround,
    Otherwise,
    Outcome,
    RecordingGround,
    RecordingTrigger,
    ReportRoute,
    Result,
    ServiceFinding,
    WhoseMatter,
)
from workflows.model import AllegationRef, Answer, Ask, Entry, PartyRef, PersonRef, Pick, Role
from workflows.oversight.vocabulary import Channel
from workflows.people.entries import NUMBER, SAFE
from workflows.working import APPOINTED, HANDLERS, problems_of_role


@dataclass(frozen=True, kw_only=True)
class ReportMatter(Entry):
    """The first report, as somebody in professional standards takes it down."""

    route: Annotated[ReportRoute, Ask("How did this reach you?")]
    came_to_attention_at: Annotated[
        datetime, Ask("When did this come to the force's attention?", "The clocks count from this moment.", now=True)
    ]
    account: Annotated[str, Ask("What was reported?", "In the words used, as far as you can.", long=True)]
    domestic_abuse: Annotated[Answer, Ask("Does it indicate domestic abuse by somebody in the police?")]
    danger_now: Annotated[Answer, Ask("Is anyone in danger now?")] = Answer.NOT_ASKED
    subject: Annotated[PersonRef | None, Ask("Who is it about?", NUMBER, pick=Pick.REGISTER)] = None
    victim: Annotated[PersonRef | None, Ask("Who is the victim?", NUMBER, pick=Pick.REGISTER)] = None
    victim_name: Annotated[str | None, Ask("Victim's full name, if not on the register")] = None
    victim_telephone: Annotated[
        str | None, Ask("A telephone number that is safe", SAFE, secret=True, compared=True)
    ] = None
    victim_email: Annotated[str | None, Ask("An e-mail address that is safe", SAFE, secret=True, compared=True)] = None
    victim_address: Annotated[
        str | None, Ask("Where the victim lives now", SAFE, long=True, secret=True, compared=True)
    ] = None
    reporter: Annotated[PersonRef | None, Ask("Who reported it?", NUMBER, pick=Pick.REGISTER)] = None
    withhold_identity: Annotated[
        Answer | None, Ask("Is the identity of whoever reported it held apart?", "Nobody is shown who they are.")
    ] = None
    received_by: Annotated[
        PersonRef | None,
        Ask("Who takes the case, if not you?", "Their collar or staff number.", pick=Pick.REGISTER),
    ] = None

    @property
    def held_apart(self) -> bool:
        """Whether nobody is shown who reported it."""
        return self.withhold_identity is Answer.YES

    def problems(self) -> Iterable[tuple[str, str]]:
        """One person cannot be both the subject and the victim of a report; only who reported is held apart."""
        if self.withhold_identity is Answer.YES and not self.reporter:
            yield "withhold_identity", "Give the number of whoever reported it, or add them to the case afterwards"
        if self.withhold_identity is Answer.YES and self.reporter and self.reporter in (self.subject, self.victim):
            yield "withhold_identity", "Whoever reported it is named here as the subject or the victim"
        if self.subject and self.subject == self.victim:
            yield "victim", "The victim and the subject cannot be the same person"
        if self.victim and self.victim_name:
            yield "victim_name", "Give either the victim's number or their name, not both"


@dataclass(frozen=True, kw_only=True)
class AllocateCase(Entry):
    """Somebody is given work on the case; without this nobody sees it."""

    person: Annotated[PersonRef, Ask("Who should work on this case?", pick=Pick.STAFF)]
    role: Annotated[Role, Ask("In which role?", only=HANDLERS - APPOINTED)]

    def problems(self) -> Iterable[tuple[str, str]]:
        """It is a role in which somebody works on a case."""
        return problems_of_role(self.role)


@dataclass(frozen=True, kw_only=True)
class LogComplaint(Entry):
    """Somebody is dissatisfied: that is a complaint, and it is logged however it will be handled."""

    complainant: Annotated[PartyRef, Ask("Who complains?", pick=Pick.EVERYBODY)]
    complaint: Annotated[str, Ask("What do they complain of?", "In the words used, as far as you can.", long=True)]


@dataclass(frozen=True, kw_only=True)
class AskViews(Entry):
    """The complainant is asked how they want the complaint handled, or it is said why they could not be."""

    complainant: Annotated[PartyRef, Ask("Who was asked?", pick=Pick.EVERYBODY)]
    asked_at: Annotated[datetime, Ask("When?")]
    wants_recording: Annotated[Answer, Ask("Do they want it recorded under Schedule 3?")]
    views: Annotated[str | None, Ask("What did they say?", long=True)] = None
    not_asked_because: Annotated[str | None, Ask("If nobody could ask safely, why?", long=True)] = None

    def problems(self) -> Iterable[tuple[str, str]]:
        """Either what was said stands here, or why nothing was."""
        if not self.views and not self.not_asked_because:
            yield "views", "Say what they said, or why nobody could ask safely"


@dataclass(frozen=True, kw_only=True)
class RecordMatter(Entry):
    """The decision to record under Schedule 3."""

    kind: Annotated[MatterKind, Ask("What is it recorded as?")]
    ground: Annotated[
        RecordingGround | None, Ask("If it is a conduct matter, why must it be recorded?", "Leave out for others.")
    ] = None
    triggers: Annotated[
        tuple[RecordingTrigger, ...],
        Ask("If it is a complaint, what makes it one to record?", "Choose all that apply."),
    ] = ()
    complainant: Annotated[PartyRef | None, Ask("If it is a complaint, who complains?", pick=Pick.EVERYBODY)] = None
    reasons: Annotated[str, Ask("Give your reasons", long=True)]

    def problems(self) -> Iterable[tuple[str, str]]:
        """Each kind has its own ground in law."""
        if self.kind is MatterKind.CONDUCT and not self.ground:
            yield "ground", "Say why this conduct matter must be recorded"
        if self.kind is MatterKind.COMPLAINT and not self.triggers:
            yield "triggers", "Say what makes this complaint one to record"
        if self.kind is MatterKind.COMPLAINT and not self.complainant:
            yield "complainant", "Say who complains"


@dataclass(frozen=True, kw_only=True)
class HandleOutside(Entry):
    """The decision to resolve a complaint without recording it under Schedule 3."""

    reasons: Annotated[str, Ask("Why is Schedule 3 not needed?", long=True)]


@dataclass(frozen=True, kw_only=True)
class ProposeNotRecording(Entry):
    """The first half of a decision not to record: a second person confirms it, or it is recorded after all."""

    ground: Annotated[NotRecordedGround, Ask("Why need it not be recorded?")]
    earlier: Annotated[str | None, Ask("If it is a repeat, of which matter?", "Its reference.")] = None
    nothing_new: Annotated[
        str | None, Ask("If it is a repeat, why is there no fresh indication and no fresh evidence?", long=True)
    ] = None
    reasons: Annotated[str, Ask("Give your reasons", long=True)]

    def problems(self) -> Iterable[tuple[str, str]]:
        """A repeat names what it repeats, and says why nothing is new."""
        if self.ground is NotRecordedGround.REPEAT and not self.earlier:
            yield "earlier", "Give the reference of the earlier matter"
        if self.ground is NotRecordedGround.REPEAT and not self.nothing_new:
            yield "nothing_new", "Say why there is no fresh indication and no fresh evidence"


@dataclass(frozen=True, kw_only=True)
class ConfirmNotRecording(Entry):
    """A second person agrees that the matter is not recorded."""

    reasons: Annotated[str, Ask("Why do you agree?", "Look at the allegations yourself.", long=True)]


@dataclass(frozen=True, kw_only=True)
class PassOn(Entry):
    """The matter is somebody else's, and goes to them."""

    whose: Annotated[WhoseMatter, Ask("Whose is it?")]
    authority: Annotated[str, Ask("To whom was it passed?", "The force or body, and the office there.")]
    safety: Annotated[str, Ask("How was it kept safe on the way?", "Who may open it, and what they know.", long=True)]
    reasons: Annotated[str, Ask("Why is it not ours?", long=True)]


@dataclass(frozen=True, kw_only=True)
class TellPassedOn(Entry):
    """Whoever reported or complained is told where the matter has gone."""

    party: Annotated[PartyRef, Ask("Who was told?", pick=Pick.EVERYBODY)]
    told_at: Annotated[datetime, Ask("When?")]
    channel: Annotated[Channel, Ask("How?")]


@dataclass(frozen=True, kw_only=True)
class ConvertMatter(Entry):
    """The matter goes on as one of another kind."""

    kind: Annotated[MatterKind, Ask("What is it from now on?")]
    because: Annotated[Conversion, Ask("Why?")]
    complainant: Annotated[PartyRef | None, Ask("If it becomes a complaint, who complains?", pick=Pick.EVERYBODY)] = (
        None
    )
    reasons: Annotated[str, Ask("Give your reasons", long=True)]

    def problems(self) -> Iterable[tuple[str, str]]:
        """A complaint has a complainant."""
        if self.kind is MatterKind.COMPLAINT and not self.complainant:
            yield "complainant", "Say who complains"


@dataclass(frozen=True, kw_only=True)
class ProposeRepeat(Entry):
    """The repeat-matter exception to the duty to investigate, before the authority signs it."""

    earlier: Annotated[str, Ask("Which matter does it repeat?", "Its reference, and how it was handled.")]
    same: Annotated[str, Ask("Why is it substantially the same?", long=True)]
    nothing_new: Annotated[str, Ask("Why is there no fresh indication and no fresh evidence?", long=True)]


@dataclass(frozen=True, kw_only=True)
class SignRepeat(Entry):
    """The appropriate authority signs the exception."""

    signed: Annotated[bool, Ask("I have read both matters, and the exception applies")]
    reasons: Annotated[str, Ask("Give your reasons", long=True)]

    def problems(self) -> Iterable[tuple[str, str]]:
        """What is not signed is not said."""
        if self.signed is False:
            yield "signed", "If it does not apply, do not sign: decide to investigate instead"


@dataclass(frozen=True, kw_only=True)
class HandleOtherwise(Entry):
    """The handling decision: otherwise than by investigation."""

    means: Annotated[tuple[Otherwise, ...], Ask("How will it be handled?", "Choose all that apply.")]
    indication: Annotated[
        Answer, Ask("Does anything indicate a crime, a disciplinary breach, or a breach of Article 2 or 3?")
    ]
    reasons: Annotated[str, Ask("Why is this reasonable and proportionate?", long=True)]


@dataclass(frozen=True, kw_only=True)
class StartInvestigation(Entry):
    """The handling decision: the matter is investigated."""

    reasons: Annotated[str, Ask("Why is an investigation right?", long=True)]


@dataclass(frozen=True, kw_only=True)
class DecideOutcome(Entry):
    """The outcome of one allegation."""

    allegation: Annotated[AllegationRef, Ask("Which allegation?", pick=Pick.ALLEGATIONS)]
    outcome: Annotated[Outcome, Ask("What is the outcome?")]
    service: Annotated[
        ServiceFinding | None,
        Ask("For a complainant: was the service acceptable?", "Said beside a case to answer or none."),
    ] = None
    results: Annotated[tuple[Result, ...], Ask("What follows from it?", "Choose all that apply.")] = ()
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


@dataclass(frozen=True, kw_only=True)
class EndHandling(Entry):
    """The matter ends before there is an outcome, because the law ends it."""

    ending: Annotated[Ending, Ask("What ends it?")]
    safety: Annotated[str, Ask("What keeps the victim safe from now on?", long=True)]
    reasons: Annotated[str, Ask("Give your reasons", long=True)]


@dataclass(frozen=True, kw_only=True)
class ProposeReopening(Entry):
    """The first half of a decision to open a case again."""

    reasons: Annotated[str, Ask("Why should the case be opened again?", "What is new, or what went wrong.", long=True)]


@dataclass(frozen=True, kw_only=True)
class ConfirmReopening(Entry):
    """A second person agrees: how the matter is handled is decided anew."""

    reasons: Annotated[str, Ask("Why do you agree?", long=True)]
