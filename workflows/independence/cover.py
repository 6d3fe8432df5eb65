"""Who keeps contact and who investigates while whoever did so is excluded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflows.casefile import CaseFile, Fact
from workflows.handling.entries import AllocateCase
from workflows.independence.entries import DecideConnection, DeclareChange, DeclareInterests, ReportConnection
from workflows.independence.facts import excluded
from workflows.independence.vocabulary import ConnectionDecision, Covers
from workflows.investigation.entries import AppointInvestigator, ReplaceInvestigator
from workflows.model import Entry, PersonRef, Role
from workflows.oversight.entries import AppointOversightOfficer


@dataclass(frozen=True)
class Gap:
    """Somebody who did this work was excluded by a fact; when (UTC) somebody else was named, or they were let in."""

    covers: Covers
    person: PersonRef
    fact: Fact[Any]
    named_at: datetime | None
    let_in: bool


def gaps(file: CaseFile) -> tuple[Gap, ...]:
    """Every time that whoever keeps contact or investigates was excluded, in the order recorded."""
    holders: dict[Covers, PersonRef] = {}
    found = []
    for n, fact in enumerate(file.facts):
        found += [_gap(file, n, covers, who) for covers, who in holders.items() if who in _removed(fact)]
        holders |= dict(_given(fact.entry))
    return tuple(found)


def leaves_a_gap(file: CaseFile, person: PersonRef) -> bool:
    """Whether nobody would keep contact, or investigate, without this person."""
    holders: dict[Covers, PersonRef] = {}
    for fact in file.facts:
        holders |= dict(_given(fact.entry))
    return person in holders.values()


def may_cover(file: CaseFile, person: PersonRef, covers: Covers) -> bool:
    """Whether somebody holds the role, has no part in the case and no connection with anybody in it."""
    return file.holds(person, ROLE_OF[covers]) and person not in excluded(file)


ROLE_OF = {Covers.CONTACT: Role.OVERSIGHT_OFFICER, Covers.INVESTIGATION: Role.INVESTIGATOR}
"""The role in which somebody does the work."""

_COVERS = {role: covers for covers, role in ROLE_OF.items()}


def _gap(file: CaseFile, n: int, covers: Covers, person: PersonRef) -> Gap:
    """`n` is the place of the fact that has excluded them; it may itself name who covers."""
    out = excluded(file)
    later = file.facts[n:]
    named = (f.event.recorded_at for f in later for what, who in _given(f.entry) if what is covers and who not in out)
    return Gap(covers, person, file.facts[n], next(named, None), person not in out)


def _removed(fact: Fact[Entry]) -> set[PersonRef]:
    """Whom a fact excludes for a connection."""
    by, urgency = fact.event.by, fact.event.urgency
    match fact.entry:
        case DeclareInterests(connected=True) | DeclareChange(connected=True):
            return {by}
        case ReportConnection(person=person) | DecideConnection(person=person, decision=ConnectionDecision.EXCLUDED):
            return {person}
    return {by} if urgency and urgency.knows_anyone else set()


def _given(entry: Entry) -> Iterator[tuple[Covers, PersonRef]]:
    """Who is given the work by an entry."""
    match entry:
        case AppointOversightOfficer(officer=person):
            yield Covers.CONTACT, person
        case AppointInvestigator(investigator=person) | ReplaceInvestigator(investigator=person):
            yield Covers.INVESTIGATION, person
        case AllocateCase(person=person, role=role) if role in _COVERS:
            yield _COVERS[role], person
        case DecideConnection(cover=cover, covers=covers) if cover and covers:
            yield covers, cover
