"""Find a case by its reference, or by a person with a part in it, among the cases that the searcher may know of.

- A reference finds every case that the searcher may know of. Names and numbers find only those in which they have
  declared: before, who is in a case is not theirs to know.
- A victim who serves with the police is found by her name and number only by those to whom she is always open: the
  officer and the investigator of the case. What opens her for some hours opens no search.
- Names are those on the case's own postings and given for parties. Numbers are the register's. Nothing that is kept
  encrypted is searched, so neither is a person who reported and whose identity is held apart.
- What is sought never reaches the database. The same rows are read whatever it is, and compared here: so neither the
  statements nor the time tell of what is not found, letters and accents fold alike on both databases, and there are no
  wildcards.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists
from sqlmodel import Session

from complaints.models import metadata
from complaints.models.entries import TABLES
from complaints.models.people import SignedIn
from complaints.queries.addresses import case_address
from complaints.queries.case_columns import stands
from complaints.queries.my_work import has_declared
from complaints.queries.visible import ALLOCATION, CASE_FILE, EXCLUSION, visible_cases
from workflows.casefile import Service
from workflows.model import Answer, Bar, Role, Status
from workflows.people.vocabulary import Part
from workflows.registry import WORKFLOWS

PROCESS, EVENT, POSTING, PERSON = (metadata.tables[name] for name in ("process", "event", "posting", "person"))

SHORTEST = 2
"""Letters or digits that are enough to search for."""

REFERENCE = 12
"""Letters and digits of a case's reference."""

MOST = 50
"""Cases that are shown; more are counted."""


@dataclass(frozen=True)
class Found:
    """One case that matches, and the parts of those who match. Nobody is named; before declaring, `status` is None."""

    reference: str
    href: str
    status: Status | None
    parts: tuple[str, ...]


@dataclass(frozen=True)
class FindPage:
    """What was found: the first of `total`, the newest case first. `by_reference`: what was sought looks like one."""

    found: tuple[Found, ...]
    total: int
    by_reference: bool


@dataclass(frozen=True)
class _Party:
    case: int
    part: Part
    person: str | None
    name: str


_declared = has_declared(CASE_FILE.c.id)
CASES: Select[Any] = (
    visible_cases(CASE_FILE.c.id, CASE_FILE.c.reference, PROCESS.c.status, _declared.label("declared"))
    .join(PROCESS, and_(PROCESS.c.case_id == CASE_FILE.c.id, PROCESS.c.workflow == "handling"))
    .order_by(CASE_FILE.c.opened_at.desc(), CASE_FILE.c.reference)
)


def _named(trigger: str, *columns: str) -> Select[Any]:
    """Whom an entry names in the cases in which `:actor` has declared, after corrections."""
    table, event = TABLES[trigger], EVENT.alias("named")
    found = visible_cases(CASE_FILE.c.id, *(table.c[name] for name in columns))
    found = found.join(event, event.c.case_id == CASE_FILE.c.id).join(table, table.c.event_id == event.c.id)
    return found.where(_declared, event.c.trigger == trigger, stands(trigger, event)).order_by(event.c.id)


REPORTED = _named("report-matter", "subject", "victim", "victim_name", "reporter", "withhold_identity")
JOINED = _named("add-party", "part", "person", "name", "withhold_identity")
_victim = exists().where(
    EXCLUSION.c.case_id == CASE_FILE.c.id,
    EXCLUSION.c.person_id == PERSON.c.id,
    EXCLUSION.c.reason == Bar.VICTIM,
)
_open = exists().where(
    ALLOCATION.c.case_id == CASE_FILE.c.id,
    ALLOCATION.c.person_id == bindparam("person"),
    ALLOCATION.c.role.in_((Role.INVESTIGATOR, Role.OVERSIGHT_OFFICER)),
    ALLOCATION.c.until.is_(None),
)
_serves = POSTING.c.service != Service.OUTSIDE
REGISTERED: Select[Any] = (
    visible_cases(
        *(CASE_FILE.c.id, POSTING.c.person, POSTING.c.name, PERSON.c.number),
        and_(_victim, _serves, ~_open).label("hidden"),
    )
    .join(POSTING, POSTING.c.case_id == CASE_FILE.c.id)
    .join(PERSON, PERSON.c.reference == POSTING.c.person)
    .where(_declared)
    .order_by(POSTING.c.id)
)
"""Everybody on the register whom a case has met, as it knew them; the last row of each is what it knows now.

`hidden`: a victim under an alias who is not open to the searcher (`workflows.people.identity`).
"""


