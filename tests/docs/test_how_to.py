"""Each how-to is followed to the letter in a copy of the tree: what it shows must fit the code, and must work."""

import re
from pathlib import Path

import psycopg
import pytest

from complaints.imports.columns import COLUMNS, SHAPES
from tests.docs.follow import copy_tree
from tests.docs.pages import how_to
from tests.support.postgres import APP, OWNER, postgres

pytestmark = pytest.mark.long


def test_a_step_a_requirement_a_clock_and_a_measure_one_upon_the_other(tmp_path: Path) -> None:
    copy = copy_tree(tmp_path)
    assert "Played 1 without a surprise" in copy.follow(how_to("add-a-step"))
    assert "Played 1 without a surprise" in copy.follow(how_to("add-a-requirement"))
    assert "Deadlines moved in 0 cases" in copy.follow(how_to("add-a-clock"))
    assert "CVS-14" in copy.follow(how_to("add-a-measure"))


def test_a_story(tmp_path: Path) -> None:
    assert copy_tree(tmp_path).follow(how_to("write-a-story")).count("without a surprise") == 2


def test_rotating_the_keys(tmp_path: Path) -> None:
    said = copy_tree(tmp_path).follow(how_to("rotate-keys"))
    first, second = (line for line in said.splitlines() if "locked with the current key" in line)
    assert first == second != "0 rows locked with the current key."


def test_importing_the_workforce(tmp_path: Path) -> None:
    said = copy_tree(tmp_path).follow(how_to("import-the-workforce"))
    first = "new unit: 1; new person: 2; new posting: 2; contact detail: 3; course: 1."
    lines = said.splitlines()[-3:]
    assert lines == [
        f"6 lines read. It would change: {first}",
        f"6 lines read. {first}",
        "6 lines read. Nothing changed.",
    ]


def test_the_columns_of_a_workforce_file_are_those_that_are_read() -> None:
    text = how_to("import-the-workforce").text
    shapes = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \| ([^|]*)\|$", text, re.MULTILINE)
    assert [(kind, says, needs, may.strip()) for kind, says, needs, may in shapes] == [
        (kind, shape.says, ", ".join(shape.needs), ", ".join(shape.may)) for kind, shape in SHAPES.items()
    ]
    assert dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|$", text, re.MULTILINE)) == COLUMNS


def test_checking_the_log(tmp_path: Path) -> None:
    assert "its event was changed" in copy_tree(tmp_path).follow(how_to("check-the-log"))


@pytest.mark.postgresql
def test_running_on_postgresql(tmp_path: Path) -> None:
    page = how_to("run-on-postgresql")
    [roles] = (block.text for block in page.blocks() if block.language == "sql")
    with postgres(durable=True) as cluster:
        with psycopg.connect(host=str(cluster.directory), user="postgres", autocommit=True) as connection:
            connection.execute(f"DROP ROLE {OWNER}")
            connection.execute(f"DROP ROLE {APP}")
            for statement in filter(str.strip, roles.split(";")):
                connection.execute(statement.encode())
        said = copy_tree(tmp_path).follow(page, {"PGHOST": str(cluster.directory)})
    assert "The database has the newest schema." in said
