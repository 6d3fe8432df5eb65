"""Every kind of line that cannot be taken over: reported by file, line and column, with nothing half-imported."""

from datetime import timedelta
from pathlib import Path

import pytest

from complaints.database import Database
from tests.conftest import KEYS
from tests.imports.files import FORCE, NOW, SMALL, Said, line, person, posting, take_over, unit
from tests.machine.rows import all_rows


def problems(database: Database, path: Path, *lines: Said) -> list[str]:
    """What is wrong with some lines that follow those of the small force, which has been imported."""
    assert take_over(database, path, SMALL).problems == ()
    before = all_rows(database)
    found = take_over(database, path, [*SMALL, *lines], at=NOW + timedelta(days=1)).problems
    assert all_rows(database) == before, "nothing is half-imported"
    return [str(problem).removeprefix(f"people.csv, line {problem.line.number}, ") for problem in found]


BAD: dict[str, tuple[Said, list[str]]] = {
    "a posting that ends before it starts": (
        posting("7001", "2026-03-02", "2026-03-01"),
        ["to: it ends on 2026-03-01, before it starts on 2026-03-02"],
    ),
    "two line managers at once": (
        posting("7002", "2025-01-01", unit="Response", manager="7003"),
        ["manager: two line managers at once from 2025-01-01: 7003 here, 7001 in sergeant, B, Custody"],
    ),
    "a loop of managers": (
        posting("7001", "2026-01-01", unit="Custody", manager="7002"),
        ["manager: a loop of line managers: 7001 → 7002 → 7001"],
    ),
    "their own manager": (
        posting("7001", "2026-01-01", unit="Custody", manager="7001"),
        ["manager: nobody is their own line manager"],
    ),
    "an unknown unit": (
        posting("7001", "2026-01-01", unit="Respnse"),
        [f"unit: “Respnse” of {FORCE} is an unknown unit: add a line “unit”, or correct the name"],
    ),
    "a unit of another force": (
        posting("7001", "2026-01-01", force="Otherham Police"),
        ["unit: “Response” of Otherham Police is an unknown unit: add a line “unit”, or correct the name"],
    ),
    "an unknown person": (
        posting("7009", "2026-01-01"),
        ["number: 7009 is neither on the register nor a “person” in this file"],
    ),
    "an unknown manager": (
        posting("7001", "2026-01-01", manager="7009", unit="Custody"),
        ["manager: 7009 is neither on the register nor a “person” in this file"],
    ),
    "another rank in a posting that has begun": (
        posting("7001", "2020-01-06", rank="superintendent", station="Ashton"),
        ["rank: the register has “inspector” for this posting, which has begun: end it, and give the rest as a posting "
         "of its own",
         "record: people.csv, line 7 is about the same thing"],
    ),
    "a day that is none": (posting("7001", "31/12/2025"), ["from: “31/12/2025” is not a day: write it as 2026-03-02"]),
    "a day that never was": (posting("7001", "2025-02-29"), [
        "from: “2025-02-29” is not a day: write it as 2026-03-02"
    ]),
    "a line of no kind": ({"record": "postings", "number": "7001"}, [
        "record: write one of unit, person, posting, training, absence, relationship, association, interest"
    ]),
    "what is missing": ({"record": "posting", "number": "7001"}, [
        "force: a line “posting” needs it", "from: a line “posting” needs it", "unit: a line “posting” needs it"
    ]),
    "what does not belong": ({**unit("Events"), "rank": "sergeant"}, [
        "rank: a line “unit” does not have it: leave it blank"
    ]),
    "an unknown word": (person("7004", service="constable"), [
        "service: “constable” is none of officer, special, staff, volunteer, former"
    ]),
    "a number with a space": (person("70 04"), [
        "number: a number has up to 20 letters, digits, hyphens and strokes, and no spaces"
    ]),
    "a relationship with nobody": (line("relationship", "7001", "2020-01-01", kind="family"), [
        "with: give either a number in “with” or a name in “with_name”"
    ]),
    "a relationship with themselves": (line("relationship", "7001", "2020-01-01", kind="family", with_="7001"), [
        "with: this is the person whom the line is about"
    ]),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_a_bad_line_is_reported_by_line_and_field(sqlite_url: str, tmp_path: Path, case: str) -> None:
    database = Database(sqlite_url, KEYS)
    bad, said = BAD[case]
    assert problems(database, tmp_path, bad) == said
    database.dispose()
