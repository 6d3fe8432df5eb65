"""Copies people onto the case as the register has them when a step relies on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, exists, insert, select
from sqlmodel import Session

from complaints.facts.load import Loaded, posting
from complaints.facts.statement import POSTING, POSTING_FIELDS
from complaints.models import metadata
from complaints.models.entries import fields_of
from complaints.models.people import SignedIn
from workflows.casefile import Posting, Service
from workflows.model import OF_THE_CASE, Entry, PersonRef, Pick
from workflows.people.aliases import victim_of

PERSON, ACCOUNT = metadata.tables["person"], metadata.tables["account"]
PEOPLE_PICKS = frozenset(Pick) - OF_THE_CASE

_named = (
    select(PERSON.c.reference, PERSON.c.manager)
    .where(PERSON.c.reference.in_(bindparam("people", expanding=True)))
    .cte("chain", recursive=True)
)
_chain = _named.union(select(PERSON.c.reference, PERSON.c.manager).join(_named, PERSON.c.reference == _named.c.manager))
# The people named and everybody who manages them, so that "works under" can be judged from the case alone.
FIND_PEOPLE = (
    select(PERSON.c.reference, *(PERSON.c[name] for name in POSTING_FIELDS[1:-1]), ACCOUNT.c.roles)
    .outerjoin(ACCOUNT, ACCOUNT.c.person_id == PERSON.c.id)
    .where(PERSON.c.reference.in_(select(_chain.c.reference)))
    .order_by(PERSON.c.id)
)
_hers = PERSON.alias("hers")
_in_her_team = exists().where(
    _hers.c.reference == bindparam("victim"), PERSON.c.force == _hers.c.force, PERSON.c.team == _hers.c.team
)
FIND_TEAM = (
    select(PERSON.c.reference, *(PERSON.c[name] for name in POSTING_FIELDS[1:-1]), ACCOUNT.c.roles)
    .outerjoin(ACCOUNT, ACCOUNT.c.person_id == PERSON.c.id)
    .where(PERSON.c.team != "", PERSON.c.service != Service.OUTSIDE, _in_her_team)
    .order_by(PERSON.c.id)
)
"""Everybody who serves in one person's team: they are excluded with a victim (settlement 6)."""

ADD_POSTINGS = insert(POSTING)


def people_in(entry: Entry) -> tuple[PersonRef, ...]:
    """The people whom an entry names."""
    named = ((f.several, getattr(entry, f.name)) for f in fields_of(type(entry)) if f.ask.pick in PEOPLE_PICKS)
    return tuple(person for several, given in named if given for person in (given if several else (given,)))


def look_up(
    session: Session, loaded: Loaded, by: SignedIn, entry: Entry, at: datetime
) -> tuple[Loaded, tuple[Posting, ...]]:
    """What is news to the case of whoever a step names, whoever takes it and their managers; and the file with it.

    Of a victim also the team.

    Before the step is decided: "works under" is judged of people whom the case may not have met yet.
    """
    connection, named = session.connection(), {"people": [by.person, *people_in(entry)]}
    found = {row.reference: row for row in connection.execute(FIND_PEOPLE, named)}
    if victim := victim_of(entry):
        found |= {row.reference: row for row in connection.execute(FIND_TEAM, {"victim": victim})}
    fresh = tuple(p for row in found.values() if _is_news(loaded, p := posting(row, at)))
    if not fresh:
        return loaded, fresh
    return replace(loaded, file=replace(loaded.file, postings=(*loaded.file.postings, *fresh))), fresh


def keep(session: Session, owner: Mapping[str, int | None], event_id: int, fresh: Sequence[Posting]) -> None:
    """Copy what was news onto the case."""
    if fresh:
        session.connection().execute(ADD_POSTINGS, [{**owner, "event_id": event_id, **columns(p)} for p in fresh])


def _is_news(loaded: Loaded, found: Posting) -> bool:
    known = loaded.file.posting(found.person)
    return known is None or replace(known, on_file_from=found.on_file_from) != found


def columns(kept: Posting) -> dict[str, Any]:
    """A posting as its table takes it."""
    values = {name: getattr(kept, name) for name in POSTING_FIELDS}
    return {**values, "roles": sorted(role.value for role in kept.roles)}
