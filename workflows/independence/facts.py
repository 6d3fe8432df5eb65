"""Who has declared, who is connected, and whether independence stands decided."""

from datetime import datetime

from workflows.casefile import CaseFile, Fact, kept
from workflows.independence.entries import (
    DecideConnection,
    DecideIndependence,
    DeclareInterests,
    ReportConnection,
)
from workflows.independence.vocabulary import ConnectionDecision as Is
from workflows.independence.vocabulary import IndependenceStatus
from workflows.model import PersonRef


@kept
def declared(file: CaseFile) -> frozenset[PersonRef]:
    """Everybody who has made a declaration on this case."""
    return frozenset(f.event.by for f in file.all(DeclareInterests))


def declared_at(file: CaseFile, person: PersonRef) -> datetime | None:
    """When (UTC) a person first declared, or None."""
    return next((f.event.recorded_at for f in file.all(DeclareInterests) if f.event.by == person), None)


def connected(file: CaseFile) -> frozenset[PersonRef]:
    """Everybody with a connection, declared, found or owned to in urgent action, that nobody has cleared since.

    What was corrected counts as well, as it does for exclusions: only a decision readmits.
    """
    people: set[PersonRef] = set()
    for fact in file.facts:
        by, urgency = fact.event.by, fact.event.urgency
        match fact.entry:
            case DeclareInterests(connected=True):
                people.add(by)
            case ReportConnection(person=person) | DecideConnection(person=person, decision=Is.EXCLUDED):
                people.add(person)
            case DecideConnection(person=person):
                people.discard(person)
        if urgency and urgency.knows_anyone:
            people.add(by)
    return frozenset(people)


def independence(file: CaseFile) -> Fact[DecideIndependence] | None:
    """The independence decision while it stands, or None while it is open."""
    if file.status("independence") is not IndependenceStatus.DECIDED:
        return None
    return file.last(DecideIndependence)
