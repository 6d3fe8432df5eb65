"""A wish to withdraw: when it is certain, whose the decision is, and that it ends nothing by itself."""

from datetime import date
from typing import Any

import pytest

from tests.workflows.case_files import Build, moment
from workflows.casefile import CaseFile
from workflows.clocks import deadlines
from workflows.model import Answer, PartyRef
from workflows.oversight.vocabulary import Channel
from workflows.people.vocabulary import Part
from workflows.referral.vocabulary import Criterion, Determination
from workflows.registry import CLOCKS
from workflows.withdrawal.facts import (
    complaints_stand,
    converted_by_withdrawal,
    ended_by_withdrawal,
    iopc_decides_withdrawal,
    is_certain,
    withdrawal_waits,
)
from workflows.withdrawal.vocabulary import Consequence, Reply, SignedBy

VICTIM = PartyRef("victim")


def wished(day: int = 1, build: Build | None = None) -> Build:
    said = {"said_at": moment(day), "told_to": "Intake", "accompanied": Answer.NO, "words": "No more"}
    return (build or Build().reported()).did("record-wish-to-withdraw", day, **said)


def asked(build: Build, day: int) -> Build:
    letter = {"to": VICTIM, "channel": Channel.EMAIL, "safe": Answer.YES, "text": "Do you withdraw?"}
    return build.did("ask-to-confirm-withdrawal", day, **letter)


def decided(build: Build, day: int, consequence: Consequence, whose: PartyRef | None = None) -> Build:
    said: dict[str, Any] = {"asked": Answer.YES, "asked_by": "Sue", "pressure": Answer.NO, "under_review": Answer.NO}
    said |= {"considered": "All", "evidence_led": "Messages", "reasons": "Weighed"}
    return build.did("decide-on-withdrawal", day, consequence=consequence, whose=whose, **said)


def stands(file: CaseFile) -> tuple[bool, bool, bool]:
    """Whether it waits, goes on as a conduct matter, has ended."""
    return withdrawal_waits(file), converted_by_withdrawal(file), ended_by_withdrawal(file)


def test_a_wish_waits_and_ends_nothing() -> None:
    assert stands(Build().reported().file) == (False, False, False)
    assert stands(wished().file) == (True, False, False)


@pytest.mark.parametrize(
    ("consequence", "after"),
    [
        (Consequence.CONDUCT, (False, True, False)),
        (Consequence.ENDS, (False, False, True)),
        (Consequence.OTHERS, (False, False, False)),
    ],
)
def test_the_decision_says_what_becomes_of_it(consequence: Consequence, after: tuple[bool, bool, bool]) -> None:
    assert stands(decided(wished(), 2, consequence).file) == after


def test_an_end_does_not_survive_a_change_of_mind_and_a_conversion_does() -> None:
    back = {"said_at": moment(3), "words": "It shall go on"}
    assert stands(decided(wished(), 2, Consequence.ENDS).did("record-change-of-mind", 3, **back).file) == (
        False,
        False,
        False,
    )
    assert stands(decided(wished(), 2, Consequence.CONDUCT).did("record-change-of-mind", 3, **back).file) == (
        False,
        True,
        False,
    )


def test_a_wish_after_a_decision_waits_for_another() -> None:
    build = wished(5, decided(wished(), 2, Consequence.ENDS))
    assert stands(build.file) == (True, False, False)


def test_an_oral_wish_is_certain_once_signed_confirmed_or_unanswered_in_time() -> None:
    assert not is_certain(wished().file)
    signed = {"received_at": moment(2), "signed_by": SignedBy.COMPLAINANT, "words": "I withdraw"}
    assert is_certain(wished().did("record-signed-withdrawal", 2, **signed).file)
    reply = {"replied_at": moment(4)}
    assert is_certain(asked(wished(), 2).did("record-withdrawal-reply", 4, reply=Reply.CONFIRMED, **reply).file)
    assert not is_certain(asked(wished(), 2).did("record-withdrawal-reply", 4, reply=Reply.UNSURE, **reply).file)


@pytest.mark.parametrize(("day", "certain"), [(30, False), (31, True)])
def test_no_reply_counts_after_28_days_from_the_day_after_the_letter(day: int, certain: bool) -> None:
    build = asked(wished(), 2).did("record-no-reply-on-withdrawal", day, tried="Two calls")
    assert is_certain(build.file) is certain


def test_what_was_certain_before_a_change_of_mind_is_not_so_after_the_next_wish() -> None:
    signed = {"received_at": moment(2), "signed_by": SignedBy.AGENT, "words": "I withdraw"}
    build = wished().did("record-signed-withdrawal", 2, **signed)
    build.did("record-change-of-mind", 3, said_at=moment(3), words="No")
    assert not is_certain(wished(4, build).file)


