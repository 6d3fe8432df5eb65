"""What a case keeps of a screening when it relies on it: who was screened, in which role, and what was found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from workflows.model import PartyRef, PersonRef, Role
from workflows.screening.facts import Period
from workflows.screening.vocabulary import Effect, Side, Strength

SIDES = {side.value: side for side in Side}
STRENGTHS = {strength.value: strength for strength in Strength}
EFFECTS = {effect.value: effect for effect in Effect}


@dataclass(frozen=True)
class KeptLink:
    """A possible link as it was found. Its party is named by reference alone, and its sentence names nobody."""

    rule: str
    party: PartyRef
    side: Side
    strength: Strength
    effect: Effect
    sentence: str
    period: Period | None


@dataclass(frozen=True)
class Screened:
    """Somebody was screened in a role at a moment (UTC). Without links nothing on file linked them then."""

    person: PersonRef
    role: Role
    links: tuple[KeptLink, ...]
    at: datetime


def stored(links: Iterable[KeptLink]) -> list[list[str | None]]:
    """Links as JSON holds them."""
    return [[x.rule, x.party, x.side, x.strength, x.effect, x.sentence, *_days(x.period)] for x in links]


def read(rows: Iterable[list[Any]]) -> tuple[KeptLink, ...]:
    """Links of what `stored` made of them."""
    return tuple(
        KeptLink(rule, party, SIDES[side], STRENGTHS[strength], EFFECTS[effect], sentence, _period(first, last))
        for rule, party, side, strength, effect, sentence, first, last in rows
    )


def _days(period: Period | None) -> tuple[str | None, str | None]:
    return (period.first.isoformat(), period.last.isoformat()) if period else (None, None)


def _period(first: str | None, last: str | None) -> Period | None:
    return Period(date.fromisoformat(first), date.fromisoformat(last)) if first and last else None
