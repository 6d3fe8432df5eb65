"""The command line: what each command prints, leaves and exits with; a problem is one plain line."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import select
from typer.main import get_command

from complaints.cli import app, main
from complaints.database import SYSTEM, Database
from complaints.imports.columns import SHAPES
from complaints.models import metadata
from complaints.models.people import SYSTEM_ACTOR
from complaints.services import log
from complaints.services.accounts import check_password
from complaints.services.safety import record_concern
from complaints.services.verify import verify
from tests.builders import case_at, force, story
from tests.conftest import KEYS
from tests.imports.files import SMALL, as_csv, person, posting, take_over, unit
from tests.machine.rows import all_rows, attack
from tests.queries.scene import REPORT, Scene
from workflows.model import LENT_ROLES, Role

EVENT = metadata.tables["event"]
COMMANDS = get_command(app).commands  # type: ignore[attr-defined]


class Ran(NamedTuple):
    """How a command ended and what it printed."""

    code: object
    out: list[str]
    err: list[str]


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs `complaints` as a shell would, with the tests' key and an empty directory."""
    monkeypatch.setenv("COMPLAINTS_KEYS", " ".join(KEYS))
    monkeypatch.setenv("COMPLAINTS_ALLOW_UNSAFE_DATABASE", "1")
    monkeypatch.setenv("COMPLAINTS_DIRECTORY", str(tmp_path))

    def command(*words: object) -> Ran:
        monkeypatch.setattr("sys.argv", ["complaints", *map(str, words)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Ran(ended.value.code, said.out.splitlines(), said.err.splitlines())

    return command


@pytest.fixture
def live(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """The database that the environment names, with one case in it."""
    monkeypatch.setenv("DATABASE_URL", database.engine.url.render_as_string(hide_password=False))
    case_at(database, "recorded")
    return database


@pytest.mark.parametrize("name", COMMANDS)
def test_help_gives_an_example(run: Run, name: str) -> None:
    ran = run(name, "--help")
    assert ran.code == 0
    _, example = " ".join(line.strip() for line in ran.out).split("Example: ")
    assert f"complaints {name}" in example


def test_verify_says_what_it_read_and_where_the_chain_ends(run: Run, live: Database) -> None:
    ran = run("verify")
    with live.transaction(SYSTEM, write=False) as session:
        head = log.head(session)
    events = len(all_rows(live)["event"])
    assert (ran.code, ran.err) == (0, [])
    assert ran.out == [f"{head.sequence} log entries, {events} events, 1 cases.", f"Head {head.sequence}:{head.hash}"]
    assert run("verify", "--head", f"{head.sequence}:{head.hash}").code == 0


def test_verify_fails_on_what_was_changed(run: Run, live: Database) -> None:
    attack(live, "UPDATE process SET status = 'closed' WHERE workflow = 'handling'")
    ran = run("verify")
    assert ran.code == 1
    assert ran.err == ["complaints: 1 problems found"]
    assert ran.out[0].endswith("handling: its status is not the one at which its history arrives")
    assert run("verify", "--head", "1:nothing").err == ["complaints: 2 problems found"]


@pytest.mark.parametrize("head", ["", "12", "x:y", "12:", ":abc"])
def test_a_head_that_is_none_is_one_plain_line(run: Run, live: Database, head: str) -> None:
    assert live
    ran = run("verify", "--head", head)
    assert (ran.code, ran.out) == (1, [])
    assert ran.err == [f"complaints: {head} is not a head: write it as NUMBER:HASH"]


def test_recompute_moves_nothing_by_itself(run: Run, live: Database) -> None:
    before = all_rows(live)["deadline"]
    assert run("recompute")[:2] == (0, ["Deadlines moved in 0 cases."])
    assert all_rows(live)["deadline"] == before


def test_rotating_keys_changes_no_answer(run: Run, live: Database) -> None:
    before = all_rows(live)["entry_report_matter"]
    ran = run("rotate-keys")
    assert (ran.code, ran.out[0].endswith("rows locked with the current key.")) == (0, True)
    assert all_rows(live)["entry_report_matter"] != before
    assert run("verify").code == 0


def test_each_command_is_logged(run: Run, live: Database) -> None:
    run("recompute")
    with live.transaction(SYSTEM, write=False) as session:
        last = session.execute(log.ENTRY.select().order_by(log.ENTRY.c.sequence.desc())).first()
    assert last is not None
    assert (last.kind, last.what.split(".")[0], last.account_id) == ("command", "recompute", None)


def test_a_story_is_played_once(run: Run, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", database.engine.url.render_as_string(hide_password=False))
    force(database)
    assert run("play", story("route"))[:2] == (0, ["Played 1 without a surprise."])
    before = len(all_rows(database)["event"])
    assert run("play", story("route")).code == 0
    assert len(all_rows(database)["event"]) == before
    assert run("verify").code == 0


def test_a_story_that_cannot_be_read_is_named_with_its_line(run: Run, live: Database, tmp_path: Path) -> None:
    path = tmp_path / "story.yaml"
    path.write_text("title: A story\nstarts: 2026-03-02\nevents:\n  - {day: 0, by: ana, do: fly}\n", encoding="utf-8")
    before = all_rows(live)["event"]
    ran = run("play", path)
    assert (ran.code, ran.out) == (1, [])
    assert ran.err[0] == f"complaints: {path}:4: events.do: there is no step fly"
    assert all_rows(live)["event"] == before


def test_seeding_prints_what_was_made_and_who_may_sign_in(run: Run, sqlite_url: str) -> None:
    asked = ("--cases", 2, "--seed", 5, "--until", "2026-11-20", "--database", sqlite_url)
    ran = run("seed", *asked)
    assert (ran.code, ran.err) == (0, [])
    made, seconds, head, heading, *accounts = ran.out
    assert made.startswith("2 cases played and 0 copied, ")
    assert re.fullmatch(r"\d+ seconds?, \d+\.\d cases a second\.", seconds)
    assert heading == "Sign in as:"
    assert run("verify", "--database", sqlite_url, "--head", head.removeprefix("Head ")).code == 0
    database = Database(sqlite_url, KEYS)
    with database.transaction(SYSTEM, write=False) as session:
        signed_in = [check_password(session, *line.split()[-2:]) for line in accounts]
    database.dispose()
    assert {role for person in signed_in if person for role in person.roles} >= set(Role) - LENT_ROLES
    again = run("seed", *asked)
    assert (again.code, again.out[0]) == (0, made), "nothing is left to do"
    other = run("seed", "--cases", 3, *asked[2:])
    assert (other.code, other.out, len(other.err)) == (1, [], 1)
    assert other.err[0].startswith("complaints: this database holds cases, meetings and people already: ")


@pytest.mark.parametrize("until", ["2020-03-01", "2999-01-01"])
def test_a_force_is_seeded_for_days_that_have_been(run: Run, sqlite_url: str, until: str) -> None:
    ran = run("seed", "--until", until, "--database", sqlite_url)
    assert (ran.code, ran.err) == (1, ["complaints: the days must lie between 2020-02-01 and today"])


def test_nobody_acts_as_somebody_unknown(run: Run, live: Database, tmp_path: Path) -> None:
    assert live
    ran = run(
        "compliance",
        "--from",
        "2026-01-01",
        "--to",
        "2026-03-31",
        "--format",
        "csv",
        *("--out", tmp_path / "o"),
        *("--as", "who"),
    )
    assert (ran.code, ran.err) == (1, ["complaints: there is no active account called who"])
    assert not (tmp_path / "o").exists()


def test_a_pack_that_was_not_released_is_not_written(run: Run, live: Database, tmp_path: Path) -> None:
    assert live
    ran = run("pack", "--month", "2026-03", "--out", tmp_path / "pack.pdf")
    assert (ran.code, len(ran.err), (tmp_path / "pack.pdf").exists()) == (1, 1, False)


@pytest.mark.parametrize("day", ["2026-13-01", "2026-02-30", "yesterday"])
def test_a_day_that_is_none_is_named(run: Run, day: str) -> None:
    ran = run("compliance", "--from", day, "--to", "2026-03-31", "--format", "csv", "--out", "o")
    assert ran.code == 2
    assert any(day in line for line in ran.err)


def test_a_database_that_was_never_migrated_is_one_plain_line(run: Run, tmp_path: Path) -> None:
    ran = run("verify", "--database", f"sqlite:///{tmp_path / 'empty.db'}")
    assert (ran.code, ran.out, len(ran.err)) == (1, [], 1)
    assert ran.err[0].startswith("complaints: the database cannot be used")


def test_migrate_makes_a_database_that_verifies(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    assert run("migrate")[:2] == (0, ["The database has the newest schema."])
    assert run("migrate").code == 0
    assert run("verify").code == 0


def test_without_a_key_nothing_secret_is_read(run: Run, live: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    assert live
    monkeypatch.delenv("COMPLAINTS_KEYS")
    ran = run("verify")
    assert (ran.code, ran.err) == (1, ["complaints: there is no key: set COMPLAINTS_KEY_FILE or COMPLAINTS_KEYS"])


def test_safety_concerns_are_read_from_a_day_on_without_who_sent_them(run: Run, live: Database) -> None:
    moments = {
        "Before.": datetime(2026, 3, 1, 23, 59, tzinfo=UTC),
        "He has her keys.": datetime(2026, 3, 2, tzinfo=UTC),
    }
    with live.transaction(SYSTEM) as session:
        for number, (concern, at) in enumerate(moments.items()):
            assert record_concern(session, concern, by=SYSTEM_ACTOR, at=at, submission=f"{number:032}")
    ran = run("concerns", "--since", "2026-03-02")
    assert (ran.code, ran.err) == (0, [])
    assert ran.out == ["2026-03-02 00:00 UTC: He has her keys.", "1 concern."]


def test_the_alarm_names_a_further_report_of_which_no_gatekeeper_may_be_asked(
    run: Run, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", database.engine.url.render_as_string(hide_password=False))
    scene = Scene(database)
    assert run("outside") == Ran(0, ["0 cases and 0 further reports waiting."], [])
    scene.site.clock.forward(minutes=1)
    second = scene.open("ana", {**REPORT, "victim": "", "victim_name": "Ola Marsh", "reporter": ""})
    pair = f"{second} and {scene.reference}: a further report of which no gatekeeper may be asked"
    assert run("outside") == Ran(1, [pair, "0 cases and 1 further report waiting."], [])
    scene.site.add_person("gwen", Role.GATEKEEPER, number="701")
    assert run("outside").code == 0


def test_a_workforce_file_is_taken_over_and_logged(run: Run, live: Database, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(as_csv(SMALL), encoding="utf-8")
    said = "new unit: 2; new person: 3; new posting: 4; contact detail: 4; course: 1; absence: 1; declaration: 3."
    assert run("import-workforce", file, "--dry-run") == Ran(0, [f"14 lines read. It would change: {said}"], [])
    assert run("import-workforce", file) == Ran(0, [f"14 lines read. {said}"], [])
    file.write_text(as_csv([person("7001", "Ann Ashwick-Vale")]), encoding="utf-8")
    changed = "7001: Ann Ashwick, Police officer, is now Ann Ashwick-Vale, Police officer"
    assert run("import-workforce", file).out == [changed, "1 line read. person with another name or service: 1."]
    assert [row[1] for row in all_rows(live)["log_entry"]].count("register") == 2


def test_a_workforce_file_with_problems_is_not_taken_over(run: Run, live: Database, tmp_path: Path) -> None:
    before, file = all_rows(live)["person"], tmp_path / "people.csv"
    file.write_text(as_csv([*SMALL, posting("7009", "2026-01-01")]), encoding="utf-8")
    ran = run("import-workforce", file)
    wrong = "people.csv, line 16, number: 7009 is neither on the register nor a “person” in this file"
    assert ran == Ran(1, [wrong], ["complaints: nothing was imported: 1 problem"])
    assert all_rows(live)["person"] == before
    assert (
        run("import-workforce", tmp_path / "none.csv")
        .err[0]
        .endswith("No such file or directory: '" + str(tmp_path / "none.csv") + "'")
    )


@pytest.mark.parametrize("broken_off", [False, True])
def test_whoever_works_on_a_case_is_screened_again_after_an_import(
    run: Run, database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, broken_off: bool
) -> None:
    """What an import that was broken off has left undone, the next one does, though its file says nothing new."""
    monkeypatch.setenv("DATABASE_URL", database.engine.url.render_as_string(hide_password=False))
    people = case_at(database, "recorded").people
    together = [posting(people[key].details.number, "2026-02-02", team="Night") for key in ("lee", "dee")]
    if broken_off:
        assert take_over(database, tmp_path, [unit(), *together]).counts["posts"] == len(together)
    file = tmp_path / "people.csv"
    file.write_text(as_csv([unit(), *together]), encoding="utf-8")
    run("import-workforce", file, "--dry-run")
    assert system_steps(database) == []
    said = "Nothing changed." if broken_off else "new unit: 1; new posting: 2."
    assert run("import-workforce", file).out[-1] == f"3 lines read. {said}"
    assert system_steps(database) == ["screen-person"]
    before = {name: rows for name, rows in all_rows(database).items() if name not in ("log_entry", "log_head")}
    assert run("import-workforce", file).out == ["3 lines read. Nothing changed."]
    assert {name: all_rows(database)[name] for name in before} == before
    assert verify(database).problems == ()


def system_steps(database: Database) -> list[str]:
    with database.transaction(SYSTEM, write=False) as session:
        return list(session.scalars(select(EVENT.c.trigger).where(EVENT.c.by == SYSTEM_ACTOR.person)))


def test_the_help_names_every_column_of_a_workforce_file(run: Run) -> None:
    helped = " ".join(word for line in run("import-workforce", "--help").out for word in line.split())
    for kind, shape in SHAPES.items():
        may = f"; it may have {', '.join(shape.may)}" if shape.may else ""
        assert f"{kind}: {', '.join(shape.needs)}{may}" in helped