def find_page(session: Session, actor: SignedIn, sought: str) -> FindPage:
    """Everything that matches, in four statements whatever is sought. `sought` is what `problem_with` finds right."""
    connection, who = session.connection(), {"person": actor.person_id, "actor": actor.person}
    cases = connection.execute(CASES, who).all()
    parts: dict[int, list[str]] = {}
    for party in _matching(_parties(session, who), folded(sought)):
        parts.setdefault(party.case, []).append(party.part.label)
    plain = _plain(sought)
    found = [
        Found(
            reference=row.reference,
            href=case_address(row.reference),
            status=WORKFLOWS["handling"].status(row.status) if row.declared else None,
            parts=tuple(dict.fromkeys(parts.get(row.id, ()))),
        )
        for row in cases
        if row.id in parts or _plain(row.reference) == plain
    ]
    return FindPage(tuple(found[:MOST]), len(found), len(plain) == REFERENCE and " " not in sought.strip())


def problem_with(sought: str) -> str:
    """What is wrong with what was typed, in a sentence; "" where nothing is."""
    if len(_plain(sought)) < SHORTEST:
        return f"Enter at least {SHORTEST} letters or digits of a reference, a name or a number"
    return "Enter no more than 100 characters" if len(sought) > 100 else ""


def is_about(actor: SignedIn, sought: str) -> bool:
    """Whether somebody seeks their own name or number."""
    return _in_name(folded(sought), actor.name) or (bool(actor.number) and _plain(sought) == _plain(actor.number))


def folded(text: str) -> str:
    """A text as it is compared: without accents, marks and capitals, one space between words."""
    plain = (c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) not in ("Mn", "Cf"))
    return " ".join("".join(plain).casefold().split())


def _plain(text: str) -> str:
    return "".join(c for c in folded(text) if c.isalnum())


def _in_name(sought: str, name: str) -> bool:
    known = folded(name)
    return all(word in known for word in sought.split())


def _parties(session: Session, who: dict[str, Any]) -> Iterator[tuple[_Party, str]]:
    """Everybody with a part whom the searcher may know of, with their number; a registered person's name is posted."""
    connection = session.connection()
    reported, joined = connection.execute(REPORTED, who).all(), connection.execute(JOINED, who).all()
    met = connection.execute(REGISTERED, who).all()
    known = {(row.id, row.person): row for row in met}
    hidden = {key for row in met if row.hidden for key in ((row.id, row.person), (row.id, folded(row.name)))}
    apart = {(row.id, row.person) for row in joined if row.withhold_identity is Answer.YES}
    apart |= {(row.id, row.reporter) for row in reported if row.withhold_identity is Answer.YES}
    for party in (*_first(reported), *_added(joined)):
        key = (party.case, party.person)
        if party.person is None:
            if (party.case, folded(party.name)) not in hidden:
                yield party, ""
        elif key not in apart and key not in hidden and key in known:
            yield replace(party, name=known[key].name), known[key].number or ""


def _first(rows: Any) -> Iterator[_Party]:
    for row in rows:
        if row.subject:
            yield _Party(row.id, Part.SUBJECT, row.subject, "")
        if row.victim or row.victim_name:
            yield _Party(row.id, Part.VICTIM, row.victim, row.victim_name or "")
        if row.reporter:
            yield _Party(row.id, Part.REPORTER, row.reporter, "")


def _added(rows: Any) -> Iterator[_Party]:
    for row in rows:
        if row.withhold_identity is not Answer.YES and (row.person or row.name):
            yield _Party(row.id, row.part, row.person, row.name or "")


def _matching(parties: Iterator[tuple[_Party, str]], sought: str) -> Iterator[_Party]:
    number = _plain(sought)
    for party, its_number in parties:
        if (party.name and _in_name(sought, party.name)) or (its_number and _plain(its_number) == number):
            yield party
