"""A table in a file, as lines of text: CSV in UTF-8, or a spreadsheet whose every sheet has headings of its own."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook

from complaints.errors import CannotDo

LARGEST = 200_000_000
"""Bytes of a spreadsheet once unpacked: a small file that unpacks to more is no workforce."""


@dataclass(frozen=True)
class Line:
    """One line that says something. `number` is the line as an editor or a spreadsheet counts it, from 1."""

    file: str
    sheet: str
    number: int
    said: dict[str, str]

    def place(self) -> str:
        """Where to look for it."""
        return ", ".join(
            part for part in (self.file, self.sheet and f"sheet {self.sheet}", f"line {self.number}") if part
        )


def read_lines(path: Path, columns: Sequence[str], needed: str) -> list[Line]:
    """Every line that is not blank, by the file's own headings.

    Raises `CannotDo`, in one line, for a file that cannot be read, is empty, or has other columns; and OSError.
    """
    content = path.read_bytes()
    if not content.strip():
        raise CannotDo(f"{path.name} is empty")
    lines: list[Line] = []
    for sheet, rows in _tables(path, content):
        lines += _lines(path.name, sheet, rows, columns, needed)
    if not lines:
        raise CannotDo(f"{path.name} has headings and no line below them")
    return lines


Rows = Iterator[tuple[int, list[str]]]
"""Lines by number, each with its cells."""


def _tables(path: Path, content: bytes) -> Iterator[tuple[str, Rows]]:
    match path.suffix.lower():
        case ".csv":
            yield "", _csv_rows(path.name, content)
        case ".xlsx":
            yield from _sheets(path.name, content)
        case other:
            raise CannotDo(f"{path.name} ends in {other or 'nothing'}: give a file that ends in .csv or .xlsx")


def _csv_rows(name: str, content: bytes) -> Rows:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise CannotDo(f"{name} is not text in UTF-8: save it as CSV UTF-8") from problem
    reader, begins = csv.reader(StringIO(text, newline=""), strict=True), 1
    try:
        for cells in reader:
            yield begins, [cell.strip() for cell in cells]
            begins = reader.line_num + 1
    except csv.Error as problem:
        raise CannotDo(f"{name}, line {begins}: this is not CSV ({problem})") from problem


def _sheets(name: str, content: bytes) -> Iterator[tuple[str, Rows]]:
    try:
        with ZipFile(BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST:
                raise CannotDo(f"{name} unpacks to more than {LARGEST // 1_000_000} megabytes")
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        read = [(sheet, book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)) for sheet in book.sheet_names]
    except (BadZipFile, CalamineError) as problem:
        raise CannotDo(f"{name} cannot be read as a spreadsheet ({problem})") from problem
    for sheet, rows in read:
        yield sheet, ((number, [_text(cell) for cell in row]) for number, row in enumerate(rows, start=1))


def _text(cell: Any) -> str:
    """A cell as it would be typed: a number without a fraction has none, a day is written 2026-03-02."""
    match cell:
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if (cell.hour, cell.minute, cell.second) == (0, 0, 0):
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
    return str(cell).strip()


def _lines(file: str, sheet: str, rows: Rows, columns: Sequence[str], needed: str) -> Iterator[Line]:
    """The lines below the headings, which are the first line that is not blank. A blank sheet has none."""
    headings: list[str] | None = None
    for number, cells in rows:
        if not any(cells):
            continue
        if headings is None:
            headings = _headings(Line(file, sheet, number, {}), cells, columns, needed)
            continue
        if any(cells[len(headings) :]):
            raise CannotDo(f"{Line(file, sheet, number, {}).place()}: there is more in it than there are headings")
        yield Line(file, sheet, number, {h: cell for h, cell in zip(headings, cells, strict=False) if cell})


def _headings(line: Line, cells: Sequence[str], columns: Sequence[str], needed: str) -> list[str]:
    headings = [cell.lower().replace(" ", "_") for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    unknown = [f"“{name}”" for name in headings if name not in columns]
    if needed not in headings or unknown:
        wrong = f"there is no column {', '.join(unknown)}" if unknown else f"the column “{needed}” is missing"
        raise CannotDo(f"{line.place()}: {wrong}; the columns are {', '.join(columns)}")
    if twice := sorted({name for name in headings if headings.count(name) > 1}):
        raise CannotDo(f"{line.place()}: the column “{twice[0]}” is there twice")
    return headings
