"""A fault at every statement of a step, before it and after it: nothing is half done, and trying again works once."""

from collections.abc import Callable
from itertools import product

import pytest

from complaints.database import Database
from complaints.errors import NotFound
from complaints.services.progress import Correction, Taken
from complaints.services.verify import verify
from tests.machine.rows import owner_of, rows_of
from tests.machine.town import STARTS
from tests.services.route import ALLEGATION, CONTACT, NONE, REPORT, Route
from tests.support.independence import TESTED


class Broken(Exception):
    """The machine stops here."""


def a_contact(route: Route) -> Callable[[], Taken]:
    route.until("agree-contact")
    return lambda: route.town.do("sue", "log-contact", CONTACT, route.at, "form")


def a_declaration_that_excludes(route: Route) -> Callable[[], Taken]:
    route.until("record-matter")
    connected = NONE | {"known": ["victim:social"]}
    return lambda: route.town.do("una", "declare-interests", connected, route.at, "form")


def an_appointment(route: Route) -> Callable[[], Taken]:
    """It moves the process, allocates, and meets somebody new with all who manage them."""
    route.until("start-investigation")
    raw = TESTED | {"investigator": "joe", "reasons": "Why."}
    return lambda: route.town.do("lee", "appoint-investigator", raw, route.at, "form")


def an_opening(route: Route) -> Callable[[], Taken]:
    return lambda: route.town.open_case("ana", REPORT, STARTS, "form")


def a_correction(route: Route) -> Callable[[], Taken]:
    route.until("record-matter")
    entry, why = ALLEGATION | {"summary": "Something else."}, Correction("allegations.1", "A slip of the pen.")
    return lambda: route.town.do("lee", "add-allegation", entry, route.at, "form", correction=why)


CASES = (a_contact, a_declaration_that_excludes, an_appointment, an_opening, a_correction)


@pytest.mark.parametrize("prepare", CASES)
def test_a_fault_anywhere_leaves_everything_as_it_was(
    route: Route, database: Database, prepare: Callable[[Route], Callable[[], Taken]]
) -> None:
    step = prepare(route)
    with owner_of(database) as outside:
        before = rows_of(outside)
        for number, moment in product(range(1, 100), ("before", "after")):
            broken_at = _break(database, step, number, moment)
            if (broken_at, moment) == ("COMMIT", "after"):
                break
            assert rows_of(outside) == before, f"{moment} statement {number}: {broken_at}"
        assert number > 10
        done = rows_of(outside)
        assert len(done["event"]) == len(before["event"]) + 1
        assert _again(step)
        assert rows_of(outside) == done
    assert verify(database).problems == ()


def _break(database: Database, step: Callable[[], Taken], number: int, moment: str) -> str:
    """Take the step with a fault at one statement; returns that statement."""
    reached: list[str] = []

    def fault(at: int, when: str, sql: str) -> None:
        if (at, when) == (number, moment):
            reached.append(sql)
            raise Broken

    database.faults = fault
    with pytest.raises(Broken):
        step()
    database.faults = None
    return reached[0]


def _again(step: Callable[[], Taken]) -> bool:
    """Whether sending the form again does nothing: it was done, or its sender may know nothing of the case now."""
    try:
        return step().already
    except NotFound:
        return True
