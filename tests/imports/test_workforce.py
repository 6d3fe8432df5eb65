"""A workforce file: taken over whole or not at all, adding to history and never changing it."""

import sqlite3
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from complaints.database import SYSTEM, Database
from complaints.documents.scan import scan_bytes
from complaints.imports.workforce import import_workforce
from complaints.migrate import migrate
from complaints.models import metadata
from complaints.models.log import LogKind
from complaints.references import seeded
from complaints.rotation import rotate_keys
from complaints.secrets import new_key
from complaints.services.verify import verify
from complaints.specimen import as_csv as specimen_file
from complaints.specimen import specimen
from tests.conftest import KEYS
from tests.imports.files import FORCE, NOW, SMALL, line, person, posting, take_over, unit
from tests.machine.rows import all_rows
from tests.support.statements import count_statements
from tests.test_secrets_at_rest import stored
from workflows.casefile import Service

PERSON = metadata.tables["person"]
REGISTER = sorted(name for name in metadata.tables if name.startswith("register_"))


def history(database: Database) -> dict[str, Any]:
    rows = all_rows(database)
    return {name: rows[name] for name in (*REGISTER, "person", "log_entry")}


def of(database: Database, number: str) -> Any:
    with database.transaction(SYSTEM, write=False) as session:
        return session.execute(select(PERSON).where(PERSON.c.number == number)).one()


def test_a_file_fills_the_register(database: Database, tmp_path: Path) -> None:
    made = take_over(database, tmp_path, SMALL)
    assert (made.problems, made.changes) == ((), ())
    assert made.summary == (
        "new unit: 2; new person: 3; new posting: 4; contact detail: 4; course: 1; absence: 1; declaration: 3."
    )
    bob, ann = of(database, "7002"), of(database, "7001")
    assert (bob.name, bob.service, bob.force) == ("Bob Brackley", Service.OFFICER, FORCE)
    assert (bob.team, bob.rank, bob.manager) == ("B", "sergeant", ann.reference)
    assert bob.trained_until == date(2028, 5, 31)
    assert {name: len(rows) for name, rows in history(database).items() if name in REGISTER} == {
        "register_absence": 1, "register_before": 0, "register_change": 1, "register_contact": 4,
        "register_declared": 3, "register_post": 4, "register_post_end": 1, "register_training": 1, "register_unit": 2,
    }  # fmt: skip


def test_the_same_file_again_changes_nothing(database: Database, tmp_path: Path) -> None:
    take_over(database, tmp_path, SMALL)
    before = history(database)
    again = take_over(database, tmp_path, SMALL, at=NOW + timedelta(days=1))
    assert (again.summary, again.changes, again.problems) == ("Nothing changed.", (), ())
    assert history(database) == before


def test_a_dry_run_says_the_same_and_changes_nothing(database: Database, tmp_path: Path) -> None:
    before = history(database)
    said = take_over(database, tmp_path, SMALL, dry=True)
    assert history(database) == before
    assert said.counts == take_over(database, tmp_path, SMALL).counts


def test_what_changed_is_shown_and_what_was_stays(database: Database, tmp_path: Path) -> None:
    take_over(database, tmp_path, SMALL)
    before = history(database)
    later = [
        person("7002", "Bob Brackley-Dene", telephone="01632 960 002", address="9 Oak Row, Ashton, ZZ1 1AB"),
        posting("7002", "2024-03-01", "2026-11-15", rank="sergeant", team="B", unit="Custody", manager="7001"),
        posting("7002", "2026-11-16", rank="inspector", team="C", manager="7001"),
        line("absence", "7003", "2026-01-05", to="2026-03-06"),
        line("interest", "7003", "2022-01-01", with_name="Colby Lettings", to="2026-10-31"),
    ]
    made = take_over(database, tmp_path, later, at=NOW + timedelta(days=1))
    assert made.changes == (
        "7002: Bob Brackley, Police officer, is now Bob Brackley-Dene, Police officer",
        "7002: another address",
        "7002: sergeant, B, Custody ends on 2026-11-15",
        "7002: inspector, C, Response from 2026-11-16",
        "7003: away from 2026-01-05 to 2026-03-06",
        "7003: declared a business interest from 2022-01-01",
    )
    assert (of(database, "7002").rank, of(database, "7002").team) == ("inspector", "C")
    after = history(database)
    assert all(after[name][: len(rows)] == rows for name, rows in before.items() if name != "person")
    (was,) = after["register_before"]
    assert "Bob Brackley" in was


def test_a_posting_to_come_takes_effect_with_the_first_import_after_its_day(database: Database, tmp_path: Path) -> None:
    moves = (NOW + timedelta(days=3)).date()
    lines = [
        *SMALL[:5],
        posting("7003", "2019-05-01", (moves - timedelta(days=1)).isoformat(), team="A"),
        posting("7003", moves.isoformat(), team="Z"),
    ]
    take_over(database, tmp_path, lines)
    assert of(database, "7003").team == "A"
    assert take_over(database, tmp_path, lines, at=NOW + timedelta(days=2)).moved == 0
    made = take_over(database, tmp_path, lines, at=NOW + timedelta(days=3))
    assert (made.moved, of(database, "7003").team) == (1, "Z")
    assert made.summary.endswith("on the register: 1.")


