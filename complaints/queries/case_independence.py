"""Who can investigate independently: the decision in force and earlier ones, what calls for another, challenges."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from workflows.calendar import london_day
from workflows.casefile import CaseFile, Fact
from workflows.clocks import Due, deadlines
from workflows.independence.entries import DecideIndependence, GrantException, ReviewIndependence
from workflows.independence.facts import exception, independence, interim, interim_holds, lapses_at
from workflows.independence.review import challenges, looks, triggers
from workflows.independence.vocabulary import IndependenceStatus
from workflows.investigation.facts import appointments
from workflows.model import Answer, Status
from workflows.people.facts import party
from workflows.registry import CLOCK

NOT_SAID = {
    Answer.YES: "Asked.",
    Answer.NO: "Not asked.",
    Answer.UNKNOWN: "Whether she or he was asked is not known.",
    Answer.NOT_ASKED: "Not asked yet.",
    Answer.DECLINED: "Asked, and did not wish to say.",
}
"""What stands in the place of the victim's own words."""


@dataclass(frozen=True)
class Look:
    """A decision, or a review that left one as it was; `handled_by` and `tests` are empty for a review.

    `at` is when it was recorded (UTC); `tests` are the questions of the guidance with their answers and reasons.
    """

    title: str
    handled_by: str
    at: datetime
    by: str
    tests: tuple[tuple[str, str, str], ...]
    victim: str
    reasons: str
    review_on: date


@dataclass(frozen=True)
class Owed:
    """What happened, when it was recorded or reached us (UTC), its words, by when something is due, and what was done.

    `done_at` (UTC) is None while it is open; `is_late` says that its day has passed.
    """

    what: str
    at: datetime
    words: str
    last_day: date | None
    done_at: datetime | None
    done: str
    is_late: bool


@dataclass(frozen=True)
class Interim:
    """The short decision that stands: what it allows, until which moment (UTC), and whether that has passed."""

    enquiries: str
    by: str
    until: datetime
    holds: bool


@dataclass(frozen=True)
class Allowed:
    """A chief officer's exception: for whom and for what, until which day, and whether it holds."""

    person: str
    connection: str
    by: str
    conditions: str
    ends_on: date
    holds: bool


@dataclass(frozen=True)
class Appointed:
    """An investigator, when they were appointed (UTC), and the answers to the tests, each with its question."""

    person: str
    at: datetime
    tests: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Independence:
    """What is on file. `stands` is the decision in force; everything comes newest first.

    `reviewed` is the last review if it left that decision as it was; `is_overdue` says that a review is late.
    """

    status: Status
    stands: Look | None
    reviewed: Look | None
    is_overdue: bool
    interim: Interim | None
    earlier: tuple[Look, ...]
    called_for: tuple[Owed, ...]
    challenges: tuple[Owed, ...]
    exceptions: tuple[Allowed, ...]
    appointed: tuple[Appointed, ...]


def independence_of(file: CaseFile, now: datetime) -> Independence:
    """Independence in a case at a moment (UTC), for somebody who has declared."""
    stands, made = independence(file), looks(file)
    reviews = [f for f in made if isinstance(f.entry, ReviewIndependence)]
    reviewed = reviews[-1] if stands and reviews and reviews[-1] is made[-1] else None
    short = interim(file)
    return Independence(
        status=file.status("independence") or IndependenceStatus.UNDECIDED,
        stands=_look(file, stands) if stands else None,
        reviewed=_look(file, reviewed) if reviewed else None,
        is_overdue=any(not due.met_at and not due.ended and now >= due.due_at for due in _runs(file, "IND-C2")),
        interim=_interim(file, short, now) if short else None,
        earlier=tuple(_look(file, f) for f in reversed(made) if f not in (stands, reviewed)),
        called_for=_called_for(file, now)[::-1],
        challenges=_challenges(file, now)[::-1],
        exceptions=tuple(_allowed(file, f, now) for f in reversed(file.all(GrantException))),
        appointed=tuple(
            Appointed(file.name(f.entry.investigator), f.event.recorded_at, _tests_of(f.entry))
            for f in sorted(appointments(file), key=lambda f: f.event.recorded_at, reverse=True)
        ),
    )


def _look(file: CaseFile, fact: Fact[Any]) -> Look:
    said, decided = fact.entry, isinstance(fact.entry, DecideIndependence)
    return Look(
        title="Decided" if decided else "Reviewed, and left as it was",
        handled_by=said.handled_by.label if decided else "",
        at=fact.event.recorded_at,
        by=file.name(fact.event.by),
        tests=_both(said) if decided else (),
        victim=_victim(said.victim_asked, said.victim_view),
        reasons=said.reasons,
        review_on=said.review_on,
    )


def _both(said: DecideIndependence) -> tuple[tuple[str, str, str], ...]:
    return (
        ("Somebody without a connection is available here", said.unconnected.label, said.unconnected_reasons),
        ("The victim's trust can be won here", said.trust.label, said.trust_reasons),
    )


def _victim(asked: Answer, view: str | None) -> str:
    return view or NOT_SAID[asked]


def _interim(file: CaseFile, fact: Fact[Any], now: datetime) -> Interim:
    by = file.name(fact.event.by)
    return Interim(fact.entry.enquiries, by, lapses_at(file, fact), interim_holds(file, now))


def _runs(file: CaseFile, clock: str) -> tuple[Due, ...]:
    return deadlines(file, [CLOCK[clock]])


def _called_for(file: CaseFile, now: datetime) -> tuple[Owed, ...]:
    return tuple(
        Owed(
            what=trigger.what,
            at=trigger.fact.event.recorded_at,
            words=getattr(trigger.fact.entry, "details", ""),
            last_day=due.last_day,
            done_at=trigger.looked_at,
            done="Looked at again",
            is_late=trigger.looked_at is None and not due.ended and now >= due.due_at,
        )
        for trigger, due in zip(triggers(file), _runs(file, "IND-C3"), strict=True)
    )


def _challenges(file: CaseFile, now: datetime) -> tuple[Owed, ...]:
    found = zip(challenges(file), _runs(file, "IND-C5"), strict=True)
    return tuple(
        Owed(
            what=_whose(file, challenge.fact.entry.party),
            at=challenge.fact.event.occurred_at,
            words=challenge.fact.entry.said,
            last_day=due.last_day,
            done_at=challenge.answer.event.recorded_at if challenge.answer else None,
            done=challenge.answer.entry.answer.label if challenge.answer else "",
            is_late=challenge.answer is None and now >= due.due_at,
        )
        for challenge, due in found
    )


def _whose(file: CaseFile, ref: Any) -> str:
    found = party(file, ref)
    return found.name if found else "Somebody"


def _allowed(file: CaseFile, fact: Fact[GrantException], now: datetime) -> Allowed:
    said = fact.entry
    holds = exception(file, said.person, london_day(now))
    return Allowed(
        person=file.name(said.person),
        connection=said.connection.label,
        by=file.name(fact.event.by),
        conditions=said.conditions,
        ends_on=said.ends_on,
        holds=holds is not None and holds.event.key == fact.event.key,
    )


def _tests_of(said: Any) -> tuple[tuple[str, str], ...]:
    return (
        ("Law: could anything raise a concern?", said.concern.label),
        ("Guidance: an earlier connection?", said.connection.label),
        ("Confidence: is the victim content?", said.confidence.label),
        ("Who leads a criminal investigation", said.criminal_lead.label),
    )
