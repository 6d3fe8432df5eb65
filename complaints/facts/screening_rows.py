"""The statements that load what screening compares. Each is one, however many people or parties there are.

Two closures say whom to load: everybody above the people asked for, and everybody below them. Who managed whom on which
days is worked out from the posts themselves.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    String,
    bindparam,
    exists,
    func,
    or_,
    select,
    type_coerce,
    union_all,
)

from complaints.models import metadata
from complaints.models.log import LogKind
from complaints.models.people import holds
from workflows.model import Answer, Bar, Role

PERSON, ACCOUNT, EXCLUSION, ALLOCATION, EVENT, LOG = (
    metadata.tables[name] for name in ("person", "account", "exclusion", "allocation", "event", "log_entry")
)
CHANGE, UNIT, POST, END, CONTACT, TRAINING, DECLARED = (
    metadata.tables[f"register_{name}"]
    for name in ("change", "unit", "post", "post_end", "contact", "training", "declared")
)
REPORTED, ADDED = (metadata.tables[f"entry_{name}"] for name in ("report_matter", "add_party"))

_above, _other, _manager = PERSON.alias("above"), PERSON.alias("other"), PERSON.alias("manager")
_bar = EXCLUSION.alias("bar")
PARTS = (Bar.SUBJECT, Bar.VICTIM, Bar.COMPLAINANT, Bar.REPORTER, Bar.WITNESS, Bar.REPRESENTATIVE)


def among(name: str) -> Any:
    """A list that a statement is given."""
    return bindparam(name, expanding=True)


def _closure(name: str, *, up: bool) -> CTE:
    """The ids in `:ids`, and everybody above (or below) them by any post or by what the register says now."""
    posts = select(POST.c.person_id.label("person"), POST.c.manager_id.label("manager"))
    now = select(PERSON.c.id.label("person"), _above.c.id.label("manager"))
    now = now.join(_above, _above.c.reference == PERSON.c.manager)
    lines = union_all(posts.where(POST.c.manager_id.is_not(None)), now).subquery()
    reached = select(PERSON.c.id).where(PERSON.c.id.in_(among("ids"))).cte(name, recursive=True)
    step, on = (lines.c.manager, lines.c.person) if up else (lines.c.person, lines.c.manager)
    return reached.union(select(step).join(reached, reached.c.id == on))


ABOVE, BELOW = _closure("above_them", up=True), _closure("below_them", up=False)
_posts = (
    select(
        PERSON.c.reference, UNIT.c.force, UNIT.c.name, POST.c.station, POST.c.team,
        _manager.c.reference.label("manager"), POST.c.starts, END.c.ends,
    )
    .select_from(POST)
    .join(PERSON, PERSON.c.id == POST.c.person_id)
    .join(UNIT, UNIT.c.id == POST.c.unit_id)
    .outerjoin(END, END.c.post_id == POST.c.id)
    .outerjoin(_manager, _manager.c.id == POST.c.manager_id)
)  # fmt: skip
_as_now = select(PERSON.c.reference, PERSON.c.force, PERSON.c.team, PERSON.c.manager).where(
    ~exists().where(POST.c.person_id == PERSON.c.id)
)
"""People of whom the register has no history: all that is known is where they are now."""

_near: ColumnElement[bool] = or_(
    func.lower(POST.c.station).in_(among("stations")), func.lower(POST.c.team).in_(among("teams"))
)
_recent = or_(END.c.ends.is_(None), END.c.ends >= bindparam("since"))

POSTS_ABOVE = _posts.where(POST.c.person_id.in_(select(ABOVE.c.id)))
NOW_ABOVE = _as_now.where(PERSON.c.id.in_(select(ABOVE.c.id)))
POSTS_BELOW = _posts.where(POST.c.person_id.in_(select(BELOW.c.id)))
NOW_BELOW = _as_now.where(or_(PERSON.c.id.in_(select(BELOW.c.id)), func.lower(PERSON.c.team).in_(among("teams"))))
POSTS_NEAR = _posts.where(_near, _recent)

PEOPLE = select(PERSON.c.reference, PERSON.c.id).where(PERSON.c.reference.in_(among("people")), PERSON.c.id > 0)
NAMED = select(PERSON.c.reference, func.lower(PERSON.c.name)).where(func.lower(PERSON.c.name).in_(among("names")))
HANDLERS = (
    select(PERSON.c.reference, PERSON.c.name)
    .distinct()
    .join(ALLOCATION, ALLOCATION.c.person_id == PERSON.c.id)
    .where(ALLOCATION.c.case_id == bindparam("case"), ALLOCATION.c.until.is_(None), PERSON.c.id > 0)
    .order_by(PERSON.c.reference)
)
READERS = (
    select(ALLOCATION.c.person_id)
    .where(ALLOCATION.c.case_id == bindparam("case"), ALLOCATION.c.until.is_(None))
    .union(select(ACCOUNT.c.person_id).where(holds(Role.APPROPRIATE_AUTHORITY, Role.HEAD_OF_PSD)))
)
"""Whoever may come to read what is kept on a case: those who work on it, and those who decide on possible links."""

_contacts = (
    select(PERSON.c.reference, CONTACT.c.reach, type_coerce(CONTACT.c.digest, String), CHANGE.c.at)
    .join(PERSON, PERSON.c.id == CONTACT.c.person_id)
    .join(CHANGE, CHANGE.c.id == CONTACT.c.change_id)
)
CONTACTS = _contacts.where(type_coerce(CONTACT.c.digest, String).in_(among("digests")))
OWN_CONTACTS = select(PERSON.c.reference, CONTACT.c.value).join(PERSON, PERSON.c.id == CONTACT.c.person_id)
OWN_CONTACTS = OWN_CONTACTS.where(CONTACT.c.person_id.in_(among("ids")))
_ties = (
    select(
        PERSON.c.reference, DECLARED.c.declared, DECLARED.c.connection, _other.c.reference.label("other"),
        type_coerce(DECLARED.c.digest, String).label("digest"), DECLARED.c.starts, DECLARED.c.ends,
    )
    .select_from(DECLARED)
    .join(PERSON, PERSON.c.id == DECLARED.c.person_id)
    .outerjoin(_other, _other.c.id == DECLARED.c.other_id)
    .order_by(DECLARED.c.id)
)  # fmt: skip
OWN_TIES = _ties.add_columns(DECLARED.c.named).where(DECLARED.c.person_id.in_(among("ids")))
TIES = _ties.where(
    or_(DECLARED.c.other_id.in_(among("ids")), type_coerce(DECLARED.c.digest, String).in_(among("digests")))
)
TRAININGS = (
    select(PERSON.c.reference, _other.c.reference, TRAINING.c.course, TRAINING.c.taken_on)
    .distinct()
    .select_from(TRAINING)
    .join(PERSON, PERSON.c.id == TRAINING.c.person_id)
    .join(_other, _other.c.id == TRAINING.c.trainer_id)
    .where(or_(TRAINING.c.person_id.in_(among("ids")), TRAINING.c.trainer_id.in_(among("ids"))))
    .order_by(TRAINING.c.taken_on, TRAINING.c.course)
)
SIZES = select(PERSON.c.force, func.count()).where(PERSON.c.id > 0).group_by(PERSON.c.force)
_first_work = (
    select(func.min(ALLOCATION.c.since))
    .where(ALLOCATION.c.case_id == bindparam("case"), ALLOCATION.c.person_id == PERSON.c.id)
    .scalar_subquery()
)
VIEWS = (
    select(PERSON.c.reference, func.min(LOG.c.at))
    .select_from(LOG)
    .join(ACCOUNT, ACCOUNT.c.id == LOG.c.account_id)
    .join(PERSON, PERSON.c.id == ACCOUNT.c.person_id)
    .where(LOG.c.case_id == bindparam("case"), LOG.c.kind == LogKind.VIEW)
    .where(or_(_first_work.is_(None), LOG.c.at < _first_work))
    .group_by(PERSON.c.reference)
)


def _held_apart(case: Any) -> ColumnElement[bool]:
    """Whether anybody who reported is held apart in a case: then who reported it is nobody's to compare."""
    entries = [
        exists().where(EVENT.c.case_id == case, entry.c.event_id == EVENT.c.id, entry.c.withhold_identity == Answer.YES)
        for entry in (REPORTED, ADDED)
    ]
    return or_(*entries)


