"""A new post of somebody in a case, or at work on it: everybody at work is screened again, and only news is kept."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from complaints.database import SYSTEM, Database
from complaints.facts.load import facts_of
from complaints.models import metadata
from complaints.models.people import SYSTEM_ACTOR
from complaints.queries.visible import CASE_FILE
from complaints.references import seeded
from complaints.services import rescreening
from complaints.services.rescreening import screen_again
from complaints.services.verify import verify
from tests.imports.files import Said, line, person, posting, take_over, unit
from tests.machine.rows import all_rows
from tests.queries.scene import NO_CONNECTION, REPORT, Scene
from tests.services.test_recompute import Killed, stopping
from tests.support.bench import again
from tests.support.statements import count_statements
from workflows.casefile import CaseFile
from workflows.model import Role
from workflows.screening.decided import in_the_way

ROUND, EVENT, ENTRY = (metadata.tables[name] for name in ("screening_round", "event", "entry_screen_person"))
ANA, LEE, IVY, SUE, DEE, VIC, UNA = "100", "101", "103", "104", "4471", "4472", "4499"
NIGHT = "Night"
DAY = timedelta(days=1)


def investigated(database: Database) -> Scene:
    scene = Scene(database)
    scene.play(until="agree-contact")
    scene.do("hed", "declare-interests", **NO_CONNECTION)
    return scene


@pytest.fixture
def scene(database: Database) -> Scene:
    return again(investigated, database)


@pytest.fixture
def served(scene: Scene, tmp_path: Path) -> "Served":
    """The register knows where the investigator serves, and nothing was found."""
    served = Served(scene, tmp_path)
    served.imports(unit(), posting(IVY, "2026-01-05", team=NIGHT))
    served.screens()
    assert served.found() == []
    return served


class Served:
    """A scene whose register grows by files."""

    def __init__(self, scene: Scene, path: Path) -> None:
        self.scene, self.path = scene, path
        self.database = scene.site.database

    def imports(self, *lines: Said) -> str:
        return take_over(self.database, self.path, list(lines), at=self.scene.site.clock()).summary

    def screens(self) -> None:
        screen_again(self.database, self.scene.site.clock, seeded(f"again {self.scene.site.clock()}"))

    def file(self) -> CaseFile:
        with self.database.transaction(SYSTEM, write=False) as session:
            case: int = session.execute(select(CASE_FILE.c.id)).scalars().first() or 0
            return facts_of(session, [case])[case].file

    def found(self) -> list[tuple[str, Role, tuple[str, ...]]]:
        """What the system has kept: of whom, in which role, and what waits for a decision."""
        file = self.file()
        mine = [f for f in file.facts if f.event.by == SYSTEM_ACTOR.person]
        assert all(f.event.trigger == "screen-person" and not f.event.flags for f in mine)
        on = self.scene.site.clock().date()
        return [
            (f.entry.person, f.entry.role, tuple(x.rule for x in in_the_way(file, f.entry.person, f.entry.role, on)))  # type: ignore[attr-defined]
            for f in mine
        ]

    def screened_cases(self) -> int:
        """In how many cases the system has kept something: of each person once."""
        told = select(EVENT.c.case_id, ENTRY.c.person, ENTRY.c.role).join(ENTRY, ENTRY.c.event_id == EVENT.c.id)
        with self.database.transaction(SYSTEM, write=False) as session:
            kept = session.execute(told.where(EVENT.c.by == SYSTEM_ACTOR.person)).all()
        assert len(set(kept)) == len(kept)
        return len({case for case, _, _ in kept})

    def rounds(self) -> list[bool]:
        """Whether each of them is finished."""
        with self.database.transaction(SYSTEM, write=False) as session:
            return list(session.scalars(select(ROUND.c.finished).order_by(ROUND.c.id)))


def joins(*numbers: str, since: str = "2026-03-02", **said: str) -> Sequence[Said]:
    return [posting(number, since, **({"team": NIGHT} | said)) for number in numbers]


def test_a_subject_who_joins_the_investigators_team_leaves_a_link_to_be_decided(served: Served) -> None:
    scene, site = served.scene, served.scene.site
    site.clock.forward(days=1)
    served.imports(*joins(DEE))
    assert served.found() == [], "an import itself screens nobody"
    served.screens()
    ivy = scene.people["ivy"].person
    assert served.found() == [(ivy, Role.INVESTIGATOR, ("LNK-13",))]
    assert verify(served.database).problems == ()

    hed, herself = site.browser("hed"), site.browser("ivy")
    address = f"/cases/{scene.reference}"
    waiting = hed.get(f"{address}/links").text.split("Screen somebody")[0]
    assert "Same team in recent years, with the subject" in waiting
    assert "<bdi>Ivy</bdi>, Investigator" in waiting
    # She goes on working until somebody has decided, and is told that something waits: not of whom, nor what.
    for page in ("", "/timeline", "/deadlines", "/print-chronology", "/decisions", "/people"):
        answer = herself.get(f"{address}{page}")
        assert answer.status_code in (200, 404)
        assert NIGHT not in answer.text
        assert "LNK-13" not in answer.text
    assert "Decide on a possible link" in herself.get(address).text

    said: dict[str, Any] = {"terms": "Another team.", "ends_on": "2026-12-31", "reasons": "She joined after it."}
    scene.do("hed", "decide-link", link="LNK-13.subject", people=[IVY], decision="managed", **said)
    assert "No possible link waits for a decision." in hed.get(f"{address}/links").text
    assert verify(served.database).problems == ()


def test_the_same_file_again_changes_nothing_and_nor_does_screening_again(served: Served) -> None:
    served.imports(*joins(DEE))
    served.screens()
    before = all_rows(served.database)
    assert served.imports(*joins(DEE)) == "Nothing changed."
    served.screens()
    assert all_rows(served.database) == before
    served.scene.site.clock.forward(days=30)
    assert served.imports(*joins(DEE)) == "Nothing changed."
    served.screens()
    assert all_rows(served.database) == before


NOBODY_NEW: dict[str, Sequence[Said]] = {
    "another team": joins(DEE, team="Day"),
    "somebody with no part in it": joins(SUE, team="Day"),
    "before the recent years": joins(DEE, since="2009-01-01", to="2010-01-01"),
    "a relationship with somebody else": [line("relationship", DEE, "2020-01-01", kind="family", with_name="Zoe")],
}


@pytest.mark.parametrize("lines", NOBODY_NEW.values(), ids=NOBODY_NEW)
def test_what_finds_nothing_new_leaves_nothing_in_the_case(served: Served, lines: Sequence[Said]) -> None:
    before = all_rows(served.database)
    served.imports(*lines)
    served.screens()
    after = all_rows(served.database)
    changed = {name for name, rows in after.items() if rows != before[name] and not name.startswith("register_")}
    assert changed <= {"person", "screening_round", "log_entry", "log_head"}
    assert served.rounds() == [True, True]


def test_a_new_post_of_whoever_works_on_it_is_looked_at_as_well(served: Served) -> None:
    served.imports(*joins(VIC, team="Day"))
    served.screens()
    assert served.found() == []
    served.imports(*joins(SUE, team="Day"))
    served.screens()
    sue = served.scene.people["sue"].person
    assert served.found() == [(sue, Role.OVERSIGHT_OFFICER, ("LNK-13",))]


def test_a_new_line_manager_is_a_new_post(served: Served) -> None:
    served.imports(*joins(DEE, team="Day", manager=IVY))
    served.screens()
    ivy = served.scene.people["ivy"].person
    assert served.found() == [(ivy, Role.INVESTIGATOR, ("LNK-7",))]


SAID: dict[str, Sequence[Said]] = {
    "a relationship": [line("relationship", IVY, "2020-01-01", kind="family", with_=DEE)],
    "a relationship of the subject": [line("relationship", DEE, "2020-01-01", kind="family", with_=IVY)],
    "one telephone": [person(n, name, telephone="01632 960009") for n, name in ((IVY, "Ivy"), (DEE, "Dee"))],
}


@pytest.mark.parametrize("lines", SAID.values(), ids=SAID)
def test_what_else_a_file_says_of_somebody_is_looked_at(served: Served, lines: Sequence[Said]) -> None:
    served.imports(*lines)
    served.screens()
    ivy = served.scene.people["ivy"].person
    assert [found[:2] for found in served.found()] == [(ivy, Role.INVESTIGATOR)]
    assert verify(served.database).problems == ()


def test_a_post_that_begins_later_is_looked_at_from_its_day_on(served: Served) -> None:
    served.imports(*joins(DEE, since="2026-03-20"))
    served.screens()
    assert served.found() == []
    served.scene.site.clock.forward(days=30)
    assert "have begun or ended" in served.imports(*joins(DEE, since="2026-03-20"))
    served.screens()
    assert len(served.found()) == 1


def test_whoever_is_excluded_is_screened_no_more(served: Served) -> None:
    scene = served.scene
    scene.do("hed", "report-connection", person=IVY, connection="social", found="By chance.")
    served.imports(*joins(DEE))
    served.screens()
    assert served.found() == []


def test_a_closed_case_is_left_alone(database: Database, tmp_path: Path) -> None:
    scene = again(closed, database)
    served = Served(scene, tmp_path)
    assert served.file().closed
    served.imports(unit(), posting(IVY, "2026-01-05", team=NIGHT), *joins(DEE))
    served.screens()
    assert (served.found(), served.rounds()) == ([], [True])


def closed(database: Database) -> Scene:
    scene = Scene(database)
    scene.play()
    return scene


FURTHER = 3


def further_cases(served: Served) -> None:
    """More cases about the same subject, on which Lee works, who is in the same team; and one about somebody else."""
    scene = served.scene
    scene.people["una"] = scene.site.add_person("una", number=UNA)
    for n in range(FURTHER + 1):
        scene.site.clock.forward(minutes=1)
        case = scene.open("ana", REPORT if n else {**REPORT, "subject": UNA, "victim": "", "reporter": ""})
        scene.do("ana", "allocate-case", case=case, person=LEE, role="appropriate-authority")
    served.imports(posting(LEE, "2026-01-05", team=NIGHT))
    served.screens()


def test_wherever_it_is_broken_off_the_rest_is_done_once(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rescreening, "BATCH", 2)
    further_cases(served)
    served.imports(*joins(DEE))
    broken_off = 0
    while not all(served.rounds()):
        served.database.faults = stopping(20 + 10 * broken_off)
        with suppress(Killed):
            served.screens()
        served.database.faults, broken_off = None, broken_off + 1
    assert broken_off > FURTHER
    assert served.screened_cases() == 1 + FURTHER
    assert verify(served.database).problems == ()


def test_several_that_work_at_once_keep_it_once(served: Served) -> None:
    served.imports(*joins(DEE))
    with ThreadPoolExecutor(3) as pool:
        for _ in range(3):
            pool.submit(served.screens)
    assert served.rounds() == [True, True]
    assert len(served.found()) == 1
    assert verify(served.database).problems == ()


def test_cases_are_found_by_one_statement_and_others_cost_nothing(served: Served) -> None:
    further_cases(served)
    counted = {}
    for number in (ANA, UNA):
        served.imports(*joins(number, team="Day"))
        with count_statements(served.database.engine) as seen:
            served.screens()
        finds = [said for said in seen.statements if "register_post" in said and "case_file.id >" in said]
        assert len(finds) == 2, "the second finds that there are no more"
        counted[number] = seen.count
    assert served.found() == []
    one, all_five = counted[UNA], counted[ANA]
    assert one <= 40
    assert all_five <= one + 4 * 24, "each case is read for everybody at once"
