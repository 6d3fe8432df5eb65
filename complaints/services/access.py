"""Who may know of a case and who works on it, written in the transaction of the step that causes it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, insert, select, update
from sqlmodel import Session

from complaints.models import metadata
from complaints.models.people import SignedIn
from workflows.casefile import CaseFile, Happened
from workflows.independence.work import DEPARTMENT, SINGLE
from workflows.model import Actor, Bar, Entry, PersonRef, Role, Step
from workflows.people.colleagues import excluded_near
from workflows.screening.requirements import NO_WORK

PERSON, EXCLUSION, ALLOCATION = (metadata.tables[name] for name in ("person", "exclusion", "allocation"))

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

END_WORK = (
    update(ALLOCATION)
    .where(
        ALLOCATION.c.case_id == bindparam("of_case"),
        ALLOCATION.c.person_id.in_(bindparam("people", expanding=True)),
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
    event: Happened,
    file: CaseFile,
) -> bool:
    """End work, exclude, readmit and allocate as the step says. Who acted urgently and knows anyone is excluded.

    `file` is the case after the step; who serves with a victim that it names is excluded with her. Returns whether the
    step has changed anything of this.
    """
    at, barred = event.recorded_at, _barred(step, by, entry, event, file)
    released, readmitted = list(step.releases(entry)), list(step.readmits(entry))
    allocated = allocated_by(step, by.actor, entry, event)
    people = {person for person, _ in (*barred, *allocated, *readmitted)} | {*released}
    if not people:
        return False
    ids = {row.reference: row.id for row in session.execute(FIND_IDS, {"people": sorted(people)})}
    common = {"case_id": case_id, "event_id": event_id, "since": at}
    if released:
        session.execute(END_WORK, {"of_case": case_id, "people": [ids[person] for person in released], "at": at})
    if readmitted:
        ended = [{"of_case": case_id, "person": ids[person], "bar": bar, "at": at} for person, bar in readmitted]
        session.connection().execute(END_EXCLUSIONS, ended)
    if barred:
        session.execute(
            insert(EXCLUSION), [{**common, "person_id": ids[person], "reason": bar} for person, bar in barred]
        )
    if over := roles_ended(step, allocated):
        session.execute(END_ALLOCATIONS, {"of_case": case_id, "roles": sorted(over), "at": at})
    if allocated:
        session.execute(
            insert(ALLOCATION), [{**common, "person_id": ids[person], "role": role} for person, role in allocated]
        )
    return True


def _barred(step: Step, by: SignedIn, entry: Entry, event: Happened, file: CaseFile) -> list[tuple[PersonRef, Bar]]:
    """Whom a step excludes, and as what."""
    near = sorted(excluded_near(file, file.facts[:-1], entry, event.recorded_at))
    knew = [(by.person, Bar.CONNECTION)] if event.urgency and event.urgency.knows_anyone else []
    return [*step.excludes(by.actor, entry), *near, *knew]


def roles_ended(step: Step, allocated: Iterable[tuple[PersonRef, Role]]) -> frozenset[Role]:
    """The roles in which nobody works on the case any more when this allocates anew."""
    alone = frozenset(role for _, role in allocated) & SINGLE
    return alone | DEPARTMENT if step.takes_over else alone


def allocated_by(step: Step, by: Actor, entry: Entry, event: Happened) -> list[tuple[PersonRef, Role]]:
    """Whom an event gives work: nobody where it is flagged that a possible link is undecided (settlement 5)."""
    return [] if NO_WORK & set(event.flags) else list(step.allocates(by, entry))
