"""Locks every secret column again with the current key, so that an older key may be thrown away.

Put a new key in front of the key file, start the application again, run this, and then remove the old key.
Running it twice, or after an interruption, does no harm. Nothing but the locked text and its keyed digest
changes: the log stands, because its digests are made from the plain text.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import RowMapping, Table, TableClause, bindparam, column, func, select, table, update

from complaints.database import SYSTEM, Database
from complaints.models import metadata
from complaints.models.types import digest_columns, secret_columns
from complaints.secrets import KeyRing

BATCH = 100


def rotate_keys(
    database: Database,
    progress: Callable[[int, int], object],
    tables: Sequence[Table] = metadata.sorted_tables,
) -> int:
    """Rotate all secret columns, 100 rows a transaction; returns the number of rows. Raises KeyProblem.

    `progress` is told how many rows are done, of how many. The caller logs that it was done.
    """
    secret = [table for table in tables if secret_columns(table)]
    total = sum(_count(database, table) for table in secret)
    done = 0
    for each in secret:
        for rows in _rotated(database, each):
            done += rows
            progress(done, total)
    return done


def _count(database: Database, counted: Table) -> int:
    with database.transaction(SYSTEM, write=False) as session:
        return session.connection().scalar(select(func.count()).select_from(counted)) or 0


def _rotated(database: Database, typed: Table) -> Iterator[int]:
    """Rotate one table; yields the size of each batch once it is committed."""
    secrets, digests = secret_columns(typed), digest_columns(typed)
    [key] = typed.primary_key.columns
    # Without the columns' types, so that what is stored comes out locked.
    stored = table(typed.name, column(key.name), *map(column, (*secrets, *digests)))
    after = 0
    while rows := _rotate_batch(database, stored, digests, after):
        yield len(rows)
        after = rows[-1]["row"]


def _rotate_batch(
    database: Database, stored: TableClause, digests: Mapping[str, str], after: int
) -> list[dict[str, Any]]:
    """Rotate the rows that follow `after`; returns what was written, by parameter name."""
    identity, *secrets = stored.c
    read = select(stored).where(identity > after).order_by(identity).limit(BATCH)
    fresh: dict[Any, Any] = {secret: bindparam(f"new_{secret.name}") for secret in secrets}
    write = update(stored).where(identity == bindparam("row")).values(fresh)
    with database.transaction(SYSTEM) as session:
        connection = session.connection()
        rows = [_relocked(row, digests, database.keys) for row in connection.execute(read).mappings()]
        if rows:
            connection.execute(write, rows)
    return rows


def _relocked(row: RowMapping, digests: Mapping[str, str], keys: KeyRing) -> dict[str, Any]:
    (_, identity), *columns = row.items()
    locked = {name: token and keys.rotate(token) for name, token in columns if name not in digests}
    made_anew = {name: row[of] and keys.digest(keys.decrypt(row[of])) for name, of in digests.items()}
    return {"row": identity} | {f"new_{name}": value for name, value in (locked | made_anew).items()}
