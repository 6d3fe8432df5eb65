"""The record is whole, and whoever changes it behind our back is found: by the chain, or by working it out again."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from complaints.database import SYSTEM, Database
from complaints.rotation import rotate_keys
from complaints.services import log
from complaints.services.verify import verify
from tests.conftest import KEYS
from tests.machine.rows import attack
from tests.machine.town import Town, settle
from tests.services.route import Route
from tests.support.postgres import APP, Cluster

LAST = "(SELECT max(sequence) FROM log_entry)"
EVENT = "(SELECT max(id) FROM event WHERE trigger = 'log-contact')"

TAMPERING = {
    "an entry edited": ("UPDATE entry_log_contact SET summary = 'Nothing was said.'",),
    "an entry deleted": ("DELETE FROM entry_log_contact",),
    "an event's moment moved": (f"UPDATE event SET occurred_at = '2026-01-01 09:00:00' WHERE id = {EVENT}",),
    "an event's person changed": (
        f"UPDATE event SET by = (SELECT by FROM event ORDER BY id LIMIT 1) WHERE id = {EVENT}",
    ),
    "an event and its entry deleted": (
        f"DELETE FROM entry_log_contact WHERE event_id = {EVENT}",
        f"DELETE FROM event WHERE id = {EVENT}",
    ),
    "a person's manager forgotten": ("UPDATE posting SET manager = NULL WHERE manager IS NOT NULL",),
    "a person taken off the case": ("UPDATE posting SET case_id = NULL WHERE rank = 'sergeant'",),
    "a process about somebody else": (
        "UPDATE process SET about = (SELECT max(reference) FROM person) WHERE workflow = 'oversight'",
    ),
    "a word that no rule knows": ("UPDATE entry_log_contact SET channel = 'pigeon'",),
    "a step that no rule knows": (f"UPDATE event SET trigger = 'fly' WHERE id = {EVENT}",),
    "a status that no rule knows": (f"UPDATE event SET dest = 'flown' WHERE id = {EVENT}",),
    "a role that nobody has": ("UPDATE allocation SET role = 'king'",),
    "a posting deleted": ("DELETE FROM posting WHERE rank = 'sergeant'",),
    "an exclusion deleted": ("DELETE FROM exclusion WHERE reason = 'subject'",),
    "an exclusion ended": ("UPDATE exclusion SET until = since WHERE reason = 'victim'",),
    "an allocation added": (
        "INSERT INTO allocation (id, case_id, person_id, role, since, event_id)"
        " SELECT 999, case_id, 0, 'intake', since, event_id FROM allocation LIMIT 1",
    ),
    "a case that somebody works on noted as nobody's": (
        "INSERT INTO unallocated_case (case_id) SELECT id FROM case_file LIMIT 1",
    ),
    "a status changed": ("UPDATE process SET status = 'closed' WHERE workflow = 'handling'",),
    "a deadline moved": ("UPDATE deadline SET last_day = '2030-01-01' WHERE clock = 'OVR-C1'",),
    "a deadline deleted": ("DELETE FROM deadline WHERE clock = 'OVR-C1'",),
    "the last entry of the log deleted": (f"DELETE FROM log_entry WHERE sequence = {LAST}",),
    "an entry of the log deleted": (f"DELETE FROM log_entry WHERE sequence = {LAST} - 2",),
    "an entry of the log edited": (f"UPDATE log_entry SET account_id = NULL WHERE sequence = {LAST} - 2",),
    "the head moved back": ("UPDATE log_head SET sequence = sequence - 1",),
}


@pytest.fixture(scope="session")
def sqlite_carried(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Route]:
    """A file with a case in which something has been said."""
    path = shutil.copy(sqlite_template, tmp_path_factory.mktemp("carried") / "carried.db")
    return str(path), _carry(f"sqlite:///{path}")


@pytest.fixture(scope="session")
def postgresql_carried(cluster: Cluster, postgresql_template: str) -> tuple[str, Route]:
    name = cluster.create_database(postgresql_template)
    return name, _carry(cluster.url(APP, name))


def _carry(url: str) -> Route:
    database = Database(url, KEYS)
    route = Route(settle(database)).until("log-contact")
    database.dispose()
    return route


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def carried(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Route]:
    """The same case in a copy of its own."""
    template, route = request.getfixturevalue(f"{request.param}_carried")
    if request.param == "sqlite":
        url = f"sqlite:///{shutil.copy(template, tmp_path / 'copy.db')}"
    else:
        cluster: Cluster = request.getfixturevalue("cluster")
        url = cluster.url(APP, cluster.create_database(template))
    database = Database(url, KEYS)
    yield replace(route, town=Town(database, route.town.people))
    database.dispose()


def test_what_nobody_touched_is_whole(carried: Route) -> None:
    found = verify(carried.town.database)
    assert found.problems == ()
    assert (found.cases, found.events) == (1, len(carried.load().file.facts))


@pytest.mark.parametrize("statements", TAMPERING.values(), ids=TAMPERING)
def test_tampering_is_found(carried: Route, statements: tuple[str, ...]) -> None:
    attack(carried.town.database, *statements)
    assert verify(carried.town.database).problems != ()


def test_a_rewritten_chain_shows_only_against_a_head_kept_outside(carried: Route) -> None:
    """Whoever owns the database can write the whole log anew: that is why heads are printed on what leaves it."""
    database = carried.town.database
    outside = verify(database).head
    attack(database, *_rewritten(carried))
    alone, against = verify(database), verify(database, outside=[outside])
    assert alone.problems == ()
    assert against.problems == (f"log entry {outside.sequence}: a head kept outside is beyond the end of the chain",)


def _rewritten(route: Route) -> list[str]:
    """The last step taken back, with its row of the log: everything is as it was the moment before."""
    with route.town.database.transaction(SYSTEM, write=False) as session:
        rows = session.execute(log.ENTRY.select().order_by(log.ENTRY.c.sequence)).all()
    assert rows[-1].what == "log-contact"
    return [
        f"DELETE FROM log_entry WHERE sequence = {rows[-1].sequence}",
        f"UPDATE log_head SET sequence = {rows[-2].sequence}, hash = '{rows[-2].hash}'",
        "UPDATE deadline SET met_at = NULL WHERE clock = 'OVR-C3'",
        "DELETE FROM deadline WHERE clock = 'OVR-C2' AND nth > 1",
        "UPDATE deadline SET met_at = NULL WHERE clock = 'OVR-C2'",
        f"DELETE FROM entry_log_contact WHERE event_id = {rows[-1].event_id}",
        f"DELETE FROM posting WHERE event_id = {rows[-1].event_id}",
        f"DELETE FROM event WHERE id = {rows[-1].event_id}",
    ]


def test_new_keys_break_no_digest(carried: Route) -> None:
    def quiet(_done: int, _of: int) -> None:
        return

    assert rotate_keys(carried.town.database, quiet) > 0
    assert verify(carried.town.database).problems == ()
