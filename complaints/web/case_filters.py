"""How a filter of the list of cases is read from an address or a form: what is asked, and all that is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from urllib.parse import parse_qs

from complaints.queries.case_columns import Abuse
from complaints.queries.cases_page import CaseFilter, Sort
from complaints.web.forms import DAY, Form, text
from complaints.web.render import CASEWORK
from workflows.handling.vocabulary import HandlingStatus, MatterKind
from workflows.model import Role

Word = TypeVar("Word", HandlingStatus, MatterKind, Abuse, Role, Sort)

NO_DAY = "Enter a real date from 2000 to 2099, for example 27 3 2026"
YEARS = range(2000, 2100)
STATUSES = tuple(status for status in HandlingStatus if status is not HandlingStatus.NEW)
ROLES = tuple(role for role in Role if role in CASEWORK)


@dataclass(frozen=True)
class Asked:
    """A filter as it was read, the days as they were typed, and all that is wrong by the names of the questions."""

    filter: CaseFilter
    days: Mapping[str, Mapping[str, str]]
    problems: Mapping[str, str]


def read_query(query: str) -> CaseFilter:
    """The filter that a part of an address holds; what cannot be read is not asked."""
    return read_filter(parse_qs(query)).filter


def read_filter(form: Form) -> Asked:
    """What is asked, and what is wrong with it."""
    problems: dict[str, str] = {}
    days = {name: {part: text(form, f"{name}-{part}") for part in DAY} for name in ("opened_from", "opened_to")}
    first, last = (_day(name, typed, problems) for name, typed in days.items())
    if first and last and last < first:
        problems["opened_to"] = "The last day must not be before the first"
    asked = CaseFilter(
        status=_word(form, "status", HandlingStatus, problems),
        kind=_word(form, "kind", MatterKind, problems),
        abuse=_word(form, "abuse", Abuse, problems),
        role=_word(form, "role", Role, problems),
        overdue=text(form, "overdue") == "yes",
        opened_from=first,
        opened_to=last,
        sort=_word(form, "sort", Sort, problems) or Sort.DUE,
    )
    return Asked(asked, days, problems)


def page_number(form: Form) -> int:
    """Which page of the list is asked for; the first where that cannot be read."""
    typed = text(form, "page")
    return max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 1


def _word(form: Form, name: str, words: type[Word], problems: dict[str, str]) -> Word | None:
    typed = text(form, name)
    found = next((word for word in words if word.value == typed), None)
    if typed and found is None:
        problems[name] = "Choose from the list"
    return found


def _day(name: str, typed: Mapping[str, str], problems: dict[str, str]) -> date | None:
    if not any(typed.values()):
        return None
    try:
        day = date.fromisoformat(f"{typed['year']}-{typed['month']:0>2}-{typed['day']:0>2}")
    except ValueError:
        day = date.min
    if day.year in YEARS:
        return day
    problems[name] = NO_DAY
    return None
