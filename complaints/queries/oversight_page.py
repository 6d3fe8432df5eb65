"""The senior oversight officer's page: whom we owe contact, by which safe way, and what happened last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, exists, select
from sqlmodel import Session

from complaints.models import metadata
from complaints.models.people import SignedIn
from complaints.queries.addresses import case_address, step_address
from complaints.queries.contact import Contact, contact_of
from complaints.queries.due import Due, due, in_words
from complaints.queries.my_work import Undeclared
from complaints.queries.shown import shown
from complaints.queries.visible import ALLOCATION, CASE_FILE, visible_cases
from complaints.queries.ways import Ways, ways_of
from workflows.calendar import london_day
from workflows.casefile import CaseFile
from workflows.independence.facts import declared
from workflows.model import Role
from workflows.oversight.facts import oversight_officer
from workflows.oversight.vocabulary import OversightStatus
from workflows.people.facts import people_with
from workflows.people.vocabulary import Part
from workflows.registry import CLOCK, WORKFLOWS

DEADLINE = metadata.tables["deadline"]
OWED = tuple(clock.id for clock in WORKFLOWS["oversight"].clocks)

_oversees = exists().where(
    ALLOCATION.c.case_id == CASE_FILE.c.id,
    ALLOCATION.c.person_id == bindparam("person"),
    ALLOCATION.c.role == Role.OVERSIGHT_OFFICER,
    ALLOCATION.c.until.is_(None),
)
OVERSEEN = visible_cases(CASE_FILE.c.id, CASE_FILE.c.reference).where(_oversees).order_by(CASE_FILE.c.reference)
RUNNING = (
    select(DEADLINE.c.case_id, DEADLINE.c.clock, DEADLINE.c.last_day)
    .where(
        DEADLINE.c.case_id.in_(bindparam("cases", expanding=True)),
        DEADLINE.c.clock.in_(OWED),
        DEADLINE.c.met_at.is_(None),
        DEADLINE.c.ended == "",
    )
    .order_by(DEADLINE.c.last_day, DEADLINE.c.id)
)


@dataclass(frozen=True)
class Owed:
    """One thing that the victim is to have from us, and by when, in words; `tone` is that of the clock macro."""

    title: str
    text: str
    tone: str
    last_day: date


@dataclass(frozen=True)
class Overseen:
    """One victim's case: what is owed, the most pressing first, how to reach her or him, and the steps."""

    reference: str
    href: str
    victims: tuple[str, ...]
    owed: tuple[Owed, ...]
    contact: Contact
    ways: Ways
    log_href: str
    update_href: str
    agree_href: str


@dataclass(frozen=True)
class OverseenGroup:
    """The cases in which something is owed about as soon."""

    title: str
    items: tuple[Overseen, ...]


@dataclass(frozen=True)
class OversightPage:
    """The page of one officer; of cases in which they have not declared it gives no more than the reference."""

    undeclared: tuple[Undeclared, ...]
    groups: tuple[OverseenGroup, ...]


TITLES = {Due.OVERDUE: "Contact overdue from us", Due.TODAY: "Contact due today"}


def oversight_page(session: Session, actor: SignedIn, now: datetime) -> OversightPage:
    """The cases that one person oversees, at a moment in UTC. The number of statements does not depend on them."""
    references = {row.id: row.reference for row in session.execute(OVERSEEN, {"person": actor.person_id})}
    owed: dict[int, list[Owed]] = {case: [] for case in references}
    for row in session.execute(RUNNING, {"cases": list(references)}):
        owed[row.case_id].append(_owed(row, london_day(now)))
    files = {case: loaded.file for case, loaded in shown(session, references, actor, now, secrets=True).items()}
    open_files = {case: file for case, file in files.items() if actor.person in declared(file)}
    undeclared = tuple(
        Undeclared(references[case], case_address(references[case]))
        for case, file in files.items()
        if case not in open_files and not file.closed
    )
    items = [
        _overseen(file, references[case], owed[case], actor)
        for case, file in open_files.items()
        if file.status("oversight") is not OversightStatus.ENDED or owed[case]
    ]
    return OversightPage(undeclared, _groups(items, london_day(now)))


def _owed(row: Any, today: date) -> Owed:
    tone = due(row.last_day, today).tone
    return Owed(CLOCK[row.clock].title, in_words(row.last_day, today), tone, row.last_day)


def _overseen(file: CaseFile, reference: str, owed: Iterable[Owed], actor: SignedIn) -> Overseen:
    return Overseen(
        reference=reference,
        href=case_address(reference),
        victims=tuple(p.name for p in people_with(file, Part.VICTIM)),
        owed=tuple(owed),
        contact=contact_of(file, actor.person),
        ways=ways_of(file, reference) if oversight_officer(file) == actor.person else Ways(False, (), ()),
        log_href=step_address(reference, "log-contact"),
        update_href=step_address(reference, "send-update"),
        agree_href=step_address(reference, "agree-contact"),
    )


def _groups(items: Iterable[Overseen], today: date) -> tuple[OverseenGroup, ...]:
    found: dict[Due, list[Overseen]] = {}
    for item in sorted(items, key=lambda i: i.owed[0].last_day if i.owed else date.max):
        found.setdefault(due(item.owed[0].last_day if item.owed else None, today), []).append(item)
    return tuple(OverseenGroup(TITLES.get(group, group.value), tuple(found[group])) for group in Due if group in found)
