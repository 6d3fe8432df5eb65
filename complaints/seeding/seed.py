"""Fills an empty database with a force: its people, its panel, some cases played and the rest copied from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import Session

from complaints.database import SYSTEM, Database
from complaints.errors import CannotDo
from complaints.force import Player, enrol_cast, enrol_force
from complaints.models import metadata
from complaints.seeding.copying import Copier
from complaints.seeding.originals import Original, read_original
from complaints.seeding.people import Roll, further_desks, under
from complaints.seeding.playing import Stretch, Told, desks_for, meetings, play_story, stories
from complaints.services import log
from workflows.words import joined

PLAYED = 300
"""How many cases are played; the rest are copies of them."""

HELD = {"case_file": "cases", "meeting": "meetings", "confidential_report": "reports", "person": "people"}
"""What an empty database has none of, in words; the system itself is nobody."""

BROKEN_OFF = (
    "A seed that was interrupted cannot go on: begin again in a new database, where the same seed and days give the "
    "same force, and throw this one away if nothing else is in it"
)

Tell = Callable[[int, int], object]
"""Told how many cases are done, of how many."""


@dataclass(frozen=True)
class Seeded:
    """What was made: cases played and copied, people on the register, and where the log ends."""

    played: int
    copied: int
    people: int
    head: log.Head


def seed_force(
    database: Database,
    seed: str,
    cases: int,
    stretch: Stretch,
    *,
    passwords: Mapping[str, str],
    progress: Tell,
    played: int = PLAYED,
) -> Seeded:
    """Fill an empty database; the same arguments give the same rows. Raises `CannotDo` where it is not empty.

    `passwords` lets those named of the standing force sign in. `played` is how many cases are played at most.
    """
    roll, desks = Roll(), desks_for(cases)
    with database.transaction(SYSTEM) as session:
        _refuse_unless_empty(session)
        department = _department(session, seed, desks, stretch, passwords, roll)
    play_story(database, meetings(seed, stretch), seed=seed, force=department, stretch=stretch)
    originals: list[Original] = []
    number = min(played, cases)
    for done, (desk, story) in enumerate(stories(seed, number, desks, stretch, roll), start=1):
        told = Told(desk, play_story(database, story, seed=seed, force=department, stretch=stretch))
        if cases > number and told.can_be_copied:
            with database.transaction(SYSTEM, write=False) as session:
                originals.append(read_original(session, told, department))
        progress(done, cases)
    copier = Copier(database, seed, originals, department, desks, stretch, roll)
    copier.make(range(number, cases), lambda done: progress(done, cases))
    with database.transaction(SYSTEM, write=False) as session:
        return Seeded(number, cases - number, _held(session)["person"], log.head(session))


def _department(
    session: Session, seed: str, desks: int, stretch: Stretch, passwords: Mapping[str, str], roll: Roll
) -> dict[str, Player]:
    """The standing force, and the people of the further desks."""
    force = enrol_force(session, at=stretch.begins, passwords=passwords)
    roll.note(force)
    cast, made_up_from = further_desks(desks), f"{seed}/department"
    names = roll.keys(made_up_from, cast)
    renamed = {names[post]: under(member, names) for post, member in cast.items()}
    players = enrol_cast(session, renamed, force, seed=made_up_from, at=stretch.begins)
    return force | {post: players[name] for post, name in names.items()}


def _held(session: Session) -> dict[str, int]:
    """How many rows there are of what an empty database has none of."""
    tables = {name: metadata.tables[name] for name in HELD}
    return {
        name: session.connection().scalar(select(func.count()).select_from(table).where(table.c.id > 0)) or 0
        for name, table in tables.items()
    }


def _refuse_unless_empty(session: Session) -> None:
    if held := [HELD[name] for name, number in _held(session).items() if number]:
        refused = f"this database holds {joined(held)} already: a force is seeded into an empty one only"
        raise CannotDo(f"{refused}. {BROKEN_OFF}")
