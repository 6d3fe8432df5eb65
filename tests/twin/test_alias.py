"""Two cases that differ in nothing but in who the victim is: byte for byte alike to whoever may not know who."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from shutil import copy

import pytest

from complaints.database import Database
from complaints.queries.addresses import PRINTED, SECTIONS
from tests.queries.scene import ALLEGATION, NO_CONNECTION, REPORT, ROUTE, Scene
from tests.twin.visit import Leak, Visitor, compare
from workflows.registry import STEPS, WORKFLOW_OF

PEOPLE = {"quenby thornfield": "880731", "marisol achterberg": "880732"}
"""Of names of different length, from different teams."""


class Told(Scene):
    """Both are on the register; one of them is the victim, and is named in all that is written."""

    def __init__(self, database: Database, victim: str) -> None:
        super().__init__(database, report={**REPORT, "victim": "", "reporter": ""})
        for name, number in PEOPLE.items():
            self.people[name] = self.site.add_person(name, number=number, team=f"Team of {name}")
        for who, trigger, _, stated in ROUTE[:4]:
            self.do(who, trigger, **stated)
        name, number = victim.title(), PEOPLE[victim]
        first, last = name.split()
        self.do("lee", "add-party", part="victim", person=number)
        self.do("ana", "describe-person", party="p1", preferred_name=first[:4], own_words=f"{first[:4]}, a survivor")
        self.do("lee", "declare-change", connected="no")
        self.do("hed", "declare-interests", **NO_CONNECTION)
        self.do(
            "lee", "add-allegation", **{**ALLEGATION, "summary": f"Followed {name.upper()} ({number}); {last} ran."}
        )
        self.do("lee", "preserve-evidence", evidence="cctv", state="secured", details=f"{first}'s film.")
        for who, trigger, _, stated in ROUTE[5:14]:
            self.do(who, trigger, **stated)


@pytest.fixture
def told(tmp_path: Path, sqlite_template: Path) -> Iterator[tuple[Told, Told]]:
    scenes = []
    for number, victim in enumerate(PEOPLE):
        path = tmp_path / f"{number}.db"
        copy(sqlite_template, path)
        scenes.append(Told(Database(f"sqlite:///{path}"), victim))
    yield scenes[0], scenes[1]
    for scene in scenes:
        scene.site.database.dispose()


def everything(scene: Told) -> Iterator[str]:
    """Every page of the case, every form of a step, and what tells of several cases."""
    case = f"/cases/{scene.reference}"
    yield from ("/", "/cases", "/oversight", "/alerts", "/compliance", "/unallocated", case)
    yield from (f"{case}/{name}" for name in (*SECTIONS, *PRINTED))
    yield from (f"{case}/steps/{trigger}" for trigger in STEPS if WORKFLOW_OF[trigger].name != "panel")


def visit(one: Told, other: Told, who: str) -> None:
    with ExitStack() as stack:
        both = (Visitor(one.site, who, stack), Visitor(other.site, who, stack))
        for path in everything(one):
            compare(f"GET {path}", both[0].ask("GET", path), both[1].ask("GET", path))
        for sought in (*PEOPLE, *PEOPLE.values(), "Quenby", "achterberg"):
            sent = (("sought", sought),)
            compare(f"find {sought}", both[0].ask("POST", "/find", sent), both[1].ask("POST", "/find", sent))
        compare("the log", both[0].logged(), both[1].logged())


@pytest.mark.parametrize("who", ["ana", "lee", "hed"])
def test_it_is_the_same_whoever_the_victim_is(told: tuple[Told, Told], who: str) -> None:
    assert told[0].reference == told[1].reference
    visit(*told, who)


@pytest.mark.parametrize("who", ["ivy", "sue"])
def test_to_the_officer_and_the_investigator_it_is_not(told: tuple[Told, Told], who: str) -> None:
    """So there is something that could leak."""
    with pytest.raises(Leak):
        visit(*told, who)


def test_once_it_is_shown_to_somebody_it_differs_and_only_to_them(told: tuple[Told, Told]) -> None:
    for scene in told:
        scene.do("lee", "see-identity-at-once", party="p1", reasons="Her life is at risk.")
    visit(*told, "hed")
    with pytest.raises(Leak):
        visit(*told, "lee")
