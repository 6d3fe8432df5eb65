"""What people state about a subject's arrest, criminal investigation, restriction and suspension."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from workflows.duty_status.vocabulary import ArrestedFor, Continuation, FormerCondition, Leaving, Restriction
from workflows.model import Ask, Entry
from workflows.rulesets import RuleSet


@dataclass(frozen=True, kw_only=True)
class RecordArrest(Entry):
    """The subject was arrested."""

    arrested_at: Annotated[datetime, Ask("When was the arrest?")]
    arrested_for: Annotated[ArrestedFor, Ask("What for?")]
    offence: Annotated[str, Ask("Which offence?")]


@dataclass(frozen=True, kw_only=True)
class RecordCriminalInvestigation(Entry):
    """The subject is under criminal investigation."""

    known_at: Annotated[datetime, Ask("When did the authority learn of it?")]
    force: Annotated[str, Ask("Which force investigates?")]


@dataclass(frozen=True, kw_only=True)
class ChooseSuspensionLaw(Entry):
    """A person's decision on which law governs suspension, where conduct straddles the change."""

    rule_set: Annotated[RuleSet, Ask("Which law governs suspension?")]
    reasons: Annotated[str, Ask("Give your reasons", long=True)]


@dataclass(frozen=True, kw_only=True)
class LeaveUnrestricted(Entry):
    """The decision that the subject stays on full duties."""

    role_risk: Annotated[str, Ask("What risk does their role bring to the victim or to others?", long=True)]
    exceptional: Annotated[
        str | None, Ask("If they were arrested for a listed offence, what is exceptional?", long=True)
    ] = None
    reasons: Annotated[str, Ask("Why is neither restriction nor suspension needed?", long=True)]
    review_on: Annotated[date, Ask("When will this be reviewed?")]


@dataclass(frozen=True, kw_only=True)
class RestrictDuties(Entry):
    """The subject is put on restricted duties at once."""

    restrictions: Annotated[tuple[Restriction, ...], Ask("Which restrictions?", "Choose all that apply.")]
    role_risk: Annotated[str, Ask("What risk does their role bring to the victim or to others?", long=True)]
    review_on: Annotated[date, Ask("When will this be reviewed?")]


@dataclass(frozen=True, kw_only=True)
class SuspendOfficer(Entry):
    """The subject is suspended."""

    redeployment: Annotated[str, Ask("What other posting was considered, and why does it not do?", long=True)]
    role_risk: Annotated[str, Ask("What risk does their role bring to the victim or to others?", long=True)]
    reasons: Annotated[str, Ask("Why must they be suspended?", long=True)]


@dataclass(frozen=True, kw_only=True)
class ReviewSuspension(Entry):
    """A suspension was reviewed and goes on."""

    reasons: Annotated[str, Ask("Why does the suspension go on?", long=True)]


@dataclass(frozen=True, kw_only=True)
class EndMeasures(Entry):
    """Restriction or suspension ends."""

    reasons: Annotated[str, Ask("Why does it end?", long=True)]


@dataclass(frozen=True, kw_only=True)
class RecordLeaving(Entry):
    """The subject no longer serves. It settles nothing about the matter."""

    how: Annotated[Leaving, Ask("How did they leave?")]
    left_on: Annotated[date, Ask("What was their last day?", "Record it once the day has come.")]
    notice_on: Annotated[date | None, Ask("If they gave notice, on which day?")] = None
    details: Annotated[str | None, Ask("What else should be known?", long=True)] = None


@dataclass(frozen=True, kw_only=True)
class RecordReturn(Entry):
    """The subject serves again, or never left."""

    returned_on: Annotated[date, Ask("From which day?")]
    details: Annotated[str, Ask("How do we know?", long=True)]


@dataclass(frozen=True, kw_only=True)
class DecideContinuation(Entry):
    """The decision whether the matter goes on about a subject who has left or died."""

    continuation: Annotated[Continuation, Ask("Does the matter go on about them?")]
    condition: Annotated[FormerCondition, Ask("Under which condition for former officers?")]
    iopc_decision: Annotated[str | None, Ask("For condition C: what has the IOPC decided, and when?", long=True)] = None
    others: Annotated[str, Ask("What would be left open for the victim, other people and other subjects?", long=True)]
    reasons: Annotated[str, Ask("Give your reasons", long=True)]
