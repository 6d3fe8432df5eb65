"""The tree's own rules: what a reader may rely on without looking. Exceptions stand here, with reasons."""

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]

LONG_FUNCTIONS: dict[str, str] = {}  # "path: function" -> why it is better in one piece
LONG_FILES: dict[str, str] = {  # path -> why it is better in one piece
    "complaints/cli.py": "one short function a command, and half of it is their help",
    "workflows/citations.py": "every provision that a rule names, once, in the order of the law",
    "workflows/model.py": "the shapes in which every rule is written, read together",
    "tests/test_cli.py": "each command as somebody types it, by the same two fixtures",
    "tests/reports/test_run.py": "one run after another over the same cases",
    "tests/workflows/test_calls_to_action.py": "each measure of one theme after another, by the same few words",
    "tests/workflows/test_measures_of_people.py": "each measure of one theme after another, by the same few words",
    "tests/documents/test_pack.py": "one world of packs, in which each test changes one thing",
    "tests/twin/plants.py": "every leak once, beside the way of looking that finds it",
    "tests/queries/test_case_page.py": "what one page shows of one case, in which each test changes one thing",
    "tests/machine/guide.py": "the way towards each kind of step, one beside the other",
    "tests/web/test_case_records.py": "what each page of one case's records shows, and hides from whom",
    "tests/machine/history.py": "what is true of a case, in plain words: the half of the oracle that is not rules",
    "tests/machine/law.py": "the law by hand in one sitting: a lawyer reads it from top to bottom",
}
CHECKED_BY_HELPERS: dict[str, str] = {  # path -> what fails its tests, where the assertion stands in a helper
    "tests/journeys/test_oversight_officer.py": "each leg of the journey looks at its page and asserts",
    "tests/journeys/test_psd.py": "each leg of the journey looks at its page and asserts",
    "tests/machine/test_walk.py": "the walk asks the oracle after every attempt; planted bugs show that it fails",
    "tests/planted/test_rules.py": "a hunt asks the oracle after every attempt; the bugs beside it show that it fails",
    "tests/twin/test_twin_worlds.py": "a probe compares each answer; planted leaks show that it fails",
}
CATCHES_ALL: dict[str, str] = {}  # path -> why nothing narrower would do

GENERATED = "complaints/migrations/versions/"
PURE = ("workflows/", "complaints/services/")
IMPURE_MODULES = {"os", "random", "secrets", "time", "uuid"}
IMPURE_CALLS = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today")
MUTES = ("skip", "skipif", "xfail", "importorskip")
CHECKS = re.compile(r"(^|\.|_)(raises|expect|assert|check)")
MACHINE_PATH = re.compile(r"/(?:work/(?:main|shared|\.library)|root|home/\w+)/")
TABLE_ROW = re.compile(r"^\| `([a-z0-9-]+)` \|", re.MULTILINE)


@cache
def files() -> list[str]:
    """Every file that is, or is about to be, committed."""
    listed = git("ls-files", "--cached", "--others", "--exclude-standard").splitlines()
    return sorted(name for name in listed if (ROOT / name).is_file())


def git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def parsed(name: str) -> ast.Module:
    return ast.parse(read(name))


