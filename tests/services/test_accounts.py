"""Accounts: the password, who it belongs to, and people by their number."""

import pytest
from sqlmodel import select

from complaints.database import SYSTEM, Database
from complaints.models.people import Account, Person, WebSession
from complaints.services import log
from complaints.services.accounts import (
    account_named,
    check_password,
    create_account,
    resolve_person,
)
from complaints.services.sign_in import find_session
from complaints.services.verify import verify
from tests.machine.rows import all_rows
from tests.machine.town import STARTS
from workflows.casefile import Service
from workflows.model import PersonRef, Role

PASSWORD = "a long password of one's own"


@pytest.fixture
def account(database: Database) -> int:
    with database.transaction(SYSTEM) as session:
        person = Person(reference="K7Q2-M4XD-9TBC", name="Ana", number="1234", service=Service.STAFF)
        created = create_account(session, person, "ana", PASSWORD, [Role.INTAKE, Role.HEAD_OF_PSD], at=STARTS)
        assert created.id is not None
        return created.id


@pytest.mark.parametrize(("name", "password"), [("ana", "wrong"), ("ana", ""), ("nobody", PASSWORD), ("ANA", PASSWORD)])
def test_a_wrong_name_or_password_opens_nothing(database: Database, account: int, name: str, password: str) -> None:
    with database.transaction(SYSTEM, write=False) as session:
        assert check_password(session, name, password) is None
        signed_in = check_password(session, "ana", PASSWORD)
    assert signed_in is not None
    assert (signed_in.account_id, signed_in.person, signed_in.roles) == (
        account,
        PersonRef("K7Q2-M4XD-9TBC"),
        frozenset({Role.INTAKE, Role.HEAD_OF_PSD}),
    )


def test_an_account_that_is_not_active_opens_nothing(database: Database, account: int) -> None:
    with database.transaction(SYSTEM) as session:
        session.add(WebSession(key="key", account_id=account, started_at=STARTS, seen_at=STARTS))
        session.flush()
        assert find_session(session, "key", at=STARTS) is not None
        row = session.exec(select(Account)).one()
        row.active = False
        session.add(row)
    with database.transaction(SYSTEM, write=False) as session:
        found = (
            check_password(session, "ana", PASSWORD),
            find_session(session, "key", at=STARTS),
            account_named(session, "ana"),
        )
    assert found == (None, None, None)


def test_the_password_is_kept_nowhere_and_the_creation_is_logged(database: Database, account: int) -> None:
    rows = all_rows(database)
    assert PASSWORD not in str(rows)
    with database.transaction(SYSTEM, write=False) as session:
        logged = session.execute(log.ENTRY.select()).all()
    assert [(row.kind, row.what, row.account_id) for row in logged] == [("account", "created", account)]
    assert verify(database).problems == ()


@pytest.mark.parametrize(("given", "found"), [("1234", True), ("K7Q2-M4XD-9TBC", True), ("12345", False), ("", False)])
def test_people_are_found_by_number_or_reference(database: Database, account: int, given: str, found: bool) -> None:
    assert account
    with database.transaction(SYSTEM, write=False) as session:
        assert (resolve_person(session, given) is not None) == found
