"""Signing in and out: sessions and failed attempts in the database, and each of them in the log.

A session is known by its `key`, the SHA-256 of what the browser holds; moments are in UTC.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, insert, or_, select, update
from sqlmodel import Session

from complaints.models import metadata
from complaints.models.log import LogKind
from complaints.models.people import SignedIn
from complaints.services import log
from complaints.services.accounts import ACCOUNT, ACCOUNTS, account_named, signed_in

IDLE = timedelta(minutes=10)
"""A session unused for this long is over."""

LONGEST = timedelta(hours=8)
"""A session is over after this long, however much it is used."""

REMEMBERED = timedelta(hours=24)
"""An ended session is remembered for so long, so that a form sent after it can be kept for whoever typed it."""

ATTEMPTS = 5
WINDOW = timedelta(minutes=15)
"""After so many failures for one name in so long a time, the next try waits until the first is that old."""

SESSION, ATTEMPT = metadata.tables["web_session"], metadata.tables["sign_in_attempt"]
URGENT = timedelta(hours=1)
"""How long a case stays open by urgent access, at most: the session may end before."""

FIND = ACCOUNTS.add_columns(SESSION.c.seen_at, SESSION.c.urgent_case_id, SESSION.c.urgent_until).join(
    SESSION, SESSION.c.account_id == ACCOUNT.c.id
)
FIND = FIND.where(
    ACCOUNT.c.active,
    SESSION.c.key == bindparam("key"),
    SESSION.c.seen_at > bindparam("idle_since"),
    SESSION.c.started_at > bindparam("long_since"),
)
TOUCH = update(SESSION).where(SESSION.c.key == bindparam("of")).values(seen_at=bindparam("at"))
OPEN = update(SESSION).where(SESSION.c.key == bindparam("of"))
OPEN = OPEN.values(urgent_case_id=bindparam("case"), urgent_until=bindparam("until"))
END = delete(SESSION).where(SESSION.c.key == bindparam("key"))
FIND_ENDED = select(SESSION.c.account_id).where(SESSION.c.key == bindparam("key"))
SWEEP = delete(SESSION).where(
    or_(SESSION.c.seen_at <= bindparam("idle_since"), SESSION.c.started_at <= bindparam("long_since"))
)
COUNT = select(func.count()).select_from(ATTEMPT).where(ATTEMPT.c.name_hash == bindparam("name"))
FORGET = delete(ATTEMPT).where(ATTEMPT.c.name_hash == bindparam("name"))
FORGET_OLD = delete(ATTEMPT).where(ATTEMPT.c.at <= bindparam("since"))


class Found(NamedTuple):
    """Whose session it is, and when it was last noted as used."""

    person: SignedIn
    seen_at: datetime


def find_session(session: Session, key: str, *, at: datetime) -> Found | None:
    """The live session with this key, of an account that is still active; or None."""
    row = session.connection().execute(FIND, {"key": key, **_limits(at)}).first()
    if row is None:
        return None
    person = signed_in(row[:-3])
    if row.urgent_until is not None and at < row.urgent_until:
        person = replace(person, urgent_case=row.urgent_case_id)
    return Found(person, row.seen_at)


def whose_session(session: Session, key: str) -> int | None:
    """The account of a session, live or ended within REMEMBERED; for what is typed into a page that outlived it."""
    found: int | None = session.execute(FIND_ENDED, {"key": key}).scalar()
    return found


def touch_session(session: Session, key: str, *, at: datetime) -> None:
    """Note that a session is in use."""
    session.execute(TOUCH, {"of": key, "at": at})


def allow_attempt(session: Session, name: str, *, at: datetime) -> bool:
    """Whether somebody may try to sign in by this name now, known or not.

    The try counts as failed until `start_session` forgets it: so tries at the same time are all counted. A try
    that is not allowed is logged and does not count, so nobody can lock a name for longer than the window.
    """
    session.execute(FORGET_OLD, {"since": at - WINDOW})
    if session.execute(COUNT, {"name": _hash(name)}).scalar_one() >= ATTEMPTS:
        _log_failure(session, name, "throttled", at)
        return False
    session.execute(insert(ATTEMPT), {"name_hash": _hash(name), "at": at})
    return True


def start_session(
    session: Session, person: SignedIn, name: str, *, key: str, replaces: str | None, at: datetime
) -> None:
    """Begin a session for somebody whose password was right; end the browser's earlier one, sweep out dead ones."""
    if replaces:
        session.execute(END, {"key": replaces})
    session.execute(SWEEP, _limits(at - REMEMBERED))
    forget_attempts(session, name)
    session.execute(insert(SESSION), {"key": key, "account_id": person.account_id, "started_at": at, "seen_at": at})
    _log(session, LogKind.SIGN_IN, "password", person.account_id, at)


def open_urgently(session: Session, case_id: int, *, key: str, at: datetime) -> None:
    """From now on, and for an hour at most, a session can open this case, and none that it opened so before."""
    session.execute(OPEN, {"of": key, "case": case_id, "until": at + URGENT})


def end_urgent_access(session: Session, *, key: str) -> None:
    """The session can open no case by urgent access any more."""
    session.execute(OPEN, {"of": key, "case": None, "until": None})


def forget_attempts(session: Session, name: str) -> None:
    """The password was right: no failure of this name counts any more."""
    session.execute(FORGET, {"name": _hash(name)})


def refuse_attempt(session: Session, name: str, *, at: datetime) -> None:
    """Log that name and password did not match."""
    _log_failure(session, name, "wrong", at)


def end_session(session: Session, key: str, person: SignedIn, *, at: datetime) -> None:
    """Sign somebody out."""
    session.execute(END, {"key": key})
    _log(session, LogKind.SIGN_OUT, "asked", person.account_id, at)


def _limits(at: datetime) -> dict[str, datetime]:
    return {"idle_since": at - IDLE, "long_since": at - LONGEST}


def _hash(name: str) -> str:
    return sha256(name.encode()).hexdigest()


def _log_failure(session: Session, name: str, what: str, at: datetime) -> None:
    """Of a name that has no account nothing is kept: it may be a password typed into the wrong box."""
    person = account_named(session, name)
    _log(session, LogKind.SIGN_IN_FAILED, what, person.account_id if person else None, at)


def _log(session: Session, kind: LogKind, what: str, account_id: int | None, at: datetime) -> None:
    log.append(session, [log.Record(kind=kind, at=at, what=what, account_id=account_id)])
