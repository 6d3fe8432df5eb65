"""One person beside one party, with whatever is on file of them: what tests of screening are written in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from complaints.facts.terms import standing_terms
from workflows.model import PartyRef, PersonRef, Role
from workflows.screening.facts import Contact, EarlierPart, Party, Period, Post, Register, ScreenedCase, Tie, Training
from workflows.screening.links import Link, links_between
from workflows.screening.vocabulary import Declared, Side
from workflows.terms import Terms

TERMS = standing_terms()
ON = date(2026, 11, 21)
SINCE = date(2021, 11, 21)
"""The first day that is recent: five years, as the setting has it."""

BEFORE, TO_COME = SINCE - timedelta(days=1), ON + timedelta(days=1)
CHO, PAT, MO, SAM = (PersonRef(name) for name in ("cho", "pat", "mo", "sam"))
"""Who is screened, the party, and two others."""

FORCE, OTHER = "Testshire Police", "Otherham Police"
CONDUCT = Period(date(2023, 3, 1), date(2023, 6, 30))


class Said(NamedTuple):
    """A post, and whose."""

    person: PersonRef
    post: Post


def post(
    person: PersonRef,
    first: date | str,
    last: date | str | None = None,
    *,
    force: str = FORCE,
    unit: str = "",
    station: str = "",
    team: str = "",
    manager: PersonRef | None = None,
) -> Said:
    period = Period(_day(first), _day(last) if last else date.max)
    return Said(person, Post(force, unit, station, team, manager, period))


def _day(day: date | str) -> date:
    return day if isinstance(day, date) else date.fromisoformat(day)


def register(*facts: Any, size: int = 5000) -> Register:
    """What is on file, from facts of any kind."""
    posts: dict[PersonRef, tuple[Post, ...]] = {}
    contacts: dict[PersonRef, tuple[Contact, ...]] = {}
    for fact in facts:
        if isinstance(fact, Said):
            posts[fact.person] = (*posts.get(fact.person, ()), fact.post)
        elif isinstance(fact, tuple) and isinstance(fact[1], Contact):
            contacts[fact[0]] = (*contacts.get(fact[0], ()), fact[1])
    of = {kind: tuple(f for f in facts if isinstance(f, kind)) for kind in (Tie, Training, EarlierPart)}
    return Register(posts, contacts, of[Tie], of[Training], of[EarlierPart], {FORCE: size, OTHER: size})


def found(
    *facts: Any,
    side: Side = Side.SUBJECT,
    person: PersonRef | None = PAT,
    contacts: Iterable[str] = (),
    names: Iterable[str] = (),
    conduct: tuple[Period, ...] = (CONDUCT,),
    viewed: dict[PersonRef, date] | None = None,
    role: Role = Role.INVESTIGATOR,
    size: int = 5000,
    on: date = ON,
    with_terms: Terms = TERMS,
) -> tuple[Link, ...]:
    """The links of `cho`, proposed in a role, with one party."""
    party = Party(PartyRef("p1"), side, person, "Somebody", frozenset(contacts), frozenset(names))
    case = ScreenedCase((party,), conduct, viewed or {})
    return links_between(CHO, role, case, register(*facts, size=size), with_terms, on)


def rules(links: Iterable[Link]) -> list[str]:
    return [link.rule.removeprefix("LNK-") for link in links]


def together(first: date | str, last: date | str | None = None, **where: Any) -> list[Said]:
    """Both of them in one place; `cho` was there from the start of it all."""
    return [post(CHO, "2010-01-01", **where), post(PAT, first, last, **where)]


def tie(
    person: PersonRef, other: PersonRef | None = None, digest: str | None = None, *, of: Declared, **more: Any
) -> Tie:
    how, period = more.pop("how", None), Period(date(2022, 1, 1), date.max)
    return Tie(person, of, how, other, digest, more.pop("period", period), **more)


def part(person: PersonRef, side: Side, case: int = 9, role: str = "") -> EarlierPart:
    return EarlierPart(case, person, side, role or side.value, date(2024, 5, 6))


TEAM: dict[str, Any] = {"unit": "Response", "team": "A"}
PLACE: dict[str, Any] = {"station": "Ashton"}
HANDLER: dict[str, Any] = {"side": Side.HANDLER}