def _others(of: Any) -> Select[Any]:
    """The cases in which somebody of `:ids` has a part or works, but for the one that is screened."""
    return select(of.c.case_id).where(of.c.person_id.in_(among("ids")), of.c.case_id != bindparam("case"))


def _known_to_all(case: Any) -> ColumnElement[bool]:
    """No exclusion of any of `:readers` from a case stands."""
    return ~exists().where(_bar.c.case_id == case, _bar.c.person_id.in_(among("readers")), _bar.c.until.is_(None))


_cases = _others(EXCLUSION).union(_others(ALLOCATION)).subquery()
PARTS_BEFORE = (
    select(EXCLUSION.c.case_id, PERSON.c.reference, EXCLUSION.c.reason, EXCLUSION.c.since)
    .join(PERSON, PERSON.c.id == EXCLUSION.c.person_id)
    # A confidential report excludes whoever sent it, and a meeting whoever stepped out: neither is a part in the case.
    .join(EVENT, EVENT.c.id == EXCLUSION.c.event_id)
    .where(EVENT.c.case_id == EXCLUSION.c.case_id, EXCLUSION.c.reason.in_(PARTS))
    .where(or_(EXCLUSION.c.reason != Bar.REPORTER, ~_held_apart(EXCLUSION.c.case_id)))
    .where(EXCLUSION.c.case_id.in_(select(_cases.c.case_id)), _known_to_all(EXCLUSION.c.case_id))
    .order_by(EXCLUSION.c.id)
)
WORK_BEFORE = (
    select(ALLOCATION.c.case_id, PERSON.c.reference, ALLOCATION.c.role, ALLOCATION.c.since)
    .join(PERSON, PERSON.c.id == ALLOCATION.c.person_id)
    .where(ALLOCATION.c.case_id.in_(select(_cases.c.case_id)), _known_to_all(ALLOCATION.c.case_id))
    .order_by(ALLOCATION.c.id)
)
