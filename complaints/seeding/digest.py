"""One number for all that a database holds, to compare two that were seeded alike."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Table, select

from complaints.database import SYSTEM, Database
from complaints.models import metadata
from complaints.seeding.rows import row_ids
from complaints.services import log

BATCH = 1000
SALTED = "password_hash"
"""Made with a salt, so that it is never the same twice. Secret columns count as their plain text, whatever the key."""

LOGGED = {"account_id": "account", "case_id": "case_file", "event_id": "event"}
"""The columns of the log that hold row ids: it has no foreign keys."""

HASHED = {"log_entry": ("digest", "previous", "hash"), "log_head": ("hash",)}
"""What is worked out from row ids, so that it is different where they are. Whether it fits is `verify`'s to say."""

Places = Mapping[str, Mapping[int, int]]
"""For each table the place of every row id among all of them, from 0."""


def digest_of(database: Database, *, renumbered: bool = False) -> str:
    """SHA-256 in hexadecimal of every row of every table in the order of its keys, but for hashes of passwords.

    With `renumbered` gaps between row ids do not count: for each id stands its place among all, and what the log works
    out from them is left out. PostgreSQL never gives an id again, not even one of a transaction that was broken off.
    """
    whole = sha256()
    with database.transaction(SYSTEM, write=False) as session:
        connection = session.connection()
        places = _places(connection) if renumbered else {}
        for table in metadata.sorted_tables:
            left_out = (SALTED, *(HASHED.get(table.name, ()) if renumbered else ()))
            columns = [column for column in table.c if column.name not in left_out]
            found = connection.execute(select(*columns).order_by(*table.primary_key.columns))
            ids = LOGGED if table.name == "log_entry" else row_ids(table)
            for rows in found.mappings().partitions(BATCH):
                whole.update(log.digest(table.name, [_placed(row, ids, places) for row in rows]).encode())
    return whole.hexdigest()


def _places(connection: Connection) -> Places:
    return {table.name: _order(connection, table) for table in metadata.sorted_tables if "id" in table.c}


def _order(connection: Connection, table: Table) -> dict[int, int]:
    found = connection.scalars(select(table.c.id).order_by(table.c.id))
    return {row_id: place for place, row_id in enumerate(found)}


def _placed(row: Mapping[Any, Any], ids: Mapping[str, str], places: Places) -> dict[Any, Any]:
    """A row with files as text, and with its ids as their places where those are given."""
    files = {name: value.hex() for name, value in row.items() if isinstance(value, bytes)}
    placed = {name: places[of][row[name]] for name, of in ids.items() if places and row[name] is not None}
    return {**row, **files, **placed}
