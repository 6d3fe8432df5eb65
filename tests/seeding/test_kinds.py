"""A seeded force shows every kind of case, and things that went wrong as well as right."""

from collections import Counter
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from complaints.database import SYSTEM, Database
from complaints.force import standing_force
from complaints.models import metadata
from complaints.models.entries import TABLES
from complaints.seeding.kinds import KINDS
from complaints.seeding.people import Roll, further_desks
from complaints.seeding.playing import stories
from complaints.stories.checking import check_story
from complaints.stories.format import Event, Story
from complaints.stories.lines import TOP, Lines
from tests.conftest import KEYS
from tests.seeding.conftest import STRETCH, seed
from workflows.handling.vocabulary import HandlingStatus, MatterKind
from workflows.model import Bar
from workflows.referral.vocabulary import ReferralStatus

MANY, DESKS = 300, 5
PROCESS, DEADLINE, EXCLUSION = (metadata.tables[name] for name in ("process", "deadline", "exclusion"))


@pytest.fixture
def whole(sqlite_url: str) -> Iterator[Database]:
    """One case of each kind, played."""
    database = Database(sqlite_url, KEYS)
    seed(database, cases=len(KINDS), played=len(KINDS))
    yield database
    database.dispose()


def test_one_case_of_each_kind_shows_every_status_and_kind_of_matter(whole: Database) -> None:
    with whole.transaction(SYSTEM, write=False) as session:
        connection = session.connection()
        statuses = {tuple(row) for row in connection.execute(select(PROCESS.c.workflow, PROCESS.c.status))}
        kinds = set(connection.scalars(select(TABLES["record-matter"].c.kind)))
        bars = set(connection.scalars(select(EXCLUSION.c.reason)))
        deadlines = connection.execute(select(DEADLINE.c.met_at, DEADLINE.c.ended, DEADLINE.c.due_at)).all()
    found = {status for workflow, status in statuses if workflow == "handling"}
    assert found == {status.value for status in HandlingStatus} - {HandlingStatus.NEW.value}
    assert kinds == set(MatterKind)
    assert Bar.CONNECTION in bars
    assert ("criminal", "suspended") in statuses
    assert ("withdrawal", "decided") in statuses
    assert ("confidential", "passed-on") in statuses
    assert {status for workflow, status in statuses if workflow == "referral"} >= {
        ReferralStatus.DETERMINED.value,
        ReferralStatus.DUE.value,
        ReferralStatus.NOT_REFERRED.value,
    }
    running = [row.due_at for row in deadlines if row.met_at is None and not row.ended]
    assert any(row.met_at for row in deadlines)
    assert {due_at <= STRETCH.now for due_at in running} == {True, False}


@pytest.mark.parametrize("made_from", ["1", "2"])
def test_many_cases_are_stories_that_can_be_played_and_not_all_goes_well(made_from: str) -> None:
    people = {*standing_force(), *further_desks(DESKS)}
    told = [story for _desk, story in stories(made_from, MANY, DESKS, STRETCH, Roll())]
    for story in told:
        check_story(story, Lines(story.title, {TOP: 1}), people)
    assert len({story.title for story in told}) == len(told) == MANY
    flags = Counter(flag for event in _events(told) for flag in event.expect.flags)
    assert {"OVR-6", "REF-2"} <= flags.keys()
    triggers = Counter(event.do for event in _events(told))
    assert min(triggers[do] for do in ("report-connection", "suspend-matter", "decide-to-refer", "add-party")) > 2
    assert {event.by for event in _events(told)} >= further_desks(DESKS).keys()


def _events(told: list[Story]) -> Iterator[Event]:
    return (event for story in told for event in story.events)
