"""Confidential reports: the page of whoever sent one, and the gatekeeper's list and page.

Whoever sent a report finds it by its reference alone, and is shown what was asked and answered, and not what became
of it.
A gatekeeper finds every report but those that name them, those from which they are kept out, and their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, exists, select
from sqlmodel import Session

from complaints.database import come_back
from complaints.errors import NotFound
from complaints.facts.load import Loaded, Owner, facts_of
from complaints.facts.statement import EVENT
from complaints.models import metadata
from complaints.models.confidential import Report
from complaints.models.entries import TABLES
from complaints.models.people import SignedIn
from complaints.protections import NAMED_BY
from complaints.queries.answers import Stated, answers
from complaints.queries.due import due, in_words
from complaints.queries.named import named
from complaints.queries.tasks import Task, task_of
from workflows.calendar import london_day
from workflows.casefile import CaseFile, Fact
from workflows.clocks import deadlines
from workflows.confidential.entries import (
    AcknowledgeReport,
    AddInConfidence,
    AnswerGatekeeper,
    AskGatekeeper,
    AskReporter,
    WriteToReporter,
)
from workflows.confidential.facts import asked_of_gatekeeper, asked_of_reporter, first_report, in_danger
from workflows.confidential.lifecycle import LENT, STEPS
from workflows.model import Attempt, Decision, Entry, Refused, Status
from workflows.registry import WORKFLOWS

REPORT, PERSON = metadata.tables["confidential_report"], metadata.tables["person"]


def _names(trigger: str, field: str) -> Any:
    """The person with the reference `:actor` is named by this answer in a report."""
    entry = TABLES[trigger]
    says = (EVENT.c.confidential_id == REPORT.c.id, entry.c.event_id == EVENT.c.id)
    return exists().where(*says, entry.c[field] == bindparam("actor"))


REPORTS = select(REPORT.c.id, REPORT.c.reference, REPORT.c.submitter)
OPEN_TO = REPORTS.where(*(~_names(trigger, field) for trigger, field in NAMED_BY))
FIND_OWN = REPORTS.where(named(REPORT))
FIND = OPEN_TO.where(named(REPORT))
OF_ROW = REPORTS.where(REPORT.c.id == bindparam("row"))
SENDER = select(PERSON.c.name, PERSON.c.number, PERSON.c.rank, PERSON.c.team)
SENDER = SENDER.where(PERSON.c.reference == bindparam("reference"))

SHOWN: dict[type[Entry], str] = {
    AddInConfidence: "You told us more",
    AnswerGatekeeper: "Your answer",
    AskGatekeeper: "Your question",
    AcknowledgeReport: "From the gatekeeper",
    AskReporter: "Question from the gatekeeper",
    WriteToReporter: "From the gatekeeper",
}
"""What whoever sent a report is shown of it. What they told us is not shown again: somebody may look on."""


@dataclass(frozen=True)
class Line:
    """One thing that was asked, answered or told, and when (UTC)."""

    title: str
    text: str
    at: datetime


@dataclass(frozen=True)
class OwnPage:
    """A report for whoever sent it. `asked` are the questions that wait for them."""

    reference: str
    received: datetime
    asked: tuple[str, ...]
    lines: tuple[Line, ...]
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class ReportRow:
    """One report in the gatekeeper's list. `due` is empty once it has been acknowledged."""

    href: str
    reference: str
    received: date
    status: Status
    danger: bool
    waiting: bool
    due: str
    tone: str


@dataclass(frozen=True)
class ReportEvent:
    """One step in the history of a report: what was done, by whom, when (UTC), and what was stated."""

    title: str
    by: str
    at: datetime
    answers: tuple[Stated, ...]


@dataclass(frozen=True)
class ReportPage:
    """A report for a gatekeeper. `sender` is who sent it, in words; `seen` counts its events."""

    row: ReportRow
    sender: str
    tasks: tuple[Task, ...]
    events: tuple[ReportEvent, ...]
    seen: int


def own_address(reference: str) -> str:
    """A report's page for whoever sent it."""
    return f"/confidential/{reference}"


def report_address(reference: str) -> str:
    """A report's page for the gatekeeper."""
    return f"/gatekeeper/{reference}"


def find_own(session: Session, reference: str, actor: SignedIn) -> Report:
    """A report of the actor's own. Raises `NotFound` alike for one that is unknown and one that is somebody else's."""
    come_back(session)
    report = _own(session.execute(FIND_OWN, {"reference": reference}).first(), actor)
    if report.reference != reference:
        raise NotFound
    return report


def own_of_row(session: Session, row: int, actor: SignedIn) -> Report:
    """The same by its row, once it has been sent."""
    come_back(session)
    return _own(session.execute(OF_ROW, {"row": row}).first(), actor)


def _own(row: Any, actor: SignedIn) -> Report:
    if row is None or row.submitter != actor.person:
        raise NotFound
    return Report(*row)


def find_report(session: Session, reference: str, actor: SignedIn) -> Report:
    """A report for a gatekeeper. Raises `NotFound` alike for one that is unknown and one they must not know of."""
    row = session.execute(FIND, {"reference": reference, "actor": actor.person}).first()
    if row is None or row.submitter == actor.person or row.reference != reference:
        raise NotFound
    return Report(*row)


