"""A run counted: totals without counts that have no target, percentages only of enough, and earlier periods."""

from datetime import UTC, date, datetime

import pytest

from complaints.queries.compliance_page import EarlierRow, FoundRow
from complaints.reports.summary import Share
from tests.reports.samples import FOUND, report
from workflows.calls_to_action.measures import Finding, Period, Result, Word
from workflows.calls_to_action.themes import Theme

NO = FoundRow("IRR-2", Finding("The case", Result.NOT_MET, "Handled outside Schedule 3 since 2 March 2026"), None)


def test_a_count_without_a_target_is_in_no_total_and_no_exception() -> None:
    without, with_it = report(), report((*FOUND, NO))
    assert [with_it.number(result) for result in Result] == [without.number(result) for result in Result]
    assert (with_it.due, with_it.exceptions) == (without.due, without.exceptions)
    assert with_it.words[Word.COUNTED] == 1


def test_the_totals_add_up_and_the_words_of_each_theme_count_its_measures() -> None:
    made = report()
    assert [made.number(result) for result in Result] == [1, 1, 1, 1, 0]
    assert made.due == 3
    assert [sum(each.words.values()) for each in made.themes] == [len(each.rows) for each in made.themes]
    assert [each.theme for each in made.themes] == list(Theme)


@pytest.mark.parametrize(
    ("met", "due", "words"),
    [(0, 0, "none due"), (3, 4, "3 of 4"), (3, 5, "3 of 5 (60%)"), (2, 7, "2 of 7 (29%)"), (5, 5, "5 of 5 (100%)")],
)
def test_a_percentage_stands_beside_its_numbers_and_only_of_five_or_more(met: int, due: int, words: str) -> None:
    assert Share(met, due).words == words


def test_periods_begin_with_the_oldest_that_has_anything_and_keep_a_gap() -> None:
    made = report(earlier=(EarlierRow("IRR-1", 3, 0, 1), EarlierRow("CVS-1", 1, 2, 2)))
    assert [period.name for period in made.periods] == ["December 2025", "January 2026", "February 2026", "March 2026"]
    trends = {row.measure.id: [share.words for share in row.trend] for row in made.rows}
    assert trends["IRR-1"] == ["0 of 1", "none due", "none due", "1 of 2"]
    assert trends["CVS-1"] == ["none due", "none due", "2 of 2", "none due"]


@pytest.mark.parametrize(
    ("starts", "ends", "before", "name"),
    [
        (date(2026, 3, 1), date(2026, 3, 31), (date(2026, 2, 1), date(2026, 2, 28)), "March 2026"),
        (date(2026, 1, 1), date(2026, 3, 31), (date(2025, 10, 1), date(2025, 12, 31)), "January to March 2026"),
        (
            date(2025, 12, 1),
            date(2026, 1, 31),
            (date(2025, 10, 1), date(2025, 11, 30)),
            "December 2025 to January 2026",
        ),
        (date(2026, 3, 3), date(2026, 3, 9), (date(2026, 2, 24), date(2026, 3, 2)), "3 March 2026 to 9 March 2026"),
        (date(2026, 3, 3), date(2026, 3, 3), (date(2026, 3, 2), date(2026, 3, 2)), "3 March 2026 to 3 March 2026"),
    ],
)
def test_the_period_before_is_as_long_and_known_as_long_after(
    starts: date, ends: date, before: tuple[date, date], name: str
) -> None:
    """Each as known at one in the morning of its last day, on either side of the change of clocks."""
    period = Period(starts, ends, datetime(ends.year, ends.month, ends.day, 1, tzinfo=UTC))
    earlier = period.earlier(1)
    assert (earlier.starts, earlier.ends) == before
    assert earlier.known_at.date() == before[1]
    assert period.name == name
    assert period.earlier(2) == earlier.earlier(1)
