"""A file as it was known earlier is the file that would have been loaded then, as far as any measure can see."""

from datetime import date, timedelta

import pytest

from complaints.database import SYSTEM, Database
from complaints.facts.load import facts_of
from tests.queries.scene import Scene
from workflows.calls_to_action.checklist import of_case
from workflows.calls_to_action.measures import Period


@pytest.fixture
def scene(database: Database) -> Scene:
    """The first route up to the report, and a second subject, whose duty status opens last."""
    scene = Scene(database)
    scene.play(until="submit-report")
    scene.do("lee", "add-party", part="subject", person="4473")
    restricted = {"restrictions": ["systems"], "role_risk": "Has access.", "review_on": "2026-06-02"}
    scene.do("lee", "restrict-duties", about="4473", **restricted)
    return scene


def test_at_every_moment_of_a_case(scene: Scene) -> None:
    with scene.site.database.transaction(SYSTEM, write=False) as session:
        whole = facts_of(session, [1])[1].file
        moments = sorted({fact.event.recorded_at for fact in whole.facts})
        loaded = {at: facts_of(session, [1], known_at=at)[1].file for at in moments}
    assert len(moments) > 10
    for at, then in loaded.items():
        seen = whole.as_known(at)
        assert (seen.facts, seen.postings) == (then.facts, then.postings)
        assert set(then.processes) <= set(seen.processes)
        period = Period(date(2026, 3, 1), date(2026, 4, 30), at)
        assert list(of_case(seen, period)) == list(of_case(then, period))


def test_before_anything_was_recorded_there_is_nothing(scene: Scene) -> None:
    with scene.site.database.transaction(SYSTEM, write=False) as session:
        whole = facts_of(session, [1])[1].file
    before = whole.as_known(whole.facts[0].event.recorded_at - timedelta(seconds=1))
    assert (before.facts, before.postings) == ((), ())
