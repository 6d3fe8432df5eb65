"""What one change adds to the workforce register. People are named by their collar or staff number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from workflows.casefile import Service
from workflows.independence.vocabulary import Connection
from workflows.office.posts import NewPost
from workflows.screening.vocabulary import Declared, Reach


@dataclass(frozen=True)
class NewPerson:
    """Somebody who was not on the register; `reference` is random and public."""

    number: str
    name: str
    service: Service
    reference: str


@dataclass(frozen=True)
class Replaced:
    """Another name or kind of service of somebody on the register; what was said before is kept."""

    number: str
    name: str
    service: Service
    was: tuple[str, Service]


@dataclass(frozen=True)
class NewContact:
    """How somebody is reached from now on."""

    number: str
    reach: Reach
    value: str


@dataclass(frozen=True)
class NewTraining:
    """A course taken. `trainer` is a number."""

    number: str
    course: str
    taken_on: date
    expires_on: date | None
    trainer: str | None


@dataclass(frozen=True)
class NewAbsence:
    """Days away, both inclusive."""

    number: str
    starts: date
    ends: date


@dataclass(frozen=True)
class NewDeclared:
    """What somebody declared, with somebody's number (`other`) or whomever or whatever is `named`."""

    number: str
    declared: Declared
    connection: Connection | None
    other: str | None
    named: str | None
    starts: date
    ends: date | None


@dataclass(frozen=True, kw_only=True)
class Additions:
    """All that one change adds. `endings` are the last days of posts that stood open, by the post's row id."""

    units: Sequence[tuple[str, str]] = ()
    people: Sequence[NewPerson] = ()
    replaced: Sequence[Replaced] = ()
    posts: Sequence[NewPost] = ()
    endings: Mapping[int, date] = field(default_factory=dict)
    contacts: Sequence[NewContact] = ()
    trainings: Sequence[NewTraining] = ()
    absences: Sequence[NewAbsence] = ()
    declared: Sequence[NewDeclared] = ()

    @property
    def nothing(self) -> bool:
        """Whether it adds nothing at all."""
        return not any(vars(self).values())
