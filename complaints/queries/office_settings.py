"""The force's settings and its days off, as pages show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from sqlalchemy import select
from sqlmodel import Session

from complaints.errors import NotFound
from complaints.facts.load import FOREVER, Owner, facts_of
from complaints.facts.terms import force_terms
from complaints.models.people import SignedIn
from complaints.queries.office_page import OFFICE_FILE, PROCESS, OfficeView, office_address, office_view
from workflows.calendar import london_day
from workflows.casefile import CaseFile
from workflows.model import Tone
from workflows.office.entries import ConfirmDay, ProposeDay
from workflows.office.vocabulary import ProposalStatus
from workflows.terms import DEFAULTS, Term, Terms, Value, written_value
from workflows.words import plural

DAY_FILES = select(OFFICE_FILE.c.id, OFFICE_FILE.c.name).where(OFFICE_FILE.c.workflow == "day-off")
PROPOSED = (
    select(OFFICE_FILE.c.name)
    .join(PROCESS, PROCESS.c.office_id == OFFICE_FILE.c.id)
    .where(OFFICE_FILE.c.workflow == "setting-change", PROCESS.c.status == ProposalStatus.PROPOSED)
)


@dataclass(frozen=True)
class SettingChange:
    """One value that was settled here: in words, from which London day on, and its source."""

    value: str
    since: date
    source: str


@dataclass(frozen=True)
class SettingRow:
    """One setting as it holds today. `since` is None for a default; `ahead` are values settled for later days."""

    key: str
    href: str
    label: str
    value: str
    default: str
    since: date | None
    source: str
    caveat: str
    fixed: bool
    waits: bool
    ahead: tuple[SettingChange, ...]


@dataclass(frozen=True)
class SettingPage:
    """One setting with every value that it has had, and its office file."""

    row: SettingRow
    changes: tuple[SettingChange, ...]
    office: OfficeView


@dataclass(frozen=True)
class DayRow:
    """One day that this force has looked at: what was stated last, and where it stands."""

    href: str
    day: date
    kind: str
    called: str
    source: str
    status: str
    tone: Tone


@dataclass(frozen=True)
class DaysPage:
    """The bank holidays that clocks count by this year and next, and the days that this force has changed."""

    holidays: tuple[date, ...]
    own: tuple[DayRow, ...]


def settings_page(session: Session, now: datetime) -> tuple[SettingRow, ...]:
    """Every setting, those that a force may change first."""
    terms, waits = force_terms(session.connection(), FOREVER), set(session.execute(PROPOSED).scalars())
    rows = [_row(terms, term, london_day(now), term.key in waits) for term in DEFAULTS]
    return tuple(sorted(rows, key=lambda row: row.fixed))


def setting_page(session: Session, key: str, actor: SignedIn, now: datetime) -> SettingPage:
    """One setting. Raises `NotFound` for a key that is none."""
    default = next((term for term in DEFAULTS if term.key == key), None)
    if default is None:
        raise NotFound
    office, terms = office_view(session, "setting-change", key, actor, now), force_terms(session.connection(), FOREVER)
    row = _row(terms, default, london_day(now), office.status is ProposalStatus.PROPOSED)
    changes = sorted((t for t in terms.changes if t.key == key), key=lambda t: t.since, reverse=True)
    return SettingPage(row, tuple(_change(term) for term in changes), office)


def in_words(term: Term, value: Value) -> str:
    """A value with its unit: "5 working days"."""
    if type(value) is int and term.unit.endswith("s"):
        return plural(value, term.unit.removesuffix("s"))
    return written_value(value)


def days_page(session: Session, now: datetime) -> DaysPage:
    """Bank holidays and the force's own days, the next first."""
    terms, year = force_terms(session.connection(), FOREVER), london_day(now).year
    names: dict[int, str] = {row.id: row.name for row in session.execute(DAY_FILES)}
    files = facts_of(session, names, owner=Owner.OFFICE)
    own = sorted((row for n in names for row in _days(files[n].file)), key=lambda row: row.day)
    holidays = sorted(day for day in terms.calendar.holidays if day.year in (year, year + 1))
    return DaysPage(tuple(holidays), tuple(own))


def day_of(name: str) -> date:
    """The day that an address names. Raises `NotFound` for none."""
    try:
        return date.fromisoformat(name)
    except ValueError:
        raise NotFound from None


def _row(terms: Terms, default: Term, today: date, waits: bool) -> SettingRow:
    holds = terms.term(default.key, today)
    ahead = sorted((t for t in terms.changes if t.key == default.key and t.since > today), key=lambda t: t.since)
    return SettingRow(
        key=default.key,
        href=office_address("setting-change", default.key),
        label=default.label,
        value=in_words(default, holds.value),
        default=in_words(default, default.value),
        since=None if holds.since == date.min else holds.since,
        source=holds.cite.short,
        caveat=holds.cite.caveat,
        fixed=not default.changeable,
        waits=waits,
        ahead=tuple(_change(term) for term in ahead),
    )


def _change(term: Term) -> SettingChange:
    return SettingChange(in_words(term, term.value), term.since, term.cite.short)


def _days(file: CaseFile) -> Iterator[DayRow]:
    """What waits for a second person; else what holds; else what was turned down."""
    said = [fact.entry for fact in file.all(ProposeDay)]
    if not said:
        return
    settled = [a.entry for a, b in pairwise(file.facts) if isinstance(b.entry, ConfirmDay)]
    if file.status("day-off") is ProposalStatus.PROPOSED:
        entry, word, tone = said[-1], ProposalStatus.PROPOSED.label, ProposalStatus.PROPOSED.tone
    elif settled and isinstance(settled[-1], ProposeDay):
        entry, word, tone = settled[-1], "Settled", Tone.GREEN
    else:
        entry, word, tone = said[-1], "Turned down", Tone.GREY
    href = office_address("day-off", entry.day.isoformat())
    yield DayRow(href, entry.day, entry.becomes.label, entry.called, entry.source, word, tone)
