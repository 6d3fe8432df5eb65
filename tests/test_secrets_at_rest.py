"""What would lead somebody to a victim cannot be read in the database's files, in a dump, or in what is logged."""

import subprocess
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from complaints.database import SYSTEM, Database
from complaints.documents.scan import scan_bytes
from complaints.force import Invented
from complaints.models import metadata
from complaints.models.types import secret_columns
from complaints.services.safety import record_concern
from complaints.stories import play_file
from tests.builders import NOW, story
from tests.support.postgres import OWNER

PLAYED = ("route", "undeclared_connection", "panel_declarations")
DECLARED = {"An old friend of mine works in the control room.", "Nobody of the control room is in a case."}
CONCERN = "He keeps a spare key under the third flowerpot at Quillet Row."


@pytest.fixture
def people(database: Database) -> list[Invented]:
    """Everybody of the stories, once those have been played and somebody has told us something."""
    played = [play_file(database, story(name), now=NOW) for name in PLAYED]
    everybody = {player.details: player.signed_in for one in played for player in one.people.values()}
    with database.transaction(SYSTEM) as session:
        assert record_concern(session, CONCERN, by=next(iter(everybody.values())), at=NOW, submission="0" * 32)
    return list(everybody)


def secrets(people: list[Invented]) -> set[str]:
    """Every address, telephone number, e-mail address and code word that was made up, what was told us, and what was
    declared for a meeting of the panel and decided on it."""
    return {CONCERN, *DECLARED, *(secret for p in people for secret in (p.phone, p.email, p.address, p.code_word))}


def stored(database: Database) -> bytes:
    """All that somebody gets who copies the files of an SQLite database, or dumps a PostgreSQL one."""
    url = database.engine.url
    if database.sqlite:
        files = sorted(Path(str(url.database)).parent.glob("complaints.db*"))
        assert {file.name for file in files} >= {"complaints.db", "complaints.db-wal"}
        return b"".join(file.read_bytes() for file in files)
    host = parse_qs(urlsplit(url.render_as_string(False)).query)["host"][0]
    command = ["pg_dump", "--host", host, "--username", OWNER, "--inserts", str(url.database)]
    return subprocess.run(command, capture_output=True, check=True).stdout


def test_no_secret_is_stored_to_be_read(
    people: list[Invented], database: Database, capfd: pytest.CaptureFixture[str]
) -> None:
    found = scan_bytes(stored(database), secrets(people))
    written = capfd.readouterr()
    assert (found, scan_bytes((written.out + written.err).encode(), secrets(people))) == ((), ())


def test_what_is_not_secret_is_found_in_the_same_place(people: list[Invented], database: Database) -> None:
    names = {person.name for person in people}
    assert {leak.found for leak in scan_bytes(stored(database), names)} == names


def test_the_secrets_were_stored(people: list[Invented], database: Database) -> None:
    """With the keys they can be read: so there was something to find."""
    tables = [(table, secret_columns(table)) for table in metadata.sorted_tables if secret_columns(table)]
    read: set[str] = set()
    with database.transaction(SYSTEM, write=False) as session:
        for table, columns in tables:
            read |= {value for row in session.execute(select(*(table.c[name] for name in columns))) for value in row}
    vic, nia = (p for p in people if p.phone in read)
    assert read & secrets(people) == {
        CONCERN,
        *DECLARED,
        vic.phone,
        vic.email,
        vic.address,
        vic.code_word,
        nia.phone,
        nia.address,
    }
