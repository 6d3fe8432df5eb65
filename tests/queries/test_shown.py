"""A file as one reader may be shown it: what is taken out, what stays, and that every page reads it there."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from complaints.database import SYSTEM, Database
from complaints.facts.load import facts_of
from complaints.queries.shown import Shown, shown
from complaints.queries.visible import CASE_FILE
from tests.queries.scene import REPORT, Scene
from tests.support.bench import again
from workflows.handling.entries import ReportMatter
from workflows.model import Attempt, Urgency
from workflows.people.entries import AddParty, DescribePerson
from workflows.registry import WORKFLOWS

AS_THEY_ARE = {
    "shown.py": "it is the place",
    "case_panel.py": "the files of meetings, which name no party",
    "confidential_page.py": "reports in confidence, which are no cases",
    "office_settings.py": "office files",
    "office_support.py": "office files",
    "packs.py": "a pack is made from a list of fields without names, and is searched for every true name",
    "panel_case.py": "the file of the meeting; the case is read as it is shown",
    "panel_declarations.py": "the files of meetings: they name people of the panel alone",
    "panel_page.py": "the files of meetings",
}
"""The modules that read files as they are, and why none of them shows the name of a victim."""


def test_every_page_of_a_case_reads_its_file_in_one_place() -> None:
    reading = {path.name for path in Path("complaints/queries").glob("*.py") if "facts_of(" in path.read_text()}
    assert reading == set(AS_THEY_ARE)
    web = {path.name for path in Path("complaints/web").rglob("*.py") if "facts_of(" in path.read_text()}
    assert web == {"steps.py"}, "there the engine alone is asked"


NAME = "Quenby Marsh-Thornfield"


def written_down(database: Database) -> Scene:
    scene = Scene(database, report={**REPORT, "victim": "", "reporter": ""})
    scene.people["vic"] = scene.site.add_person(NAME.lower(), number="880790")
    scene.people["son"] = scene.site.add_person("noah marsh-thornfield", number="880791")
    scene.do("ana", "add-party", part="victim", person="880790")
    return scene


@pytest.fixture
def scene(database: Database) -> Scene:
    return again(written_down, database)


def read(scene: Scene, who: str) -> Shown:
    with scene.site.database.transaction(scene.people[who].person_id, write=False) as session:
        case = session.execute(select(CASE_FILE.c.id)).scalar_one()
        return shown(session, [case], scene.people[who], scene.site.clock())[case]


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Quenby Marsh-Thornfield was there", "{} was there"),
        ("QUENBY  marsh-thornfield was there", "{} was there"),
        ("Quenby\nMarsh-Thornfield", "{}"),
        ("PC Marsh-Thornfield's car", "PC {}'s car"),
        ("Quenby's, “Quenby”, (Quenby)", "{0}'s, “{0}”, ({0})"),
        ("collar 880790.", "collar {}."),
        ("8807901 and K880790", "8807901 and K880790"),
        ("Quenbyish quenby", "Quenbyish quenby"),
    ],
)
def test_what_is_taken_out_of_words(scene: Scene, said: str, left: str) -> None:
    scene.do("ana", "add-incident", precision="exact", happened_on="2026-02-11", what=said, known_from="Her")
    entry = read(scene, "ana").file.facts[-1].entry
    assert entry.what == left.format(scene.alias)


def test_a_part_of_a_name_that_another_has_too_stays(scene: Scene) -> None:
    scene.do("ana", "add-party", part="witness", person="880791")
    said = "Quenby Marsh-Thornfield and Noah Marsh-Thornfield; then Marsh-Thornfield alone"
    scene.do("ana", "add-incident", precision="exact", happened_on="2026-02-11", what=said, known_from="Her")
    entry = read(scene, "ana").file.facts[-1].entry
    assert entry.what == f"{scene.alias} and Noah Marsh-Thornfield; then Marsh-Thornfield alone"


def test_the_reason_of_a_correction_and_of_haste_gives_way_too(scene: Scene) -> None:
    urgency = Urgency(f"{NAME} waits outside", knows_anyone=False)
    scene.do(
        "ana",
        "restrict-duties",
        about="4471",
        urgency=urgency,
        restrictions=["systems"],
        role_risk="Access.",
        review_on="2026-05-02",
    )
    event = read(scene, "ana").file.facts[-1].event
    assert event.urgency is not None
    assert event.urgency.reason == f"{scene.alias} waits outside"


def test_the_rules_answer_alike_for_the_file_as_it_is_and_as_it_is_shown(scene: Scene) -> None:
    """References, days and choices stay: nothing is evaluated otherwise."""
    scene.play(until="agree-contact")
    scene.do("lee", "describe-person", party="p1", preferred_name="Wrenna", age="25-34")
    as_shown = read(scene, "lee").file
    with scene.site.database.transaction(SYSTEM, write=False) as session:
        case = session.execute(select(CASE_FILE.c.id)).scalar_one()
        as_it_is = facts_of(session, [case])[case].file
    assert as_shown != as_it_is
    for process in as_it_is.processes:
        attempts = [Attempt(f, process, scene.people["lee"].actor, scene.site.clock()) for f in (as_it_is, as_shown)]
        decided = [WORKFLOWS[process.workflow].choices(attempt) for attempt in attempts]
        assert decided[0] == decided[1]
    assert [p.person for p in as_shown.postings] == [p.person for p in as_it_is.postings]


def test_what_she_wants_to_be_called_is_left_out_and_what_is_not_hers_stays(scene: Scene) -> None:
    scene.do("ana", "describe-person", party="p1", preferred_name="Wrenna", pronouns="she")
    scene.do("ana", "describe-person", party="subject", preferred_name="Deeks")
    said = {f.entry.party: f.entry for f in read(scene, "ana").file.all(DescribePerson)}
    assert [said[ref].preferred_name for ref in ("p1", "subject")] == [None, "Deeks"]


def test_what_names_her_is_marked_and_nothing_else(scene: Scene) -> None:
    file = read(scene, "ana").file
    assert {type(f.entry): f.veiled for f in file.facts} == {ReportMatter: False, AddParty: True}
    assert all(replace(f, veiled=False) == f for f in file.all(ReportMatter))
