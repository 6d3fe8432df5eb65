"""Follows a page to the letter in a copy of the tree: makes its files, applies its changes, runs its commands."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.docs.pages import ROOT, Page

COPIED = ("complaints", "docs", "fixtures", "templates", "tests", "tools", "workflows")
FILES = ("Makefile", "README.md", "pyproject.toml")
UV = """#!/bin/sh
# Everything is installed: `uv run` runs it, and there is nothing to sync.
[ "$1" = run ] || exit 0
shift
[ "$1" = --frozen ] && shift
exec "$@"
"""


@dataclass(frozen=True)
class Copy:
    """A copy of the tree, in which `uv` is a stand-in that installs nothing."""

    root: Path

    def follow(self, page: Page, environment: Mapping[str, str] | None = None) -> str:
        """Do what the page says, in order; returns what its commands printed. AssertionError where it cannot be done.

        A `diff` changes the file that the line above names, `yaml` and `python` make it, `sh` is run; any other block
        is only shown.
        """
        shell = ""
        for block in page.blocks():
            if block.language == "diff":
                assert block.file, f"{page.name}: a change to what? {block.text}"
                self.change(block.file, block.text)
            elif block.file and block.language in ("yaml", "python"):
                self.make(block.file, block.text)
            elif block.language == "sh":
                shell += self.run(block.text, environment or {})
        return shell

    def make(self, file: str, text: str) -> None:
        """Write a new file."""
        path = self.root / file
        assert not path.exists(), f"{file} is there already"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def change(self, file: str, diff: str) -> None:
        """Apply a diff without line numbers: its old lines must stand in the file, once."""
        path = self.root / file
        lines = [(line[:1], line[1:]) for line in diff.splitlines()]
        old = "".join(f"{text}\n" for mark, text in lines if mark != "+")
        new = "".join(f"{text}\n" for mark, text in lines if mark != "-")
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{file} has this {text.count(old)} times:\n{old}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def run(self, commands: str, environment: Mapping[str, str]) -> str:
        """Run a block of commands; what earlier ones exported stands. AssertionError at the first that fails."""
        path = f"{self.root / 'bin'}:{Path(sys.prefix, 'bin')}:{os.environ['PATH']}"
        own = {"PATH": path, "PYTHONPATH": str(self.root), "PYTHONWARNINGS": "error", **environment}
        done = subprocess.run(
            ["sh", "-euc", f". bin/exported\n{commands}\nexport -p >bin/exported"],
            cwd=self.root,
            env={**os.environ, **own},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert done.returncode == 0, f"{commands}\n{done.stdout}"
        return done.stdout


def copy_tree(root: Path) -> Copy:
    """Copy what the pages speak of."""
    for name in COPIED:
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, root / name)
    uv = root / "bin" / "uv"
    uv.parent.mkdir()
    (uv.parent / "exported").touch()
    uv.write_text(UV)
    uv.chmod(0o755)
    return Copy(root)
