"""One number for all that a database holds, to compare two that were seeded alike."""

from hashlib import sha256

from sqlalchemy import select

from complaints.database import SYSTEM, Database
from complaints.models import metadata
from complaints.services import log

BATCH = 1000
SALTED = "password_hash"
"""Made with a salt, so that it is never the same twice. Secret columns count as their plain text, whatever the key."""


def digest_of(database: Database) -> str:
    """SHA-256 in hexadecimal of every row of every table in the order of its keys, but for hashes of passwords."""
    whole = sha256()
    with database.transaction(SYSTEM, write=False) as session:
        for table in metadata.sorted_tables:
            columns = [column for column in table.c if column.name != SALTED]
            found = session.connection().execute(select(*columns).order_by(*table.primary_key.columns))
            for rows in found.mappings().partitions(BATCH):
                whole.update(log.digest(table.name, [dict(row) for row in rows]).encode())
    return whole.hexdigest()
