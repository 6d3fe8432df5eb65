"""How a form's fields become the input of an entry."""

import pytest

from complaints.web.forms import Form, entry_input, text
from workflows.model import Entry
from workflows.registry import ENTRIES


@pytest.mark.parametrize(
    ("trigger", "form", "expected"),
    [
        ("decide-independence", {}, {}),
        (
            "decide-independence",
            {
                "handled_by": ["own-force", "other"],
                "unconnected": ["yes"],
                "reasons": ["  why "],
                "review_on-day": ["2"],
                "review_on-year": [" 2026"],
                "_csrf_token": ["t"],
            },
            {
                "handled_by": "own-force",
                "unconnected": "yes",
                "reasons": "why",
                "review_on": {"day": "2", "month": "", "year": "2026"},
            },
        ),
        (
            "log-contact",
            {"contacted_at-day": ["3"], "contacted_at-time": ["9:30am"]},
            {"contacted_at": {"day": "3", "month": "", "year": "", "time": "9:30am"}},
        ),
        ("agree-contact", {"channels": ["email", "post"]}, {"channels": ["email", "post"]}),
    ],
)
def test_fields_become_what_the_validator_reads(trigger: str, form: Form, expected: dict[str, object]) -> None:
    entry: type[Entry] = ENTRIES[trigger]
    assert entry_input(form, entry) == expected


@pytest.mark.parametrize(("form", "answer"), [({"a": [" b ", "c"]}, "b"), ({"a": []}, ""), ({}, "")])
def test_a_text_is_the_first_answer(form: Form, answer: str) -> None:
    assert text(form, "a") == answer
