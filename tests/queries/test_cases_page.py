"""The list of cases: every filter counts what it lists, and nothing tells of a case before declaring."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from complaints.database import SYSTEM, Database
from complaints.errors import Invalid
from complaints.facts.load import facts_of
from complaints.queries import cases_page as module
from complaints.queries.case_columns import Abuse
from complaints.queries.cases_page import CaseFilter, CaseRow, CasesPage, Sort, cases_page
from complaints.queries.visible import find_case
from complaints.services.filters import MOST, delete_filter, save_filter
from complaints.web.case_filters import read_query
from tests.queries.scene import NO_CONNECTION, PARTIES, REPORT, Scene
from tests.queries.test_case_columns import abuse
from tests.support.bench import again
from tests.support.statements import count_statements
from workflows.calendar import london_day
from workflows.casefile import CaseFile
from workflows.handling.matter import kind
from workflows.handling.vocabulary import HandlingStatus, MatterKind
from workflows.model import Role

NOTHING = CaseFilter()
OLD = date(2026, 3, 1)


class Several(Scene):
    """Seven cases: one investigated, five received on days after it, and one in which nobody has declared."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.play(until="start-investigation")
        self.files: dict[str, CaseFile] = {self.reference: self._file(self.reference)}
        for n, answer in enumerate(("yes", "no", "unknown", "declined", "no")):
            self.site.clock.at = self.start + timedelta(days=n, hours=2)
            case = self.open("ana", REPORT | {"reporter": "", "domestic_abuse": answer})
            self.do("ana", "declare-interests", case=case, **NO_CONNECTION)
            self.files[case] = self._file(case)
        self.undeclared = self.open("ana", REPORT | {"reporter": ""})
        self.site.clock.at = self.start + timedelta(days=5)

    def _file(self, case: str) -> CaseFile:
        ana = self.people["ana"]
        with self.site.database.transaction(ana.person_id, write=False) as session:
            row = find_case(session, case, ana)
            return facts_of(session, [row])[row].file


@pytest.fixture
def several(database: Database, monkeypatch: pytest.MonkeyPatch) -> Several:
    """With two cases on a page."""
    monkeypatch.setattr(module, "PAGE", 2)
    return again(Several, database)


def view(scene: Scene, who: str, asked: CaseFilter = NOTHING, page: int = 1) -> CasesPage:
    actor = scene.people[who]
    with scene.site.database.transaction(actor.person_id, write=False) as session:
        return cases_page(session, actor, scene.site.clock(), asked, page)


def pages(scene: Scene, who: str, asked: CaseFilter = NOTHING) -> Iterator[CasesPage]:
    first = view(scene, who, asked)
    yield first
    yield from (view(scene, who, asked, n) for n in range(2, first.last + 1))


def listed(scene: Scene, who: str, asked: CaseFilter = NOTHING) -> list[CaseRow]:
    return [row for page in pages(scene, who, asked) for row in page.rows]


DAYS = st.sampled_from((None, OLD, OLD + timedelta(days=2), OLD + timedelta(days=5)))
FILTERS = st.builds(
    CaseFilter,
    status=st.sampled_from((None, HandlingStatus.RECEIVED, HandlingStatus.UNDER_INVESTIGATION, HandlingStatus.CLOSED)),
    kind=st.sampled_from((None, MatterKind.CONDUCT, MatterKind.COMPLAINT)),
    abuse=st.sampled_from((None, *Abuse)),
    role=st.sampled_from((None, Role.INTAKE, Role.INVESTIGATOR)),
    overdue=st.booleans(),
    opened_from=DAYS,
    opened_to=DAYS,
    sort=st.sampled_from(Sort),
)


def matches(scene: Several, asked: CaseFilter, row: CaseRow) -> bool:
    """The filter by hand, from the whole file of a case in which Ana, who took it in, has declared."""
    file = scene.files[row.reference]
    assert row.opened is not None
    overdue = "overdue" in row.due
    return all(
        (
            asked.status in (None, file.status("handling")),
            asked.kind in (None, kind(file)),
            asked.abuse in (None, abuse(file)),
            asked.role in (None, Role.INTAKE),
            overdue or not asked.overdue,
            (asked.opened_from or date.min) <= row.opened <= (asked.opened_to or date.max),
        )
    )


