"""The reference holds every verb, field and word of a story, and is enough to write one that plays."""

import re
from pathlib import Path

from complaints.database import Database
from complaints.models.entries import fields_of
from complaints.stories import play_file
from complaints.stories.format import Event, Expect, Story
from complaints.stories.reference import stories_page
from tests.builders import NOW, force
from workflows.registry import CLOCKS, REQUIREMENTS, STEPS, WORKFLOWS

ONLY_THE_PAGE = Path(__file__).parent / "only_the_page.yaml"


def rows(heading: str) -> list[str]:
    """What stands first in each row of the table under a heading."""
    section = re.split(r"^#+ ", stories_page(), flags=re.MULTILINE)
    (found,) = (part for part in section if part.startswith(f"{heading}\n"))
    return [row.strip("`") for row in re.findall(r"^\| ([^|]+) \|", found, re.MULTILINE) if row not in ("Field", "---")]


def test_a_story_written_from_the_page_alone_plays(sqlite: Database) -> None:
    played = play_file(sqlite, ONLY_THE_PAGE, now=NOW)
    assert len(played.outcomes) == len(played.story.events)


def test_every_step_stands_there_with_every_field_of_its_entry() -> None:
    assert {trigger: rows(f"`{trigger}`") for trigger in STEPS} == {
        trigger: [f.name for f in fields_of(step.entry)] for trigger, step in STEPS.items()
    }


def test_every_field_of_a_story_stands_there() -> None:
    assert rows("The story") == list(Story.model_fields)
    wanted = [field.alias or name for name, field in Event.model_fields.items()]
    assert rows("An event")[: len(wanted)] == wanted
    assert rows("What is expected")[: len(Expect.model_fields)] == list(Expect.model_fields)
    assert "" not in [
        field.description or "" for shape in (Story, Event, Expect) for field in shape.model_fields.values()
    ]


def test_every_status_clock_requirement_and_person_stands_there() -> None:
    page = stories_page()
    assert [w.name for w in WORKFLOWS.values() if f": `{w.name}`\n" not in page] == []
    assert [s for w in WORKFLOWS.values() for s in w.statuses if f"`{s}`" not in page] == []
    assert rows("Clocks")[1:] == [clock.id for clock in CLOCKS]
    assert rows("Requirements")[1:] == list(REQUIREMENTS)


def test_the_standing_force_stands_there(sqlite: Database) -> None:
    assert rows("The standing force")[1:] == list(force(sqlite))
