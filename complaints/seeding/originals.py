"""A played case as it is stored, ready to be copied with its log entries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from sqlalchemy import Table, bindparam, select
from sqlmodel import Session

from complaints.force import Player
from complaints.models import metadata
from complaints.models.entries import TABLES
from complaints.seeding.playing import Told
from complaints.seeding.rows import CASE_FILE, EVENT, POSTING, PROCESS, READ, SCREENING, Change, Row, Stored, stored
from complaints.services import log
from workflows.registry import WORKFLOWS
from workflows.rulesets import SUSPENSION_DUTY_FROM

LOG = metadata.tables["log_entry"]
READ_LOG = select(LOG).where(LOG.c.case_id == bindparam("case"), LOG.c.event_id.is_not(None)).order_by(LOG.c.sequence)
FIND_CASE = select(CASE_FILE.c.id).where(CASE_FILE.c.reference == bindparam("reference"))
UNDIGESTED = ("id", "event_id")
"""The columns of a posting or a screening that the log's digest does not cover."""

LONGEST_WAIT = 2
"""Weeks by which an open case may be earlier than its original: else everything in its copies would be overdue."""

Rows = Mapping[Table, Sequence[Row]]


def words_of(players: Mapping[str, Player]) -> dict[tuple[str, str], str]:
    """All that people are known by, by the story's name for them and what it is."""
    return {
        (key, what): word
        for key, player in players.items()
        for what, word in {"reference": str(player.person), **vars(player.details)}.items()
    }


@dataclass(frozen=True)
class Original:
    """A case, all its rows and its log entries. `people` are those whom a copy replaces, by the story's names."""

    told: Told
    people: Mapping[str, Player]
    pattern: re.Pattern[str]
    rows: Mapping[Table, tuple[Stored, ...]]
    entries: tuple[Row, ...]

    @property
    def reference(self) -> str:
        """The reference of the case."""
        return self.told.played.references["case"]

    @property
    def opened(self) -> date:
        """The London day on which it was opened."""
        [(_name, day, _clock)] = self.rows[CASE_FILE][0].moments
        return day

    @cached_property
    def ended(self) -> bool:
        """Whether its handling has ended."""
        handling = WORKFLOWS["handling"]
        return any(
            handling.status(row.values["status"]).final
            for row in self.rows[PROCESS]
            if row.values["workflow"] == handling.name
        )

    @cached_property
    def first_under_new_law(self) -> date | None:
        """The first day on file after the law on suspension changed."""
        rows = [row for of_table in self.rows.values() for row in of_table]
        days = {day for row in rows for _name, day, _clock in row.moments}
        days |= {row.values[name] for row in rows for name in row.days}
        return min((day for day in days if day >= SUSPENSION_DUTY_FROM), default=None)

    def weeks_of_room(self, first: date) -> int:
        """By how many weeks a copy may be earlier: never reported before the first day, and under the same law."""
        rooms = [self.opened - first]
        if self.first_under_new_law:
            rooms.append(self.first_under_new_law - SUSPENSION_DUTY_FROM)
        if not self.ended:
            rooms.append(timedelta(weeks=LONGEST_WAIT))
        return max(0, min(rooms) // timedelta(weeks=1))

    def copied(self, change: Change) -> dict[Table, list[Row]]:
        """The rows of a copy."""
        return {table: [row.copied(change) for row in of_table] for table, of_table in self.rows.items()}

    def logged(self, rows: Rows, change: Change) -> Iterator[log.Record]:
        """The log entries of a copy, each with the digest of its own event."""
        events = {row["id"]: row for row in rows[EVENT]}
        processes = {row["id"]: row for row in rows[PROCESS]}
        stated = {row["event_id"]: row for table in TABLES.values() for row in rows[table]}
        postings, screenings = _by_event(rows[POSTING]), _by_event(rows[SCREENING])
        for old in self.entries:
            event = events[change.id_of(EVENT.name, old["event_id"])]
            process = processes[event["process_id"]]
            covered = {**event, "workflow": process["workflow"], "about": process["about"]}
            copied = [*postings.get(event["id"], []), *screenings.get(event["id"], [])]
            yield log.Record(
                kind=old["kind"],
                at=event["recorded_at"],
                account_id=old["account_id"] and change.id_of("account", old["account_id"]),
                case_id=event["case_id"],
                event_id=event["id"],
                what=old["what"],
                digest=log.digest(event["submission"], [covered, stated[event["id"]], *copied]),
            )


def _by_event(rows: Sequence[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        covered = {name: value for name, value in row.items() if name not in UNDIGESTED}
        found.setdefault(row["event_id"], []).append(covered)
    return found


def read_original(session: Session, told: Told, department: Mapping[str, Player]) -> Original:
    """A case that was played, from the database. `department` are all whom its desk may bring to it."""
    reference, connection = told.played.references["case"], session.connection()
    desk = told.desk.moved_to(told.desk)
    people = {key: player for key, player in told.played.people.items() if key not in department or key in desk}
    pattern = re.compile("|".join(map(re.escape, sorted({reference, *words_of(people).values()}, key=len)[::-1])))
    asked = {"case": connection.execute(FIND_CASE, {"reference": reference}).scalar_one()}
    rows = {
        table: tuple(stored(table, dict(row._mapping), pattern) for row in connection.execute(statement, asked))
        for table, statement in READ.items()
    }
    entries = tuple(dict(row._mapping) for row in connection.execute(READ_LOG, asked))
    return Original(told, people, pattern, rows, entries)
