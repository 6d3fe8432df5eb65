"""Settings and days off: two people settle them, from a day on, and deadlines follow."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from complaints.database import SYSTEM
from complaints.errors import Invalid
from complaints.facts.terms import force_terms
from complaints.services.accounts import LAST_ADMINISTRATOR
from complaints.services.recompute import recompute
from complaints.services.verify import verify
from tests.machine.rows import all_rows, attack, owner_of
from tests.machine.town import Town
from tests.services.office import administer, settle_day, settle_setting
from tests.services.route import Route
from tests.services.test_deadlines import last_days
from workflows.model import Refused, Role
from workflows.terms import Terms

MAY = datetime(2026, 5, 4, 9, tzinfo=UTC)
SAID = {"value": "3", "from_day": "2026-05-10", "source": "Minute 4", "why": "Sooner is safer."}


def terms(town: Town, known_at: datetime = datetime(2030, 1, 1, tzinfo=UTC)) -> Terms:
    with town.database.transaction(SYSTEM, write=False) as session:
        return force_terms(session.connection(), known_at)


def test_a_setting_changes_from_its_day_on_once_a_second_person_agrees(town: Town) -> None:
    administer(town, "alex", "propose-setting", MAY, setting="soo-offer", **SAID)
    assert terms(town).changes == ()
    administer(town, "hope", "confirm-setting", MAY + timedelta(hours=1), setting="soo-offer", checked="yes")
    found = terms(town)
    assert [found.number("soo-offer", date(2026, 5, day)) for day in (9, 10)] == [1, 3]
    assert found.term("soo-offer", date(2026, 6, 1)).cite.short == "This force: Minute 4"
    assert terms(town, MAY + timedelta(minutes=59)).changes == ()
    assert verify(town.database).problems == ()


def test_of_two_changes_from_one_day_the_later_holds(town: Town) -> None:
    settle_setting(town, "soo-offer", "3", date(2026, 5, 10), at=MAY)
    settle_setting(town, "soo-offer", "2", date(2026, 5, 10), at=MAY + timedelta(days=1))
    assert terms(town).number("soo-offer", date(2026, 5, 10)) == 2
    assert terms(town, MAY + timedelta(hours=1)).number("soo-offer", date(2026, 5, 10)) == 3


@pytest.mark.parametrize(
    ("setting", "value", "field"),
    [
        ("soo-offer", "0", "value"),
        ("soo-offer", "soon", "value"),
        ("same-force-victim-may-complain", "perhaps", "value"),
        ("email-served", "whenever", "value"),
        ("written-update", "6", "value"),
        ("no-such-setting", "6", "setting"),
    ],
)
def test_a_value_that_a_setting_may_not_have_is_not_proposed(town: Town, setting: str, value: str, field: str) -> None:
    with pytest.raises(Invalid) as found:
        administer(town, "alex", "propose-setting", MAY, setting=setting, **{**SAID, "value": value})
    assert list(found.value.problems) == [field]


def test_nobody_confirms_their_own_and_what_is_turned_down_changes_nothing(town: Town) -> None:
    administer(town, "alex", "propose-setting", MAY, setting="soo-offer", **SAID)
    before = all_rows(town.database)
    with pytest.raises(Refused) as refused:
        administer(town, "alex", "confirm-setting", MAY, setting="soo-offer", checked="yes")
    assert refused.value.missing == ("ADM-1",)
    with pytest.raises(Refused):
        administer(town, "ivy", "confirm-setting", MAY, setting="soo-offer", checked="yes")
    with pytest.raises(Invalid):
        administer(town, "hope", "confirm-setting", MAY, setting="soo-offer", checked="no")
    with pytest.raises(Refused):
        administer(town, "hope", "confirm-setting", MAY, setting="soo-rank", checked="yes")
    assert all_rows(town.database) == before
    administer(town, "hope", "turn-down-setting", MAY, setting="soo-offer", why="Too soon.")
    assert terms(town).changes == ()
    with pytest.raises(Refused):
        administer(town, "hope", "confirm-setting", MAY, setting="soo-offer", checked="yes")


def test_a_form_sent_twice_proposes_once(town: Town) -> None:
    first = administer(town, "alex", "propose-setting", MAY, setting="soo-offer", form="once", **SAID)
    again = administer(town, "alex", "propose-setting", MAY, setting="soo-offer", form="once", **SAID)
    assert (first.event_id, again.already) == (again.event_id, True)


def test_a_closure_moves_targets_and_no_statutory_limit(town: Town) -> None:
    day = date(2026, 6, 30)
    settle_day(town, day, "closure", at=MAY)
    assert terms(town).calendar.is_working_day(day)
    assert not terms(town).target_calendar.is_working_day(day)


def test_a_bank_holiday_that_is_closed_too_stays_one(town: Town) -> None:
    settle_day(town, date(2026, 12, 25), "closure", at=MAY)
    assert not terms(town).calendar.is_working_day(date(2026, 12, 25))


def test_a_day_can_be_taken_back_and_a_holiday_moved(town: Town) -> None:
    added, moved = date(2026, 6, 30), date(2026, 8, 31)
    settle_day(town, added, "bank-holiday", at=MAY)
    assert not terms(town).calendar.is_working_day(added)
    settle_day(town, added, "working-day", at=MAY + timedelta(days=1))
    settle_day(town, moved, "working-day", at=MAY + timedelta(days=2))
    assert terms(town).calendar.is_working_day(added)
    assert terms(town).calendar.is_working_day(moved)


def test_a_setting_moves_the_deadlines_that_start_from_its_day_on(route: Route) -> None:
    route.until("appoint-oversight-officer")
    before = last_days(route, "OVR-C3")
    settle_setting(route.town, "soo-first-contact", "9", date(2026, 1, 1), at=route.at)
    assert sum(recompute(route.town.database, lambda _: None).values()) > 0
    assert last_days(route, "OVR-C3") > before
    assert verify(route.town.database).problems == ()


def account(town: Town, key: str) -> tuple[bool, list[str], bool]:
    """Whether somebody's account is open, its roles, and whether its password is a one-time one."""
    found = "SELECT active, roles, one_time FROM account a JOIN person p ON p.id = a.person_id WHERE reference = '{}'"
    with owner_of(town.database) as connection:
        active, roles, once = connection.exec_driver_sql(found.format(town.ref(key))).one()
    return bool(active), json.loads(roles) if isinstance(roles, str) else roles, bool(once)


