"""What must be on file before duty status is decided. Restricting is urgent and waits for nothing."""

from workflows import citations as law
from workflows.calendar import london_day
from workflows.duty_status.facts import arrested_for_listed, continuation_undecided, governing_law, leaving
from workflows.duty_status.vocabulary import FormerCondition
from workflows.independence.requirements import DECLARATION
from workflows.model import Attempt, Requirement
from workflows.rulesets import RuleSet
from workflows.screening.requirements import TERMS_HOLD


def _law_known(a: Attempt) -> bool:
    return governing_law(a.file, a.process.about).rule_set is not None


def _exception_given(a: Attempt) -> bool:
    """From 13 July 2026 an arrest for a listed offence calls for suspension unless exceptional."""
    applies = governing_law(a.file, a.process.about).rule_set is not RuleSet.RS_2020
    return not (applies and arrested_for_listed(a.file, a.process.about)) or bool(a.entry.exceptional)


HANDLING_WAITS = Requirement(
    id="DUT-7",
    before=frozenset({"decide-outcome", "confirm-outcomes", "close-case"}),
    unmet="A subject has left or died, and it is not decided whether the matter goes on about them",
    met=lambda a: not continuation_undecided(a.file),
    cite=law.REG_42,
    remedy="decide-continuation",
)
"""For handling: nobody's leaving ends a matter; somebody decides."""

REQUIREMENTS = (
    *DECLARATION,
    TERMS_HOLD,
    Requirement(
        id="DUT-1",
        before=frozenset({"suspend-officer", "leave-unrestricted"}),
        unmet="It is not known which law governs suspension",
        met=_law_known,
        cite=law.settlement(11),
        remedy="choose-suspension-law",
    ),
    Requirement(
        id="DUT-2",
        before=frozenset({"leave-unrestricted"}),
        unmet="After an arrest for a listed offence, say what is exceptional, or suspend",
        met=_exception_given,
        cite=law.PCR_11C,
        reads="exceptional",
    ),
    Requirement(
        id="DUT-3",
        before=frozenset({"leave-unrestricted", "restrict-duties"}),
        unmet="The review must be on a later day than the decision",
        met=lambda a: a.entry.review_on > london_day(a.at),
        cite=law.HOG_RESTRICTION,
        reads="review_on",
    ),
    Requirement(
        id="DUT-4",
        before=frozenset({"decide-continuation"}),
        unmet="Nothing on file says that this subject has left or died",
        met=lambda a: leaving(a.file, a.process.about) is not None,
        cite=law.REG_42,
        remedy="record-leaving",
        idle=True,
    ),
    Requirement(
        id="DUT-5",
        before=frozenset({"decide-continuation"}),
        unmet="Condition C applies only if the IOPC has decided so",
        met=lambda a: a.entry.condition is not FormerCondition.C or bool(a.entry.iopc_decision),
        cite=law.PCR_4A_2,
        reads="condition",
    ),
    Requirement(
        id="DUT-6",
        before=frozenset({"record-leaving"}),
        unmet="The last day lies ahead",
        met=lambda a: a.entry.left_on <= london_day(a.at),
        cite=law.REG_42,
        reads="left_on",
    ),
)
