"""The one door: every change to a case, a meeting, a confidential report or an office file goes through `take_step`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from complaints.errors import Stale
from complaints.facts.load import Loaded, Owner, ProcessRow, after, facts_of, happened
from complaints.facts.statement import EVENT, EVENT_FIELDS, PROCESS
from complaints.models import metadata
from complaints.models.entries import TABLES, to_row
from complaints.models.log import LogKind
from complaints.models.people import SignedIn
from complaints.services import copies, log
from complaints.services.access import apply_access
from complaints.services.deadlines import refresh_deadlines
from complaints.services.unallocated import note_unallocated
from workflows.casefile import Fact, ProcessFact
from workflows.model import Attempt, Decision, Entry, PersonRef, Refused, Status, Step, Urgency
from workflows.registry import STEPS, WORKFLOW_OF, WORKFLOWS

FIND_SUBMISSION = select(EVENT).where(EVENT.c.submission == bindparam("submission"))
TABLE_OF = {
    Owner.CASE: "case_file",
    Owner.MEETING: "meeting",
    Owner.CONFIDENTIAL: "confidential_report",
    Owner.OFFICE: "office_file",
}
LOCK = {
    owner: select(table.c.id).where(table.c.id == bindparam("owner")).with_for_update()
    for owner, table in ((owner, metadata.tables[name]) for owner, name in TABLE_OF.items())
}
ADD_EVENT = insert(EVENT).returning(EVENT.c.id)
ADD_PROCESS = insert(PROCESS).returning(PROCESS.c.id)
MOVE = (
    update(PROCESS)
    .where(PROCESS.c.id == bindparam("process"), PROCESS.c.version == bindparam("seen"))
    .values(status=bindparam("to"), version=bindparam("seen") + 1)
)
ADD_ENTRY = {trigger: insert(table) for trigger, table in TABLES.items()}


@dataclass(frozen=True)
class Place:
    """Where a step is taken: a case or another file, by row id, and whom the process is about."""

    owner: Owner
    id: int
    about: PersonRef | None = None

    @property
    def columns(self) -> dict[str, int | None]:
        """The columns that tie a row to its owner."""
        return {o.value: self.id if o is self.owner else None for o in Owner}

    @property
    def case_id(self) -> int | None:
        """The row id of the case, or None for anything else."""
        return self.id if self.owner is Owner.CASE else None


@dataclass(frozen=True)
class Correction:
    """The event whose entry is replaced, by its key, and why."""

    key: str
    reason: str


@dataclass(frozen=True)
class Taken:
    """A step that was taken: its event, what it was flagged with, and whether it had been taken already."""

    event_id: int
    trigger: str
    flags: tuple[str, ...]
    place: Place
    already: bool = False

    @property
    def how(self) -> str:
        """How it ended, in a word for the page that says so."""
        return "already" if self.already else "flagged" if self.flags else "recorded"


@dataclass(frozen=True)
class _Asked:
    """All that somebody asks for when they take a step."""

    place: Place
    trigger: str
    by: SignedIn
    at: datetime
    entry: Entry
    submission: str
    urgency: Urgency | None
    correction: Correction | None

    @property
    def step(self) -> Step:
        return STEPS[self.trigger]


def take_step(
    session: Session,
    place: Place,
    trigger: str,
    *,
    by: SignedIn,
    at: datetime,
    entry: Entry,
    submission: str,
    urgency: Urgency | None = None,
    correction: Correction | None = None,
    seen: int | None = None,
) -> Taken:
    """Take one step, in the caller's transaction: decide, move, write, refresh the deadlines, log last.

    `at` is now, in UTC. `submission` is the form's random id: sent a second time, the first result is returned.
    `seen` is the number of events the actor saw in the process. Raises `Refused` with all that is missing, and
    `Stale` where somebody else was quicker.
    """
    lock(session, place)
    loaded = facts_of(session, [place.id], owner=place.owner)[place.id]
    if earlier := sent_before(session, submission, by):
        if (earlier.trigger, earlier.place) != (trigger, replace(place, about=None)):
            raise Stale(trigger)
        return earlier
    row = loaded.row(WORKFLOW_OF[trigger].name, place.about)
    if row is None:
        raise Refused(trigger, "not running")
    if seen is not None and seen != row.events:
        raise Stale(trigger)
    asked = _Asked(place, trigger, by, at, entry, submission, urgency, correction)
    _check_correction(asked, loaded)
    loaded, copied = copies.look_up(session, place.case_id, loaded, asked.step, by, entry, at)
    moved, decision = _decide(asked, loaded, row)
    event = _event(asked, loaded, row, moved, decision)
    event_id = _write(session, asked, row, moved, event)
    copies.keep(session, place.columns, event_id, copied)
    _follow(session, asked, loaded, moved, event, event_id)
    _log(session, asked, {**event, "id": event_id, "workflow": row.workflow, "about": row.about}, copied)
    return Taken(event_id, trigger, tuple(event["flags"].split()), replace(place, about=None))


def lock(session: Session, place: Place) -> None:
    """One step at a time in a file: what a decision relies on cannot change between reading it and writing.

    On SQLite a transaction that writes has the whole database to itself from its first moment.
    """
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        connection.execute(LOCK[place.owner], {"owner": place.id})


def sent_before(session: Session, submission: str, by: SignedIn) -> Taken | None:
    """What a form did when it was first sent, or None. Raises `Stale` where somebody else sent it."""
    row = session.connection().execute(FIND_SUBMISSION, {"submission": submission}).first()
    if row is None:
        return None
    if row.by != by.person:
        raise Stale(row.trigger)
    place = next(Place(owner, found) for owner in Owner if (found := row._mapping[owner.value]) is not None)
    return Taken(row.id, row.trigger, tuple(row.flags.split()), place, already=True)


def _check_correction(asked: _Asked, loaded: Loaded) -> None:
    """Raises `Stale` unless what is corrected is an entry of this very step; a correction is corrected at its root."""
    if asked.correction is None:
        return
    events = [f.event for f in loaded.file.facts if f.event.key == asked.correction.key]
    if [(e.trigger, e.about, e.corrects) for e in events] != [(asked.trigger, asked.place.about, None)]:
        raise Stale(asked.trigger)
    if asked.step.personal and events[0].by != asked.by.person:
        raise Refused(asked.trigger, "said by somebody else")


@dataclass
class _Lent:
    """What the machine moves: never the row itself, which only `_write` changes."""

    status: Status


def _decide(asked: _Asked, loaded: Loaded, row: ProcessRow) -> tuple[ProcessRow, Decision]:
    """The process as it stands after the step, and the engine's decision. Raises `Refused`."""
    process = ProcessFact(row.workflow, row.about, row.status)
    corrects = asked.correction.key if asked.correction else None
    attempt = Attempt(loaded.file, process, asked.by.actor, asked.at, asked.entry, corrects)
    workflow, lent = WORKFLOWS[row.workflow], _Lent(row.status)
    if asked.correction:
        decision = workflow.correct(lent, asked.trigger, attempt)
    else:
        decision = workflow.fire(lent, asked.trigger, attempt, asked.urgency)
    moves = lent.status is not row.status
    return row._replace(status=lent.status, version=row.version + moves, events=row.events + 1), decision


