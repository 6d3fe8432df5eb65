"""How a case and a meeting begin: a row, its processes, and the step that says why."""

from dataclasses import replace

import pytest

from complaints.errors import Stale
from complaints.facts.load import Owner
from tests.machine.rows import all_rows
from tests.machine.town import STARTS, Town
from tests.services.route import REPORT, Route
from workflows.model import Refused

MEETING = {"month": "2026-07", "meets_on": "2026-07-30"}


def test_a_case_opens_with_its_processes_and_bars_whoever_is_named(route: Route) -> None:
    route.open()
    assert route.statuses() == {
        "handling": "received",
        "people": "open",
        "allegations": "open",
        "informing": "open",
        "referral": "undecided",
        "independence": "undecided",
        "oversight": "unassigned",
        "withdrawal": "not-withdrawn",
        "criminal": "not-suspended",
        "scrutiny": "quiet",
        "further": "open",
        "risk": "not-assessed",
        "duty-status": "undecided",
    }
    rows = all_rows(route.town.database)
    assert sorted(str(row[3]) for row in rows["exclusion"]) == ["reporter", "subject", "victim"]
    assert len(rows["allocation"]) == 1


def test_without_a_subject_no_duty_status_runs(route: Route) -> None:
    route.open(subject="")
    assert "duty-status" not in route.statuses()


def test_whoever_may_not_open_a_case_leaves_nothing(town: Town) -> None:
    before = all_rows(town.database)
    with pytest.raises(Refused):
        town.open_case("sue", REPORT, STARTS, "form")
    assert all_rows(town.database) == before


def test_a_case_opened_twice_is_one_case(town: Town) -> None:
    first = town.open_case("ana", REPORT, STARTS, "form")
    before = all_rows(town.database)
    assert town.open_case("ana", REPORT, STARTS, "form", "another") == replace(first, already=True)
    assert all_rows(town.database) == before
    with pytest.raises(Stale):
        town.open_case("ben", REPORT, STARTS, "form", "another")


def test_a_meeting_opens_once(town: Town) -> None:
    first = town.open_meeting("cora", MEETING, STARTS, "form")
    assert town.open_meeting("cora", MEETING, STARTS, "form") == replace(first, already=True)
    loaded = town.load(first.place.id, Owner.MEETING)
    assert [(p.workflow, p.status.value) for p in loaded.file.processes] == [("panel", "planned")]
