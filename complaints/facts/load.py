"""The only loader of case files: a fixed number of prebuilt statements for any number of cases.

Each statement reads the events of some twenty steps with the entries that were stated; so the number of statements
grows with the features of the house and never with what a case holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Dialect, Row, Select, Table, bindparam, literal_column, select, type_coerce
from sqlalchemy.types import NULLTYPE
from sqlmodel import Session

from complaints.facts.terms import force_terms
from complaints.models import metadata
from complaints.models.entries import TABLES, Field, fields_of
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


class _Slice(NamedTuple):
    """Where one trigger's entry stands in a joined row."""

    kind: type[Entry]
    fields: tuple[Field, ...]
    start: int


Read = Callable[[Row[Any]], Entry]
Process = tuple[str, PersonRef | None]
"""A running workflow's name, and whom it is about."""


def _reader(where: _Slice, dialect: Dialect, secrets: bool) -> Read:
    """Reads one trigger's entry. Columns come raw, so that only the entry that a row holds is converted."""
    converters = [(f.name, _locked if f.ask.secret and not secrets else f.converter(dialect)) for f in where.fields]
    start, end, kind = where.start, where.start + len(where.fields), where.kind

    def read(row: Row[Any]) -> Entry:
        values = zip(converters, row[start:end], strict=True)
        return kind(**{name: value if value is None else convert(value) for (name, convert), value in values})

    return read


def _locked(_stored: str) -> str:
    return LOCKED


EVENT_FIELDS = (
    "id", "process_id", "sequence", "trigger", "source", "dest", "by", "occurred_at", "recorded_at", "flags",
    "urgent_reason", "knows_anyone", "corrects", "correction_reason",
)  # fmt: skip
EVENT_COLUMNS = [EVENT.c[name] for name in EVENT_FIELDS]
PROCESS_ID, SEQUENCE, TRIGGER, CORRECTS = (
    EVENT_FIELDS.index(name) for name in ("process_id", "sequence", "trigger", "corrects")
)
OWNER_AT = len(EVENT_COLUMNS)


def _statement(steps: Sequence[Step], owner: Owner) -> tuple[Select[Any], dict[str, _Slice]]:
    """The events of some steps with their entries, and where each trigger's stands."""
    slices: dict[str, _Slice] = {}
    columns: list[Any] = [*EVENT_COLUMNS, EVENT.c[owner.value]]
    joined: Any = EVENT
    for step in steps:
        table = TABLES[step.trigger]
        fields = fields_of(step.entry)
        slices[step.trigger] = _Slice(step.entry, fields, len(columns))
        columns += [type_coerce(table.c[f.name], NULLTYPE).label(f"{table.name}_{f.name}") for f in fields]
        joined = joined.outerjoin(table, table.c.event_id == EVENT.c.id)
    wanted = (
        EVENT.c[owner.value].in_(bindparam("ids", expanding=True)),
        EVENT.c.trigger.in_([literal_column(f"'{trigger}'") for trigger in slices]),
        EVENT.c.recorded_at <= bindparam("known_at"),
    )
    return select(*columns).select_from(joined).where(*wanted), slices


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
AT_ONCE = 20
"""How many entry tables one statement joins: more make wide rows, fewer make many statements."""

EVENTS_OF = {
    owner: tuple(_statement(steps[n : n + AT_ONCE], owner) for n in range(0, len(steps), AT_ONCE))
    for owner, steps in STEPS_OF.items()
}
PROCESSES_OF = {
    owner: _owned(PROCESS, owner, *(PROCESS.c[name] for name in PROCESS_FIELDS)).order_by(PROCESS.c.id)
    for owner in Owner
}
POSTINGS_OF = {owner: _postings(owner) for owner in Owner}


@lru_cache(maxsize=16)
def _readers(dialect: Dialect, owner: Owner, secrets: bool) -> tuple[tuple[Select[Any], dict[str, Read]], ...]:
    """The statements with their readers, made once for each database in use."""
    return tuple(
        (statement, {trigger: _reader(where, dialect, secrets) for trigger, where in slices.items()})
        for statement, slices in EVENTS_OF[owner]
    )


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
    for row in connection.execute(PROCESSES_OF[owner], {"ids": wanted}):
        if known_at is None or row.opened_at <= known_at:
            processes[row[0]].append(row)
    events: dict[int, list[tuple[Row[Any], Entry]]] = {n: [] for n in wanted}
    for statement, readers in _readers(connection.dialect, owner, secrets):
        for row in connection.execute(statement, asked).all():
            events[row[OWNER_AT]].append((row, readers[row[TRIGGER]](row)))
    postings: dict[int, list[Posting]] = {n: [] for n in wanted}
    for row in connection.execute(POSTINGS_OF[owner], asked):
        postings[row[0]].append(posting(row[1:-1], row[-1]))
    terms = force_terms(connection, known)
    return {n: _loaded(terms, processes[n], events[n], postings[n]) for n in wanted}


def posting(values: Iterable[Any], at: datetime) -> Posting:
    """A posting from the values of POSTING_FIELDS and the moment from which the case relies on it."""
    *register, roles = values
    held = frozenset(ROLES[role] for role in roles or ())
    return Posting(*(*register, held, at))


def _loaded(
    terms: Terms, processes: list[Row[Any]], events: list[tuple[Row[Any], Entry]], postings: list[Posting]
) -> Loaded:
    events.sort(key=lambda pair: pair[0][0])
    named = {p.id: (p.workflow, p.about) for p in processes}
    keys = {row[0]: _key(*named[row[PROCESS_ID]], row[SEQUENCE]) for row, _ in events}
    facts = tuple(
        Fact(happened(row[:OWNER_AT], named[row[PROCESS_ID]], keys.get(row[CORRECTS])), entry) for row, entry in events
    )
    counted = Counter(row[PROCESS_ID] for row, _ in events)
    last = {row[PROCESS_ID]: row for row, _ in events}
    rows = tuple(_process_row(p, last.get(p.id), counted[p.id]) for p in processes)
    running = tuple(ProcessFact(r.workflow, r.about, r.status) for r in rows)
    file = CaseFile(terms, running, facts, tuple(postings))
    return Loaded(file, rows, {key: row_id for row_id, key in keys.items()})


def _key(workflow: str, about: PersonRef | None, sequence: int) -> str:
    return f"{workflow}.{about}.{sequence}" if about else f"{workflow}.{sequence}"


def _process_row(row: Row[Any], last: Row[Any] | None, events: int) -> ProcessRow:
    workflow = WORKFLOWS[row.workflow]
    status = workflow.initial if last is None else workflow.status(last.dest)
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
