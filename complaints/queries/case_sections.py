"""The pages beside the case page: each one section of a case, and None before its reader has declared.

Each query takes a visible case, by row id, with its reference, the reader and a moment in UTC.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from complaints.models.people import SignedIn
from complaints.queries.case_clocks import Clock, clocks_of
from complaints.queries.case_decisions import decided_again, is_decision
from complaints.queries.case_documents import Print, is_written, prints_of
from complaints.queries.case_handlers import Handler, handlers_of
from complaints.queries.case_independence import Independence, independence_of
from complaints.queries.case_looks import Looks, looks_of
from complaints.queries.case_panel import MeetingOfCase, meetings_of
from complaints.queries.case_people import (
    AllegationRow,
    IncidentRow,
    PersonRow,
    allegation_rows,
    incident_rows,
    people_rows,
)
from complaints.queries.case_print import Chronology, Summary, chronology_of, summary_of
from complaints.queries.case_risk import Risk, risk_of
from complaints.queries.contact import Contact, contact_of
from complaints.queries.packs import READERS
from complaints.queries.panel_case import ActionRow, action_rows
from complaints.queries.shown import Shown, shown
from complaints.queries.tasks import OthersGroup, RecordGroup, Task, others_groups, own_tasks, record_groups
from complaints.queries.timeline import TimelineItem, timeline
from workflows.calendar import london_day
from workflows.independence.facts import declared
from workflows.model import Role
from workflows.registry import WORKFLOW_OF


@dataclass(frozen=True)
class CaseTasks:
    """What may be done in a case that its own page does not list."""

    reference: str
    tasks: tuple[RecordGroup, ...] | tuple[OthersGroup, ...]


@dataclass(frozen=True)
class CasePeople:
    """Who has a part in a case, and who works on it."""

    reference: str
    people: tuple[PersonRow, ...]
    handlers: tuple[Handler, ...]


@dataclass(frozen=True)
class CaseAllegations:
    """What is alleged, and what happened, by day."""

    reference: str
    allegations: tuple[AllegationRow, ...]
    chronology: tuple[IncidentRow, ...]


@dataclass(frozen=True)
class CaseRisk:
    """How great the risk is, and what is done about it."""

    reference: str
    risk: Risk


@dataclass(frozen=True)
class CaseIndependence:
    """Who can investigate independently."""

    reference: str
    independence: Independence


@dataclass(frozen=True)
class CaseContact:
    """How the victim is reached, and what the reader may do about it now."""

    reference: str
    contact: Contact
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class CaseDeadlines:
    """The deadlines that run, and those that were met or ended."""

    reference: str
    clocks: tuple[Clock, ...]
    stopped: tuple[Clock, ...]


@dataclass(frozen=True)
class CaseDecisions:
    """Every decision on a case, newest first; `again` leads from the place of one to that of a later one."""

    reference: str
    decisions: tuple[TimelineItem, ...]
    again: Mapping[str, str]


@dataclass(frozen=True)
class CaseDocuments:
    """What was written from a case, the panel's packs that it is in, and what was printed; each newest first."""

    reference: str
    written: tuple[TimelineItem, ...]
    packs: tuple[MeetingOfCase, ...]
    prints: tuple[Print, ...]


@dataclass(frozen=True)
class CasePanel:
    """The meetings of a case and the actions agreed there. `reads` says that its reader may open the panel's pages."""

    reference: str
    meetings: tuple[MeetingOfCase, ...]
    actions: tuple[ActionRow, ...]
    reads: bool


@dataclass(frozen=True)
class CaseLooked:
    """Who looked at a case, a page at a time."""

    reference: str
    looked: Looks


@dataclass(frozen=True)
class CaseOnPaper:
    """A case for printing, by whom and at which moment (UTC)."""

    reference: str
    by: str
    at: datetime
    printed: Summary | Chronology


@dataclass(frozen=True)
class CaseTimeline:
    """Every event of one case, newest first."""

    reference: str
    timeline: tuple[TimelineItem, ...]


def case_record(session: Session, case_id: int, reference: str, actor: SignedIn, now: datetime) -> CaseTasks | None:
    """What the reader may record as having happened."""
    if loaded := _loaded(session, case_id, actor, now):
        return CaseTasks(reference, record_groups(loaded, actor.actor, now, reference))
    return None


def case_others(session: Session, case_id: int, reference: str, actor: SignedIn, now: datetime) -> CaseTasks | None:
    """What is for somebody else than the reader."""
    if loaded := _loaded(session, case_id, actor, now):
        return CaseTasks(reference, others_groups(loaded, actor.actor, now, reference))
    return None


def case_people(session: Session, case_id: int, reference: str, actor: SignedIn, now: datetime) -> CasePeople | None:
    """Everybody, each with what their handlers should know."""
    if loaded := _loaded(session, case_id, actor, now):
        handlers = handlers_of(session, case_id, loaded)
        return CasePeople(reference, people_rows(loaded, london_day(now)), handlers)
    return None


