"""Every document that the product makes, in each of its forms, keeps all 104 rules of PDF/UA-1."""

import re
from collections.abc import Callable
from pathlib import Path

import page as page_validation
import pytest

from complaints.database import Database
from complaints.documents.render import Renderer, render
from complaints.reports.document import document
from complaints.resources import templates_directory
from tests.conftest import KEYS
from tests.documents.pack_world import play
from tests.documents.test_pack import prepare, reads, release
from tests.reports.samples import report
from tests.reports.test_document import HEAD

TEMPLATES = {
    "compliance.html": "compliance report",
    "pack_cover.html": "pack",
    "pack_section.html": "pack",
    "pack_words.html": "a page of words that the search of a pack begins with; nobody gets it",
}
"""What becomes of each template."""


@pytest.fixture
def packs(sqlite_url: str, renderer: Renderer) -> dict[str, bytes]:
    """A pack as the panel reads it, and as somebody who is excluded from a case of it does."""
    database = Database(sqlite_url, KEYS)
    world = play(database)
    prepare(world, renderer)
    release(world)
    made = {f"pack, as {who} reads it": reads(world, renderer, who) for who in ("pam", "wit")}
    database.dispose()
    assert len(set(made.values())) == 2
    return made


def reports() -> dict[str, bytes]:
    """A compliance report with all that can be in one, and one of nothing, for a reader who may not see the log."""
    forms = {
        "compliance report": document(report(), HEAD),
        "compliance report of nothing": document(report((), ()), None),
    }
    return {name: render(html, identifier=name.encode()) for name, html in forms.items()}


def test_every_document_keeps_every_rule(
    packs: dict[str, bytes], record_property: Callable[[str, object], None]
) -> None:
    documents = packs | reports()
    found = {name: page_validation.validate_pdf_bytes(pdf, profile="pdf/ua-1") for name, pdf in documents.items()}
    assert {name: [failure.message for failure in each.failures] for name, each in found.items() if each.failures} == {}
    assert {(each.rules.passed, each.rules.total) for each in found.values()} == {(104, 104)}
    record_property("figure", f"PDF/UA-1: {len(documents)} documents, 104 of 104 each")


def test_every_template_of_a_document_belongs_to_one() -> None:
    folder: Path = templates_directory() / "documents"
    based = {path.name for path in folder.glob("*.html") if re.search(r'extends "documents/base', path.read_text())}
    assert based == set(TEMPLATES)
