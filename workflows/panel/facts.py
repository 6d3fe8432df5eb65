"""What the panel has recommended to the force at one meeting, what the force answered, and how it ended."""

from dataclasses import dataclass

from workflows.casefile import CaseFile, Fact, kept
from workflows.model import RecommendationRef
from workflows.panel.entries import AnswerRecommendation, CloseRecommendation, MakeRecommendation


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
