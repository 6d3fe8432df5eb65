"""Every form, sent with whatever people and programs may put into it: no error of ours, and nothing done by half."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from httpx import Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar import Litestar
from litestar.routes import HTTPRoute
from litestar.testing import TestClient

from complaints.models.entries import fields_of
from complaints.web.report import PAGE
from tests.fuzz.site import Fuzzed, assert_sound
from tests.support.addresses import triggers_at
from workflows.model import Choice
from workflows.registry import STEPS

SUM = "{{ 'zq' * 3 }}"
JUNK = (
    "",
    " ",
    "\x00",
    "\u202egnihton",
    "e" + "\u0301" * 50,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    SUM,
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "=cmd|' /C calc'!A0",
    "one\r\nSet-Cookie: session=mine",
    "'; DROP TABLE case_file; --",
    "<script>alert(1)</script>",
    "\ud800",
    "-1",
    "9" * 40,
    "²",
    "x" * 20_001,
)
NAMES = st.sampled_from(
    ("urgent", "shut", "reason", "knows", "submission", "seen", "action", "about", "\x00", "=", "x" * 200)
)
OTHERS = ("concern", "name", "starts-year", "sought", "query")
"""Questions of the forms that are no steps."""

ACTING = ("ana", "lee", "sue", "hed", "all")
TYPE = {"Content-Type": "application/x-www-form-urlencoded"}

Sent = list[tuple[str, str]]

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""For what is refused before anything of it reaches a database."""


def every_form(fuzzed: Fuzzed) -> Iterator[str]:
    """Where a form may be sent to: every step of a case and of a meeting among them."""
    for route in fuzzed.site.app.routes:
        if isinstance(route, HTTPRoute) and "POST" in route.methods and route.path != "/sign-out":
            reference = fuzzed.meeting if route.path.startswith("/panel") else fuzzed.reference
            asked = {"trigger": triggers_at, "page": lambda _path: tuple(PAGE)}
            name = next((name for name in asked if name in route.path_parameters), "")
            for value in asked[name](route.path) if name else ("",):
                yield route.path_format.format(
                    reference=reference,
                    key=fuzzed.draft,
                    code="ABCDE",
                    name=fuzzed.reference,
                    **{name or "page": value},
                )


@st.composite
def forms(draw: st.DrawFn, path: str) -> Sent:
    """Some of a form's own questions answered well or badly, left out or asked twice, and some that it never asked."""
    trigger = "plan-meeting" if path == "/panel/plan" else path.rpartition("/")[2]
    trigger = "report-matter" if path.startswith("/report") else trigger
    trigger = "decide-further-report" if path.startswith("/further") else trigger
    own = dict(_questions(trigger)) if trigger in STEPS else dict.fromkeys(OTHERS, JUNK)
    sent: Sent = [("submission", draw(st.sampled_from(("0" * 32, "f" * 32, "junk")))), ("seen", draw(SEEN))]
    for name in draw(st.lists(st.sampled_from(sorted(own)), max_size=8)):
        sent.append((name, draw(st.sampled_from(own[name]))))
    sent += draw(st.lists(st.tuples(NAMES, st.sampled_from(JUNK)), max_size=3))
    return sent


SEEN = st.sampled_from(("0", "3", "-1", "", "\x00"))


def _questions(trigger: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for field in fields_of(STEPS[trigger].entry):
        right = tuple(member.value for member in field.kind) if issubclass(field.kind, Choice) else ("yes", "4471", "1")
        yield field.name, right + JUNK
        for part, value in (("day", "3"), ("month", "3"), ("year", "2026"), ("time", "9:30")):
            yield f"{field.name}-{part}", (value, *JUNK)


@settings(
    max_examples=80,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_junk(fuzzed: Fuzzed, data: st.DataObject) -> None:
    """What is refused leaves everything as it was."""
    browser = fuzzed.browser(data.draw(st.sampled_from(ACTING)))
    path = data.draw(st.sampled_from(list(every_form(fuzzed))))
    before = fuzzed.digest()
    response = post(fuzzed, browser, path, data.draw(forms(path)))
    assert_sound(response)
    assert "zqzqzq" not in response.text
    assert "<script>alert" not in response.text
    assert "set-cookie" not in response.headers
    assert response.status_code == 303 or fuzzed.digest() == before


@on_sqlite
def test_nothing_is_taken_without_its_token(fuzzed: Fuzzed) -> None:
    browser, before = fuzzed.site.browser("all"), fuzzed.digest()
    form = [("concern", "Sent from elsewhere"), ("submission", "0" * 32)]
    for path in every_form(fuzzed):
        answers = [
            browser.post(path, data=dict(form)),
            browser.post(path, data={**dict(form), "_csrf_token": "0" * 64}),
            browser.post(path, files={"_csrf_token": fuzzed.site.token(browser).encode(), "concern": b"a file"}),
            browser.post(path, json={"_csrf_token": fuzzed.site.token(browser), "concern": "as JSON"}),
        ]
        assert [(path, answer.status_code) for answer in answers] == [(path, 403)] * 4
    assert fuzzed.digest() == before


@on_sqlite
def test_a_form_of_more_than_a_megabyte(fuzzed: Fuzzed) -> None:
    browser, before = fuzzed.site.browser("all"), fuzzed.digest()
    found = {path: post(fuzzed, browser, path, [("x", "x" * 1_000_000)]) for path in every_form(fuzzed)}
    for response in found.values():
        assert_sound(response)
    assert {response.status_code for response in found.values()} == {413}
    assert fuzzed.digest() == before


def post(fuzzed: Fuzzed, browser: TestClient[Litestar], path: str, form: Sent) -> Response:
    """Send what no well-behaved browser would: lone surrogates among it."""
    pairs = [("_csrf_token", fuzzed.site.token(browser)), *form]
    return browser.post(path, content=urlencode(pairs, errors="surrogatepass"), headers=TYPE)
