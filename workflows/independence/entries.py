"""What people state about their connections and about who can investigate."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from workflows.independence.covering import COVER, COVER_BY_SOME, NO_COVER, TAKEN_OVER, problems_of_cover
from workflows.independence.vocabulary import (
    TIES,
    Body,
    ChallengeAnswer,
    Connection,
    ConnectionDecision,
    Covers,
    ReviewTrigger,
)
from workflows.model import Answer, Ask, Entry, PartyRef, PersonRef, Pick, Role, TieRef
from workflows.oversight.vocabulary import Channel

NO_TIE = TieRef("none")
"""Connected with nobody whom the declaration was asked about, nor with anybody else involved."""

OTHER_TIE = TieRef("other")
"""Connected with somebody whom the page does not name: whoever works on the case, or whose identity is held apart."""

SEPARATOR = ":"
"""Between a party and a connection."""


@dataclass(frozen=True, kw_only=True)
class DeclareInterests(Entry):
    """A person's written declaration before they act on a case in a role, with an answer for each party.

    `asked` are the parties whom the page has named, `roles` those in which its maker works on the case, or holds and
    would decide; each is empty, where nothing was drawn, for all with a part and all work of that moment. Whoever is
    named there and in no answer is somebody with whom there is no connection.
    """

    known: Annotated[
        tuple[TieRef, ...],
        Ask(
            "Are you connected with anybody in this case?",
            "In or out of work, now or in the past. Choose all that apply.",
            pick=Pick.TIES,
        ),
    ]
    details: Annotated[str | None, Ask("What should the person deciding know?", long=True)] = None
    asked: Annotated[tuple[PartyRef, ...], Ask("Who was this asked about?", pick=Pick.TO_DECLARE)] = ()
    roles: Annotated[tuple[Role, ...], Ask("In which role?", pick=Pick.OWN_ROLES)] = ()
    is_true: Annotated[bool, Ask("Is this declaration true and complete?")]

    @property
    def connected(self) -> bool:
        """Whether any connection at all is declared."""
        return bool({*self.known} - {NO_TIE})

    def problems(self) -> Iterable[tuple[str, str]]:
        """No connection cannot stand beside a connection; a declaration must be stated to be true."""
        if not all(_is_tie(tie) for tie in self.known):
            yield "known", "Choose from the answers given"
        elif NO_TIE in self.known and len(self.known) > 1:
            yield "known", "Choose either “None of them” or the connections that apply"
        if OTHER_TIE in self.known and not self.details:
            yield "details", "Say with whom, and how you are connected"
        if not self.is_true:
            yield "is_true", "A declaration can only be made if it is true and complete"


def tie(party: PartyRef, how: Connection) -> TieRef:
    """One answer of a declaration: how somebody is connected with a party."""
    return TieRef(f"{party}{SEPARATOR}{how.value}")


def _is_tie(said: TieRef) -> bool:
    party, _, how = said.partition(SEPARATOR)
    return said in (NO_TIE, OTHER_TIE) or bool(party and how in TIES)


@dataclass(frozen=True, kw_only=True)
class DeclareChange(Entry):
    """The one answer that somebody gives who has declared: about those named since, or after a move about everybody."""

    connected: Annotated[
        bool,
        Ask(
            "Are you connected with any of them?",
            "In or out of work, now or in the past. If you are, you will not see this case again.",
        ),
    ]
    details: Annotated[str | None, Ask("If so, with whom and how?", long=True)] = None
    asked: Annotated[tuple[PartyRef, ...], Ask("Who was this asked about?", pick=Pick.TO_DECLARE)] = ()


@dataclass(frozen=True, kw_only=True)
class DecideConnection(Entry):
    """A second person's decision on a declared connection."""

    person: Annotated[PersonRef, Ask("Whose connection is this about?", pick=Pick.HANDLERS)]
    decision: Annotated[ConnectionDecision, Ask("May this person work on the case?")]
    conditions: Annotated[str | None, Ask("Under what conditions, if any?", long=True)] = None
    reasons: Annotated[str, Ask("Give your reasons", long=True)]
    cover: Annotated[PersonRef | None, COVER] = None
    covers: Annotated[Covers | None, TAKEN_OVER] = None
    no_cover: Annotated[str | None, NO_COVER] = None

    def problems(self) -> Iterable[tuple[str, str]]:
        """Somebody takes something over, and from somebody who is excluded."""
        yield from problems_of_cover(self, {self.person}, stays=self.decision is ConnectionDecision.CLEARED)


VICTIM_ASKED = Ask("Was the victim asked what she or he wants?", "If not, say why in your reasons.")
VICTIM_VIEW = Ask("What did she or he say?", "In her or his own words, as far as you can.", long=True)


