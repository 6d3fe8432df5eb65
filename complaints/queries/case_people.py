"""The people, the allegations and the chronology of a case, as their pages show them to somebody who has declared."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from complaints.queries.shown import Shown
from workflows.allegations.entries import AddIncident
from workflows.allegations.facts import Allegation, allegations, chronology, flags, misuse_without_own_allegation
from workflows.allegations.vocabulary import Precision
from workflows.casefile import CaseFile
from workflows.people.aliases import under_alias
from workflows.people.descriptions import (
    accounts,
    description,
    involvement,
    relationship,
    shown_name,
    subject_kind,
    wishes,
)
from workflows.people.facts import Party, parties, party
from workflows.people.standing import AsWhat, Standing, standing
from workflows.people.vocabulary import Part
from workflows.words import joined, plural, written

HIDDEN = "Serves with the police, and stands under an alias. Ask to be shown who it is only if the work needs it"
OPEN = "Serves with the police. Who it is, is open to you; others read an alias, so say no name to them"
MISUSE = "Police status was used against the victim: add an allegation of just that, of category D or G"


@dataclass(frozen=True)
class PersonRow:
    """Somebody with a part in the case. `standing` says whether they may be a complainant, `because` why.

    Both are empty for a subject, and for somebody whose identity is held apart: how they serve would show who they
    are. `notes` are what else their handlers should know, a line each.
    """

    part: str
    name: str
    standing: str
    because: str
    cite: str
    caveat: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class AllegationRow:
    """One allegation; `outcome` is empty until it is decided. `flags` say each kind of abuse, and who set it when."""

    number: str
    subject: str
    category: str
    summary: str
    outcome: str
    flags: tuple[str, ...]
    context: tuple[str, ...]


@dataclass(frozen=True)
class IncidentRow:
    """One thing that happened: `day` in words, as exactly as it is known."""

    day: str
    what: str
    known_from: str
    told_by: str


def people_rows(case: Shown, today: date) -> tuple[PersonRow, ...]:
    """Everybody with a part in the case, each with their standing by the settings of a London day."""
    return tuple(_person(case, who, today) for who in parties(case.file))


def _person(case: Shown, who: Party, today: date) -> PersonRow:
    file = case.file
    stands = None if who.part is Part.SUBJECT or who.held_apart else standing(file, who.ref, today)
    return PersonRow(
        part=who.part.label,
        name=shown_name(file, who),
        standing=_standing(stands) if stands else "",
        because=stands.because if stands else "",
        cite=stands.cite.short if stands else "",
        caveat=stands.cite.caveat if stands else "",
        notes=() if who.held_apart else (*_of_alias(case, who), *_notes(file, who)),
    )


def _standing(stands: Standing) -> str:
    """Whether somebody may be a complainant, and as what they stand in the case where that says more."""
    more = "" if stands.as_what is AsWhat.COMPLAINANT else f" ({stands.as_what.label})"
    return f"{stands.may.label}{more}"


def _of_alias(case: Shown, who: Party) -> Iterator[str]:
    if who.person in case.hidden:
        yield HIDDEN
    elif who.person in under_alias(case.file):
        yield OPEN


def _notes(file: CaseFile, who: Party) -> Iterator[str]:
    kind, said, added = subject_kind(file, who.ref), description(file, who.ref), who.added
    if kind and (who.part is Part.SUBJECT or involvement(file, who.ref)):
        yield f"{kind.label}, {added.force}" if added and added.force else kind.label
    if added and added.description:
        yield added.description
    if added and added.acts_as:
        principal = party(file, added.acts_for)
        yield f"{added.acts_as.label}{f' of {principal.name}' if principal else ''}"
    if said and said.own_words:
        yield f"Calls herself or himself: {said.own_words}"
    if said and said.pronouns:
        yield f"Pronouns: {said.pronouns}"
    if said and said.age:
        yield f"Age: {said.age.label}"
    if said and (said.needs or said.needs_words):
        yield f"Needs: {joined([*(need.label for need in said.needs), *filter(None, [said.needs_words])])}"
    yield from _life(file, who)


def _life(file: CaseFile, who: Party) -> Iterator[str]:
    tie, wish, told = relationship(file, who.ref), wishes(file, who.ref), accounts(file, who.ref)
    if tie and tie.relationship:
        since = f", since {written(tie.separated_since)}" if tie.separated_since else ""
        yield f"{tie.relationship.label}{since}"
    if tie and tie.children:
        yield f"Children: {tie.children.label.lower()}"
    if wish:
        yield f"Wants: {joined([*(want.label for want in wish.wants), *filter(None, [wish.wants_words])])}"
    if told:
        asked = "" if len(told) == 1 else f", and asked again {plural(len(told) - 1, 'time')}"
        yield f"Account taken on {written(told[0].event.day)}{asked}: read it before asking"


def allegation_rows(file: CaseFile) -> tuple[AllegationRow, ...]:
    """The allegations in order."""
    return tuple(_allegation(file, x) for x in allegations(file))


def _allegation(file: CaseFile, x: Allegation) -> AllegationRow:
    shown = [f"{f.kind.label}, set by {file.name(f.by)} on {written(f.on)}" for f in flags(file, x.number)]
    if x.number in misuse_without_own_allegation(file):
        shown.append(MISUSE)
    return AllegationRow(
        number=x.number,
        subject=file.name(x.stated.subject),
        category=x.stated.category.label,
        summary=x.stated.summary,
        outcome=x.decided.outcome.label if x.decided else "",
        flags=tuple(shown),
        context=tuple(each.label for each in (*x.stated.factors, *x.stated.standards)),
    )


def incident_rows(file: CaseFile) -> tuple[IncidentRow, ...]:
    """What happened, by the day it happened on."""
    return tuple(_incident(file, f.entry) for f in chronology(file))


def _incident(file: CaseFile, entry: AddIncident) -> IncidentRow:
    teller = party(file, entry.told_by)
    return IncidentRow(_day(entry), entry.what, entry.known_from, teller.name if teller else "")


def _day(entry: AddIncident) -> str:
    first, last = written(entry.happened_on), entry.happened_until
    days = f"{first} to {written(last)}" if last else first
    return f"Roughly {days}" if entry.precision is Precision.ROUGHLY else days
