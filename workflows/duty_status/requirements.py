"""What must be on file before duty status is decided. Restricting is urgent and waits for nothing."""

from workflows import citations as law
from workflows.calendar import london_day
from workflows.duty_status.facts import arrested_for_listed, governing_law
from workflows.independence.requirements import DECLARED_FIRST
from workflows.model import Attempt, Requirement
from workflows.rulesets import RuleSet


def _law_known(a: Attempt) -> bool:
    return governing_law(a.file, a.process.about).rule_set is not None


def _exception_given(a: Attempt) -> bool:
    """From 13 July 2026 an arrest for a listed offence calls for suspension unless exceptional."""
    applies = governing_law(a.file, a.process.about).rule_set is not RuleSet.RS_2020
    return not (applies and arrested_for_listed(a.file, a.process.about)) or bool(a.entry.exceptional)


REQUIREMENTS = (
    DECLARED_FIRST,
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
        reads_entry=True,
    ),
    Requirement(
        id="DUT-3",
        before=frozenset({"leave-unrestricted", "restrict-duties"}),
        unmet="The review must be on a later day than the decision",
        met=lambda a: a.entry.review_on > london_day(a.at),
        cite=law.HOG_RESTRICTION,
        reads_entry=True,
    ),
)
