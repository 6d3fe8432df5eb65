"""Find: by reference, name and number within what one may know, and nothing of what one may not."""

import pytest

from complaints.database import Database
from complaints.queries import find_page as module
from complaints.queries.find_page import FindPage, find_page, problem_with
from complaints.references import is_well_formed
from complaints.services.progress import Correction
from tests.queries.scene import NO_CONNECTION, REPORT, Scene
from tests.support.independence import TESTED
from tests.support.statements import count_statements
from workflows.model import Role

NOBODY = "K7Q2-M4XD-9TBC"


def find(scene: Scene, who: str, sought: str) -> FindPage:
    actor = scene.people[who]
    with scene.site.database.transaction(actor.person_id, write=False) as session:
        return find_page(session, actor, sought)


def parts(scene: Scene, who: str, sought: str) -> list[tuple[str, ...]]:
    """For each case found, the parts of those who match."""
    return [each.parts for each in find(scene, who, sought).found]


@pytest.fixture
def ana(scene: Scene) -> str:
    """Has declared in the case, to which people of many names were added."""
    scene.do("ana", "declare-interests", **NO_CONNECTION)
    scene.do("ana", "add-party", part="witness", name="Zoë Ångström-O'Neill")
    scene.do("ana", "add-party", part="complainant", name="محمد علي")
    return "ana"


def test_a_reference_with_or_without_hyphens_in_small_letters_and_with_spaces(scene: Scene, ana: str) -> None:
    plain = scene.reference.replace("-", "")
    for sought in (scene.reference, scene.reference.lower(), plain, f"  {plain.lower()} "):
        assert [each.reference for each in find(scene, ana, sought).found] == [scene.reference]


def test_before_declaring_a_reference_is_found_and_a_name_is_not(scene: Scene) -> None:
    (found,) = find(scene, "ana", scene.reference).found
    assert (found.status, found.parts) == (None, ())
    assert [find(scene, "ana", sought).total for sought in ("Dee", "Vic", "4471")] == [0, 0, 0]


@pytest.mark.parametrize(
    ("sought", "part"),
    [
        ("Dee", "Subject"),
        ("4471", "Subject"),
        (" 44 71", "Subject"),
        ("4473", "Person who reported"),
        ("zoe", "Witness"),
        ("ANGSTROM zoë", "Witness"),
        ("o'neill", "Witness"),
        ("محمد", "Complainant"),
        ("مُحَمَّد", "Complainant"),
    ],
)
def test_a_person_by_name_part_of_it_or_number(scene: Scene, ana: str, sought: str, part: str) -> None:
    assert parts(scene, ana, sought) == [(part,)]


@pytest.mark.parametrize(
    "sought", ["%", "_e_", "D%e", "447", "Ana", "100", "07700 900123", "07700900123", "Nobody", NOBODY, "Dee Vic"]
)
def test_no_wildcards_no_handlers_no_secrets_and_no_part_of_a_number(scene: Scene, ana: str, sought: str) -> None:
    assert find(scene, ana, sought).total == 0


@pytest.mark.parametrize("sought", ["Vic", "vIC", "4472", "Kettle", "alias"])
def test_a_victim_under_an_alias_is_not_found(scene: Scene, ana: str, sought: str) -> None:
    """Not even by a name that was written down for her besides, or once she is shown for some hours."""
    scene.do("ana", "add-party", part="complainant", name="VIC")
    scene.do("ana", "declare-change", connected="no")
    scene.do("ana", "see-identity-at-once", party="victim", reasons="Her life is at risk.")
    assert find(scene, ana, sought).total == 0


