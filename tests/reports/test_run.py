"""Runs: the same facts give the same findings, a cut-off holds, and nobody learns of a hidden case."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import col, func, select

from complaints.database import SYSTEM, Database
from complaints.errors import Invalid, NotFound
from complaints.facts.load import Owner
from complaints.models.log import LogEntry, LogKind
from complaints.models.outputs import FindingRow, ReportRun
from complaints.models.people import SYSTEM_ACTOR
from complaints.queries.compliance_page import FoundRow, FoundRun, find_run, own_runs
from complaints.queries.visible import find_case
from complaints.references import reference
from complaints.reports.run import BATCH, run
from complaints.reports.summary import fingerprint
from complaints.services.progress import Correction, Place, take_step
from tests.queries.scene import NO_CONNECTION, REPORT, Scene
from tests.reports.rate import run_cases_per_second
from workflows.calls_to_action.checklist import MEASURES
from workflows.calls_to_action.measures import Finding, Period, Result
from workflows.referral.entries import DecideToRefer
from workflows.referral.vocabulary import Criterion

STARTS, ENDS = date(2026, 3, 1), date(2026, 4, 30)
PAST, FUTURE = datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 9, tzinfo=UTC)
SECOND = {**REPORT, "subject": "4473", "reporter": "4471"}
CLOSED, NEW = 35, 18
"""How many findings a run of March and April has about the route with the meetings, and about a case just reported."""


@pytest.fixture
def scene(database: Database) -> Scene:
    return Scene(database)


@pytest.fixture
def closed(scene: Scene) -> Scene:
    """The first route to its end."""
    scene.play()
    return scene


def make(scene: Scene, who: str = "hed", known_at: datetime | None = None) -> str:
    """A run of March and April, as known now or earlier, by somebody."""
    scene.site.clock.forward(minutes=1)
    now = scene.site.clock()
    period = Period(STARTS, ENDS, known_at or now)
    name = reference(scene.site.random, f"run {now}")
    return run(scene.site.database, scene.people[who], period, now=now, reference=name)


def findings(scene: Scene, made: str, who: str = "hed") -> tuple[FoundRow, ...]:
    actor = scene.people[who]
    with scene.site.database.transaction(actor.person_id, write=False) as session:
        return find_run(session, made, actor).findings


def of(scene: Scene, measure: str, made: str) -> list[Finding]:
    return [each.finding for each in findings(scene, made) if each.measure == measure]


def results(scene: Scene, measure: str, made: str) -> list[tuple[str, Result]]:
    return [(finding.unit, finding.result) for finding in of(scene, measure, made)]


def stored(scene: Scene) -> list[int]:
    """How many runs and findings there are, whoever may read them."""
    with scene.site.database.transaction(SYSTEM, write=False) as session:
        return [session.exec(select(func.count()).select_from(table)).one() for table in (ReportRun, FindingRow)]


def test_the_route_gives_every_measure_its_findings(closed: Scene) -> None:
    found = [(each.measure, each.finding.unit, each.finding.result) for each in findings(closed, make(closed))]
    met, not_evidenced = Result.MET, Result.NOT_EVIDENCED
    assert found == [
        ("QAP-4", "March 2026", Result.NOT_MET),
        ("QAP-4", "April 2026", Result.NOT_YET_DUE),
        ("IRR-1", "The case", met),
        ("IRR-2", "The case", met),
        ("IRR-7", "Subject 1", not_evidenced),
        ("IRR-9", "Allegation 1", met),
        ("IRR-10", "Victim 1", not_evidenced),
        ("PVS-1", "Victim 1", met),
        ("PVS-2", "Victim 1", met),
        ("PVS-6", "Subject 1", Result.NOT_MET),
        ("IRA-1", "Appointment of an officer 1", met),
        ("IRA-1", "First contact 1", met),
        ("IRA-4", "The case", met),
        ("IRA-5", "Subject 1", not_evidenced),
        ("IRA-10", "Victim 1", not_evidenced),
        ("III-1", "Person 1", met),
        ("III-1", "Person 2", met),
        ("III-1", "Person 3", met),
        ("III-5", "The case", met),
        ("III-12", "The case", met),
        ("CVS-1", "Written update 1", met),
        ("CVS-1", "Written update 2", met),
        *(("CVS-3", f"Contact {n}", met) for n in range(1, 5)),
        ("CVS-7", "Outcome 1", met),
        ("CVS-10", "The case", met),
        ("CVS-13", "Victim 1", not_evidenced),
        ("QAP-6", "The case", not_evidenced),
        ("QAP-8", "Twelve months 1", met),
        ("MGR-2", "Subject 1", met),
        ("TRD-1", "Investigator 1", met),
        ("TRD-1", "Senior oversight officer 1", met),
        ("TRD-9", "Person 1", met),
    ]


def test_the_same_inputs_give_the_same_findings_and_fingerprint(closed: Scene) -> None:
    known_at = closed.site.clock()
    first, second = make(closed, known_at=known_at), make(closed, known_at=known_at)
    actor = closed.people["hed"]
    with closed.site.database.transaction(actor.person_id, write=False) as session:
        one, two = find_run(session, first, actor), find_run(session, second, actor)
    assert one.findings == two.findings
    assert fingerprint(one) == fingerprint(two)
    assert fingerprint(one) != fingerprint(replace(one, findings=one.findings[1:]))
    assert fingerprint(one) != fingerprint(replace(one, run=replace(one.run, ends=date(2026, 5, 1))))


def test_an_earlier_cut_off_knows_no_more_than_was_known_then(scene: Scene) -> None:
    scene.play(until="send-update")
    before = scene.start + timedelta(days=19)
    assert results(scene, "CVS-1", make(scene, known_at=before)) == [("Written update 1", Result.NOT_YET_DUE)]
    assert results(scene, "CVS-1", make(scene)) == [
        ("Written update 1", Result.MET),
        ("Written update 2", Result.NOT_YET_DUE),
    ]


def test_a_late_correction_changes_a_later_run_and_no_earlier_cut_off(scene: Scene) -> None:
    scene.play(until="record-matter")
    clear = {"criteria": ["M2"], "reasons": "A broken arm.", "became_clear_at": "2026-03-02T09:10"}
    scene.do("lee", "decide-to-refer", **clear)
    scene.do("lee", "send-referral")
    before = scene.site.clock()
    scene.site.clock.forward(days=10)
    _correct_when_it_became_clear(scene)
    assert results(scene, "IRA-4", make(scene)) == [("The case", Result.NOT_MET)]
    assert results(scene, "IRA-4", make(scene, known_at=before)) == [("The case", Result.MET)]


def _correct_when_it_became_clear(scene: Scene) -> None:
    lee, now = scene.people["lee"], scene.site.clock()
    earlier = now - timedelta(days=30)
    entry = DecideToRefer(criteria=(Criterion.M2,), became_clear_at=earlier, reasons="The hospital wrote in February.")
    correction = Correction("referral.1", "It was known earlier")
    with scene.site.database.transaction(lee.person_id) as session:
        place = Place(Owner.CASE, find_case(session, scene.reference, lee))
        take_step(
            session, place, "decide-to-refer", by=lee, at=now, entry=entry, submission="f" * 32, correction=correction
        )


def test_a_case_counts_before_anybody_but_intake_works_on_it(scene: Scene) -> None:
    found = findings(scene, make(scene))[2:]
    asked = [each.measure for each in found]
    assert asked[:8] == ["IRR-1", "IRR-2", "IRR-7", "IRR-9", "IRR-10", "PVS-1", "PVS-2", "PVS-6"]
    assert asked[8:13] == ["IRA-1", "IRA-4", "IRA-10", "III-5", "III-12"]
    assert asked[13:] == ["CVS-10", "CVS-13", "QAP-6", "QAP-8", "MGR-2"]
    assert {each.case for each in found} == {None}


def test_a_reference_is_given_only_to_somebody_who_works_on_the_case(closed: Scene) -> None:
    assert {each.case for each in findings(closed, make(closed)) if each.measure != "QAP-4"} == {closed.reference}
    assert {each.case for each in findings(closed, make(closed, "lee"), "lee")} == {None, closed.reference}
    assert {each.case for each in findings(closed, make(closed, "ivy"), "ivy")} == {None, closed.reference}


class TestHidden:
    """The head of PSD is a witness in a second case."""

    @pytest.fixture
    def two(self, closed: Scene) -> Scene:
        closed.open("ana", {**SECOND, "reporter": "102"})
        return closed

    def test_somebody_excluded_gets_the_same_run_as_if_there_were_no_such_case(self, closed: Scene) -> None:
        known_at = closed.site.clock()
        alone = findings(closed, make(closed, known_at=known_at + timedelta(minutes=1)))
        closed.open("ana", {**SECOND, "reporter": "102"})
        assert findings(closed, make(closed)) == alone
        assert len(findings(closed, make(closed, "lee"), "lee")) == len(alone) + NEW

    def test_nothing_about_the_case_is_stored_in_their_run(self, two: Scene) -> None:
        make(two)
        assert stored(two) == [1, CLOSED]

    def test_somebody_excluded_later_finds_their_run_without_the_case(self, closed: Scene) -> None:
        second = closed.open("ana", SECOND)
        made = make(closed)
        before = findings(closed, made)
        closed.do("ana", "declare-interests", case=second, **NO_CONNECTION)
        closed.do("ana", "add-party", case=second, part="witness", person="102")
        assert findings(closed, made) == before[:-NEW]

    def test_a_run_is_its_makers_alone(self, closed: Scene) -> None:
        made = make(closed)
        lee = closed.people["lee"]
        with closed.site.database.transaction(lee.person_id, write=False) as session:
            assert own_runs(session, lee) == ()
            with pytest.raises(NotFound):
                find_run(session, made, lee)


def test_the_system_counts_every_case_and_opens_none(closed: Scene) -> None:
    closed.open("ana", {**SECOND, "reporter": "102"})
    now = closed.site.clock()
    made = run(closed.site.database, SYSTEM_ACTOR, Period(STARTS, ENDS, now), now=now, reference="SYSTEMS-RUN")
    with closed.site.database.transaction(SYSTEM, write=False) as session:
        found = find_run(session, made, SYSTEM_ACTOR).findings
    assert (len(found), {each.case for each in found}) == (CLOSED + NEW, {None})


class TestEarlier:
    """April, beside March."""

    APRIL = (date(2026, 4, 1), date(2026, 4, 30))

    def make(self, scene: Scene, starts: date, ends: date, known_at: datetime, who: str = "hed") -> str:
        scene.site.clock.forward(minutes=1)
        now = scene.site.clock()
        name = reference(scene.site.random, f"run {now}")
        return run(scene.site.database, scene.people[who], Period(starts, ends, known_at), now=now, reference=name)

    def found(self, scene: Scene, made: str, who: str = "hed") -> FoundRun:
        actor = scene.people[who]
        with scene.site.database.transaction(actor.person_id, write=False) as session:
            return find_run(session, made, actor)

    def test_an_earlier_period_is_what_a_run_of_it_found_as_long_after_its_end(self, closed: Scene) -> None:
        april = Period(*self.APRIL, closed.site.clock())
        march = april.earlier(1)
        then = self.found(closed, self.make(closed, march.starts, march.ends, march.known_at))
        beside = self.found(closed, self.make(closed, april.starts, april.ends, april.known_at)).earlier
        by_measure = {id: [f.finding for f in then.findings if f.measure == id] for id in MEASURES}
        tallies = {id: MEASURES[id].tally(found) for id, found in by_measure.items()}
        assert {row.back for row in beside} == {1}
        assert {row.measure: (row.met, row.due) for row in beside} == {
            id: (tally.met, tally.due) for id, tally in tallies.items() if tally.due
        }
        assert len(beside) > 10

    def test_of_a_time_before_anything_was_on_file_nothing_is_said(self, closed: Scene) -> None:
        assert self.found(closed, make(closed)).earlier == ()

    def test_somebody_excluded_later_finds_the_sums_without_the_case(self, closed: Scene) -> None:
        now = closed.site.clock()
        alone = self.found(closed, self.make(closed, *self.APRIL, now)).earlier
        second = closed.open("ana", SECOND)
        closed.site.clock.forward(days=31)
        made = self.make(closed, date(2026, 5, 1), date(2026, 5, 31), closed.site.clock())
        with_it = self.found(closed, made).earlier
        closed.do("ana", "declare-interests", case=second, **NO_CONNECTION)
        closed.do("ana", "add-party", case=second, part="witness", person="102")
        without = self.found(closed, made).earlier
        assert [(row.met, row.due) for row in with_it if (row.measure, row.back) == ("IRR-1", 1)] == [(1, 2)]
        assert [(row.met, row.due) for row in without if (row.measure, row.back) == ("IRR-1", 1)] == [(1, 1)]
        assert [row.due for row in alone if row.measure == "IRR-1"] == [1]


def test_a_run_is_logged_once_when_it_is_stored(closed: Scene) -> None:
    make(closed)
    with closed.site.database.transaction(SYSTEM, write=False) as session:
        last = session.exec(select(LogEntry).order_by(col(LogEntry.sequence).desc())).first()
    assert last is not None
    assert (last.kind, last.what, last.account_id) == (LogKind.REPORT, "compliance", closed.people["hed"].account_id)


class PowerCut(Exception):
    """The machine stops."""


def test_half_a_run_is_no_run(closed: Scene) -> None:
    def cut(_number: int, moment: str, sql: str) -> None:
        if moment == "after" and sql.startswith("INSERT INTO finding"):
            raise PowerCut

    closed.site.database.faults = cut
    with pytest.raises(PowerCut):
        make(closed)
    closed.site.database.faults = None
    assert stored(closed) == [0, 0]


def test_cases_are_read_in_batches(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("complaints.reports.run.BATCH", 2)
    for _ in range(2):
        scene.site.clock.forward(minutes=1)
        scene.open("ana", SECOND)
    told: list[tuple[int, int]] = []
    now = scene.site.clock()
    period = Period(STARTS, ENDS, now)
    run(scene.site.database, SYSTEM_ACTOR, period, now=now, reference="A", progress=lambda *done: told.append(done))
    assert (told, BATCH) == ([(2, 3), (3, 3)], 100)
    assert run_cases_per_second(scene.site.database, period, now=now, reference="B") > 0


@pytest.mark.parametrize(
    ("period", "problems"),
    [
        (Period(date(2026, 3, 2), date(2026, 3, 1), PAST), {"ends"}),
        (Period(date(2020, 1, 1), date(2026, 3, 1), PAST), {"ends"}),
        (Period(date(2011, 1, 1), date(2041, 1, 1), PAST), {"starts", "ends"}),
        (Period(date(2026, 3, 1), date(2026, 3, 1), FUTURE), {"known_at"}),
    ],
)
def test_a_period_that_cannot_be_is_refused(sqlite_url: str, period: Period, problems: set[str]) -> None:
    with pytest.raises(Invalid) as refused:
        run(Database(sqlite_url), SYSTEM_ACTOR, period, now=PAST + timedelta(days=1), reference="A")
    assert set(refused.value.problems) == problems
