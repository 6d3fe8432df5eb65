"""Nobody who is excluded from a case, or was never given work on it, can tell that it exists."""

from itertools import product

import pytest
from sqlalchemy import select

from complaints.database import SYSTEM
from complaints.models import metadata
from complaints.models.people import SYSTEM_ACTOR
from tests.twin.conftest import ON_POSTGRESQL, ON_SQLITE
from tests.twin.visit import Leak, Twins
from tests.twin.worlds import RELATIONS
from tests.web.administering import moved, settle
from tests.web.client import Site

EVENT = metadata.tables["event"]
SOONER = ((ON_POSTGRESQL, "sid"), (ON_SQLITE, "dec"))
"""One who has a part in the case, and one who declared a connection; a visit by everybody takes minutes."""

EVERYBODY = [
    pytest.param(*on.values, who, marks=[*on.marks, *(() if (on, who) in SOONER else (pytest.mark.long,))])
    for on, who in product((ON_SQLITE, ON_POSTGRESQL), RELATIONS)
]


@pytest.mark.parametrize(("twins", "who"), EVERYBODY, indirect=["twins"])
def test_the_worlds_are_the_same_to_whoever_is_excluded(twins: Twins, who: str) -> None:
    twins.assert_alike(who)


def test_the_worlds_are_the_same_to_whoever_was_given_no_work_on_it(twins: Twins) -> None:
    twins.assert_alike("ola")


def test_to_nobody_without_work_on_it_is_it_more_than_an_unknown_reference(twins: Twins) -> None:
    """Even somebody with every role, who reads of it in packs and reports."""
    twins.probe("oli")


def test_to_those_who_work_on_it_the_worlds_differ(twins: Twins) -> None:
    """So there is something that could leak."""
    for who in ("ana", "lee", "hed"):
        with pytest.raises(Leak):
            twins.visit(who)


@pytest.mark.parametrize("who", RELATIONS)
def test_everybody_has_pages_that_could_tell(twins: Twins, who: str) -> None:
    """Their own case is under my work, on the oversight page, in the pack and in a report."""
    browser, own = twins.having.browser(who), twins.names.own[who]
    assert [own in browser.get(path).text for path in ("/", "/oversight", f"/cases/{own}")] == [True] * 3


@pytest.mark.parametrize("who", ["sid", "oli"])
def test_what_a_new_bank_holiday_moves_is_counted_of_cases_that_one_may_know_of(twins: Twins, who: str) -> None:
    """To somebody excluded the same in both worlds; to somebody else not, so there is something to tell."""
    moved, without = (_moved(site, who) for site in (twins.having, twins.lacking))
    assert without > 0
    assert (moved > without) is (who == "oli")


def _moved(site: Site, who: str) -> int:
    """How many deadlines somebody is told have moved, once they have confirmed days that others proposed."""
    proposer, confirmer, number = site.browser("ola"), site.browser(who), 0
    for day in ("5", "6"):
        site.clock.forward(minutes=1)
        said = {"day-day": day, "day-month": "3", "day-year": "2026", "becomes": "bank-holiday"}
        settle(site, proposer, "/administration/steps/propose-day", **said, called="A day", source="A proclamation")
        done = settle(site, confirmer, f"/administration/steps/confirm-day?of=2026-03-0{day}", checked="yes")
        number += moved(confirmer.get(done.headers["location"]).text)
    return number


def test_a_new_post_has_screened_again_in_the_secret_case_alone(twins: Twins) -> None:
    """So the worlds, which look alike, differ by what it has left behind."""
    assert [_system_steps(site) for site in (twins.having, twins.lacking)] == [["screen-person"], []]


def _system_steps(site: Site) -> list[str]:
    with site.database.transaction(SYSTEM, write=False) as session:
        return list(session.scalars(select(EVENT.c.trigger).where(EVENT.c.by == SYSTEM_ACTOR.person)))
