"""A hidden case and a reference that nobody has: PostgreSQL is made to do as much for the one as for the other.

What a clock shows of both is measured by `tests/benchmarks/timing.py`.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Select

from complaints.database import Database
from complaints.errors import NotFound
from complaints.models.people import SignedIn
from complaints.queries import visible
from complaints.queries.confidential_page import FIND, FIND_OWN
from tests.conftest import KEYS
from tests.queries.scene import Scene
from workflows.model import Role

NOBODYS = "K7Q2-M4XD-9TBC"
REPORT = {"danger_now": "no", "account": "He reads her messages.", "subject": "gwen's number"}

Part = tuple[object, ...]
"""Of a plan: what it is for, what it does, and how often it was done."""


@pytest.fixture
def on_postgresql(postgresql_url: str) -> Iterator[Scene]:
    database = Database(postgresql_url, KEYS)
    scene = Scene(database)
    scene.play(until="record-matter")
    yield scene
    database.dispose()


def test_whoever_works_on_the_first_case_is_not_shown_it_for_another(scene: Scene) -> None:
    ana = scene.people["ana"]
    with scene.site.database.transaction(ana.person_id, write=False) as session:
        assert visible.find_case(session, scene.reference, ana) == 1
        for find in (visible.find_case, visible.find_unbarred):
            with pytest.raises(NotFound):
                find(session, NOBODYS, ana)


@pytest.mark.parametrize("statement", [visible.FIND_CASE, visible._NAMED], ids=["work", "urgent access"])
@pytest.mark.parametrize("who", ["dee", "rep", "ivy"])
def test_as_much_is_done_for_a_hidden_case(on_postgresql: Scene, who: str, statement: Select[Any]) -> None:
    actor = on_postgresql.people[who]
    hidden, unknown = (work(on_postgresql, statement, actor, name) for name in (on_postgresql.reference, NOBODYS))
    assert hidden == unknown
    assert any(loops for _, kind, loops in hidden if "Scan" in str(kind))


def test_as_much_is_done_for_a_report_of_somebody_else_or_about_oneself(on_postgresql: Scene) -> None:
    gwen = on_postgresql.site.add_person("gwen", Role.GATEKEEPER, number="gwen's number")
    rep = on_postgresql.site.browser("rep")
    receipt = on_postgresql.site.post(rep, "/confidential", **REPORT, submission="0" * 32).headers["location"]
    for actor, statement in ((gwen, FIND), (gwen, FIND_OWN), (on_postgresql.people["dee"], FIND_OWN)):
        hidden, unknown = (work(on_postgresql, statement, actor, name) for name in (receipt.split("/")[2], NOBODYS))
        assert hidden == unknown


def work(scene: Scene, statement: Select[Any], actor: SignedIn, reference: str) -> list[Part]:
    """What PostgreSQL does for it, part by part."""
    database = scene.site.database
    asked = {"person": actor.person_id, "actor": actor.person, "reference": reference, "urgent": None}
    given = {name: asked[name] for name in statement.compile(database.engine).params}
    sql = statement.params(given).compile(database.engine, compile_kwargs={"literal_binds": True})
    with database.transaction(actor.person_id, write=False) as session:
        (plan,) = session.connection().exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}").scalars()
    return list(_parts((plan if isinstance(plan, list) else json.loads(plan))[0]["Plan"]))


def _parts(node: dict[str, Any]) -> Iterator[Part]:
    yield node.get("Subplan Name", ""), node["Node Type"], node["Actual Loops"]
    for part in node.get("Plans", ()):
        yield from _parts(part)
