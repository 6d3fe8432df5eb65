"""What a file points to when it is decided whether a matter must be recorded: equality with what the law says."""

from datetime import date
from typing import Any

import pytest

from tests.workflows.case_files import START, Build
from workflows.allegations.vocabulary import Category
from workflows.casefile import CaseFile
from workflows.handling.known import IF_PROVED, if_proved
from workflows.handling.triggers import (
    FILTER,
    MUST_DECIDE,
    TRIGGERS,
    complainant_wish,
    conduct_filter,
    recording_triggers,
)
from workflows.handling.vocabulary import MatterKind, RecordingGround
from workflows.model import Answer, Suggestion
from workflows.people.vocabulary import Part
from workflows.referral.vocabulary import Criterion


def reported(abuse: Answer = Answer.NO, **people: Any) -> Build:
    return Build().reported(domestic_abuse=abuse, **people)


def alleged(build: Build, category: Category, misuse: Answer = Answer.NO, abuse: Answer = Answer.NO) -> Build:
    stated: dict[str, Any] = {"summary": "What he did", "conduct_from": date(2026, 2, 1)}
    return build.did("add-allegation", category=category, domestic_abuse=abuse, misuse_of_position=misuse, **stated)


def referred(build: Build, *criteria: Criterion) -> Build:
    return build.did("decide-to-refer", criteria=criteria, became_clear_at=START, reasons="Because")


def ids(suggestions: tuple[Suggestion, ...]) -> dict[str, bool]:
    """Each id, and whether the file points to it: False where a person must decide."""
    return {
        s.text.removeprefix(f"{MUST_DECIDE}: ").split(":")[0]: not s.text.startswith(MUST_DECIDE) for s in suggestions
    }


NOTHING = {"R1": False, "R3": False, "R4": False, "R5": False, "R6": False}
UNFILTERED = {"CF-1": False, "CF-2": False, "CF-3": False, "CF-4": False, "CF-5": False}


def test_nothing_on_file_leaves_everything_to_a_person() -> None:
    assert ids(recording_triggers(reported().file)) == NOTHING
    assert ids(conduct_filter(reported().file)) == UNFILTERED


def test_domestic_abuse_by_police_is_always_a_crime_or_a_breach_if_proved() -> None:
    found = recording_triggers(reported(Answer.YES).file)
    assert ids(found) == NOTHING | {"R4": True}
    assert found[2].because == "Domestic abuse by somebody in the police is reported."
    assert found[2].cite.short == "PRA 2002 Sch 3 para 2(6B)(b)"


@pytest.mark.parametrize("answer", [Answer.UNKNOWN, Answer.NOT_ASKED, Answer.DECLINED])
def test_what_nobody_has_answered_is_not_taken_for_abuse_nor_for_none(answer: Answer) -> None:
    assert ids(recording_triggers(reported(answer).file)) == NOTHING


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (Answer.YES, {"R1": True}),
        (Answer.NO, {}),
        (Answer.UNKNOWN, {"R1": False}),
        (Answer.NOT_ASKED, {"R1": False}),
        (Answer.DECLINED, {"R1": False}),
    ],
)
def test_the_complainants_wish(wish: Answer, expected: dict[str, bool]) -> None:
    found = ids(recording_triggers(reported().file, wish=lambda _file: wish))
    assert found == expected | {name: False for name in NOTHING if name != "R1"}


def test_who_is_named_as_complainant_wishes_it() -> None:
    named = reported().did("add-party", part=Part.COMPLAINANT, name="Jo").file
    assert (complainant_wish(named), complainant_wish(reported().file)) == (Answer.YES, Answer.NOT_ASKED)


@pytest.mark.parametrize(
    ("category", "triggers", "filters"),
    [
        (Category.DISCREDITABLE, {"R4"}, set()),
        (Category.SEXUAL_ASSAULT, {"R4", "R5"}, {"CF-3"}),
        (Category.SEXUAL_HARASSMENT, {"R4"}, set()),
        (Category.HARASSING, {"R4"}, set()),
        (Category.SYSTEMS, {"R4"}, set()),
        (Category.OBSTRUCTION, {"R4"}, set()),
        (Category.SEXUAL_PURPOSE, {"R4"}, {"CF-3"}),
        (Category.OTHER, set(), set()),
    ],
)
def test_what_is_alleged(category: Category, triggers: set[str], filters: set[str]) -> None:
    file = alleged(reported(), category).file
    assert ids(recording_triggers(file)) == NOTHING | dict.fromkeys(triggers, True)
    assert ids(conduct_filter(file)) == UNFILTERED | dict.fromkeys(filters, True)


def test_misuse_of_position_is_a_breach_whatever_the_category() -> None:
    file = alleged(reported(), Category.OTHER, misuse=Answer.YES).file
    assert if_proved(file) == ("Allegation 1: police status was used against the victim",)


def test_each_allegation_gives_its_own_reason() -> None:
    build = alleged(alleged(reported(Answer.YES), Category.OTHER), Category.SYSTEMS)
    assert if_proved(build.file) == (
        "Domestic abuse by somebody in the police is reported",
        f"Allegation 2: {IF_PROVED['D1']}",
    )


