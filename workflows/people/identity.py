"""To whom a victim under an alias is open: the officer and the investigator of the case, and whoever was shown her.

Anybody else asks, with a reason, and a second person agrees; or, where a life is at risk, looks at once and is asked
about it afterwards. Either opens her to that one person, for some hours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, NamedTuple

from workflows import citations as law
from workflows import reviewed
from workflows.casefile import CaseFile, Fact, ProcessFact, kept
from workflows.clocks import Clock, Run
from workflows.investigation.facts import investigator
from workflows.model import PSD, Answer, Ask, Attempt, Entry, PartyRef, PersonRef, Pick, Requirement, Role, Step
from workflows.oversight.facts import oversight_officer
from workflows.people.aliases import under_alias
from workflows.people.facts import party
from workflows.people.vocabulary import PeopleStatus, WhyIdentity

OPEN = (PeopleStatus.OPEN,)
VIEWERS = PSD | {Role.DUTY_INSPECTOR, Role.CHIEF_OFFICER, Role.DEPUTY}
"""Who may be shown an identity; to the officer and the investigator of the case it is open."""

CUSTODIANS = frozenset({Role.HEAD_OF_PSD, Role.APPROPRIATE_AUTHORITY})
"""Who agrees that somebody is shown who stands under an alias, and who looks at it afterwards."""


@dataclass(frozen=True, kw_only=True)
class AskForIdentity(Entry):
    """Why somebody must know who stands under an alias."""

    party: Annotated[PartyRef, Ask("Whose identity do you need?", "Somebody under an alias.", pick=Pick.EVERYBODY)]
    why: Annotated[WhyIdentity, Ask("What do you need it for?")]
    reasons: Annotated[str, Ask("Why can that not be done under the alias?", long=True)]


@dataclass(frozen=True, kw_only=True)
class AnswerForIdentity(Entry):
    """Whether a second person agrees that somebody is shown an identity."""

    person: Annotated[PersonRef, Ask("Who has asked?", pick=Pick.HANDLERS)]
    agreed: Annotated[bool, Ask("Are they shown who it is?", "To them alone, for some hours, and recorded.")]
    reasons: Annotated[str, Ask("Why?", long=True)]


@dataclass(frozen=True, kw_only=True)
class SeeIdentityAtOnce(Entry):
    """Whose life is at risk, so that somebody looks before anybody has agreed."""

    party: Annotated[PartyRef, Ask("Whose identity do you need?", "Somebody under an alias.", pick=Pick.EVERYBODY)]
    reasons: Annotated[
        str, Ask("Whose life is at risk, and what will you do with the name?", "A second person is told.", long=True)
    ]


@dataclass(frozen=True, kw_only=True)
class ReviewIdentitySeen(Entry):
    """What a second person found about every identity seen at once since the last review."""

    needed: Annotated[Answer, Ask("Was it needed to know who it is?")]
    found: Annotated[str, Ask("What was done with it, and what follows?", "See who looked.", long=True)]


class Request(NamedTuple):
    """Somebody asked, and what a second person answered, or None."""

    asked: Fact[AskForIdentity]
    answer: Fact[AnswerForIdentity] | None


class Opening(NamedTuple):
    """One person, to whom one victim is open from one moment to another (UTC)."""

    viewer: PersonRef
    victim: PersonRef
    since: datetime
    until: datetime


@kept
def requests(file: CaseFile) -> tuple[Request, ...]:
    """Every request with its answer, as they were first stated: those that were answered first.

    A correction waits for nobody, so that none of them can open what a second person has not.
    """
    waits: dict[PersonRef, Fact[AskForIdentity]] = {}
    answered = []
    for fact in (f for f in file.facts if not f.event.corrects):
        if isinstance(fact.entry, AskForIdentity):
            waits[fact.event.by] = Fact(fact.event, fact.entry)
        elif isinstance(fact.entry, AnswerForIdentity) and fact.entry.person in waits:
            answered.append(Request(waits.pop(fact.entry.person), Fact(fact.event, fact.entry)))
    return (*answered, *(Request(asked, None) for asked in waits.values()))


@kept
def openings(file: CaseFile) -> tuple[Opening, ...]:
    """Every time that somebody was shown a victim, by a second person's agreement or for a life at risk.

    An agreement that was corrected to a refusal opens nothing any more; a refusal that was corrected never does.
    """
    closed = {f.event.key for f in file.settled if isinstance(f.entry, AnswerForIdentity) and not f.entry.agreed}
    agreed = [(r.asked.event.by, r.asked.entry.party, r.answer) for r in requests(file) if r.answer]
    agreed = [each for each in agreed if each[2].entry.agreed and each[2].event.key not in closed]
    found = [_opening(file, by, ref, given) for by, ref, given in agreed]
    for fact in file.facts:
        if isinstance(fact.entry, SeeIdentityAtOnce) and not fact.event.corrects:
            found.append(_opening(file, fact.event.by, fact.entry.party, fact))
    return tuple(each for each in found if each)


def _opening(file: CaseFile, viewer: PersonRef, ref: PartyRef, fact: Fact[Any]) -> Opening | None:
    who, at = party(file, ref), fact.event.recorded_at
    if who is None or who.person is None:
        return None
    return Opening(viewer, who.person, at, at + timedelta(hours=file.terms.number("identity-shown", fact.event.day)))


def open_to(file: CaseFile, viewer: PersonRef, at: datetime) -> frozenset[PersonRef]:
    """Which victims under an alias are open to a person at a moment in UTC."""
    if viewer in (oversight_officer(file), investigator(file)):
        return frozenset(under_alias(file))
    return shown_to(file, viewer, at)


def shown_to(file: CaseFile, viewer: PersonRef, at: datetime) -> frozenset[PersonRef]:
    """Which of them a person was shown by an agreement, or for a life at risk, at a moment in UTC."""
    return frozenset(each.victim for each in openings(file) if each.viewer == viewer and each.since <= at < each.until)


@kept
def not_reviewed(file: CaseFile) -> tuple[Fact[SeeIdentityAtOnce], ...]:
    """Every identity seen at once that nobody has reviewed since, oldest first."""
    return reviewed.not_reviewed(file, SeeIdentityAtOnce, ReviewIdentitySeen)


def _to_review(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    return reviewed.review_runs(
        file,
        SeeIdentityAtOnce,
        ReviewIdentitySeen,
        term="identity-review",
        did="was shown at once who stands under an alias",
    )


def _is_under_alias(a: Attempt) -> bool:
    who = party(a.file, a.entry.party)
    return who is not None and who.person in under_alias(a.file)


def _waits(file: CaseFile, person: PersonRef) -> bool:
    """Whether somebody has asked and has no answer."""
    return any(r.asked.event.by == person for r in requests(file) if r.answer is None)


def _is_closed_to(a: Attempt) -> bool:
    return bool(set(under_alias(a.file)) - open_to(a.file, a.by.person, a.at))


STEPS = (
    Step(
        trigger="ask-for-identity",
        label="Ask to be shown who stands under an alias",
        done="Asked to be shown who stands under an alias",
        source=OPEN,
        dest=None,
        by=VIEWERS,
        entry=AskForIdentity,
        personal=True,
        cites=(law.PROPOSED_IDENTITY,),
    ),
    Step(
        trigger="answer-for-identity",
        label="Decide whether somebody is shown who stands under an alias",
        done="Decided whether somebody is shown who stands under an alias",
        source=OPEN,
        dest=None,
        by=CUSTODIANS,
        entry=AnswerForIdentity,
        cites=(law.PROPOSED_IDENTITY, law.TWO_PEOPLE_DECIDE),
    ),
    Step(
        trigger="see-identity-at-once",
        label="See at once who stands under an alias: a life is at risk",
        done="Was shown at once who stands under an alias",
        source=OPEN,
        dest=None,
        by=VIEWERS,
        entry=SeeIdentityAtOnce,
        urgent=True,
        personal=True,
        cites=(law.PROPOSED_IDENTITY,),
    ),
    Step(
        trigger="review-identity-seen",
        label="Review an identity seen at once",
        done="Identity seen at once reviewed",
        source=OPEN,
        dest=None,
        by=CUSTODIANS,
        entry=ReviewIdentitySeen,
        cites=(law.PROPOSED_IDENTITY,),
    ),
)
SEEING = frozenset({"ask-for-identity", "see-identity-at-once"})
REQUIREMENTS = (
    Requirement(
        id="PEO-11",
        before=SEEING,
        unmet="There is nobody under an alias whose identity is not open to you",
        met=_is_closed_to,
        cite=law.PROPOSED_IDENTITY,
        idle=True,
    ),
    Requirement(
        id="PEO-12",
        before=SEEING,
        unmet="Nobody stands under an alias with this reference",
        met=_is_under_alias,
        cite=law.PROPOSED_IDENTITY,
        reads="party",
    ),
    Requirement(
        id="PEO-13",
        before=frozenset({"ask-for-identity"}),
        unmet="You have asked already, and nobody has answered yet",
        met=lambda a: not _waits(a.file, a.by.person),
        cite=law.PROPOSED_IDENTITY,
    ),
    Requirement(
        id="PEO-14",
        before=frozenset({"answer-for-identity"}),
        unmet="Nobody waits for an answer",
        met=lambda a: any(r.answer is None for r in requests(a.file)),
        cite=law.PROPOSED_IDENTITY,
        idle=True,
    ),
    Requirement(
        id="PEO-15",
        before=frozenset({"answer-for-identity"}),
        unmet="This person has not asked, or has had an answer",
        met=lambda a: _waits(a.file, a.entry.person),
        cite=law.PROPOSED_IDENTITY,
        reads="person",
    ),
    Requirement(
        id="PEO-16",
        before=frozenset({"answer-for-identity"}),
        unmet="Somebody else must answer your own request",
        met=lambda a: a.entry.person != a.by.person,
        cite=law.TWO_PEOPLE_DECIDE,
        reads="person",
    ),
    Requirement(
        id="PEO-17",
        before=frozenset({"review-identity-seen"}),
        unmet="Nobody has seen an identity at once since the last review",
        met=lambda a: bool(not_reviewed(a.file)),
        cite=law.PROPOSED_IDENTITY,
        idle=True,
    ),
    Requirement(
        id="PEO-18",
        before=frozenset({"review-identity-seen"}),
        unmet="Somebody else must review what you saw yourself",
        met=lambda a: all(seen.event.by != a.by.person for seen in not_reviewed(a.file)),
        cite=law.TWO_PEOPLE_DECIDE,
    ),
)
CLOCK = Clock(
    id="PEO-C1",
    title="Review an identity seen at once",
    workflow="people",
    met_by=("review-identity-seen",),
    cite=law.PROPOSED_TIME,
    runs=_to_review,
    own_target=True,
    after_closure=True,
)
