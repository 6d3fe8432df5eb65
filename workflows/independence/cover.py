"""Who keeps contact and who investigates in the place of whoever did so and has left the case."""

from collections.abc import Callable, Collection, Iterable, Mapping
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
from workflows.screening.entries import DecideLink, ReportLink
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
        if gone := _removed(file, n):
            found += [_gap(file, n, covers, who) for covers, who in holders.items() if who in gone]
        holders |= _given(file, fact)
    return tuple(found)


def left_open(file: CaseFile, people: Collection[PersonRef]) -> set[Covers]:
    """What nobody would do without these people."""
    holders: dict[Covers, PersonRef] = {}
    for fact in file.facts:
        holders |= _given(file, fact)
    return {covers for covers, who in holders.items() if who in people}


def may_cover(file: CaseFile, person: PersonRef, covers: Covers) -> bool:
    """Whether somebody holds the role, has no part in the case and no connection with anybody in it."""
    return file.holds(person, ROLE_OF[covers]) and person not in excluded(file)


_COVERS = {role: covers for covers, role in ROLE_OF.items()}


def _gap(file: CaseFile, n: int, covers: Covers, person: PersonRef) -> Gap:
    """`n` is the place of the fact by which they left; it may itself name who covers."""
    out, fact = excluded(file), file.facts[n]
    named = ((_given(file, later).get(covers), later) for later in file.facts[n:])
    named_at = next((later.event.recorded_at for who, later in named if who and who not in out), None)
    replaced = isinstance(fact.entry, DecideLink) and fact.entry.decision is LinkDecision.REPLACED
    return Gap(covers, person, fact, named_at, person not in out and not replaced)


def _given(file: CaseFile, fact: Fact[Entry]) -> dict[Covers, PersonRef]:
    """Who is given the work of contact, or of investigating, by a fact."""
    return {_COVERS[role]: person for person, role in given(file, fact) if role in _COVERS}


def _removed(file: CaseFile, n: int) -> set[PersonRef]:
    """Whom the fact at a place excludes, as a party, beside a victim or as connected; or whose work it ends."""
    fact: Fact[Any] = file.facts[n]
    removes, urgency = REMOVES.get(type(fact.entry)), fact.event.urgency
    gone = set(removes(file, n, fact)) if removes else set()
    return gone | {fact.event.by} if urgency and urgency.knows_anyone else gone


def _party(file: CaseFile, n: int, fact: Fact[AddParty]) -> set[PersonRef]:
    near = excluded_near(file, file.facts[:n], fact.entry, fact.event.recorded_at)
    return {who for who, _ in near} | ({fact.entry.person} if fact.entry.person else set())


def _declarer(_file: CaseFile, _n: int, fact: Fact[Any]) -> Iterable[PersonRef]:
    return [fact.event.by] if fact.entry.connected else []


def _decided_on(_file: CaseFile, _n: int, fact: Fact[DecideConnection]) -> Iterable[PersonRef]:
    return [fact.entry.person] if fact.entry.decision is ConnectionDecision.EXCLUDED else []


def _released(_file: CaseFile, _n: int, fact: Fact[Any]) -> Iterable[PersonRef]:
    return released(fact.entry)


REMOVES: Mapping[type[Entry], Callable[[CaseFile, int, Fact[Any]], Iterable[PersonRef]]] = {
    AddParty: _party,
    DeclareInterests: _declarer,
    DeclareChange: _declarer,
    ReportConnection: lambda _file, _n, fact: [fact.entry.person],
    DecideConnection: _decided_on,
    ReportLink: _released,
    DecideLink: _released,
}
"""Whom each kind of entry, at its place in the file, removes from the case; no other kind removes anybody."""
