"""The workforce file: read, compared with the register, and taken over whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from complaints.database import SYSTEM, Database
from complaints.imports.columns import COLUMNS, Problem, Row, read_row
from complaints.imports.compare import Comparison, compare
from complaints.imports.held import read_register
from complaints.imports.sheets import Line, read_lines
from complaints.references import Random, reference, submission
from complaints.services.register import bring_up_to_date, change_register, one_at_a_time
from complaints.services.rescreening import ask
from workflows.calendar import london_day

COUNTED = {
    "units": "new unit", "people": "new person", "replaced": "person with another name or service",
    "posts": "new posting", "endings": "posting ended", "contacts": "contact detail", "trainings": "course",
    "absences": "absence", "declared": "declaration",
}  # fmt: skip


@dataclass(frozen=True)
class Imported:
    """What came of a file: lines read, problems, what changed in whole counts, and each change to somebody known.

    With any problem nothing was taken over. `moved` counts the people of whom the register now says something else.
    """

    lines: int
    problems: tuple[Problem, ...]
    counts: dict[str, int]
    changes: tuple[str, ...]
    moved: int = 0

    @property
    def summary(self) -> str:
        """What changed, in one line."""
        said = [f"{COUNTED[name]}: {number}" for name, number in self.counts.items() if number]
        if self.moved and not said:
            return (
                f"Nothing new in the file. Postings that have begun or ended since are on the register: {self.moved}."
            )
        return f"{'; '.join(said)}." if said else "Nothing changed."


def import_workforce(
    database: Database, path: Path, *, at: datetime, random: Random, dry_run: bool = False
) -> Imported:
    """Take over a workforce file in one transaction, or with `dry_run` say only what it would change.

    `at` is UTC. Raises `CannotDo`, in one line, for a file that cannot be read at all; and OSError.
    """
    lines = read_lines(path, tuple(COLUMNS), "record")
    return import_lines(database, lines, at=at, random=random, dry_run=dry_run)


def import_lines(
    database: Database, lines: list[Line], *, at: datetime, random: Random, dry_run: bool = False
) -> Imported:
    """The same of lines that have been read already."""
    rows, problems = _rows(lines)
    with database.transaction(SYSTEM, write=not dry_run) as session:
        if not dry_run:
            one_at_a_time(session)
        found = compare(lines, rows, read_register(session), database.keys, lambda number: reference(random, number))
        problems += found.problems
        counts = {name: len(getattr(found, name)) for name in COUNTED}
        moved = 0 if problems or dry_run else _take_over(session, found, at, random)
    return Imported(len(lines), tuple(sorted(problems, key=_by_place)), counts, tuple(found.changes), moved)


def _take_over(session: Session, found: Comparison, at: datetime, random: Random) -> int:
    if found.additions.nothing:
        ask(session, london_day(at))
        return bring_up_to_date(session, london_day(at))
    change_register(session, found.additions, at=at, source="import", salt=submission(random, f"import {at}"))
    return 0


def _rows(lines: list[Line]) -> tuple[list[Row], list[Problem]]:
    """The lines that can be read, and what is wrong with the rest."""
    rows: list[Row] = []
    problems: list[Problem] = []
    for line in lines:
        row, wrong = read_row(line)
        problems += wrong
        if row is not None:
            rows.append(row)
    return rows, problems


def _by_place(problem: Problem) -> tuple[str, int, str]:
    return problem.line.sheet, problem.line.number, problem.field
