"""Who left a case after they had worked on it, because a link or a connection came to light late.

Somebody else looks at what they did, and the victim is told.

Somebody *had worked* on a case by any event of theirs that was recorded before, in any role and workflow, but for what
may be done before declaring (`Step.before_declaring`): to declare, to take a report down, to allocate or screen
somebody, to open a case by urgent access, to take it over. Urgent action is work. A proposal of ours (LINK_FOUND_LATE).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from workflows.casefile import CaseFile, Fact, kept
from workflows.independence.entries import (
    OTHER_TIE,
    DecideConnection,
    DeclareChange,
    DeclareInterests,
    ReportConnection,
)
from workflows.independence.vocabulary import ConnectionDecision
from workflows.model import Entry, PersonRef
from workflows.screening.entries import RecordLinkNotice, ReportLink, ReviewLinkedWork

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class FoundLate:
    """Somebody left the case by a fact, and had worked on it."""

    person: PersonRef
    fact: Fact[Any]

    @property
    def at(self) -> datetime:
        """When (UTC) it was recorded."""
        return self.fact.event.recorded_at


@kept
def found_late(file: CaseFile) -> tuple[FoundLate, ...]:
    """Each link or connection that came to light after somebody had worked on the case, oldest first.

    Somebody else has found it, or its own person declares it late. A connection of somebody who was cleared since is
    none: they work on the case again.
    """
    links = (FoundLate(f.entry.person, f) for f in file.all(ReportLink))
    connections = (x for x in connections_found(file) if x.at > _cleared_at(file, x.person))
    return _in_order((*links, *connections))


def connections_found(file: CaseFile) -> tuple[FoundLate, ...]:
    """Each connection that somebody else found, or that was declared late, whatever was decided since; oldest first."""
    reported = (FoundLate(f.entry.person, f) for f in file.all(ReportConnection))
    return _in_order((*reported, *_declared_late(file)))


def _in_order(found: Iterable[FoundLate]) -> tuple[FoundLate, ...]:
    return tuple(sorted(found, key=lambda each: each.at))


def _declared_late(file: CaseFile) -> Iterator[FoundLate]:
    """What was corrected counts as well, as it does for exclusions."""
    worked: set[PersonRef] = set()
    for fact in file.facts:
        by = fact.event.by
        if by in worked and _owns_to_a_connection(fact) and _is_new(file, fact):
            yield FoundLate(by, fact)
        if not fact.event.before_declaring:
            worked.add(by)


def _owns_to_a_connection(fact: Fact[Entry]) -> bool:
    urgency = fact.event.urgency
    if isinstance(fact.entry, (DeclareInterests, DeclareChange)) and fact.entry.connected:
        return True
    return urgency is not None and urgency.knows_anyone


def _is_new(file: CaseFile, fact: Fact[Entry]) -> bool:
    """Whether it may be another connection than one on which somebody was cleared: that one is in each declaration.

    One that is told in words alone may always be another.
    """
    if not isinstance(fact.entry, DeclareInterests):
        return True
    by, cleared = fact.event.by, _cleared_at(file, fact.event.by, before=fact.event.recorded_at)
    earlier = (f for f in file.facts if f.event.by == by and f.event.recorded_at < cleared)
    known = {tie for f in earlier if isinstance(f.entry, DeclareInterests) for tie in f.entry.known}
    return not {*fact.entry.known} <= known - {OTHER_TIE}


def _cleared_at(file: CaseFile, person: PersonRef, before: datetime | None = None) -> datetime:
    """When (UTC) it was last decided that a connection keeps somebody from nothing."""
    decided = (f for f in file.all(DecideConnection) if f.entry.person == person)
    cleared = (f.event.recorded_at for f in decided if f.entry.decision is ConnectionDecision.CLEARED)
    return max((at for at in cleared if before is None or at < before), default=NEVER)


def may_review(file: CaseFile, person: PersonRef, by: PersonRef) -> bool:
    """Whether somebody reviews the work of a person who left: whoever was named, or where nobody was, anybody else."""
    theirs = [x.fact.entry for x in found_late(file) if x.person == person]
    named = {entry.reviewer for entry in theirs if isinstance(entry, ReportLink)}
    return by in named or (by != person and not all(isinstance(entry, ReportLink) for entry in theirs))


def reviewed_at(file: CaseFile, found: FoundLate) -> datetime | None:
    """When (UTC) the work of somebody who left was reviewed, or None."""
    return _first(file.all(ReviewLinkedWork), found)


def told_at(file: CaseFile, found: FoundLate) -> datetime | None:
    """When (UTC) it was recorded that the victim was told, or why not; or None."""
    return _first(file.all(RecordLinkNotice), found)


def _first(
    facts: tuple[Fact[ReviewLinkedWork], ...] | tuple[Fact[RecordLinkNotice], ...], found: FoundLate
) -> datetime | None:
    later = (f.event.recorded_at for f in facts if f.entry.person == found.person)
    return next((at for at in later if at > found.at), None)


def left(file: CaseFile) -> frozenset[PersonRef]:
    """Everybody who left the case because a link or a connection came to light late."""
    return frozenset(found.person for found in found_late(file))
