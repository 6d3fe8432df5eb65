"""How cases stand as a whole, asked of their rows: which have not ended, which are sealed, which nobody works on."""

from sqlalchemy import String, and_, cast, select

from complaints.models import metadata
from workflows.handling.vocabulary import HandlingStatus
from workflows.model import PSD, Bar

CASE_FILE, ALLOCATION, EXCLUSION, PERSON, POSTING, PROCESS, EVENT = (
    metadata.tables[name] for name in ("case_file", "allocation", "exclusion", "person", "posting", "process", "event")
)

OPEN = select(PROCESS.c.case_id).where(
    PROCESS.c.workflow == "handling",
    PROCESS.c.case_id.is_not(None),
    PROCESS.c.status.not_in([status.value for status in HandlingStatus if status.final]),
)
"""The row ids of the cases that have not ended."""

SEALED = (
    select(EXCLUSION.c.case_id)
    .join(PERSON, PERSON.c.id == EXCLUSION.c.person_id)
    .join(POSTING, and_(POSTING.c.case_id == EXCLUSION.c.case_id, POSTING.c.person == PERSON.c.reference))
    .where(EXCLUSION.c.reason == Bar.SUBJECT, cast(POSTING.c.roles, String) != "[]")
)
"""The row ids of the cases of which a subject had a role in this system: nobody in the department takes them up."""

TAKEN_OVER = select(EVENT.c.case_id).where(EVENT.c.case_id.is_not(None), EVENT.c.trigger == "take-over-case")
"""The row ids of the cases that somebody outside the chain has taken over."""

_shut_out = and_(
    EXCLUSION.c.case_id == ALLOCATION.c.case_id,
    EXCLUSION.c.person_id == ALLOCATION.c.person_id,
    EXCLUSION.c.until.is_(None),
)
_worked_on = (
    select(ALLOCATION.c.case_id)
    .outerjoin(EXCLUSION, _shut_out)
    .where(ALLOCATION.c.role.in_(sorted(PSD)), ALLOCATION.c.until.is_(None), EXCLUSION.c.id.is_(None))
)
UNALLOCATED = select(CASE_FILE.c.id).where(
    OPEN.where(PROCESS.c.case_id == CASE_FILE.c.id).exists(),
    ~_worked_on.where(ALLOCATION.c.case_id == CASE_FILE.c.id).exists(),
    ~SEALED.where(EXCLUSION.c.case_id == CASE_FILE.c.id).exists(),
)
"""The row ids of the open cases on which nobody in professional standards works, and that are not sealed.

Whoever is allocated but excluded does not work on a case. It is asked of some cases at a time; asked of the whole force
it would go through every open case, so what it gives is stored (`services/unallocated.py`).
"""
