"""Who may know of a case and who works on it, written in the transaction of the step that causes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import bindparam, insert, select, update
from sqlmodel import Session

from complaints.models import metadata
from complaints.models.people import SignedIn
from workflows.casefile import CaseFile
from workflows.model import Bar, Entry, PersonRef, Role, Step, Urgency
from workflows.people.colleagues import excluded_near

PERSON, EXCLUSION, ALLOCATION = (metadata.tables[name] for name in ("person", "exclusion", "allocation"))

SINGLE = frozenset({Role.INVESTIGATOR, Role.OVERSIGHT_OFFICER})
"""The roles that one person at a time has on a case: a new allocation ends the one before."""

FIND_IDS = select(PERSON.c.reference, PERSON.c.id).where(PERSON.c.reference.in_(bindparam("people", expanding=True)))
END_EXCLUSIONS = (
    update(EXCLUSION)
    .where(
        EXCLUSION.c.case_id == bindparam("of_case"),
        EXCLUSION.c.person_id == bindparam("person"),
        EXCLUSION.c.reason == bindparam("bar", type_=EXCLUSION.c.reason.type),
        EXCLUSION.c.until.is_(None),
    )
    .values(until=bindparam("at"))
)
END_ALLOCATIONS = (
    update(ALLOCATION)
    .where(
        ALLOCATION.c.case_id == bindparam("of_case"),
        ALLOCATION.c.role.in_(bindparam("roles", expanding=True)),
        ALLOCATION.c.until.is_(None),
    )
    .values(until=bindparam("at"))
)


def apply_access(
    session: Session,
    case_id: int,
    event_id: int,
    step: Step,
    by: SignedIn,
    entry: Entry,
    at: datetime,
    urgency: Urgency | None,
    file: CaseFile,
) -> None:
    """Exclude, readmit and allocate as the step says. Somebody who acted urgently and knows anyone is excluded.

    `file` is the case after the step; who serves with a victim that it names is excluded with her.
    """
    barred = [*step.excludes(by.actor, entry), *sorted(excluded_near(file, file.facts[:-1], entry, at))]
    if urgency and urgency.knows_anyone:
        barred.append((by.person, Bar.CONNECTION))
    readmitted = list(step.readmits(entry))
    allocated = list(step.allocates(by.actor, entry))
    people = {person for person, _ in (*barred, *allocated, *readmitted)}
    if not people:
        return
    ids = {row.reference: row.id for row in session.execute(FIND_IDS, {"people": sorted(people)})}
    common = {"case_id": case_id, "event_id": event_id, "since": at}
    if readmitted:
        ended = [{"of_case": case_id, "person": ids[person], "bar": bar, "at": at} for person, bar in readmitted]
        session.connection().execute(END_EXCLUSIONS, ended)
    if barred:
        session.execute(
            insert(EXCLUSION), [{**common, "person_id": ids[person], "reason": bar} for person, bar in barred]
        )
    if allocated:
        _allocate(session, case_id, at, common, ids, allocated)


def _allocate(
    session: Session,
    case_id: int,
    at: datetime,
    common: Mapping[str, object],
    ids: Mapping[str, int],
    allocated: Iterable[tuple[PersonRef, Role]],
) -> None:
    pairs = list(allocated)
    if single := sorted({role for _, role in pairs} & SINGLE):
        session.execute(END_ALLOCATIONS, {"of_case": case_id, "roles": single, "at": at})
    session.execute(insert(ALLOCATION), [{**common, "person_id": ids[person], "role": role} for person, role in pairs])
