"""Who is excluded, readmitted and allocated, and by which step."""

import pytest

from complaints.errors import NotFound
from complaints.queries.visible import find_case
from complaints.references import reference, seeded
from complaints.services.verify import verify
from tests.machine.rows import owner_of
from tests.machine.town import Town
from tests.services.route import CONTACT, NONE, Route
from tests.support.independence import TESTED


def may_know(town: Town, key: str) -> bool:
    with town.database.transaction(town.signed_in(key).person_id, write=False) as session:
        try:
            return bool(find_case(session, reference(seeded("walk"), "case"), town.signed_in(key)))
        except NotFound:
            return False


def standing(town: Town, table: str, column: str) -> list[tuple[str, str]]:
    """Whose rows stand in a table: people by their key, and one column."""
    names = {player.person: key for key, player in town.people.items()}
    join = f"SELECT p.reference, x.{column} FROM {table} x JOIN person p ON p.id = x.person_id WHERE x.until IS NULL"
    with owner_of(town.database) as connection:
        return sorted((names[row[0]], row[1]) for row in connection.exec_driver_sql(join))


def test_only_those_who_work_on_a_case_know_of_it(route: Route) -> None:
    route.until("add-allegation")
    knowing = sorted(key for key in route.town.people if may_know(route.town, key))
    assert knowing == ["ana", "hope", "lee", "una"]


def test_a_party_finds_nothing_even_if_they_work_on_the_case(route: Route) -> None:
    route.until("add-allegation")
    route.do("lee", "add-party", part="witness", person="una")
    assert (may_know(route.town, "una"), may_know(route.town, "hope")) == (False, True)
    assert ("una", "appropriate-authority") in standing(route.town, "allocation", "role")


def test_a_declared_connection_excludes_at_once_until_somebody_else_clears_it(route: Route) -> None:
    route.until("record-matter")
    route.do("hope", "declare-interests", **NONE)
    route.do("una", "declare-interests", **NONE | {"known": ["victim:social"]})
    assert standing(route.town, "exclusion", "reason")[-2:] == [("una", "connection"), ("vic", "victim")]
    with pytest.raises(NotFound):
        route.do("una", "log-contact", **CONTACT)
    route.do("hope", "decide-connection", person="una", decision="excluded", reasons="Why.")
    assert not may_know(route.town, "una")
    route.do("hope", "decide-connection", person="una", decision="cleared", reasons="Why.")
    assert may_know(route.town, "una")
    assert verify(route.town.database).problems == ()


def test_clearing_a_connection_readmits_no_party(route: Route) -> None:
    route.until("record-matter")
    route.do("hope", "declare-interests", **NONE)
    route.do("lee", "add-party", part="witness", person="una")
    route.do("lee", "report-connection", person="una", connection="social", found="By chance.")
    route.do("hope", "declare-change", connected="no")
    route.do("hope", "decide-connection", person="una", decision="cleared", reasons="Why.")
    assert [pair for pair in standing(route.town, "exclusion", "reason") if pair[0] == "una"] == [("una", "witness")]
    assert not may_know(route.town, "una")


def test_one_oversight_officer_and_one_investigator_at_a_time(route: Route) -> None:
    route.until("appoint-oversight-officer")
    route.do("lee", "appoint-oversight-officer", officer="tom", reasons="Why.")
    route.do("lee", "replace-investigator", investigator="joe", reasons="Why.", work_reviewed="All of it.", **TESTED)
    working = [pair for pair in standing(route.town, "allocation", "role") if pair[1] != "appropriate-authority"]
    assert working == [
        ("ana", "intake"),
        ("hope", "head-of-psd"),
        ("joe", "investigator"),
        ("tom", "senior-oversight-officer"),
    ]
    assert (may_know(route.town, "sue"), may_know(route.town, "tom")) == (False, True)
