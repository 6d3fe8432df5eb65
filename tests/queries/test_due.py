"""How soon something is due: its group, and its words."""

from datetime import date, timedelta

import pytest

from complaints.queries.due import Due, due, in_words

TODAY = date(2026, 3, 30)


@pytest.mark.parametrize(
    ("left", "group", "words"),
    [
        (-2, Due.OVERDUE, "overdue by 2 days"),
        (-1, Due.OVERDUE, "overdue by 1 day"),
        (0, Due.TODAY, "due today"),
        (1, Due.WEEK, "due tomorrow"),
        (7, Due.WEEK, "due 6 April 2026"),
        (8, Due.LATER, "due 7 April 2026"),
    ],
)
def test_a_deadline_is_in_time_on_its_last_day(left: int, group: Due, words: str) -> None:
    last_day = TODAY + timedelta(days=left)
    assert (due(last_day, TODAY), in_words(last_day, TODAY)) == (group, words)


def test_without_a_deadline_nothing_is_due() -> None:
    assert due(None, TODAY) is Due.NOTHING
