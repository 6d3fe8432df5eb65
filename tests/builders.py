"""Data for tests, made by playing stories: people who may act, and cases that stand where a test needs them."""

from datetime import UTC, datetime
from pathlib import Path

from complaints.database import SYSTEM, Database
from complaints.force import Player, enrol_force
from complaints.resources import fixtures_directory
from complaints.stories import Played, play, read_story
from complaints.stories.format import Story
from workflows.registry import WORKFLOWS

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
"""When tests take place: after every story."""

STORIES = sorted((fixtures_directory() / "stories").rglob("*.yaml"))


def force(database: Database, **passwords: str) -> dict[str, Player]:
    """The standing force by name; nobody can sign in but those given a password: `force(database, sue="…")`."""
    with database.transaction(SYSTEM) as session:
        return enrol_force(session, at=NOW, passwords=passwords)


def story(name: str) -> Path:
    """A story of the fixtures by its name, wherever it lies."""
    (found,) = (path for path in STORIES if path.stem == name)
    return found


def case_at(database: Database, status: str, *, workflow: str = "handling", seed: str = "test") -> Played:
    """The first story in which a workflow comes to a status, played up to there; another seed gives another case.

    `case_at(database, "recorded").references["case"]` is the case's reference.
    """
    assert status in {s.value for s in WORKFLOWS[workflow].statuses}, status
    for path in (story("route"), *STORIES):
        whole, lines = read_story(path)
        if (begun := _until(whole, workflow, status)) is not None:
            return play(database, begun, lines, now=NOW, seed=seed)
    raise LookupError(f"no story expects {workflow} to be {status}")


def _until(whole: Story, workflow: str, status: str) -> Story | None:
    reached = [n for n, event in enumerate(whole.events) if event.expect.status.get(workflow) == status]
    return whole.model_copy(update={"events": whole.events[: reached[0] + 1]}) if reached else None
