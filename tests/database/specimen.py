"""A small schema with every kind of protection, so that protections are tried whatever the models are."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Column, Connection, ForeignKey, Integer, MetaData, String, Table, text

from complaints.database import Database, open_engine
from complaints.models.types import EncryptedText, KeyedDigest, UTCDateTime
from complaints.protections import CALLED, FUNCTIONS, postgresql_statements, protection_of, sqlite_statements
from complaints.services.log import ENTRY, HEAD
from tests.support.postgres import APP

SPECIMEN = MetaData()


def _identity() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _refers(name: str) -> Column[int]:
    target = "case_file" if name == "case" else name
    return Column(f"{name}_id", ForeignKey(f"{target}.id"))


CASE = Table("case_file", SPECIMEN, _identity(), Column("title", String))
EXCLUSION = Table(
    "exclusion", SPECIMEN, _identity(), _refers("case"), Column("person_id", Integer), Column("until", UTCDateTime)
)
PROCESS = Table("process", SPECIMEN, _identity(), _refers("case"), Column("status", String))
EVENT = Table("event", SPECIMEN, _identity(), _refers("process"), info={"append_only": True})
CONTACT = Table(
    "contact",
    SPECIMEN,
    _identity(),
    _refers("event"),
    Column("channel", String),
    Column("address", EncryptedText),
    Column("digest", KeyedDigest, info={"digest_of": "address"}),
    info={"append_only": True},
)
CONCERN = Table("concern", SPECIMEN, _identity(), _refers("case"), Column("said", String), info={"one_way": True})
LOG, LOG_HEAD = ENTRY.to_metadata(SPECIMEN), HEAD.to_metadata(SPECIMEN)
SESSION = Table("web_session", SPECIMEN, _identity(), info={"deletable": True})


@contextmanager
def specimen(url: str, owner_url: str, keys: tuple[str, ...]) -> Iterator[Database]:
    """The empty specimen schema in an empty database, opened as the application opens it."""
    owner = open_engine(owner_url)
    with owner.execution_options(write=True).begin() as connection:
        SPECIMEN.create_all(connection)
        for statement in _protections(connection):
            connection.execute(text(statement))
    owner.dispose()
    database = Database(url, keys)
    yield database
    database.dispose()


def _protections(connection: Connection) -> Iterator[str]:
    sqlite = connection.dialect.name == "sqlite"
    if not sqlite:
        yield from (*FUNCTIONS, *(f"GRANT EXECUTE ON FUNCTION {called} TO {APP}" for called in CALLED))
    yield LOG_HEAD.info["planted"]
    for table in SPECIMEN.sorted_tables:
        columns, protection = list(table.c.keys()), protection_of(table)
        if sqlite:
            yield from sqlite_statements(table.name, columns, protection)
        else:
            yield from postgresql_statements(table.name, columns, protection, APP)
