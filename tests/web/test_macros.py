"""Our macros write the markup of GOV.UK Frontend; its Jinja port is the oracle. Differences on purpose are stated."""

import re
from datetime import date
from typing import Any

import pytest
from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader

from tests.web.markup import OURS, lines, ours

THEIRS = Environment(
    loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
    undefined=ChainableUndefined,
    autoescape=True,
)
ERROR = {"text": "Say <why>"}
HINT = {"text": "Facts & figures"}
LABEL = {"text": "Why?"}


def theirs(component: str, params: dict[str, Any]) -> list[str]:
    name = "govuk" + component.title().replace("-", "")
    source = (
        f'{{% from "govuk_frontend_jinja/components/{component}/macro.html" import {name} %}}{{{{ {name}(params) }}}}'
    )
    return lines(THEIRS.from_string(source).render(params=params))


CHOICES = [{"value": "a", "text": "A", "hint": "The <first>"}, {"value": "b", "text": "B"}]
THEIR_CHOICES = [{"value": "a", "text": "A", "hint": {"text": "The <first>"}}, {"value": "b", "text": "B"}]
CONTROL = {"name": "why", "label": LABEL, "autocomplete": "off"}
FAULTY = CONTROL | {"hint": HINT, "errorMessage": ERROR, "value": 'a "b" <c>'}
GROUP = {"name": "why", "fieldset": {"legend": LABEL}, "items": THEIR_CHOICES}
WRONG = ', hint="Facts & figures", error="Say <why>"'
HEADING = {"text": "Why?", "isPageHeading": True}

SAME = {
    "input": ('forms.text_input("why", "Why?")', "input", CONTROL),
    "input with everything": (
        f"forms.text_input('why', 'Why?', value='a \"b\" <c>', type='tel', inputmode='tel', width='10'{WRONG})",
        "input",
        FAULTY | {"type": "tel", "inputmode": "tel", "classes": "govuk-input--width-10"},
    ),
    "input as heading": (
        'forms.text_input("why", "Why?", heading=true)',
        "input",
        CONTROL | {"label": HEADING | {"classes": "govuk-label--l"}},
    ),
    "textarea": ('forms.textarea("why", "Why?", rows=8)', "textarea", CONTROL | {"rows": 8}),
    "faulty textarea": (f"forms.textarea('why', 'Why?', value='a \"b\" <c>'{WRONG})", "textarea", FAULTY),
    "select": (
        f'forms.select("why", "Why?", choices, value="b"{WRONG})',
        "select",
        {"name": "why", "label": LABEL, "hint": HINT, "errorMessage": ERROR, "items": CHOICES, "value": "b"},
    ),
    "radios": ('forms.radios("why", "Why?", choices)', "radios", GROUP),
    "faulty radios": (
        f'forms.radios("why", "Why?", choices, value="b", inline=true, heading=true{WRONG})',
        "radios",
        GROUP
        | {"hint": HINT, "errorMessage": ERROR, "value": "b", "classes": "govuk-radios--inline"}
        | {"fieldset": {"legend": HEADING | {"classes": "govuk-fieldset__legend--l"}}},
    ),
    "checkboxes": ('forms.checkboxes("why", "Why?", choices)', "checkboxes", GROUP),
    "faulty checkboxes": (
        f'forms.checkboxes("why", "Why?", choices, values=("a", "b"){WRONG})',
        "checkboxes",
        GROUP | {"hint": HINT, "errorMessage": ERROR, "values": ["a", "b"]},
    ),
    "password": (
        f'forms.password_input("why", "Why?"{WRONG})',
        "password-input",
        {"name": "why", "label": LABEL, "hint": HINT, "errorMessage": ERROR},
    ),
    "button": ('forms.button("Send")', "button", {"text": "Send", "preventDoubleClick": True}),
    "named warning button": (
        'forms.button("Send", kind="warning", name="do", value="it")',
        "button",
        {
            "text": "Send",
            "name": "do",
            "value": "it",
            "classes": "govuk-button--warning",
            "preventDoubleClick": True,
        },
    ),
    "button that is a link": (
        'forms.button("Go", kind="secondary", href="/there")',
        "button",
        {"text": "Go", "href": "/there", "classes": "govuk-button--secondary"},
    ),
    "error summary": (
        'forms.error_summary({"why": "Say <why>", "": "Another change came first"})',
        "error-summary",
        {
            "titleText": "There is a problem",
            "errorList": [ERROR | {"href": "#why"}, {"text": "Another change came first"}],
        },
    ),
    "summary list": (
        'content.summary_list([{"key": "A", "value": "<1>", "href": "/a"}, {"key": "B", "value": "2"}])',
        "summary-list",
        {
            "rows": [
                {
                    "key": {"text": "A"},
                    "value": {"text": "<1>"},
                    "actions": {"items": [{"text": "Change", "href": "/a", "visuallyHiddenText": "A"}]},
                },
                {"key": {"text": "B"}, "value": {"text": "2"}},
            ]
        },
    ),
    "tag": ('content.tag("Late", "red")', "tag", {"text": "Late", "classes": "govuk-tag--red"}),
    "notification": ('content.notification_banner("Done")', "notification-banner", {"text": "Done"}),
    "success": (
        'content.notification_banner("Done", success=true)',
        "notification-banner",
        {"text": "Done", "type": "success"},
    ),
    "inset text": ('content.inset_text("By <phone>")', "inset-text", {"text": "By <phone>"}),
    "warning": ('content.warning_text("Not by post")', "warning-text", {"text": "Not by post"}),
    "breadcrumbs": (
        'content.breadcrumbs([{"text": "Work", "href": "/"}, {"text": "Case"}])',
        "breadcrumbs",
        {"items": [{"text": "Work", "href": "/"}, {"text": "Case"}]},
    ),
    "panel": ('content.panel("Done", "Go home")', "panel", {"titleText": "Done", "text": "Go home"}),
    "task list": (
        'case.task_list([{"title": "A", "href": "/a", "status": "To do", "tone": "yellow", "hint": "Soon"},'
        ' {"title": "B", "status": "Done"}])',
        "task-list",
        {
            "items": [
                {
                    "title": {"text": "A"},
                    "href": "/a",
                    "hint": {"text": "Soon"},
                    "status": {"tag": {"text": "To do", "classes": "govuk-tag--yellow"}},
                },
                {"title": {"text": "B"}, "status": {"text": "Done"}},
            ]
        },
    ),
}


