"""Case files as one reader may be shown them: a victim who serves with the police stands there under an alias.

Every page of a case reads its file here and nowhere else, so that no page has to remember. To whom a victim is open is
a rule (`workflows.people.identity`); for everybody else her name, its parts and her number are taken out of postings
and of all that was written, before a page, a list or a letter can read them. References stay as they are: the rules
answer alike for both. A further report that the gatekeeper found stands in a file only for those who may be told of it
(`complaints.queries.told`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import Session

from complaints.facts.load import Loaded, facts_of
from complaints.models import metadata
from complaints.models.entries import fields_of
from complaints.models.people import SignedIn
from complaints.queries.told import BOTH, TOLD, asked_by
from workflows.casefile import CaseFile, Fact
from workflows.model import Entry, PartyRef, PersonRef
from workflows.people.aliases import aliases, under_alias
from workflows.people.entries import DescribePerson
from workflows.people.facts import parties
from workflows.people.identity import open_to
from workflows.risk.further import DecideFurtherReport, joined, stands, telling

CASE_FILE, PERSON, POSTING = (metadata.tables[name] for name in ("case_file", "person", "posting"))

KNOWN_BY = (
    select(CASE_FILE.c.id, CASE_FILE.c.reference, PERSON.c.reference.label("person"), PERSON.c.number)
    .join(POSTING, POSTING.c.case_id == CASE_FILE.c.id)
    .join(PERSON, PERSON.c.reference == POSTING.c.person)
    .where(
        CASE_FILE.c.id.in_(bindparam("cases", expanding=True)),
        PERSON.c.reference.in_(bindparam("people", expanding=True)),
    )
    .distinct()
    .union_all(TOLD)
)
"""By what those are known who are kept from a reader; and, under no person, of which other cases they are told."""

ASK = "Ask the confidential reporting gatekeeper."
SHORTEST = 3
"""A shorter part of a name is taken out only within the whole name."""


@dataclass(frozen=True)
class Shown(Loaded):
    """A case file and the rows behind it, with whom it keeps from its reader: a name for each, by their reference."""

    hidden: Mapping[PersonRef, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    def text(self, text: str) -> str:
        """Any text about the case that was not read from its file."""
        return _Veil(self.hidden, self.words).text(text)


def shown(
    session: Session, case_ids: Iterable[int], actor: SignedIn, now: datetime, *, secrets: bool = False
) -> dict[int, Shown]:
    """The files of some cases, by row id, as `actor` may be shown them at a moment in UTC: see `facts_of`.

    Two statements, however many cases there are and whether or not anybody in them is kept from the reader.
    """
    files = facts_of(session, case_ids, secrets=secrets)
    kept = {n: set(under_alias(x.file)) - open_to(x.file, actor.person, now) for n, x in files.items()}
    known, told = _known_by(session, {n: people for n, people in kept.items() if people}, actor, list(files))
    return {n: _shown(_of_further(x, told.get(n, {})), kept[n], known.get(n)) for n, x in files.items()}


def _of_further(loaded: Loaded, told: Mapping[str, str]) -> Loaded:
    """The file with those further reports alone of which its reader may be told, by the reference of the other case."""
    file = loaded.file
    found = (f for f in joined(file) if f.entry.other in told and stands(file, f))
    return replace(loaded, file=telling(file, {f.event.key: _in_words(f, told) for f in found}))


def _in_words(fact: Fact[DecideFurtherReport], told: Mapping[str, str]) -> Fact[DecideFurtherReport]:
    """Which case it is, and why, is for those who work on both."""
    if told[fact.entry.other] == BOTH:
        return fact
    return replace(fact, entry=replace(fact.entry, other="", reasons=ASK), veiled=True)


@dataclass(frozen=True)
class _Known:
    """A case's reference, and the numbers of those whom it keeps."""

    reference: str
    numbers: Mapping[PersonRef, str]


def _known_by(
    session: Session, kept: Mapping[int, set[PersonRef]], actor: SignedIn, case_ids: list[int]
) -> tuple[dict[int, _Known], dict[int, dict[str, str]]]:
    people = {"cases": list(kept), "people": sorted(set().union(*kept.values()))}
    found = session.connection().execute(KNOWN_BY, {**people, "all_cases": case_ids, **asked_by(actor)}).all()
    told: dict[int, dict[str, str]] = {}
    for row in (each for each in found if each.person is None):
        told.setdefault(row.id, {})[row.reference] = row.number
    rows = [row for row in found if row.person is not None]
    known = {
        n: _Known(next(r.reference for r in rows if r.id == n), {r.person: r.number for r in rows if r.id == n})
        for n in kept
    }
    return known, told


