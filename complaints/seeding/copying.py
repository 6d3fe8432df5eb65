"""Copies of played cases: other people, other desks, other days, some at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from sqlalchemy import Connection, Table, func, insert, select
from sqlmodel import Session

from complaints.database import SYSTEM, Database
from complaints.facts.load import facts_of
from complaints.force import Member, Player, enrol_cast
from complaints.references import reference, seeded
from complaints.seeding.originals import FIND_CASE, Original, words_of
from complaints.seeding.people import Desk, Roll
from complaints.seeding.playing import Stretch
from complaints.seeding.rows import CASE_FILE, READ, Change, Row
from complaints.services import log
from complaints.services.deadlines import add_deadlines
from complaints.services.unallocated import note_unallocated

BATCH = 100


@dataclass(frozen=True)
class Plan:
    """One copy that is to be made: of what, for which desk, how much later, and its own people's names."""

    number: int
    original: Original
    desk: Desk
    later: timedelta
    names: Mapping[str, str]


@dataclass(frozen=True)
class Copier:
    """Makes copies of some originals in one database. Everything follows from the seed and the number of a copy."""

    database: Database
    seed: str
    originals: Sequence[Original]
    department: Mapping[str, Player]
    desks: int
    stretch: Stretch
    roll: Roll

    def make(self, numbers: range, progress: Callable[[int], object]) -> None:
        """The copies of these numbers, in batches that are whole or not there at all. What is there is left alone."""
        for first in range(numbers.start, numbers.stop, BATCH):
            batch = range(first, min(first + BATCH, numbers.stop))
            plans = [self._plan(number) for number in batch]
            with self.database.transaction(SYSTEM) as session:
                if not self._is_there(session, plans[-1]):
                    self._make(session, plans)
            progress(batch.stop)

    def _is_there(self, session: Session, plan: Plan) -> bool:
        return session.execute(FIND_CASE, {"reference": self._reference(plan)}).first() is not None

    def _reference(self, plan: Plan) -> str:
        return reference(seeded(f"{self.seed}/copy {plan.number}"), "case")

    def _plan(self, number: int) -> Plan:
        random = Random(f"{self.seed}/copy {number}")
        original = random.choice(self.originals)
        weeks = random.randint(0, original.weeks_of_room(self.stretch.first))
        wished = {key: f"{key}_{number}" for key in original.told.played.story.cast}
        names = {
            key: self.roll.key(self._cast, wish, original.people[key].member.pronoun) for key, wish in wished.items()
        }
        return Plan(number, original, Desk(number % self.desks), -timedelta(weeks=weeks), names)

    @property
    def _cast(self) -> str:
        """From what the people of copies are made up."""
        return f"{self.seed}/copies"

    def _make(self, session: Session, plans: Sequence[Plan]) -> None:
        connection = session.connection()
        players = self._enrol(session, plans)
        blocks = {table: _ids(connection, table, _count(table, plans)) for table in READ if "id" in table.c}
        rows: dict[Table, list[Row]] = {table: [] for table in READ}
        records: list[log.Record] = []
        for plan in plans:
            change = self._change(plan, players, blocks)
            made = plan.original.copied(change)
            records += plan.original.logged(made, change)
            for table, of_table in made.items():
                rows[table] += of_table
        for table, of_table in rows.items():
            if of_table:
                connection.execute(insert(table), of_table)
        cases = [row["id"] for row in rows[CASE_FILE]]
        add_deadlines(session, facts_of(session, cases))
        note_unallocated(session, cases)
        log.append(session, records)

    def _enrol(self, session: Session, plans: Sequence[Plan]) -> dict[str, Player]:
        cast: dict[str, Member] = {}
        for plan in plans:
            cast |= {new: plan.original.people[old].member for old, new in plan.names.items()}
        return enrol_cast(session, cast, self.department, seed=self._cast, at=self.stretch.begins)

    def _change(self, plan: Plan, players: Mapping[str, Player], blocks: Mapping[Table, Iterator[int]]) -> Change:
        original, random = plan.original, seeded(f"{self.seed}/copy {plan.number}")
        places = original.told.desk.moved_to(plan.desk)
        people = {
            old: players[plan.names[old]] if old in plan.names else self.department[places[old]]
            for old in original.people
        }
        was, becomes = words_of(original.people), words_of(people)
        words = {was[what]: becomes[what] for what in was}
        ids = {
            table.name: {row.values["id"]: new for row, new in zip(original.rows[table], block, strict=False)}
            for table, block in blocks.items()
        }
        pairs = [(original.people[key].signed_in, people[key].signed_in) for key in people]
        ids["person"] = {old.person_id: new.person_id for old, new in pairs}
        ids["account"] = {old.account_id or 0: new.account_id or 0 for old, new in pairs}
        words[original.reference] = self._reference(plan)
        return Change(ids, words, original.pattern, plan.later, random)


def _count(table: Table, plans: Sequence[Plan]) -> int:
    return sum(len(plan.original.rows[table]) for plan in plans)


def _ids(connection: Connection, table: Table, number: int) -> Iterator[int]:
    """Row ids that nobody has or will be given."""
    if connection.dialect.name == "sqlite":
        last = connection.scalar(select(func.max(table.c.id))) or 0
        return iter(range(last + 1, last + number + 1))
    sequence = func.nextval(func.pg_get_serial_sequence(table.name, "id"))
    return iter(connection.scalars(select(sequence).select_from(func.generate_series(1, number))).all())
