"""What a case holds of possible links: who was screened, what waits for a decision, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from workflows.casefile import CaseFile, Fact, kept
from workflows.model import LinkRef, PersonRef, Role
from workflows.screening.entries import DecideLink
from workflows.screening.kept import KeptLink, Screened
from workflows.screening.rules import RULES
from workflows.screening.vocabulary import Effect, LinkDecision, Side

CLEARS = frozenset({LinkDecision.NO_CONFLICT, LinkDecision.MANAGED})
"""The decisions after which somebody may work on the case."""

LINE = frozenset({"LNK-7", "LNK-8", "LNK-9", "LNK-10"})
"""The rules of line management, now and at the time of the conduct."""

TEAM = "LNK-13"
OF_A_VICTIM = frozenset(LinkRef(f"{rule}.{Side.VICTIM.value}") for rule in (*LINE, TEAM))
"""The links of those who serve with a victim, or manage her: excluded by default (settlement 6)."""

PART = "LNK-1"
"""A part in the case excludes by itself, and no decision on a link lifts it."""


def lets_in(entry: DecideLink) -> bool:
    """Whether a decision lets in those who are excluded because a victim serves with them."""
    return entry.link in OF_A_VICTIM and entry.decision in CLEARS


TITLES = {rule.id: rule.title for rule in RULES}


def title_of(link: KeptLink) -> str:
    """A rule and a kind of party in words: "Same team in recent years, with the victim"."""
    return f"{TITLES[link.rule]}, with {link.side.label}"


def link_ref(link: KeptLink) -> LinkRef:
    """What a possible link is called in a decision: its rule and its kind of party."""
    return LinkRef(f"{link.rule}.{link.side.value}")


@kept
def latest(file: CaseFile) -> Mapping[tuple[PersonRef, Role], Screened]:
    """The last screening of each person in each role."""
    return {(s.person, s.role): s for s in file.screenings}


def links_of(file: CaseFile, person: PersonRef) -> tuple[KeptLink, ...]:
    """Every possible link that the last screenings of somebody found, in any role."""
    return tuple(link for (who, _), found in latest(file).items() if who == person for link in found.links)


def found_of_others(file: CaseFile, person: PersonRef) -> bool:
    """Whether somebody else than this person has a link to decide on: of their own they learn nothing."""
    found = (link for (who, _), screened in latest(file).items() if who != person for link in screened.links)
    return any(map(needs_decision, found))


def decision(file: CaseFile, person: PersonRef, link: KeptLink) -> Fact[DecideLink] | None:
    """The last decision on somebody's possible link that knew of it, whether its terms still hold or not."""
    made = [f for f in file.all(DecideLink) if person in f.entry.people and f.entry.link == link_ref(link)]
    known = (f for f in reversed(made) if _was_known(file, person, link, f.event.recorded_at))
    return next(known, None)


def _was_known(file: CaseFile, person: PersonRef, link: KeptLink, at: datetime) -> bool:
    found = (each for s in file.screenings if s.person == person and s.at <= at for each in s.links)
    return any(_same(each, link) for each in found)


def _same(one: KeptLink, other: KeptLink) -> bool:
    """Whether two screenings found the same: a period that goes on grows from one to the next."""
    begins = [each.period.first if each.period else None for each in (one, other)]
    return (one.rule, one.party) == (other.rule, other.party) and begins[0] == begins[1]


def is_cleared(file: CaseFile, person: PersonRef, link: KeptLink, on: date) -> bool:
    """Whether somebody may work on the case in spite of a possible link, on a London day."""
    made = decision(file, person, link)
    if made is None or made.entry.decision not in CLEARS:
        return False
    return made.entry.ends_on is None or on <= made.entry.ends_on


def in_the_way(file: CaseFile, person: PersonRef, role: Role, on: date) -> tuple[KeptLink, ...]:
    """The links that keep somebody from a role: they exclude by themselves, and nobody has cleared them."""
    found = latest(file).get((person, role))
    links = found.links if found else ()
    return tuple(x for x in links if needs_decision(x) and not is_cleared(file, person, x, on))


def brings_news(file: CaseFile, found: Screened) -> bool:
    """Whether a screening found a link that keeps its person from their role, and the last one in that role had not."""
    last = latest(file).get((found.person, found.role))
    known = last.links if last else ()
    return any(needs_decision(link) and not any(_same(link, each) for each in known) for link in found.links)


def needs_decision(link: KeptLink) -> bool:
    """Whether a link keeps its person from the case until somebody decides on it."""
    return link.effect is Effect.EXCLUDES and link.rule != PART


def terms_have_ended(file: CaseFile, person: PersonRef, on: date) -> bool:
    """Whether the last decision on some link of somebody was on terms that ended before a London day."""
    stands = {f.entry.link: f.entry for f in file.all(DecideLink) if person in f.entry.people}
    return any(entry.ends_on is not None and entry.ends_on < on for entry in stands.values())


def above_or_below_a_subject(file: CaseFile, person: PersonRef) -> bool:
    """Whether somebody's screening found them in a subject's line of management, now or at the time."""
    return any(link.rule in LINE and link.side is Side.SUBJECT for link in links_of(file, person))
