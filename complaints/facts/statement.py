"""The statement that reads files: each row is one piece of JSON.

So a row is as wide as what was stated and not as wide as all that could be, and what has been read before need not be
made anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import Any

from sqlalchemy import (
    ARRAY,
    JSON,
    ColumnElement,
    CompoundSelect,
    Dialect,
    FromClause,
    Integer,
    ScalarSelect,
    Select,
    Table,
    and_,
    any_,
    bindparam,
    case,
    func,
    literal_column,
    null,
    select,
    union_all,
)

from complaints.facts.terms import CONFIRMED, as_text, settled
from complaints.models import metadata
from complaints.models.entries import TABLES, fields_of
from workflows.model import Step

PROCESS, EVENT, POSTING, SCREENING = (metadata.tables[name] for name in ("process", "event", "posting", "screening"))
PERSON, POST, CHANGE = (metadata.tables[name] for name in ("person", "register_post", "register_change"))
POSTING_FIELDS = ("person", "name", "service", "force", "rank", "team", "manager", "trained_until", "roles")
SCREENING_FIELDS = ("person", "role", "links")
PROCESS_FIELDS = ("workflow", "about", "version")
EVENT_FIELDS = (
    "sequence", "trigger", "source", "dest", "by", "occurred_at", "recorded_at", "flags", "urgent_reason",
    "knows_anyone", "correction_reason",
)  # fmt: skip
TRIGGER, OCCURRED, RECORDED = (EVENT_FIELDS.index(name) for name in ("trigger", "occurred_at", "recorded_at"))
_MOVES = (
    EVENT.join(PERSON, PERSON.c.reference == EVENT.c.by)
    .join(POST, POST.c.person_id == PERSON.c.id)
    .join(CHANGE, CHANGE.c.id == POST.c.change_id)
)
# A day that begins after a moment is at least the next day in London, too: the rule looks at London days again.
_AFTER_DECLARING = and_(EVENT.c.trigger == literal_column("'declare-interests'"), POST.c.starts > EVENT.c.occurred_at)
_IN_ORDER: tuple[ColumnElement[Any], ...] = (literal_column("2"), literal_column("3"))


class Kind(IntEnum):
    """What a row of the statement holds: a process is read before its events, and events before who was relied on.

    What the force has settled belongs to no one file.
    """

    PROCESS = 1
    EVENT = 2
    POSTING = 3
    SCREENING = 4
    MOVE = 5
    SETTLED = 6


def file_statement(dialect: Dialect, owner: str, steps: Iterable[Step]) -> CompoundSelect[Any]:
    """All rows of some files and the force's settings, as known at a moment: the binds are `ids` and `known_at`.

    The columns: whose it is, or nobody's, its `Kind`, its row, an event's process, the row that it corrects, and the
    JSON of the rest.
    `owner` names the column that ties rows to a file, `steps` are those that such a file can have had.
    """

    def rows(table: Table, kind: Kind, process: Any, corrects: Any, moment: Any, *told: Any) -> Select[Any]:
        text = as_text(dialect, *told)
        found = select(table.c[owner], literal_column(str(kind.value)), table.c.id, process, corrects, text)
        return found.where(_of(table, owner, dialect), moment <= bindparam("known_at"))

    none, opened, recorded = null(), PROCESS.c.opened_at, EVENT.c.recorded_at
    processes = rows(PROCESS, Kind.PROCESS, none, none, opened, *(PROCESS.c[name] for name in PROCESS_FIELDS))
    joined, entry = _with_entries(dialect, owner, steps)
    told = (*(EVENT.c[name] for name in EVENT_FIELDS), entry)
    events = rows(EVENT, Kind.EVENT, EVENT.c.process_id, EVENT.c.corrects, recorded, *told).select_from(joined)
    relied = (*(POSTING.c[name] for name in POSTING_FIELDS), recorded)
    postings = rows(POSTING, Kind.POSTING, none, none, recorded, *relied).join(EVENT, EVENT.c.id == POSTING.c.event_id)
    terms = settled(dialect, none, literal_column(str(Kind.SETTLED.value)), CONFIRMED.c.id, none, none)
    if owner in SCREENING.c:
        found = (*(SCREENING.c[name] for name in SCREENING_FIELDS), recorded)
        screened = rows(SCREENING, Kind.SCREENING, none, none, recorded, *found)
        screened = screened.join(EVENT, EVENT.c.id == SCREENING.c.event_id)
        begun = (PERSON.c.reference, POST.c.starts, CHANGE.c.at)
        moves = rows(EVENT, Kind.MOVE, none, none, CHANGE.c.at, *begun).select_from(_MOVES).where(_AFTER_DECLARING)
        return union_all(processes, events, postings, screened, moves, terms).order_by(*_IN_ORDER)
    return union_all(processes, events, postings, terms).order_by(*_IN_ORDER)


def _of(table: Table, owner: str, dialect: Dialect) -> ColumnElement[bool]:
    """Whether a row is of these files. The text is the same for any number of them, so it need not be made anew."""
    if dialect.name == "sqlite":
        ids = func.json_each(bindparam("ids", type_=JSON)).table_valued("value")
        return table.c[owner].in_(select(ids.c.value))
    return table.c[owner] == any_(bindparam("ids", type_=ARRAY(Integer)))


def _with_entries(dialect: Dialect, owner: str, steps: Iterable[Step]) -> tuple[FromClause, ColumnElement[Any]]:
    """Where events are read from, and what gives the entry of one: it is looked for only in its own step's table."""
    if dialect.name == "sqlite":
        # SQLite forgets that the answer of a CASE is JSON.
        return EVENT, func.json(_in_its_table(dialect, steps))
    # A statement that named every table would be planned for all of them on every connection.
    events = func.array(select(EVENT.c.id).where(_of(EVENT, owner, dialect)).correlate(None).scalar_subquery())
    stated = func.stated(events).table_valued("event", "entry", name="stated")
    return EVENT.outerjoin(stated, stated.c.event == EVENT.c.id), stated.c.entry


def _in_its_table(dialect: Dialect, steps: Iterable[Step]) -> ColumnElement[Any]:
    """Put in as text, because SQLAlchemy goes through each part of a statement each time."""
    found = case(
        *((literal_column(f"'{step.trigger}'"), _stated(step)) for step in steps),
        value=literal_column("event.trigger"),
    )
    return literal_column(str(found.compile(dialect=dialect)))


def _stated(step: Step) -> ScalarSelect[Any]:
    table = TABLES[step.trigger]
    fields = func.json_array(*(table.c[f.name] for f in fields_of(step.entry)))
    return select(fields).where(table.c.event_id == literal_column("event.id")).scalar_subquery()
