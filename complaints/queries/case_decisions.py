"""The decisions on a case, each with its reasons and sources, and with what stands in its place if it was replaced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from complaints.queries.case_documents import WRITTEN
from complaints.queries.timeline import place_of
from workflows.casefile import CaseFile, Fact
from workflows.model import Entry, Kind
from workflows.registry import STEPS

ONE_STANDS = {
    "decide-to-refer": "whether to refer",
    "decide-not-to-refer": "whether to refer",
    "decide-independence": "who can investigate independently",
    "decide-connection": "a connection",
    "appoint-oversight-officer": "the senior oversight officer",
    "agree-contact": "how the victim is contacted",
    "appoint-investigator": "the investigator",
    "replace-investigator": "the investigator",
    "assess-severity": "how serious it would be",
    "choose-suspension-law": "the law of suspension",
    "leave-unrestricted": "duty status",
    "restrict-duties": "duty status",
    "suspend-officer": "duty status",
    "end-measures": "duty status",
    "decide-continuation": "whether it goes on",
    "decide-outcome": "an outcome",
}
"""Decisions of which the last one stands: what each decides. The others add to what was decided before."""

ABOUT = ("allegation", "subject", "person")
"""Answers that say what a decision is about: a later one about something else replaces nothing."""


def is_decision(fact: Fact[Entry]) -> bool:
    """Whether somebody decided something here: no declaration of their own, and nothing that was only written."""
    step = STEPS[fact.event.trigger]
    return step.kind is Kind.DECISION and not step.personal and step.trigger not in WRITTEN


def decided_again(file: CaseFile) -> Mapping[str, str]:
    """The place of each decision that a later one has replaced, with the place of the one that stands now."""
    last = {matter: fact.event.key for fact, matter in _matters(file)}
    pairs = ((fact.event.key, last[matter]) for fact, matter in _matters(file))
    return {place_of(key): place_of(stands) for key, stands in pairs if key != stands}


def _matters(file: CaseFile) -> Iterator[tuple[Fact[Entry], tuple[object, ...]]]:
    """Each decision of which only the last stands, after corrections, and what it decides."""
    for fact in file.settled:
        if what := ONE_STANDS.get(fact.event.trigger):
            yield fact, (what, fact.event.about, *(getattr(fact.entry, name, None) for name in ABOUT))
