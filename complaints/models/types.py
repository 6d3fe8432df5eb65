"""Column types and table conventions that every model shares."""

from datetime import UTC, datetime
from enum import Enum
from typing import Any

from sqlalchemy import JSON, Column, DateTime, Dialect, String, Table, Text, TypeDecorator
from sqlalchemy import Enum as EnumType
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import SQLModel

from complaints.secrets import KeyProblem, KeyRing

# Set before the first model: a constraint without a name cannot be changed on SQLite later.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

APPEND_ONLY: dict[str, Any] = {"info": {"append_only": True}}
"""`__table_args__` of a table whose rows never change or go; only its secret columns may be locked anew."""

DELETABLE: dict[str, Any] = {"info": {"deletable": True}}
"""`__table_args__` of a table whose rows may be deleted. From any other table they may not."""

JSONVariant = JSON().with_variant(JSONB(), "postgresql")


class UTCDateTime(TypeDecorator[datetime]):
    """A moment: aware in, aware out and in UTC, on both databases. Refuses a naive one (StatementError)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else _in_utc(value)


def stored_moment(text: str) -> datetime:
    """A stored moment that a database has written as text: without a time zone it is UTC."""
    return _in_utc(datetime.fromisoformat(text))


def _in_utc(value: datetime) -> datetime:
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class EncryptedText(TypeDecorator[str]):
    """Text that is stored only locked, with the key ring of the database in use (see `Database`).

    It cannot be searched or compared: the same text is stored differently each time. Raises KeyProblem.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else key_ring(dialect).encrypt(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else key_ring(dialect).decrypt(value)


class KeyedDigest(TypeDecorator[str]):
    """HMAC of what another column of the row holds locked, so that two can be compared and neither opened.

    Given the plain text, it stores the digest, in hexadecimal; `info["digest_of"]` of its column names the other.
    Compare with `KeyRing.digests`, and the column as a `String`. Raises KeyProblem.
    """

    impl = String(64)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else key_ring(dialect).digest(value)


def key_ring(dialect: Dialect) -> KeyRing:
    ring = getattr(dialect, "key_ring", None)
    if not isinstance(ring, KeyRing):
        raise KeyProblem("secret columns are read through a Database, which holds the keys")
    return ring


def secret_columns(table: Table) -> tuple[str, ...]:
    """The names of a table's encrypted columns."""
    return tuple(column.name for column in table.c if isinstance(column.type, EncryptedText))


def digest_columns(table: Table) -> dict[str, str]:
    """The names of a table's keyed digests, each with the encrypted column that it is made from."""
    return {column.name: column.info["digest_of"] for column in table.c if isinstance(column.type, KeyedDigest)}


def told_columns(table: Table) -> tuple[Column[Any], ...]:
    """A table's columns without the keyed digests, which follow from others and change with the key."""
    digests = digest_columns(table)
    return tuple(column for column in table.c if column.name not in digests)


def text_enum(members: type[Enum]) -> EnumType:
    """An enumeration stored by value in VARCHAR(40), so that a new member needs no migration."""
    return EnumType(
        members,
        native_enum=False,
        create_constraint=False,
        length=40,
        validate_strings=True,
        values_callable=lambda known: [member.value for member in known],
        name=members.__name__.lower(),
    )
