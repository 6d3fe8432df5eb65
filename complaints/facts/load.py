"""The only loader of case files: three prebuilt statements for any number of cases.

One of them reads every event with the entry that was stated. The entry comes as a JSON array of its table's columns, so
that a row is as wide as what was stated and not as wide as all that could be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    JSON,
    ColumnElement,
    Dialect,
    Row,
    ScalarSelect,
    Select,
    Table,
    bindparam,
    case,
    func,
    literal_column,
    select,
)
from sqlmodel import Session

from complaints.facts.terms import force_terms
from complaints.models import metadata
from complaints.models.entries import TABLES, fields_of
from workflows.casefile import CaseFile, Fact, Happened, Posting, ProcessFact
from workflows.model import Entry, PersonRef, Role, Status, Step, Urgency
from workflows.office.facts import NAMED_BY
from workflows.registry import ENTRIES, STEPS, WORKFLOWS
from workflows.terms import Terms

PROCESS, EVENT, POSTING = (metadata.tables[name] for name in ("process", "event", "posting"))
ROLES = {role.value: role for role in Role}
LOCKED = "(kept encrypted)"
"""What stands for a secret answer in a file that was loaded without them."""

FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


class Owner(Enum):
    """What a file is about: the column that ties its rows to it."""

    CASE = "case_id"
    MEETING = "meeting_id"
    CONFIDENTIAL = "confidential_id"
    OFFICE = "office_id"


OWNER_OF = {
    "panel": Owner.MEETING,
    "confidential": Owner.CONFIDENTIAL,
    **dict.fromkeys(NAMED_BY, Owner.OFFICE),
}
"""What a workflow belongs to, where that is no case."""


def owner_of(workflow: str) -> Owner:
    """What a workflow belongs to."""
    return OWNER_OF.get(workflow, Owner.CASE)


class ProcessRow(NamedTuple):
    """A process as stored, with the number of events that it has had."""

    id: int
    workflow: str
    about: PersonRef | None
    status: Status
    version: int
    events: int


@dataclass(frozen=True)
class Loaded:
    """A case file and the rows behind its processes."""

    file: CaseFile
    rows: tuple[ProcessRow, ...]
    event_ids: Mapping[str, int]

    def row(self, workflow: str, about: PersonRef | None = None) -> ProcessRow | None:
        """The row of one process, or None where it is not running."""
        return next((r for r in self.rows if (r.workflow, r.about) == (workflow, about)), None)


Read = Callable[[Sequence[Any] | None], Entry]
Process = tuple[str, PersonRef | None]
"""A running workflow's name, and whom it is about."""


def _reader(kind: type[Entry], dialect: Dialect, secrets: bool) -> Read:
    """Reads an entry of one kind from its fields' values as JSON has them; an entry that is lost has none."""
    readers = [(f.name, _locked if f.ask.secret and not secrets else f.reader(dialect)) for f in fields_of(kind)]
    lost = [None] * len(readers)

    def read(stored: Sequence[Any] | None) -> Entry:
        values = zip(readers, stored or lost, strict=True)
        return kind(**{name: None if value is None else convert(value) for (name, convert), value in values})

    return read


def _locked(_stored: str) -> str:
    return LOCKED


EVENT_FIELDS = (
    "id", "process_id", "sequence", "trigger", "source", "dest", "by", "occurred_at", "recorded_at", "flags",
    "urgent_reason", "knows_anyone", "corrects", "correction_reason",
)  # fmt: skip
EVENT_COLUMNS = [EVENT.c[name] for name in EVENT_FIELDS]
PROCESS_ID, SEQUENCE, TRIGGER, DEST, CORRECTS = (
    EVENT_FIELDS.index(name) for name in ("process_id", "sequence", "trigger", "dest", "corrects")
)
JSON_ARRAY = {"sqlite": func.json_array, "postgresql": func.json_build_array}


def _events(owner: Owner, dialect: Dialect) -> Select[Any]:
    """Every event with its entry: each is looked for only in its own step's table.

    What finds the entry is put in as text, because SQLAlchemy goes through each part of a statement each time.
    """
    stated = case(
        *((literal_column(f"'{step.trigger}'"), _stated(step, dialect)) for step in STEPS_OF[owner]),
        value=literal_column("event.trigger"),
    )
    found: ColumnElement[Any] = literal_column(str(stated.compile(dialect=dialect)), JSON)
    events = _owned(EVENT, owner, *EVENT_COLUMNS, found)
    return events.where(EVENT.c.recorded_at <= bindparam("known_at")).order_by(EVENT.c.id)


def _stated(step: Step, dialect: Dialect) -> ScalarSelect[Any]:
    table = TABLES[step.trigger]
    fields = JSON_ARRAY[dialect.name](*(table.c[f.name] for f in fields_of(step.entry)))
    return select(fields).where(table.c.event_id == literal_column("event.id")).scalar_subquery()


def _owned(table: Table, owner: Owner, *columns: Any) -> Select[Any]:
    return select(table.c[owner.value], *columns).where(table.c[owner.value].in_(bindparam("ids", expanding=True)))


def _postings(owner: Owner) -> Select[Any]:
    columns = [POSTING.c[name] for name in POSTING_FIELDS]
    relied = _owned(POSTING, owner, *columns, EVENT.c.recorded_at).join(EVENT, EVENT.c.id == POSTING.c.event_id)
    return relied.where(EVENT.c.recorded_at <= bindparam("known_at")).order_by(POSTING.c.id)


