"""Every story of the fixtures plays on both databases, leaves the record whole, and can be played again."""

from collections import Counter

from sqlalchemy import text

from complaints.database import SYSTEM, Database
from complaints.facts.load import facts_of
from complaints.services.accounts import check_password
from complaints.services.recompute import recompute
from complaints.services.verify import verify
from complaints.stories import play_file
from complaints.stories.expectations import expected
from tests.builders import NOW, STORIES, case_at, force, story
from workflows.independence.work import at_work
from workflows.registry import WORKFLOWS

WAITS = {"LKS-12", "LKS-13", "LKS-14", "LKS-16", "LKS-17"}
TABLES = ("case_file", "meeting", "process", "event", "person", "account", "exclusion", "allocation", "log_entry")

ALLOCATED = """SELECT a.case_id, p.reference, a.role FROM allocation a JOIN person p ON p.id = a.person_id
WHERE a.until IS NULL"""


def rows(database: Database) -> dict[str, int]:
    with database.transaction(SYSTEM, write=False) as session:
        return {name: session.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in TABLES}


def test_every_story_plays_and_playing_it_again_changes_nothing(database: Database) -> None:
    played = [play_file(database, path, now=NOW) for path in STORIES]
    assert [p.already for p in played] == [False] * len(STORIES)
    before = rows(database)
    taken = sum(
        expected(event.expect).flags is not None and event.do is not None for p in played for event in p.story.events
    )
    followed = sum(
        event.do in ("pass-to-psd", "disclose-reporter", "decide-further-report")
        for p in played
        for event, out in p.outcomes
        if out.flags is not None
    )
    waiting = sum(bool(WAITS & (out.refused or set())) for p in played for _, out in p.outcomes)
    assert waiting > 3
    with database.transaction(SYSTEM, write=False) as session:
        again_screened = session.execute(text("SELECT count(*) FROM event WHERE by = 'SYSTEM'")).scalar_one()
    assert again_screened > 0
    # These take a step in a case as well, or in another; whoever is refused for a possible link leaves a screening, and
    # so does the system, where a new post links somebody at work with a party.
    assert before["event"] == taken + followed + waiting + again_screened

    again = [play_file(database, path, now=NOW) for path in STORIES]
    assert [p.already for p in again] == [True] * len(STORIES)
    assert [p.references for p in again] == [p.references for p in played]
    assert rows(database) == before

    with database.transaction(SYSTEM, write=False) as session:
        cases = facts_of(session, session.execute(text("SELECT id FROM case_file")).scalars())
        told = {(n, who, role) for n, case in cases.items() for who, has in at_work(case.file).items() for role in has}
        assert told == {tuple(row) for row in session.execute(text(ALLOCATED))}
    assert verify(database).problems == ()
    assert recompute(database, lambda _done: None) == {}


def test_the_same_story_is_another_case_under_another_seed(sqlite: Database) -> None:
    first, second = (case_at(sqlite, "received", seed=seed) for seed in "ab")
    assert first.references["case"] != second.references["case"]
    assert first.people["dee"].details != second.people["dee"].details
    assert first.people["lee"] == second.people["lee"]


def test_a_case_can_be_had_at_every_status(sqlite: Database) -> None:
    statuses = [s.value for s in WORKFLOWS["handling"].statuses if s is not WORKFLOWS["handling"].initial]
    for status in statuses:
        case_at(sqlite, status, seed=status)
    with sqlite.transaction(SYSTEM, write=False) as session:
        found = session.execute(text("SELECT status FROM process WHERE workflow = 'handling'")).scalars()
        assert Counter(found) == Counter(statuses)


def test_only_those_with_a_password_can_sign_in(sqlite: Database) -> None:
    force(sqlite, sue="correct horse battery")
    with sqlite.transaction(SYSTEM, write=False) as session:
        signed_in = {name: check_password(session, name, "correct horse battery") for name in ("sue", "lee")}
    assert {name: who and who.name for name, who in signed_in.items()} == {
        "sue": force(sqlite)["sue"].signed_in.name,
        "lee": None,
    }


def test_a_live_story_leaves_open_and_overdue_work(sqlite: Database) -> None:
    case = play_file(sqlite, story("live"), now=NOW).references["contact"]
    with sqlite.transaction(SYSTEM, write=False) as session:
        late = session.execute(
            text(
                "SELECT clock, due_at < :now FROM deadline JOIN case_file ON case_file.id = case_id"
                " WHERE reference = :case AND met_at IS NULL AND ended = ''"
            ),
            {"now": NOW.replace(tzinfo=None), "case": case},
        )
        open_clocks = {"HAN-C1": False, "OVR-C1": False, "OVR-C2": True, "RSK-C3": False}
        open_clocks |= {"IND-C2": False, "IND-C3": False, "IND-C5": False, "IND-C7": False}
        assert {clock: bool(overdue) for clock, overdue in late} == open_clocks
