"""The workforce register: what is added to its history, and what `Person` says of somebody because of it.

History only grows. Whoever adds to it names people by their collar or staff number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Table, bindparam, insert, select, text, update
from sqlmodel import Session

from complaints.models import metadata
from complaints.models.log import LogKind
from complaints.models.types import digest_columns
from complaints.services import log
from complaints.services.additions import Additions, NewAbsence, NewContact, NewDeclared, NewTraining
from complaints.services.rescreening import ask
from workflows.calendar import london_day
from workflows.office.posts import NewPost

PERSON, CHANGE, BEFORE, UNIT, POST, END, CONTACT, TRAINING, ABSENCE, DECLARED = (
    metadata.tables[name]
    for name in (
        "person", "register_change", "register_before", "register_unit", "register_post", "register_post_end",
        "register_contact", "register_training", "register_absence", "register_declared",
    )
)  # fmt: skip
HISTORY = (BEFORE, UNIT, POST, END, CONTACT, TRAINING, ABSENCE, DECLARED)
COUNTED_COURSE = "abuse by police"
"""The course, whatever its capitals, whose last day is the one until which somebody counts as trained."""

ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(20020030)")
ADD_CHANGE = insert(CHANGE).returning(CHANGE.c.id)
NUMBERS = select(PERSON.c.number, PERSON.c.id).where(PERSON.c.number.is_not(None))
ADDED = select(POST.c.id, POST.c.person_id, POST.c.unit_id, POST.c.starts).where(
    POST.c.change_id == bindparam("change")
)
UNITS = select(UNIT.c.force, UNIT.c.name, UNIT.c.id)
REPLACE = update(PERSON).where(PERSON.c.id == bindparam("row"))
REPLACE = REPLACE.values(name=bindparam("new_name"), service=bindparam("new_service"))
_manager = PERSON.alias("manager")
POSTS = (
    select(
        POST.c.person_id, UNIT.c.force, POST.c.team, POST.c.rank, POST.c.starts, END.c.ends,
        _manager.c.reference.label("manager"),
    )
    .join(UNIT, UNIT.c.id == POST.c.unit_id)
    .outerjoin(END, END.c.post_id == POST.c.id)
    .outerjoin(_manager, _manager.c.id == POST.c.manager_id)
    .where(POST.c.starts <= bindparam("today"))
    .order_by(POST.c.person_id, POST.c.starts, POST.c.id)
)  # fmt: skip
TRAINED = (
    select(TRAINING.c.person_id, TRAINING.c.course, TRAINING.c.taken_on, TRAINING.c.expires_on)
    .where(TRAINING.c.taken_on <= bindparam("today"))
    .order_by(TRAINING.c.person_id, TRAINING.c.id)
)
STANDS = ("force", "team", "rank", "manager", "trained_until")
STANDING = select(PERSON.c.id, *(PERSON.c[name] for name in STANDS))
BRING = update(PERSON).where(PERSON.c.id == bindparam("row"))
BRING = BRING.values({name: bindparam(f"new_{name}") for name in STANDS})


Ids = Mapping[str | None, int | None]
"""Everybody's row id by number, and nobody's for None."""


def one_at_a_time(session: Session) -> None:
    """Wait for whoever else changes the register; on SQLite a transaction that writes has waited already."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(ONE_AT_A_TIME)


def change_register(session: Session, added: Additions, *, at: datetime, source: str, salt: str) -> None:
    """Add to the history, and bring what the register says today into line with it; the log is told last.

    Everything must have been checked: an unknown number or unit is a KeyError.
    """
    connection = session.connection()
    change = connection.execute(ADD_CHANGE, {"at": at, "source": source, "salt": salt}).scalar_one()
    _add_people(session, added, change)
    units = _units(session, added.units, change)
    ids: Ids = {None: None, **dict(connection.execute(NUMBERS).all())}
    _insert(session, CONTACT, change, [_contact(ids, c) for c in added.contacts])
    _insert(session, TRAINING, change, [_training(ids, t) for t in added.trainings])
    _insert(session, ABSENCE, change, [_absence(ids, a) for a in added.absences])
    _insert(session, DECLARED, change, [_declared(ids, d) for d in added.declared])
    _insert(session, POST, change, [_post(ids, units, p) for p in added.posts])
    posts = {(p.person_id, p.unit_id, p.starts): p.id for p in connection.execute(ADDED, {"change": change})}
    ends = {posts[ids[p.number], units[p.force, p.unit], p.starts]: p.ends for p in added.posts if p.ends}
    _insert(session, END, change, [{"post_id": n, "ends": day} for n, day in {**ends, **added.endings}.items()])
    bring_up_to_date(session, london_day(at))
    ask(session, london_day(at), change)
    told = change_digest(session, change, salt)
    log.append(session, [log.Record(kind=LogKind.REGISTER, at=at, what=f"change.{change}", digest=told)])


