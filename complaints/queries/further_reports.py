"""Further reports for the gatekeeper: who is a subject or a victim in two cases, or may be.

Worked out when the page is read and stored nowhere: a step that names somebody does and costs the same whether or not
they are known. On the register a number says who somebody is; off it a name does, or by what they are reached.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import String as Text
from sqlalchemy import and_, bindparam, desc, exists, func, literal, null, select, type_coerce, union_all
from sqlmodel import Session

from complaints.errors import NotFound
from complaints.models import metadata
from complaints.models.entries import TABLES
from complaints.models.people import SYSTEM_ACTOR, SignedIn
from complaints.models.types import digest_columns
from complaints.queries.gatekeepers import Asking, free_gatekeepers
from complaints.queries.shown import Shown, shown
from complaints.queries.visible import CASE_FILE, EVENT, EXCLUSION, PERSON, not_excluded
from workflows.model import Bar, PersonRef, Role
from workflows.people.facts import parties
from workflows.people.vocabulary import Part
from workflows.registry import STEPS
from workflows.risk.vocabulary import SamePerson

FOUND, REPORTED, ADDED, AGREED = (
    TABLES[trigger] for trigger in ("decide-further-report", "report-matter", "add-party", "agree-contact")
)
REGISTERED = metadata.tables["register_contact"]
PARTS = {part.value: part for part in (Part.SUBJECT, Part.VICTIM)}
"""The exclusions that these parts bring are called as they are."""
ASKED = STEPS["decide-further-report"].by
"""Who says whether two cases are about one person; a deputy only where no gatekeeper may be asked."""

SHOWN = 50
"""So many of those that wait are listed, the newest report first."""


class How(NamedTuple):
    """What two people have in common, in words."""

    key: str
    words: str


NUMBER = How("number", "the same number on the register")
NAME = How("name", "the same name")
CONTACT = How("contact", "the same telephone number, e-mail address or address")


def _on_register() -> Any:
    person = (PERSON.c.id, PERSON.c.reference, func.lower(PERSON.c.name))
    part = type_coerce(EXCLUSION.c.reason, Text)
    return (
        select(EXCLUSION.c.case_id, part.label("part"), *(c.label(n) for c, n in zip(person, COLUMNS, strict=True)))
        .join(PERSON, PERSON.c.id == EXCLUSION.c.person_id)
        .join(EVENT, and_(EVENT.c.id == EXCLUSION.c.event_id, EVENT.c.case_id == EXCLUSION.c.case_id))
        .where(EXCLUSION.c.reason.in_([Bar.SUBJECT, Bar.VICTIM]))
    )


def _off_register(table: Any, name: Any, part: Any) -> Any:
    unknown = (null(), null(), func.lower(name))
    said = select(EVENT.c.case_id, part.label("part"), *(c.label(n) for c, n in zip(unknown, COLUMNS, strict=True)))
    return said.join(table, table.c.event_id == EVENT.c.id).where(name.is_not(None))


COLUMNS = ("person_id", "person", "name")
_added = _off_register(ADDED, ADDED.c.name, type_coerce(ADDED.c.part, Text))
_off = (
    _off_register(REPORTED, REPORTED.c.victim_name, literal(Part.VICTIM.value)),
    _added.where(ADDED.c.part.in_(list(PARTS.values()))),
)


def _reached(table: Any, part: Any) -> Iterable[Any]:
    """By what somebody off the register is reached, as a case says: one statement for each answer."""
    for column in (table.c[name] for name in digest_columns(table)):
        said = select(EVENT.c.case_id, part.label("part"), null().label("person"), column.label("digest"))
        yield said.join(table, table.c.event_id == EVENT.c.id).where(column.is_not(None))


_known, _also = _on_register().subquery("known"), _on_register().subquery("also")
_unknown = union_all(*_off).subquery("unknown")
_anybody = union_all(_on_register(), *_off).subquery("anybody")

_people = _on_register().subquery("people")
_on_file = select(_people.c.case_id, _people.c.part, _people.c.person, type_coerce(REGISTERED.c.digest, Text))
_contacts = (
    *_reached(REPORTED, literal(Part.VICTIM.value)),
    *(s.where(ADDED.c.part.in_(list(PARTS.values()))) for s in _reached(ADDED, type_coerce(ADDED.c.part, Text))),
    *_reached(AGREED, literal(Part.VICTIM.value)),
)
_told = union_all(*_contacts).subquery("told")
_reach = union_all(*_contacts, _on_file.join(REGISTERED, REGISTERED.c.person_id == _people.c.person_id)).subquery(
    "reach"
)


def _of_one(one: Any, other: Any) -> Any:
    """People of one part who are reached alike: a subject and a victim may share a home."""
    return and_(one.c.digest == other.c.digest, one.c.part == other.c.part)


def _pair(how: How, one: Any, other: Any, same: Any) -> Any:
    """Two namings in two cases: the later case first."""
    columns = (
        *(one.c.case_id.label("later"), other.c.case_id.label("earlier")),
        *(one.c.part.label("part"), other.c.part.label("earlier_part"), literal(how.key).label("how")),
        *(one.c.person.label("person"), other.c.person.label("earlier_person")),
    )
    return select(*columns).select_from(one.join(other, and_(same, one.c.case_id > other.c.case_id)))


_pairs = union_all(
    _pair(NUMBER, _known, _also, _known.c.person_id == _also.c.person_id),
    _pair(NAME, _unknown, _anybody, _unknown.c.name == _anybody.c.name),
    _pair(NAME, _known, _unknown, _known.c.name == _unknown.c.name),
    _pair(CONTACT, _told, _reach, _of_one(_told, _reach)),
    _pair(CONTACT, _reach, _told, and_(_of_one(_reach, _told), _reach.c.person.is_not(None))),
).subquery("pairs")
_later, _earlier = CASE_FILE.alias("later_case"), CASE_FILE.alias("earlier_case")
_said = EVENT.alias("said")


def _decided(*answers: SamePerson) -> Any:
    """The gatekeeper has said so of a pair."""
    of_pair = (_said.c.case_id == _pairs.c.later, FOUND.c.other == _earlier.c.reference)
    return exists().where(*of_pair, FOUND.c.event_id == _said.c.id, FOUND.c.answer.in_(list(answers)))


_nobody = ~free_gatekeepers([_pairs.c.later, _pairs.c.earlier]).exists()
"""Every gatekeeper is excluded from one of the two, or there is none."""

PAIRS = (
    select(
        *(_pairs, _later.c.reference, _later.c.opened_at, _earlier.c.reference.label("earlier_reference")),
        _nobody.label("nobody"),
    )
    .distinct()
    .join(_later, _later.c.id == _pairs.c.later)
    .join(_earlier, _earlier.c.id == _pairs.c.earlier)
    .where(not_excluded(_pairs.c.later), not_excluded(_pairs.c.earlier))
    .order_by(_pairs.c.later.desc(), _pairs.c.earlier.desc())
)
UNDECIDED = PAIRS.where(~_decided(SamePerson.SAME, SamePerson.NOT_SAME))
WAITING = UNDECIDED.limit(bindparam("number"))
FOR_DEPUTY = (
    UNDECIDED.order_by(None)
    .order_by(desc("nobody"), _pairs.c.later.desc(), _pairs.c.earlier.desc())
    .limit(bindparam("number"))
)
"""Those first of which no gatekeeper may know: of the others it is asked whether a possible link keeps each away."""

FIND = PAIRS.where(_later.c.reference == bindparam("later"), _earlier.c.reference == bindparam("earlier"))
ANSWERS = (
    select(FOUND.c.answer, FOUND.c.reasons, EVENT.c.recorded_at, PERSON.c.name)
    .join(EVENT, EVENT.c.id == FOUND.c.event_id)
    .join(PERSON, PERSON.c.reference == EVENT.c.by)
    .where(EVENT.c.case_id == bindparam("case"), FOUND.c.other == bindparam("other"))
    .order_by(EVENT.c.id.desc())
)


@dataclass(frozen=True)
class Pair:
    """Two cases in which somebody may be the same: the later, when it was opened (UTC), and the earlier."""

    later: str
    earlier: str
    opened_at: datetime
    href: str
    cases: tuple[int, int]


@dataclass(frozen=True)
class Likeness:
    """Somebody in the later case and somebody in the earlier, each as named there, and what they have in common."""

    later: str
    earlier: str
    how: str


@dataclass(frozen=True)
class Answered:
    """What a gatekeeper found, and when (UTC)."""

    answer: SamePerson
    reasons: str
    at: datetime
    by: str


@dataclass(frozen=True)
class PairPage:
    """One pair, what speaks for it, and what was found, the latest first."""

    pair: Pair
    likenesses: tuple[Likeness, ...]
    answers: tuple[Answered, ...]


def waiting_pairs(session: Session, actor: SignedIn, now: datetime) -> tuple[Pair, ...]:
    """What waits for a gatekeeper, or for a deputy where no gatekeeper may be asked, at a moment in UTC.

    The newest report first: so many, and no more.
    """
    return tuple(_asked(session, actor, now))


def any_waits(session: Session, actor: SignedIn, now: datetime) -> bool:
    """Whether there is one for somebody: for that no more is compared than it takes to find it."""
    return bool(actor.roles & ASKED) and next(_asked(session, actor, now), None) is not None


def waiting_for_nobody(session: Session, now: datetime) -> tuple[Pair, ...]:
    """Those of which no gatekeeper may be asked, whoever is excluded: for the alarm of the system itself."""
    asking = Asking(session, SYSTEM_ACTOR, now)
    return tuple(pair for pair in _waiting(session, FOR_DEPUTY, SYSTEM_ACTOR) if asking.nobody_left(pair.cases))


def _asked(session: Session, actor: SignedIn, now: datetime) -> Iterator[Pair]:
    statement, asking = WAITING if Role.GATEKEEPER in actor.roles else FOR_DEPUTY, Asking(session, actor, now)
    yield from (pair for pair in _waiting(session, statement, actor) if asking.is_asked(pair.cases))


def _waiting(session: Session, statement: Any, actor: SignedIn) -> Iterable[Pair]:
    rows = session.execute(statement, {"person": actor.person_id, "number": SHOWN}).all()
    return {(row.later, row.earlier): _of_row(row) for row in rows}.values()


def find_pair(session: Session, later: str, earlier: str, actor: SignedIn, now: datetime) -> Pair:
    """A pair by its references, at a moment in UTC.

    Raises `NotFound` alike for one that is none, one that must not be known, and one of which others are asked.
    """
    return _of_row(_rows(session, later, earlier, actor, now)[0])


def pair_page(session: Session, later: str, earlier: str, actor: SignedIn, now: datetime) -> PairPage:
    """One pair, at a moment in UTC. Raises `NotFound` as above."""
    rows = _rows(session, later, earlier, actor, now)
    pair = _of_row(rows[0])
    files = shown(session, pair.cases, actor, now)
    asked = {"case": pair.cases[0], "other": earlier}
    answers = tuple(Answered(*row) for row in session.execute(ANSWERS, asked))
    return PairPage(pair, tuple(_likenesses(rows, *(files[n] for n in pair.cases))), answers)


def _rows(session: Session, later: str, earlier: str, actor: SignedIn, now: datetime) -> Any:
    rows = session.execute(FIND, {"person": actor.person_id, "later": later, "earlier": earlier}).all()
    if not rows or not Asking(session, actor, now).is_asked(_of_row(rows[0]).cases):
        raise NotFound
    return rows


def _of_row(row: Any) -> Pair:
    href = f"/further/{row.reference}/{row.earlier_reference}"
    return Pair(row.reference, row.earlier_reference, row.opened_at, href, (row.later, row.earlier))


def _likenesses(rows: Iterable[Any], later: Shown, earlier: Shown) -> Iterable[Likeness]:
    """Who it is, as named in each case; of whom either case keeps the name, neither says more than the part."""
    words = {how.key: how.words for how in (NUMBER, NAME, CONTACT)}
    for row in rows:
        people = {row.person, row.earlier_person} - {None}
        hidden = bool(people & {*later.hidden, *earlier.hidden})
        sides = ((later, row.part, row.person), (earlier, row.earlier_part, row.earlier_person))
        one, other = (_named(file, PARTS[part], person, hidden) for file, part, person in sides)
        yield Likeness(one, other, words[row.how])


def _named(loaded: Shown, part: Part, person: PersonRef | None, hidden: bool) -> str:
    if hidden:
        return f"{part.label}, whose name is kept apart"
    names = (p.name for p in parties(loaded.file) if p.part is part and p.person == person and p.named)
    return ": ".join(filter(None, (part.label, ", ".join(dict.fromkeys(names)))))