def own_page(session: Session, report: Report, actor: SignedIn, now: datetime) -> OwnPage:
    """What whoever sent a report sees of it: the same whatever has become of it."""
    file = _loaded(session, report).file
    first = first_report(file)
    assert first is not None, "a report opens with what was told"
    asked = tuple(_text(fact) for fact in asked_of_reporter(file))
    tasks = _tasks(file, replace(actor, roles=LENT), now, own_address(report.reference))
    return OwnPage(
        reference=report.reference,
        received=first.event.recorded_at,
        asked=asked,
        lines=tuple(Line(SHOWN[type(f.entry)], _text(f), f.event.recorded_at) for f in file.facts if _is_shown(f)),
        tasks=tuple(task for task in tasks if asked or task.trigger != "answer-gatekeeper"),
    )


def reports_page(session: Session, actor: SignedIn, now: datetime) -> tuple[ReportRow, ...]:
    """Every report that a gatekeeper may know of: first what waits longest for its acknowledgement, then the newest."""
    found = session.execute(OPEN_TO, {"actor": actor.person}).all()
    reports = [Report(*row) for row in found if row.submitter != actor.person]
    files = facts_of(session, [report.id for report in reports], owner=Owner.CONFIDENTIAL)
    rows = [_row(report, files[report.id].file, now) for report in reports]
    newest = sorted(rows, key=lambda row: (row.received, row.reference), reverse=True)
    return tuple(sorted(newest, key=lambda row: (not row.due, row.received if row.due else date.max)))


def report_page(session: Session, report: Report, actor: SignedIn, now: datetime) -> ReportPage:
    """One report for a gatekeeper, at a moment in UTC, with who sent it."""
    file = _loaded(session, report).file
    sender = session.execute(SENDER, {"reference": report.submitter}).one()
    return ReportPage(
        row=_row(report, file, now),
        sender=", ".join(part for part in sender if part),
        tasks=tuple(_tasks(file, actor, now, report_address(report.reference))),
        events=tuple(_events(file))[::-1],
        seen=len(file.facts),
    )


def check_report_step(session: Session, report: Report, trigger: str, actor: SignedIn, now: datetime) -> int:
    """How many events the report has had. Raises `Refused` where a gatekeeper cannot take a step now."""
    file = _loaded(session, report).file
    decision = next((d for d in _choices(file, actor, now) if d.step.trigger == trigger), None)
    if decision is None or not decision.allowed:
        raise Refused(trigger, file.running("confidential")[0].status, decision)
    return len(file.facts)


def _loaded(session: Session, report: Report) -> Loaded:
    return facts_of(session, [report.id], owner=Owner.CONFIDENTIAL, secrets=True)[report.id]


def _choices(file: CaseFile, actor: SignedIn, now: datetime) -> tuple[Decision, ...]:
    (process,) = file.running("confidential")
    return WORKFLOWS["confidential"].choices(Attempt(file, process, actor.actor, now))


def _tasks(file: CaseFile, actor: SignedIn, now: datetime, address: str) -> Iterator[Task]:
    """The actor's own steps, with what is missing first."""
    (process,) = file.running("confidential")
    for decision in _choices(file, actor, now):
        if decision.right_role:
            attempt = Attempt(file, process, actor.actor, now)
            task = task_of(decision, attempt, lambda trigger, _about: f"{address}/steps/{trigger}")
            yield replace(task, reasons=tuple(replace(reason, href="") for reason in task.reasons))


def _row(report: Report, file: CaseFile, now: datetime) -> ReportRow:
    (process,) = file.running("confidential")
    first = first_report(file)
    assert first is not None, "a report opens with what was told"
    waits = next((d.last_day for d in deadlines(file, WORKFLOWS["confidential"].clocks) if not d.met_at), None)
    return ReportRow(
        href=report_address(report.reference),
        reference=report.reference,
        received=first.event.day,
        status=process.status,
        danger=in_danger(file),
        waiting=bool(asked_of_gatekeeper(file)),
        due=in_words(waits, london_day(now)) if waits else "",
        tone=due(waits, london_day(now)).tone,
    )


def _is_shown(fact: Fact[Entry]) -> bool:
    return type(fact.entry) in SHOWN


def _text(fact: Fact[Entry]) -> str:
    """The words of a question or an answer; nothing of what was told besides."""
    entry = fact.entry
    match entry:
        case AskReporter() | AskGatekeeper():
            return entry.question
        case AnswerGatekeeper():
            return entry.answer
        case AcknowledgeReport() | WriteToReporter():
            return entry.words
    return ""


def _events(file: CaseFile) -> Iterator[ReportEvent]:
    done = {step.trigger: step.done for step in STEPS}
    labels: dict[str, str] = {posting.person: posting.name for posting in file.postings}
    for fact in file.facts:
        event = fact.event
        stated = answers(fact.entry, labels, secrets=True)
        yield ReportEvent(done[event.trigger], file.name(event.by), event.recorded_at, stated)
