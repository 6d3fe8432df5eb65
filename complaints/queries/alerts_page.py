"""What the head of professional standards should look into: unusual looks at cases, and searches for oneself.

Of cases, only those that the reader may know of and has declared in. Of a search it is said who made it and when; its
words are not in the log.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, and_, bindparam, exists, func, literal_column, or_, select
from sqlmodel import Session

from complaints.facts.statement import POSTING
from complaints.models import metadata
from complaints.models.log import OWN_NAME, LogKind
from complaints.models.people import SignedIn
from complaints.queries.case_looks import LOOKS, PACK, Look, known_of, look_of
from complaints.queries.my_work import has_declared
from complaints.queries.shown import shown
from complaints.queries.visible import ALLOCATION, CASE_FILE, EXCLUSION, visible_cases
from workflows.model import Bar

LOG, ACCOUNT, PERSON = (metadata.tables[name] for name in ("log_entry", "account", "person"))

PERIOD = timedelta(days=28)
"""How far back the page goes."""

MOST = 100
"""Of each kind, so many are shown: of looks, the newest of each person at each case and with the same marks."""

BATCH = 1000
"""Rows of the log that are read at a time."""

LAST = 2**31 - 1
"""After every entry of the log: its numbers are no greater."""

KNOWN_CASES = visible_cases(CASE_FILE.c.id, CASE_FILE.c.reference).where(has_declared(CASE_FILE.c.id))
_worked = exists().where(
    ALLOCATION.c.case_id == LOG.c.case_id,
    ALLOCATION.c.person_id == PERSON.c.id,
    ALLOCATION.c.since <= LOG.c.at,
    or_(ALLOCATION.c.until.is_(None), ALLOCATION.c.until > LOG.c.at),
)
_of_cases: BindParameter[list[int]] = bindparam("cases", expanding=True)
_teams: BindParameter[list[str]] = bindparam("teams", expanding=True)
SUBJECT_TEAMS = (
    select(PERSON.c.team, POSTING.c.team.label("then"))
    .join(EXCLUSION, EXCLUSION.c.person_id == PERSON.c.id)
    .outerjoin(POSTING, and_(POSTING.c.case_id == EXCLUSION.c.case_id, POSTING.c.person == PERSON.c.reference))
    .where(EXCLUSION.c.case_id.in_(_of_cases), EXCLUSION.c.reason == Bar.SUBJECT)
    .distinct()
)
_near_a_subject = or_(
    PERSON.c.team.in_(_teams),
    PERSON.c.reference.in_(
        select(POSTING.c.person).where(POSTING.c.case_id.in_(_of_cases), POSTING.c.team.in_(_teams))
    ),
)
PERHAPS_UNUSUAL = (
    LOOKS.add_columns(LOG.c.sequence)
    .where(
        LOG.c.at >= bindparam("since"),
        LOG.c.sequence < bindparam("before"),
        LOG.c.what != PACK,
        or_(LOG.c.kind == LogKind.NOT_FOUND, ~_worked, _near_a_subject),
    )
    .limit(bindparam("batch"))
)
"""Wider than what is unusual, which `look_of` decides: so that this page and the case's say the same."""

OWN_NAMES = (
    select(func.max(LOG.c.at).label("at"), PERSON.c.name)
    .join(ACCOUNT, ACCOUNT.c.id == LOG.c.account_id)
    .join(PERSON, PERSON.c.id == ACCOUNT.c.person_id)
    .where(LOG.c.what == literal_column(f"'{OWN_NAME}'"), LOG.c.at >= bindparam("since"))
    .group_by(PERSON.c.id, PERSON.c.name)
    .order_by(func.max(LOG.c.at).desc())
    .limit(MOST)
)
"""Each person once: whoever searches a hundred times pushes nobody off the page."""


@dataclass(frozen=True)
class Alert:
    """An unusual look at one case."""

    reference: str
    look: Look


@dataclass(frozen=True)
class Search:
    """Somebody searched for their own name or number, last at a moment in UTC."""

    who: str
    at: datetime


@dataclass(frozen=True)
class AlertsPage:
    """What happened in the last `days`, the newest first."""

    looks: tuple[Alert, ...]
    searches: tuple[Search, ...]
    days: int
    most: int


def alerts_page(
    session: Session, actor: SignedIn, now: datetime, attempts: Callable[[str], Iterable[str]]
) -> AlertsPage:
    """The alerts for somebody, at a moment in UTC. `attempts` gives the digests that the log has of a case's addresses.

    The number of statements does not depend on the number of cases, and only those with something to tell are loaded.
    """
    connection, since = session.connection(), now - PERIOD
    who = {"person": actor.person_id, "actor": actor.person}
    references: dict[int, str] = {row.id: row.reference for row in connection.execute(KNOWN_CASES, who)}
    asked = {digest: n for n, reference in references.items() for digest in attempts(reference)}
    given = {"cases": list(references), "asked": list(asked), "since": since}
    teams = {team for row in connection.execute(SUBJECT_TEAMS, given) for team in row if team}
    found: dict[Hashable, Alert] = {}
    for batch in _batches(connection, {**given, "teams": sorted(teams)}):
        rows = [(asked.get(row.digest) or row.case_id, row) for row in batch]
        known = known_of(session, shown(session, {n for n, _ in rows}, actor, now))
        for n, row in rows:
            look = look_of(known[n], row)
            if look.marks:
                found.setdefault((n, row.id, look.work, look.refused, look.marks), Alert(references[n], look))
        if len(found) >= MOST:
            break
    searches = tuple(Search(row.name, row.at) for row in connection.execute(OWN_NAMES, {"since": since}))
    return AlertsPage(tuple(found.values())[:MOST], searches, PERIOD.days, MOST)


def _batches(connection: Connection, given: Mapping[str, Any]) -> Iterator[Sequence[Row[Any]]]:
    """What may be unusual, the newest first, and to the end: nobody is to bury a look under many of another kind."""
    before = LAST
    while True:
        batch = connection.execute(PERHAPS_UNUSUAL, {**given, "before": before, "batch": BATCH}).all()
        yield batch
        if len(batch) < BATCH:
            return
        before = batch[-1].sequence
