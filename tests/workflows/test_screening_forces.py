"""Periods, and screening in random forces: what the rules find is what somebody would who looks at every day."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from tests.workflows.screening_pairs import BEFORE, CONDUCT, ON, SINCE, TERMS, Said, post, register, rules
from workflows.model import PartyRef, PersonRef, Role
from workflows.screening.facts import Party, Period, Post, ScreenedCase
from workflows.screening.links import links_between
from workflows.screening.periods import length, merged, told, years_before
from workflows.screening.vocabulary import Side

LENGTHS = [
    ("2026-01-01", "2026-01-01", "1 day"),
    ("2026-01-01", "2026-01-30", "30 days"),
    ("2026-01-01", "2026-01-31", "1 month"),
    ("2024-02-29", "2025-02-27", "11 months"),
    ("2024-02-29", "2025-02-28", "1 year"),
    ("2024-03-01", "2026-02-28", "2 years"),
    ("2024-03-01", "2026-03-31", "2 years and 1 month"),
]


@pytest.mark.parametrize(("first", "last", "words"), LENGTHS)
def test_how_long_it_was(first: str, last: str, words: str) -> None:
    assert length(date.fromisoformat(first), date.fromisoformat(last)) == words


def test_years_are_counted_back_from_the_leap_day_too() -> None:
    assert years_before(date(2028, 2, 29), 5) == date(2023, 2, 28)
    assert years_before(date(2028, 2, 29), 4) == date(2024, 2, 29)


def test_periods_that_touch_are_one() -> None:
    days = [date(2026, 1, n) for n in range(1, 10)]
    assert merged([Period(days[3], days[4]), Period(days[0], days[1]), Period(days[2], days[2])]) == (
        Period(days[0], days[4]),
    )
    assert merged([Period(days[0], days[1]), Period(days[3], date.max), Period(days[5], days[6])]) == (
        Period(days[0], days[1]), Period(days[3], date.max),
    )  # fmt: skip
    assert told(Period(date.min, days[0]), ON) == "until 1 January 2026"


DAYS = [date(2020, 1, 1) + timedelta(days=40 * n) for n in range(64)]


def random_force(random: Random) -> list[Said]:
    """Ten people with one to three posts each, that may overlap; whoever manages has a lower number."""
    people = [PersonRef(str(n)) for n in range(10)]
    said = []
    for n, person in enumerate(people):
        for _ in range(random.randrange(1, 4)):
            first = random.choice(DAYS)
            last = random.choice([None, *(day for day in DAYS if day >= first)])
            manager = random.choice([None, *people[:n]])
            where = {"unit": random.choice(("R", "C", "")), "team": random.choice(("A", "B", ""))}
            place = random.choice(("Ashton", "Bramley", ""))
            said.append(post(person, first, last, manager=manager, station=place, **where))
    return said


def naively(said: list[Said], one: PersonRef, other: PersonRef) -> set[str]:
    """The rules on postings, told day by day from what the words mean."""
    boundaries = {day for s in said for day in (s.post.period.first, s.post.period.last) if day < date.max}
    boundaries |= {ON, SINCE, BEFORE, *CONDUCT}
    days = sorted({near for day in boundaries for near in (day - timedelta(days=1), day, day + timedelta(days=1))})

    def posts(person: PersonRef, day: date) -> list[Post]:
        return [s.post for s in said if s.person == person and s.post.period.first <= day <= s.post.period.last]

    def steps(person: PersonRef, day: date) -> set[tuple[PersonRef, int]]:
        above = {(p.manager, 1) for p in posts(person, day) if p.manager}
        return above | {(m, n + 1) for direct, _ in list(above) for m, n in steps(direct, day)}

    def line(day: date) -> set[str]:
        held = {n for who, n in steps(one, day) if who == other} | {n for who, n in steps(other, day) if who == one}
        return {"direct" if n == 1 else "indirect" for n in held}

    def alike(day: date, *names: str) -> bool:
        for mine in posts(one, day):
            for theirs in posts(other, day):
                values = [(getattr(mine, name), getattr(theirs, name)) for name in names]
                if values[-1][0] and all(a == b or (name == "unit" and not (a and b))
                                         for name, (a, b) in zip(names, values, strict=True)):  # fmt: skip
                    return True
        return False

    recent = [day for day in days if SINCE <= day <= ON]
    conduct = [day for day in days if CONDUCT.first <= day <= CONDUCT.last]
    met = {
        "7": "direct" in line(ON),
        "8": any("direct" in line(day) for day in conduct),
        "9": "indirect" in line(ON),
        "10": any("indirect" in line(day) for day in conduct),
        "13": any(alike(day, "force", "unit", "team") for day in recent),
        "14": any(alike(day, "force", "station") for day in recent),
        "11": any("direct" in line(day) and any("direct" not in line(later) for later in recent if later > day)
                  for day in recent),
    }  # fmt: skip
    return {rule for rule, is_met in met.items() if is_met}


@pytest.mark.parametrize("seed", range(40))
def test_random_forces_are_judged_as_day_by_day(seed: int) -> None:
    said = random_force(Random(seed))
    people = sorted({s.person for s in said})
    parties = tuple(Party(PartyRef(person), Side.SUBJECT, person, "") for person in people)
    case, facts = ScreenedCase(parties, (CONDUCT,)), register(*said)
    seen = 0
    for one in people:
        links = links_between(one, Role.INVESTIGATOR, case, facts, TERMS, ON)
        for other in people:
            held = {rule for rule, link in zip(rules(links), links, strict=True) if link.party.person == other}
            if one != other:
                assert held == naively(said, one, other), (one, other)
                seen += len(held)
    assert seen > 10
