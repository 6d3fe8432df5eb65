"""The support directory, as those read it who speak with victims, and as it is looked after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlmodel import Session

from complaints.errors import NotFound
from complaints.facts.load import Owner, facts_of
from complaints.facts.office import office_file_id
from complaints.models.people import SignedIn
from complaints.queries.office_page import OFFICE_FILE, OfficeView, office_address, office_view
from workflows.calendar import london_day
from workflows.casefile import CaseFile
from workflows.office.support import LISTING, Listed
from workflows.office.vocabulary import ServiceStatus

FILES = select(OFFICE_FILE.c.id, OFFICE_FILE.c.name).where(OFFICE_FILE.c.workflow == "support-service")


@dataclass(frozen=True)
class ServiceRow:
    """One service. `due` is the last day on which its details may be relied on; after it they are `stale`."""

    href: str
    said: Listed
    listed: bool
    due: date
    stale: bool


@dataclass(frozen=True)
class ServicePage:
    """One service, and its office file."""

    row: ServiceRow
    office: OfficeView


def services(session: Session, now: datetime, *, retired: bool) -> tuple[ServiceRow, ...]:
    """Every service by name; those taken off the list, last, only with `retired`."""
    names: dict[int, str] = {row.id: row.name for row in session.execute(FILES)}
    files = facts_of(session, names, owner=Owner.OFFICE)
    rows = [row for n, name in names.items() for row in _rows(files[n].file, name, now) if row.listed or retired]
    return tuple(sorted(rows, key=lambda row: (not row.listed, row.said.called.lower())))


def service_page(session: Session, name: str, actor: SignedIn, now: datetime) -> ServicePage:
    """One service. Raises `NotFound`."""
    if office_file_id(session.connection(), "support-service", name) is None:
        raise NotFound
    office = office_view(session, "support-service", name, actor, now)
    (row,) = _rows(office.file, name, now)
    return ServicePage(row, replace(office, title=row.said.called))


def _rows(file: CaseFile, name: str, now: datetime) -> Iterator[ServiceRow]:
    for said in [fact.entry for fact in file.facts if isinstance(fact.entry, LISTING)][-1:]:
        due = said.due(file.terms)
        listed = file.status("support-service") is ServiceStatus.LISTED
        yield ServiceRow(office_address("support-service", name), said, listed, due, london_day(now) > due)
