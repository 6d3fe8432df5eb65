"""Lists of somebody's own cases read those cases alone, however many there are."""

import pytest
from sqlalchemy import Select

from complaints.database import SYSTEM, Database
from complaints.queries.my_work import MY_CASES
from complaints.queries.oversight_page import OVERSEEN
from tests.conftest import KEYS


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
