"""What calls for another look at the independence decision, and who has challenged it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflows.allegations.entries import AddAllegation
from workflows.casefile import CaseFile, Fact
from workflows.independence import entries as e
from workflows.independence.vocabulary import ReviewTrigger
from workflows.model import Entry, PartyRef
from workflows.people.facts import references_of

TRIGGERS: tuple[type[Entry], ...] = (AddAllegation, e.RecordReviewTrigger, e.ChallengeIndependence)
"""What makes somebody look at the decision again before its day; an allegation that is added does so by itself."""


@dataclass(frozen=True)
class Trigger:
    """What happened after a decision, the fact that records it, and when (UTC) somebody next looked at independence."""

    what: str
    fact: Fact[Any]
    looked_at: datetime | None


@dataclass(frozen=True)
class Challenge:
    """A challenge to independence, and the first written answer to that person since; None while it is open."""

    fact: Fact[e.ChallengeIndependence]
    answer: Fact[e.AnswerChallenge] | None


def looks(file: CaseFile) -> list[Fact[Any]]:
    """Every decision on independence and every review that left one as it was, in the order recorded."""
    return _in_order(file, e.DecideIndependence, e.ReviewIndependence)


def triggers(file: CaseFile) -> tuple[Trigger, ...]:
    """What has called for another look since independence was first decided, in the order recorded."""
    made = [f.event.recorded_at for f in looks(file)]
    called = [f for f in _in_order(file, *TRIGGERS) if made and f.event.recorded_at > made[0]]
    return tuple(
        Trigger(_what(f.entry), f, next((at for at in made if at > f.event.recorded_at), None)) for f in called
    )


def challenges(file: CaseFile) -> tuple[Challenge, ...]:
    """Every challenge, oldest first."""
    return tuple(Challenge(f, _answer(file, f)) for f in file.all(e.ChallengeIndependence))


def has_open_challenge(file: CaseFile, party: PartyRef) -> bool:
    """Whether somebody, under any part they have, waits for an answer to a challenge."""
    refs = references_of(file, party)
    return any(c.answer is None and c.fact.entry.party in refs for c in challenges(file))


def waits_for_answer(file: CaseFile) -> bool:
    """Whether anybody waits for an answer to a challenge."""
    return any(c.answer is None for c in challenges(file))


def decided_what_is_challenged(file: CaseFile) -> frozenset[str]:
    """Whoever took the latest decision on independence, or left it as it was."""
    return frozenset(f.event.by for f in looks(file)[-1:])


def _answer(file: CaseFile, challenge: Fact[e.ChallengeIndependence]) -> Fact[e.AnswerChallenge] | None:
    refs, since = references_of(file, challenge.entry.party), challenge.event.recorded_at
    answers = (f for f in file.all(e.AnswerChallenge) if f.entry.party in refs)
    return next((f for f in answers if f.event.recorded_at >= since), None)


def _what(entry: Entry) -> str:
    if isinstance(entry, e.RecordReviewTrigger):
        return entry.what.label
    if isinstance(entry, e.ChallengeIndependence):
        return "Independence was challenged"
    return ReviewTrigger.NEW_ALLEGATION.label


def _in_order(file: CaseFile, *kinds: type[Entry]) -> list[Fact[Any]]:
    found: list[Fact[Any]] = [fact for kind in kinds for fact in file.all(kind)]
    return sorted(found, key=lambda fact: fact.event.recorded_at)
