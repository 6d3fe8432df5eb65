"""What the register holds already, read in a few statements, so that a file can be compared with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import String, select, type_coerce
from sqlmodel import Session

from complaints.services.additions import NewPost
from complaints.services.register import ABSENCE, CONTACT, DECLARED, END, PERSON, POST, TRAINING, UNIT
from workflows.casefile import Service
from workflows.independence.vocabulary import Connection
from workflows.screening.vocabulary import Declared, Reach

PostKey = tuple[str, str, str, date]
"""A post: whose, in which force and unit, from which day on."""

_manager, _other = PERSON.alias("manager"), PERSON.alias("other")
PEOPLE = select(PERSON.c.number, PERSON.c.name, PERSON.c.service).where(PERSON.c.number.is_not(None))
UNITS = select(UNIT.c.force, UNIT.c.name)
POSTS = (
    select(
        POST.c.id, PERSON.c.number, UNIT.c.force, UNIT.c.name, POST.c.station, POST.c.team, POST.c.role, POST.c.rank,
        _manager.c.number, POST.c.starts, END.c.ends,
    )
    .join(PERSON, PERSON.c.id == POST.c.person_id)
    .join(UNIT, UNIT.c.id == POST.c.unit_id)
    .outerjoin(END, END.c.post_id == POST.c.id)
    .outerjoin(_manager, _manager.c.id == POST.c.manager_id)
)  # fmt: skip
CONTACTS = (
    select(PERSON.c.number, CONTACT.c.reach, type_coerce(CONTACT.c.digest, String))
    .join(PERSON, PERSON.c.id == CONTACT.c.person_id)
    .order_by(CONTACT.c.id)
)
TRAININGS = (
    select(PERSON.c.number, TRAINING.c.course, TRAINING.c.taken_on, TRAINING.c.expires_on, _other.c.number)
    .join(PERSON, PERSON.c.id == TRAINING.c.person_id)
    .outerjoin(_other, _other.c.id == TRAINING.c.trainer_id)
    .order_by(TRAINING.c.id)
)
ABSENCES = (
    select(PERSON.c.number, ABSENCE.c.starts, ABSENCE.c.ends)
    .join(PERSON, PERSON.c.id == ABSENCE.c.person_id)
    .order_by(ABSENCE.c.id)
)
DECLARATIONS = (
    select(
        PERSON.c.number, DECLARED.c.declared, _other.c.number, type_coerce(DECLARED.c.digest, String),
        DECLARED.c.starts, DECLARED.c.connection, DECLARED.c.ends,
    )
    .join(PERSON, PERSON.c.id == DECLARED.c.person_id)
    .outerjoin(_other, _other.c.id == DECLARED.c.other_id)
    .order_by(DECLARED.c.id)
)  # fmt: skip


@dataclass(frozen=True)
class Held:
    """The register as it stands, by what names each thing in a file. Where several rows say a thing the last holds.

    `posts` have their row id beside them; a contact and whoever is named are known by their keyed digest alone.
    """

    people: dict[str, tuple[str, Service]]
    units: frozenset[tuple[str, str]]
    posts: dict[PostKey, tuple[int, NewPost]]
    contacts: dict[tuple[str, Reach], str]
    trainings: dict[tuple[str, str, date], tuple[date | None, str | None]]
    absences: dict[tuple[str, date], date]
    declared: dict[tuple[str, Declared, str | None, str | None, date], tuple[Connection | None, date | None]]


def read_register(session: Session) -> Held:
    """Everything that a file is compared with: seven statements, however many people there are."""
    connection = session.connection()
    posts = [(row, NewPost(*said)) for row, *said in connection.execute(POSTS)]
    return Held(
        people={number: (name, service) for number, name, service in connection.execute(PEOPLE)},
        units=frozenset((force, name) for force, name in connection.execute(UNITS)),
        posts={post_key(post): (row, post) for row, post in posts},
        contacts={(number, reach): digest for number, reach, digest in connection.execute(CONTACTS)},
        trainings={
            (number, course.casefold(), taken): (expires, trainer)
            for number, course, taken, expires, trainer in connection.execute(TRAININGS)
        },
        absences={(number, starts): ends for number, starts, ends in connection.execute(ABSENCES)},
        declared={tuple(key): (how, ends) for *key, how, ends in connection.execute(DECLARATIONS)},
    )


def post_key(post: NewPost) -> PostKey:
    """What names a post in a file."""
    return post.number, post.force, post.unit, post.starts