@pytest.mark.parametrize("name", SAME)
def test_same_as_govuk_frontend(name: str) -> None:
    """But that what people write has the direction of its language."""
    call, component, params = SAME[name]
    assert [line.replace(' dir="auto"', "") for line in ours(call, choices=CHOICES)] == theirs(component, params)


@pytest.mark.parametrize(
    ("current", "numbers", "previous", "following"),
    [
        (1, [1, 2, 0, 9], {}, {"next": {"href": "?page=2"}}),
        (5, [1, 0, 4, 5, 6, 0, 9], {"previous": {"href": "?page=4"}}, {"next": {"href": "?page=6"}}),
        (9, [1, 0, 8, 9], {"previous": {"href": "?page=8"}}, {}),
    ],
)
def test_pagination(current: int, numbers: list[int], previous: dict[str, Any], following: dict[str, Any]) -> None:
    items = [
        {"number": number, "href": f"?page={number}", "current": number == current} if number else {"ellipsis": True}
        for number in numbers
    ]
    expected = theirs("pagination", {"items": items} | previous | following)
    assert ours(f'content.pagination({current}, 9, "?page=")') == expected


def test_one_page_needs_no_pagination() -> None:
    assert ours('content.pagination(1, 1, "?page=")') == []


def test_details() -> None:
    block = '{% import "macros/content.html" as content %}{% call content.details("Why?") %}So{% endcall %}'
    assert lines(OURS.from_string(block).render()) == theirs("details", {"summaryText": "Why?", "text": "So"})


def their_date(value: dict[str, str], time: bool) -> list[str]:
    parts = [("why", "day", 2), ("why-month", "month", 2), ("why-year", "year", 4)]
    items = [
        {
            "id": id,
            "name": f"why-{part}",
            "label": part.title(),
            "value": value.get(part, ""),
            "classes": f"govuk-input--width-{width} govuk-input--error",
            "autocomplete": "off",
        }
        for id, part, width in [*parts, *([("why-time", "time", 5)] if time else [])]
    ]
    params = {"id": "why", "fieldset": {"legend": LABEL}, "hint": HINT, "errorMessage": ERROR, "items": items}
    return theirs("date-input", params)


def test_date_input_gives_its_id_to_the_day() -> None:
    """Theirs gives it to the container, to which the link of an error summary cannot move the focus."""
    value = {"day": "31", "month": "2", "year": "2026"}
    expected = [
        line.replace('date-input" id="why"', 'date-input"').replace(' value=""', "")
        for line in their_date(value, time=False)
    ]
    assert ours(f'forms.date_input("why", "Why?", value=value{WRONG})', value=value) == expected


def test_moment_input_is_a_date_input_with_a_time() -> None:
    """Theirs knows no time; ours asks for it as text, because it need not be a number."""
    value = {"day": "2", "month": "3", "year": "2026", "time": "9:30am"}
    expected = [
        line.replace('date-input" id="why"', 'date-input psd-moment-input"') for line in their_date(value, time=True)
    ]
    expected = [line.replace(' inputmode="numeric"', "") if "why-time" in line else line for line in expected]
    assert ours(f'forms.moment_input("why", "Why?", value=value{WRONG})', value=value) == expected


def test_a_date_fills_a_date_input() -> None:
    filled = ours('forms.date_input("why", "Why?", value=value)', value=date(2026, 3, 2))
    assert re.findall(r'value="(\d+)"', "".join(filled)) == ["2", "3", "2026"]


def test_table_scrolls_in_a_named_region() -> None:
    """Theirs makes the whole page scroll sideways on a narrow screen."""
    params = {
        "caption": "Due <now>",
        "captionClasses": "govuk-table__caption--m",
        "firstCellIsHeader": True,
        "head": [{"text": "Case"}, {"text": "Days", "format": "numeric"}],
        "rows": [[{"text": "PS-1"}, {"text": "<3>", "format": "numeric"}]],
    }
    region = '<div aria-label="Due <now>" class="psd-scroll" role="region" tabindex="0">'
    call = 'content.table("Due <now>", ("Case", "Days"), [("PS-1", "<3>")], numeric=(1,))'
    assert ours(call) == [region, *theirs("table", params), "</div>"]


def test_back_link_is_a_landmark() -> None:
    """Theirs stands outside every landmark, where somebody who moves by landmarks does not find it."""
    link = theirs("back-link", {"href": "/work", "text": "Back"})
    assert ours('content.back_link("/work")') == ['<nav aria-label="Back">', *link, "</nav>"]
