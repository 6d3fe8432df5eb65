"""The database refuses by itself: changes of what is append-only, and cases from those excluded."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Table, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from complaints.database import SYSTEM, Database
from complaints.models.log import LogKind
from complaints.services.log import Record, append, verify_chain
from tests.database.specimen import (
    CASE,
    CONCERN,
    CONTACT,
    EVENT,
    EXCLUSION,
    LOG,
    PROCESS,
    SESSION,
    SPECIMEN,
)

INVESTIGATOR, SUBJECT, FORMER, STAND_IN = 7, 8, 9, 10
NOW = datetime.now(UTC)
PAST, FUTURE = NOW - timedelta(days=1), NOW + timedelta(days=1)
SEEN_BY_THE_SUBJECT = {"case_file": [1], "process": [1, 3], "event": [1, 3], "contact": [1, 3], "exclusion": [2, 3]}
ALL = {"case_file": [1, 2], "process": [1, 2, 3], "event": [1, 2, 3], "contact": [1, 2, 3], "exclusion": [1, 2, 3]}
ROWS: dict[Table, list[dict[str, object]]] = {
    CASE: [{"id": 1, "title": "open"}, {"id": 2, "title": "about the subject"}],
    EXCLUSION: [
        {"id": 1, "case_id": 2, "person_id": SUBJECT, "until": None},
        {"id": 2, "case_id": 1, "person_id": FORMER, "until": PAST},
        {"id": 3, "case_id": 1, "person_id": STAND_IN, "until": FUTURE},
    ],
    PROCESS: [{"id": 1, "case_id": 1}, {"id": 2, "case_id": 2}, {"id": 3, "case_id": None}],
    EVENT: [{"id": number, "process_id": number} for number in (1, 2, 3)],
    CONTACT: [{"id": number, "event_id": number, "address": "1 Elm Row"} for number in (1, 2, 3)],
    CONCERN: [{"id": 1, "case_id": 1, "said": "careful"}],
    SESSION: [{"id": 1}],
}


def fill(database: Database) -> Database:
    """Two cases, one of them about the subject; the third process belongs to a meeting and to no case."""
    with database.transaction(SYSTEM) as session:
        for table, rows in ROWS.items():
            session.connection().execute(insert(table), rows)
    return database


@pytest.fixture
def filled(small: Database) -> Database:
    return fill(small)


@pytest.fixture
def postgresql(small_postgresql: Database) -> Database:
    """SQLite has no roles and no policies."""
    return fill(small_postgresql)


def run(database: Database, *statements: str, person: int | None = SYSTEM) -> None:
    with database.transaction(person) as session:
        for statement in statements:
            session.connection().execute(text(statement))


def seen(database: Database, person: int | None) -> dict[str, list[int]]:
    with database.transaction(person, write=False) as session:
        return {
            name: list(session.connection().scalars(select(SPECIMEN.tables[name].c.id).order_by("id"))) for name in ALL
        }


def refused(database: Database, statement: str) -> bool:
    try:
        run(database, statement)
    except DBAPIError:
        return True
    return False


def test_rows_of_an_append_only_table_are_never_changed_or_removed(filled: Database) -> None:
    attempts = [
        "UPDATE event SET process_id = 2",
        "UPDATE contact SET channel = 'letter'",
        "UPDATE contact SET channel = 'letter', address = 'x'",
        "UPDATE contact SET id = 9 WHERE id = 1",
        "DELETE FROM event",
        "DELETE FROM contact WHERE id = 3",
        "INSERT INTO event (id, process_id) VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET process_id = 2",
    ]
    attempts += ["INSERT OR REPLACE INTO event VALUES (1, 2)"] if filled.sqlite else ["TRUNCATE contact"]
    assert [statement for statement in attempts if not refused(filled, statement)] == []
    assert seen(filled, SYSTEM) == ALL


def test_only_the_secret_columns_of_an_append_only_table_may_be_locked_anew(filled: Database) -> None:
    with filled.transaction(SYSTEM) as session:
        session.connection().execute(update(CONTACT).values(address="2 Ash Lane"))
        assert session.connection().scalars(select(CONTACT.c.address)).all() == ["2 Ash Lane"] * 3


def test_rows_of_other_tables_change_but_stay(filled: Database) -> None:
    run(filled, "UPDATE process SET status = 'open'")
    attempts = ["DELETE FROM process", "DELETE FROM concern", "DELETE FROM exclusion"]
    assert [statement for statement in attempts if not refused(filled, statement)] == []
    assert seen(filled, SYSTEM) == ALL


def test_rows_of_a_deletable_table_go(filled: Database) -> None:
    with filled.transaction() as session:
        session.connection().execute(delete(SESSION))
        assert session.connection().scalars(select(SESSION.c.id)).all() == []


@pytest.mark.postgresql
def test_the_application_changes_no_schema(postgresql: Database) -> None:
    attempts = [
        "CREATE TABLE mine (id integer)",
        "DROP TABLE contact",
        "ALTER TABLE event DISABLE TRIGGER USER",
        "ALTER TABLE case_file DISABLE ROW LEVEL SECURITY",
        "DROP POLICY may_know ON case_file",
        "SET LOCAL session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION hidden_cases() RETURNS integer[] LANGUAGE sql AS 'SELECT NULL'",
    ]
    assert [statement for statement in attempts if not refused(postgresql, statement)] == []


@pytest.mark.postgresql
def test_an_excluded_person_sees_no_row_of_the_case(postgresql: Database) -> None:
    assert seen(postgresql, SUBJECT) == SEEN_BY_THE_SUBJECT
    assert seen(postgresql, INVESTIGATOR) == ALL
    assert seen(postgresql, FORMER) == ALL
    assert seen(postgresql, STAND_IN)["case_file"] == [2]
    assert seen(postgresql, SYSTEM) == ALL


@pytest.mark.postgresql
def test_nobody_sees_no_case_and_still_sees_meetings(postgresql: Database) -> None:
    assert seen(postgresql, None) == {
        "case_file": [],
        "process": [3],
        "event": [3],
        "contact": [3],
        "exclusion": [],
    }


@pytest.mark.postgresql
def test_an_excluded_person_changes_nothing_of_the_case(postgresql: Database) -> None:
    run(postgresql, "UPDATE process SET status = 'closed'", person=SUBJECT)
    with postgresql.transaction(SYSTEM, write=False) as session:
        found = session.connection().execute(select(PROCESS.c.id, PROCESS.c.status).order_by("id")).all()
    assert [tuple(row) for row in found] == [(1, "closed"), (2, None), (3, "closed")]


@pytest.mark.postgresql
@pytest.mark.parametrize("table", ["process", "exclusion"])
def test_an_excluded_person_adds_nothing_to_the_case(postgresql: Database, table: str) -> None:
    with pytest.raises(DBAPIError, match="row-level security"):
        run(postgresql, f"INSERT INTO {table} (case_id) VALUES (2)", person=SUBJECT)


@pytest.mark.postgresql
def test_an_excluded_person_may_still_report_a_concern(postgresql: Database) -> None:
    run(postgresql, "INSERT INTO concern VALUES (2, 2, 'she is in danger')", person=SUBJECT)
    with postgresql.transaction(SUBJECT, write=False) as session:
        assert session.connection().scalars(select(CONCERN.c.said)).all() == ["careful"]
    with postgresql.transaction(SYSTEM, write=False) as session:
        concerns = session.connection().scalars(select(CONCERN.c.said).order_by(CONCERN.c.id)).all()
    assert concerns == ["careful", "she is in danger"]


@pytest.mark.postgresql
def test_who_declares_a_connection_finishes_that_step_and_sees_nothing_after(postgresql: Database) -> None:
    with postgresql.transaction(INVESTIGATOR) as session:
        connection = session.connection()
        connection.execute(insert(EXCLUSION), {"id": 4, "case_id": 1, "person_id": INVESTIGATOR})
        [event] = connection.scalars(insert(EVENT).returning(EVENT.c.id), {"id": 4, "process_id": 1})
        connection.execute(insert(CONTACT).returning(CONTACT.c.id), {"id": 4, "event_id": event})
        assert connection.execute(update(PROCESS).where(PROCESS.c.id == 1).values(status="x")).rowcount == 1
    assert seen(postgresql, INVESTIGATOR)["case_file"] == [2]


@pytest.mark.postgresql
@pytest.mark.parametrize("person", [SUBJECT, None])
def test_an_attempt_is_logged_though_who_made_it_reads_nothing_of_it(postgresql: Database, person: int | None) -> None:
    with postgresql.transaction(person) as session:
        attempts = [Record(kind=LogKind.NOT_FOUND, at=NOW, what="case", case_id=case) for case in (None, 2)]
        append(session, attempts)
    with postgresql.transaction(person, write=False) as session:
        assert session.connection().scalars(select(LOG.c.case_id)).all() == [None]
    with postgresql.transaction(SYSTEM, write=False) as session:
        assert session.connection().scalars(select(LOG.c.case_id).order_by("sequence")).all() == [None, 2]
        assert verify_chain(session).whole


@pytest.mark.postgresql
def test_the_actor_is_forgotten_when_the_transaction_ends(postgresql: Database) -> None:
    seen(postgresql, SYSTEM)
    with postgresql.engine.connect() as connection:
        assert connection.scalars(select(CASE.c.id)).all() == []
