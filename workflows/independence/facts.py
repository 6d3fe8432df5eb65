"""Who has declared, who is connected, and whether independence stands decided."""

from datetime import datetime

from workflows.casefile import CaseFile, Fact
from workflows.independence.entries import (
    DecideConnection,
    DecideIndependence,
    DeclareInterests,
    ReportConnection,
)
from workflows.independence.vocabulary import ConnectionDecision, IndependenceStatus
from workflows.model import PersonRef


def declared(file: CaseFile) -> frozenset[PersonRef]:
    """Everybody who has made a declaration on this case."""
    return frozenset(f.event.by for f in file.all(DeclareInterests))


def declared_at(file: CaseFile, person: PersonRef) -> datetime | None:
    """When (UTC) a person first declared, or None."""
    return next((f.event.recorded_at for f in file.all(DeclareInterests) if f.event.by == person), None)


def connected(file: CaseFile) -> frozenset[PersonRef]:
    """Everybody with a connection, declared, found or owned to in urgent action, that nobody has cleared since."""
    events = [f.event for f in file.facts]
    moments = [(f.event.recorded_at, f.event.by, f.entry.connected) for f in file.all(DeclareInterests)]
    moments += [(f.event.recorded_at, f.entry.person, True) for f in file.all(ReportConnection)]
    moments += [(e.recorded_at, e.by, True) for e in events if e.urgency and e.urgency.knows_anyone]
    moments += [
        (f.event.recorded_at, f.entry.person, f.entry.decision is ConnectionDecision.EXCLUDED)
        for f in file.all(DecideConnection)
    ]
    latest = {person: stands for _, person, stands in sorted(moments, key=lambda m: m[0])}
    return frozenset(person for person, stands in latest.items() if stands)


def independence(file: CaseFile) -> Fact[DecideIndependence] | None:
    """The independence decision while it stands, or None while it is open."""
    if file.status("independence") is not IndependenceStatus.DECIDED:
        return None
    return file.last(DecideIndependence)
