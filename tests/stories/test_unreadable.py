"""A story that cannot be read says so before anything is done: file, line and field of everything that is wrong."""

from pathlib import Path

import pytest
from sqlalchemy import text

from complaints.database import SYSTEM, Database
from complaints.stories import Unreadable, play_file
from tests.builders import NOW
from tests.stories.conftest import Tell
from tests.stories.test_surprises import REPORT

EXPECT = REPORT + "    expect: {%s}\n"


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("", "1: story: input should be a valid dictionary or instance of Story"),
        ("title: A\nevents: [", "2: story: this is not YAML: expected the node content, but found '<stream end>'"),
        ("title: A\nstarts: 2026-03-02\n", "1: events: this is missing"),
        (
            "title: A\nstarts: 2026-03-02\nevents: []\n",
            "3: events: tuple should have at least 1 item after validation, not 0",
        ),
        (REPORT.replace("title:", "titel: B\ntitle:"), "1: titel: there is no such field"),
        (REPORT.replace("cast:", "title: B\ncast:"), "3: title: this stands here twice"),
        (REPORT.replace("2026-03-02", "1999-03-02"), "2: starts: the year must be from 2012 to 2040"),
        (REPORT.replace("day: 0", "day: 4000"), "6: events.day: input should be less than or equal to 3650"),
        (REPORT.replace("2026-03-02", "2026-02-30"), "2: starts: day is out of range for month"),
        (
            REPORT.replace("2026-03-02", "today - some days"),
            "2: starts: write a day as 2026-03-02, or as today - 40 days, up to 3650",
        ),
        (
            REPORT.replace("sergeant", "sergeant, is: robot"),
            "4: dee.is: input should be 'officer', 'special', 'staff', 'volunteer', 'former' or 'outside'",
        ),
        (REPORT.replace("sergeant", "sergeant, manager: nobody"), "4: dee.manager: nobody is called nobody"),
        (REPORT.replace("by: ana", "by: anna"), "7: events.by: nobody is called anna"),
        (REPORT.replace("report-matter", "report-mater"), "8: events.do: there is no step report-mater"),
        (REPORT.replace("route:", "rout:"), "10: with.rout: report-matter has no such field"),
        (REPORT.replace("{dee.name}", "{dee.nose}"), "12: with.account: {dee.nose} stands for nothing"),
        (REPORT.replace("subject: dee", "subject: {a: b}"), "14: with.subject: input should be a valid string"),
        (REPORT.replace("- day: 0", "- day: soon"), "6: events.day: input should be a valid integer"),
        (REPORT.replace("by: ana", "at: '25:00'\n    by: ana"), "7: events.at: input should be in a valid time format"),
        (
            REPORT + "  - {day: 0, at: '08:00', by: ana, look: case, expect: {found: yes}}\n",
            "15: events.day: this must come later than the event before",
        ),
        (REPORT + "  - {day: 1, by: ana}\n", "15: events: an event has either `do` or `look`"),
        (REPORT + "  - {day: 1, by: ana, look: case}\n", "15: events: say whether the case is found"),
        (
            REPORT + "  - {day: 1, by: ana, look: case, case: other, expect: {found: no}}\n",
            "15: events.case: `report-matter` has not opened other yet",
        ),
        (
            REPORT + "  - {day: 1, by: cora, do: prepare-pack}\n",
            "15: events.meeting: `plan-meeting` has not opened meeting yet",
        ),
        (REPORT + "    corrects: {event: x, reason: y}\n", "15: corrects.event: no earlier report-matter is called x"),
        (EXPECT % "refused: [HAN-99]", "15: expect.refused: there is no requirement HAN-99"),
        (
            EXPECT % "flags: [IND-1], found: no",
            "15: events.expect: only one thing comes of an event, not found and flags",
        ),
        (EXPECT % "status: {handlin: received}", "15: status.handlin: there is no workflow handlin"),
        (EXPECT % "status: {handling: reported}", "15: status.handling: handling has no status reported"),
        (EXPECT % "due: {OVR-C9: none}", "15: due.OVR-C9: there is no clock OVR-C9"),
        (EXPECT % "met: {OVR-C1: soon}", "15: met.OVR-C1: write a day as 2026-03-02, as day 28, or none"),
        (EXPECT % "measures: {X-1: MET}", "15: measures.X-1: there is no measure X-1"),
        (
            EXPECT % "measures: {CVS-1: GOOD}",
            "15: measures.CVS-1: a measure is one of MET, PARTLY, NOT MET, NOT EVIDENCED, NOT APPLICABLE",
        ),
        (EXPECT % "tasks: {can: [fly]}", "15: tasks.can: there is no step fly"),
        (EXPECT % "tasks: {cannot: {fly: []}}", "15: tasks.cannot: there is no step fly"),
        (
            REPORT.replace("cast:", "cast: &a\n  x: *a\nz:"),
            "4: story: this is not YAML: write it out: a story has no aliases",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tell: Tell, sqlite: Database, written: str, problem: str) -> None:
    with pytest.raises(Unreadable) as found:
        tell(written)
    assert str(found.value).splitlines()[0].startswith(f"story.yaml:{problem}")
    with sqlite.transaction(SYSTEM, write=False) as session:
        assert session.execute(text("SELECT count(*) FROM event")).scalar_one() == 0


def test_everything_that_is_wrong_is_named_at_once(tell: Tell) -> None:
    wrong = REPORT.replace("by: ana", "by: anna").replace("rank", "rank: x, manager").replace("route", "rout")
    with pytest.raises(Unreadable) as found:
        tell(wrong)
    assert [(p.line, p.field) for p in found.value.problems] == [
        (4, "dee.manager"),
        (7, "events.by"),
        (10, "with.rout"),
    ]


def test_a_file_that_is_no_text_says_so(sqlite: Database, tmp_path: Path) -> None:
    path = tmp_path / "story.yaml"
    path.write_bytes(b"title: \xff\x00")
    with pytest.raises(Unreadable) as found:
        play_file(sqlite, path, now=NOW)
    assert [(p.file, p.line, p.field) for p in found.value.problems] == [(str(path), 1, "story")]
