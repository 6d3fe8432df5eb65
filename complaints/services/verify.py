"""Checks that the record is whole: the chain, each event against it, and all that follows from the events.

Statuses, deadlines, exclusions and allocations are worked out again from the history and compared with what is
stored, so that a row changed or removed behind our back shows, even where the log itself was left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import bindparam, func, select
from sqlmodel import Session

from complaints.database import SYSTEM, Database
from complaints.facts.load import ROLES, Loaded, Owner, ProcessRow, facts_of
from complaints.facts.statement import EVENT, POSTING, POSTING_FIELDS, PROCESS, SCREENING, SCREENING_FIELDS
from complaints.models import metadata
from complaints.models.entries import TABLES
from complaints.models.types import told_columns
from complaints.services import log
from complaints.services.access import allocated_by, roles_ended
from complaints.services.confidential import lost_exclusions, report_files
from complaints.services.deadlines import values_of, worked_out
from complaints.services.office import office_files
from complaints.services.packs import lost_exclusions as lost_by_the_panel
from complaints.services.recompute import batches_of_cases
from complaints.services.register import changed_behind
from complaints.services.unallocated import wrongly_noted
from workflows.casefile import Fact
from workflows.model import Actor, Bar, Entry, PersonRef
from workflows.office.accounts import settled_account
from workflows.office.facts import file_name
from workflows.people.colleagues import excluded_near
from workflows.registry import STEPS, WORKFLOWS

T = TypeVar("T")
R = TypeVar("R")
PERSON, ACCOUNT, EXCLUSION, ALLOCATION, DEADLINE, MEETING, CASE_FILE = (
    metadata.tables[name]
    for name in ("person", "account", "exclusion", "allocation", "deadline", "meeting", "case_file")
)
EVENTS = select(EVENT, PROCESS.c.workflow, PROCESS.c.about).join(PROCESS, PROCESS.c.id == EVENT.c.process_id)
EVENTS = EVENTS.where(EVENT.c.id.in_(bindparam("ids", expanding=True)))
ENTRIES = {
    trigger: select(*told_columns(table)).where(table.c.event_id.in_(bindparam("ids", expanding=True)))
    for trigger, table in TABLES.items()
}
RELIED_ON = select(*(POSTING.c[name] for name in ("event_id", *(o.value for o in Owner), *POSTING_FIELDS)))
RELIED_ON = RELIED_ON.where(POSTING.c.event_id.in_(bindparam("ids", expanding=True))).order_by(POSTING.c.id)
SCREENED = select(*(SCREENING.c[name] for name in ("event_id", "case_id", *SCREENING_FIELDS)))
SCREENED = SCREENED.where(SCREENING.c.event_id.in_(bindparam("ids", expanding=True))).order_by(SCREENING.c.id)
ACCOUNTS = select(PERSON.c.reference, ACCOUNT.c.active, ACCOUNT.c.roles)
ACCOUNTS = ACCOUNTS.join(ACCOUNT, ACCOUNT.c.person_id == PERSON.c.id)
STATUSES = select(PROCESS.c.id, PROCESS.c.status).where(PROCESS.c.id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True)
class Verified:
    """What was checked and every fault found. `rows` counts the log's entries and the events."""

    entries: int
    events: int
    cases: int
    head: log.Head
    problems: tuple[str, ...]

    @property
    def rows(self) -> int:
        """How many rows were checked."""
        return self.entries + self.events


def verify(
    database: Database, *, outside: Iterable[log.Head] = (), progress: Callable[[int, int], object] = lambda *_: None
) -> Verified:
    """Check everything, in one read of one moment. `outside` are heads of the chain that were kept elsewhere."""
    with database.transaction(SYSTEM, write=False) as session:
        chain = log.verify_chain(
            session,
            outside=outside,
            changed=lambda digests: _by_halves(session, digests, _changed, _itself),
            progress=progress,
        )
        problems = [f"log entry {b.sequence}: {b.problem}" for b in chain.breaks]
        events = session.execute(select(func.count()).select_from(EVENT)).scalar_one()
        if unlogged := _unlogged(session):
            problems.append(f"{unlogged} events stand in no log entry")
        cases = 0
        for ids in batches_of_cases(session):
            problems += _by_halves(
                session, ids, _cases, lambda case_id: f"case row {case_id}: something cannot be read"
            )
            cases += len(ids)
        problems += [*_meetings(session), *_reports(session), *_office(session)]
        problems += [
            f"change {number} of the register: its rows are not those that were logged"
            for number in changed_behind(session)
        ]
    return Verified(chain.entries, events, cases, chain.head, tuple(problems))


