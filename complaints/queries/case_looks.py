"""Who looked at a case: every view in the log and every attempt that was refused, with what is unusual about it.

- The log keeps no reference of what was not found, only a digest: whoever asks for the digests of one case finds them.
- A case says who is excluded from it only where it was excluded by something in the case itself. Somebody who stepped
  out of a panel's pack, or who reported in confidence, stands here like anybody else who was refused. So does whoever
  serves with a victim under an alias, for a reader to whom she is not open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Row, and_, bindparam, func, or_, select
from sqlmodel import Session

from complaints.facts.statement import EVENT
from complaints.models import metadata
from complaints.models.log import LogKind
from complaints.queries.addresses import PRINTED, SECTIONS
from complaints.queries.case_handlers import untold_bars
from complaints.queries.shown import Shown
from complaints.queries.visible import ALLOCATION, EXCLUSION
from workflows.casefile import CaseFile
from workflows.model import Role
from workflows.people.facts import HELD_APART, held_apart, subjects
from workflows.people.identity import openings, shown_to
from workflows.registry import STEPS
from workflows.words import joined

LOG, ACCOUNT, PERSON = (metadata.tables[name] for name in ("log_entry", "account", "person"))
READERS = (Role.HEAD_OF_PSD, Role.APPROPRIATE_AUTHORITY)
"""Who may see who looked, if they work on the case. An administrator sees no case, and so not this."""

PAGE = 50
"""Looks on one page."""

PACK, SYSTEM = "pack", "The system"
PAGES = {"case": "The case page", **SECTIONS, PACK: "Its section in a panel pack, which names nobody"}
PAGES |= {name: f"Print view: {words.lower()}" for name, words in PRINTED.items()}
PAGES |= {"not-safe": "Warning of a way that is not safe", "page": "A page that is not for their role"}
PAGES |= {"unsent": "What they had typed and not sent"}

NO_CASE = ("confidential", "gatekeeper-report", "concern", "panel-meeting", "compliance")
"""Where something else than a case is asked for by a reference. Whoever tries a case's there finds nothing, and that
somebody comes back to a report in confidence is nobody's to know.
"""

EXCLUDED = "Excluded from this case then"
NO_WORK = "Had no work on this case then"
SAME_TEAM = "Of the same team as a subject"

SEEN = (LogKind.VIEW, LogKind.PRINT, LogKind.EXPORT)
_of_cases: BindParameter[list[int]] = bindparam("cases", expanding=True)
IS_LOOK = or_(
    and_(LOG.c.case_id.in_(_of_cases), LOG.c.kind.in_(SEEN)),
    and_(
        LOG.c.kind == LogKind.NOT_FOUND,
        LOG.c.digest.in_(bindparam("asked", expanding=True)),
        LOG.c.what.not_in(NO_CASE),
    ),
)
"""A view of one of some cases, or an attempt at one by the digests that the log has of their addresses."""

COUNT = select(func.count()).select_from(LOG).where(IS_LOOK)
LOOKS = (
    select(LOG.c.kind, LOG.c.at, LOG.c.what, LOG.c.case_id, LOG.c.digest, PERSON)
    .outerjoin_from(LOG, ACCOUNT, ACCOUNT.c.id == LOG.c.account_id)
    .outerjoin(PERSON, PERSON.c.id == ACCOUNT.c.person_id)
    .where(IS_LOOK)
    .order_by(LOG.c.sequence.desc())
)
LOOKS_OF_PAGE = LOOKS.limit(bindparam("page")).offset(bindparam("skipped"))
WORK = select(ALLOCATION).where(ALLOCATION.c.case_id.in_(_of_cases)).order_by(ALLOCATION.c.id)
BARRED = (
    select(EXCLUSION)
    .join(EVENT, and_(EVENT.c.id == EXCLUSION.c.event_id, EVENT.c.case_id == EXCLUSION.c.case_id))
    .where(EXCLUSION.c.case_id.in_(_of_cases))
)
TEAMS = select(PERSON.c.reference, PERSON.c.force, PERSON.c.team).where(
    PERSON.c.reference.in_(bindparam("people", expanding=True))
)

Team = tuple[str, str]
"""A force and one of its teams."""


@dataclass(frozen=True)
class Look:
    """One look at one page, at a moment in UTC. `work` is what its person did on the case then, "" where nothing.

    `marks` say what is unusual about it; one that was `refused` showed nothing. `saw` says that a victim under an
    alias was shown to them then; to the officer and the investigator, whose work it says, she is open.
    """

    at: datetime
    who: str
    work: str
    page: str
    refused: bool
    marks: tuple[str, ...]
    saw: bool = False


@dataclass(frozen=True)
class Looks:
    """One page of looks, the newest first: `total` in all, on pages 1 to `last`."""

    looks: tuple[Look, ...]
    total: int
    page: int
    last: int


@dataclass(frozen=True)
class Known:
    """What a look at one case is held against: its file, who worked on it or was excluded when, its subjects' teams."""

    case: Shown
    work: tuple[Row[Any], ...]
    barred: tuple[Row[Any], ...]
    subject_teams: frozenset[Team]

    @property
    def file(self) -> CaseFile:
        """What is known of the case."""
        return self.case.file


