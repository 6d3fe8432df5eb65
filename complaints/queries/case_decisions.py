"""The decisions on a case, each with its reasons and sources, and with what stands in its place if it was replaced."""

from __future__ import annotations

from collections.abc import Mapping

from complaints.queries.case_documents import WRITTEN
from complaints.queries.timeline import place_of
from workflows.casefile import CaseFile, Fact
from workflows.model import Entry, Kind
from workflows.registry import STEPS

_INVESTIGATORS = ("appoint-investigator", "replace-investigator")
_DUTY_STATUS = ("leave-unrestricted", "restrict-duties", "suspend-officer", "end-measures")
_AGAIN = (
    *("decide-independence", "decide-connection", "decide-outcome", "decide-continuation", "assess-severity"),
    *("appoint-oversight-officer", "agree-contact", "choose-suspension-law"),
)
REPLACED_BY = {
    **{trigger: (trigger,) for trigger in _AGAIN},
    **dict.fromkeys(_INVESTIGATORS, _INVESTIGATORS),
    **dict.fromkeys(_DUTY_STATUS, _DUTY_STATUS),
    "decide-not-to-refer": ("decide-to-refer",),
}
"""The decisions that a later one replaces, and which may. The others add to what was decided before."""

ABOUT = ("allegation", "subject", "person")
"""Answers that say what a decision is about: a later one about something else replaces nothing."""


def is_decision(fact: Fact[Entry]) -> bool:
    """Whether somebody decided something here: no declaration of their own, and nothing that was only written."""
    step = STEPS[fact.event.trigger]
    return step.kind is Kind.DECISION and not step.personal and step.trigger not in WRITTEN


def decided_again(file: CaseFile) -> Mapping[str, str]:
    """The place of each decision that a later one has replaced, with the place of the one that stands now."""
    replaced = {}
    for n, fact in enumerate(file.settled):
        later = [each for each in file.settled[n + 1 :] if _replaces(each, fact)]
        if later:
            replaced[place_of(fact.event.key)] = place_of(later[-1].event.key)
    return replaced


def _replaces(later: Fact[Entry], earlier: Fact[Entry]) -> bool:
    """Whether a decision is on the same question as an earlier one, and about the same."""
    one, other = later.event, earlier.event
    same = all(getattr(later.entry, name, None) == getattr(earlier.entry, name, None) for name in ABOUT)
    return one.trigger in REPLACED_BY.get(other.trigger, ()) and one.about == other.about and same