def case_allegations(
    session: Session, case_id: int, reference: str, actor: SignedIn, now: datetime
) -> CaseAllegations | None:
    """The allegations with their flags, and the chronology."""
    if loaded := _loaded(session, case_id, actor, now):
        return CaseAllegations(reference, allegation_rows(loaded.file), incident_rows(loaded.file))
    return None


def case_risk(session: Session, case_id: int, reference: str, actor: SignedIn, now: datetime) -> CaseRisk | None:
    """The level that stands, safety measures, evidence, and every assessment."""
    if loaded := _loaded(session, case_id, actor, now):
        return CaseRisk(reference, risk_of(loaded.file))
    return None


def case_independence(
    session: Session, case_id: int, reference: str, actor: SignedIn, now: datetime
) -> CaseIndependence | None:
    """The decision in force and earlier ones, what calls for another look, challenges, and who was appointed."""
    if loaded := _loaded(session, case_id, actor, now):
        return CaseIndependence(reference, independence_of(loaded.file, now))
    return None


def case_contact(session: Session, case_id: int, reference: str, actor: SignedIn, now: datetime) -> CaseContact | None:
    """The contact plan. The only page of a case for which what is encrypted is opened, and only for its officer."""
    if loaded := _loaded(session, case_id, actor, now, secrets=Role.OVERSIGHT_OFFICER in actor.roles):
        mine = (task for task in own_tasks(loaded, actor.actor, now, reference) if task.href)
        about = tuple(task for task in mine if WORKFLOW_OF[task.trigger].name == "oversight")
        return CaseContact(reference, contact_of(loaded.file, actor.person), about)
    return None


def case_deadlines(
    session: Session, case_id: int, reference: str, actor: SignedIn, now: datetime
) -> CaseDeadlines | None:
    """Every deadline with how it is counted."""
    if loaded := _loaded(session, case_id, actor, now):
        clocks = clocks_of(session, case_id, reference, loaded, actor, london_day(now))
        return CaseDeadlines(reference, clocks.running, clocks.stopped)
    return None


def case_timeline(
    session: Session, case_id: int, reference: str, actor: SignedIn, now: datetime
) -> CaseTimeline | None:
    """The whole timeline."""
    if loaded := _loaded(session, case_id, actor, now):
        return CaseTimeline(reference, timeline(loaded.file, actor.actor, reference))
    return None


def case_decisions(
    session: Session, case_id: int, reference: str, actor: SignedIn, now: datetime
) -> CaseDecisions | None:
    """Every decision with its reasons, and what stands in its place."""
    if loaded := _loaded(session, case_id, actor, now):
        decisions = timeline(loaded.file, actor.actor, reference, is_decision)
        return CaseDecisions(reference, decisions, decided_again(loaded.file))
    return None


def case_documents(
    session: Session, case_id: int, reference: str, actor: SignedIn, now: datetime
) -> CaseDocuments | None:
    """What was written, and what was printed."""
    if loaded := _loaded(session, case_id, actor, now):
        packs = tuple(each for each in meetings_of(session, case_id, loaded.file, actor, now) if each.released)
        written = timeline(loaded.file, actor.actor, reference, is_written)
        return CaseDocuments(reference, written, packs, prints_of(session, case_id, loaded))
    return None


def case_panel(session: Session, case_id: int, reference: str, actor: SignedIn, now: datetime) -> CasePanel | None:
    """The meetings, and what the panel asked for: in the case with all that was typed."""
    if loaded := _loaded(session, case_id, actor, now):
        meetings = meetings_of(session, case_id, loaded.file, actor, now)
        actions = action_rows(loaded.file, True, london_day(now))
        return CasePanel(reference, meetings, actions, bool(actor.roles & READERS))
    return None


def case_looked(
    session: Session,
    case_id: int,
    reference: str,
    actor: SignedIn,
    now: datetime,
    *,
    asked: Iterable[str] = (),
    page: int = 1,
) -> CaseLooked | None:
    """Who looked. `asked` are the digests that the log has of the case's addresses."""
    if loaded := _loaded(session, case_id, actor, now):
        return CaseLooked(reference, looks_of(session, case_id, loaded, asked, page))
    return None


def case_summary(session: Session, case_id: int, reference: str, actor: SignedIn, now: datetime) -> CaseOnPaper | None:
    """The case in short, for printing."""
    if loaded := _loaded(session, case_id, actor, now):
        return CaseOnPaper(reference, actor.name, now, summary_of(session, case_id, reference, loaded, actor, now))
    return None


def case_chronology(
    session: Session, case_id: int, reference: str, actor: SignedIn, now: datetime
) -> CaseOnPaper | None:
    """The case in the order of days, for printing."""
    if loaded := _loaded(session, case_id, actor, now):
        return CaseOnPaper(reference, actor.name, now, chronology_of(loaded))
    return None


def _loaded(session: Session, case_id: int, actor: SignedIn, now: datetime, *, secrets: bool = False) -> Shown | None:
    loaded = shown(session, [case_id], actor, now, secrets=secrets)[case_id]
    return loaded if actor.person in declared(loaded.file) else None
