"""Fills an empty database with a force: its people, its panel, some cases played and the rest copied from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import bindparam, func, select, update
from sqlmodel import Session

from complaints.database import SYSTEM, Database
from complaints.errors import CannotDo
from complaints.force import Player, enrol_cast, enrol_force
from complaints.models import metadata
from complaints.models.log import LogKind
from complaints.seeding.copying import Copier
from complaints.seeding.originals import Original, read_original
from complaints.seeding.panel import PACKS, Panel, meetings_of
from complaints.seeding.people import Roll, further_desks, under
from complaints.seeding.playing import Stretch, Told, desks_for, play_story, stories
from complaints.services import log
from complaints.services.accounts import HASHER
from workflows.words import joined

PLAYED = 300
"""How many cases are played; the rest are copies of them."""

HELD = {"case_file": "cases", "meeting": "meetings", "confidential_report": "reports", "person": "people"}
"""What an empty database has none of, in words; the system itself is nobody."""

OTHERWISE = "One that was interrupted goes on when it is given the same number of cases, seed, months and last day"
LOG, ACCOUNT = metadata.tables["log_entry"], metadata.tables["account"]
BEGUN = select(LOG.c.sequence).where(LOG.c.kind == LogKind.COMMAND, LOG.c.what == bindparam("made_from"))
LET_IN = update(ACCOUNT).where(ACCOUNT.c.username == bindparam("key")).values(password_hash=bindparam("hash"))

Tell = Callable[[int, int], object]
"""Told how many cases and meetings are done, of how many."""


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
    packs: int = PACKS,
) -> Seeded:
    """Fill an empty database; the same arguments give the same rows. Raises `CannotDo` where it is not empty.

    One that was interrupted goes on where it was, given the same arguments; nothing that is there is done again.
    `passwords` lets those named of the standing force sign in. `played` is how many cases are played at most. The
    coming panel meeting and those held last have `packs` packs between them, of the cases that were played.
    """
    roll, desks = Roll(), desks_for(cases)
    with database.transaction(SYSTEM) as session:
        go_on = _begin(session, f"seed-from.{_digest(seed, cases, stretch, played)}", stretch)
        department = _department(session, seed, desks, stretch, passwords, roll)
        if go_on:
            _let_in(session, passwords)
    originals: list[Original] = []
    number, meetings = min(played, cases), meetings_of(seed, stretch)
    whole = cases + len(meetings)
    for done, (desk, story) in enumerate(stories(seed, number, desks, stretch, roll), start=1):
        told = Told(desk, play_story(database, story, seed=seed, force=department, stretch=stretch, go_on=go_on))
        if cases > number and told.can_be_copied:
            with database.transaction(SYSTEM, write=False) as session:
                originals.append(read_original(session, told, department))
        progress(done, whole)
    copier = Copier(database, seed, originals, department, desks, stretch, roll)
    copier.make(range(number, cases), lambda done: progress(done, whole))
    panel = Panel(database, seed, department, stretch, number)
    panel.meet(meetings, packs, lambda done: progress(cases + done, whole))
    with database.transaction(SYSTEM, write=False) as session:
        return Seeded(number, cases - number, _held(session)["person"], log.head(session))


def _let_in(session: Session, passwords: Mapping[str, str]) -> None:
    """The passwords of this run for accounts that an earlier one has made: it may not have come to telling its own."""
    given = [{"key": key, "hash": HASHER.hash(word)} for key, word in passwords.items()]
    if given:
        session.connection().execute(LET_IN, given)


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


def _digest(*made_from: object) -> str:
    return sha256(repr(made_from).encode()).hexdigest()[:16]


def _begin(session: Session, made_from: str, stretch: Stretch) -> bool:
    """Log what the force is made from; True where that was done before. Raises `CannotDo` for anything else here."""
    if session.execute(BEGUN, {"made_from": made_from}).first():
        return True
    if held := [HELD[name] for name, number in _held(session).items() if number]:
        refused = f"this database holds {joined(held)} already: a force is seeded into an empty one only"
        raise CannotDo(f"{refused}. {OTHERWISE}")
    log.append(session, [log.Record(kind=LogKind.COMMAND, at=stretch.begins, what=made_from)])
    return False
