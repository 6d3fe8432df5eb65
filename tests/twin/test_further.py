"""Two forces that differ in whether a further report is about somebody who is known: alike to whoever must not know."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from shutil import copy

import pytest

from complaints.database import Database
from complaints.queries.addresses import PRINTED, SECTIONS
from complaints.queries.further_reports import find_pair
from complaints.services.further import decide_further_report
from tests.queries.scene import NO_CONNECTION, REPORT, Scene
from tests.twin.visit import Leak, Visitor, compare
from workflows.model import Role
from workflows.registry import STEPS, WORKFLOW_OF
from workflows.risk.further import DecideFurtherReport
from workflows.risk.vocabulary import SamePerson

KNOWN, ANOTHER = "4471", "880741"


class Reported(Scene):
    """The first case is about `first`, and a later one that Bea takes down about `later`; Hed has told of that."""

    def __init__(self, database: Database, first: str, later: str) -> None:
        super().__init__(database, report={**REPORT, "subject": "", "victim": ""})
        for name, number, *roles in (("ned", ANOTHER), ("bea", "700", Role.INTAKE), ("gwen", "701", Role.GATEKEEPER)):
            self.people[name] = self.site.add_person(name, *roles, number=number)
        self.do("ana", "add-party", part="subject", person=first)
        self.play(until="allocate-case")
        for who in ("lee", "hed"):
            self.do(who, "declare-interests", **NO_CONNECTION)
        self.site.clock.forward(minutes=1)
        self.second = self.open("bea", {**REPORT, "subject": later, "victim": "", "reporter": "102"})
        self.do("bea", "declare-interests", case=self.second, **NO_CONNECTION)
        self.site.clock.forward(minutes=1)
        if first == later:
            self._join()
        self.site.clock.forward(days=3)

    def _join(self) -> None:
        gwen, at = self.people["gwen"], self.site.clock()
        said = DecideFurtherReport(other="", answer=SamePerson.SAME, reasons="His number.", knows_anyone=False)
        with self.site.database.transaction(gwen.person_id) as session:
            pair = find_pair(session, self.second, self.reference, gwen, at)
            names = (pair.later, pair.earlier)
            decide_further_report(session, pair.cases, names, by=gwen, at=at, entry=said, submission="f" * 32)


def worlds(path: Path, template: Path, *people: tuple[str, str]) -> Iterator[Reported]:
    for number, (first, later) in enumerate(people):
        copy(template, path / f"{number}.db")
        yield Reported(Database(f"sqlite:///{path / f'{number}.db'}"), first, later)


def pages(case: str) -> Iterable[str]:
    yield from ("/", "/cases", "/cases?overdue=yes", "/unallocated", "/compliance", "/alerts", "/further", "/report")
    yield from (f"/cases/{case}{name}" for name in ("", *(f"/{page}" for page in (*SECTIONS, *PRINTED))))
    yield from (
        f"/cases/{case}/steps/{trigger}" for trigger in STEPS if WORKFLOW_OF[trigger].name in ("people", "risk")
    )


def visit(one: Reported, other: Reported, who: str, case: str) -> None:
    with ExitStack() as stack:
        both = (Visitor(one.site, who, stack), Visitor(other.site, who, stack))
        for path in pages(case):
            compare(f"GET {path}", *(visitor.ask("GET", path) for visitor in both))
        for sought in (KNOWN, "Dee", one.reference):
            compare("POST /find", *(visitor.ask("POST", "/find", (("sought", sought),)) for visitor in both))
        compare("the log", *(visitor.logged() for visitor in both))


def test_whoever_took_the_report_down_never_learns_of_a_match(tmp_path: Path, sqlite_template: Path) -> None:
    """The new report is the same in both; the earlier case is about its subject in one of them."""
    one, other = worlds(tmp_path, sqlite_template, (KNOWN, KNOWN), (ANOTHER, KNOWN))
    assert one.second == other.second
    visit(one, other, "bea", one.second)
    one.do("bea", "allocate-case", case=one.second, person="101", role="appropriate-authority")
    other.do("bea", "allocate-case", case=other.second, person="101", role="appropriate-authority")
    for scene in (one, other):
        scene.do("lee", "declare-interests", case=scene.second, **NO_CONNECTION)
    visit(one, other, "bea", one.second)
    with pytest.raises(Leak):
        visit(one, other, "lee", one.second)


def test_whoever_is_excluded_from_one_learns_nothing_in_the_other(tmp_path: Path, sqlite_template: Path) -> None:
    """The earlier case is the same in both; the new report is about its subject in one of them."""
    one, other = worlds(tmp_path, sqlite_template, (KNOWN, KNOWN), (KNOWN, ANOTHER))
    for who in ("hed", "ana"):
        visit(one, other, who, one.reference)
    with pytest.raises(Leak):
        visit(one, other, "lee", one.reference)