@dataclass(frozen=True, kw_only=True)
class DecideIndependence(Entry):
    """The decision on who can investigate independently, with both tests of the guidance answered; the last stands."""

    handled_by: Annotated[Body, Ask("Who will investigate?")]
    unconnected: Annotated[
        Answer, Ask("Is somebody available here who has no earlier connection with anybody involved?")
    ]
    unconnected_reasons: Annotated[str, Ask("On what does that rest?", "Who was considered, and found how.", long=True)]
    trust: Annotated[Answer, Ask("Can the victim's trust be won if this force investigates?")]
    trust_reasons: Annotated[str, Ask("Why do you think so?", long=True)]
    victim_asked: Annotated[Answer, VICTIM_ASKED]
    victim_view: Annotated[str | None, VICTIM_VIEW] = None
    reasons: Annotated[str, Ask("Give your reasons for this, and against the alternative", long=True)]
    review_on: Annotated[date, Ask("When will this be reviewed?")]

    def problems(self) -> Iterable[tuple[str, str]]:
        """Whoever was asked, and answered, said something."""
        return _said(self.victim_asked, self.victim_view)


@dataclass(frozen=True, kw_only=True)
class ReviewIndependence(Entry):
    """The decision was looked at again and stands."""

    victim_asked: Annotated[Answer, VICTIM_ASKED]
    victim_view: Annotated[str | None, VICTIM_VIEW] = None
    reasons: Annotated[str, Ask("What was looked at, and why does the decision stand?", long=True)]
    review_on: Annotated[date, Ask("When will it be reviewed again?")]

    def problems(self) -> Iterable[tuple[str, str]]:
        """Whoever was asked, and answered, said something."""
        return _said(self.victim_asked, self.victim_view)


def _said(asked: Answer, view: str | None) -> Iterable[tuple[str, str]]:
    if asked is Answer.YES and not view:
        yield "victim_view", "Answer the question “What did she or he say?”"


@dataclass(frozen=True, kw_only=True)
class AllowInterimEnquiries(Entry):
    """The short form of the decision, for enquiries that cannot wait for it. It lapses by itself."""

    enquiries: Annotated[str, Ask("Which enquiries cannot wait?", long=True)]
    reasons: Annotated[str, Ask("Why can they not wait for the full decision?", long=True)]
    checked: Annotated[str, Ask("How do you know that whoever makes them has no connection?", long=True)]


@dataclass(frozen=True, kw_only=True)
class RecordReviewTrigger(Entry):
    """Something has happened that makes somebody look at the decision again."""

    what: Annotated[ReviewTrigger, Ask("What has happened?")]
    learnt_at: Annotated[datetime, Ask("When did we learn of it?", now=True)]
    details: Annotated[str, Ask("What should whoever decides know?", long=True)]


@dataclass(frozen=True, kw_only=True)
class GrantException(Entry):
    """A chief officer lets somebody investigate who has an earlier connection, for a time and under conditions."""

    person: Annotated[PersonRef, Ask("Who may investigate all the same?", pick=Pick.INVESTIGATORS)]
    connection: Annotated[Connection, Ask("How are they connected?")]
    reasons: Annotated[str, Ask("Why can nobody else do it?", long=True)]
    conditions: Annotated[str, Ask("Under what conditions?", long=True)]
    ends_on: Annotated[date, Ask("What is the last day of this exception?")]

    def problems(self) -> Iterable[tuple[str, str]]:
        """An exception is needed for a connection only."""
        if self.connection is Connection.NONE:
            yield "connection", "Choose the connection that this exception is for"


@dataclass(frozen=True, kw_only=True)
class ChallengeIndependence(Entry):
    """Somebody says that whoever handles the case is not independent."""

    party: Annotated[PartyRef, Ask("Who challenges it?", pick=Pick.EVERYBODY)]
    made_at: Annotated[datetime, Ask("When did it reach us?", now=True)]
    said: Annotated[str, Ask("What did they say?", "In their own words, as far as you can.", long=True)]


@dataclass(frozen=True, kw_only=True)
class AnswerChallenge(Entry):
    """The written answer to whoever challenged independence: it answers all that is open from that person."""

    party: Annotated[PartyRef, Ask("To whom does it go?", pick=Pick.EVERYBODY)]
    answer: Annotated[ChallengeAnswer, Ask("What comes of it?")]
    channel: Annotated[Channel, Ask("How is it sent?")]
    safe: Annotated[Answer, Ask("Have they said that this way is safe?")]
    text: Annotated[str, Ask("What does it say?", "The answer, with reasons, and what they can do next.", long=True)]


@dataclass(frozen=True, kw_only=True)
class ReportConnection(Entry):
    """A connection that somebody did not declare has been found."""

    person: Annotated[PersonRef, Ask("Who is connected?", pick=Pick.HANDLERS)]
    connection: Annotated[Connection, Ask("How are they connected?")]
    found: Annotated[str, Ask("How was this found?", long=True)]
    cover: Annotated[PersonRef | None, COVER_BY_SOME] = None
    covers: Annotated[Covers | None, TAKEN_OVER] = None

    def problems(self) -> Iterable[tuple[str, str]]:
        """What is reported must be a connection; who covers takes something over."""
        if self.connection is Connection.NONE:
            yield "connection", "Choose the connection that was found"
        yield from problems_of_cover(self, {self.person}, stays=False)