def _shown(loaded: Loaded, kept: set[PersonRef], known: _Known | None) -> Shown:
    if known is None:
        return Shown(loaded.file, loaded.rows, loaded.event_ids)
    hidden = {person: name for person, name in aliases(loaded.file, known.reference).items() if person in kept}
    words = {word: name for person, name in hidden.items() for word in _words(loaded.file, person, known.numbers)}
    return Shown(_Veil(hidden, words).file(loaded.file), loaded.rows, loaded.event_ids, hidden, words)


def _words(file: CaseFile, person: PersonRef, numbers: Mapping[PersonRef, str]) -> Iterator[str]:
    """By what somebody is known: names whole, their parts unless others in the case have them too, and a number."""
    refs, described = _references(file, person), (f.entry for f in file.facts if isinstance(f.entry, DescribePerson))
    called = {said.preferred_name for said in described if said.party in refs}
    names = {p.name for p in file.postings if p.person == person} | {name for name in called if name}
    others = {part for p in file.postings if p.person != person for part in p.name.split()}
    others |= {part for who in parties(file) if who.person != person for part in who.name.split()}
    yield from names
    yield from (part for name in names for part in name.split() if len(part) >= SHORTEST and part not in others)
    if numbers.get(person):
        yield numbers[person]


def _references(file: CaseFile, person: PersonRef) -> frozenset[PartyRef]:
    return frozenset(who.ref for who in parties(file) if who.person == person)


class _Veil:
    """Takes some people out of a file: `hidden` are their aliases, `words` what else gives way to which alias."""

    def __init__(self, hidden: Mapping[PersonRef, str], words: Mapping[str, str]) -> None:
        self.hidden, self.words = hidden, words
        longest_first = sorted(words, key=len, reverse=True)
        self.pattern = (
            re.compile("|".join(rf"(?<!\w){_pattern(word)}(?!\w)" for word in longest_first)) if words else None
        )
        self.folded = {" ".join(word.split()).casefold(): name for word, name in words.items()}

    def text(self, text: str) -> str:
        """The text without them."""
        return self.pattern.sub(self._instead, text) if self.pattern else text

    def _instead(self, found: re.Match[str]) -> str:
        return self.folded[" ".join(found[0].split()).casefold()]

    def file(self, file: CaseFile) -> CaseFile:
        """The file without them. Whatever the rules read is as it was."""
        postings = (replace(p, name=self.hidden[p.person]) if p.person in self.hidden else p for p in file.postings)
        hers = frozenset().union(*(_references(file, person) for person in self.hidden))
        return replace(file, facts=tuple(self._fact(f, hers) for f in file.facts), postings=tuple(postings))

    def _fact(self, fact: Fact[Entry], hers: frozenset[PartyRef]) -> Fact[Entry]:
        event, urgency = fact.event, fact.event.urgency
        event = event._replace(
            urgency=replace(urgency, reason=self.text(urgency.reason)) if urgency else None,
            correction_reason=self.text(event.correction_reason) if event.correction_reason else None,
        )
        entry = replace(fact.entry, **self._changed(fact.entry, hers))
        return replace(fact, event=event, entry=entry, veiled=entry != fact.entry or self._names(fact.entry))

    def _changed(self, entry: Entry, hers: frozenset[PartyRef]) -> dict[str, Any]:
        """The answers in words that are shown otherwise. What she wants to be called is left out."""
        told = {f.name: getattr(entry, f.name) for f in fields_of(type(entry)) if f.kind is str and not f.ask.pick}
        changed: dict[str, Any] = {name: self.text(value) for name, value in told.items() if value}
        if isinstance(entry, DescribePerson) and entry.party in hers:
            changed["preferred_name"] = None
        return changed

    def _names(self, entry: Entry) -> bool:
        """Whether an answer names one of them, so that the form of a correction would say who it is."""
        picked = (f for f in fields_of(type(entry)) if f.ask.pick and not f.several)
        return any(getattr(entry, f.name) in self.hidden for f in picked)


def _pattern(word: str) -> str:
    """A whole name in any capitals; a part of one as it is written, so that a common word is left alone."""
    pattern = r"\s+".join(map(re.escape, word.split()))
    return f"(?i:{pattern})" if " " in word else pattern
