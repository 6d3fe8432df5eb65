"""Whatever the pages name exists: files, links, commands, targets, settings, rules and words."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from complaints.cli import app
from complaints.demo import Demo
from complaints.docs import stale_pages
from complaints.force import standing_force
from complaints.settings import Settings
from tests.docs.pages import GENERATED, ROOT, Page, how_to, pages
from workflows.calls_to_action.checklist import MEASURES
from workflows.model import Role
from workflows.registry import CLOCK, REQUIREMENTS, STEPS, WORKFLOWS
from workflows.terms import DEFAULTS

SERIES = ("add-a-step", "add-a-requirement", "add-a-clock", "add-a-measure", "write-a-story")
COMMANDS = get_command(app).commands  # type: ignore[attr-defined]
PICTURES = "docs/screenshots/"
RULE = re.compile(r"[A-Z]{3}-C?\d+")
HYPHENATED = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")
MODULE = re.compile(r"(?:complaints|workflows|tests)(?:\.[a-z_]+)+")
SETTING = re.compile(r"\b(?:COMPLAINTS|DATABASE)_[A-Z_]+\b")
COMMAND = re.compile(r"\bcomplaints ([a-z][a-z-]*)([^`\n|&;)]*)")
OPTION = re.compile(r"(?<=\s)--[a-z][a-z-]*")
TARGET = re.compile(r"^(?:\$ )?make ([a-z]+)|`make ([a-z]+)`", re.MULTILINE)
ROW = re.compile(r"^\| `([a-z0-9-]+)` \|.*\| ([0-9.]+) \| (\d{4}-\d\d-\d\d) \|$", re.MULTILINE)
CODE = re.compile(r"```.*?```|`[^`]*`|\{[{%].*?[%}]\}|<[^>]*>", re.DOTALL)
GLOSSARY = re.compile(r"^\| ([^|]+) \| [^|]+ \|(.*?) ?\|$", re.MULTILINE)
ORDINARY = {"action", "error", "file", "fixture", "form", "rule", "validation", "value", "version"}
"""Words that the glossary rules out for one thing and that plain English needs for others."""

every_page = pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)


def made_by_examples() -> str:
    """All that the how-tos add: a rule of an example is not in the tables."""
    return "".join(block.text for name in SERIES for block in how_to(name).blocks())


@every_page
def test_every_link_leads_somewhere(page: Page) -> None:
    inside = (link for link in page.links() if "://" not in link and not link.startswith("#"))
    lost = {link for link in inside if not (page.path.parent / link.split("#")[0]).exists()}
    assert {link for link in lost if PICTURES not in link} == set()


@every_page
def test_every_heading_that_is_linked_is_there(page: Page) -> None:
    for link in page.links():
        address, _, anchor = link.partition("#")
        if anchor and "://" not in address:
            assert anchor in headings((page.path.parent / address) if address else page.path)


def headings(path: Path) -> set[str]:
    found = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in found}


def test_the_pictures_of_the_read_me_are_those_that_are_kept() -> None:
    shown = {Path(link).name for link in Page(ROOT / "README.md").links() if PICTURES in link}
    assert shown == {path.name for path in (ROOT / PICTURES).glob("*.png")}


@every_page
def test_every_file_that_is_named_is_there(page: Page) -> None:
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and path.name not in ("var", ".git", "dist")}
    named = {name for name in page.names() if name.split("/")[0] in folders and "/" in name and " " not in name}
    made = {block.file for name in SERIES for block in how_to(name).blocks()}
    assert {name for name in named - made if not any(ROOT.glob(name.rstrip("/")))} == set()


@every_page
def test_every_module_that_is_named_is_there(page: Page) -> None:
    named = {name for name in MODULE.findall(page.text) if not name.endswith((".py", ".db"))}
    assert {name for name in named if not known(name)} == set()


def known(name: str) -> bool:
    """Whether a dotted name is a module, or something in one."""
    parent, _, last = name.rpartition(".")
    return find_spec(name) is not None if is_package(parent) else last in vars(__import__(parent, fromlist=[last]))


def is_package(name: str) -> bool:
    spec = find_spec(name)
    return spec is not None and spec.submodule_search_locations is not None


@every_page
def test_every_command_and_option_exists(page: Page) -> None:
    for name, rest in COMMAND.findall("\n".join(commands_of(page))):
        assert name in COMMANDS, f"complaints {name}"
        options = {option for parameter in COMMANDS[name].params for option in spelt(parameter)} | {"--help"}
        assert set(OPTION.findall(rest)) <= options, f"complaints {name} {rest}"


def spelt(parameter: Any) -> list[str]:
    return [*parameter.opts, *parameter.secondary_opts]


def commands_of(page: Page) -> Iterator[str]:
    """What a reader would type."""
    yield from (name for name in page.names() if name.startswith(("complaints ", "uv run complaints ")))
    for block in page.blocks():
        if block.language in ("sh", "console"):
            yield from (line for line in block.text.splitlines() if "uv run complaints" in line)


@every_page
def test_every_target_of_make_exists(page: Page) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {first or second for first, second in TARGET.findall(page.text)} - targets == set()


@every_page
def test_every_rule_that_is_named_exists(page: Page) -> None:
    rules = {*REQUIREMENTS, *CLOCK, *MEASURES, *RULE.findall(made_by_examples())}
    assert {name for name in page.names() if RULE.fullmatch(name)} - rules == set()


@every_page
def test_every_trigger_and_setting_that_is_named_exists(page: Page) -> None:
    if page.name == "docs/decisions/dependencies.md":
        return
    words = {*STEPS, *WORKFLOWS, *COMMANDS, *(term.key for term in DEFAULTS), *(role.value for role in Role)}
    words |= set(HYPHENATED.findall(made_by_examples())) | {"import-linter"}
    assert {name for name in page.names() if HYPHENATED.fullmatch(name)} - words == set()


def test_every_setting_of_the_environment_is_explained() -> None:
    read = (ROOT / "complaints" / "settings.py").read_text(encoding="utf-8")
    explained = {name for name in Page(ROOT / "README.md").names() if SETTING.fullmatch(name)}
    assert explained == {name for name in SETTING.findall(read) if not name.endswith("_")}
    assert Settings.from_environment({}).directory == Path("var")


def test_every_command_has_an_example_in_the_read_me() -> None:
    shown = {name for name, _ in COMMAND.findall("\n".join(Page(ROOT / "README.md").names()))}
    assert shown == set(COMMANDS)


def test_the_read_me_says_who_may_sign_in() -> None:
    demo = Demo(ROOT, dict.fromkeys(standing_force(), ""))
    table = re.findall(r"^\| ([^|]+) \| `(\w+)` \|$", Page(ROOT / "README.md").text, re.MULTILINE)
    assert table == [(role, name) for role, name, _ in demo.sign_ins]


def test_the_dependencies_are_those_of_the_lock() -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    locked = {package["name"]: package for package in lock["package"]}
    rows = ROW.findall(Page(ROOT / "docs" / "decisions" / "dependencies.md").text)
    assert rows == [(name, locked[name]["version"], released(locked[name])) for name, _, _ in rows]
    assert len(rows) > 20


def released(package: dict[str, object]) -> str:
    """The day on which a locked version came out."""
    files: Iterable[dict[str, str]] = [package["sdist"]] if "sdist" in package else package["wheels"]  # type: ignore
    return min(file["upload-time"] for file in files)[:10]


def test_every_decision_is_in_the_list() -> None:
    listed = {link for link in Page(ROOT / "docs" / "decisions" / "README.md").links() if "/" not in link}
    assert listed == {path.name for path in (ROOT / "docs" / "decisions").glob("*.md")} - {"README.md"}


def test_the_glossary_is_in_order() -> None:
    words = [word for word, _ in glossary()]
    assert words == sorted(set(words), key=str.casefold)


def test_no_page_says_what_the_glossary_says_not_to() -> None:
    ruled_out = {phrase.strip() for _, phrases in glossary() for phrase in phrases.split(",")} - ORDINARY - {""}
    wrong = re.compile(rf"\b(?:{'|'.join(map(re.escape, ruled_out))})s?\b", re.IGNORECASE)
    texts = [page.path for page in pages() if page.name != "docs/glossary.md"]
    texts += (ROOT / "templates").rglob("*.html")
    plain = {path.name: CODE.sub("", path.read_text(encoding="utf-8")) for path in texts}
    said = {(name, phrase) for name, text in plain.items() for phrase in wrong.findall(text)}
    assert said == set()


def glossary() -> list[tuple[str, str]]:
    """Each word, and what we do not say for it."""
    _head, _line, *rows = GLOSSARY.findall(Page(ROOT / "docs" / "glossary.md").text)
    return [(word.split(" (")[0], phrases) for word, phrases in rows]


def test_the_reference_is_current() -> None:
    assert stale_pages(GENERATED) == []
