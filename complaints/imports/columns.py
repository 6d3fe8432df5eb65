"""What the lines of a workforce file may say: the columns, which of them a kind of line has, how each is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from complaints.imports.sheets import Line
from workflows.casefile import Service
from workflows.independence.vocabulary import Connection
from workflows.model import Choice
from workflows.office.posts import NOT_A_NUMBER, NUMBER, OWN_MANAGER, backwards, unfit_line

RELATIONSHIPS = (Connection.FAMILY, Connection.INTIMATE, Connection.SOCIAL, Connection.ONLINE, Connection.FINANCIAL)


class Record(StrEnum):
    """What kind of line it is."""

    UNIT = "unit"
    PERSON = "person"
    POSTING = "posting"
    TRAINING = "training"
    ABSENCE = "absence"
    RELATIONSHIP = "relationship"
    ASSOCIATION = "association"
    INTEREST = "interest"


@dataclass(frozen=True)
class Shape:
    """The columns that a kind of line must have, those that it may have, and what it says."""

    says: str
    needs: tuple[str, ...]
    may: tuple[str, ...] = ()


SHAPES = {
    Record.UNIT: Shape("A force has this unit.", ("force", "unit")),
    Record.PERSON: Shape(
        "Somebody is on the register.", ("number", "name", "service"), ("telephone", "address", "email")
    ),
    Record.POSTING: Shape(
        "They serve, or served, here from this day on.",
        ("number", "force", "unit", "from"),
        ("station", "team", "role", "rank", "manager", "to"),
    ),
    Record.TRAINING: Shape("They took a course.", ("number", "course", "from"), ("to", "with")),
    Record.ABSENCE: Shape("They are away. The reason is not asked.", ("number", "from", "to")),
    Record.RELATIONSHIP: Shape(
        "They declared a relationship.", ("number", "kind", "from"), ("with", "with_name", "to")
    ),
    Record.ASSOCIATION: Shape(
        "They declared a notifiable association.", ("number", "from"), ("kind", "with", "with_name", "to")
    ),
    Record.INTEREST: Shape("They declared a business interest.", ("number", "with_name", "from"), ("with", "to")),
}
COLUMNS = {
    "record": "What the line says: " + ", ".join(Record),
    "number": "Collar, warrant or staff number of the person whom the line is about",
    "name": "Full name",
    "service": "How they serve: " + ", ".join(s.value for s in Service if s is not Service.OUTSIDE),
    "telephone": "Their own telephone number; kept encrypted",
    "address": "Where they live, with the postcode; kept encrypted",
    "email": "Their own e-mail address; kept encrypted",
    "force": "Name of the force",
    "unit": "Name of the unit, as a line “unit” gives it in this file or in an earlier one",
    "station": "Station or building",
    "team": "Team or shift",
    "role": "What they do there",
    "rank": "Rank or grade",
    "manager": "Number of the line manager",
    "course": "Name of the course; “Abuse by police” is the one that cases ask for",
    "kind": "How they are connected: " + ", ".join(c.value for c in RELATIONSHIPS),
    "with": "Number of the other person; of a course, of whoever taught it",
    "with_name": "Who or what else: somebody who is not on the register, a group, a business; kept encrypted",
    "from": "First day, as 2026-03-02; of a course, the day on which it was taken",
    "to": "Last day; of a course, the last day on which it counts. Blank while it is not known",
}


@dataclass(frozen=True)
class Problem:
    """What is wrong with one answer of one line, in a plain sentence."""

    line: Line
    field: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.line.place()}, {self.field}: {self.sentence}"


@dataclass(frozen=True)
class Row:
    """What one line says, read but not yet compared with anything. Days are London days, both ends inclusive."""

    line: Line
    record: Record
    number: str = ""
    name: str = ""
    service: Service = Service.OFFICER
    telephone: str | None = None
    address: str | None = None
    email: str | None = None
    force: str = ""
    unit: str = ""
    station: str = ""
    team: str = ""
    role: str = ""
    rank: str = ""
    manager: str | None = None
    course: str = ""
    kind: Connection | None = None
    other: str | None = None
    named: str | None = None
    starts: date = date.min
    ends: date | None = None


FIELD_OF = {"with": "other", "with_name": "named", "from": "starts", "to": "ends"}
"""The fields of a row that are not called as their column is."""


def read_row(line: Line) -> tuple[Row | None, list[Problem]]:
    """A line as a row, or every problem that it has by itself."""
    said = dict(line.said)
    word = said.pop("record", "").lower()
    if word not in set(Record):
        return None, [Problem(line, "record", f"write one of {', '.join(Record)}")]
    record, values = Record(word), {}
    problems = list(_misshapen(line, record, said))
    for column in (c for c in said if c in (*SHAPES[record].needs, *SHAPES[record].may)):
        try:
            values[FIELD_OF.get(column, column)] = READERS.get(column, _words)(said[column])
        except ValueError as problem:
            problems.append(Problem(line, column, str(problem)))
    if problems:
        return None, problems
    row = Row(line, record, **values)
    problems = list(_contradictions(row))
    return (None if problems else row), problems


def _misshapen(line: Line, record: Record, said: dict[str, str]) -> Iterator[Problem]:
    shape = SHAPES[record]
    for column in shape.needs:
        if column not in said:
            yield Problem(line, column, f"a line “{record}” needs it")
    for column in said:
        if column not in (*shape.needs, *shape.may):
            yield Problem(line, column, f"a line “{record}” does not have it: leave it blank")


def _contradictions(row: Row) -> Iterator[Problem]:
    if wrong := backwards(row.starts, row.ends):
        yield Problem(row.line, "to", wrong)
    if row.record in (Record.RELATIONSHIP, Record.ASSOCIATION) and bool(row.other) is bool(row.named):
        yield Problem(row.line, "with", "give either a number in “with” or a name in “with_name”")
    if row.number and row.other == row.number:
        yield Problem(row.line, "with", "this is the person whom the line is about")
    if row.record is Record.POSTING and row.manager == row.number:
        yield Problem(row.line, "manager", OWN_MANAGER)


def _words(text: str) -> str:
    if wrong := unfit_line(text):
        raise ValueError(wrong)
    return text


def _number(text: str) -> str:
    if not NUMBER.fullmatch(text):
        raise ValueError(NOT_A_NUMBER)
    return text


def _day(text: str) -> date:
    try:
        if len(text) == len("2026-03-02"):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError(f"“{text}” is not a day: write it as 2026-03-02")


def _one_of(*words: Choice) -> Callable[[str], Any]:
    by_word = {word.value: word for word in words}

    def read(text: str) -> Choice:
        if text.lower() not in by_word:
            raise ValueError(f"“{text}” is none of {', '.join(by_word)}")
        return by_word[text.lower()]

    return read


READERS: dict[str, Callable[[str], Any]] = {
    "number": _number,
    "manager": _number,
    "with": _number,
    "from": _day,
    "to": _day,
    "service": _one_of(*(service for service in Service if service is not Service.OUTSIDE)),
    "kind": _one_of(*RELATIONSHIPS),
}
