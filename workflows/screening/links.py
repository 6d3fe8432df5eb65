"""`links_between`: every possible link between one person and one case, each explained in a plain sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workflows.model import PartyRef, PersonRef, Role
from workflows.screening.compare import Found, Pair
from workflows.screening.facts import Party, Period, Register, ScreenedCase
from workflows.screening.periods import years_before
from workflows.screening.rules import RULES, Rule
from workflows.screening.vocabulary import Effect, Side, Strength
from workflows.terms import Terms

THE_CASE = Party(PartyRef("case"), Side.CASE, None, "The record of the case")
"""What somebody is linked with who looked at the record, as a party beside the others."""

SIDES, STRENGTHS = tuple(Side), tuple(Strength)
PLACE = {rule.id: number for number, rule in enumerate(RULES)}


@dataclass(frozen=True)
class Link:
    """A possible link. `sentence` says what, when and how long, and names nobody; `party` is whom it is with.

    Nothing follows from it but what its `effect` says, and that only until somebody decides.
    """

    rule: str
    title: str
    party: Party
    strength: Strength
    effect: Effect
    sentence: str
    period: Period | None


def links_between(
    person: PersonRef, role: Role, case: ScreenedCase, register: Register, terms: Terms, on: date
) -> tuple[Link, ...]:
    """Every possible link of somebody proposed in a role, on a London day: by party, and the strongest first.

    Parties come in the order of `Side`. An empty answer means that nothing on file links them, never that nothing does.
    """
    since = years_before(on, terms.number("link-years", on))
    small = terms.number("small-force", on)
    found = [
        link
        for party in (*case.parties, THE_CASE)
        if party.side is not Side.HANDLER or party.person != person
        for link in _links(Pair(person, party, case, register, on, since), role, small)
    ]
    return tuple(sorted(found, key=_rank))


def excluding(links: tuple[Link, ...]) -> tuple[Link, ...]:
    """Those links that exclude until somebody decides."""
    return tuple(link for link in links if link.effect is Effect.EXCLUDES)


def _links(pair: Pair, role: Role, small: int) -> Iterator[Link]:
    """With a party who is this person there is one link, and nothing to compare."""
    for rule in RULES if pair.party.person != pair.person else RULES[:1]:
        for found in rule.find(pair):
            yield _link(rule, pair, found, role, small)


def _link(rule: Rule, pair: Pair, found: Found, role: Role, small: int) -> Link:
    is_small = bool(found.force) and pair.register.sizes.get(found.force, 0) < small
    effect = rule.effect(pair.party.side, role, small_force=is_small)
    return Link(rule.id, rule.title, pair.party, rule.strength, effect, found.sentence, found.period)


def _rank(link: Link) -> tuple[int, str, int, int, str]:
    side = SIDES.index(link.party.side)
    return side, link.party.ref, STRENGTHS.index(link.strength), PLACE[link.rule], link.sentence
