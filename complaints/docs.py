"""The reference pages, written from the rules, so that every change of rule shows as a diff that a lawyer can read."""

from collections.abc import Mapping
from pathlib import Path

from complaints.reports.reference import checklist_page
from complaints.stories.reference import stories_page
from workflows.publish import citations_page, routing_page, screening_page, terms_page, workflow_page
from workflows.registry import WORKFLOWS


def pages() -> Mapping[str, str]:
    """Every page of docs/reference, by file name."""
    workflows = {f"{name}.md": workflow_page(workflow) for name, workflow in WORKFLOWS.items()}
    return workflows | {
        "routing.md": routing_page(),
        "screening.md": screening_page(),
        "settings.md": terms_page(),
        "sources.md": citations_page(),
        "stories.md": stories_page(),
        "calls-to-action.md": checklist_page(),
    }


def write_pages(directory: Path) -> list[Path]:
    """Write every page; returns where."""
    directory.mkdir(parents=True, exist_ok=True)
    written = [directory / name for name in pages()]
    for name, text in pages().items():
        (directory / name).write_text(text, encoding="utf-8")
    return written


def stale_pages(directory: Path) -> list[str]:
    """The names of pages that are missing, out of date or no longer written."""
    wanted = pages()
    found = {path.name: path.read_text(encoding="utf-8") for path in directory.glob("*.md")}
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
