"""Who has declared, who is connected, whether independence stands decided, and what may go on meanwhile."""

from datetime import date, datetime, timedelta

from workflows.calendar import london_day
from workflows.casefile import CaseFile, Fact, kept
from workflows.independence.entries import (
    AllowInterimEnquiries,
    DecideConnection,
    DecideIndependence,
    DeclareChange,
    DeclareInterests,
    GrantException,
    ReportConnection,
)
from workflows.independence.vocabulary import ConnectionDecision as Is
from workflows.independence.vocabulary import IndependenceStatus
from workflows.model import PersonRef
from workflows.people.colleagues import kept_near
from workflows.people.facts import party_people
from workflows.screening.entries import DecideLink, ReportLink
from workflows.screening.vocabulary import LinkDecision


@kept
def declared(file: CaseFile) -> frozenset[PersonRef]:
    """Everybody who has made a declaration on this case."""
    return frozenset(f.event.by for f in file.all(DeclareInterests))


def declared_at(file: CaseFile, person: PersonRef) -> datetime | None:
    """When (UTC) a person first declared, or None."""
    return next((f.event.recorded_at for f in file.all(DeclareInterests) if f.event.by == person), None)


CONNECTING = frozenset({DeclareInterests, DeclareChange, ReportConnection, DecideConnection, ReportLink, DecideLink})
"""The kinds of entry that say of somebody that they are connected, or are not."""


def connected(file: CaseFile) -> frozenset[PersonRef]:
    """Everybody with a connection, declared, found or owned to in urgent action, that nobody has cleared since.

    What was corrected counts as well, as it does for exclusions: only a decision readmits.
    """
    people: set[PersonRef] = set()
    for fact in file.facts:
        if type(fact.entry) not in CONNECTING and not fact.event.urgency:
            continue
        by, urgency = fact.event.by, fact.event.urgency
        match fact.entry:
            case DeclareInterests(connected=True) | DeclareChange(connected=True):
                people.add(by)
            case ReportConnection(person=person) | DecideConnection(person=person, decision=Is.EXCLUDED):
                people.add(person)
            case ReportLink(person=person):
                people.add(person)
            case DecideLink(people=several, decision=LinkDecision.EXCLUDED):
                people.update(several)
            case DecideConnection(person=person):
                people.discard(person)
        if urgency and urgency.knows_anyone:
            people.add(by)
    return frozenset(people)


@kept
def excluded(file: CaseFile) -> frozenset[PersonRef]:
    """Everybody who may know nothing of the case: parties, the connected, and who serves with a victim."""
    return party_people(file) | connected(file) | kept_near(file)


def independence(file: CaseFile) -> Fact[DecideIndependence] | None:
    """The independence decision while it stands, or None while it is open."""
    if file.status("independence") is not IndependenceStatus.DECIDED:
        return None
    return file.last(DecideIndependence)


def ever_connected(file: CaseFile) -> frozenset[PersonRef]:
    """Everybody of whom a connection was ever declared, found or owned to, cleared since or not.

    A possible link counts as one unless it was decided that there is no conflict.
    """
    declared_it = {
        f.event.by for f in file.facts if isinstance(f.entry, (DeclareInterests, DeclareChange)) and f.entry.connected
    }
    found = {
        f.entry.person for f in file.facts if isinstance(f.entry, (ReportConnection, DecideConnection, ReportLink))
    }
    knew = {f.event.by for f in file.facts if f.event.urgency and f.event.urgency.knows_anyone}
    decided = (f.entry for f in file.facts if isinstance(f.entry, DecideLink))
    linked = {p for entry in decided if entry.decision is not LinkDecision.NO_CONFLICT for p in entry.people}
    return frozenset(declared_it | found | knew | linked)


def exception(file: CaseFile, person: PersonRef, on: date) -> Fact[GrantException] | None:
    """A chief officer's latest exception for somebody, if it holds on a London day."""
    granted = [f for f in file.all(GrantException) if f.entry.person == person]
    return (
        granted[-1]
        if granted and london_day(granted[-1].event.occurred_at) <= on <= granted[-1].entry.ends_on
        else None
    )


def interim(file: CaseFile) -> Fact[AllowInterimEnquiries] | None:
    """The short decision for enquiries that cannot wait, made since independence was last open; or None."""
    last: Fact[AllowInterimEnquiries] | None = None
    for fact in file.settled:
        if isinstance(fact.entry, AllowInterimEnquiries):
            last = fact  # type: ignore[assignment]
        elif isinstance(fact.entry, (DecideIndependence, ReportConnection, ReportLink)):
            last = None
    return last


def lapses_at(file: CaseFile, made: Fact[AllowInterimEnquiries]) -> datetime:
    """The moment (UTC) from which a short decision holds no longer."""
    return made.event.recorded_at + timedelta(hours=file.terms.number("interim-independence", made.event.day))


def interim_holds(file: CaseFile, at: datetime) -> bool:
    """Whether enquiries may go on at a moment (UTC) under the short decision."""
    made = interim(file)
    return made is not None and at < lapses_at(file, made)