def sources(under: str | tuple[str, ...] = "") -> Iterator[tuple[str, ast.Module]]:
    """The hand-written Python files in these folders, parsed."""
    for name in files():
        if name.endswith(".py") and name.startswith(under) and not name.startswith(GENERATED):
            yield name, parsed(name)


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Every call, with what is called as it is written."""
    return ((node, ast.unparse(node.func)) for node in ast.walk(tree) if isinstance(node, ast.Call))


def imports(tree: ast.Module) -> Iterator[str]:
    """The dotted names of the modules that a file imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def length(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_function_is_over_40_lines() -> None:
    long = {f"{name}: {f.name}" for name, tree in sources() for f in functions(tree) if length(f) > 40}
    assert long == set(LONG_FUNCTIONS)


def test_no_file_is_over_300_lines() -> None:
    assert {name for name, _ in sources() if len(read(name).splitlines()) > 300} == set(LONG_FILES)


def test_nothing_catches_every_exception() -> None:
    def catches_all(node: ast.AST) -> bool:
        if isinstance(node, ast.ExceptHandler):
            return node.type is None or ast.unparse(node.type) in ("Exception", "BaseException")
        return isinstance(node, ast.Call) and ast.unparse(node).endswith("suppress(Exception)")

    found = {name for name, tree in sources() if any(map(catches_all, ast.walk(tree)))}
    assert found == set(CATCHES_ALL)


def test_rules_and_services_know_no_clock_no_chance_and_no_environment() -> None:
    called = {(n, text) for n, tree in sources(PURE) for _, text in calls(tree) if text.endswith(IMPURE_CALLS)}
    imported = {(n, module) for n, tree in sources(PURE) for module in imports(tree) if module in IMPURE_MODULES}
    assert called | imported == set()


def test_rules_import_only_the_standard_library_and_transitions() -> None:
    allowed = sys.stdlib_module_names | {"transitions", "workflows"}
    found = {(n, module) for n, tree in sources("workflows/") for module in imports(tree)}
    assert {(n, module) for n, module in found if module.split(".")[0] not in allowed} == set()


def test_a_test_left_out_says_why() -> None:
    def unexplained(tree: ast.Module) -> Iterator[str]:
        reasoned = {
            node.func
            for node, text in calls(tree)
            if any(keyword.arg == "reason" for keyword in node.keywords) or (text == "pytest.skip" and node.args)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in MUTES and node not in reasoned:
                yield ast.unparse(node)

    assert {(name, text) for name, tree in sources("tests/") for text in unexplained(tree)} == set()


def test_every_test_can_fail() -> None:
    def checks(test: ast.AST) -> bool:
        asserts = any(isinstance(node, ast.Assert) for node in ast.walk(test))
        return asserts or any(CHECKS.search(text) for _, text in calls(test))

    tests = ((n, f) for n, tree in sources("tests/") for f in functions(tree) if f.name.startswith("test_"))
    found = {(name, test.name) for name, test in tests if not checks(test)}
    assert {(name, test) for name, test in found if name not in CHECKED_BY_HELPERS} == set()
    assert {name for name, _ in found} == set(CHECKED_BY_HELPERS)


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    texts = ((name, (ROOT / name).read_bytes().decode("utf-8", "ignore")) for name in files())
    assert {(name, found) for name, text in texts for found in MACHINE_PATH.findall(text)} == set()


def test_the_lock_is_in_step_with_the_project() -> None:
    uv = os.environ.get("UV", "uv")  # `uv run` says where it is
    checked = subprocess.run([uv, "lock", "--check", "--offline"], cwd=ROOT, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr


def test_the_readme_names_both_commands() -> None:
    assert {"make demo", "make test"} - set(re.findall(r"\bmake \w+", read("README.md"))) == set()


def test_every_dependency_has_its_reason() -> None:
    """The page is a table whose first column names exactly the dependencies of pyproject.toml."""
    project = tomllib.loads(read("pyproject.toml"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    names = {re.split(r"[\[<>=~! ]", wish)[0] for wish in wanted}
    assert set(TABLE_ROW.findall(read("docs/decisions/dependencies.md"))) == names


def test_the_checker_of_html_is_pinned_to_its_contents() -> None:
    """One version, with its digest, as the page of dependencies says."""
    wanted = json.loads(read("tools/nu/package.json"))["devDependencies"]["vnu-jar"]
    locked = json.loads(read("tools/nu/package-lock.json"))["packages"]["node_modules/vnu-jar"]
    assert (locked["version"], locked["integrity"][:7]) == (wanted, "sha512-")
    assert f"`vnu-jar` {wanted} " in read("docs/decisions/dependencies.md")