def test_every_filter_lists_what_it_counts_and_what_the_files_say(several: Several) -> None:
    everything = listed(several, "ana")
    assert (len(everything), [row.reference for row in everything][-1]) == (7, several.undeclared)

    @settings(max_examples=60, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(FILTERS)
    def check(asked: CaseFilter) -> None:
        found = list(pages(several, "ana", asked))
        rows = [row.reference for page in found for row in page.rows]
        assert {page.total for page in found} == {len(rows)}
        assert len(set(rows)) == len(rows)
        expected = {row.reference for row in everything if row.status and matches(several, asked, row)}
        asks_nothing = asked.query in ("", f"sort={asked.sort.value}", "role=intake", f"role=intake&sort={asked.sort}")
        assert set(rows) == expected | ({several.undeclared} if asks_nothing else set())
        assert read_query(asked.query) == asked or (asked.opened_to or date.max) < (asked.opened_from or date.min)

    check()


def test_the_order_is_as_asked(several: Several) -> None:
    def order(sort: Sort) -> list[CaseRow]:
        return [row for row in listed(several, "ana", CaseFilter(sort=sort)) if row.status]

    opened = [row.opened for row in order(Sort.OPENED)]
    assert opened == sorted((day for day in opened if day), reverse=True)
    references = [row.reference for row in order(Sort.REFERENCE)]
    assert references == sorted(references)
    assert order(Sort.STATUS)[-1].status is HandlingStatus.UNDER_INVESTIGATION
    assert [("overdue" in row.due) for row in order(Sort.DUE)] == sorted(
        (("overdue" in row.due) for row in order(Sort.DUE)), reverse=True
    )


def test_before_declaring_a_case_gives_only_its_reference_and_ones_own_role(several: Several) -> None:
    (row,) = [row for row in listed(several, "ana") if row.reference == several.undeclared]
    assert row == CaseRow(several.undeclared, f"/cases/{several.undeclared}", ("Intake",))
    today = london_day(several.site.clock())
    telling: list[dict[str, Any]] = [
        {"status": HandlingStatus.RECEIVED},
        {"abuse": Abuse.YES},
        {"opened_from": OLD},
        {"opened_to": today},
        {"overdue": True},
    ]
    for asked in telling:
        assert several.undeclared not in [row.reference for row in listed(several, "ana", CaseFilter(**asked))]


def test_parties_and_people_without_work_have_no_cases(several: Several) -> None:
    found = {who: view(several, who).total for who in (*PARTIES, "ivy", "sue")}
    assert found == dict.fromkeys(found, 0)


def test_a_page_after_the_last_is_the_last(several: Several) -> None:
    assert (view(several, "ana", page=99).page, view(several, "ana", page=99).last) == (4, 4)


def test_the_number_of_statements_does_not_depend_on_the_cases(several: Several) -> None:
    actor, database = several.people["ana"], several.site.database
    counts = []
    for asked in (NOTHING, CaseFilter(status=HandlingStatus.CLOSED)):
        with database.transaction(actor.person_id, write=False) as session, count_statements(database.engine) as seen:
            cases_page(session, actor, several.site.clock(), asked)
        counts.append(seen.count)
    assert counts == [5, 5]


def test_a_filter_is_kept_by_its_account_alone_replaced_and_deleted(scene: Scene) -> None:
    ana, lee = scene.people["ana"], scene.people["lee"]
    with scene.site.database.transaction(SYSTEM) as session:
        save_filter(session, ana, "Overdue", "overdue=yes")
        save_filter(session, ana, "Overdue", "overdue=yes&sort=status")
        save_filter(session, lee, "Overdue", "abuse=yes")
    assert [(s.name, s.href) for s in view(scene, "ana").saved] == [("Overdue", "/cases?overdue=yes&sort=status")]
    with scene.site.database.transaction(SYSTEM) as session:
        delete_filter(session, ana, "Overdue")
    assert [len(view(scene, who).saved) for who in ("ana", "lee")] == [0, 1]


def test_at_most_so_many_filters(scene: Scene) -> None:
    ana = scene.people["ana"]
    with scene.site.database.transaction(SYSTEM) as session:
        for n in range(MOST):
            save_filter(session, ana, f"Filter {n}", "overdue=yes")
    for name in ("One more", "", "x" * 61, "line\nbreak"):
        with pytest.raises(Invalid), scene.site.database.transaction(SYSTEM) as session:
            save_filter(session, ana, name, "overdue=yes")
    assert len(view(scene, "ana").saved) == MOST
