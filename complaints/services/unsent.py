"""Keeping what somebody has typed and not sent yet, for them alone."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select, union_all, update
from sqlmodel import Session

from complaints.database import come_back
from complaints.errors import NotFound
from complaints.models import metadata
from complaints.models.people import SignedIn

KEPT = timedelta(days=7)
"""What is not sent within this time is thrown away."""

UNSENT, *TAKEN = (metadata.tables[name] for name in ("unsent_form", "event", "safety_concern", "safety_concern_dealt"))
FIND = select(UNSENT).where(UNSENT.c.key == bindparam("key"), UNSENT.c.account_id == bindparam("account"))
MINE = (
    select(UNSENT)
    .where(UNSENT.c.account_id == bindparam("account"), UNSENT.c.address == bindparam("address"))
    .order_by(UNSENT.c.saved_at.desc(), UNSENT.c.key)
)
FORGET = delete(UNSENT).where(UNSENT.c.key == bindparam("of"), UNSENT.c.account_id == bindparam("account"))
SWEEP = delete(UNSENT).where(UNSENT.c.saved_at <= bindparam("since"))
CHANGE = update(UNSENT).where(UNSENT.c.key == bindparam("of"), UNSENT.c.account_id == bindparam("account"))

SENT_SINCE = union_all(
    *(select(table.c.submission).where(table.c.submission == bindparam("submission")) for table in TAKEN)
)
"""Whether what a form states has been recorded, whatever it states: by the random id that is in every form."""

Fields = dict[str, list[str]]
"""A form as it was sent: each name with all that was sent under it."""


@dataclass(frozen=True)
class Unsent:
    """One form that is kept: where it is to be sent, when it was saved last (UTC), and what was typed."""

    key: str
    address: str
    saved_at: datetime
    fields: Fields


def keep_form(session: Session, account_id: int, *, key: str, address: str, fields: Fields, at: datetime) -> None:
    """Keep a form under a new random key; what is too old goes."""
    session.execute(SWEEP, {"since": at - KEPT})
    values = {"key": key, "account_id": account_id, "address": address, "saved_at": at, "fields": json.dumps(fields)}
    session.execute(insert(UNSENT), values)


def change_form(session: Session, unsent: Unsent, by: SignedIn, *, at: datetime) -> None:
    """Keep a form as it now is."""
    changed = {"address": unsent.address, "fields": json.dumps(unsent.fields), "saved_at": at}
    session.execute(CHANGE.values(**changed), {"of": unsent.key, "account": by.account_id})


def find_form(session: Session, key: str, by: SignedIn) -> Unsent:
    """A form of one's own. Raises `NotFound` alike for one that is another's, sent or thrown away."""
    found = session.execute(FIND, {"key": key, "account": by.account_id}).first()
    if found is None:
        raise NotFound
    return _unsent(found)


def was_sent(session: Session, unsent: Unsent) -> bool:
    """Whether a form that was kept has been sent since, and its words stand where they belong."""
    come_back(session)
    given = unsent.fields.get("submission") or [""]
    return session.execute(SENT_SINCE, {"submission": given[0]}).first() is not None


def forms_of(session: Session, by: SignedIn, address: str) -> tuple[Unsent, ...]:
    """Somebody's unsent forms for one address, the latest first."""
    asked = {"account": by.account_id, "address": address}
    return tuple(_unsent(row) for row in session.execute(MINE, asked))


def forget_form(session: Session, key: str, by: SignedIn) -> None:
    """Throw a form away."""
    session.execute(FORGET, {"of": key, "account": by.account_id})


def _unsent(row: Row[Any]) -> Unsent:
    return Unsent(row.key, row.address, row.saved_at, json.loads(row.fields))
