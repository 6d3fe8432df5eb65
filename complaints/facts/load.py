"""The only loader of case files: one prebuilt statement for any number of them, with the force's settings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from functools import lru_cache
from json import loads
from typing import Any, NamedTuple

from sqlalchemy import CompoundSelect, Dialect
from sqlmodel import Session

from complaints.facts.statement import OCCURRED, RECORDED, TRIGGER, Kind, file_statement
from complaints.facts.terms import terms_of
from complaints.models.entries import TABLES, fields_of
from complaints.models.types import stored_moment
from workflows.casefile import CaseFile, Fact, Happened, Move, Posting, ProcessFact, Service
from workflows.model import Entry, PersonRef, Role, Status, Urgency
from workflows.office.facts import NAMED_BY
from workflows.registry import ENTRIES, STEPS, WORKFLOWS
from workflows.screening.kept import Screened
from workflows.screening.kept import read as read_links
from workflows.terms import Terms

ROLES = {role.value: role for role in Role}
SERVICES = {service.value: service for service in Service}
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
Rows = tuple[tuple[Any, ...], ...]
ReadFile = Callable[[Rows, Terms], Loaded]
ReadFact = Callable[[str, Process, str | None], Fact[Entry]]
"""Makes a fact of its JSON, its process, and the key of the event that it corrects."""


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


FILES, ROWS = 200, 20_000
"""How many files, and rows of files, are kept for the next time that they are read."""

STEPS_OF = {
    owner: tuple(step for name, workflow in WORKFLOWS.items() if owner_of(name) is owner for step in workflow.steps)
    for owner in Owner
}


@lru_cache(maxsize=16)
def _prepared(dialect: Dialect, owner: Owner, secrets: bool) -> tuple[CompoundSelect[Any], ReadFile]:
    """The statement for files and what makes them of its rows, made once for each database in use.

    A file depends on nothing but what was read, and never changes; nor does a fact, when the file has grown. So each is
    made once, and nothing needs to be told when something is added. Unlocked secrets are never kept.
    """
    readers = {s.trigger: _reader(s.entry, dialect, secrets) for s in STEPS_OF[owner]}

    @lru_cache(maxsize=0 if secrets else ROWS)
    def fact(text: str, process: Process, corrects: str | None) -> Fact[Entry]:
        *event, stated = loads(text)
        event[OCCURRED], event[RECORDED] = stored_moment(event[OCCURRED]), stored_moment(event[RECORDED])
        return Fact(happened(event, process, corrects), readers[event[TRIGGER]](stated))

    @lru_cache(maxsize=0 if secrets else FILES)
    def file(rows: Rows, terms: Terms) -> Loaded:
        found = _Found(fact)
        for row in rows:
            found.add(*row)
        return found.file(terms)

    return file_statement(dialect, owner.value, STEPS_OF[owner]), file


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
    statement, file = _prepared(connection.dialect, owner, secrets)
    rows: dict[int, list[tuple[Any, ...]]] = {n: [] for n in wanted}
    settled: list[tuple[Any, ...]] = []
    for row in connection.execute(statement, {"ids": wanted, "known_at": known}).all():
        (settled if row[0] is None else rows[row[0]]).append(row[1:])
    terms = terms_of(tuple(text for *_, text in settled))
    return {n: file(tuple(found), terms) for n, found in rows.items()}


class _Found:
    """What has been read of one file, while its rows come in the order of `Kind`."""

    def __init__(self, fact: ReadFact) -> None:
        self.fact = fact
        self.processes: dict[int, tuple[str, PersonRef | None, int]] = {}
        self.last: dict[int, Status] = {}
        self.events: Counter[int] = Counter()
        self.keys: dict[int | None, str] = {}
        self.facts: list[Fact[Entry]] = []
        self.postings: list[Posting] = []
        self.screenings: list[Screened] = []
        self.moves: set[Move] = set()

    def add(self, kind: int, row_id: int, process_id: int, corrects: int | None, text: str) -> None:
        """One more row."""
        if kind == Kind.EVENT:
            fact = self.fact(text, self.processes[process_id][:2], self.keys.get(corrects))
            self.keys[row_id], self.last[process_id] = fact.event.key, fact.event.dest
            self.events[process_id] += 1
            self.facts.append(fact)
        elif kind == Kind.PROCESS:
            self.processes[row_id] = _process(text)
        elif kind == Kind.POSTING:
            self.postings.append(_relied_on(text))
        elif kind == Kind.SCREENING:
            self.screenings.append(_screened(text))
        else:
            self.moves.add(_moved(text))

    def file(self, terms: Terms) -> Loaded:
        """The file, with the rows behind it."""
        rows = tuple(
            ProcessRow(n, workflow, about, self.last.get(n) or WORKFLOWS[workflow].initial, version, self.events[n])
            for n, (workflow, about, version) in self.processes.items()
        )
        running = tuple(ProcessFact(r.workflow, r.about, r.status) for r in rows)
        copied = tuple(self.postings), tuple(self.screenings)
        file = CaseFile(terms, running, tuple(self.facts), *copied, tuple(sorted(self.moves)))
        return Loaded(file, rows, {key: row for row, key in self.keys.items() if row})


@lru_cache(maxsize=ROWS)
def _process(text: str) -> tuple[str, PersonRef | None, int]:
    workflow, about, version = loads(text)
    return workflow, about, version


@lru_cache(maxsize=ROWS)
def _relied_on(text: str) -> Posting:
    person, name, service, *register, trained, roles, at = loads(text)
    until = date.fromisoformat(trained) if trained else None
    # SQLite keeps a list as text; PostgreSQL gives it as it is.
    held = loads(roles) if isinstance(roles, str) else roles
    return posting((person, name, SERVICES[service], *register, until, held), stored_moment(at))


@lru_cache(maxsize=ROWS)
def _screened(text: str) -> Screened:
    person, role, links, at = loads(text)
    found = loads(links) if isinstance(links, str) else links
    return Screened(person, ROLES[role], read_links(found), stored_moment(at))


@lru_cache(maxsize=ROWS)
def _moved(text: str) -> Move:
    person, starts, at = loads(text)
    return Move(person, date.fromisoformat(starts), stored_moment(at))


def posting(values: Iterable[Any], at: datetime) -> Posting:
    """A posting from the values of POSTING_FIELDS and the moment from which the case relies on it."""
    *register, roles = values
    held = frozenset(ROLES[role] for role in roles or ())
    return Posting(*(*register, held, at))


def _key(workflow: str, about: PersonRef | None, sequence: int) -> str:
    return f"{workflow}.{about}.{sequence}" if about else f"{workflow}.{sequence}"


def happened(event: Sequence[Any], process: Process, corrects: str | None) -> Happened:
    """An event as the rules see it, from the values of EVENT_FIELDS and the process that it belongs to."""
    sequence, trigger, source, dest, by, occurred, recorded, flags, urgent, knows, why = event
    workflow, about = process
    status, step = WORKFLOWS[workflow].status, STEPS[trigger]
    urgency = Urgency(urgent, bool(knows)) if urgent else None
    key = _key(workflow, about, sequence)
    return Happened(
        key, workflow, about, trigger, status(source), status(dest), by, occurred, recorded,
        tuple(flags.split()), urgency, corrects, why, step.two_to_correct, step.before_declaring,
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
