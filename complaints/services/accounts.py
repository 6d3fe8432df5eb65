"""People on the register, accounts and passwords."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import bindparam, delete, select, update
from sqlmodel import Session, col
from sqlmodel import select as select_person

from complaints.errors import Invalid
from complaints.models import metadata
from complaints.models.log import LogKind
from complaints.models.people import Account, Person, SignedIn, holds
from complaints.services import log
from workflows.handling.recording import REPORTERS
from workflows.model import PersonRef, Role
from workflows.words import with_number

HASHER = PasswordHasher()
NOBODYS_HASH = HASHER.hash("nobody has this password")
"""Checked for a name that has no account, so that the time tells nothing."""

ACCOUNT, PERSON = metadata.tables["account"], metadata.tables["person"]
ACCOUNTS = select(
    *(ACCOUNT.c.id, ACCOUNT.c.password_hash, ACCOUNT.c.roles),
    *(PERSON.c.id, PERSON.c.reference, PERSON.c.name, PERSON.c.number),
).join(PERSON, PERSON.c.id == ACCOUNT.c.person_id)
FIND = ACCOUNTS.where(ACCOUNT.c.username == bindparam("username"), ACCOUNT.c.active)
FIND_NAMED = ACCOUNTS.add_columns(ACCOUNT.c.username)
FIND_NAMED = FIND_NAMED.where(ACCOUNT.c.username.in_(bindparam("usernames", expanding=True)), ACCOUNT.c.active)
OF_PERSON = (
    select(ACCOUNT.c.id, ACCOUNT.c.active)
    .join(PERSON, PERSON.c.id == ACCOUNT.c.person_id)
    .where(PERSON.c.reference == bindparam("person"))
    .order_by(ACCOUNT.c.active.desc(), ACCOUNT.c.id)
)
NAMES = select(PERSON.c.reference, PERSON.c.name, PERSON.c.number)
NAMES = NAMES.where(PERSON.c.reference.in_(bindparam("people", expanding=True)))
TAKES = select(ACCOUNT.c.id).join(PERSON, PERSON.c.id == ACCOUNT.c.person_id)
TAKES = TAKES.where(PERSON.c.reference == bindparam("person"), holds(*REPORTERS))
NAMED = select(ACCOUNT.c.id).where(ACCOUNT.c.username == bindparam("username"))
USER_NAME = select(ACCOUNT.c.username).where(ACCOUNT.c.id == bindparam("account"))
ONE_TIME = select(ACCOUNT.c.one_time).where(ACCOUNT.c.id == bindparam("account"))
END_SESSIONS = delete(metadata.tables["web_session"])
END_SESSIONS = END_SESSIONS.where(
    metadata.tables["web_session"].c.account_id.in_(bindparam("accounts", expanding=True))
)
RESOLVE = select(PERSON.c.reference).where(
    (PERSON.c.number == bindparam("given")) | (PERSON.c.reference == bindparam("given"))
)
HOLD_ADMINISTRATION = (
    select(PERSON.c.reference)
    .select_from(ACCOUNT)
    .join(PERSON, PERSON.c.id == ACCOUNT.c.person_id)
    .where(holds(Role.ADMINISTRATOR))
    .order_by(ACCOUNT.c.id)
    .with_for_update(of=ACCOUNT)
)
LAST_ADMINISTRATOR = (
    "This is the only open account with the administrator role: nobody could look after accounts any more. "
    "Give somebody else the role first"
)
ROLE_OF = {role.value: role for role in Role}


def create_account(
    session: Session, person: Person, username: str, password: str, roles: Iterable[Role], *, at: datetime
) -> Account:
    """A way to sign in for somebody on the register. The password is kept only as an Argon2 hash."""
    session.add(person)
    session.flush()
    assert person.id is not None
    account = Account(
        person_id=person.id,
        username=username,
        password_hash=HASHER.hash(password),
        roles=sorted(role.value for role in roles),
    )
    session.add(account)
    session.flush()
    log.append(session, [log.Record(kind=LogKind.ACCOUNT, at=at, what="created", account_id=account.id)])
    return account


def open_account(session: Session, person: PersonRef, username: str, password: str, *, at: datetime) -> None:
    """An account without roles and with a one-time password. A closed one is opened again under its old user name.

    Raises `Invalid` where the person has an open account, or somebody else the user name.
    """
    found = session.execute(OF_PERSON, {"person": person}).first()
    if found is None:
        if session.execute(NAMED, {"username": username}).first():
            raise Invalid({"username": "Somebody else has this user name"})
        row = session.exec(select_person(Person).where(col(Person.reference) == person)).one()
        account = create_account(session, row, username, password, (), at=at)
        _change(session, [account.id], "one-time", at, one_time=True)
        return
    if found.active:
        raise Invalid({"username": "This person has an account already"})
    hashed = HASHER.hash(password)
    _change(session, [found.id], "opened", at, active=True, roles=[], password_hash=hashed, one_time=True)


def set_roles(session: Session, person: PersonRef, roles: Iterable[Role], *, at: datetime) -> None:
    """Give somebody's accounts these roles and no others."""
    _change(session, accounts_of(session, person), "roles", at, roles=sorted(role.value for role in roles))