def _by_halves(
    session: Session,
    items: Sequence[T],
    check: Callable[[Session, Sequence[T]], Iterable[R]],
    unreadable: Callable[[T], R],
) -> list[R]:
    """Check some at once; where a stored value cannot be read at all, find the item that it belongs to."""
    try:
        return list(check(session, items))
    except (LookupError, TypeError, ValueError):
        if len(items) == 1:
            return [unreadable(items[0])]
    middle = len(items) // 2
    halves = (items[:middle], items[middle:])
    return [found for half in halves for found in _by_halves(session, half, check, unreadable)]


def _itself(digest: tuple[int | None, str]) -> int:
    event_id, _ = digest
    assert event_id is not None
    return event_id


def _changed(session: Session, digests: Sequence[tuple[int | None, str]]) -> list[int]:
    """The events whose rows no longer give the digest that the log holds."""
    logged = {event_id: digest for event_id, digest in digests if event_id is not None}
    events = {row.id: row for row in session.execute(EVENTS, {"ids": list(logged)})}
    entries = _entries(session, events.values())
    copied: dict[int, list[dict[str, Any]]] = {}
    for statement in (RELIED_ON, SCREENED):
        for row in session.execute(statement, {"ids": list(logged)}):
            values = dict(row._mapping)
            copied.setdefault(values.pop("event_id"), []).append(values)
    return [
        event_id
        for event_id, digest in logged.items()
        if event_id not in events
        or _digest(events[event_id], entries.get(event_id, {}), copied.get(event_id, [])) != digest
    ]


def _entries(session: Session, events: Iterable[Any]) -> dict[int, dict[str, Any]]:
    """The rows of the entries of some events, by event."""
    ids: dict[str, list[int]] = {}
    for event in events:
        ids.setdefault(event.trigger, []).append(event.id)
    found = (row for trigger, wanted in ids.items() for row in session.execute(ENTRIES[trigger], {"ids": wanted}))
    return {row.event_id: dict(row._mapping) for row in found}


def _digest(event: Any, entry: dict[str, Any], copied: list[dict[str, Any]]) -> str:
    return log.digest(event.submission, [dict(event._mapping), entry, *copied])


def _unlogged(session: Session) -> int:
    entry = metadata.tables["log_entry"]
    logged = select(entry.c.event_id).where(entry.c.event_id.is_not(None))
    missing = select(func.count()).select_from(EVENT).where(EVENT.c.id.not_in(logged))
    return int(session.execute(missing).scalar_one())


def _cases(session: Session, ids: Sequence[int]) -> Iterator[str]:
    files = facts_of(session, ids)
    names = dict(session.execute(select(CASE_FILE.c.id, CASE_FILE.c.reference).where(CASE_FILE.c.id.in_(ids))).all())
    stored, misnoted, statuses = _stored(session, ids), wrongly_noted(session, ids), _statuses(session, files.values())
    for case_id, loaded in files.items():
        faults = [*_history(loaded, statuses), *_deadlines(loaded, stored.deadlines.get(case_id, {}))]
        if expected_access(loaded) != stored.access.get(case_id, (frozenset(), frozenset())):
            faults.append("exclusions or allocations are not those that its history gives")
        if case_id in misnoted:
            faults.append("whether nobody works on it is not noted as its rows give it")
        yield from (f"case {names[case_id]}: {fault}" for fault in faults)


def _meetings(session: Session) -> Iterator[str]:
    names = dict(session.execute(select(MEETING.c.id, MEETING.c.reference)).all())
    files = facts_of(session, names, owner=Owner.MEETING)
    statuses = _statuses(session, files.values())
    for meeting_id, loaded in files.items():
        yield from (f"meeting {names[meeting_id]}: {fault}" for fault in _history(loaded, statuses))
    yield from (f"meeting {name}: whoever stepped out of a case is not excluded" for name in lost_by_the_panel(session))


def _reports(session: Session) -> Iterator[str]:
    files = report_files(session)
    statuses = _statuses(session, files.values())
    for name, loaded in files.items():
        yield from (f"confidential report {name}: {fault}" for fault in _history(loaded, statuses))
    yield from (f"confidential report {name}: its sender is not excluded" for name in lost_exclusions(session))


def _office(session: Session) -> Iterator[str]:
    accounts = {
        row.reference: (row.active, frozenset(ROLES[role] for role in row.roles)) for row in session.execute(ACCOUNTS)
    }
    files = list(office_files(session))
    statuses = _statuses(session, (loaded for _, _, loaded in files))
    for workflow, name, loaded in files:
        faults = [*_history(loaded, statuses)]
        if any(file_name(workflow, fact.entry) != name for fact in loaded.file.facts):
            faults.append("its entries are about something else")
        if workflow == "account" and settled_account(loaded.file) not in (None, accounts.get(name)):
            faults.append("it is not as its history gives it")
        yield from (f"{workflow} {name}: {fault}" for fault in faults)


