"""Who keeps contact and who investigates in the place of whoever did so and has left the case."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflows.casefile import CaseFile, Fact
from workflows.independence.covering import ROLE_OF
from workflows.independence.entries import DecideConnection, DeclareChange, DeclareInterests, ReportConnection
from workflows.independence.facts import excluded
from workflows.independence.vocabulary import ConnectionDecision, Covers
from workflows.independence.work import given, released
from workflows.model import Entry, PersonRef
from workflows.people.colleagues import excluded_near
from workflows.people.entries import AddParty
from workflows.screening.entries import DecideLink
from workflows.screening.vocabulary import LinkDecision


@dataclass(frozen=True)
class Gap:
    """Somebody who did this work left by a fact; when (UTC) somebody else was named, or whether they were let in."""

    covers: Covers
    person: PersonRef
    fact: Fact[Any]
    named_at: datetime | None
    let_in: bool


def gaps(file: CaseFile) -> tuple[Gap, ...]:
    """Every time that whoever keeps contact or investigates left the case, in the order recorded."""
    holders: dict[Covers, PersonRef] = {}
    found = []
    for n, fact in enumerate(file.facts):
        gone = _removed(file, n)
        found += [_gap(file, n, covers, who) for covers, who in holders.items() if who in gone]
        holders |= dict(_given(file, fact))
    return tuple(found)


def left_open(file: CaseFile, people: Collection[PersonRef]) -> set[Covers]:
    """What nobody would do without these people."""
    holders: dict[Covers, PersonRef] = {}
    for fact in file.facts:
        holders |= dict(_given(file, fact))
    return {covers for covers, who in holders.items() if who in people}


def may_cover(file: CaseFile, person: PersonRef, covers: Covers) -> bool:
    """Whether somebody holds the role, has no part in the case and no connection with anybody in it."""
    return file.holds(person, ROLE_OF[covers]) and person not in excluded(file)


_COVERS = {role: covers for covers, role in ROLE_OF.items()}


def _gap(file: CaseFile, n: int, covers: Covers, person: PersonRef) -> Gap:
    """`n` is the place of the fact by which they left; it may itself name who covers."""
    out, fact = excluded(file), file.facts[n]
    later = (f for f in file.facts[n:] for what, who in _given(file, f) if what is covers and who not in out)
    replaced = isinstance(fact.entry, DecideLink) and fact.entry.decision is LinkDecision.REPLACED
    named_at = next((f.event.recorded_at for f in later), None)
    return Gap(covers, person, fact, named_at, person not in out and not replaced)


def _removed(file: CaseFile, n: int) -> set[PersonRef]:
    """Whom the fact at a place excludes, as a party, beside a victim or as connected; or whose work it ends."""
    fact = file.facts[n]
    by, urgency = fact.event.by, fact.event.urgency
    match fact.entry:
        case AddParty(person=person):
            near = excluded_near(file, file.facts[:n], fact.entry, fact.event.recorded_at)
            return {who for who, _ in near} | ({person} if person else set())
        case DeclareInterests(connected=True) | DeclareChange(connected=True):
            return {by}
        case ReportConnection(person=person) | DecideConnection(person=person, decision=ConnectionDecision.EXCLUDED):
            return {person}
    return {*released(fact.entry), *([by] if urgency and urgency.knows_anyone else [])}


def _given(file: CaseFile, fact: Fact[Entry]) -> Iterator[tuple[Covers, PersonRef]]:
    """Who is given the work of contact, or of investigating, by a fact."""
    return ((_COVERS[role], person) for person, role in given(file, fact) if role in _COVERS)
