"""The possible links in a case, for those who decide on them: what is undecided first, the strongest first.

Nobody reads here what was found of themselves, whatever their role.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlmodel import Session

from complaints.models.people import SignedIn
from complaints.queries.shown import shown
from complaints.queries.step_page import Option, holders_of
from complaints.queries.timeline import LatestItem, latest_events
from workflows.calendar import london_day
from workflows.casefile import CaseFile, Fact
from workflows.independence.entries import DeclareChange, DeclareInterests, ReportConnection
from workflows.independence.facts import declared
from workflows.independence.work import declared_for
from workflows.model import LinkRef, PersonRef, Pick, Role
from workflows.screening import decided, late
from workflows.screening.entries import DecideLink, ReportLink
from workflows.screening.kept import KeptLink
from workflows.screening.links import PLACE, SIDES, STRENGTHS


@dataclass(frozen=True)
class LinkRow:
    """What was found of one person in one role, and the last decision on it.

    `waits`: it keeps them from that role until somebody decides. `left`: they left the case because of a link.
    """

    person: PersonRef
    name: str
    role: str
    sentences: tuple[str, ...]
    waits: bool
    left: bool
    decision: str
    terms: str
    ends_on: date | None
    reasons: str
    by: str
    at: datetime | None


@dataclass(frozen=True)
class LinkGroup:
    """The possible links of one rule with one kind of party. `open` are the people who can be decided on together."""

    ref: LinkRef
    title: str
    strength: str
    rows: tuple[LinkRow, ...]

    @property
    def open(self) -> tuple[PersonRef, ...]:
        """Each person of whom it waits, once."""
        return tuple(dict.fromkeys(row.person for row in self.rows if row.waits))


@dataclass(frozen=True)
class Clean:
    """Somebody of whom nothing was found that needs a decision, when they were last screened (UTC)."""

    name: str
    role: str
    at: datetime
    informs: tuple[str, ...]


@dataclass(frozen=True)
class Late:
    """What came to light after somebody had worked on the case: all that they did, and what followed.

    `role` is empty where they had not declared, `cover` and `reviewer` where nobody was named in the same act.
    """

    name: str
    role: str
    title: str
    found: str
    at: datetime
    cover: str
    reviewer: str
    reviewed_at: datetime | None
    told_at: datetime | None
    work: tuple[LatestItem, ...]


@dataclass(frozen=True)
class CaseLinks:
    """Who was screened for a case, and with what result; `workers` are those who may be screened next."""

    reference: str
    waiting: tuple[LinkGroup, ...]
    settled: tuple[LinkGroup, ...]
    clean: tuple[Clean, ...]
    late: tuple[Late, ...]
    workers: Mapping[Pick, tuple[Option, ...]]
    seen: int


def case_links(session: Session, case_id: int, reference: str, actor: SignedIn, now: datetime) -> CaseLinks | None:
    """The possible links in a visible case, by row id, at a moment in UTC; None before its reader has declared."""
    loaded = shown(session, [case_id], actor, now)[case_id]
    file = loaded.file
    if actor.person not in declared(file):
        return None
    groups = tuple(_groups(file, actor.person, london_day(now)))
    independence = loaded.row("independence")
    return CaseLinks(
        reference=reference,
        waiting=tuple(group for group in groups if group.open),
        settled=tuple(group for group in groups if not group.open),
        clean=tuple(_clean(file, actor.person)),
        late=tuple(_late(file, found) for found in reversed(late.found_late(file))),
        workers={Pick.WORKERS: tuple(holders_of(session, case_id, Pick.WORKERS))},
        seen=independence.events if independence else 0,
    )


def _groups(file: CaseFile, reader: PersonRef, on: date) -> Iterator[LinkGroup]:
    """Every group of links that need, or needed, a decision: the strongest first."""
    found: dict[LinkRef, dict[tuple[PersonRef, Role], list[KeptLink]]] = {}
    for (person, role), screened in decided.latest(file).items():
        for link in screened.links if person != reader else ():
            if decided.needs_decision(link):
                found.setdefault(decided.link_ref(link), {}).setdefault((person, role), []).append(link)
    for ref, people in sorted(found.items(), key=lambda pair: _rank(next(iter(pair[1].values()))[0])):
        first = next(iter(people.values()))[0]
        found_of = (_row(file, person, role, links, on) for (person, role), links in people.items())
        rows = tuple(sorted(found_of, key=lambda row: not row.waits))
        yield LinkGroup(ref, decided.title_of(first), first.strength.label, rows)


def _rank(link: KeptLink) -> tuple[int, int, int]:
    return STRENGTHS.index(link.strength), PLACE[link.rule], SIDES.index(link.side)


def _row(file: CaseFile, person: PersonRef, role: Role, links: Iterable[KeptLink], on: date) -> LinkRow:
    links = tuple(links)
    waits = any(not decided.is_cleared(file, person, link, on) and not _ended(file, person, link) for link in links)
    made = decided.decision(file, person, links[0])
    entry = made.entry if made else None
    return LinkRow(
        person=person,
        name=file.name(person),
        role=role.label,
        sentences=tuple(link.sentence for link in links),
        waits=waits,
        left=person in late.left(file),
        decision=entry.decision.label if entry else "",
        terms=(entry.terms or "") if entry else "",
        ends_on=entry.ends_on if entry else None,
        reasons=entry.reasons if entry else "",
        by=file.name(made.event.by) if made else "",
        at=made.event.recorded_at if made else None,
    )


def _ended(file: CaseFile, person: PersonRef, link: KeptLink) -> bool:
    """Whether it was decided that somebody does not work on the case: then nothing waits."""
    made: Fact[DecideLink] | None = decided.decision(file, person, link)
    return person in late.left(file) or (made is not None and made.entry.decision not in decided.CLEARS)


def _clean(file: CaseFile, reader: PersonRef) -> Iterator[Clean]:
    for (person, role), screened in decided.latest(file).items():
        if person != reader and not any(map(decided.needs_decision, screened.links)):
            informs = tuple(dict.fromkeys(link.sentence for link in screened.links))
            yield Clean(file.name(person), role.label, screened.at, informs)


def _late(file: CaseFile, found: late.FoundLate) -> Late:
    entry, told = found.fact.entry, _told(file, found)
    cover = getattr(entry, "cover", None)
    return Late(
        name=file.name(found.person),
        role=told.role,
        title=told.title,
        found=told.found,
        at=found.at,
        cover=file.name(cover) if cover else "",
        reviewer=file.name(entry.reviewer) if isinstance(entry, ReportLink) else "",
        reviewed_at=late.reviewed_at(file, found),
        told_at=late.told_at(file, found),
        work=latest_events(file, len(file.facts), by=found.person),
    )


class _Told(NamedTuple):
    """What is said of somebody who left: in which role they worked, because of what, and how it was found."""

    role: str
    title: str
    found: str


def _told(file: CaseFile, found: late.FoundLate) -> _Told:
    roles = ", ".join(role.label for role in sorted(declared_for(file).get(found.person, ())))
    match found.fact.entry:
        case ReportLink() as said:
            titles = {decided.link_ref(link): decided.title_of(link) for link in decided.links_of(file, said.person)}
            return _Told(said.role.label, titles.get(said.link, said.link), said.found)
        case ReportConnection() as said:
            return _Told(roles, said.connection.label, said.found)
        case DeclareInterests(details=details) | DeclareChange(details=details):
            return _Told(roles, "declared a connection", details or "Nothing more was said.")
    urgency = found.fact.event.urgency
    return _Told(roles, "acted at once, and knows somebody involved", urgency.reason if urgency else "")
