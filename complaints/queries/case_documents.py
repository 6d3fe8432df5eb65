"""What was written from a case: letters and notices, and what was printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlmodel import Session

from complaints.models import metadata
from complaints.models.log import LogKind
from complaints.queries.addresses import PRINTED
from complaints.queries.shown import Shown
from workflows.casefile import Fact
from workflows.model import Entry

LOG, ACCOUNT, PERSON = (metadata.tables[name] for name in ("log_entry", "account", "person"))

WRITTEN = frozenset(
    {
        *("send-update", "tell-outcome", "write-to-party", "tell-party-outcome", "tell-proceedings-outcome"),
        *("give-review-right", "send-record-copy", "send-complaint-copy", "tell-not-recorded", "tell-passed-on"),
        *("send-referral", "tell-of-referral", "send-timeliness-report"),
        *("ask-to-confirm-withdrawal", "record-withdrawal-notice"),
        *("record-suspension-notice", "ask-whether-to-go-on", "answer-challenge"),
    }
)
"""Steps that say that something went out, or that somebody was told."""

PRINTS = (
    select(LOG.c.at, LOG.c.what, PERSON.c.name)
    .join(ACCOUNT, ACCOUNT.c.id == LOG.c.account_id)
    .join(PERSON, PERSON.c.id == ACCOUNT.c.person_id)
    .where(LOG.c.case_id == bindparam("case"), LOG.c.kind == LogKind.PRINT)
    .order_by(LOG.c.sequence.desc())
)


@dataclass(frozen=True)
class Print:
    """A page that somebody opened for printing, and when (UTC)."""

    what: str
    by: str
    at: datetime


def is_written(fact: Fact[Entry]) -> bool:
    """Whether something went out here."""
    return fact.event.trigger in WRITTEN


def prints_of(session: Session, case_id: int, case: Shown) -> tuple[Print, ...]:
    """What was printed from a case, by row id, the newest first."""
    rows = session.connection().execute(PRINTS, {"case": case_id})
    return tuple(Print(PRINTED[row.what], case.text(row.name), row.at) for row in rows)
