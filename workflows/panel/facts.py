"""When a meeting is to be; what everybody declared for it; what the panel recommended there, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from workflows.casefile import CaseFile, Fact, kept
from workflows.model import PersonRef, RecommendationRef
from workflows.panel.entries import (
    AnswerRecommendation,
    CloseRecommendation,
    DecidePanelConnection,
    DeclareForMeeting,
    MakeRecommendation,
    MoveMeeting,
    PlanMeeting,
    PreparePack,
)


@dataclass(frozen=True)
class Plan:
    """When a meeting is to be, and for which month ("2026-03"); `extra` says why that month has another one."""

    month: str
    meets_on: date
    extra: str


@kept
def plans(file: CaseFile) -> tuple[Plan, ...]:
    """The plans of a meeting, each as it stood until the next; the last one stands."""
    found: list[Plan] = []
    for fact in file.settled:
        match fact.entry:
            case PlanMeeting(month=month, meets_on=meets_on, extra=extra):
                found.append(Plan(month, meets_on, extra or ""))
            case MoveMeeting(month=month, meets_on=meets_on):
                found.append(replace(found[-1], month=month, meets_on=meets_on))
    return tuple(found)


def plan(file: CaseFile) -> Plan | None:
    """The plan of a meeting as it stands; None where it was not known yet that there is one."""
    return next(reversed(plans(file)), None)


@dataclass(frozen=True)
class Declaration:
    """What stands of what somebody declared for a meeting; `waits`: they are connected, and nobody has decided yet."""

    connected: bool
    waits: bool


@kept
def declarations(file: CaseFile) -> Mapping[PersonRef, Declaration]:
    """What stands of everybody's declarations for a meeting, in the order first made; a later one takes its place.

    A decision is about the cases of the pack as it was: once the pack is prepared again, it is needed again. What
    corrects a declaration is a declaration like any other. Nobody takes back alone that they are connected: a *no*
    after it waits for whoever decides, who reads both.
    """
    found: dict[PersonRef, Declaration] = {}
    for fact in file.facts:
        match fact.entry:
            case DeclareForMeeting(connected=connected):
                before = found.get(fact.event.by)
                waits = connected or (before is not None and before.waits)
                found[fact.event.by] = Declaration(waits, waits=waits)
            case DecidePanelConnection(person=person) if person in found:
                found[person] = replace(found[person], waits=False)
            case PreparePack():
                found = {person: replace(made, waits=made.connected) for person, made in found.items()}
    return found


def has_declared(file: CaseFile, person: PersonRef) -> bool:
    """Whether somebody has declared for a meeting, and waits for no decision on it."""
    made = declarations(file).get(person)
    return made is not None and not made.waits


def waiting(file: CaseFile) -> tuple[PersonRef, ...]:
    """Whose declarations for a meeting wait for a decision."""
    return tuple(person for person, made in declarations(file).items() if made.waits)


@dataclass(frozen=True)
class Recommendation:
    """A recommendation, the first answer and the one that stands, and how it was closed. "r1" is the first."""

    ref: RecommendationRef
    made: Fact[MakeRecommendation]
    first_answer: Fact[AnswerRecommendation] | None
    answered: Fact[AnswerRecommendation] | None
    closed: Fact[CloseRecommendation] | None


@kept
def recommendations(file: CaseFile) -> tuple[Recommendation, ...]:
    """Every recommendation of a meeting, in the order made."""
    made = enumerate(file.all(MakeRecommendation), start=1)
    return tuple(_recommendation(file, RecommendationRef(f"r{n}"), f) for n, f in made)


def open_recommendations(file: CaseFile) -> tuple[Recommendation, ...]:
    """Those that are not closed yet."""
    return tuple(found for found in recommendations(file) if found.closed is None)


def _recommendation(file: CaseFile, ref: RecommendationRef, made: Fact[MakeRecommendation]) -> Recommendation:
    answers = [f for f in file.all(AnswerRecommendation) if f.entry.recommendation == ref]
    closed = [f for f in file.all(CloseRecommendation) if f.entry.recommendation == ref]
    first, last = (answers[0], answers[-1]) if answers else (None, None)
    return Recommendation(ref, made, first, last, closed[0] if closed else None)
