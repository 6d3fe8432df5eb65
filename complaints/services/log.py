"""The log's writer and its verifier.

The chain shows that an entry was edited, removed, swapped or put in, as long as the hashes after it stand.
Whoever rewrites all of them, or cuts off the end, leaves a chain that is whole: only a head kept outside
shows that. So heads are printed on packs and reports, and given to the verifier. Entries newer than the
last head outside are not covered.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, String, Table, bindparam, func, insert, select, type_coerce, update
from sqlmodel import Session

from complaints.models.log import GENESIS, LogEntry, LogHead, LogKind

CODE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,79}")
BATCH = 5000

ENTRY: Table = LogEntry.metadata.tables["log_entry"]
HEAD: Table = LogHead.metadata.tables["log_head"]
READ_HEAD = select(HEAD.c.sequence, HEAD.c.hash)
LOCK_HEAD = READ_HEAD.with_for_update()
ADD = insert(ENTRY)
MOVE_HEAD = (
    update(HEAD)
    .where(HEAD.c.sequence == bindparam("extended"))
    .values(sequence=bindparam("new_sequence"), hash=bindparam("new_hash"))
)
COUNT = select(func.count()).select_from(ENTRY)
READ_ENTRIES = (
    # The kind as it is stored: one that we do not know is a fault to report, not an error.
    select(*(type_coerce(column, String) if column is ENTRY.c.kind else column for column in ENTRY.c))
    .where(ENTRY.c.sequence > bindparam("after"))
    .order_by(ENTRY.c.sequence)
    .limit(BATCH)
)


class Head(NamedTuple):
    """Where the chain ended at some moment."""

    sequence: int
    hash: str


@dataclass(frozen=True, kw_only=True)
class Record:
    """What is to be logged. `what` is a code, as a page's or trigger's name: small letters, digits, "-_."."""

    kind: LogKind
    at: datetime
    account_id: int | None = None
    case_id: int | None = None
    event_id: int | None = None
    what: str
    digest: str | None = None

    def __post_init__(self) -> None:
        if not CODE.fullmatch(self.what):
            raise ValueError("the log takes codes, not words")


START = Head(0, GENESIS)


class Break(NamedTuple):
    """A fault of the chain and where it shows."""

    sequence: int
    problem: str


@dataclass(frozen=True)
class ChainReport:
    """What the verifier found: how many entries it read, where the chain ends, and every fault."""

    entries: int
    head: Head
    breaks: tuple[Break, ...]

    @property
    def whole(self) -> bool:
        return not self.breaks


class LostHead(Exception):
    """The head is missing or was moved by somebody who did not hold it."""


def head(session: Session) -> Head:
    """Where the chain ends now, to be printed on what leaves the system. Raises LostHead."""
    return _read_head(session.connection(), READ_HEAD)


def append(session: Session, records: Sequence[Record]) -> None:
    """Add entries to the chain, in order: three statements, however many.

    Call it last in a transaction, after everything is flushed: the head's lock makes writers queue.
    Raises LostHead.
    """
    connection = session.connection()
    held = _read_head(connection, LOCK_HEAD)
    rows = list(_chained(held, records))
    connection.execute(ADD, rows)
    moved = {"extended": held.sequence, "new_sequence": rows[-1]["sequence"], "new_hash": rows[-1]["hash"]}
    if connection.execute(MOVE_HEAD, moved).rowcount != 1:
        raise LostHead("the log's head was moved by another writer")


def digest(salt: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """SHA-256 in hexadecimal of the salt and the rows: canonical JSON, moments in UTC, enums by value.

    The salt is kept with the rows, never in the log: without it a digest tells nothing, and it goes when they go.
    Secret columns count as their plain text, so that new keys break no digest.
    """
    return sha256(_canonical([salt, list(rows)])).hexdigest()


def _nothing(*_told: Any) -> tuple[()]:
    return ()


def verify_chain(
    session: Session,
    *,
    outside: Iterable[Head] = (),
    changed: Callable[[Sequence[tuple[int, str]]], Iterable[int]] = _nothing,
    progress: Callable[[int, int], object] = _nothing,
) -> ChainReport:
    """Read the whole chain and report every break. The session must be SYSTEM's, which sees every entry.

    `outside` are heads kept elsewhere. `changed` is given a batch of (event id, digest) and returns the ids of the
    events whose rows do not give that digest. `progress` is told how many entries are done, of how many.
    """
    connection = session.connection()
    known = _by_sequence(outside)
    breaks: list[Break] = []
    last, done, total = START, 0, connection.scalar(COUNT) or 0
    for batch in _batches(connection):
        for row in batch:
            breaks += _faults(row, last, known)
            last = Head(row.sequence, row.hash)
        digests = [(row.event_id, row.digest) for row in batch if row.event_id and row.digest]
        altered = set(changed(digests))
        breaks += [Break(row.sequence, "its event was changed") for row in batch if row.event_id in altered]
        done += len(batch)
        progress(done, total)
    return ChainReport(done, last, (*breaks, *_end_faults(connection, last, known)))


def _read_head(connection: Connection, statement: Select[Any]) -> Head:
    row = connection.execute(statement).one_or_none()
    if row is None:
        raise LostHead("the log has no head")
    return Head(*row)


def _chained(end: Head, records: Sequence[Record]) -> Iterator[dict[str, Any]]:
    """The records as rows that extend the chain from `end`."""
    previous = end.hash
    for sequence, record in enumerate(records, end.sequence + 1):
        row = {"sequence": sequence, **vars(record), "previous": previous}
        previous = _hash(row.values())
        yield row | {"hash": previous}


def _hash(values: Iterable[Any]) -> str:
    """What the next entry names: a digest of all columns but the last. Their order can never change."""
    return sha256(_canonical(list(values))).hexdigest()


def _batches(connection: Connection) -> Iterator[Sequence[Row[Any]]]:
    """All entries in order, some thousands at a time."""
    after = 0
    while batch := connection.execute(READ_ENTRIES, {"after": after}).all():
        yield batch
        after = batch[-1].sequence


def _by_sequence(outside: Iterable[Head]) -> dict[int, set[str]]:
    known: dict[int, set[str]] = {}
    for sequence, hash in outside:
        known.setdefault(sequence, set()).add(hash)
    return known


def _faults(row: Sequence[Any], last: Head, known: Mapping[int, set[str]]) -> Iterator[Break]:
    """What is wrong with one entry, given the one before and the heads kept outside."""
    sequence, previous, stored = row[0], row[-2], row[-1]
    if sequence != last.sequence + 1:
        yield Break(sequence, "entries before it are missing")
    if previous != last.hash:
        yield Break(sequence, "it does not follow the entry before")
    if stored != _hash(row[:-1]):
        yield Break(sequence, "it was changed")
    if known.get(sequence, {stored}) != {stored}:
        yield Break(sequence, "it is not the entry that a head kept outside names")


def _end_faults(connection: Connection, last: Head, known: Mapping[int, set[str]]) -> Iterator[Break]:
    if _read_head(connection, READ_HEAD) != last:
        yield Break(last.sequence, "the head does not name the last entry")
    for sequence in sorted(known):
        if sequence > last.sequence:
            yield Break(sequence, "a head kept outside is beyond the end of the chain")


def _canonical(value: Any) -> bytes:
    return _JSON.encode(value).encode()


def _plain(value: Any) -> Any:
    """What JSON does not know, as it is written in a digest."""
    match value:
        case Enum():
            return value.value
        case datetime():
            return _moment(value)
        case date():
            return value.isoformat()
        case set() | frozenset():
            return sorted(value)
    raise TypeError(f"a digest cannot hold {type(value).__name__}")


_JSON = json.JSONEncoder(default=_plain, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _moment(at: datetime) -> str:
    if at.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return at.astimezone(UTC).isoformat()