def close_account(session: Session, person: PersonRef, *, at: datetime) -> None:
    """Close somebody's accounts, take their roles, and end every session."""
    found = accounts_of(session, person)
    session.execute(END_SESSIONS, {"accounts": found})
    _change(session, found, "closed", at, active=False, roles=[])


def keep_an_administrator(session: Session, person: PersonRef, field: str) -> None:
    """Somebody else has an open account with the administrator role. Raises `Invalid`, of `field`, where nobody has.

    Every such account is locked until the transaction ends: two administrators cannot close each other's at once.
    """
    holders = set(session.execute(HOLD_ADMINISTRATION).scalars())
    if person in holders and len(holders) == 1:
        raise Invalid({field: LAST_ADMINISTRATOR})


def reset_password(session: Session, person: PersonRef, password: str, *, at: datetime) -> None:
    """Let somebody in once more, to choose a password; every session of theirs ends."""
    found = accounts_of(session, person)
    session.execute(END_SESSIONS, {"accounts": found})
    _change(session, found, "reset", at, password_hash=HASHER.hash(password), one_time=True)


def choose_password(session: Session, account_id: int, password: str, *, at: datetime) -> None:
    """Somebody has chosen a password of their own."""
    _change(session, [account_id], "chosen", at, password_hash=HASHER.hash(password), one_time=False)


def is_one_time(session: Session, account_id: int) -> bool:
    """Whether an account's password is good only for choosing another."""
    return bool(session.execute(ONE_TIME, {"account": account_id}).scalar())


def accounts_of(session: Session, person: PersonRef) -> list[int]:
    """The row ids of somebody's open accounts. Raises `Invalid` for somebody who has none."""
    found = [row.id for row in session.execute(OF_PERSON, {"person": person}) if row.active]
    if not found:
        raise Invalid({"person": "This person has no open account"})
    return found


def _change(session: Session, ids: Sequence[int | None], what: str, at: datetime, **values: Any) -> None:
    session.execute(update(ACCOUNT).where(ACCOUNT.c.id.in_(ids)).values(**values))
    log.append(session, [log.Record(kind=LogKind.ACCOUNT, at=at, what=what, account_id=n) for n in ids])


def check_password(session: Session, username: str, password: str) -> SignedIn | None:
    """Who signs in with this name and password, or None; as slow for an unknown name as for a wrong password."""
    found = session.execute(FIND, {"username": username}).first()
    try:
        HASHER.verify(found.password_hash if found else NOBODYS_HASH, password)
    except (VerifyMismatchError, InvalidHashError):
        return None
    return signed_in(found) if found else None


def user_name(session: Session, person: SignedIn) -> str:
    """The user name with which somebody signed in."""
    return str(session.execute(USER_NAME, {"account": person.account_id}).scalar_one())


def account_named(session: Session, username: str) -> SignedIn | None:
    """Who an active account of this name belongs to, or None. For the command line and stories."""
    found = session.execute(FIND, {"username": username}).first()
    return signed_in(found) if found else None


def accounts_named(session: Session, usernames: Sequence[str]) -> dict[str, SignedIn]:
    """Who the active accounts of these names belong to, by name. For stories."""
    return {row[-1]: signed_in(row[:-1]) for row in session.execute(FIND_NAMED, {"usernames": list(usernames)})}


def signed_in(account: Sequence[Any]) -> SignedIn:
    """Who signs in, from a row of ACCOUNTS."""
    account_id, _hash, roles, person_id, reference, name, number = account
    held = frozenset(ROLE_OF[role] for role in roles)
    return SignedIn(account_id, person_id, PersonRef(reference), name, held, number=number or "")


def names_of(session: Session, people: Iterable[PersonRef]) -> dict[str, str]:
    """What those who typed somebody's number are shown of whom they named: "Ada Marsh (4472)", by reference."""
    found = session.execute(NAMES, {"people": list(people)})
    return {row.reference: with_number(row.name, row.number) for row in found}


def taker_problem(session: Session, person: PersonRef | None) -> dict[str, str]:
    """What is wrong with whoever is to take a case, if anything: nobody would see a case of somebody who cannot."""
    if person is None or session.execute(TAKES, {"person": person}).first():
        return {}
    return {"received_by": "They have no account with which to take a case. Leave this blank, or name somebody else"}


def resolve_person(session: Session, given: str) -> PersonRef | None:
    """The person with this collar or staff number, or this reference; None for nobody."""
    if "\x00" in given:
        return None  # PostgreSQL takes no NUL in a text
    found = session.execute(RESOLVE, {"given": given}).scalar()
    return PersonRef(found) if found else None
