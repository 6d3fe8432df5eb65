"""People on the register, accounts and passwords."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import bindparam, select
from sqlmodel import Session

from complaints.models import metadata
from complaints.models.log import LogKind
from complaints.models.people import Account, Person, SignedIn
from complaints.services import log
from workflows.model import PersonRef, Role

HASHER = PasswordHasher()
NOBODYS_HASH = HASHER.hash("nobody has this password")
"""Checked for a name that has no account, so that the time tells nothing."""

ACCOUNT, PERSON = metadata.tables["account"], metadata.tables["person"]
ACCOUNTS = select(
    ACCOUNT.c.id, ACCOUNT.c.password_hash, ACCOUNT.c.roles, PERSON.c.id, PERSON.c.reference, PERSON.c.name
).join(PERSON, PERSON.c.id == ACCOUNT.c.person_id)
FIND = ACCOUNTS.where(ACCOUNT.c.username == bindparam("username"), ACCOUNT.c.active)
RESOLVE = select(PERSON.c.reference).where(
    (PERSON.c.number == bindparam("given")) | (PERSON.c.reference == bindparam("given"))
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


def check_password(session: Session, username: str, password: str) -> SignedIn | None:
    """Who signs in with this name and password, or None; as slow for an unknown name as for a wrong password."""
    found = session.execute(FIND, {"username": username}).first()
    try:
        HASHER.verify(found.password_hash if found else NOBODYS_HASH, password)
    except (VerifyMismatchError, InvalidHashError):
        return None
    return signed_in(found) if found else None


def account_named(session: Session, username: str) -> SignedIn | None:
    """Who an active account of this name belongs to, or None. For the command line and stories."""
    found = session.execute(FIND, {"username": username}).first()
    return signed_in(found) if found else None


def signed_in(account: Sequence[Any]) -> SignedIn:
    """Who signs in, from a row of ACCOUNTS."""
    account_id, _hash, roles, person_id, reference, name = account
    return SignedIn(account_id, person_id, PersonRef(reference), name, frozenset(ROLE_OF[r] for r in roles))


def resolve_person(session: Session, given: str) -> PersonRef | None:
    """The person with this collar or staff number, or this reference; None for nobody."""
    found = session.execute(RESOLVE, {"given": given}).scalar()
    return PersonRef(found) if found else None
