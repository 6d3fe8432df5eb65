"""A force's settings: what holds on a day, and what may not be changed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from complaints.holidays import bank_holidays
from workflows.calendar import Calendar, CountRule, Limit
from workflows.citations import Standing
from workflows.terms import DEFAULTS, MOST, Terms, Value, changed

CALENDAR = Calendar(bank_holidays())
TERMS = Terms(CALENDAR)
DAY = date(2026, 3, 2)
BY_KEY = {term.key: term for term in DEFAULTS}


SETTLED = {
    "written-update": 4,
    "outcome-notice": 5,
    "review-notice": 5,
    "review-period": 28,
    "email-served": "on the next working day",
    "withheld-review": 14,
    "after-withholding": 5,
    "timeliness-first": 12,
    "timeliness-next": 6,
    "suspension-review": 4,
    "suspension-review-2026": 12,
    "wish-reply": 28,
    "withdrawal-reply": 28,
    "withdrawal-local": "the appropriate authority",
    "former-officer-within": 12,
    "suspension-review-from": "the suspension",
    "duty-decision-from": "the later",
    "voluntary-referral-waits-from": "sending the referral",
    "soo-offer": 1,
    "soo-first-contact": 2,
    "soo-rank": "chief inspector",
    "agreed-contact": 28,
    "supervisor-review": 28,
    "acknowledge-confidential": 2,
    "risk-assessment": 1,
    "risk-countersigning": 1,
    "risk-again": 1,
    "same-force-victim-may-complain": False,
    "complaint-needs-standing": True,
    "outcomes-by-way": True,
    "passed-on-notice": 5,
    "outside-the-chain": 1,
    "urgent-access-review": 5,
    "identity-shown": 24,
    "identity-review": 5,
    "recommendation-response": 56,
    "suspension-notice": 5,
    "interim-independence": 72,
    "independence-look": 5,
    "cover": 1,
    "declaration-warning": 75,
    "declaration-renewal": 90,
    "challenge-answer": 10,
    "appointment-needs-training": True,
    "support-review": 180,
    "link-years": 5,
    "link-decision": 2,
    "link-review": 5,
    "link-telling": 2,
    "small-force": 2500,
    "panel-cycle": "monthly",
}
"""What every setting is where nobody has changed it."""


def test_the_defaults() -> None:
    assert {term.key: TERMS.value(term.key, DAY) for term in DEFAULTS} == SETTLED


def test_keys_are_unique() -> None:
    assert len(BY_KEY) == len(DEFAULTS)


def test_what_the_law_fixes_cannot_be_changed() -> None:
    fixed = {
        "written-update",
        "outcome-notice",
        "review-notice",
        "review-period",
        "timeliness-first",
        "timeliness-next",
        "suspension-review",
        "suspension-review-2026",
        "wish-reply",
    }
    assert {term.key for term in DEFAULTS if not term.changeable} == fixed
    with pytest.raises(
        ValueError, match=r"“Written update to those entitled to one” is fixed by PCMR 2020 reg 34\(2\)\(a\)"
    ):
        Terms(CALENDAR, (replace(BY_KEY["written-update"], value=8, changeable=True),))


def test_what_a_force_may_change_carries_a_warning() -> None:
    changeable = {term.key: term.cite for term in DEFAULTS if term.changeable}
    assert {cite.standing for cite in changeable.values()} == {Standing.SETTLED, Standing.PRACTICE, Standing.NOT_FOUND}
    assert [key for key, cite in changeable.items() if not cite.caveat] == []


def test_a_change_holds_from_its_day_on() -> None:
    offer = BY_KEY["soo-offer"]
    terms = Terms(CALENDAR, (replace(offer, value=3, since=DAY), replace(offer, value=2, since=date(2026, 9, 1))))
    asked = (DAY - timedelta(days=1), DAY, date(2026, 8, 31), date(2026, 9, 1))
    assert [terms.number("soo-offer", on) for on in asked] == [1, 3, 3, 2]
    assert terms.number("soo-first-contact", DAY) == 2


def test_of_two_changes_from_the_same_day_the_later_made_holds() -> None:
    offer = BY_KEY["soo-offer"]
    terms = Terms(CALENDAR, (replace(offer, value=3), replace(offer, value=4)))
    assert terms.number("soo-offer", DAY) == 4


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("soo-offer", "soon", "“Offer of a senior oversight officer” cannot be 'soon': its default is 1"),
        ("soo-offer", True, "“Offer of a senior oversight officer” cannot be True: its default is 1"),
        ("soo-offer", 0, "“Offer of a senior oversight officer” must be from 1 to 260 working days"),
        ("soo-offer", 261, "must be from 1 to 260 working days"),
        ("small-force", 100_001, "must be from 1 to 100,000 people"),
        ("same-force-victim-may-complain", 1, "cannot be 1: its default is False"),
        ("suspension-review-from", "never", "must be one of the suspension, the first working day after it"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused(key: str, value: Value, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Terms(CALENDAR, (replace(BY_KEY[key], value=value),))


@pytest.mark.parametrize("typed", ["-1", "1.5", "five", "1" * 7, "9" * 5000])
def test_a_number_is_written_in_figures(typed: str) -> None:
    with pytest.raises(ValueError, match="Enter a whole number of no more than six figures"):
        changed("soo-offer", typed, DAY, "a policy")


def test_every_number_that_a_force_may_change_has_a_most() -> None:
    own = [term for term in DEFAULTS if term.changeable and type(term.value) is int]
    assert {term.unit for term in own} == MOST.keys()
    assert [term.key for term in own if term.value > MOST[term.unit]] == []


def test_every_choice_may_be_made() -> None:
    chosen = BY_KEY["suspension-review-from"]
    terms = Terms(CALENDAR, (replace(chosen, value="the first working day after it"),))
    assert terms.value("suspension-review-from", DAY) == "the first working day after it"


def test_an_unknown_setting_names_those_that_there_are() -> None:
    with pytest.raises(KeyError) as error:
        TERMS.value("soo-ofer", DAY)
    assert error.value.args == (f"No setting is called 'soo-ofer'; there are {', '.join(BY_KEY)}",)
    with pytest.raises(KeyError, match="No setting is called 'soo-ofer'"):
        Terms(CALENDAR, (replace(BY_KEY["soo-offer"], key="soo-ofer"),))


@pytest.mark.parametrize("key", ["soo-rank", "same-force-victim-may-complain"])
def test_only_a_number_is_a_number(key: str) -> None:
    with pytest.raises(TypeError, match=f"{key} is not a number"):
        TERMS.number(key, DAY)


def test_a_local_closure_moves_targets_and_no_statutory_limit() -> None:
    terms = Terms(CALENDAR, closures=frozenset({date(2026, 3, 4)}))
    limit = Limit(CountRule.WD_FWD_PLUS, 2)
    assert terms.calendar.last_day(limit, DAY) == date(2026, 3, 4)
    assert terms.target_calendar.last_day(limit, DAY) == date(2026, 3, 5)
