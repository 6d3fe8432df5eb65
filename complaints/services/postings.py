"""Copies people onto the case as the register has them when a step relies on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select
from sqlmodel import Session

from complaints.facts.load import POSTING, POSTING_FIELDS, Loaded
from complaints.models import metadata
from complaints.models.entries import fields_of
from complaints.models.people import SignedIn
from workflows.casefile import Posting
from workflows.model import Entry, PersonRef, Pick

PERSON = metadata.tables["person"]
PEOPLE_PICKS = frozenset(Pick) - {Pick.ALLEGATIONS}

_named = (
    select(PERSON.c.reference, PERSON.c.manager)
    .where(PERSON.c.reference.in_(bindparam("people", expanding=True)))
    .cte("chain", recursive=True)
)
_chain = _named.union(select(PERSON.c.reference, PERSON.c.manager).join(_named, PERSON.c.reference == _named.c.manager))
# The people named and everybody who manages them, so that "works under" can be judged from the case alone.
FIND_PEOPLE = (
    select(PERSON.c.reference.label("person"), *(PERSON.c[name] for name in POSTING_FIELDS[1:]))
    .where(PERSON.c.reference.in_(select(_chain.c.reference)))
    .order_by(PERSON.c.id)
)
ADD_POSTINGS = insert(POSTING)


def people_in(entry: Entry) -> tuple[PersonRef, ...]:
    """The people whom an entry names."""
    named = (getattr(entry, f.name) for f in fields_of(type(entry)) if f.ask.pick in PEOPLE_PICKS)
    return tuple(person for person in named if person)


def copy_postings(
    session: Session,
    owner: Mapping[str, int | None],
    event_id: int,
    loaded: Loaded,
    by: SignedIn,
    entry: Entry,
    at: datetime,
) -> Loaded:
    """Copy whoever the step names, whoever takes it and their managers, where that is news to the case."""
    found = session.execute(FIND_PEOPLE, {"people": [by.person, *people_in(entry)]})
    fresh = [p for row in found if _is_news(loaded, p := Posting(**row._mapping, on_file_from=at))]
    if not fresh:
        return loaded
    session.execute(ADD_POSTINGS, [{**owner, "event_id": event_id, **_columns(p)} for p in fresh])
    return replace(loaded, file=replace(loaded.file, postings=(*loaded.file.postings, *fresh)))


def _is_news(loaded: Loaded, posting: Posting) -> bool:
    known = loaded.file.posting(posting.person)
    return known is None or replace(known, on_file_from=posting.on_file_from) != posting


def _columns(posting: Posting) -> dict[str, Any]:
    return {name: value for name, value in asdict(posting).items() if name in POSTING_FIELDS}
