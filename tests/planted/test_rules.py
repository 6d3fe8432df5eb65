"""The walk and its oracle can fail: each bug that is planted in the rules or in the door is found."""

from collections.abc import Callable

import pytest

from tests.machine.conftest import Walks
from tests.machine.guide import NONE, Try
from tests.machine.test_walk import BESIDE, INSIDE, OUTSIDE
from tests.machine.walk import Breach, Walk
from tests.planted.bugs import BUGS, Plant

SEEDS = range(2)


def _tour(goals: tuple[str, ...], abuse: str) -> Callable[[Walk], None]:
    def go(walk: Walk) -> None:
        walk.abuse = abuse
        walk.aim(goals)
        walk.finish()

    return go


def _wrong_at_last(before: tuple[str, ...], *tried: Try) -> Callable[[Walk], None]:
    """Everything in order up to here, and then what the law forbids: refused, unless a bug lets it through."""

    def go(walk: Walk) -> None:
        walk.abuse = "yes"
        walk.aim(before)
        for wrong in tried:
            walk.attempt(wrong)

    return go


def _before(goal: str) -> tuple[str, ...]:
    return INSIDE[: INSIDE.index(goal)]


NO_CASE = (("allegation", "1"), ("outcome", "no-case-to-answer"), ("service", ""))
WRONGS = (
    _wrong_at_last(
        ("log-complaint", "ask-views", "propose-not-recording"),
        Try("una", "handle-outside-schedule-3"),
    ),
    _wrong_at_last(
        (*_before("decide-outcome"), "decide-independence"),
        Try("una", "allocate-case", given=(("person", "max"), ("role", "appropriate-authority"))),
        Try("max", "declare-interests", given=tuple(NONE.items())),
        Try("max", "decide-outcome", given=NO_CASE),
    ),
    _wrong_at_last(
        (*_before("confirm-outcomes"), "decide-independence", "leave-unrestricted"),
        Try("una", "add-allegation"),
        Try("una", "decide-not-to-re-refer"),
        Try("una", "confirm-outcomes"),
    ),
    _wrong_at_last((), Try("hope", "prepare-pack"), Try("hope", "release-pack")),
)
TOURS = (_tour(OUTSIDE, "no"), _tour(BESIDE, "unknown"), _tour(INSIDE, "yes"))


def found(walks: Walks) -> bool:
    """Whether one of the tours, or else one of a few walks, breaks off with a breach."""
    hunts = [(2, tour) for tour in (*TOURS, *WRONGS)] + [(seed, lambda walk: walk.run(60)) for seed in SEEDS]
    return any(_breaks(walks, seed, hunt) for seed, hunt in hunts)


def _breaks(walks: Walks, seed: int, hunt: Callable[[Walk], None]) -> bool:
    with walks(seed) as walk:
        try:
            hunt(walk)
        except Breach:
            return True
    return False


def test_without_a_bug_nothing_is_found(sqlite_walks: Walks) -> None:
    assert not found(sqlite_walks)


@pytest.mark.parametrize("plant", BUGS.values(), ids=BUGS)
def test_a_planted_bug_is_found(sqlite_walks: Walks, monkeypatch: pytest.MonkeyPatch, plant: Plant) -> None:
    plant(monkeypatch)
    assert found(sqlite_walks)
