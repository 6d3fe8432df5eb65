"""Screening: the oracle, the sentences in which links explain themselves, and what a link does by itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.workflows.screening_oracle import EXAMPLES
from tests.workflows.screening_pairs import (
    CHO,
    CONDUCT,
    HANDLER,
    MO,
    ON,
    PAT,
    PLACE,
    SAM,
    SINCE,
    TEAM,
    TERMS,
    found,
    post,
    register,
    rules,
    tie,
    together,
)
from workflows import terms
from workflows.model import PartyRef, Role
from workflows.screening.facts import Contact, Party, ScreenedCase, Training
from workflows.screening.links import excluding, links_between
from workflows.screening.rules import RULES
from workflows.screening.vocabulary import Declared, Effect, Reach, Side, Strength
from workflows.terms import Terms


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_oracle(example: str) -> None:
    facts, asked, wanted = EXAMPLES[example]
    assert rules(found(*facts, **asked)) == wanted


def test_the_oracle_meets_every_rule() -> None:
    met = {rule for _, _, wanted in EXAMPLES.values() for rule in wanted}
    assert met == {rule.id.removeprefix("LNK-") for rule in RULES}
    assert len(EXAMPLES) >= 40


SENTENCES = {
    "same team, up to the first day that is recent": "Served in the same team as the subject (A, Response, Testshire "
    "Police), from 1 January 2019 to 21 November 2021: 2 years and 10 months.",
    "same team, from today": "Served in the same team as the subject (A, Response, Testshire Police), since "
    "21 November 2026: 1 day.",
    "same station": "Served at the same station as the subject (Ashton, Testshire Police), since "
    "21 November 2021: 5 years.",
    "manages the subject": "Manages the subject directly, since 1 January 2024: 2 years and 10 months.",
    "is managed by the subject through two others": "Is managed by the subject through 2 others, since 1 January 2024: "
    "2 years and 10 months.",
    "managed the subject through another at the time": "Managed the subject through 1 other at the time of the "
    "conduct, on 30 June 2023.",
    "was trained by the subject today": "Was trained by the subject in Driving on 21 November 2026.",
    "complained of the subject": "In another case, of May 2024: this person as complainant, the subject as subject.",
    "same address": "Has or had the same address as the subject; on the register since 21 November 2021.",
    "declared a relationship with the subject": "Declared a relationship with the subject, family, since "
    "1 January 2022: 4 years and 10 months.",
    "the subject declared a relationship": "A relationship with them was declared by the subject, since "
    "1 January 2022: 4 years and 10 months.",
    "declared a relationship with somebody of the victim's name": "Declared a relationship with somebody with the "
    "name of the victim, since 1 January 2022: 4 years and 10 months.",
    "declared the same group": "Declared an association with the same group as the subject, since 1 January 2022: "
    "4 years and 10 months.",
    "viewed the record before appointment": "Viewed the record on 21 November 2026, before being allocated to it.",
    "is the subject": "Is the subject.",
}


@pytest.mark.parametrize("example", SENTENCES)
def test_each_link_explains_itself(example: str) -> None:
    facts, asked, _ = EXAMPLES[example]
    assert [link.sentence for link in found(*facts, **asked)] == [SENTENCES[example]]


def test_a_day_that_is_not_on_file_is_not_made_up() -> None:
    links = found(post(CHO, date.min, **TEAM), post(PAT, date.min, **TEAM))
    assert [link.sentence for link in links] == [
        "Served in the same team as the subject (A, Response, Testshire Police), since a day that is not on file."
    ]


def effects(*facts: Any, **asked: Any) -> list[Effect]:
    return [link.effect for link in found(*facts, **asked)]


def test_in_a_small_force_the_same_station_alone_informs() -> None:
    station = together(SINCE, **PLACE)
    assert effects(*station, size=2500) == [Effect.EXCLUDES]
    assert effects(*station, size=2499) == [Effect.INFORMS]
    assert effects(*together(SINCE, **TEAM), size=50) == [Effect.EXCLUDES]


def test_a_force_sets_how_long_a_link_counts_and_how_small_is_small() -> None:
    own = Terms(TERMS.calendar, (terms.changed("link-years", "10", date.min, "a policy"),
                                 terms.changed("small-force", "100", date.min, "a policy")))  # fmt: skip
    old = together("2017-01-01", "2017-06-30", **PLACE)
    assert effects(*old) == []
    assert effects(*old, with_terms=own, size=101) == [Effect.EXCLUDES]


def test_who_works_on_the_case_is_excluded_by_what_is_private_alone() -> None:
    working = [*together(SINCE, **TEAM, **PLACE), post(CHO, SINCE, manager=PAT)]
    private = [tie(CHO, PAT, of=Declared.RELATIONSHIP), (CHO, Contact(Reach.ADDRESS, "d1", SINCE))]
    assert set(effects(*working, **HANDLER)) == {Effect.INFORMS}
    assert set(effects(*private, contacts={"d1"}, **HANDLER)) == {Effect.EXCLUDES}


@pytest.mark.parametrize("role", [Role.INTAKE, Role.DUTY_INSPECTOR])
def test_whoever_is_on_duty_may_take_a_report_down_unless_a_link_is_close(role: Role) -> None:
    assert effects(*together(SINCE, **TEAM), role=role) == [Effect.INFORMS]
    assert effects(tie(CHO, PAT, of=Declared.RELATIONSHIP), role=role) == [Effect.EXCLUDES]


def test_links_come_by_party_and_the_strongest_first() -> None:
    facts = register(
        *together(SINCE, **PLACE), *[post(MO, SINCE, **PLACE)], tie(CHO, PAT, of=Declared.RELATIONSHIP),
        post(PAT, SINCE, manager=CHO), Training(MO, CHO, "Driving", ON),
    )  # fmt: skip
    sides = ((Side.HANDLER, SAM), (Side.VICTIM, MO), (Side.SUBJECT, PAT))
    parties = tuple(Party(PartyRef(f"p{n}"), side, person, "") for n, (side, person) in enumerate(sides))
    case = ScreenedCase(parties, (CONDUCT,), {CHO: ON})
    links = links_between(CHO, Role.INVESTIGATOR, case, facts, TERMS, ON)
    assert [(link.party.side, link.rule) for link in links] == [
        (Side.SUBJECT, "LNK-2"), (Side.SUBJECT, "LNK-7"), (Side.SUBJECT, "LNK-8"), (Side.SUBJECT, "LNK-14"),
        (Side.VICTIM, "LNK-12"), (Side.VICTIM, "LNK-14"), (Side.CASE, "LNK-18"),
    ]  # fmt: skip
    assert [link.rule for link in excluding(links)] == ["LNK-2", "LNK-7", "LNK-8", "LNK-14", "LNK-14", "LNK-18"]
    assert len({link.sentence for link in links}) == len(links)


def test_every_rule_says_why_and_where_from() -> None:
    assert [rule.id for rule in RULES] == [f"LNK-{n}" for n in range(1, len(RULES) + 1)]
    assert all(rule.compares.endswith(".") and rule.why.endswith(".") and rule.cites for rule in RULES)
    assert {rule.strength for rule in RULES} == set(Strength)
