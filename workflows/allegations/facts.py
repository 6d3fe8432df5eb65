"""What is alleged and decided, how it is flagged, what happened when, and what was searched."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from workflows.allegations.entries import AddAllegation, AddIncident, FlagAllegation, SearchHistory
from workflows.allegations.vocabulary import AbuseKind, FlagChange, Source
from workflows.casefile import CaseFile, Fact, kept
from workflows.corrections import ConfirmCorrection, waiting
from workflows.handling.entries import DecideOutcome, ReportMatter
from workflows.model import AllegationRef, Answer, PartyRef, PersonRef
from workflows.people.facts import parties


@dataclass(frozen=True)
class Allegation:
    """One allegation with its number in the case and, once decided, its outcome."""

    number: AllegationRef
    stated: AddAllegation
    decided: DecideOutcome | None


@dataclass(frozen=True)
class Flag:
    """A kind of abuse set or taken away, by whom, on which London day, and why where that was asked."""

    kind: AbuseKind
    change: FlagChange
    by: PersonRef
    on: date
    reasons: str


@kept
def allegations(file: CaseFile) -> tuple[Allegation, ...]:
    """The allegations in order, each with its latest outcome."""
    outcomes = {f.entry.allegation: f.entry for f in file.all(DecideOutcome)}
    return tuple(Allegation(n, f.entry, outcomes.get(n)) for n, f in _numbered(file))


def outcomes_since(file: CaseFile) -> dict[AllegationRef, datetime]:
    """Since when (UTC) each outcome stands as it is: decided then, or its correction confirmed."""
    waits = {f.event.key for f in waiting(file.facts)}
    confirmed = {str(f.entry.correction): f.event.recorded_at for f in file.all(ConfirmCorrection)}
    stands = ((f.event, f.entry) for f in file.facts if f.event.key not in waits)
    decided = ((event, entry) for event, entry in stands if isinstance(entry, DecideOutcome))
    return {entry.allegation: confirmed.get(event.key, event.recorded_at) for event, entry in decided}


def untold(file: CaseFile, letters: Iterable[Fact[Any]]) -> tuple[AllegationRef, ...]:
    """The allegations whose outcome, as it stands, none of these letters has given."""
    told = {(n, f.event.recorded_at) for f in letters for n in f.entry.allegations}
    return tuple(n for n, since in outcomes_since(file).items() if not any(n == m and at >= since for m, at in told))


def _numbered(file: CaseFile) -> Iterator[tuple[AllegationRef, Fact[AddAllegation]]]:
    return ((AllegationRef(str(n)), f) for n, f in enumerate(file.all(AddAllegation), start=1))


def flag_history(file: CaseFile, number: AllegationRef) -> tuple[Flag, ...]:
    """Every flag that was set on one allegation or taken away, in the order recorded."""
    first = [flag for n, f in _numbered(file) if n == number for flag in _first_flags(f)]
    later = (f for f in file.all(FlagAllegation) if f.entry.allegation == number)
    return (*first, *(Flag(f.entry.kind, f.entry.change, f.event.by, f.event.day, f.entry.reasons) for f in later))


def _first_flags(added: Fact[AddAllegation]) -> Iterator[Flag]:
    """The kinds stated with an allegation; that it is domestic abuse may be said in either answer."""
    said, event = added.entry, added.event
    domestic = {AbuseKind.DOMESTIC} if said.domestic_abuse is Answer.YES else set()
    for kind in AbuseKind:
        if kind in {*said.kinds, *domestic}:
            yield Flag(kind, FlagChange.SET, event.by, event.day, "")


def flags(file: CaseFile, number: AllegationRef) -> tuple[Flag, ...]:
    """The flags that stand on one allegation: of each kind the latest change, if that set it."""
    latest = {flag.kind: flag for flag in flag_history(file, number)}
    return tuple(latest[kind] for kind in AbuseKind if kind in latest and latest[kind].change is FlagChange.SET)


def _said_of_abuse(file: CaseFile) -> list[Answer]:
    """Every answer; a flag taken away unsays none of them, for an answer is corrected where it was given."""
    said = [f.entry.domestic_abuse for f in file.all(ReportMatter)]
    said += [f.entry.domestic_abuse for f in file.all(AddAllegation)]
    set_later = (f.entry for f in file.all(FlagAllegation) if f.entry.kind is AbuseKind.DOMESTIC)
    return said + [Answer.YES for entry in set_later if entry.change is FlagChange.SET]


def may_be_domestic_abuse(file: CaseFile) -> bool:
    """Whether anything on file says, or leaves open, that this is domestic abuse by police."""
    return any(answer is not Answer.NO for answer in _said_of_abuse(file))


def is_domestic_abuse(file: CaseFile) -> bool:
    """Whether the case is flagged as police-perpetrated domestic abuse."""
    return Answer.YES in _said_of_abuse(file)


def misuse_without_own_allegation(file: CaseFile) -> tuple[AllegationRef, ...]:
    """The allegations in which police status was used, where no allegation of that subject is about just that."""
    own = {x.stated.subject for x in allegations(file) if x.stated.category.is_misuse}
    said = (x for x in allegations(file) if x.stated.misuse_of_position is Answer.YES)
    return tuple(x.number for x in said if x.stated.subject not in own)


def chronology(file: CaseFile) -> tuple[Fact[AddIncident], ...]:
    """What happened, by the day it happened on; of one day in the order recorded."""
    return tuple(sorted(file.all(AddIncident), key=_span))


def _span(fact: Fact[AddIncident]) -> tuple[date, date]:
    return fact.entry.happened_on, fact.entry.happened_until or fact.entry.happened_on


def searches(file: CaseFile, ref: PartyRef) -> tuple[Fact[SearchHistory], ...]:
    """The searches for what was known of one party before, in the order recorded."""
    return tuple(f for f in file.all(SearchHistory) if f.entry.person == ref)


def history_searched(file: CaseFile, subject: PersonRef) -> frozenset[Source]:
    """The sources that were searched for a subject, whatever was found; none of those that could not be."""
    refs = [p.ref for p in parties(file) if p.person == subject]
    found = [f.entry for ref in refs for f in searches(file, ref)]
    return frozenset(source for entry in found for source in entry.found_in + entry.nothing_in)
