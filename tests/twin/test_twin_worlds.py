"""Nobody who is excluded from a case, or was never given work on it, can tell that it exists."""

import pytest

from tests.twin.visit import Leak, Twins
from tests.twin.worlds import RELATIONS


@pytest.mark.parametrize("who", RELATIONS)
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