def looks_of(session: Session, case_id: int, case: Shown, asked: Iterable[str], page: int) -> Looks:
    """The looks at a visible case, by row id. `asked` are the digests that the log has of its addresses.

    After the last page comes the last again.
    """
    connection, given = session.connection(), {"cases": [case_id], "asked": list(asked)}
    total = connection.execute(COUNT, given).scalar_one()
    last = max(1, -(-total // PAGE))
    page = min(page, last)
    rows = connection.execute(LOOKS_OF_PAGE, {**given, "page": PAGE, "skipped": (page - 1) * PAGE}).all()
    known = known_of(session, {case_id: case})[case_id]
    return Looks(tuple(look_of(known, row) for row in rows), total, page, last)


def known_of(session: Session, files: Mapping[int, Shown]) -> dict[int, Known]:
    """What looks at some visible cases, by row id, are held against: three statements, however many."""
    connection, cases = session.connection(), {"cases": list(files)}
    work, barred = (connection.execute(statement, cases).all() for statement in (WORK, BARRED))
    people = sorted({person for case in files.values() for person in subjects(case.file)})
    register = {row.reference: (row.force, row.team) for row in connection.execute(TEAMS, {"people": people})}
    return {
        n: Known(
            case,
            tuple(row for row in work if row.case_id == n),
            tuple(row for row in barred if row.case_id == n),
            frozenset(_teams_of_subjects(case.file, register)),
        )
        for n, case in files.items()
    }


def look_of(known: Known, row: Row[Any]) -> Look:
    """One row of `LOOKS`, at the case that is known.

    Who is held apart has a name where they looked in their work: the case names them there, and what they did besides,
    so that another name would only say who they are.
    """
    worked = dict.fromkeys(each.role.label for each in known.work if _holds(each, row))
    barred = [each for each in known.barred if _holds(each, row)]
    hidden, refused = dict(known.case.hidden), row.kind is LogKind.NOT_FOUND
    if row.reference in held_apart(known.file) and (barred or not worked):
        hidden[row.reference], worked = HELD_APART, {}
    apart = row.reference in hidden
    return Look(
        at=row.at,
        who=hidden[row.reference] if apart else row.name or SYSTEM,
        work=joined(list(worked)),
        page=_page(row.what),
        refused=refused,
        marks=(*_told(known, barred), *(() if apart else _unusual(known, row, bool(worked)))),
        saw=not refused and _saw(known, row),
    )


def _told(known: Known, barred: Iterable[Row[Any]]) -> Iterator[str]:
    """As what they were excluded, where the reader may be told of it."""
    untold = untold_bars(known.case.hidden)
    yield from dict.fromkeys(f"{EXCLUDED}: {each.reason.label.lower()}" for each in barred if each.reason not in untold)


def _saw(known: Known, row: Row[Any]) -> bool:
    """Whether a victim under an alias was shown to whoever looked, by what stood in the case at that moment."""
    return bool(openings(known.file)) and bool(shown_to(known.file.as_known(row.at), row.reference, row.at))


def _unusual(known: Known, row: Row[Any], worked: bool) -> Iterator[str]:
    """What is unusual about a look by somebody who is not held apart (trust R26). A pack is read without work on it."""
    if row.id is not None and not worked and row.what != PACK:
        yield NO_WORK
    teams = {(row.force, row.team), *_teams(known.file, row.reference)}
    if row.reference not in subjects(known.file) and known.subject_teams & teams:
        yield SAME_TEAM


def _holds(each: Row[Any], look: Row[Any]) -> bool:
    """Whether an allocation or an exclusion of the person who looked stood at that moment."""
    return each.person_id == look.id and each.since <= look.at and (each.until is None or look.at < each.until)


def _teams_of_subjects(file: CaseFile, register: Mapping[str, Team]) -> Iterator[Team]:
    """Every team that a subject is in by the register, or was in when the case met them."""
    for person in subjects(file):
        yield from (team for team in (register[person], *_teams(file, person)) if team[1])


def _teams(file: CaseFile, person: str | None) -> set[Team]:
    """Every team in which the case has known somebody."""
    return {(posting.force, posting.team) for posting in file.postings if posting.person == person}


def _page(what: str) -> str:
    """What was looked at, from the log's code for it."""
    return PAGES.get(what) or (f"Form: {STEPS[what].label}" if what in STEPS else what)