POSTING_FIELDS = ("person", "name", "service", "force", "rank", "team", "manager", "trained_until", "roles")
PROCESS_FIELDS = ("id", "workflow", "about", "status", "version", "opened_at")
STEPS_OF = {
    owner: tuple(step for name, workflow in WORKFLOWS.items() if owner_of(name) is owner for step in workflow.steps)
    for owner in Owner
}
PROCESSES_OF = {
    owner: _owned(PROCESS, owner, *(PROCESS.c[name] for name in PROCESS_FIELDS)).order_by(PROCESS.c.id)
    for owner in Owner
}
POSTINGS_OF = {owner: _postings(owner) for owner in Owner}


@lru_cache(maxsize=16)
def _prepared(dialect: Dialect, owner: Owner, secrets: bool) -> tuple[Select[Any], dict[str, Read]]:
    """The statement for events and the readers of their entries, made once for each database in use."""
    return _events(owner, dialect), {s.trigger: _reader(s.entry, dialect, secrets) for s in STEPS_OF[owner]}


def facts_of(
    session: Session,
    ids: Iterable[int],
    *,
    owner: Owner = Owner.CASE,
    known_at: datetime | None = None,
    secrets: bool = False,
) -> dict[int, Loaded]:
    """The files of some cases, by row id, as known at a moment (UTC) or now.

    Secret answers are unlocked only with `secrets`: rules, measures and most pages need none of them.
    As known then, a status is the last event's, and what had not been recorded did not exist. Ids that are not
    visible to the transaction's person on PostgreSQL give empty files.
    """
    wanted, connection = list(ids), session.connection()
    known = known_at or FOREVER
    asked = {"ids": wanted, "known_at": known}
    processes: dict[int, list[Row[Any]]] = {n: [] for n in wanted}
    for row in connection.execute(PROCESSES_OF[owner], {"ids": wanted}).all():
        if known_at is None or row.opened_at <= known_at:
            processes[row[0]].append(row)
    events: dict[int, list[tuple[Sequence[Any], Entry]]] = {n: [] for n in wanted}
    statement, readers = _prepared(connection.dialect, owner, secrets)
    for of, *event, stated in connection.execute(statement, asked).all():
        events[of].append((event, readers[event[TRIGGER]](stated)))
    postings: dict[int, list[Posting]] = {n: [] for n in wanted}
    for row in connection.execute(POSTINGS_OF[owner], asked).all():
        postings[row[0]].append(posting(row[1:-1], row[-1]))
    terms = force_terms(connection, known)
    return {n: _loaded(terms, processes[n], events[n], postings[n]) for n in wanted}


def posting(values: Iterable[Any], at: datetime) -> Posting:
    """A posting from the values of POSTING_FIELDS and the moment from which the case relies on it."""
    *register, roles = values
    held = frozenset(ROLES[role] for role in roles or ())
    return Posting(*(*register, held, at))


def _loaded(
    terms: Terms, processes: list[Row[Any]], events: list[tuple[Sequence[Any], Entry]], postings: list[Posting]
) -> Loaded:
    named = {p.id: (p.workflow, p.about) for p in processes}
    keys = {row[0]: _key(*named[row[PROCESS_ID]], row[SEQUENCE]) for row, _ in events}
    facts = tuple(Fact(happened(row, named[row[PROCESS_ID]], keys.get(row[CORRECTS])), entry) for row, entry in events)
    counted = Counter(row[PROCESS_ID] for row, _ in events)
    last = {row[PROCESS_ID]: row for row, _ in events}
    rows = tuple(_process_row(p, last.get(p.id), counted[p.id]) for p in processes)
    running = tuple(ProcessFact(r.workflow, r.about, r.status) for r in rows)
    file = CaseFile(terms, running, facts, tuple(postings))
    return Loaded(file, rows, {key: row_id for row_id, key in keys.items()})


def _key(workflow: str, about: PersonRef | None, sequence: int) -> str:
    return f"{workflow}.{about}.{sequence}" if about else f"{workflow}.{sequence}"


def _process_row(row: Row[Any], last: Sequence[Any] | None, events: int) -> ProcessRow:
    workflow = WORKFLOWS[row.workflow]
    status = workflow.initial if last is None else workflow.status(last[DEST])
    return ProcessRow(row.id, row.workflow, row.about, status, row.version, events)


def happened(event: Sequence[Any], process: Process, corrects: str | None) -> Happened:
    """An event as the rules see it, from the values of EVENT_COLUMNS and the process that it belongs to.

    By place and not by name: a case has tens of events, and every page and step reads them all.
    """
    _id, _process, sequence, trigger, source, dest, by, occurred, recorded, flags, urgent, knows, _corrects, why = event
    workflow, about = process
    status = WORKFLOWS[workflow].status
    urgency = Urgency(urgent, bool(knows)) if urgent else None
    key = _key(workflow, about, sequence)
    return Happened(
        key, workflow, about, trigger, status(source), status(dest), by, occurred, recorded,
        tuple(flags.split()), urgency, corrects, why, STEPS[trigger].two_to_correct,
    )  # fmt: skip


def after(loaded: Loaded, fact: Fact[Entry], row: ProcessRow, event_id: int, opened: tuple[ProcessRow, ...]) -> Loaded:
    """What would be loaded after one more event, without asking the database again."""
    process = ProcessFact(row.workflow, row.about, row.status)
    started = tuple(ProcessFact(r.workflow, r.about, r.status) for r in opened)
    rows = tuple(row if r.id == row.id else r for r in loaded.rows)
    file = loaded.file.with_fact(fact, process, started)
    return replace(
        loaded,
        file=file,
        rows=rows + opened,
        event_ids={**loaded.event_ids, fact.event.key: event_id},
    )


assert set(TABLES) == set(ENTRIES)