def test_it_is_found_by_the_officer_and_the_investigator_while_they_are_appointed(scene: Scene) -> None:
    scene.play(until="agree-contact")
    assert [parts(scene, who, "Vic") for who in ("sue", "ivy", "lee")] == [[("Victim",)], [("Victim",)], []]
    scene.people["joe"] = scene.site.add_person("joe", Role.INVESTIGATOR, number="105")
    again = {"work_reviewed": "All of it.", "reasons": "She is away."}
    scene.do("lee", "replace-investigator", investigator="105", **TESTED, **again)
    scene.do("joe", "declare-interests", **NO_CONNECTION)
    assert [parts(scene, who, "4472") for who in ("sue", "joe")] == [[("Victim",)], [("Victim",)]]


def test_who_is_held_apart_is_not_found(scene: Scene, ana: str) -> None:
    apart = {"part": "reporter", "withhold_identity": "yes"}
    scene.do("ana", "add-party", person="4473", **apart)
    scene.do("ana", "add-party", name_held_apart="Quillon Secret", **apart)
    assert [find(scene, ana, sought).total for sought in ("Rep", "4473", "Quillon", "held apart")] == [0, 0, 0, 0]


def test_whoever_reported_first_and_is_held_apart_is_not_found(database: Database) -> None:
    """By name or number, in any part: to find somebody would say that it was they who told."""
    scene = Scene(database, report={**REPORT, "withhold_identity": "yes"})
    scene.do("ana", "declare-interests", **NO_CONNECTION)
    scene.do("ana", "add-party", part="witness", person="4473")
    assert [find(scene, "ana", sought).total for sought in ("Rep", "4473", "Dee")] == [0, 0, 1]


def test_a_name_that_was_corrected_is_not_found(scene: Scene, ana: str) -> None:
    wrong = scene.do("ana", "add-party", part="witness", name="Misheard Name")
    scene.do("ana", "add-party", correction=Correction("people.3", "Misheard"), part="witness", name="Right Name")
    assert wrong.trigger == "add-party"
    assert (find(scene, ana, "Misheard").total, find(scene, ana, "Right").total) == (0, 1)


def test_those_who_may_not_know_find_nothing(scene: Scene) -> None:
    scene.play(until="appoint-investigator")
    assert find(scene, "lee", "Dee").total == 1
    scene.do("ivy", "declare-interests", **NO_CONNECTION | {"known": ["subject:social"]})
    for who in ("dee", "vic", "rep", "ivy", "sue"):
        assert [find(scene, who, sought).total for sought in (scene.reference, "Dee", "4472")] == [0, 0, 0]


def test_the_same_statements_whatever_is_sought_and_what_is_sought_in_none(scene: Scene, ana: str) -> None:
    sent = []
    for sought in (scene.reference, "Dee", "Nobody", NOBODY):
        actor, database = scene.people[ana], scene.site.database
        with database.transaction(actor.person_id, write=False) as session, count_statements(database.engine) as seen:
            find_page(session, actor, sought)
        sent.append(seen.statements)
    assert [each == sent[0] for each in sent] == [True] * 4
    assert len(sent[0]) == 4
    assert [sought for sought in (scene.reference, "Dee") if sought in str(sent)] == []


def test_a_slip_in_a_reference_is_one_that_is_not_there(scene: Scene, ana: str) -> None:
    slip = scene.reference[:-1] + ("2" if scene.reference[-1] != "2" else "3")
    assert not is_well_formed(slip)
    assert find(scene, ana, slip) == find(scene, ana, NOBODY) == FindPage((), 0, True)


def test_of_many_the_newest_are_shown_and_all_are_counted(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    for _ in range(3):
        scene.site.clock.forward(minutes=5)
        newest = scene.open("ana", REPORT | {"reporter": ""})
        scene.do("ana", "declare-interests", case=newest, **NO_CONNECTION)
    page = find(scene, "ana", "Dee")
    assert (page.found[0].reference, len(page.found), page.total) == (newest, 2, 3)


def test_what_is_too_short_or_too_long_is_said() -> None:
    assert [bool(problem_with(sought)) for sought in ("", "  ", "a", "- -", "\u202e", "x" * 101, "ab", "4471")] == [
        *[True] * 6,
        False,
        False,
    ]
