"""Who works on a case, and whether they have declared.

Somebody given work who may know nothing of the case stands here as excluded only by what the case itself tells its
reader. Who stepped out, reported in confidence or is held apart, or serves with a victim under an alias, stands here as
if they were not excluded: that would say who told, or who she is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, exists, or_, select
from sqlmodel import Session

from complaints.models import metadata
from complaints.queries.shown import Shown
from workflows.independence.facts import declared
from workflows.model import Bar, PersonRef
from workflows.people.colleagues import NEAR
from workflows.people.facts import held_apart

PERSON, ALLOCATION, EXCLUSION, EVENT = (
    metadata.tables[name] for name in ("person", "allocation", "exclusion", "event")
)

_excluded = exists().where(
    EXCLUSION.c.case_id == ALLOCATION.c.case_id,
    EXCLUSION.c.person_id == ALLOCATION.c.person_id,
    EXCLUSION.c.until.is_(None),
    EXCLUSION.c.reason.not_in(bindparam("untold", (), expanding=True, type_=EXCLUSION.c.reason.type)),
    or_(
        EXCLUSION.c.reason != Bar.REPORTER,
        PERSON.c.reference.not_in(bindparam("apart", (), expanding=True)),
    ),
    EVENT.c.id == EXCLUSION.c.event_id,
    EVENT.c.case_id == EXCLUSION.c.case_id,
)
HANDLERS = (
    select(PERSON.c.reference, PERSON.c.name, ALLOCATION.c.role, _excluded.label("excluded"))
    .join(PERSON, PERSON.c.id == ALLOCATION.c.person_id)
    .where(ALLOCATION.c.case_id == bindparam("case"), ALLOCATION.c.until.is_(None))
    .order_by(ALLOCATION.c.id)
)


@dataclass(frozen=True)
class Handler:
    """Somebody who works on the case. `standing` says whether they have declared, or are excluded."""

    name: str
    roles: tuple[str, ...]
    standing: str
    tone: str


def handlers_of(session: Session, case_id: int, case: Shown) -> tuple[Handler, ...]:
    """Everybody who works on a case, by row id; those whom the reader is not shown stand there by their alias."""
    rows: dict[str, list[Row[Any]]] = {}
    who_declared, untold, apart = declared(case.file), untold_bars(case.hidden), sorted(held_apart(case.file))
    for row in session.connection().execute(HANDLERS, {"case": case_id, "untold": untold, "apart": apart}):
        rows.setdefault(row.reference, []).append(row)
    return tuple(
        _handler(case.hidden.get(PersonRef(person), held[0].name), held, person in who_declared)
        for person, held in rows.items()
    )


def untold_bars(hidden: Mapping[PersonRef, str]) -> tuple[Bar, ...]:
    """Of which exclusions nothing is said where some people are not shown: whose team it is would say who they are."""
    return NEAR if hidden else ()


def _handler(name: str, held: list[Row[Any]], has_declared: bool) -> Handler:
    standing, tone = ("Declared", "green") if has_declared else ("Has not declared yet", "orange")
    if held[0].excluded:
        standing, tone = "Excluded from this case", "red"
    return Handler(name, tuple(dict.fromkeys(row.role.label for row in held)), standing, tone)
