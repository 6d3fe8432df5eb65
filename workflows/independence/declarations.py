"""Whom a declaration answers for, until when it holds, and whom its maker has not been asked about since.

Whoever has a new post since they declared is asked about everybody again: whom they did not know they may know now.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from workflows.calendar import CountRule, Limit
from workflows.casefile import CaseFile, Fact, Move, kept
from workflows.handling.entries import AllocateCase, ReportMatter
from workflows.independence.entries import DeclareChange, DeclareInterests
from workflows.investigation.facts import investigator, investigators
from workflows.model import PersonRef
from workflows.oversight.entries import AppointOversightOfficer
from workflows.people.entries import AddParty
from workflows.people.facts import Party, parties
from workflows.terms import Terms

Said = Fact[DeclareInterests] | Fact[DeclareChange]


def to_declare(file: CaseFile) -> tuple[Party, ...]:
    """Everybody with a part in the case against whom somebody declares, each once: never whose identity is held apart.

    Somebody who has two parts stands there with the one named first.
    """
    found: dict[str, Party] = {}
    for party in parties(file):
        if not party.held_apart:
            found.setdefault(_who(party), party)
    return tuple(found.values())


def declaration(file: CaseFile, person: PersonRef) -> Fact[DeclareInterests] | None:
    """Somebody's latest declaration, or None. Each is whole: it takes the place of the one before."""
    return next((f for f in reversed(file.all(DeclareInterests)) if f.event.by == person), None)


def lasts(terms: Terms, key: str, made_on: date) -> Limit:
    """A limit of so many days, as settled under a key, on a declaration that was made on a London day."""
    return Limit(CountRule.CAL_D_PLUS_1, terms.number(key, made_on))


def lasts_until(terms: Terms, key: str, made_on: date) -> date:
    """The last London day of that limit."""
    return terms.target_calendar.last_day(lasts(terms, key, made_on), made_on)


def is_up_to_date(file: CaseFile, person: PersonRef, on: date) -> bool:
    """Whether somebody's declaration holds on a London day. Somebody who has made none has another thing to do."""
    made = declaration(file, person)
    return made is None or on <= lasts_until(file.terms, "declaration-renewal", made.event.day)


def relieved_of(file: CaseFile) -> frozenset[PersonRef]:
    """Whoever was appointed to a case, was given nothing else to do on it, and was replaced."""
    officers = [f.entry.officer for f in file.all(AppointOversightOfficer)]
    appointed = {*officers, *investigators(file)}
    at_work = {f.entry.person for f in file.all(AllocateCase)} | {f.event.by for f in file.all(ReportMatter)}
    return frozenset(appointed - at_work - {*officers[-1:], investigator(file)})


def not_asked_about(file: CaseFile, person: PersonRef, at: datetime) -> tuple[Party, ...]:
    """Whom somebody who has declared was not asked about by a moment (UTC): named since, or anybody after a move."""
    said = _said(file).get(person, ())
    since = _moved(file, person, at)
    known = {who for answer in said if since is None or answer.at >= since.counts_from for who in answer.about}
    return tuple(p for p in _named(file) if _who(p) not in known) if said else ()


def moved_since(file: CaseFile, person: PersonRef, at: datetime) -> date | None:
    """From which London day somebody has a new post, who is asked because of it about people of their declaration."""
    since, before = _moved(file, person, at), {who for said in _said(file).get(person, ()) for who in said.about}
    again = any(_who(party) in before for party in not_asked_about(file, person, at))
    return since.starts if since and again else None


def _moved(file: CaseFile, person: PersonRef, at: datetime) -> Move | None:
    """The latest post that begins after somebody's latest declaration."""
    made = declaration(file, person)
    moves = (m for m in file.moves if m.person == person and made and m.starts > made.event.day and m.counts_from <= at)
    return max(moves, key=lambda move: move.counts_from, default=None)


class _Answer(NamedTuple):
    """When (UTC) somebody answered, and about whom."""

    at: datetime
    about: frozenset[str]


@kept
def _said(file: CaseFile) -> Mapping[PersonRef, tuple[_Answer, ...]]:
    """Of everybody who has declared: their latest declaration, and each answer since."""
    said: dict[PersonRef, tuple[_Answer, ...]] = {}
    for fact in _in_order(file):
        before = () if isinstance(fact.entry, DeclareInterests) else said.get(fact.event.by, ())
        said[fact.event.by] = (*before, _Answer(fact.event.recorded_at, _answered(file, fact)))
    return said


@kept
def _named(file: CaseFile) -> tuple[Party, ...]:
    return tuple(party for party in to_declare(file) if party.named)


def _in_order(file: CaseFile) -> list[Said]:
    said: list[Said] = [*file.all(DeclareInterests), *file.all(DeclareChange)]
    return sorted(said, key=lambda fact: fact.event.recorded_at)


def _answered(file: CaseFile, said: Said) -> frozenset[str]:
    """Whom an answer is about: of those who were named when it was given, those whom the page has shown.

    A correction may have named somebody else since, so the parties are those that were on file then.
    """
    at, asked = said.event.recorded_at, said.entry.asked
    changed = any(isinstance(f.entry, (ReportMatter, AddParty)) and f.event.recorded_at > at for f in file.facts)
    then = to_declare(file.as_known(at) if changed else file)
    return frozenset(_who(party) for party in then if not asked or party.ref in asked)


def _who(party: Party) -> str:
    """What makes somebody the same through every part and correction; an unidentified person is one of their own."""
    return party.person or (party.name.casefold() if party.named else party.ref)
