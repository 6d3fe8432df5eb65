"""What people state about their connections and about who can investigate."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from workflows.independence.vocabulary import Body, Connection, ConnectionDecision
from workflows.model import Answer, Ask, Entry, PersonRef, Pick

ALL_THAT_APPLY = "Choose all that apply, in or out of work, now or in the past."


@dataclass(frozen=True, kw_only=True)
class DeclareInterests(Entry):
    """A person's written declaration before they act on a case."""

    with_subject: Annotated[tuple[Connection, ...], Ask("Are you connected with the subject?", ALL_THAT_APPLY)]
    with_victim: Annotated[tuple[Connection, ...], Ask("Are you connected with the victim?", ALL_THAT_APPLY)]
    with_others: Annotated[
        tuple[Connection, ...], Ask("Are you connected with anybody else named in the case?", ALL_THAT_APPLY)
    ]
    details: Annotated[str | None, Ask("What should the person deciding know?", long=True)] = None
    is_true: Annotated[bool, Ask("Is this declaration true and complete?")]

    @property
    def connected(self) -> bool:
        """Whether any connection at all is declared."""
        return any({*self.with_subject, *self.with_victim, *self.with_others} - {Connection.NONE})

    def problems(self) -> Iterable[tuple[str, str]]:
        """No connection cannot stand beside a connection; a declaration must be stated to be true."""
        for field in ("with_subject", "with_victim", "with_others"):
            chosen = getattr(self, field)
            if Connection.NONE in chosen and len(chosen) > 1:
                yield field, "Choose either “No connection” or the connections that apply"
        if not self.is_true:
            yield "is_true", "A declaration can only be made if it is true and complete"


@dataclass(frozen=True, kw_only=True)
class DecideConnection(Entry):
    """A second person's decision on a declared connection."""

    person: Annotated[PersonRef, Ask("Whose connection is this about?", pick=Pick.HANDLERS)]
    decision: Annotated[ConnectionDecision, Ask("May this person work on the case?")]
    conditions: Annotated[str | None, Ask("Under what conditions, if any?", long=True)] = None
    reasons: Annotated[str, Ask("Give your reasons", long=True)]


@dataclass(frozen=True, kw_only=True)
class DecideIndependence(Entry):
    """The decision on who can investigate independently, with both tests of the guidance answered."""

    handled_by: Annotated[Body, Ask("Who will investigate?")]
    unconnected: Annotated[
        Answer, Ask("Is somebody available here who has no earlier connection with anybody involved?")
    ]
    trust: Annotated[Answer, Ask("Can the victim's trust be won if this force investigates?")]
    victim_view: Annotated[
        str | None, Ask("What does the victim want?", "Leave blank if not asked yet.", long=True)
    ] = None
    reasons: Annotated[str, Ask("Give your reasons for this, and against the alternative", long=True)]
    review_on: Annotated[date, Ask("When will this be reviewed?")]


@dataclass(frozen=True, kw_only=True)
class ReportConnection(Entry):
    """A connection that somebody did not declare has been found."""

    person: Annotated[PersonRef, Ask("Who is connected?", pick=Pick.HANDLERS)]
    connection: Annotated[Connection, Ask("How are they connected?")]
    found: Annotated[str, Ask("How was this found?", long=True)]

    def problems(self) -> Iterable[tuple[str, str]]:
        """What is reported must be a connection."""
        if self.connection is Connection.NONE:
            yield "connection", "Choose the connection that was found"