def test_only_the_course_on_abuse_by_police_counts(database: Database, tmp_path: Path) -> None:
    begun = line("training", "7002", "2025-06-01", course="ABUSE BY POLICE", to="2027-01-31")
    take_over(database, tmp_path, [*SMALL[:5], begun])
    assert of(database, "7002").trained_until == date(2027, 1, 31)
    other = line("training", "7002", "2026-06-01", course="First aid", to="2029-01-31")
    again = line("training", "7002", "2025-06-01", course="Abuse by police", to="2027-03-31")
    take_over(database, tmp_path, [other, again], at=NOW + timedelta(days=1))
    assert of(database, "7002").trained_until == date(2027, 3, 31)
    with database.transaction(SYSTEM) as session:
        session.execute(PERSON.update().where(PERSON.c.number == "7003").values(trained_until=date(2030, 1, 1)))
    take_over(database, tmp_path, [line("training", "7003", "2026-06-01", course="First aid")], at=NOW)
    assert of(database, "7003").trained_until == date(2030, 1, 1), "another course says nothing of this one"


def test_somebody_whose_postings_have_ended_has_no_team(database: Database, tmp_path: Path) -> None:
    take_over(database, tmp_path, [*SMALL[:5], posting("7002", "2020-01-01", "2026-11-20", team="A", rank="constable")])
    assert (of(database, "7002").team, of(database, "7002").rank) == ("", "constable")
    assert of(database, "7002").force == FORCE


def test_every_problem_is_reported_at_once_where_it_stands(database: Database, tmp_path: Path) -> None:
    made = take_over(database, tmp_path, [*SMALL, posting("7009", "2026-01-01"), person("7004", service="x")])
    assert [str(problem)[:35] for problem in made.problems] == [
        "people.csv, line 16, number: 7009 i",
        "people.csv, line 17, service: “x” i",
    ]
    assert all(len(rows) == 0 for name, rows in history(database).items() if name in REGISTER)


def test_a_loop_is_found_wherever_on_the_way_it_lies_and_only_on_the_same_day(
    database: Database, tmp_path: Path
) -> None:
    chain = [posting(str(n), "2020-01-01", manager=str(n + 1)) for n in range(7010, 7014)]
    people = [unit(), *(person(str(n)) for n in range(7010, 7015))]
    close = posting("7014", "2021-01-01", manager="7011")
    found = take_over(database, tmp_path, [*people, *chain, close], dry=True).problems
    assert {problem.sentence for problem in found} == {
        "a loop of line managers: 7011 → 7012 → 7013 → 7014 → 7011",
        "a loop of line managers: 7012 → 7013 → 7014 → 7011 → 7012",
        "a loop of line managers: 7013 → 7014 → 7011 → 7012 → 7013",
        "a loop of line managers: 7014 → 7011 → 7012 → 7013 → 7014",
    }
    before = posting("7014", "2019-01-01", "2019-12-31", manager="7011")
    assert take_over(database, tmp_path, [*people, *chain, before]).problems == ()


def test_contact_details_are_locked_and_the_log_names_nobody(
    database: Database, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    take_over(database, tmp_path, SMALL)
    secrets = {"01632 960001", "1 Elm Row", "cat@example.org", "Harriers Running Club", "Colby Lettings"}
    written = capfd.readouterr()
    assert scan_bytes(stored(database), secrets) == scan_bytes((written.out + written.err).encode(), secrets) == ()
    assert scan_bytes(stored(database), {"Ann Ashwick"}), "what is not secret is found there"
    (entry,) = (row for row in all_rows(database)["log_entry"] if LogKind.REGISTER.value in row)
    assert not any(str(value).startswith(("Ann", "Bob", "7001")) for value in entry)


def test_new_keys_leave_the_register_comparable(database: Database, tmp_path: Path) -> None:
    take_over(database, tmp_path, SMALL)
    url, fresh = database.engine.url.render_as_string(hide_password=False), new_key()
    for keys in ((fresh, *KEYS), (fresh,)):
        with_keys = Database(url, keys)
        assert take_over(with_keys, tmp_path, SMALL).summary == "Nothing changed."
        rotate_keys(with_keys, lambda *_: None)
        assert take_over(with_keys, tmp_path, SMALL).summary == "Nothing changed."
        assert verify(with_keys).problems == ()
        with_keys.dispose()


@pytest.mark.parametrize(
    "attack",
    [
        ["DROP TRIGGER register_post_refuses_update", "UPDATE register_post SET team = 'B' WHERE team = 'A'"],
        ["INSERT INTO register_absence (person_id, starts, ends, change_id) VALUES (1, '2026-01-01', '2026-01-02', 1)"],
        [
            "PRAGMA foreign_keys = off",
            *(f"DROP TRIGGER {name}_refuses_delete" for name in REGISTER),
            *(f"DELETE FROM {name}" for name in REGISTER),
        ],
    ],
    ids=["changed", "added", "lost"],
)
def test_history_that_is_not_what_was_imported_shows(tmp_path: Path, attack: list[str]) -> None:
    url = f"sqlite:///{tmp_path / 'register.db'}"
    migrate(url)
    database = Database(url, KEYS)
    take_over(database, tmp_path, SMALL)
    with sqlite3.connect(tmp_path / "register.db") as connection:
        for statement in attack:
            connection.execute(statement)
    connection.close()
    assert verify(database).problems == ("change 1 of the register: its rows are not those that were logged",)
    database.dispose()


def test_a_specimen_force_is_imported_by_a_constant_number_of_statements(sqlite_url: str, tmp_path: Path) -> None:
    database, today, statements = Database(sqlite_url, KEYS), NOW.date(), list[int]()
    for people in (40, 160):
        file = tmp_path / f"{people}.csv"
        file.write_text(specimen_file(specimen("test", people, today)), encoding="utf-8")
        with count_statements(database.engine) as found:
            made = import_workforce(database, file, at=NOW, random=seeded(str(people)))
        assert made.problems == ()
        statements.append(found.count)
    assert statements[0] <= 40
    assert specimen("test", 160, today) == specimen("test", 160, today)
    assert abs(statements[1] - statements[0]) <= 3, statements
    database.dispose()
