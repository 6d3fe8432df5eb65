"""Lists read what they list alone: somebody's own cases, or whoever has a role, however many others there are."""

import pytest
from sqlalchemy import Select, select, text

from complaints.database import SYSTEM, Database
from complaints.models import metadata
from complaints.models.people import holds
from complaints.queries.my_work import MY_CASES
from complaints.queries.oversight_page import OVERSEEN
from tests.conftest import KEYS
from workflows.model import Role


@pytest.mark.parametrize("statement", [MY_CASES, OVERSEEN], ids=["my work", "oversight"])
def test_a_list_begins_at_the_allocations_of_its_reader(sqlite_url: str, statement: Select[object]) -> None:
    database = Database(sqlite_url, KEYS)
    sql = str(statement.compile(database.engine))
    with database.transaction(SYSTEM, write=False) as session:
        connection = session.connection()
        asked = ("x",) * sql.count("?")
        plan = [row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", asked)]
    database.dispose()
    assert any("ix_allocation_person_case (person_id=?)" in step for step in plan)
    assert [step for step in plan if step.startswith("SCAN") and step != "SCAN own"] == []


@pytest.mark.parametrize("roles", [(role,) for role in Role] + [tuple(Role)], ids=lambda roles: "-".join(roles)[:20])
def test_whoever_has_a_role_is_found_by_its_index(database: Database, roles: tuple[Role, ...]) -> None:
    statement = select(metadata.tables["account"].c.username).where(holds(*roles))
    explain = "EXPLAIN QUERY PLAN" if database.sqlite else "EXPLAIN"
    sql = statement.compile(database.engine, compile_kwargs={"literal_binds": True})
    with database.transaction(SYSTEM, write=False) as session:
        if not database.sqlite:  # few rows are read from end to end, whatever indexes there are
            session.connection().execute(text("SET LOCAL enable_seqscan = off"))
        plan = " ".join(str(tuple(row)) for row in session.connection().exec_driver_sql(f"{explain} {sql}"))
    assert [role for role in roles if f"ix_account_{role.name.lower()}" not in plan] == []
    assert ("SCAN account" in plan.replace("SCAN account USING", ""), "Seq Scan" in plan) == (False, False)
