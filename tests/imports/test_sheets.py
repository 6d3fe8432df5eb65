"""A file as lines: where each stands, and one plain line for a file that cannot be read."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from complaints.database import Database
from complaints.errors import CannotDo
from complaints.imports import sheets
from complaints.imports.columns import COLUMNS, Row, read_row
from complaints.imports.sheets import read_lines
from complaints.imports.workforce import import_workforce
from complaints.references import seeded
from tests.conftest import KEYS
from tests.imports.files import NOW, SMALL, as_csv, take_over, workbook

NAMES = tuple(COLUMNS)


def read(path: Path) -> list[tuple[str, int, dict[str, str]]]:
    return [(line.sheet, line.number, line.said) for line in read_lines(path, NAMES, "record")]


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(b'\xef\xbb\xbfRecord, With name ,number\r\n\r\nunit,"two\r\nlines",\r\nperson,,7001\r\n')
    assert read(file) == [
        ("", 3, {"record": "unit", "with_name": "two\r\nlines"}),
        ("", 5, {"record": "person", "number": "7001"}),
    ]


def test_each_sheet_of_a_spreadsheet_has_headings_of_its_own(tmp_path: Path) -> None:
    first = [["record", "number", "name"], ["person", 7001, "Ann"], [], ["person", "007", "Bob & Co"]]
    second = [[], ["from", "record"], [date(2026, 3, 2), "posting"]]
    assert read(workbook(tmp_path / "people.xlsx", {"People": first, "Postings": second, "Notes": []})) == [
        ("People", 2, {"record": "person", "number": "7001", "name": "Ann"}),
        ("People", 4, {"record": "person", "number": "007", "name": "Bob & Co"}),
        ("Postings", 3, {"from": "2026-03-02", "record": "posting"}),
    ]


def test_a_spreadsheet_says_what_the_same_csv_says(sqlite_url: str, tmp_path: Path) -> None:
    database = Database(sqlite_url, KEYS)
    headings = list(dict.fromkeys(name for said in SMALL for name in said))
    rows = [headings, *([said.get(name, "") for name in headings] for said in SMALL)]
    file = workbook(tmp_path / "people.xlsx", {"All": rows})
    assert import_workforce(database, file, at=NOW, random=seeded("x")).problems == ()
    assert take_over(database, tmp_path, SMALL).summary == "Nothing changed."
    database.dispose()


def _file(name: str, content: bytes) -> Callable[[Path], Path]:
    def make(directory: Path) -> Path:
        path = directory / name
        path.write_bytes(content)
        return path

    return make


def _sheet(*rows: list[object]) -> Callable[[Path], Path]:
    return lambda directory: workbook(directory / "people.xlsx", {"People": rows})


COLUMNS_ARE = f"the columns are {', '.join(NAMES)}"
UNREADABLE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "empty": (_file("people.csv", b" \n"), "people.csv is empty"),
    "headings alone": (_file("people.csv", b"record,number\n"), "people.csv has headings and no line below them"),
    "no spreadsheet": (_file("people.xlsx", b"record,number\n"), "people.xlsx cannot be read as a spreadsheet"),
    "half a spreadsheet": (_file("people.xlsx", b"PK\x03\x04broken"), "people.xlsx cannot be read as a spreadsheet"),
    "another ending": (_file("people.pdf", b"%PDF"), "people.pdf ends in .pdf: give a file that ends in .csv or .xlsx"),
    "no ending": (_file("people", b"record"), "people ends in nothing: give a file that ends in .csv or .xlsx"),
    "not UTF-8": (_file("people.csv", "record\nunit\nRené".encode("latin-1")), "people.csv is not text in UTF-8"),
    "a quotation mark that is not closed": (
        _file("people.csv", b'record,name\nunit,x\nunit,"never\n'),
        "people.csv, line 3: this is not CSV",
    ),
    "other columns": (
        _file("people.csv", b"record,surname\nperson,x\n"),
        f"people.csv, line 1: there is no column “surname”; {COLUMNS_ARE}",
    ),
    "without the first column": (
        _file("people.csv", b"\nnumber,name\n7001,x\n"),
        f"people.csv, line 2: the column “record” is missing; {COLUMNS_ARE}",
    ),
    "a column twice": (
        _file("people.csv", b"record,name,name\nperson,x,y\n"),
        "people.csv, line 1: the column “name” is there twice",
    ),
    "more cells than headings": (
        _sheet(["record"], ["unit", "x"]),
        "people.xlsx, sheet People, line 2: there is more in it than there are headings",
    ),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_a_file_that_cannot_be_read_is_one_plain_line(tmp_path: Path, case: str) -> None:
    make, said = UNREADABLE[case]
    with pytest.raises(CannotDo) as refused:
        read_lines(make(tmp_path), NAMES, "record")
    assert str(refused.value).startswith(said)
    assert "\n" not in str(refused.value)


def test_a_spreadsheet_that_unpacks_to_too_much_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "LARGEST", 1_000)
    with pytest.raises(CannotDo, match="unpacks to more than"):
        read(workbook(tmp_path / "people.xlsx", {"People": [["record"], ["unit" * 1000]]}))


def test_every_column_is_read_by_some_kind_of_line(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(as_csv(SMALL), encoding="utf-8")
    rows = [read_row(line)[0] for line in read_lines(file, NAMES, "record")]
    assert all(isinstance(row, Row) for row in rows)
    assert {name for said in SMALL for name, value in said.items() if value} == set(NAMES) - {"role"}
