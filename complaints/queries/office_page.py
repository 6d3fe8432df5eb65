"""What pages of administration share: one office file as it stands, what may be done in it, and what waits.

None of it reads a case, or whether somebody has a part in one: so it is the same for everybody with the same roles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote, urlencode

from sqlalchemy import func, select
from sqlmodel import Session

from complaints.facts.office import office_file
from complaints.models import metadata
from complaints.models.entries import fields_of
from complaints.models.people import SignedIn
from complaints.queries.answers import Labels, Stated, answers, labels_of
from complaints.queries.tasks import Task, task_of
from workflows.casefile import CaseFile
from workflows.model import Attempt, Decision, Entry, Refused, Status
from workflows.office.facts import NAMED_BY, last_proposal
from workflows.registry import STEPS, WORKFLOWS
from workflows.terms import DEFAULTS
from workflows.words import written

OFFICE_FILE, PROCESS, EVENT, PERSON = (metadata.tables[n] for n in ("office_file", "process", "event", "person"))
AREAS = {
    "setting-change": "settings",
    "day-off": "days",
    "account": "people",
    "support-service": "support",
    "register-entry": "people",
}
"""The part of the address under which what a workflow looks after is found."""

LABELS = {term.key: term.label for term in DEFAULTS}
_proposed, _whose = EVENT.alias(), PERSON.alias()
_last_proposal = (
    select(func.max(_proposed.c.sequence))
    .where(_proposed.c.process_id == PROCESS.c.id, _proposed.c.trigger.like("propose-%"))
    .scalar_subquery()
)
WAITING = (
    select(
        OFFICE_FILE.c.workflow,
        OFFICE_FILE.c.name,
        PERSON.c.name.label("by"),
        EVENT.c.recorded_at,
        _whose.c.name.label("whose"),
    )
    .select_from(PROCESS)
    .join(OFFICE_FILE, OFFICE_FILE.c.id == PROCESS.c.office_id)
    .join(EVENT, (EVENT.c.process_id == PROCESS.c.id) & (EVENT.c.sequence == _last_proposal))
    .join(PERSON, PERSON.c.reference == EVENT.c.by)
    .outerjoin(_whose, _whose.c.reference == OFFICE_FILE.c.name)
    .where(PROCESS.c.status == "proposed")
    .order_by(EVENT.c.id)
)


@dataclass(frozen=True)
class Waits:
    """Something that waits for a second person: what it is about, who proposed it, and when (UTC)."""

    what: str
    kind: str
    href: str
    by: str
    at: datetime


@dataclass(frozen=True)
class OfficeEvent:
    """One step of administration: by whom, when (UTC), and what was stated."""

    title: str
    by: str
    at: datetime
    answers: tuple[Stated, ...]


@dataclass(frozen=True)
class OfficeView:
    """One office file for one person. `tasks` are those that are this person's; `events` come newest first."""

    workflow: str
    name: str
    title: str
    status: Status
    tasks: tuple[Task, ...]
    events: tuple[OfficeEvent, ...]
    file: CaseFile

    @property
    def address(self) -> str:
        """Its own page."""
        return office_address(self.workflow, self.name)

    @property
    def proposed(self) -> tuple[Stated, ...]:
        """What was proposed last."""
        said = last_proposal(self.file)
        return told(said.entry, self.workflow, labels_of(self.file)) if said else ()

    @property
    def seen(self) -> int:
        """How many events its process has had."""
        return len(self.file.facts)


def office_address(workflow: str, name: str) -> str:
    """The page of what an office file is about."""
    return f"/administration/{AREAS[workflow]}/{quote(name, safe='')}"


def step_address(trigger: str, name: str) -> str:
    """The form of a step of administration; without a name, of one that begins a file."""
    return f"/administration/steps/{trigger}" + (f"?{urlencode({'of': name})}" if name else "")


def told(entry: Entry, workflow: str, labels: Labels) -> tuple[Stated, ...]:
    """What was stated, without what it is about: the page says that above."""
    subject = next(field.ask.question for field in fields_of(type(entry)) if field.name == NAMED_BY[workflow])
    return tuple(said for said in answers(entry, labels) if said.question != subject)


def waiting(session: Session) -> tuple[Waits, ...]:
    """Everything that waits for a second person, the longest first."""
    return tuple(
        Waits(
            row.whose or _title(row.workflow, row.name),
            WORKFLOWS[row.workflow].title,
            office_address(row.workflow, row.name),
            row.by,
            row.recorded_at,
        )
        for row in session.execute(WAITING)
    )


def _title(workflow: str, name: str) -> str:
    """What an office file is about that is about no person, in words."""
    if workflow == "support-service":
        return ""
    return written(date.fromisoformat(name)) if workflow == "day-off" else LABELS[name]


def office_view(
    session: Session, workflow: str, name: str, actor: SignedIn, now: datetime, *, title: str = ""
) -> OfficeView:
    """One office file at a moment in UTC. The name must have been found to be one; `title` is the name of a person."""
    file = office_file(session, workflow, name)
    process, labels = file.running(workflow)[0], labels_of(file)
    attempt = Attempt(file, process, actor.actor, now)
    found = (d for d in WORKFLOWS[workflow].choices(attempt) if d.right_role)
    return OfficeView(
        workflow=workflow,
        name=name,
        title=title or (_title(workflow, name) if name else ""),
        status=process.status,
        tasks=tuple(_task(decision, attempt, name) for decision in found),
        events=tuple(_events(file, labels))[::-1],
        file=file,
    )


def check_office_step(view: OfficeView, trigger: str, actor: SignedIn, now: datetime, entry: Entry | None) -> None:
    """Raise `Refused`, with all that is missing, where a step cannot be taken now."""
    step, process = STEPS[trigger], view.file.running(view.workflow)[0]
    attempt = Attempt(view.file, process, actor.actor, now, entry)
    decision = WORKFLOWS[view.workflow].decide(step, attempt)
    if view.status not in step.source:
        raise Refused(trigger, view.status)
    if not decision.allowed:
        raise Refused(trigger, view.status, decision)


def _task(decision: Decision, attempt: Attempt, name: str) -> Task:
    return task_of(decision, attempt, lambda trigger, _about: step_address(trigger, name))


def _events(file: CaseFile, labels: Mapping[str, str]) -> Iterable[OfficeEvent]:
    for fact in file.facts:
        event = fact.event
        yield OfficeEvent(
            STEPS[event.trigger].done, file.name(event.by), event.recorded_at, told(fact.entry, event.workflow, labels)
        )
