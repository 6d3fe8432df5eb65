"""The runner can fail: a story that expects anything else than what happens stops there, with file and line."""

from pathlib import Path

import pytest

from complaints.database import Database
from complaints.stories import StoryFailed, play, play_file, read_story
from tests.builders import NOW, story
from tests.stories.conftest import Tell

REPORT = """\
title: A report
starts: 2026-03-02
cast:
  dee: {rank: sergeant}
events:
  - day: 0
    by: ana
    do: report-matter
    with:
      route: colleague
      came_to_attention_at: day 0 08:00
      account: A report about {dee.name}.
      domestic_abuse: yes
      subject: dee
"""
ALLOCATE = "  - {day: 0, by: ana, do: allocate-case, with: {person: lee, role: appropriate-authority}}\n"
RECORD = """\
  - day: 0
    by: lee
    do: record-matter
    with: {kind: complaint, triggers: [R4], complainant: victim, reasons: It must be.}
"""


def test_what_the_pieces_say_is_what_happens(tell: Tell) -> None:
    played = tell(REPORT + ALLOCATE + RECORD + "    expect: {refused: [IND-1]}\n")
    assert [str(outcome) for _, outcome in played.outcomes] == [
        "the step is taken with no flag",
        "the step is taken with no flag",
        "the step is refused for IND-1",
    ]


@pytest.mark.parametrize(
    ("written", "line", "expected", "happened"),
    [
        (RECORD, 16, "the step is taken with no flag", "the step is refused for IND-1"),
        (
            RECORD + "    expect: {refused: [HAN-2]}\n",
            16,
            "the step is refused for HAN-2",
            "the step is refused for IND-1",
        ),
        (
            "  - {day: 0, by: ben, do: allocate-case, with: {person: lee, role: intake}}\n",
            16,
            "the step is taken with no flag",
            "the case is not found",
        ),
        ("  - {day: 0, by: dee, look: case, expect: {found: yes}}\n", 16, "the case is found", "the case is not found"),
        (
            "  - {day: 0, by: ana, look: my-work, expect: {found: no}}\n",
            16,
            "the case is not found",
            "the case is found",
        ),
        (
            RECORD.replace("It must be.", "''") + "    expect: {invalid: [kind]}\n",
            19,
            "the entry cannot be read: kind",
            "the entry cannot be read: reasons (Answer the question “Give your reasons”)",
        ),
        (
            RECORD + "    expect:\n      refused: [IND-1]\n      status: {handling: closed}\n",
            22,
            "closed",
            "received",
        ),
        (
            RECORD + "    expect:\n      refused: [IND-1]\n      status: {investigation: reported}\n",
            22,
            "reported",
            "it is not running",
        ),
        (
            RECORD + "    expect:\n      refused: [IND-1]\n      due:\n        OVR-C5: day 1\n        HAN-C1: day 3\n",
            24,
            "2026-03-05",
            "2027-03-01",
        ),
        (RECORD + "    expect:\n      refused: [IND-1]\n      met: {OVR-C5: day 1}\n", 22, "2026-03-03", "none"),
        (
            RECORD + "    expect:\n      refused: [IND-1]\n      measures: {IRR-1: MET}\n",
            22,
            "MET",
            "NOT EVIDENCED",
        ),
        (
            RECORD + "    expect:\n      refused: [IND-1]\n      tasks: {can: [record-matter]}\n",
            22,
            "record-matter is open",
            "record-matter is closed for IND-1",
        ),
        (
            RECORD
            + "    expect:\n      refused: [IND-1]\n      tasks:\n        cannot: {declare-interests: [IND-1]}\n",
            23,
            "declare-interests is closed for IND-1",
            "declare-interests is open",
        ),
    ],
)
def test_a_wrong_expectation_fails_on_its_line(
    tell: Tell, written: str, line: int, expected: str, happened: str
) -> None:
    with pytest.raises(StoryFailed) as failed:
        tell(REPORT + ALLOCATE + written)
    assert str(failed.value) == f"story.yaml:{line}: expected {expected}; but {happened}"


def test_a_flag_that_is_not_expected_is_a_surprise(tell: Tell) -> None:
    with pytest.raises(StoryFailed) as failed:
        tell(REPORT + "  - {day: 0, by: ana, do: add-party, with: {part: witness, person: pat}}\n")
    assert str(failed.value) == (
        "story.yaml:15: expected the step is taken with no flag; but the step is taken with IND-1"
    )


def test_what_was_never_opened_stands_nowhere(tell: Tell) -> None:
    with pytest.raises(StoryFailed) as failed:
        tell(REPORT.replace("by: ana", "by: dee") + "    expect: {refused: [role], status: {handling: received}}\n")
    assert str(failed.value) == "story.yaml:15: expected that it stands; but it was never opened"


def test_nothing_happens_ahead_of_now_or_at_a_time_that_does_not_exist(tell: Tell) -> None:
    with pytest.raises(StoryFailed) as failed:
        tell(REPORT.replace("2026-03-02", "today - 0 days").replace("- day: 0", "- day: 1"))
    assert str(failed.value) == ("story.yaml:6: expected something that has happened; but 2026-11-22 lies ahead")
    with pytest.raises(StoryFailed) as failed:
        tell(REPORT.replace("2026-03-02", "2026-03-29").replace("by: ana", "at: '01:30'\n    by: ana"))
    assert str(failed.value) == (
        "story.yaml:7: expected a time that London clocks show; "
        "but 1:30am on 29 March 2026 does not exist: the clocks went forward"
    )


def test_a_story_that_broke_off_is_not_taken_for_one_that_was_played(tell: Tell) -> None:
    late = ALLOCATE.replace("lee", "hope")
    with pytest.raises(StoryFailed):
        tell(REPORT + RECORD + late)
    with pytest.raises(StoryFailed) as failed:
        tell(REPORT + ALLOCATE + late)
    assert str(failed.value).endswith("play it in a fresh database")


def test_an_event_stops_a_story_before_the_next_is_tried(sqlite: Database) -> None:
    whole, lines = read_story(story("route"))
    events = list(whole.events)
    wrong = next(n for n, event in enumerate(events) if event.expect.refused == ("HAN-1", "HAN-34"))
    events[wrong] = events[wrong].model_copy(update={"expect": events[0].expect})
    done: list[int] = []
    with pytest.raises(StoryFailed) as failed:
        play(
            sqlite,
            whole.model_copy(update={"events": tuple(events)}),
            lines,
            now=NOW,
            progress=lambda n, _of: done.append(n),
        )
    assert done == list(range(1, wrong + 1))
    assert str(failed.value).startswith(f"{lines.file}:{lines.at(('events', wrong))}: expected ")


def test_a_file_that_is_not_there_says_so(sqlite: Database) -> None:
    with pytest.raises(Exception, match=r"^nowhere\.yaml:1: story: this file cannot be read: "):
        play_file(sqlite, Path("nowhere.yaml"), now=NOW)
