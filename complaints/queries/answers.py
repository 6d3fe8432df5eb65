"""What somebody stated when taking a step, as question and answer in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from textwrap import shorten
from typing import Any

from complaints.models.entries import Field, fields_of
from complaints.resources import moment
from workflows.allegations.facts import Allegation, allegations
from workflows.casefile import CaseFile
from workflows.independence.entries import NO_TIE, OTHER_TIE, SEPARATOR
from workflows.independence.vocabulary import TIES
from workflows.model import Choice, Entry, Pick, TieRef
from workflows.people.facts import HELD_APART, held_apart, parties
from workflows.scrutiny.facts import Action, actions
from workflows.words import joined, written

HIDDEN = "Kept encrypted"
BEGINS = 60
"""So many characters of an allegation's summary tell it from another of its category."""

TIE_LABELS = {NO_TIE: "None of them", OTHER_TIE: "Somebody else involved, who is not named here"}
"""The answers of a declaration that are about no party in particular."""

Labels = Mapping[str, str]
"""What stands for a reference: a person's name, or an allegation in words by its number."""


@dataclass(frozen=True)
class Stated:
    """One question and its answer, which may have several lines; `long`: a paragraph was asked for."""

    question: str
    answer: str
    long: bool = False


@dataclass(frozen=True)
class Change:
    """What a correction changed in one answer; "Nothing" stands for no answer."""

    question: str
    was: str
    now: str


def labels_of(file: CaseFile) -> dict[str, str]:
    """The people, the parties, the allegations and the panel's actions of a case, by reference and by number."""
    labels: dict[str, str] = {posting.person: posting.name for posting in file.postings}
    labels |= dict.fromkeys(held_apart(file), HELD_APART)
    labels |= {party.ref: f"{party.name} ({party.part.label.lower()})" for party in parties(file)}
    labels |= {action.ref: action_label(action) for action in actions(file)}
    return labels | {x.number: allegation_label(x) for x in allegations(file)}


def allegation_label(x: Allegation) -> str:
    """An allegation in a line: its number, its category, and how its summary begins."""
    begins = shorten(x.stated.summary, BEGINS, placeholder="…")
    return f"{x.number}: {x.stated.category.label}: “{begins}”"


def action_label(action: Action) -> str:
    """An action of the panel in a line: "Safeguarding, by the investigator until 3 April 2026"."""
    agreed = action.agreed.entry
    return f"{agreed.kind.label}, by the {agreed.owner.label.lower()} until {written(agreed.due_on)}"


def answers(entry: Entry, labels: Labels, *, secrets: bool = False) -> tuple[Stated, ...]:
    """The answers given, in the order asked; secret ones only say that they are kept, unless `secrets`."""
    given = ((f, _shown(f, getattr(entry, f.name), labels, secrets)) for f in fields_of(type(entry)))
    return tuple(Stated(f.ask.question, text, f.ask.long) for f, text in given if text)


def secret_answers(entry: Entry) -> tuple[Stated, ...]:
    """The secret answers alone, in full: only for somebody who needs them."""
    given = ((f, getattr(entry, f.name)) for f in fields_of(type(entry)) if f.ask.secret)
    return tuple(Stated(f.ask.question, value, f.ask.long) for f, value in given if value)


def changes(before: Entry, after: Entry, labels: Labels) -> tuple[Change, ...]:
    """The answers that differ. Of a secret one only that it changed."""
    pairs = ((f, getattr(before, f.name), getattr(after, f.name)) for f in fields_of(type(after)))
    return tuple(
        Change(f.ask.question, _shown(f, was, labels) or "Nothing", _shown(f, now, labels) or "Nothing")
        for f, was, now in pairs
        if was != now
    )


def _shown(field: Field, value: Any, labels: Labels, secrets: bool = False) -> str:
    if value and field.ask.secret and not secrets:
        return HIDDEN
    if value and field.ask.pick and field.ask.pick is not Pick.OWN_ROLES:
        picked = value if field.several else (value,)
        if field.ask.pick is Pick.TIES:
            return "\n".join(_tie(said, labels) for said in picked)
        return joined([labels.get(each, "not identified") for each in picked])
    return _text(value)


def _tie(said: TieRef, labels: Labels) -> str:
    if said in TIE_LABELS:
        return TIE_LABELS[said]
    party, _, how = said.partition(SEPARATOR)
    return f"{labels.get(party, 'not identified')}: {TIES[how].label}"


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case tuple():
            return joined([_text(each) for each in value])
        case Choice():
            return value.label
        case bool():
            return "Yes" if value else "No"
        case datetime():
            return moment(value)
        case date():
            return written(value)
    return str(value)
