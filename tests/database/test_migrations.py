"""One history for both databases: it arrives at what the models say, protected as they ask, and goes back."""

import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Table, create_engine, inspect, text

from complaints.database import Database
from complaints.migrate import configuration, migrate
from complaints.migrations.autogenerate import add_protections, render_item
from complaints.models import metadata
from complaints.models.types import digest_columns, secret_columns
from complaints.protections import protection_of, sqlite_statements
from complaints.services.log import head
from tests.support.postgres import OWNER

TABLES = metadata.sorted_tables
APPEND_ONLY = [table for table in TABLES if protection_of(table).append_only]
SCOPED = [table for table in TABLES if protection_of(table).scope]
HIDDEN = [table for table in TABLES if protection_of(table).has_policy]


def owner_url(database: Database) -> str:
    url = database.engine.url if database.sqlite else database.engine.url.set(username=OWNER)
    return url.render_as_string(hide_password=False)


def test_the_history_arrives_at_the_models(database: Database) -> None:
    with configuration(owner_url(database)) as config:
        command.check(config)


def test_it_goes_back_to_nothing_and_forward_again(database: Database) -> None:
    with configuration(owner_url(database)) as config:
        command.downgrade(config, "base")
    database.dispose()
    assert inspect(database.engine).get_table_names() == ["alembic_version"]
    migrate(owner_url(database))
    with database.transaction() as session:
        assert head(session) == (0, "")


def test_migrating_twice_changes_nothing(database: Database) -> None:
    migrate(owner_url(database))
    with database.transaction() as session:
        assert head(session) == (0, "")


def test_a_failed_migration_leaves_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'half.db'}"
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE log_entry (id integer)"))
    with pytest.raises(Exception, match="log_entry already exists"):
        migrate(url)
    assert inspect(engine).get_table_names() == ["log_entry"]
    engine.dispose()


def test_every_table_that_leads_to_a_case_is_scoped() -> None:
    """A table that refers to a scoped table has one of the columns by which a policy can be made."""
    scoped = {table.name for table in SCOPED}
    open_ = [table for table in TABLES if table.name not in scoped]
    leading = {table.name: {key.column.table.name for key in table.foreign_keys} & scoped for table in open_}
    assert {name: found for name, found in leading.items() if found} == {}
    assert {"case_file", "process", "event", "exclusion", "log_entry"} <= scoped


def test_sqlite_has_exactly_the_triggers_that_the_models_ask_for(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.transaction(write=False) as session:
        rows = session.connection().scalars(text("SELECT sql FROM sqlite_master WHERE type = 'trigger'"))
        found = sorted(rows)
    database.dispose()
    wanted = [
        statement
        for table in TABLES
        for statement in sqlite_statements(table.name, list(table.c.keys()), protection_of(table))
    ]
    assert found == sorted(wanted)


def sqlite_row(connection: sqlite3.Connection, table: Table) -> None:
    """One row, whatever its columns: SQLite keeps 1 anywhere once it is told not to check."""
    for pragma in ("foreign_keys = 0", "ignore_check_constraints = 1", "recursive_triggers = 1"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(f"INSERT INTO {table.name} VALUES ({', '.join('1' for _ in table.c)})")


@pytest.mark.parametrize("table", APPEND_ONLY, ids=str)
def test_sqlite_refuses_to_change_an_append_only_row(sqlite_url: str, table: Table) -> None:
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as connection:
        sqlite_row(connection, table)
        attempts = {column.name: f'UPDATE {table.name} SET "{column.name}" = 2' for column in table.c}
        attempts["(row)"] = f"DELETE FROM {table.name}"
        attempts["(replace)"] = f"INSERT OR REPLACE INTO {table.name} SELECT * FROM {table.name}"
        allowed = [name for name, statement in attempts.items() if not sqlite_refuses(connection, statement)]
    connection.close()
    assert allowed == [c.name for c in table.c if c.name in {*secret_columns(table), *digest_columns(table)}]


def sqlite_refuses(connection: sqlite3.Connection, statement: str) -> bool:
    try:
        connection.execute(statement)
    except sqlite3.IntegrityError as error:
        return " refuses " in str(error)
    return False


@pytest.mark.postgresql
def test_postgresql_gives_the_application_only_the_powers_that_the_models_ask_for(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    with database.transaction(write=False) as session:
        connection = session.connection()
        powers = connection.execute(
            text("SELECT table_name, privilege_type FROM information_schema.role_table_grants WHERE grantee = 'app'")
        ).all()
        columns = connection.execute(
            text(
                "SELECT table_name, column_name FROM information_schema.column_privileges WHERE grantee = 'app'"
                " AND privilege_type = 'UPDATE'"
            )
        ).all()
    database.dispose()
    assert {tuple(row) for row in powers} == {(table.name, power) for table in TABLES for power in powers_of(table)}
    assert {tuple(row) for row in columns} == {
        (table.name, column)
        for table in TABLES
        for column in (protection_of(table).rotates if table in APPEND_ONLY else table.c.keys())
    }


def powers_of(table: Table) -> set[str]:
    asked = protection_of(table)
    changed = set() if asked.append_only else {"UPDATE"}
    return {"SELECT", "INSERT"} | changed | ({"DELETE"} if asked.deletable else set())


@pytest.mark.postgresql
def test_postgresql_hides_rows_of_every_scoped_table(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    with database.transaction(write=False) as session:
        connection = session.connection()
        secured = connection.scalars(text("SELECT relname FROM pg_class WHERE relrowsecurity")).all()
        policies = connection.scalars(text("SELECT tablename FROM pg_policies WHERE roles = '{app}'")).all()
    database.dispose()
    assert sorted(secured) == sorted(policies) == sorted(table.name for table in HIDDEN)


@pytest.mark.postgresql
def test_postgresql_lets_not_even_the_owner_change_an_append_only_row(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    with database.transaction(write=False) as session:
        found = session.connection().execute(
            text("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'")
        )
        rows = {tuple(row) for row in found}
    database.dispose()
    actions = ("update", "delete", "truncate")
    assert rows == {(table.name, f"{table.name}_refuses_{action}") for table in APPEND_ONLY for action in actions}


def test_a_new_revision_protects_each_table_that_it_makes() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        script = produce_migrations(context, metadata)
        add_protections(context, (), [script])
        assert script.upgrade_ops is not None
        code = render_python_code(script.upgrade_ops, render_item=render_item, migration_context=context)
    engine.dispose()
    lines = [line.strip() for line in code.splitlines()]
    called = [line for line in lines if line.startswith(("create_functions(", "protect("))]
    assert called[0] == "create_functions()"
    assert sorted(line.split('"')[1] for line in called[1:]) == sorted(metadata.tables)
    assert "protect(\"log_entry\", append_only=True, one_way=True, scope='case_id')" in called
