"""Where the file points: offences, categories, people; and what points somewhere since referral was decided."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.workflows.case_files import Build, moment
from tests.workflows.referral_files import NOT, alleged, record, refer
from workflows.allegations.vocabulary import Category, Offence
from workflows.casefile import CaseFile
from workflows.handling.vocabulary import MatterKind, RecordingGround
from workflows.model import Answer
from workflows.referral.criteria import OFFENCES, candidates, suggestions
from workflows.referral.facts import candidate_after_decision, undecided_candidates
from workflows.referral.vocabulary import Criterion, Determination

M1, M2, M3, M4, M5, M6, M7, M8, M9, _ = Criterion
COMPLAINT, CONDUCT, DSI = MatterKind.COMPLAINT, MatterKind.CONDUCT, MatterKind.DSI


def pointed(file: CaseFile) -> tuple[set[Criterion | None], set[Criterion | None]]:
    """The criteria met as alleged, and those to be checked."""
    found = candidates(file)
    return {c.criterion for c in found if c.sure}, {c.criterion for c in found if not c.sure}


class TestOffences:
    @pytest.mark.parametrize(
        ("offence", "met", "check"),
        [
            (Offence.RAPE, {M3, M6}, set()),
            (Offence.SEXUAL_ASSAULT, {M3, M6}, set()),
            (Offence.GBH_INTENT, {M2, M6}, {M1}),
            (Offence.GBH, {M2}, {M1}),
            (Offence.ABH, {M2}, {M1}),
            (Offence.STRANGULATION, set(), {M1, M2}),
            (Offence.COERCIVE_CONTROL, set(), {M1, M2, M4, M5}),
            (Offence.STALKING_FEAR, {M6}, set()),
            (Offence.HARASSMENT_FEAR, {M6}, set()),
            (Offence.STALKING, set(), set()),
            (Offence.HARASSMENT, set(), set()),
            (Offence.THREATS_TO_KILL, {M6}, set()),
            (Offence.CRIMINAL_DAMAGE, {M6}, set()),
            (Offence.PERVERTING_JUSTICE, {M4, M6}, set()),
            (Offence.WITNESS_INTIMIDATION, set(), {M4}),
            (Offence.MISCONDUCT_IN_OFFICE, {M4, M6}, set()),
            (Offence.COMPUTER_MISUSE, set(), {M4}),
            (Offence.BREACH_OF_ORDER, set(), set()),
            (Offence.COMMON_ASSAULT, set(), set()),
            (Offence.OTHER, set(), {None}),
            (Offence.UNKNOWN, set(), {None}),
        ],
    )
    def test_each_points_where_the_table_says(self, offence: Offence, met: set[Any], check: set[Any]) -> None:
        assert pointed(alleged(Build().reported(), offence).file) == (met, check)

    def test_only_what_is_unknown_to_the_table_is_left_to_a_person(self) -> None:
        assert set(Offence) - set(OFFENCES) == {Offence.OTHER, Offence.UNKNOWN}

    def test_an_allegation_without_offences_is_never_taken_for_none(self) -> None:
        file = alleged(Build().reported(), domestic_abuse=Answer.UNKNOWN).file
        assert pointed(file) == (set(), {None})
        assert next(s.because for s in suggestions(file)) == "Allegation 1: nobody has said which offences it might be"
        harmless = alleged(Build().reported(Answer.NO), domestic_abuse=Answer.NO).file
        assert candidates(harmless) == ()
        assert [s.text for s in suggestions(harmless)] == ["Nothing can be said of its offences"]


class TestOtherPointers:
    @pytest.mark.parametrize(
        ("category", "met", "check"),
        [
            (Category.SEXUAL_ASSAULT, set(), {M3}),
            (Category.SEXUAL_PURPOSE, {M4}, set()),
            (Category.OBSTRUCTION, set(), {M4}),
            (Category.SYSTEMS, set(), {M4}),
            (Category.DISCREDITABLE, set(), set()),
            (Category.OTHER, set(), set()),
        ],
    )
    def test_categories(self, category: Category, met: set[Any], check: set[Any]) -> None:
        build = alleged(Build().reported(), Offence.COMMON_ASSAULT, category=category)
        assert pointed(build.file) == (met, check)

    def test_police_status_used_against_the_victim(self) -> None:
        build = alleged(Build().reported(), Offence.HARASSMENT, misuse_of_position=Answer.YES)
        assert pointed(build.file) == (set(), {M4, M5})

    @pytest.mark.parametrize(
        ("kind", "ground", "cited"),
        [
            (DSI, RecordingGround.REG_7, "PCMR 2020 reg 9"),
            (CONDUCT, RecordingGround.SERIOUS, "PCMR 2020 reg 7"),
            (COMPLAINT, RecordingGround.SERIOUS, "PCMR 2020 reg 4"),
        ],
    )
    def test_death_or_serious_injury(self, kind: MatterKind, ground: RecordingGround, cited: str) -> None:
        (found,) = candidates(record(Build().reported(), kind, ground=ground).file)
        assert (found.criterion, found.sure, found.cite.short) == (M1, True, cited)

    @pytest.mark.parametrize(("until", "met"), [(date(2026, 2, 1), {M7}), (date(2026, 1, 31), set())])
    def test_the_same_incident(self, until: date, met: set[Any]) -> None:
        build = alleged(Build().reported(), Offence.RAPE)
        alleged(build, Offence.COMMON_ASSAULT, conduct_from=date(2026, 1, 1), conduct_to=until)
        assert pointed(build.file) == ({M3, M6}, met)

    @pytest.mark.parametrize(
        ("rank", "check"),
        [("Chief Constable", {M8}), ("deputy commissioner", {M8}), ("deputy chief constable", set()), ("", set())],
    )
    def test_a_chief_officer(self, rank: str, check: set[Any]) -> None:
        build = Build().reported(subject="dee").posted("dee")
        build.postings[-1] = replace(build.postings[-1], rank=rank)
        assert pointed(build.file) == (set(), check)

    def test_a_call_in(self) -> None:
        build = Build().reported().did("record-call-in", 1, notified_at=moment(1), notice="It must be referred.")
        assert [(c.criterion, c.because) for c in candidates(build.file)] == [
            (M9, "The IOPC gave notice on 3 March 2026")
        ]

    def test_domestic_abuse_without_a_plain_criterion_calls_for_a_voluntary_decision(self) -> None:
        build = alleged(Build().reported(), Offence.COERCIVE_CONTROL)
        said = [(s.text, s.cite.short) for s in suggestions(record(build, CONDUCT).file)]
        assert said[-2:] == [("Consider a voluntary referral", "PRA 2002 Sch 3 para 13(2)")] * 2
        assert "Consider a voluntary referral" not in {
            s.text for s in suggestions(alleged(Build().reported(), Offence.RAPE).file)
        }


class TestWhatCameToLightSince:
    def test_everything_is_undecided_before_the_first_decision(self) -> None:
        file = alleged(Build().reported(), Offence.THREATS_TO_KILL).file
        assert ([c.criterion for c in undecided_candidates(file)], candidate_after_decision(file)) == ([M6], False)

    @pytest.mark.parametrize(
        ("offences", "new"),
        [
            ((Offence.THREATS_TO_KILL,), [M6]),
            ((Offence.OTHER,), [None]),
            ((Offence.UNKNOWN,), [None]),
            ((), [None]),
            ((Offence.COMMON_ASSAULT,), []),
        ],
    )
    def test_a_later_allegation(self, offences: tuple[Offence, ...], new: list[Any]) -> None:
        build = alleged(Build().reported(), Offence.CRIMINAL_DAMAGE, conduct_to=date(2026, 2, 1))
        build.did("decide-not-to-refer", 1, **NOT)
        assert candidate_after_decision(build.file) is False
        file = alleged(build, *offences, day=2, conduct_from=date(2026, 2, 3)).file
        assert [c.criterion for c in undecided_candidates(file)] == new
        assert candidate_after_decision(file) is bool(new)
        assert undecided_candidates(build.did("decide-not-to-re-refer", 3, **NOT).file) == ()

    def test_a_correction_after_the_decision(self) -> None:
        build = alleged(Build().reported(), Offence.COMMON_ASSAULT).did("decide-not-to-refer", 1, **NOT)
        alleged(build, Offence.COMMON_ASSAULT, day=2, corrects="add-allegation.1", summary="In other words.")
        assert undecided_candidates(build.file) == ()
        alleged(build, Offence.STRANGULATION, day=3, corrects="add-allegation.1")
        assert [c.criterion for c in undecided_candidates(build.file)] == [M1, M2]

    def test_an_allegation_after_the_iopc_has_returned_the_matter(self) -> None:
        build = refer(alleged(Build().reported(), Offence.RAPE), M3, day=1).did("send-referral", 1)
        build.did("record-determination", 5, determination=Determination.RETURNED)
        assert candidate_after_decision(build.file) is False
        assert candidate_after_decision(alleged(build, Offence.PERVERTING_JUSTICE, day=6).file) is True

    def test_recording_as_a_death_or_serious_injury_matter_after_a_no(self) -> None:
        build = alleged(Build().reported(), Offence.COMMON_ASSAULT).did("decide-not-to-refer", 1, **NOT)
        assert [c.criterion for c in undecided_candidates(record(build, DSI, 2).file)] == [M1]