def _statuses(session: Session, files: Iterable[Loaded]) -> dict[int, str]:
    """The stored status of every process of some files, by its row id."""
    ids = [row.id for loaded in files for row in loaded.rows]
    return dict(session.execute(STATUSES, {"ids": ids}).all())


def _history(loaded: Loaded, statuses: Mapping[int, str]) -> Iterator[str]:
    """Replay each process: numbers without gaps, each event from where the last one left it, and today's status."""
    for row in loaded.rows:
        facts = [f for f in loaded.file.facts if (f.event.workflow, f.event.about) == (row.workflow, row.about)]
        yield from (f"{row.workflow}: {fault}" for fault in _replay(row, facts))
        if statuses[row.id] != row.status.value:
            yield f"{row.workflow}: its status is not the one at which its history arrives"


def _replay(row: ProcessRow, facts: Sequence[Fact[Entry]]) -> Iterator[str]:
    status = WORKFLOWS[row.workflow].initial
    for number, fact in enumerate(facts, start=1):
        event, step = fact.event, STEPS[fact.event.trigger]
        moves_to = status if event.corrects or step.dest is None else step.dest
        if not event.key.endswith(f".{number}"):
            yield f"event {number} is missing or out of order"
        if event.source is not status or event.dest is not moves_to:
            yield f"event {number} does not follow from the one before"
        status = event.dest


def _deadlines(loaded: Loaded, stored: dict[Any, Any]) -> Iterator[str]:
    for key, due in worked_out(loaded).items():
        row = stored.get(key)
        if row is None or values_of(row) != values_of(due):
            yield f"deadline {key[1]} is not the one that its facts give"


Access = tuple[frozenset[tuple[PersonRef, Bar]], frozenset[tuple[PersonRef, str]]]


@dataclass(frozen=True)
class _Stored:
    access: dict[int, Access]
    deadlines: dict[int, dict[Any, Any]]


def _stored(session: Session, ids: Sequence[int]) -> _Stored:
    """The exclusions and allocations that stand, and the deadlines, of some cases."""
    standing: dict[int, tuple[set[Any], set[Any]]] = {case_id: (set(), set()) for case_id in ids}
    for side, table, column in ((0, EXCLUSION, "reason"), (1, ALLOCATION, "role")):
        rows = select(table.c.case_id, PERSON.c.reference, table.c[column]).where(table.c.until.is_(None))
        rows = rows.join(PERSON, PERSON.c.id == table.c.person_id).where(table.c.case_id.in_(ids))
        # A confidential report and a panel's meeting exclude as well: each is checked for itself.
        rows = rows.join(EVENT, EVENT.c.id == table.c.event_id).where(EVENT.c.case_id.is_not(None))
        for case_id, person, word in session.execute(rows):
            standing[case_id][side].add((person, word))
    deadlines: dict[int, dict[Any, Any]] = {case_id: {} for case_id in ids}
    for row in session.execute(select(DEADLINE).where(DEADLINE.c.case_id.in_(ids))):
        deadlines[row.case_id][row.process_id, row.clock, row.nth] = row
    return _Stored({n: (frozenset(a), frozenset(b)) for n, (a, b) in standing.items()}, deadlines)


def expected_access(loaded: Loaded) -> Access:
    """Who must be excluded from a case and who allocated to it, by its history alone."""
    barred: set[tuple[PersonRef, Bar]] = set()
    working: set[tuple[PersonRef, str]] = set()
    for number, fact in enumerate(loaded.file.facts):
        step, posted = STEPS[fact.event.trigger], loaded.file.posting(fact.event.by, fact.event.recorded_at)
        by = Actor(fact.event.by, posted.roles if posted else frozenset())
        barred -= set(step.readmits(fact.entry))
        barred |= set(step.excludes(by, fact.entry))
        before = loaded.file.facts[:number]
        barred |= excluded_near(loaded.file, before, fact.entry, fact.event.recorded_at)
        if fact.event.urgency and fact.event.urgency.knows_anyone:
            barred.add((fact.event.by, Bar.CONNECTION))
        allocated = set(allocated_by(step, by, fact.entry, fact.event))
        released = set(step.releases(fact.entry))
        ended = roles_ended(step, allocated)
        working = {(p, role) for p, role in working if role not in ended and p not in released} | allocated
    return frozenset(barred), frozenset(working)