def _event(asked: _Asked, loaded: Loaded, row: ProcessRow, moved: ProcessRow, decision: Decision) -> dict[str, Any]:
    """The event's columns."""
    urgency, correction = asked.urgency, asked.correction
    return {
        **asked.place.columns,
        "process_id": row.id,
        "sequence": moved.events,
        "trigger": asked.trigger,
        "source": row.status.value,
        "dest": moved.status.value,
        "by": asked.by.person,
        "occurred_at": getattr(asked.entry, asked.step.occurred) if asked.step.occurred else asked.at,
        "recorded_at": asked.at,
        "submission": asked.submission,
        "flags": " ".join(r.id for r in decision.flags),
        "urgent_reason": urgency.reason if urgency else None,
        "knows_anyone": urgency.knows_anyone if urgency else None,
        "corrects": loaded.event_ids[correction.key] if correction else None,
        "correction_reason": correction.reason if correction else None,
    }


def _write(session: Session, asked: _Asked, row: ProcessRow, moved: ProcessRow, event: dict[str, Any]) -> int:
    """The event, the entry's own row and, compared and set, the process. Raises `Stale` for the slower of two."""
    try:
        event_id: int = session.connection().execute(ADD_EVENT, event).scalar_one()
    except IntegrityError as same_form:
        raise Stale(asked.trigger) from same_form
    session.connection().execute(ADD_ENTRY[asked.trigger], {"event_id": event_id, **to_row(asked.entry)})
    if moved.version != row.version:
        to = {"process": row.id, "seen": row.version, "to": moved.status.value}
        if session.connection().execute(MOVE, to).rowcount != 1:
            raise Stale(row.workflow)
    return event_id


def _follow(
    session: Session, asked: _Asked, loaded: Loaded, moved: ProcessRow, event: dict[str, Any], event_id: int
) -> None:
    """What follows from the step: processes opened, people copied, deadlines, and who may know."""
    place, correction = asked.place, asked.correction
    opened = _open(session, asked, loaded)
    stated = happened(
        [event[name] for name in EVENT_FIELDS], (moved.workflow, moved.about), correction.key if correction else None
    )
    now = after(loaded, Fact(stated, asked.entry), moved, event_id, opened)
    if place.case_id is not None:
        refresh_deadlines(session, place.case_id, now)
        # After the deadlines: from here on the row-level policies may hide the case from the actor.
        changed = apply_access(session, place.case_id, event_id, asked.step, asked.by, asked.entry, stated, now.file)
        if changed or (moved.workflow == "handling" and stated.source is not stated.dest):
            note_unallocated(session, [place.case_id])


def _open(session: Session, asked: _Asked, loaded: Loaded) -> tuple[ProcessRow, ...]:
    """Start the processes that the step opens and that are not running: somebody may be named twice, or corrected."""
    opened = []
    for opens in asked.step.opens:
        about = opens.about(asked.entry) if opens.about else None
        if (opens.about is None or about is not None) and loaded.row(opens.workflow, about) is None:
            opened.append(start_process(session, asked.place, opens.workflow, about, asked.at))
    return tuple(opened)


def start_process(session: Session, place: Place, workflow: str, about: PersonRef | None, at: datetime) -> ProcessRow:
    """A new process at its workflow's first status. Only steps and openings start one."""
    initial = WORKFLOWS[workflow].initial
    values = {"workflow": workflow, "about": about, "status": initial.value, "version": 1, "opened_at": at}
    row_id: int = session.connection().execute(ADD_PROCESS, {**place.columns, **values}).scalar_one()
    return ProcessRow(row_id, workflow, about, initial, 1, 0)


def _log(session: Session, asked: _Asked, event: dict[str, Any], copied: copies.Copied) -> None:
    """Last: the event with its process, its entry, the people that it brought to the case, and who was screened."""
    stated = {"event_id": event["id"], **to_row(asked.entry)}
    record = log.Record(
        kind=LogKind.STEP,
        at=asked.at,
        what=asked.trigger,
        account_id=asked.by.account_id,
        case_id=asked.place.case_id,
        event_id=event["id"],
        digest=log.digest(asked.submission, [event, stated, *copies.covered(asked.place.columns, copied)]),
    )
    log.append(session, [record])
