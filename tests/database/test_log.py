"""The chain: what is appended, and what the verifier catches with and without a head kept outside."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum
from hashlib import sha256

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from complaints.database import SYSTEM, Database
from complaints.models.log import LogKind
from complaints.services.log import (
    ENTRY,
    Break,
    ChainReport,
    Head,
    LostHead,
    Record,
    _hash,
    append,
    digest,
    head,
    verify_chain,
)
from tests.database.conftest import Attack
from tests.support.statements import count_statements

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
CHANGED = "it was changed"
LOOSE = "it does not follow the entry before"
MISSING = "entries before it are missing"
HEADLESS = "the head does not name the last entry"
OUTSIDE = "it is not the entry that a head kept outside names"
BEYOND = "a head kept outside is beyond the end of the chain"


def record(number: int) -> Record:
    return Record(
        kind=LogKind.STEP,
        at=NOON + timedelta(minutes=number),
        what="decide-independence",
        account_id=number,
        event_id=100 + number,
        digest=digest("salt", [{"number": number}]),
    )


def write(database: Database, *numbers: int) -> Head:
    with database.transaction(SYSTEM) as session:
        append(session, [record(number) for number in numbers])
        return head(session)


def verify(database: Database, *outside: Head) -> ChainReport:
    with database.transaction(SYSTEM, write=False) as session:
        return verify_chain(session, outside=outside)


def test_an_empty_chain_is_whole(database: Database) -> None:
    assert verify(database) == ChainReport(0, Head(0, ""), ())


def test_entries_are_numbered_and_linked(database: Database) -> None:
    write(database, 1, 2)
    last = write(database, 3)
    with database.transaction(SYSTEM, write=False) as session:
        rows = session.connection().execute(select(ENTRY).order_by("sequence")).all()
    assert [row.sequence for row in rows] == [1, 2, 3]
    assert [row.previous for row in rows] == ["", rows[0].hash, rows[1].hash]
    assert (last, verify(database)) == (Head(3, rows[2].hash), ChainReport(3, last, ()))


def test_the_form_of_a_hash_never_changes() -> None:
    values = [1, LogKind.VIEW, NOON, 7, None, None, "case", None, ""]
    form = b'[1,"view","2026-03-02T12:00:00+00:00",7,null,null,"case",null,""]'
    assert _hash(values) == sha256(form).hexdigest()


def test_appending_takes_three_statements_however_many_entries(database: Database) -> None:
    counts = []
    for numbers in ([1], range(2, 30)):
        with database.transaction(SYSTEM) as session, count_statements(database.engine) as statements:
            append(session, [record(number) for number in numbers])
        counts.append(statements.count)
    assert counts == [3, 3]


def test_threads_make_one_chain(database: Database) -> None:
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(lambda number: write(database, number), range(120)))
    found = verify(database)
    assert (found.entries, found.breaks) == (120, ())


def fail_at_commit(_number: int, moment: str, sql: str) -> None:
    if (moment, sql) == ("before", "COMMIT"):
        raise InterruptedError


def test_a_transaction_that_fails_leaves_no_entry(database: Database) -> None:
    last = write(database, 1)
    database.faults = fail_at_commit
    with pytest.raises(InterruptedError):
        write(database, 2)
    database.faults = None
    assert verify(database) == ChainReport(1, last, ())


def test_the_application_cannot_change_the_log(database: Database) -> None:
    write(database, 1, 2)
    attempts = [
        "UPDATE log_entry SET account_id = 9",
        "UPDATE log_entry SET hash = 'x' WHERE sequence = 2",
        "DELETE FROM log_entry WHERE sequence = 2",
        "DELETE FROM log_head",
        "INSERT INTO log_entry SELECT * FROM log_entry WHERE sequence = 1",
    ]
    replace = "INSERT OR REPLACE INTO log_entry SELECT * FROM log_entry WHERE sequence = 1"
    attempts += [replace] if database.sqlite else ["TRUNCATE log_entry"]
    refused = []
    for statement in attempts:
        with pytest.raises(DBAPIError), database.transaction(SYSTEM) as session:
            session.connection().exec_driver_sql(statement)
        refused.append(statement)
    assert (refused, verify(database).whole) == (attempts, True)


# Each attack on a chain of five: what the chain alone shows, and what two heads kept outside (3 and 5) add.
ATTACKS: dict[str, tuple[list[str], list[Break], list[Break]]] = {
    "edit": (["UPDATE log_entry SET account_id = 9 WHERE sequence = 2"], [Break(2, CHANGED)], []),
    "edit to the unknown": (["UPDATE log_entry SET kind = 'x' WHERE sequence = 2"], [Break(2, CHANGED)], []),
    "delete": (["DELETE FROM log_entry WHERE sequence = 2"], [Break(3, MISSING), Break(3, LOOSE)], []),
    "swap": (
        [
            "UPDATE log_entry SET sequence = 9 WHERE sequence = 2",
            "UPDATE log_entry SET sequence = 2 WHERE sequence = 3",
            "UPDATE log_entry SET sequence = 3 WHERE sequence = 9",
        ],
        [Break(2, LOOSE), Break(2, CHANGED), Break(3, LOOSE), Break(3, CHANGED), Break(4, LOOSE)],
        [Break(3, OUTSIDE)],
    ),
    "insert": (
        [
            "INSERT INTO log_entry SELECT 6, kind, at, account_id, case_id, event_id, what, digest, previous, hash"
            " FROM log_entry WHERE sequence = 5"
        ],
        [Break(6, LOOSE), Break(6, CHANGED), Break(6, HEADLESS)],
        [],
    ),
    "truncate": (["DELETE FROM log_entry WHERE sequence > 3"], [Break(3, HEADLESS)], [Break(5, BEYOND)]),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_tampering_shows(database: Database, attack: Attack, name: str) -> None:
    statements, alone, added = ATTACKS[name]
    outside = [write(database, 1, 2, 3), write(database, 4, 5)]
    attack(*statements)
    assert verify(database).breaks == tuple(alone)
    assert set(verify(database, *outside).breaks) == {*alone, *added}


def test_a_cut_end_with_its_head_shows_only_outside(database: Database, attack: Attack) -> None:
    kept = write(database, 1, 2, 3)
    outside = write(database, 4, 5)
    attack("DELETE FROM log_entry WHERE sequence > 3", f"UPDATE log_head SET sequence = 3, hash = '{kept.hash}'")
    assert verify(database) == ChainReport(3, kept, ())
    assert verify(database, kept, outside).breaks == (Break(5, BEYOND),)


def test_a_rewritten_chain_shows_only_outside(database: Database, attack: Attack) -> None:
    outside = [write(database, 1, 2, 3), write(database, 4, 5)]
    attack("DELETE FROM log_entry", "UPDATE log_head SET sequence = 0, hash = ''")
    write(database, 1, 7, 3, 4, 5)
    assert verify(database).breaks == ()
    assert verify(database, *outside).breaks == (Break(3, OUTSIDE), Break(5, OUTSIDE))


def test_two_heads_for_one_place_show_a_fork(database: Database) -> None:
    last = write(database, 1)
    assert verify(database, last, Head(1, "other")).breaks == (Break(1, OUTSIDE),)


def test_a_lost_head_stops_the_log(database: Database, attack: Attack) -> None:
    attack("DELETE FROM log_head" if not database.sqlite else "DROP TRIGGER log_head_refuses_delete")
    if database.sqlite:
        attack("DELETE FROM log_head")
    with pytest.raises(LostHead):
        write(database, 1)


def append_while_the_head_moves(database: Database) -> None:
    with database.transaction(SYSTEM) as session:
        connection = session.connection()

        def meddle(_number: int, moment: str, sql: str) -> None:
            if moment == "before" and sql.startswith("INSERT INTO log_entry"):
                connection.exec_driver_sql("UPDATE log_head SET sequence = 7")

        database.faults = meddle
        append(session, [record(1)])


def test_a_head_that_somebody_else_moved_stops_the_log(database: Database) -> None:
    with pytest.raises(LostHead, match="moved by another writer"):
        append_while_the_head_moves(database)
    database.faults = None
    assert verify(database) == ChainReport(0, Head(0, ""), ())


def test_events_that_were_changed_are_named(database: Database) -> None:
    write(database, 1, 2, 3)
    told: list[object] = []

    def changed(digests: object) -> list[int]:
        told.append(digests)
        return [102]

    with database.transaction(SYSTEM, write=False) as session:
        found = verify_chain(session, changed=changed, progress=lambda *counts: told.append(counts))
    assert found.breaks == (Break(2, "its event was changed"),)
    assert told == [[(100 + number, record(number).digest) for number in (1, 2, 3)], (3, 3)]


@pytest.mark.parametrize("what", ["Decide", "two words", "line\nbreak", "", "x" * 81, "\x1b[31m", "name@example.org"])
def test_the_log_takes_codes_not_words(what: str) -> None:
    with pytest.raises(ValueError, match="codes"):
        Record(kind=LogKind.VIEW, at=NOON, what=what)


class Colour(Enum):
    RED = "red"


def test_a_digest_is_the_same_for_the_same_plain_values() -> None:
    london = timezone(timedelta(hours=1))
    rows = [{"b": Colour.RED, "a": NOON, "c": date(2026, 3, 2), "d": {"x", "y"}, "e": None}]
    same = [{"e": None, "d": ["x", "y"], "c": "2026-03-02", "a": NOON.astimezone(london), "b": "red"}]
    assert digest("salt", rows) == digest("salt", same)


@pytest.mark.parametrize("other", [("pepper", [{"a": 1}]), ("salt", [{"a": "1"}]), ("salt", [{"a": 1}, {}])])
def test_a_digest_differs_with_salt_type_and_rows(other: tuple[str, list[dict[str, object]]]) -> None:
    assert digest("salt", [{"a": 1}]) != digest(*other)


@pytest.mark.parametrize(("value", "error"), [(b"bytes", TypeError), (datetime(2026, 3, 2), ValueError)])
def test_a_digest_refuses_what_has_no_one_form(value: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        digest("salt", [{"a": value}])
