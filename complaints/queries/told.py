"""Who is told in a case that there is a further report: of the other case they must be able to know.

Whoever is excluded from the other case is told nothing. Whoever works on both is told which it is. Everybody else who
works on this one is told that there is one, and to ask the gatekeeper; but not whoever only takes reports down. Whoever
has opened this one by urgent access is told the same as those who work on it, and no more.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer, and_, bindparam, case, exists, literal, null, or_, select

from complaints.models.entries import TABLES
from complaints.models.people import SignedIn
from complaints.queries.visible import ALLOCATION, CASE_FILE, EVENT, not_excluded
from workflows.risk.further import CLOCKS
from workflows.risk.vocabulary import SamePerson
from workflows.screening.rules import TAKES_DOWN
from workflows.working import HANDLERS

FOUND = TABLES["decide-further-report"]
BOTH = "both"
"""What stands in TOLD beside a case on which its reader works as well."""

_other, _event = CASE_FILE.alias("other_case"), EVENT.alias("found")
_here, _there = ALLOCATION.alias("work_here"), ALLOCATION.alias("work_there")


def _works(on: Any, case_id: Any, *also: Any) -> Any:
    return exists().where(on.c.case_id == case_id, on.c.person_id == bindparam("person"), on.c.until.is_(None), *also)


def _told(case_id: Any) -> Any:
    """The person in `:person` may be told in a case of `_other`."""
    handles = _works(_here, case_id, *(_here.c.role != role for role in sorted(TAKES_DOWN)))
    opened = case_id == bindparam("opened", value=None, type_=Integer)
    return and_(not_excluded(_other.c.id), or_(_works(_there, _other.c.id), handles, opened))


def asked_by(actor: SignedIn) -> dict[str, int | None]:
    """What the statements are given of a reader: `opened` is the case that a session of theirs has open urgently.

    It is none for whoever could only take reports down if they worked there.
    """
    would_be_told = bool(actor.roles & HANDLERS - TAKES_DOWN)
    return {"person": actor.person_id, "opened": actor.urgent_case if would_be_told else None}


TOLD = (
    select(
        _event.c.case_id.label("id"),
        _other.c.reference,
        null().label("person"),
        case((_works(_there, _other.c.id), literal(BOTH)), else_=literal("")).label("number"),
    )
    .select_from(FOUND)
    .join(_event, _event.c.id == FOUND.c.event_id)
    .join(_other, _other.c.reference == FOUND.c.other)
    .where(_event.c.case_id.in_(bindparam("all_cases", expanding=True)), _told(_event.c.case_id))
    .distinct()
)
"""Of some cases: the references of the others of which the person in `:person` is told there."""


def tells_all(deadline: Any) -> Any:
    """A deadline may be shown to the person in `:person`: one that follows from further reports, only to whoever may
    be told of each of them.
    """
    unseen = exists(
        select(FOUND.c.event_id)
        .join(_event, _event.c.id == FOUND.c.event_id)
        .where(_event.c.case_id == deadline.c.case_id, FOUND.c.answer == SamePerson.SAME)
        .where(~exists(select(_other.c.id).where(_other.c.reference == FOUND.c.other, _told(_event.c.case_id))))
    )
    return or_(and_(*(deadline.c.clock != clock.id for clock in CLOCKS)), ~unseen)
