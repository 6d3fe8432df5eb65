"""A case on paper: in short, and in the order of days. What is encrypted is never opened for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from complaints.models.people import SignedIn
from complaints.queries.case_clocks import Clock, clocks_of
from complaints.queries.case_handlers import Handler, handlers_of
from complaints.queries.case_people import (
    AllegationRow,
    IncidentRow,
    PersonRow,
    allegation_rows,
    incident_rows,
    people_rows,
)
from complaints.queries.case_risk import Risk, risk_of
from complaints.queries.shown import Shown
from complaints.queries.timeline import LatestItem, latest_events, process_title
from workflows.allegations.facts import is_domestic_abuse
from workflows.calendar import london_day
from workflows.model import Status
from workflows.registry import WORKFLOWS


@dataclass(frozen=True)
class Stand:
    """One running process, named with whom it is about, and where it stands. Those that cannot move are left out."""

    title: str
    status: Status


@dataclass(frozen=True)
class Summary:
    """A case in short: who is in it and works on it, what is alleged, the risk, where all stands and what is due."""

    domestic_abuse: bool
    stands: tuple[Stand, ...]
    people: tuple[PersonRow, ...]
    handlers: tuple[Handler, ...]
    allegations: tuple[AllegationRow, ...]
    risk: Risk
    clocks: tuple[Clock, ...]


@dataclass(frozen=True)
class Chronology:
    """What happened, by day, and what was done about it: every event, the oldest first."""

    incidents: tuple[IncidentRow, ...]
    events: tuple[LatestItem, ...]


def summary_of(
    session: Session, case_id: int, reference: str, loaded: Shown, actor: SignedIn, now: datetime
) -> Summary:
    """A visible case, by row id, in short, at a moment in UTC."""
    file, today = loaded.file, london_day(now)
    return Summary(
        domestic_abuse=is_domestic_abuse(file),
        stands=tuple(
            Stand(process_title(file, row.workflow, row.about), row.status)
            for row in loaded.rows
            if len(WORKFLOWS[row.workflow].statuses) > 1
        ),
        people=people_rows(loaded, today),
        handlers=handlers_of(session, case_id, loaded),
        allegations=allegation_rows(file),
        risk=risk_of(file),
        clocks=clocks_of(session, case_id, reference, loaded, actor, today).running,
    )


def chronology_of(loaded: Shown) -> Chronology:
    """A case in the order of days."""
    return Chronology(incident_rows(loaded.file), latest_events(loaded.file, len(loaded.file.facts))[::-1])
