"""Administration: each step is taken in the office file of what it is about, which begins with its first step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import insert, select
from sqlmodel import Session

from complaints.facts.load import Loaded, Owner, facts_of
from complaints.facts.office import office_file_id
from complaints.models import metadata
from complaints.models.people import SignedIn
from complaints.services import register_steps
from complaints.services.accounts import (
    accounts_of,
    close_account,
    keep_an_administrator,
    open_account,
    reset_password,
    set_roles,
)
from complaints.services.progress import Place, Taken, start_process, take_step
from complaints.services.recompute import ask
from complaints.services.register import one_at_a_time
from workflows.model import Entry, Role
from workflows.office.accounts import (
    CloseAccount,
    ConfirmRoles,
    OpenAccount,
    ProposeRoles,
    ResetPassword,
    settled_account,
)
from workflows.office.facts import CHANGE_CLOCKS, file_name
from workflows.registry import WORKFLOW_OF

OFFICE_FILE = metadata.tables["office_file"]
FILES = select(OFFICE_FILE.c.id, OFFICE_FILE.c.workflow, OFFICE_FILE.c.name).order_by(OFFICE_FILE.c.id)
ADD_FILE = insert(OFFICE_FILE).returning(OFFICE_FILE.c.id)
REGISTER = "register-entry"
"""The workflow of what the register says of somebody."""


def take_in_office(
    session: Session,
    trigger: str,
    *,
    by: SignedIn,
    at: datetime,
    entry: Entry,
    submission: str,
    one_time: str,
    seen: int | None = None,
) -> Taken:
    """One step of administration, in the file of what its entry is about, and what follows from it.

    What waits for a second person changes nothing until they have confirmed it. Where deadlines may fall on other days
    afterwards, it is noted that they are to be worked out again. `one_time` is a password for a step that gives one.
    Raises `Refused`, `Stale`, and `Invalid` where an account or the register is not what the step needs.
    """
    workflow = WORKFLOW_OF[trigger].name
    if workflow == REGISTER:
        one_at_a_time(session)
    place = _file_of(session, workflow, entry, at)
    taken = take_step(session, place, trigger, by=by, at=at, entry=entry, submission=submission, seen=seen)
    if not taken.already and trigger in CHANGE_CLOCKS:
        ask(session, taken.event_id)
    if not taken.already and workflow == REGISTER:
        file = facts_of(session, [place.id], owner=place.owner)[place.id].file
        register_steps.follow(session, file, entry, at=at, salt=submission)
    elif not taken.already:
        _follow(session, place, entry, at, one_time)
    return taken


def _follow(session: Session, place: Place, entry: Entry, at: datetime, one_time: str) -> None:
    """Bring the account that a step is about into line with its history."""
    match entry:
        case OpenAccount(person=person, username=username):
            open_account(session, person, username, one_time, at=at)
        case ConfirmRoles(person=person):
            settled = settled_account(facts_of(session, [place.id], owner=place.owner)[place.id].file)
            assert settled is not None, "roles have just been confirmed"
            if Role.ADMINISTRATOR not in settled[1]:
                keep_an_administrator(session, person, "checked")
            set_roles(session, person, settled[1], at=at)
        case CloseAccount(person=person):
            keep_an_administrator(session, person, "why")
            close_account(session, person, at=at)
        case ResetPassword(person=person):
            reset_password(session, person, one_time, at=at)
        case ProposeRoles(person=person, roles=roles):
            accounts_of(session, person)
            if Role.ADMINISTRATOR not in roles:
                keep_an_administrator(session, person, "roles")


def _file_of(session: Session, workflow: str, entry: Entry, at: datetime) -> Place:
    name = file_name(workflow, entry)
    found = office_file_id(session.connection(), workflow, name)
    if found is not None:
        return Place(Owner.OFFICE, found)
    place = Place(Owner.OFFICE, session.execute(ADD_FILE, {"workflow": workflow, "name": name}).scalar_one())
    start_process(session, place, workflow, None, at)
    return place


def office_files(session: Session) -> Iterator[tuple[str, str, Loaded]]:
    """Every office file as (workflow, name, file), for the check of the record."""
    rows = session.execute(FILES).all()
    files = facts_of(session, [row.id for row in rows], owner=Owner.OFFICE)
    yield from ((row.workflow, row.name, files[row.id]) for row in rows)
