"""One table an entry type, derived from the entry itself: its columns are the entry's fields plus `event_id`.

Beside a secret by which people are compared stands its keyed digest, which is no part of what was stated.
Deriving them means that a field cannot be asked and then forgotten. The migrations hold the same tables as plain
statements, and a test compares the two.
"""

import dataclasses
import types
from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from json import loads
from typing import Any, Union, get_args, get_origin, get_type_hints

from sqlalchemy import Boolean, Column, Date, Dialect, ForeignKey, Integer, Table, Text
from sqlalchemy.types import TypeEngine
from sqlmodel import SQLModel

from complaints.models.types import EncryptedText, JSONVariant, KeyedDigest, UTCDateTime, stored_moment, text_enum
from workflows.model import Ask, Entry
from workflows.registry import ENTRIES


@dataclasses.dataclass(frozen=True)
class Field:
    """One field of an entry: its bare type, its question, whether it may be left out, whether it holds several.

    `default` is what an entry states that says nothing else.
    """

    name: str
    kind: type
    ask: Ask
    optional: bool
    several: bool
    default: Any = None

    @property
    def question(self) -> str:
        """The question as a form asks it: of what may be left out it says so, unless to choose none says something."""
        left_out = self.optional or (self.several and self.default == () and not self.ask.none_is_said)
        return f"{self.ask.question} (optional)" if left_out else self.ask.question

    @property
    def members(self) -> tuple[Any, ...]:
        """The answers that can be given, of a kind that has a fixed number of them."""
        return tuple(each for each in self.kind if not self.ask.only or each in self.ask.only)  # type: ignore[attr-defined]

    @property
    def column(self) -> TypeEngine[Any]:
        """The type of the field's column."""
        if self.ask.secret:
            return EncryptedText()
        if self.several:
            return JSONVariant
        if issubclass(self.kind, Enum):
            return text_enum(self.kind)
        return COLUMN_OF[self.kind]

    def stored(self, value: Any) -> Any:
        """The value as its column takes it."""
        return [str(member) for member in value] if self.several else value

    def reader(self, dialect: Dialect) -> Callable[[Any], Any]:
        """What turns a stored value, as JSON holds it, into the entry's."""
        if self.ask.secret:
            return lambda locked: EncryptedText().process_result_value(locked, dialect)
        if self.several:
            # SQLite keeps a list as text; PostgreSQL gives it as it is.
            return lambda stored: tuple(map(self.kind, loads(stored) if isinstance(stored, str) else stored))
        return FROM_JSON.get(self.kind, self.kind)


COLUMN_OF: dict[type, TypeEngine[Any]] = {
    str: Text(),
    bool: Boolean(),
    int: Integer(),
    date: Date(),
    datetime: UTCDateTime(),
}
FROM_JSON: dict[type, Callable[[Any], Any]] = {date: date.fromisoformat, datetime: stored_moment}
"""What reads a kind that JSON does not have; any other is made of the value itself."""


def fields_of(entry: type[Entry]) -> tuple[Field, ...]:
    """The fields of an entry type, in the order in which they are asked."""
    return FIELDS[entry]


def _fields(entry: type[Entry]) -> tuple[Field, ...]:
    hints = get_type_hints(entry, include_extras=True)
    return tuple(_field(f.name, hints[f.name], f.default) for f in dataclasses.fields(entry))


def _field(name: str, hint: Any, default: Any) -> Field:
    kind, ask = get_args(hint)
    assert isinstance(ask, Ask), f"{name} has no question"
    optional = get_origin(kind) in (Union, types.UnionType)
    if optional:
        kind = next(k for k in get_args(kind) if k is not type(None))
    several = get_origin(kind) is tuple
    if several:
        kind = get_args(kind)[0]
    bare = getattr(kind, "__supertype__", kind)
    return Field(name, bare, ask, optional, several, None if default is dataclasses.MISSING else default)


FIELDS: dict[type[Entry], tuple[Field, ...]] = {entry: _fields(entry) for entry in ENTRIES.values()}


def _table(trigger: str, entry: type[Entry]) -> Table:
    columns = [Column(f.name, f.column, nullable=f.optional) for f in fields_of(entry)]
    key: Column[int] = Column("event_id", ForeignKey("event.id"), primary_key=True)
    digests = (_digest(f.name) for f in fields_of(entry) if f.ask.compared)
    name = f"entry_{trigger.replace('-', '_')}"
    return Table(name, SQLModel.metadata, key, *columns, *digests, info={"append_only": True})


def _digest(of: str) -> Column[Any]:
    """The keyed digest of a secret answer: it follows from the answer, whoever adds the row."""

    def told(context: Any) -> Any:
        return context.get_current_parameters().get(of)

    return Column(f"{of}_digest", KeyedDigest, default=told, info={"digest_of": of})


TABLES: dict[str, Table] = {trigger: _table(trigger, entry) for trigger, entry in ENTRIES.items()}


def to_row(entry: Entry) -> dict[str, Any]:
    """The entry's fields as its table takes them."""
    return {f.name: f.stored(getattr(entry, f.name)) for f in fields_of(type(entry))}
