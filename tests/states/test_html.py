"""Every page in every state is HTML as the standard has it, and none was forgotten."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.states.gather import Shot
from tests.support.browser import ROOT
from tests.support.nu import check
from tests.web.test_routes import AUDIENCE

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("states")]

RENDERED = re.compile(r'"((?:pages|errors)/\w+\.html)"')
NO_PAGE = {"/health", "/assets/{name}", "/panel/{reference}/pack.pdf"}
ONLY_FORMS = {
    *("/saved-filters", "/saved-filters/delete", "/report/{key}/delete", "/unsent/{key}/delete", "/sign-out"),
    *("/unallocated/{reference}", "/sign-in/password", "/confidential/find", "/urgent/end"),
}
"""Addresses that only take forms, and mostly lead on to a page."""

BROKEN = (
    '<!DOCTYPE html><html lang="en"><head><title>Broken</title></head><body><p id="a"><b id="a">x</b></body></html>'
)
IN_ALL = ("full", "long names", "right to left")


@pytest.mark.parametrize("state", IN_ALL)
def test_no_address_and_no_template_is_forgotten(shots: list[Shot], state: str) -> None:
    """What is shown of a force with all on file; a template that a page is made of is part of that page."""
    seen = [shot for shot in shots if shot.state == state or (state == "full" and shot.state in ("error", "conflict"))]
    assert set(AUDIENCE) - {shot.pattern for shot in seen if shot.status == 200} - NO_PAGE - ONLY_FORMS == set()
    asked = {
        name for path in (ROOT / "complaints" / "web").rglob("*.py") for name in RENDERED.findall(path.read_text())
    }
    assert len(asked) > 50
    assert asked - {shot.template for shot in seen} - {"errors/not_found.html"} == set()


def test_other_states_are_there(shots: list[Shot]) -> None:
    templates = {state: {shot.template for shot in shots if shot.state == state} for state in STATES}
    assert {state: wanted - templates[state] for state, wanted in STATES.items()} == {state: set() for state in STATES}


STATES = {
    "empty": {
        f"pages/{name}.html"
        for name in ("my_work", "cases", "panel", "oversight", "gatekeeper", "unallocated", "outside")
    },
    "error": {f"pages/{name}.html" for name in ("step", "sign_in", "report_question", "panel_step", "office_step")},
    "conflict": {"errors/refused.html", "errors/stale.html"},
    "excluded": {"errors/not_found.html"},
}


def test_every_page_is_sound(shots: list[Shot], tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    """One page is broken on purpose: a checker that passed over it would pass over everything."""
    pages = {shot.html: shot for shot in shots}
    for number, html in enumerate(pages):
        (tmp_path / f"{number:04}.html").write_text(html, encoding="utf-8")
    (tmp_path / "broken.html").write_text(BROKEN, encoding="utf-8")
    problems = check(tmp_path)
    assert [problem for problem in problems if not problem.startswith("broken.html")] == []
    assert "broken.html:1: Duplicate ID “a”." in problems
    record_property("figure", f"HTML: {len(pages)} pages checked, 0 errors")
    assert len(pages) > 500
