"""Who is excluded because a victim serves with them: her present team, and whoever manages her (settlement 6)."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from workflows.casefile import CaseFile, Fact, Service, kept
from workflows.handling.entries import ReportMatter
from workflows.model import Bar, Entry, PersonRef
from workflows.people.aliases import victim_of, victims_in
from workflows.people.entries import AddParty, ReadmitColleague
from workflows.screening.decided import lets_in
from workflows.screening.entries import DecideLink

NEAR = (Bar.TEAM, Bar.MANAGER)
"""The exclusions that the head of professional standards may end for a named person."""


def excluded_near(
    file: CaseFile, before: Iterable[Fact[Entry]], entry: Entry, at: datetime
) -> frozenset[tuple[PersonRef, Bar]]:
    """Whom an entry excludes, stated at a moment in UTC, besides the victim herself: once for each victim.

    `file` holds the postings of those whom the entry brought to the case. Whoever was readmitted stays so if she is
    named again.
    """
    victim = victim_of(entry)
    posting = file.posting(victim, at)
    if victim is None or posting is None or posting.service is Service.OUTSIDE or victim in victims_in(before):
        return frozenset()
    managers = ((person, Bar.MANAGER) for person in _managers(file, victim, at))
    team = ((person, Bar.TEAM) for person in _team(file, victim, at))
    return frozenset((person, bar) for person, bar in (*managers, *team) if person != victim)


@kept
def kept_near(file: CaseFile) -> frozenset[PersonRef]:
    """Everybody who is excluded because they serve with a victim, and whom nobody has readmitted since."""
    people: set[PersonRef] = set()
    telling = file.recorded(ReportMatter, AddParty, ReadmitColleague, DecideLink)
    for number, fact in enumerate(telling):
        if victim_of(fact.entry):
            found = excluded_near(file, telling[:number], fact.entry, fact.event.recorded_at)
            people |= {person for person, _ in found}
        elif isinstance(fact.entry, ReadmitColleague):
            people.discard(fact.entry.person)
        elif isinstance(fact.entry, DecideLink) and lets_in(fact.entry):
            people -= {*fact.entry.people}
    return frozenset(people)


def _managers(file: CaseFile, person: PersonRef, at: datetime) -> Iterator[PersonRef]:
    """Her line manager, and theirs, up to the top."""
    seen: set[PersonRef] = set()
    posting = file.posting(person, at)
    while posting and posting.manager and posting.manager not in seen:
        seen.add(posting.manager)
        yield posting.manager
        posting = file.posting(posting.manager, at)


def _team(file: CaseFile, person: PersonRef, at: datetime) -> Iterator[PersonRef]:
    """Everybody whom the case knows to be in her team."""
    hers = file.posting(person, at)
    for other in {p.person for p in file.postings if p.on_file_from <= at}:
        theirs = file.posting(other, at)
        if hers and theirs and hers.team and (theirs.force, theirs.team) == (hers.force, hers.team):
            yield other