@pytest.mark.parametrize(
    ("criteria", "triggers", "filters"),
    [
        ({"M1"}, {"R3", "R5", "R6"}, {"CF-1", "CF-4"}),
        ({"M2"}, {"R5", "R6"}, {"CF-3", "CF-4"}),
        ({"M3"}, {"R5", "R6"}, {"CF-3", "CF-4"}),
        ({"M4"}, {"R6"}, {"CF-3", "CF-4"}),
        ({"M5"}, {"R6"}, {"CF-3", "CF-4"}),
        ({"M6"}, {"R6"}, {"CF-3", "CF-4"}),
        ({"M7"}, {"R6"}, {"CF-3", "CF-4"}),
        ({"M8"}, {"R6"}, {"CF-3", "CF-4"}),
        ({"M9"}, {"R6"}, {"CF-4"}),
        ({"voluntary"}, set(), set()),
    ],
)
def test_a_criterion_for_referral(criteria: set[str], triggers: set[str], filters: set[str]) -> None:
    file = reported().file
    assert ids(recording_triggers(file, criteria=lambda _file: criteria)) == NOTHING | dict.fromkeys(triggers, True)
    assert ids(conduct_filter(file, criteria=lambda _file: criteria)) == UNFILTERED | dict.fromkeys(filters, True)


def test_a_criterion_that_a_person_has_decided_counts_without_being_asked() -> None:
    file = referred(reported(), Criterion.M1, Criterion.VOLUNTARY).file
    found = recording_triggers(file)
    assert ids(found) == NOTHING | {"R3": True, "R5": True, "R6": True}
    assert found[-1].because == "Criterion M1 for referral may apply."
    assert ids(recording_triggers(referred(reported(), Criterion.VOLUNTARY).file)) == NOTHING


@pytest.mark.parametrize(
    ("kind", "ground"), [(MatterKind.CONDUCT, RecordingGround.SERIOUS), (MatterKind.DSI, RecordingGround.REG_7)]
)
def test_death_or_serious_injury_that_was_recorded(kind: MatterKind, ground: RecordingGround) -> None:
    file = reported().did("record-matter", kind=kind, ground=ground, reasons="Because").file
    assert ids(recording_triggers(file)) == NOTHING | {"R3": True}
    assert ids(conduct_filter(file)) == UNFILTERED | {"CF-1": True}


def test_another_ground_for_recording_says_nothing_of_injury() -> None:
    build = reported().did("record-matter", kind=MatterKind.CONDUCT, ground=RecordingGround.REG_7, reasons="Because")
    assert ids(conduct_filter(build.file)) == UNFILTERED


def test_a_victim_outside_the_police_is_a_member_of_the_public() -> None:
    outside, police = reported(victim_name="Jo").file, reported(victim="vic").posted("vic").file
    assert ids(conduct_filter(outside)) == UNFILTERED | {"CF-2": True}
    assert ids(conduct_filter(police)) == UNFILTERED


@pytest.mark.parametrize(
    ("repeat", "expected"),
    [
        (Answer.YES, {"CF-5": True}),
        (Answer.NO, {}),
        (Answer.UNKNOWN, {"CF-5": False}),
        (Answer.DECLINED, {"CF-5": False}),
    ],
)
def test_a_repeat_need_not_be_recorded_and_is_never_assumed(repeat: Answer, expected: dict[str, bool]) -> None:
    def said(_file: CaseFile) -> Answer:
        return repeat

    found = ids(conduct_filter(reported().file, repeat=said))
    assert found == {name: False for name in UNFILTERED if name != "CF-5"} | expected


def test_a_call_in_by_the_iopc_is_read_as_a_criterion_but_not_as_a_kind_of_conduct() -> None:
    found = {s.text.split(":")[0]: s.because for s in conduct_filter(reported().file, criteria=lambda _file: ["M9"])}
    assert found["CF-4"] == "Criterion M9 for referral may apply."


def test_several_reasons_are_given_together() -> None:
    (r6,) = (s for s in recording_triggers(reported().file, criteria=lambda _file: ["M6", "M2"]) if s.text[:2] == "R6")
    assert r6.because == "Criterion M2 for referral may apply. Criterion M6 for referral may apply."


def test_every_check_has_its_source_and_what_a_person_looks_at() -> None:
    assert {check.id: check.cite.short for check in (*TRIGGERS, *FILTER)} == {
        "R1": "PRA 2002 Sch 3 para 2(6A)(a)",
        "R3": "PRA 2002 Sch 3 para 2(6B)(a)",
        "R4": "PRA 2002 Sch 3 para 2(6B)(b)",
        "R5": "PRA 2002 Sch 3 para 2(6B)(c)",
        "R6": "PRA 2002 Sch 3 para 2(6B)(d)",
        "CF-1": "PRA 2002 Sch 3 para 11(2)",
        "CF-2": "PRA 2002 Sch 3 para 11(2)",
        "CF-3": "PCMR 2020 reg 7",
        "CF-4": "PRA 2002 Sch 3 para 11(3A)",
    }
    assert [check.id for check in (*TRIGGERS, *FILTER) if not check.otherwise.endswith(".")] == []
