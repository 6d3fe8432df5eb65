"""A seeded force is whole, follows from its seed alone, and comes only where nothing is."""

import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from pikepdf import Pdf
from sqlalchemy import Connection, func, select

from complaints.database import SYSTEM, Database
from complaints.documents.pack import released_pack
from complaints.errors import CannotDo
from complaints.models import metadata
from complaints.models.people import SignedIn
from complaints.seeding import digest_of, seed_force
from complaints.seeding.kinds import KINDS
from complaints.seeding.rows import CASE_FILE, EVENT, READ
from complaints.services import log
from complaints.services.accounts import accounts_named, check_password
from complaints.services.recompute import recompute
from complaints.services.verify import verify
from tests.builders import case_at
from tests.builders import force as enrol
from tests.conftest import KEYS
from tests.machine.rows import all_rows
from tests.seeding.conftest import CASES, PACKS, PLAYED, STRETCH, seed
from tests.support.rendering import render_here

PERSON, ACCOUNT = metadata.tables["person"], metadata.tables["account"]
CONTACTS = r"\S+@example\.org|[^,]+, [^,]+, ZZ\d+ \d\w\w"


@pytest.fixture(scope="module")
def digests(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The digest of another database, on SQLite, that was seeded as `force` is; and with its rows renumbered."""
    file = shutil.copy(sqlite_template, tmp_path_factory.mktemp("seeded") / "other.db")
    database = Database(f"sqlite:///{file}", KEYS)
    with pytest.MonkeyPatch.context() as patch:
        render_here(patch)
        seed(database)
    found = digest_of(database), digest_of(database, renumbered=True)
    database.dispose()
    return found


def test_a_seeded_force_is_whole_and_the_same_for_the_same_seed(force: Database, digests: tuple[str, str]) -> None:
    checked = verify(force)
    assert (checked.problems, checked.cases) == ((), CASES)
    assert digest_of(force) == digests[0]
    assert recompute(force, lambda _done: None) == {}
    with force.transaction(SYSTEM, write=False) as session:
        assert_nobody_is_in_two_cases(session.connection())
        assert_nothing_lies_ahead(session.connection())


def assert_nobody_is_in_two_cases(connection: Connection) -> None:
    """Who does not work on cases, and how they can be reached, is found in one case alone."""
    everybody = select(PERSON.c.name, PERSON.c.reference, ACCOUNT.c.roles).join(ACCOUNT)
    words = {word for *known_by, roles in connection.execute(everybody) if not roles for word in known_by}
    pattern = re.compile("|".join((*map(re.escape, words), CONTACTS)))
    found: dict[str, set[int]] = {}
    for case, text in texts(connection):
        for word in pattern.findall(text):
            found.setdefault(word, set()).add(case)
    assert {word: cases for word, cases in found.items() if len(cases) > 1} == {}
    assert len(words & found.keys()) > CASES
    assert sum("@" in word for word in found) > CASES // 2
    assert sum(", ZZ" in word for word in found) > CASES // 2


def texts(connection: Connection) -> Iterator[tuple[int, str]]:
    """Every text on file, unlocked, with the row id of its case."""
    of_event = dict(connection.execute(select(EVENT.c.id, EVENT.c.case_id)).all())
    for table in READ:
        for row in connection.execute(select(table)).mappings():
            if table is CASE_FILE:
                case = row["id"]
            else:
                case = row["case_id"] if "case_id" in row else of_event[row["event_id"]]
            yield from ((case, value) for value in row.values() if case and type(value) is str)


def assert_nothing_lies_ahead(connection: Connection) -> None:
    """Cases were opened in the stretch, and nothing was recorded after it."""
    newest: Any = connection.scalar(select(func.max(EVENT.c.recorded_at)))
    oldest: Any = connection.scalar(select(func.min(CASE_FILE.c.opened_at)))
    assert (STRETCH.begins <= oldest, newest <= STRETCH.now) == (True, True)


def test_another_seed_gives_another_force(sqlite_template: Path, tmp_path: Path) -> None:
    digests = set()
    for number in ("1", "2"):
        database = Database(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / number)}", KEYS)
        seed(database, number, cases=3, played=2)
        digests.add(digest_of(database))
        database.dispose()
    assert len(digests) == 2


def test_a_database_that_holds_a_case_is_refused(database: Database) -> None:
    case_at(database, "received")
    before = all_rows(database)
    with pytest.raises(CannotDo, match=r"^this database holds cases and people already: a force is seeded into an"):
        seed(database)
    assert all_rows(database) == before


class Interrupted(Exception):
    """The machine stops here."""


def broken_off(database: Database, *, after: int = 0, at: str = "no such statement") -> bool:
    """Seed what is left, and stop after so many statements or at one with these words; whether it came to that."""
    left = count(after - 1, -1)

    def fault(_number: int, _moment: str, sql: str) -> None:
        if next(left) == 0 or at in sql:
            raise Interrupted

    database.faults = fault
    try:
        seed(database)
    except Interrupted:
        return True
    finally:
        database.faults = None
    return False


def test_a_seed_that_is_broken_off_goes_on_to_the_same_force(database: Database, digests: tuple[str, str]) -> None:
    """In the middle of a case, of a transaction, of the copies, of a pack: wherever it was. Its arguments are the same.

    PostgreSQL gives no number of a row twice, not even of one that was never kept: there the numbers are others.
    """
    assert all(broken_off(database, after=statements) for statements in (40, 300, 2_000, 5_000))
    assert broken_off(database, at="INSERT INTO pack_release")
    made = seed(database)
    assert (made.played, made.copied) == (PLAYED, CASES - PLAYED)
    assert verify(database).problems == ()
    numbered, renumbered = digests
    assert (digest_of(database) == numbered) is database.sqlite
    assert digest_of(database, renumbered=True) == renumbered


def test_a_seed_that_is_done_adds_nothing_and_lets_in_whoever_asks_again(database: Database) -> None:
    seed(database, cases=3, played=2)
    before = all_rows(database)
    head = seed(database, cases=3, played=2).head
    assert all_rows(database) == before
    known = {"lee": "another long one"}
    seed_force(database, "1", 3, STRETCH, passwords=known, progress=lambda *_: None, played=2, packs=PACKS)
    with database.transaction(SYSTEM, write=False) as session:
        assert check_password(session, "lee", "another long one") is not None
        assert log.head(session) == head


def test_a_seed_of_anything_else_is_refused(database: Database) -> None:
    seed(database, cases=3, played=2)
    before = all_rows(database)
    with pytest.raises(CannotDo, match=r"One that was interrupted goes on when it is given the same number of cases"):
        seed(database, cases=4, played=2)
    assert all_rows(database) == before


def test_the_coming_meeting_and_the_last_that_was_held_have_packs(database: Database) -> None:
    """Of what was known then: a case that was reported later is in the later one alone."""
    seed(database, cases=len(KINDS) + 2, played=len(KINDS))
    with database.transaction(SYSTEM, write=False) as session:
        people = accounts_named(session, ["cora", "mina"])
    pages = {month: _pages(database, month, people["cora"]) for month in ("2026-11", "2026-12")}
    assert len(KINDS) // 3 < pages["2026-11"] < pages["2026-12"]
    assert _pages(database, "2026-12", people["mina"]) == pages["2026-12"]
    with pytest.raises(CannotDo, match="no pack for 2026-11 has been released to"):
        _pages(database, "2026-11", people["mina"])  # it was hers to read until the meeting
    with pytest.raises(CannotDo, match="no pack for 2026-10"):
        _pages(database, "2026-10", people["cora"])
    assert verify(database).problems == ()


def _pages(database: Database, month: str, by: SignedIn) -> int:
    with Pdf.open(BytesIO(released_pack(database, month, by, STRETCH.now))) as opened:
        return len(opened.pages)


def test_a_database_that_holds_people_is_refused(database: Database) -> None:
    enrol(database)
    with pytest.raises(CannotDo, match="holds people already"):
        seed(database)