def _insert(session: Session, table: Table, change: int, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        session.connection().execute(insert(table), [{**row, "change_id": change} for row in rows])


def _add_people(session: Session, added: Additions, change: int) -> None:
    connection = session.connection()
    if added.people:
        blank = {"force": "", "rank": "", "team": ""}
        connection.execute(insert(PERSON), [{**vars(person), **blank} for person in added.people])
    if added.replaced:
        ids = dict(connection.execute(NUMBERS).all())
        before = [{"person_id": ids[r.number], "name": r.was[0], "service": r.was[1]} for r in added.replaced]
        _insert(session, BEFORE, change, before)
        now = [{"row": ids[r.number], "new_name": r.name, "new_service": r.service} for r in added.replaced]
        connection.execute(REPLACE, now)


def _units(session: Session, fresh: Iterable[tuple[str, str]], change: int) -> dict[tuple[str, str], int]:
    """Every unit's row id, the new ones' too."""
    _insert(session, UNIT, change, [{"force": force, "name": name} for force, name in fresh])
    return {(row.force, row.name): row.id for row in session.connection().execute(UNITS)}


def _post(ids: Ids, units: Mapping[tuple[str, str], int], post: NewPost) -> dict[str, Any]:
    said = {name: getattr(post, name) for name in ("station", "team", "role", "rank", "starts")}
    unit = units[post.force, post.unit]
    return {"person_id": ids[post.number], "unit_id": unit, "manager_id": ids[post.manager], **said}


def _contact(ids: Ids, contact: NewContact) -> dict[str, Any]:
    said = {"value": contact.value, "digest": contact.value}
    return {"person_id": ids[contact.number], "reach": contact.reach, **said}


def _training(ids: Ids, training: NewTraining) -> dict[str, Any]:
    said = {name: getattr(training, name) for name in ("course", "taken_on", "expires_on")}
    return {"person_id": ids[training.number], "trainer_id": ids[training.trainer], **said}


def _absence(ids: Ids, absence: NewAbsence) -> dict[str, Any]:
    return {"person_id": ids[absence.number], "starts": absence.starts, "ends": absence.ends}


def _declared(ids: Ids, said: NewDeclared) -> dict[str, Any]:
    kept = {name: getattr(said, name) for name in ("declared", "connection", "named", "starts", "ends")}
    return {"person_id": ids[said.number], "other_id": ids[said.other], "digest": said.named, **kept}


def bring_up_to_date(session: Session, today: date) -> int:
    """Let every `Person` say what their history gives for a London day; returns how many said something else.

    Whoever has no history, and whoever has only a post to come, keeps what the register says of them.
    """
    connection = session.connection()
    given: dict[int, dict[str, Any]] = {}
    for person, posts in groupby(connection.execute(POSTS, {"today": today}), key=lambda row: row.person_id):
        given[person] = _service(list(posts), today)
    for person, courses in groupby(connection.execute(TRAINED, {"today": today}), key=lambda row: row.person_id):
        if counted := [row for row in courses if row.course.casefold() == COUNTED_COURSE]:
            given.setdefault(person, {})["trained_until"] = _trained_until(counted)
    moved = []
    for row in connection.execute(STANDING).mappings():
        stands = {name: row[name] for name in STANDS}
        if row["id"] in given and stands != (wanted := stands | given[row["id"]]):
            moved.append({"row": row["id"], **{f"new_{name}": value for name, value in wanted.items()}})
    if moved:
        connection.execute(BRING, moved)
    return len(moved)


def _service(posts: Sequence[Any], today: date) -> dict[str, Any]:
    """What the last post that has begun gives, of those that have not ended; after the last, no team and no manager."""
    current = [post for post in posts if post.ends is None or post.ends >= today]
    last = (current or posts)[-1]
    team, manager = (last.team, last.manager) if current else ("", None)
    return {"force": last.force, "rank": last.rank, "team": team, "manager": manager}


def _trained_until(courses: Sequence[Any]) -> date | None:
    """The latest day of the course that counts; of one day on which it was taken the last row holds."""
    held = {row.taken_on: row.expires_on for row in courses}
    return max((day for day in held.values() if day), default=None)


def change_digest(session: Session, change: int, salt: str) -> str:
    """The digest that the log holds of a change, from its rows in the history as they lie there now."""
    connection = session.connection()
    rows: list[dict[str, Any]] = []
    for table in HISTORY:
        said = [column for column in table.c if column.name not in digest_columns(table)]
        [key] = table.primary_key.columns
        found = connection.execute(select(*said).where(table.c.change_id == change).order_by(key)).mappings()
        rows += [{"table": table.name, **row} for row in found]
    return log.digest(salt, rows)


def changed_behind(session: Session) -> list[int]:
    """The changes that are lost, that the log does not hold, or whose rows no longer give the digest that it holds."""
    entry = metadata.tables["log_entry"]
    wanted = select(entry.c.what, entry.c.digest).where(entry.c.kind == LogKind.REGISTER)
    logged = {int(what.removeprefix("change.")): told for what, told in session.connection().execute(wanted)}
    salts = dict(session.connection().execute(select(CHANGE.c.id, CHANGE.c.salt)).all())
    altered = {n for n, salt in salts.items() if logged.get(n) != change_digest(session, n, salt)}
    return sorted(altered | (logged.keys() - salts.keys()))
