"""The filters of the list of cases that somebody keeps for themselves."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlmodel import Session

from complaints.errors import Invalid
from complaints.models import metadata
from complaints.models.people import SignedIn

FILTER = metadata.tables["saved_filter"]
MOST = 20
"""How many filters one account keeps."""

LONGEST = 60
"""Characters of a filter's name."""

_own = FILTER.c.account_id == bindparam("of_account")
_named = FILTER.c.name == bindparam("called")
COUNT = select(func.count()).select_from(FILTER).where(_own)
REPLACE = update(FILTER).where(_own, _named).values(query=bindparam("asked"))
DELETE = delete(FILTER).where(_own, _named)


def save_filter(session: Session, by: SignedIn, name: str, query: str) -> None:
    """Keep a filter under a name; one of the same name is replaced. Raises `Invalid`."""
    if not name:
        raise Invalid({"name": "Enter a name for this filter"})
    if len(name) > LONGEST or not name.isprintable():
        raise Invalid({"name": f"The name must have at most {LONGEST} characters, all of which can be printed"})
    connection, own = session.connection(), {"of_account": by.account_id}
    if connection.execute(REPLACE, {**own, "called": name, "asked": query}).rowcount:
        return
    if connection.execute(COUNT, own).scalar_one() >= MOST:
        raise Invalid({"name": f"You have {MOST} saved filters. Delete one first"})
    connection.execute(insert(FILTER), {"account_id": by.account_id, "name": name, "query": query})


def delete_filter(session: Session, by: SignedIn, name: str) -> None:
    """Forget a filter of one's own; nothing happens if there is none of this name."""
    session.connection().execute(DELETE, {"of_account": by.account_id, "called": name})
