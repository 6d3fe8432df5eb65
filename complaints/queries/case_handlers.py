"""Who works on a case, and whether they have declared.

Somebody given work who may know nothing of the case stands here as excluded only by what the case itself tells its
reader. Who stepped out or reported in confidence, or serves with a victim under an alias, stands here like anybody who
has not declared: their exclusion would say who told, or who she is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, exists, select
from sqlmodel import Session

from complaints.models import metadata
from workflows.model import Bar, PersonRef
from workflows.people.colleagues import NEAR

PERSON, ALLOCATION, EXCLUSION, EVENT = (
    metadata.tables[name] for name in ("person", "allocation", "exclusion", "event")
)

_excluded = exists().where(
    EXCLUSION.c.case_id == ALLOCATION.c.case_id,
    EXCLUSION.c.person_id == ALLOCATION.c.person_id,
    EXCLUSION.c.until.is_(None),
    EXCLUSION.c.reason.not_in(bindparam("untold", expanding=True, type_=EXCLUSION.c.reason.type)),
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


def handlers_of(
    session: Session, case_id: int, who_declared: frozenset[PersonRef], hidden: Mapping[PersonRef, str]
) -> tuple[Handler, ...]:
    """Everybody who works on a case, by row id; `hidden` are the aliases of those whom the reader is not shown."""
    rows: dict[str, list[Row[Any]]] = {}
    for row in session.connection().execute(HANDLERS, {"case": case_id, "untold": untold_bars(hidden)}):
        rows.setdefault(row.reference, []).append(row)
    return tuple(
        _handler(hidden.get(PersonRef(person), held[0].name), held, person in who_declared)
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
