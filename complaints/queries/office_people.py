"""People on the register and their accounts, as administration sees them: nothing of any case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import Row, bindparam, func, or_, select
from sqlmodel import Session

from complaints.errors import NotFound
from complaints.models import metadata
from complaints.models.people import SignedIn
from complaints.queries.office_page import OfficeView, office_address, office_view
from workflows.model import PersonRef, Role

PERSON, ACCOUNT = metadata.tables["person"], metadata.tables["account"]
PAGE = 25
"""People on a page of the list."""

LONGEST = 80
_manager = PERSON.alias("manager")
PEOPLE = select(PERSON).where(PERSON.c.id > 0)
ONE = (
    select(PERSON, _manager.c.name.label("manager_name"))
    .outerjoin(_manager, _manager.c.reference == PERSON.c.manager)
    .where(PERSON.c.id > 0, PERSON.c.reference == bindparam("reference"))
)
ACCOUNTS = (
    select(ACCOUNT.c.person_id, ACCOUNT.c.username, ACCOUNT.c.roles, ACCOUNT.c.active, ACCOUNT.c.one_time)
    .where(ACCOUNT.c.person_id.in_(bindparam("ids", expanding=True)))
    .order_by(ACCOUNT.c.id)
)


@dataclass(frozen=True)
class AccountRow:
    """A way to sign in. `roles` are in words; `one_time`: a password has yet to be chosen."""

    username: str
    roles: tuple[str, ...]
    active: bool
    one_time: bool


@dataclass(frozen=True)
class PersonRow:
    """Somebody on the register."""

    href: str
    name: str
    number: str
    force: str
    team: str
    accounts: tuple[AccountRow, ...]


@dataclass(frozen=True)
class PeoplePage:
    """A page of the list. `search` is what was asked for; `next_href` is the address of the pages up to the number."""

    people: tuple[PersonRow, ...]
    search: str
    found: int
    page: int
    pages: int
    next_href: str


@dataclass(frozen=True)
class PersonPage:
    """One person, their accounts and what may be done about them."""

    row: PersonRow
    service: str
    rank: str
    manager: str
    trained_until: date | None
    office: OfficeView


def people_page(session: Session, search: str, page: int) -> PeoplePage:
    """The people whose name holds the words, or whose number it is, by name; everybody where nothing is asked."""
    asked = search[:LONGEST]
    wanted = PEOPLE.where(_matches(asked)) if asked else PEOPLE
    found: int = session.execute(select(func.count()).select_from(wanted.subquery())).scalar_one()
    pages = max(1, -(-found // PAGE))
    page = min(max(page, 1), pages)
    rows = session.execute(wanted.order_by(PERSON.c.name, PERSON.c.id).limit(PAGE).offset((page - 1) * PAGE)).all()
    href = f"/administration/people?{urlencode({'search': asked})}&page="
    return PeoplePage(_rows(session, rows), asked, found, page, pages, href)


def person_page(session: Session, reference: str, actor: SignedIn, now: datetime) -> PersonPage:
    """One person. Raises `NotFound`."""
    found = session.execute(ONE, {"reference": reference}).first()
    if found is None:
        raise NotFound
    (row,) = _rows(session, [found])
    office = office_view(session, "account", reference, actor, now, title=row.name)
    return PersonPage(
        row=row,
        service=found.service.label,
        rank=found.rank,
        manager=found.manager_name or "",
        trained_until=found.trained_until,
        office=_possible(office, any(account.active for account in row.accounts)),
    )


def roles_of(session: Session, reference: PersonRef) -> tuple[str, ...]:
    """The values of the roles that somebody's open account has."""
    wanted = select(ACCOUNT.c.roles).join(PERSON, PERSON.c.id == ACCOUNT.c.person_id)
    found = session.execute(wanted.where(PERSON.c.reference == reference, ACCOUNT.c.active)).scalar()
    return tuple(found or ())


def _matches(search: str) -> Any:
    pattern = search.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return or_(func.lower(PERSON.c.name).like(f"%{pattern}%", escape="\\"), PERSON.c.number == search)


def _rows(session: Session, rows: Sequence[Row[Any]]) -> tuple[PersonRow, ...]:
    accounts: dict[int, list[AccountRow]] = {row.id: [] for row in rows}
    for row in session.execute(ACCOUNTS, {"ids": list(accounts)}):
        roles = tuple(role.label for role in Role if role.value in row.roles)
        accounts[row.person_id].append(AccountRow(row.username, roles, row.active, row.one_time))
    return tuple(
        PersonRow(
            office_address("account", row.reference),
            row.name,
            row.number or "",
            row.force,
            row.team,
            tuple(accounts[row.id]),
        )
        for row in rows
    )


def _possible(office: OfficeView, active: bool) -> OfficeView:
    """Only what can be done about somebody who has an open account, or has none."""
    tasks = tuple(task for task in office.tasks if (task.trigger == "open-account") is not active)
    return replace(office, tasks=tasks)
