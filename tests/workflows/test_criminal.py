"""Criminal proceedings: when they have ended, what waits meanwhile, and that no clock pauses."""

from datetime import date
from typing import Any

import pytest

from tests.workflows.case_files import Build, moment
from workflows.clocks import deadlines
from workflows.criminal.facts import (
    converted_by_reg_41,
    ended_by_reg_41,
    is_suspended,
    nobody_asks_for_it,
    proceedings_ended,
    under_criminal_investigation,
)
from workflows.criminal.vocabulary import CriminalOutcome, CriminalStage, Paused, Wish
from workflows.handling.vocabulary import MatterKind, RecordingGround
from workflows.model import Answer, PartyRef
from workflows.oversight.vocabulary import Channel
from workflows.registry import CLOCKS
from workflows.withdrawal.vocabulary import Consequence

ONE, TWO = PartyRef("subject"), PartyRef("p1")


def progress(build: Build, day: int, stage: CriminalStage, suspect: PartyRef | None = None) -> Build:
    return build.did("record-criminal-progress", day, stage=stage, happened_at=moment(day), suspect=suspect)


def ended(build: Build, day: int, outcome: CriminalOutcome, suspect: PartyRef | None = None) -> Build:
    return build.did("record-criminal-outcome", day, outcome=outcome, ended_at=moment(day), suspect=suspect)


def suspended(build: Build | None = None, day: int = 2, review_on: date = date(2026, 3, 30)) -> Build:
    said = {"what": Paused.INVESTIGATION, "prejudice": "A trial", "meanwhile": "Evidence", "review_on": review_on}
    return progress(build or Build().reported(), 1, CriminalStage.BEGUN).did("suspend-matter", day, **said)


def asked(build: Build, day: int) -> Build:
    letter = {"to": ONE, "channel": Channel.EMAIL, "safe": Answer.YES, "text": "Shall it go on?"}
    return build.did("ask-whether-to-go-on", day, **letter)


def test_proceedings_end_when_they_have_ended_for_every_suspect() -> None:
    build = Build().reported()
    assert (under_criminal_investigation(build.file), proceedings_ended(build.file)) == (False, False)
    progress(progress(build, 1, CriminalStage.CHARGED, ONE), 1, CriminalStage.CHARGED, TWO)
    assert (under_criminal_investigation(build.file), proceedings_ended(build.file)) == (True, False)
    assert not proceedings_ended(ended(build, 5, CriminalOutcome.ACQUITTED, ONE).file)
    assert proceedings_ended(ended(build, 6, CriminalOutcome.OUTCOME_16, TWO).file)
    assert not proceedings_ended(progress(build, 7, CriminalStage.APPEAL, ONE).file)
    assert proceedings_ended(ended(build, 9, CriminalOutcome.APPEAL_DISMISSED, ONE).file)


def test_a_subjects_own_investigation_counts_too() -> None:
    build = Build().reported(subject="dee")
    build.did("record-criminal-investigation", 1, about="dee", known_at=moment(1), force="Another")
    assert under_criminal_investigation(build.file)


def test_a_suspension_holds_until_it_is_resumed() -> None:
    build = suspended()
    assert is_suspended(build.file)
    assert not is_suspended(build.did("resume-matter", 5, reasons="Nothing to prejudice").file)
    assert is_suspended(build.did("record-iopc-suspension", 6, decided_at=moment(6)).file)
    assert not is_suspended(build.did("record-iopc-resumption", 7, decided_at=moment(7)).file)


@pytest.mark.parametrize(
    ("wish", "day", "nobody"),
    [
        (Wish.GO_ON, 29, False),
        (Wish.GO_ON, 40, False),
        (Wish.NOT_GO_ON, 5, True),
        (Wish.UNSURE, 32, False),
        (Wish.UNSURE, 33, True),
        (None, 32, False),
        (None, 33, True),
    ],
)
def test_whether_nobody_asks_for_it(wish: Wish | None, day: int, nobody: bool) -> None:
    """The letter is of day 4; 28 days from day 5 end with day 32."""
    build = asked(ended(suspended(), 3, CriminalOutcome.CONVICTED), 4)
    if wish:
        build.did("record-wish-after-proceedings", 5, said_at=moment(5), wish=wish)
    if day > 5:
        build.did("record-no-reply-after-proceedings", day, tried="Two calls")
    assert nobody_asks_for_it(build.file) is nobody


def test_a_wish_before_the_last_suspension_is_no_wish_now() -> None:
    build = suspended().did("record-wish-after-proceedings", 4, said_at=moment(4), wish=Wish.NOT_GO_ON)
    assert nobody_asks_for_it(build.file)
    assert not nobody_asks_for_it(build.did("record-iopc-suspension", 6, decided_at=moment(6)).file)


@pytest.mark.parametrize(
    ("consequence", "after"),
    [(Consequence.CONDUCT, (False, True)), (Consequence.ENDS, (True, False)), (Consequence.OTHERS, (False, False))],
)
def test_what_was_decided_after_the_proceedings(consequence: Consequence, after: tuple[bool, bool]) -> None:
    said: dict[str, Any] = {"pressure": Answer.NO, "considered": "All", "evidence_led": "Logs", "reasons": "Weighed"}
    build = suspended().did("decide-after-proceedings", 40, consequence=consequence, **said)
    assert (ended_by_reg_41(build.file), converted_by_reg_41(build.file)) == after
    assert not is_suspended(build.file)


def test_a_suspension_pauses_no_clock() -> None:
    """Settlement 2: every deadline stays where it was, and the written update falls due while it is suspended."""

    def recorded() -> Build:
        build = Build().reported(subject="dee", victim_name="Vic")
        said = {"kind": MatterKind.CONDUCT, "ground": RecordingGround.REG_7, "reasons": "It indicates an offence"}
        return build.did("record-matter", 0, **said)

    def due(build: Build) -> dict[tuple[str, int], tuple[date, str]]:
        found = deadlines(build.file, CLOCKS)
        return {(d.clock, d.nth): (d.last_day, d.ended) for d in found if not d.clock.startswith("CRI")}

    assert due(suspended(recorded())) == due(recorded())
    assert due(suspended(recorded()))["OVR-C1", 1] == (date(2026, 3, 30), "")


def test_the_review_is_due_on_the_day_that_was_set() -> None:
    build = suspended().did("review-matter-suspension", 20, reasons="Still", review_on=date(2026, 5, 1))
    build.did("resume-matter", 40, reasons="Over")
    found = [d for d in deadlines(build.file, CLOCKS) if d.clock == "CRI-C2"]
    assert [(d.last_day, d.met_at, d.ended) for d in found] == [
        (date(2026, 3, 30), moment(20), ""),
        (date(2026, 5, 1), None, "The suspension has ended."),
    ]


def test_the_clock_of_the_letter() -> None:
    build = asked(ended(suspended(), 3, CriminalOutcome.STOPPED), 4)
    found = [d for d in deadlines(build.file, CLOCKS) if d.clock == "CRI-C1"]
    assert [(d.starts, d.last_day, d.met_at) for d in found] == [(date(2026, 3, 6), date(2026, 4, 3), None)]
