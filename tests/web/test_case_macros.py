"""The macros that GOV.UK Frontend does not have: waiting steps, what happened, figures compared."""

import re
from datetime import UTC, datetime

import pytest
from jinja2 import UndefinedError

from tests.web.markup import ours


def test_a_step_that_waits_says_why_and_is_no_link() -> None:
    reasons = [{"text": "Nobody <declared>", "cite": "Schedule 3", "href": "/declare"}, {"text": "No subject"}]
    task = {"title": "Decide", "href": "/decide", "status": "Cannot start yet", "reasons": reasons}
    text = ours("case.task_list([task])", task=task)
    assert [line for line in text if line.startswith("<a") or not line.startswith("<")] == [
        "Decide",
        '<a class="govuk-link" href="/declare">',
        "Nobody &lt;declared&gt;",
        "Schedule 3",
        "No subject",
        "Cannot start yet",
    ]


def test_bars_are_as_long_as_their_figures() -> None:
    bars = [{"label": "Recorded", "value": 1}, {"label": "With the panel", "value": 0}, {"label": "Open", "value": 4}]
    chart = "".join(ours('case.bar_chart("Cases", bars, "Stage", "Cases")', bars=bars))
    assert re.findall(r'<rect height="10" width="([\d.]+)">', chart) == ["25.00", "0.00", "100.00"]


def test_bars_that_are_all_nought() -> None:
    chart = "".join(ours('case.bar_chart("Cases", [{"label": "Open", "value": 0}], "Stage", "Cases")'))
    assert re.findall(r'<rect height="10" width="([\d.]+)">', chart) == ["0.00"]


def test_timeline_shows_london_time_and_escapes_what_was_typed() -> None:
    item = {"title": "Contact", "by": "Lee", "at": datetime(2026, 3, 30, 8, 30, tzinfo=UTC), "body": "<b>safe</b>"}
    texts = [line for line in ours("case.timeline([item])", item=item) if not re.match("</?[a-z0-9]+[ >]", line)]
    assert texts == ["Contact", "by", "Lee", "30 March 2026 at 9:30am", "&lt;b&gt;safe&lt;/b&gt;"]


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        ours('case.timeline([{"title": "Contact"}])')
