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
from workflows.office.posts import post_name

PERSON, ACCOUNT, POST, UNIT, END = (
    metadata.tables[name] for name in ("person", "account", "register_post", "register_unit", "register_post_end")
)
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
POSTS = (
    select(
        UNIT.c.name.label("unit"), UNIT.c.force, POST.c.station, POST.c.team, POST.c.role, POST.c.rank,
        _manager.c.name.label("manager"), POST.c.starts, END.c.ends,
    )
    .join(PERSON, PERSON.c.id == POST.c.person_id)
    .join(UNIT, UNIT.c.id == POST.c.unit_id)
    .outerjoin(END, END.c.post_id == POST.c.id)
    .outerjoin(_manager, _manager.c.id == POST.c.manager_id)
    .where(PERSON.c.reference == bindparam("reference"))
    .order_by(POST.c.starts.desc(), POST.c.id.desc())
)  # fmt: skip


@dataclass(frozen=True)
class AccountRow:
    """A way to sign in. `roles` are in words; `one_time`: a password has yet to be chosen."""

    username: str
    roles: tuple[str, ...]
    active: bool
    one_time: bool


@dataclass(frozen=True)
class PostRow:
    """A posting, as the register has it. `manager` is a name; London days, both inclusive."""

    unit: str
    force: str
    station: str
    team: str
    role: str
    rank: str
    manager: str | None
    starts: date
    ends: date | None

    @property
    def name(self) -> str:
        """What tells it from others of the same person."""
        return post_name(self.unit, self.force, self.starts)


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
    """One person, their postings, the last to begin first, and their accounts, with what may be done about each."""

    row: PersonRow
    service: str
    rank: str
    manager: str
    trained_until: date | None
    posts: tuple[PostRow, ...]
    register: OfficeView
    office: OfficeView

    @property
    def open_posts(self) -> tuple[PostRow, ...]:
        """Those that have no last day yet."""
        return tuple(post for post in self.posts if post.ends is None)


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
    posts = tuple(PostRow(*post) for post in session.execute(POSTS, {"reference": reference}))
    register = office_view(session, "register-entry", reference, actor, now, title=row.name)
    office = office_view(session, "account", reference, actor, now, title=row.name)
    return PersonPage(
        row=row,
        service=found.service.label,
        rank=found.rank,
        manager=found.manager_name or "",
        trained_until=found.trained_until,
        posts=posts,
        register=_movable(register, bool(found.number), posts),
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


def _movable(office: OfficeView, numbered: bool, posts: Sequence[PostRow]) -> OfficeView:
    """Only what can be done about somebody whom the register has a number of, and who may have an open posting."""
    left_out = {"add-person"} if numbered else {"add-person", "propose-posting", "propose-training"}
    left_out |= set() if any(post.ends is None for post in posts) else {"propose-ending"}
    return replace(office, tasks=tuple(task for task in office.tasks if task.trigger not in left_out))
