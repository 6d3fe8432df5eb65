"""What is odd in an assessment of risk, and who may countersign it. Nothing here stops an assessment being recorded."""

from workflows import citations as law
from workflows.independence.requirements import DECLARATION
from workflows.model import Answer, Attempt, Requirement
from workflows.risk.facts import RANKS, assessments, level
from workflows.risk.vocabulary import RiskLevel
from workflows.screening.requirements import TERMS_HOLD


def _is_answered(a: Attempt) -> bool:
    return a.entry.level is not RiskLevel.STANDARD or not a.entry.unanswered


def _fits_the_injuries(a: Attempt) -> bool:
    return a.entry.level is not RiskLevel.STANDARD or a.entry.injuries is not Answer.YES


def _is_not_lowered(a: Attempt) -> bool:
    standing = level(a.file)
    return standing is None or RANKS[a.entry.level] >= RANKS[standing]


def _second_person(a: Attempt) -> bool:
    made = assessments(a.file)
    return not made or made[-1].event.by != a.by.person


REQUIREMENTS = (
    *DECLARATION,
    TERMS_HOLD,
    Requirement(
        id="RSK-1",
        before=frozenset({"assess-risk"}),
        unmet="Questions without an answer do not make a risk standard",
        met=_is_answered,
        cite=law.LESSONS_RISK,
        reads="level",
    ),
    Requirement(
        id="RSK-2",
        before=frozenset({"assess-risk"}),
        unmet="Injuries that can be seen do not fit a standard risk",
        met=_fits_the_injuries,
        cite=law.LESSONS_RISK,
        reads="level",
    ),
    Requirement(
        id="RSK-3",
        before=frozenset({"assess-risk"}),
        unmet="The level is lower than before: the higher one stands until a second person has countersigned this one",
        met=_is_not_lowered,
        cite=law.LESSONS_RISK,
        reads="level",
    ),
    Requirement(
        id="RSK-4",
        before=frozenset({"countersign-risk"}),
        unmet="Whoever assessed the risk cannot countersign it",
        met=_second_person,
        cite=law.LESSONS_RISK,
    ),
)
