"""What lists show, filter and sort cases by, as SQL over `case_file`: what the rules answer from a whole file.

A list of hundreds cannot read hundreds of files. A test holds both to the same answers, case by case.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, exists, func, literal, or_, select

from complaints.models import metadata
from complaints.models.entries import TABLES
from complaints.models.types import text_enum
from complaints.queries.due import runs_for_the_case
from complaints.queries.visible import CASE_FILE
from workflows.allegations.vocabulary import AbuseKind, FlagChange
from workflows.handling.vocabulary import MatterKind
from workflows.model import Answer, Choice
from workflows.registry import STEPS
from workflows.withdrawal.vocabulary import Consequence

DEADLINE, EVENT = metadata.tables["deadline"], metadata.tables["event"]
CONFIRMED = TABLES["confirm-correction"]


class Abuse(Choice):
    """Whether a case is of domestic abuse by police, as far as anybody has said."""

    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Not known"


def stands(trigger: str, event: Any) -> ColumnElement[bool]:
    """What was stated with an event counts: no later correction stands in its place (`workflows.casefile.settled`)."""
    later = EVENT.alias(f"{event.name}_later")
    of_the_case = later.c.case_id == event.c.case_id  # which has an index
    replaced = (later.c.corrects == func.coalesce(event.c.corrects, event.c.id), later.c.id > event.c.id)
    return and_(_counts(trigger, event), ~exists().where(of_the_case, *replaced, _counts(trigger, later)))


def _counts(trigger: str, event: Any) -> ColumnElement[bool]:
    """An event is no correction that still waits for a second person."""
    if not STEPS[trigger].two_to_correct:
        return literal(True)
    confirms = EVENT.alias(f"{event.name}_confirms")
    key = literal("handling.") + cast(event.c.sequence, String)
    confirmed = exists().where(
        confirms.c.case_id == event.c.case_id, CONFIRMED.c.event_id == confirms.c.id, CONFIRMED.c.correction == key
    )
    return or_(event.c.corrects.is_(None), confirmed)


def stated(trigger: str, *columns: str) -> tuple[Select[Any], Any]:
    """The entries of one trigger that stand in a case of an outer statement, and their event."""
    table, event = TABLES[trigger], EVENT.alias(f"of_{trigger.replace('-', '_')}")
    found = select(*(table.c[name] for name in columns)).join(event, event.c.id == table.c.event_id)
    of_the_case = (event.c.case_id == CASE_FILE.c.id, event.c.trigger == trigger)
    return found.where(*of_the_case, stands(trigger, event)).correlate(CASE_FILE), event


def _any(trigger: str, **answers: Any) -> ColumnElement[bool]:
    """Something was stated in which each answer is one of those given."""
    found, _ = stated(trigger, *answers)
    return found.where(*(TABLES[trigger].c[name].in_(values) for name, values in answers.items())).exists()


def _last(trigger: str, column: str) -> Any:
    found, event = stated(trigger, column)
    latest = func.coalesce(event.c.corrects, event.c.id).desc()
    return found.order_by(latest).limit(1).scalar_subquery()


def _kind() -> Any:
    """`workflows.handling.matter.kind`."""
    recorded, converted = _last("record-matter", "kind"), _last("convert-matter", "kind")
    decided = (
        "decide-on-withdrawal",
        "record-iopc-decision-on-withdrawal",
        "decide-after-proceedings",
        "record-iopc-decision-after-proceedings",
    )
    goes_on = or_(*(_any(trigger, consequence=[Consequence.CONDUCT]) for trigger in decided))
    conduct = literal(MatterKind.CONDUCT, text_enum(MatterKind))
    return case((and_(recorded.is_not(None), goes_on), conduct), else_=func.coalesce(converted, recorded))


def _abuse() -> Any:
    """`workflows.allegations.facts.is_domestic_abuse` and `may_be_domestic_abuse`."""
    asked = ("report-matter", "add-allegation")
    said = [_any(trigger, domestic_abuse=[Answer.YES]) for trigger in asked]
    said.append(_any("flag-allegation", kind=[AbuseKind.DOMESTIC], change=[FlagChange.SET]))
    unsaid = [answer for answer in Answer if answer is not Answer.NO]
    left_open = [_any(trigger, domestic_abuse=unsaid) for trigger in asked]
    return case((or_(*said), Abuse.YES.value), (or_(*left_open), Abuse.UNKNOWN.value), else_=Abuse.NO.value)


KIND: Any = _kind()
"""What the matter is in law; NULL before it is recorded."""

ABUSE: Any = _abuse()
"""A value of `Abuse`."""

FIRST_DUE: Any = (
    select(func.min(DEADLINE.c.last_day))
    .where(DEADLINE.c.case_id == CASE_FILE.c.id, runs_for_the_case)
    .correlate(CASE_FILE)
    .scalar_subquery()
)
"""The last London day in time of what falls due next; NULL where nothing does."""
