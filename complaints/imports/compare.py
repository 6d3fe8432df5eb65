"""A file compared with the register: what it adds, what it says anew, and every line that cannot be taken over.

Nothing is guessed. What contradicts the history of the register is a problem, and never changes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from complaints.imports.columns import Problem, Record, Row
from complaints.imports.held import Held
from complaints.imports.sheets import Line
from complaints.secrets import KeyRing
from complaints.services.additions import (
    Additions,
    NewAbsence,
    NewContact,
    NewDeclared,
    NewPerson,
    NewTraining,
    Replaced,
)
from complaints.services.posts import post_key
from workflows.office.posts import NewPost, by_person, misled
from workflows.screening.vocabulary import Declared, Reach

DECLARATIONS = {
    Record.RELATIONSHIP: Declared.RELATIONSHIP,
    Record.ASSOCIATION: Declared.ASSOCIATION,
    Record.INTEREST: Declared.INTEREST,
}
PARTS = ("station", "team", "role", "rank", "manager")
"""What a post that has begun may not say differently."""


@dataclass
class Comparison:
    """What a file adds; `changes` are plain lines about people who were on the register before, by number."""

    units: list[tuple[str, str]] = field(default_factory=list)
    people: list[NewPerson] = field(default_factory=list)
    replaced: list[Replaced] = field(default_factory=list)
    posts: list[NewPost] = field(default_factory=list)
    endings: dict[int, date] = field(default_factory=dict)
    contacts: list[NewContact] = field(default_factory=list)
    trainings: list[NewTraining] = field(default_factory=list)
    absences: list[NewAbsence] = field(default_factory=list)
    declared: list[NewDeclared] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def additions(self) -> Additions:
        """All of it, for the register."""
        return Additions(**{name: value for name, value in vars(self).items() if name not in ("changes", "problems")})


def compare(
    lines: Sequence[Line], rows: Sequence[Row], held: Held, keys: KeyRing, new_reference: Callable[[str], str]
) -> Comparison:
    """Compare each line with the register and with the rest of the file. `new_reference` makes one for a number.

    `lines` are all of the file, those too that make no row: who stands in one is not missed in the others.
    """
    found = Comparison()
    found.problems += _said_twice(rows)
    found.problems += _unknown(lines, rows, held)
    of = {record: [row for row in rows if row.record is record] for record in Record}
    found.units += sorted({(row.force, row.unit) for row in of[Record.UNIT]} - held.units)
    for row in of[Record.PERSON]:
        _person(found, row, held, keys, new_reference)
    _posts(found, of[Record.POSTING], held)
    for row in of[Record.TRAINING]:
        _training(found, row, held)
    for row in of[Record.ABSENCE]:
        _absence(found, row, held)
    for row in rows:
        if row.record in DECLARATIONS:
            _declared(found, row, held, keys)
    return found


def _said_twice(rows: Iterable[Row]) -> Iterator[Problem]:
    """A file says a thing once: of two lines about it, nobody could say which holds."""
    first: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        earlier = first.setdefault(_thing(row), row)
        if earlier is not row:
            yield Problem(row.line, "record", f"{earlier.line.place()} is about the same thing")


def _thing(row: Row) -> tuple[Any, ...]:
    match row.record:
        case Record.UNIT:
            return row.record, row.force, row.unit
        case Record.PERSON:
            return row.record, row.number
        case Record.POSTING:
            return row.record, row.number, row.force, row.unit, row.starts
        case Record.TRAINING:
            return row.record, row.number, row.course.casefold(), row.starts
        case Record.ABSENCE:
            return row.record, row.number, row.starts
    return row.record, row.number, row.other, row.named, row.starts


def _unknown(lines: Iterable[Line], rows: Iterable[Row], held: Held) -> Iterator[Problem]:
    """People and units that neither the register nor this file has."""
    said: dict[str, list[dict[str, str]]] = {}
    for line in lines:
        said.setdefault(line.said.get("record", "").lower(), []).append(line.said)
    people = held.people.keys() | {person.get("number") for person in said.get(Record.PERSON, ())}
    units = held.units | {(unit.get("force"), unit.get("unit")) for unit in said.get(Record.UNIT, ())}
    for row in rows:
        for column, number in (("number", row.number), ("manager", row.manager), ("with", row.other)):
            if number and number not in people:
                yield Problem(row.line, column, f"{number} is neither on the register nor a “person” in this file")
        if row.record is Record.POSTING and (row.force, row.unit) not in units:
            sentence = f"“{row.unit}” of {row.force} is an unknown unit: add a line “unit”, or correct the name"
            yield Problem(row.line, "unit", sentence)


def _person(found: Comparison, row: Row, held: Held, keys: KeyRing, new_reference: Callable[[str], str]) -> None:
    was, now = held.people.get(row.number), (row.name, row.service)
    if was is None:
        found.people.append(NewPerson(row.number, row.name, row.service, new_reference(row.number)))
    elif was != now:
        found.replaced.append(Replaced(row.number, row.name, row.service, was))
        found.changes.append(f"{row.number}: {was[0]}, {was[1].label}, is now {row.name}, {row.service.label}")
    for reach, value in ((Reach.TELEPHONE, row.telephone), (Reach.ADDRESS, row.address), (Reach.EMAIL, row.email)):
        if value and held.contacts.get((row.number, reach)) not in keys.digests(value):
            found.contacts.append(NewContact(row.number, reach, value))
            if was:
                found.changes.append(f"{row.number}: another {reach.label}")


def _posts(found: Comparison, rows: Iterable[Row], held: Held) -> None:
    said = [(row, _post(row)) for row in rows]
    fresh = [(row, post) for row, post in said if post_key(post) not in held.posts]
    for row, post in said:
        if (earlier := held.posts.get(post_key(post))) is not None:
            _known_post(found, row, post, *earlier)
    standing = [replace(post, ends=found.endings.get(n, post.ends)) for n, post in held.posts.values()]
    posts = by_person([*standing, *(post for _, post in fresh)])
    for row, post in fresh:
        found.problems += [Problem(row.line, "manager", sentence) for sentence in misled(post, posts)]
        found.posts.append(post)
        if row.number in held.people:
            found.changes.append(f"{row.number}: {post.words} from {post.starts}")


def _post(row: Row) -> NewPost:
    place = (row.number, row.force, row.unit, row.station, row.team, row.role, row.rank)
    return NewPost(*place, row.manager, row.starts, row.ends)


def _known_post(found: Comparison, row: Row, post: NewPost, post_id: int, held: NewPost) -> None:
    """A post that the register has: all that can be new of it is its last day."""
    for part in PARTS:
        was, now = getattr(held, part), getattr(post, part)
        if was != now:
            sentence = (
                f"the register has “{was or 'nothing'}” for this posting, which has begun: end it, and give the rest "
                "as a posting of its own"
            )
            found.problems.append(Problem(row.line, part, sentence))
    if held.ends and post.ends != held.ends:
        found.problems.append(Problem(row.line, "to", f"the register has {held.ends} as its last day already"))
    elif post.ends and not held.ends:
        found.endings[post_id] = post.ends
        found.changes.append(f"{row.number}: {post.words} ends on {post.ends}")


def _training(found: Comparison, row: Row, held: Held) -> None:
    known = held.trainings.get((row.number, row.course.casefold(), row.starts))
    if known != (row.ends, row.other):
        found.trainings.append(NewTraining(row.number, row.course, row.starts, row.ends, row.other))
        if row.number in held.people:
            until = f" until {row.ends}" if row.ends else ""
            found.changes.append(f"{row.number}: trained in {row.course} on {row.starts}{until}")


def _absence(found: Comparison, row: Row, held: Held) -> None:
    assert row.ends is not None, "an absence has a last day"
    if held.absences.get((row.number, row.starts)) != row.ends:
        found.absences.append(NewAbsence(row.number, row.starts, row.ends))
        if row.number in held.people:
            found.changes.append(f"{row.number}: away from {row.starts} to {row.ends}")


def _declared(found: Comparison, row: Row, held: Held, keys: KeyRing) -> None:
    what = DECLARATIONS[row.record]
    digests = keys.digests(row.named) if row.named else (None,)
    known = (held.declared.get((row.number, what, row.other, digest, row.starts)) for digest in digests)
    if (row.kind, row.ends) not in known:
        found.declared.append(NewDeclared(row.number, what, row.kind, row.other, row.named, row.starts, row.ends))
        if row.number in held.people:
            found.changes.append(f"{row.number}: declared a {what.label} from {row.starts}")
