"""What the register holds already, read in a few statements, so that a file can be compared with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import String, select, type_coerce
from sqlmodel import Session

from complaints.services.posts import PostKey, posts_held, units_held
from complaints.services.register import ABSENCE, CONTACT, DECLARED, PERSON, TRAINING
from workflows.casefile import Service
from workflows.independence.vocabulary import Connection
from workflows.office.posts import NewPost
from workflows.screening.vocabulary import Declared, Reach

_other = PERSON.alias("other")
PEOPLE = select(PERSON.c.number, PERSON.c.name, PERSON.c.service).where(PERSON.c.number.is_not(None))
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
    return Held(
        people={number: (name, service) for number, name, service in connection.execute(PEOPLE)},
        units=units_held(session),
        posts=posts_held(session),
        contacts={(number, reach): digest for number, reach, digest in connection.execute(CONTACTS)},
        trainings={
            (number, course.casefold(), taken): (expires, trainer)
            for number, course, taken, expires, trainer in connection.execute(TRAININGS)
        },
        absences={(number, starts): ends for number, starts, ends in connection.execute(ABSENCES)},
        declared={tuple(key): (how, ends) for *key, how, ends in connection.execute(DECLARATIONS)},
    )
