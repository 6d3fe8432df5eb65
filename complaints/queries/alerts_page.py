"""What the head of professional standards should look into: unusual looks at cases, and searches for one's own name.

Of cases, only those that the reader may know of and has declared in. Of a search it is said who made it and when; its
words are not in the log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BindParameter, and_, bindparam, exists, literal_column, or_, select
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
"""Of each kind, the newest so many are shown."""

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
PERHAPS_UNUSUAL = LOOKS.where(
    LOG.c.at >= bindparam("since"),
    LOG.c.what != PACK,
    or_(LOG.c.kind == LogKind.NOT_FOUND, ~_worked, _near_a_subject),
).limit(MOST)
"""Wider than what is unusual, which `look_of` decides: so that this page and the case's say the same."""

OWN_NAMES = (
    select(LOG.c.at, PERSON.c.name)
    .join(ACCOUNT, ACCOUNT.c.id == LOG.c.account_id)
    .join(PERSON, PERSON.c.id == ACCOUNT.c.person_id)
    .where(LOG.c.what == literal_column(f"'{OWN_NAME}'"), LOG.c.at >= bindparam("since"))
    .order_by(LOG.c.at.desc())
    .limit(MOST)
)


@dataclass(frozen=True)
class Alert:
    """An unusual look at one case."""

    reference: str
    look: Look


@dataclass(frozen=True)
class Search:
    """Somebody searched for their own name, at a moment in UTC."""

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
    found = connection.execute(PERHAPS_UNUSUAL, {**given, "teams": sorted(teams)}).all()
    rows = [(asked.get(row.digest) or row.case_id, row) for row in found]
    known = known_of(session, shown(session, {n for n, _ in rows}, actor, now))
    looks = (Alert(references[n], look_of(known[n], row)) for n, row in rows)
    searches = (Search(row.name, row.at) for row in connection.execute(OWN_NAMES, {"since": since}))
    return AlertsPage(tuple(alert for alert in looks if alert.look.marks), tuple(searches), PERIOD.days, MOST)
