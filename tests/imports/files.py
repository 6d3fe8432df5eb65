"""Workforce files for tests: a small force as lines, written as CSV or as a spreadsheet."""

import csv
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZipFile

from complaints.database import Database
from complaints.imports.workforce import Imported, import_workforce
from complaints.references import seeded

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
FORCE = "Testshire Police"
Said = Mapping[str, str]


def unit(name: str = "Response", force: str = FORCE) -> Said:
    return {"record": "unit", "force": force, "unit": name}


def person(number: str, name: str = "", **said: str) -> Said:
    return {"record": "person", "number": number, "name": name or f"Somebody {number}", "service": "officer", **said}


def posting(number: str, begins: str, to: str = "", **said: str) -> Said:
    first = {"record": "posting", "number": number, "force": FORCE, "unit": "Response", "from": begins, "to": to}
    return {**first, **said}


def line(record: str, number: str, begins: str, **said: str) -> Said:
    """Any other line; `with_` is the column “with”."""
    return {"record": record, "number": number, "from": begins} | {k.rstrip("_"): v for k, v in said.items()}


SMALL: Sequence[Said] = (
    unit(),
    unit("Custody"),
    person("7001", "Ann Ashwick", telephone="01632 960001", address="1 Elm Row, Ashton, ZZ1 1AA"),
    person("7002", "Bob Brackley", telephone="01632 960002"),
    person("7003", "Cat Colby", email="cat@example.org"),
    posting("7001", "2020-01-06", rank="inspector", station="Ashton"),
    posting("7002", "2021-03-01", "2024-02-29", rank="constable", team="A", station="Ashton", manager="7003"),
    posting("7002", "2024-03-01", rank="sergeant", team="B", unit="Custody", manager="7001"),
    posting("7003", "2019-05-01", rank="sergeant", team="A", manager="7001"),
    line("training", "7002", "2025-06-01", course="Abuse by police", to="2028-05-31", with_="7001"),
    line("absence", "7003", "2026-01-05", to="2026-02-06"),
    line("relationship", "7001", "2018-01-01", kind="family", with_="7003"),
    line("association", "7002", "2022-01-01", with_name="Harriers Running Club"),
    line("interest", "7003", "2022-01-01", with_name="Colby Lettings"),
)


def as_csv(lines: Sequence[Said]) -> str:
    headings = list(dict.fromkeys(name for said in lines for name in said))
    text = StringIO()
    writer = csv.DictWriter(text, headings, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue()


def take_over(
    database: Database, path: Path, lines: Sequence[Said], *, at: datetime = NOW, dry: bool = False
) -> Imported:
    """Import some lines as a CSV file."""
    file = path / "people.csv"
    file.write_text(as_csv(lines), encoding="utf-8")
    return import_workforce(database, file, at=at, random=seeded(f"test {at}"), dry_run=dry)


KIND = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    """The smallest spreadsheet: text in its cells, numbers as numbers, days as days."""
    numbered = list(enumerate(sheets.items(), 1))
    types = "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{SHEET}"/>' for n, _ in numbered)
    listed = "".join(f'<sheet name="{escape(s)}" sheetId="{n}" r:id="r{n}"/>' for n, (s, _) in numbered)
    related = "".join(_relation(f"r{n}", "worksheet", f"worksheets/sheet{n}.xml") for n, _ in numbered)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        f'"application/xml"/>{types}</Types>',
        "_rels/.rels": _relations(_relation("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{KIND}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(related + _relation("s", "styles", "styles.xml")),
        "xl/styles.xml": f'<styleSheet xmlns="{KIND}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
        "</styleSheet>",
    }
    for n, (_, rows) in numbered:
        body = "".join(f'<row r="{r}">{_cells(r, row)}</row>' for r, row in enumerate(rows, 1))
        parts[f"xl/worksheets/sheet{n}.xml"] = f'<worksheet xmlns="{KIND}"><sheetData>{body}</sheetData></worksheet>'
    with ZipFile(path, "w") as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return path


def _relations(relations: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>'


def _relation(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def _cells(row: int, values: Sequence[object]) -> str:
    return "".join(_cell(f"{chr(65 + n)}{row}", value) for n, value in enumerate(values))


def _cell(place: str, value: object) -> str:
    match value:
        case date():
            return f'<c r="{place}" s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
        case int() | float():
            return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
