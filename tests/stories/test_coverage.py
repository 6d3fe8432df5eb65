"""Nothing in the rules is without a story: each step and entry, and each requirement both met and missing."""

from collections import Counter
from pathlib import Path

import pytest

from complaints.database import Database
from complaints.models.entries import TABLES
from complaints.stories import Played, play_file, read_story
from complaints.stories.words import CLOCK_NAMES
from tests.builders import NOW, STORIES, story
from tests.conftest import KEYS
from workflows.model import Requirement
from workflows.registry import CLOCKS, ENTRIES, REQUIREMENTS, STEPS, WORKFLOW_OF, WORKFLOWS

pytestmark = pytest.mark.xdist_group("stories")  # on one core: each that takes part would play every story
TWELVE = {
    "member_of_the_public": "A member of the public",
    "crime_report": "A crime report without a complaint",
    "route": "A colleague reports",
    "people": "A member of staff is the subject",
    "special_constable": "A special constable",
    "former_officer": "A subject resigns",
    "coercive_control": "Coercive control alone, referred",
    "two_reporters": "Two people have reported one subject",
    "withdrawal_pressure": "Withdrawn under pressure",
    "passed_on": "The person reported serves in another force",
    "handling_complaint": "A complaint about how a report was handled",
    "dsi": "Badly hurt an hour after police had left",
}
"""The kinds of case that are told from end to end, by file, and how the title of each begins."""


@pytest.fixture(scope="module")
def played(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Played]:
    """Every story, played once in a database of their own."""
    path = tmp_path_factory.mktemp("coverage") / "complaints.db"
    path.write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{path}", KEYS)
    try:
        return [play_file(database, story, now=NOW) for story in STORIES]
    finally:
        database.dispose()


def taken(played: list[Played]) -> list[tuple[str, frozenset[str]]]:
    """Each step taken, with its flags."""
    outcomes = [(event, outcome) for p in played for event, outcome in p.outcomes]
    return [(event.do, outcome.flags) for event, outcome in outcomes if event.do and outcome.flags is not None]


def asked(requirement: Requirement, trigger: str) -> bool:
    if requirement not in WORKFLOW_OF[trigger].requirements:
        return False
    return requirement.precedes(STEPS[trigger])


def test_every_step_and_so_every_entry_has_a_table_and_a_story(played: list[Played]) -> None:
    assert set(STEPS) == set(ENTRIES) == set(TABLES) == {trigger for trigger, _ in taken(played)}


@pytest.mark.parametrize(("name", "title"), TWELVE.items())
def test_each_kind_of_case_has_its_story(name: str, title: str) -> None:
    whole, _ = read_story(story(name))
    assert whole.title.startswith(title)


def test_every_requirement_is_met_in_a_story(played: list[Played]) -> None:
    met = {i for i, r in REQUIREMENTS.items() for t, flags in taken(played) if asked(r, t) and i not in flags}
    assert met == set(REQUIREMENTS)


def test_every_requirement_is_missing_in_a_story(played: list[Played]) -> None:
    outcomes = [(event, outcome) for p in played for event, outcome in p.outcomes]
    missing = {i for _, o in outcomes for i in (o.refused or frozenset()) | (o.flags or frozenset())}
    missing |= {i for event, _ in outcomes for ids in event.expect.tasks.cannot.values() for i in ids}
    assert missing - {"role", "status"} == set(REQUIREMENTS)


def test_every_status_is_expected_somewhere_but_those_in_which_nothing_is_done(played: list[Played]) -> None:
    expects = [event.expect for p in played for event in p.story.events]
    statuses = {(name, status) for expect in expects for name, status in expect.status.items()}
    left_at_once = {(name, "new") for name in ("handling", "panel", "confidential", "support-service")}
    every = {(w.name, s.value) for w in WORKFLOWS.values() if len(w.statuses) > 1 for s in w.statuses}
    assert statuses == every - left_at_once


def test_every_clock_is_seen_running_and_met(played: list[Played]) -> None:
    expects = [event.expect for p in played for event in p.story.events]
    for field in ("due", "met"):
        seen = {
            CLOCK_NAMES[name] for expect in expects for name, day in getattr(expect, field).items() if day != "none"
        }
        assert seen == {clock.id for clock in CLOCKS}, field


def test_each_step_that_a_clock_names_meets_it_in_a_story(played: list[Played]) -> None:
    events = [event for p in played for event in p.story.events]
    seen = {
        (CLOCK_NAMES[name], event.do) for event in events for name, day in event.expect.met.items() if day != "none"
    }
    assert {(clock.id, trigger) for clock in CLOCKS for trigger in clock.met_by} - seen == set()


def test_everybody_in_every_story_can_be_told_apart(played: list[Played]) -> None:
    people = {player.person: player.details for p in played for player in p.people.values()}
    for detail in ("name", "number", "email", "address", "code_word"):
        values = [getattr(details, detail) for details in people.values()]
        assert Counter(values).most_common(1)[0][1] == 1, detail
    assert {details.phone[:9] for details in people.values()} == {"07700 900"}