def test_roles_change_once_a_second_person_agrees(town: Town) -> None:
    administer(town, "alex", "propose-roles", MAY, person="ben", roles=["investigator"], why="He moved.")
    assert account(town, "ben") == (True, ["intake"], False)
    with pytest.raises(Refused) as refused:
        administer(town, "alex", "confirm-roles", MAY, person="ben", checked="yes")
    assert refused.value.missing == ("ADM-3",)
    administer(town, "hope", "confirm-roles", MAY, person="ben", checked="yes")
    assert account(town, "ben") == (True, ["investigator"], False)
    assert verify(town.database).problems == ()


def test_nobody_settles_their_own_roles(town: Town) -> None:
    with pytest.raises(Refused) as refused:
        administer(town, "alex", "propose-roles", MAY, person="alex", roles=["head-of-psd"], why="Why not.")
    assert refused.value.missing == ("ADM-4",)
    administer(town, "alex", "propose-roles", MAY, person="hope", roles=["investigator"], why="She asked.")
    with pytest.raises(Refused) as refused:
        administer(town, "hope", "confirm-roles", MAY, person="hope", checked="yes")
    assert refused.value.missing == ("ADM-4",)


@pytest.mark.parametrize("roles", [["administrator", "intake"], ["reporter-in-confidence"], ["nobody"]])
def test_some_roles_are_not_proposed(town: Town, roles: list[str]) -> None:
    with pytest.raises(Invalid) as found:
        administer(town, "alex", "propose-roles", MAY, person="ben", roles=roles, why="Why not.")
    assert list(found.value.problems) == ["roles"]


