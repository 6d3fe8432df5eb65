"""The walk and its oracle can fail: each bug that is planted in the rules or in the door is found by a short hunt.

What a hunt finds depends on no chance: it goes straight to where a bug would let something unlawful through. The long
tours and the random walks of `tests/machine` are judged by the same oracle.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.machine.conftest import Walks
from tests.machine.guide import NONE, Try
from tests.machine.walk import Breach, Walk
from tests.planted.bugs import BUGS, Plant

pytestmark = pytest.mark.long

Hunt = Callable[[Walk], None]

ACCUSED = ("add-allegation", "record-matter")
HEARD = ("appoint-oversight-officer", "agree-contact")
INVESTIGATED = (
    *(*ACCUSED, "decide-not-to-refer", "decide-independence", "start-investigation", "appoint-investigator"),
    "submit-report",
)


def _hunt(*goals: str, then: tuple[Try, ...] = (), abuse: str = "yes") -> Hunt:
    """Everything in order up to the last goal, and `then` what the law forbids: refused, unless it is let through."""

    def go(walk: Walk) -> None:
        walk.abuse = abuse
        walk.aim(goals)
        for wrong in then:
            walk.attempt(wrong)
        walk.finish()

    return go


def _a_corrected_plan(walk: Walk) -> None:
    """She no longer has a safe way in writing."""
    walk.abuse = "yes"
    walk.aim(("record-matter", *HEARD))
    (agreed,) = (deed for deed in walk.deeds if deed.trigger == "agree-contact")
    assert walk.attempt(Try("sue", "agree-contact", corrects=agreed, given=(("channels", ["telephone"]),)))
    walk.attempt(Try("sue", "send-update", given=(("channel", "email"),)))
    walk.finish()


def _a_cleared_decider(walk: Walk) -> None:
    """Somebody with a connection was let in to work on the case, and decides on independence."""
    walk.abuse = "yes"
    walk.aim((*ACCUSED, "decide-connection"))
    walk.attempt(Try("una", "allocate-case", given=(("person", "max"), ("role", "appropriate-authority"))))
    walk.attempt(Try("max", "declare-interests", given=(("known", ["subject:association"]),)))
    walk.attempt(Try("hope", "decide-connection", given=(("person", "max"), ("decision", "cleared"))))
    walk.attempt(Try("max", "decide-independence"))
    walk.finish()


def _a_short_decision_lapses(walk: Walk) -> None:
    """Nobody is appointed under it once its 72 hours are over."""
    walk.abuse = "yes"
    walk.aim((*ACCUSED, "decide-not-to-refer", "allow-interim-enquiries", "start-investigation"))
    walk.at += timedelta(hours=73)
    walk.attempt(Try("una", "appoint-investigator"))
    walk.finish()


NO_CASE = (("allegation", "1"), ("outcome", "no-case-to-answer"), ("service", ""))
COMPLAINING = (("kind", "complaint"), ("triggers", ["R4"]), ("complainant", "subject"))
STATUS_USED = (("subject", "dee"), ("category", "K1"), ("misuse_of_position", "yes"), ("domestic_abuse", "yes"))
HUNTS: dict[str, Hunt] = {
    "one person": _hunt(
        then=(
            Try("hope", "declare-for-meeting", given=(("connected", "no"), ("whom", ""), ("is_true", "yes"))),
            Try("hope", "prepare-pack"),
            Try("hope", "release-pack"),
        )
    ),
    "another month": _hunt(
        then=(
            Try("hope", "prepare-pack"),
            Try("cora", "move-meeting", given=(("month", "2026-08"), ("meets_on", "2026-08-04"))),
        )
    ),
    "called off": _hunt(
        then=(Try("cora", "cancel-meeting"), Try("cora", "record-meeting", given=(("attended", ["specialist"]),)))
    ),
    "her wishes": _hunt(
        *("log-complaint", "ask-views", "propose-not-recording"),
        then=(Try("una", "handle-outside-schedule-3"),),
    ),
    "a complainant": _hunt(
        *("log-complaint", "ask-views", "propose-not-recording"),
        then=(Try("una", "record-matter", given=COMPLAINING),),
    ),
    "police status": _hunt(
        *(*INVESTIGATED, *HEARD, "decide-outcome", "leave-unrestricted"),
        then=(
            Try("una", "add-allegation", given=STATUS_USED),
            Try("una", "decide-not-to-re-refer"),
            Try("una", "decide-outcome", given=(("allegation", "2"), *NO_CASE[1:])),
            Try("una", "confirm-outcomes"),
        ),
    ),
    "closed": _hunt("log-complaint", "ask-views", "handle-outside-schedule-3", "close-case", abuse="no"),
    "connections": _hunt(*ACCUSED, "report-connection", "decide-connection"),
    "a referral": _hunt(
        *(*ACCUSED, "decide-to-refer", "send-referral", "decide-independence"),
        then=(Try("una", "start-investigation"),),
    ),
    "contact": _hunt("record-matter", *HEARD, "log-contact", "send-update"),
    "a corrected plan": _a_corrected_plan,
    "suspension": _hunt(*ACCUSED, "record-criminal-investigation", "choose-suspension-law", "suspend-officer"),
    "another investigator": _hunt(*INVESTIGATED[:-1], "replace-investigator"),
    "who decides": _hunt(
        *(*INVESTIGATED, "decide-independence"),
        then=(
            Try("una", "allocate-case", given=(("person", "max"), ("role", "appropriate-authority"))),
            Try("max", "declare-interests", given=tuple(NONE.items())),
            Try("max", "decide-outcome", given=NO_CASE),
        ),
    ),
    "nothing declared": _hunt(
        *ACCUSED,
        "decide-not-to-refer",
        then=(
            Try("una", "allocate-case", given=(("person", "max"), ("role", "appropriate-authority"))),
            Try("max", "decide-independence"),
        ),
    ),
    "nothing decided": _hunt(*ACCUSED, "decide-not-to-refer", then=(Try("una", "start-investigation"),)),
    "another role": _hunt(
        *INVESTIGATED[:-1],
        then=(
            Try("max", "declare-interests", given=tuple(NONE.items())),
            Try("una", "allocate-case", given=(("person", "max"), ("role", "appropriate-authority"))),
            Try("max", "submit-report"),
        ),
    ),
    "a role held": _hunt(
        *INVESTIGATED[:-1],
        then=(
            Try("max", "declare-interests", given=tuple(NONE.items())),
            Try("max", "decide-independence"),
        ),
    ),
    "three tests": _hunt(
        *INVESTIGATED[:-2],
        then=(
            Try("una", "appoint-investigator", given=(("concern", "unknown"),)),
            Try("una", "appoint-investigator", given=(("connection", "unknown"),)),
            Try("una", "appoint-investigator", given=(("confidence", "no"),)),
            Try("una", "appoint-investigator", given=(("criminal_lead", "same"),)),
            Try("una", "appoint-investigator", given=(("investigator", "ida"),)),
        ),
    ),
    "a short decision": _hunt(
        *(*ACCUSED, "allow-interim-enquiries"),
        then=(Try("una", "allow-interim-enquiries"),),
    ),
    "a short decision lapses": _a_short_decision_lapses,
    "a cleared decider": _a_cleared_decider,
    "an exception": _hunt(
        *(*ACCUSED, "grant-exception"),
        then=(Try("cy", "grant-exception", given=(("ends_on", "2026-06-30"),)),),
    ),
    "a challenge": _hunt(
        *(*ACCUSED, "decide-independence", "challenge-independence"),
        then=(Try("una", "answer-challenge"),),
    ),
    "two allegations": _hunt(
        *("add-allegation", *INVESTIGATED, *HEARD, "decide-outcome", "leave-unrestricted"),
        then=(Try("una", "confirm-outcomes"),),
    ),
    "closing": _hunt(
        *(*INVESTIGATED, *HEARD, "decide-outcome", "leave-unrestricted"),
        *("confirm-outcomes", "tell-outcome", "close-case"),
    ),
    "the last contact": _hunt(
        *(*INVESTIGATED, *HEARD, "decide-outcome", "confirm-outcomes"),
        then=(Try("sue", "make-closing-contact", given=(("channel", "post"),)),),
    ),
}


@pytest.mark.parametrize("hunt", HUNTS.values(), ids=HUNTS)
def test_without_a_bug_nothing_is_found(sqlite_walks: Walks, hunt: Hunt) -> None:
    with sqlite_walks(2) as walk:
        hunt(walk)


@pytest.mark.parametrize(("plant", "hunt"), BUGS.values(), ids=BUGS)
def test_a_planted_bug_is_found(sqlite_walks: Walks, monkeypatch: pytest.MonkeyPatch, plant: Plant, hunt: str) -> None:
    plant(monkeypatch)
    with sqlite_walks(2) as walk, pytest.raises(Breach):
        HUNTS[hunt](walk)


def test_every_hunt_finds_something() -> None:
    assert {hunt for _, hunt in BUGS.values()} == set(HUNTS)