@pytest.mark.parametrize(
    ("determination", "theirs"),
    [
        (None, True),
        (Determination.RETURNED, False),
        (Determination.LOCAL, False),
        (Determination.DIRECTED, True),
        (Determination.INDEPENDENT, True),
    ],
)
def test_the_iopc_decides_while_the_matter_is_with_it(determination: Determination | None, theirs: bool) -> None:
    build = wished()
    assert not iopc_decides_withdrawal(build.file)
    build.did("decide-to-refer", 2, criteria=(Criterion.M4,), became_clear_at=moment(2), reasons="Clear")
    build.did("send-referral", 2)
    if determination:
        build.did("record-determination", 3, determination=determination)
    assert iopc_decides_withdrawal(build.file) is theirs


def test_the_clock_of_a_letter() -> None:
    """Wednesday 4 March: 28 days from 5 March end on 1 April; the second letter takes the first one's place."""
    build = asked(asked(wished(), 2), 9)
    build.did("record-withdrawal-reply", 12, replied_at=moment(12), reply=Reply.UNSURE)
    found = [d for d in deadlines(build.file, CLOCKS) if d.clock == "WDR-C1"]
    assert [(d.last_day, d.met_at, d.ended) for d in found] == [
        (date(2026, 4, 1), None, "Another letter was sent."),
        (date(2026, 4, 8), moment(12), ""),
    ]
    silent = asked(wished(), 2).did("record-no-reply-on-withdrawal", 31, tried="Two calls")
    assert [d.ended for d in deadlines(silent.file, CLOCKS) if d.clock == "WDR-C1"] == ["No reply came."]


MIA, KAY = PartyRef("p1"), PartyRef("p2")


def two_complain() -> Build:
    build = Build().reported().did("add-party", part=Part.COMPLAINANT, name="Mia")
    return build.did("add-party", part=Part.COMPLAINANT, name="Kay")


def signed(build: Build, day: int, whose: PartyRef | None) -> Build:
    stated = {"received_at": moment(day), "signed_by": SignedBy.COMPLAINANT, "words": "I withdraw"}
    return build.did("record-signed-withdrawal", day, whose=whose, **stated)


@pytest.mark.parametrize("consequence", list(Consequence))
def test_what_becomes_of_one_complaint_leaves_the_other_as_it_is(consequence: Consequence) -> None:
    build = decided(signed(two_complain(), 2, MIA), 3, consequence, whose=MIA)
    assert stands(build.file) == (False, False, False)
    assert complaints_stand(build.file)
    assert not complaints_stand(build.file, but=KAY)


@pytest.mark.parametrize(
    ("first", "second", "after"),
    [
        (Consequence.OTHERS, Consequence.ENDS, (False, False, True)),
        (Consequence.ENDS, Consequence.ENDS, (False, False, True)),
        (Consequence.ENDS, Consequence.CONDUCT, (False, True, False)),
        (Consequence.CONDUCT, Consequence.ENDS, (False, True, False)),
    ],
)
def test_once_both_have_withdrawn_it_ends_or_goes_on_without_them(
    first: Consequence, second: Consequence, after: tuple[bool, bool, bool]
) -> None:
    build = decided(signed(two_complain(), 2, MIA), 3, first, whose=MIA)
    build = decided(signed(build, 4, KAY), 5, second, whose=KAY)
    assert stands(build.file) == after


def test_each_wish_waits_by_itself_and_one_change_of_mind_is_not_the_others() -> None:
    build = signed(signed(two_complain(), 2, MIA), 2, KAY)
    decided(build, 3, Consequence.ENDS, whose=MIA)
    assert withdrawal_waits(build.file), "Kay's wish waits"
    build.did("record-change-of-mind", 4, said_at=moment(4), words="No", whose=KAY)
    assert not withdrawal_waits(build.file)
    assert not ended_by_withdrawal(build.file)


def test_a_withdrawal_of_nobody_named_ends_nobody_elses_complaint() -> None:
    build = decided(signed(two_complain(), 2, None), 3, Consequence.ENDS)
    assert not ended_by_withdrawal(build.file)
    alone = Build().reported().did("add-party", part=Part.COMPLAINANT, name="Mia")
    assert ended_by_withdrawal(decided(signed(alone, 2, None), 3, Consequence.ENDS).file)


def test_a_letter_to_one_takes_nobody_elses_place() -> None:
    build = signed(signed(two_complain(), 1, MIA), 1, KAY)
    for who, day in ((MIA, 2), (KAY, 9)):
        build.did("ask-to-confirm-withdrawal", day, to=who, channel=Channel.POST, safe=Answer.YES, text="Do you?")
    build.did("record-withdrawal-reply", 12, replied_at=moment(12), reply=Reply.CONFIRMED, whose=KAY)
    found = [d for d in deadlines(build.file, CLOCKS) if d.clock == "WDR-C1"]
    assert [(d.last_day, d.met_at, d.ended) for d in found] == [
        (date(2026, 4, 1), None, ""),
        (date(2026, 4, 8), moment(12), ""),
    ]
