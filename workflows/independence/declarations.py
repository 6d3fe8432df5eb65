"""Whom a declaration answers for, until when it holds, and whom its maker has not been asked about since."""

from collections.abc import Mapping
from datetime import date

from workflows.calendar import CountRule, Limit
from workflows.casefile import CaseFile, Fact, kept
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


def not_asked_about(file: CaseFile, person: PersonRef) -> tuple[Party, ...]:
    """Whom somebody who has declared was never asked about: named since, or while they answered."""
    return _not_asked(file).get(person, ())


@kept
def _not_asked(file: CaseFile) -> Mapping[PersonRef, tuple[Party, ...]]:
    """Of everybody who has declared: what is the same for all is read once."""
    said: dict[PersonRef, set[str]] = {}
    for fact in _in_order(file):
        if isinstance(fact.entry, DeclareInterests):
            said[fact.event.by] = set()
        said.setdefault(fact.event.by, set()).update(_answered(file, fact))
    named = [p for p in to_declare(file) if p.named]
    return {person: tuple(p for p in named if _who(p) not in known) for person, known in said.items()}


def _in_order(file: CaseFile) -> list[Said]:
    said: list[Said] = [*file.all(DeclareInterests), *file.all(DeclareChange)]
    return sorted(said, key=lambda fact: fact.event.recorded_at)


def _answered(file: CaseFile, said: Said) -> set[str]:
    """Whom an answer is about: of those who were named when it was given, those whom the page has shown.

    A correction may have named somebody else since, so the parties are those that were on file then.
    """
    at, asked = said.event.recorded_at, said.entry.asked
    changed = any(isinstance(f.entry, (ReportMatter, AddParty)) and f.event.recorded_at > at for f in file.facts)
    then = to_declare(file.as_known(at) if changed else file)
    return {_who(party) for party in then if not asked or party.ref in asked}


def _who(party: Party) -> str:
    """What makes somebody the same through every part and correction; an unidentified person is one of their own."""
    return party.person or (party.name.casefold() if party.named else party.ref)