def test_closing_takes_the_roles_and_what_was_proposed(town: Town) -> None:
    administer(town, "alex", "propose-roles", MAY, person="ben", roles=["investigator"], why="He moved.")
    administer(town, "hope", "close-account", MAY, person="ben", why="He left.")
    assert account(town, "ben") == (False, [], False)
    for trigger, said in (("confirm-roles", {"checked": "yes"}), ("close-account", {"why": "Once more."})):
        with pytest.raises((Refused, Invalid)):
            administer(town, "hope", trigger, MAY, person="ben", **said)
    administer(town, "alex", "open-account", MAY, person="ben", username="another")
    assert account(town, "ben") == (True, [], True)
    assert verify(town.database).problems == ()


def test_an_open_account_is_not_opened_and_a_user_name_is_not_given_twice(town: Town) -> None:
    with pytest.raises(Invalid):
        administer(town, "alex", "open-account", MAY, person="ben", username="ben.two")
    with pytest.raises(Invalid):
        administer(town, "alex", "open-account", MAY, person="ben", username="Not Plain")


def test_roles_that_are_changed_behind_our_back_are_found(town: Town) -> None:
    administer(town, "alex", "propose-roles", MAY, person="ben", roles=["investigator"], why="He moved.")
    administer(town, "hope", "confirm-roles", MAY, person="ben", checked="yes")
    attack(town.database, "UPDATE account SET roles = '[\"head-of-psd\"]' WHERE username = 'ben'")
    assert verify(town.database).problems == (f"account {town.ref('ben')}: it is not as its history gives it",)


def test_a_file_that_is_renamed_behind_our_back_is_found(town: Town) -> None:
    administer(town, "alex", "propose-setting", MAY, setting="soo-offer", **SAID)
    attack(town.database, "UPDATE office_file SET name = 'soo-rank'")
    assert verify(town.database).problems == ("setting-change soo-rank: its entries are about something else",)


@pytest.fixture
def two(town: Town) -> Town:
    """A town in which Ben looks after accounts as well as Alex."""
    administer(town, "alex", "propose-roles", MAY, person="ben", roles=["administrator"], why="To share the work.")
    administer(town, "hope", "confirm-roles", MAY, person="ben", checked="yes")
    ben = town.people["ben"]
    now = replace(ben, signed_in=replace(ben.signed_in, roles=frozenset({Role.ADMINISTRATOR})))
    return replace(town, people={**town.people, "ben": now})


def refused(town: Town, by: str, trigger: str, **said: Any) -> dict[str, str]:
    """Why a step is not taken, which changes nothing."""
    before = all_rows(town.database)
    with pytest.raises(Invalid) as found:
        administer(town, by, trigger, MAY, **said)
    assert all_rows(town.database) == before
    return found.value.problems


def test_the_only_administrators_account_is_not_closed(town: Town) -> None:
    found = refused(town, "hope", "close-account", person="alex", why="He leaves.")
    assert found == {"why": LAST_ADMINISTRATOR}


def test_of_two_administrators_one_may_go(two: Town) -> None:
    administer(two, "ben", "close-account", MAY, person="alex", why="He left.")
    assert refused(two, "hope", "close-account", person="ben", why="He left too.") == {"why": LAST_ADMINISTRATOR}
    assert verify(two.database).problems == ()


def test_the_last_administrator_keeps_the_role(two: Town) -> None:
    administer(two, "ben", "propose-roles", MAY, person="alex", roles=["intake"], why="He moves.")
    administer(two, "hope", "close-account", MAY, person="ben", why="He left first.")
    assert refused(two, "hope", "confirm-roles", person="alex", checked="yes") == {"checked": LAST_ADMINISTRATOR}
    administer(two, "hope", "turn-down-roles", MAY, person="alex", why="He stays.")
    said = {"person": "alex", "roles": ["intake"], "why": "Once more."}
    assert refused(two, "ben", "propose-roles", **said) == {"roles": LAST_ADMINISTRATOR}
    assert account(two, "alex") == (True, ["administrator"], False)
