"""The hand-written pages as data: their text, code blocks, links and names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
GENERATED = ROOT / "docs" / "reference"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
TITLE = re.compile(r"`([\w./-]+)`[^`\n]*:\n+\Z")
NAME = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"!?\[[^\]\n]*\]\(([^)\s]+)\)")


@dataclass(frozen=True)
class Block:
    """A fenced block. `file` is what the line above names as the file that it changes or makes."""

    language: str
    text: str
    file: str | None


@dataclass(frozen=True)
class Page:
    """One page of Markdown."""

    path: Path

    @property
    def name(self) -> str:
        """Where it lies in the tree."""
        return str(self.path.relative_to(ROOT))

    @property
    def text(self) -> str:
        """All of it."""
        return self.path.read_text(encoding="utf-8")

    @property
    def prose(self) -> str:
        """The page without its blocks."""
        return BLOCK.sub("", self.text)

    def blocks(self) -> Iterator[Block]:
        """Its blocks in order. A change that follows another without a word between is to the same file."""
        file, end = None, 0
        for found in BLOCK.finditer(self.text):
            between = self.text[end : found.start()]
            if between.strip():
                named = TITLE.search(between)
                file = named[1] if named else None
            yield Block(found[1], found[2], file)
            end = found.end()

    def names(self) -> list[str]:
        """Everything that stands between backticks in a line of prose."""
        return NAME.findall(self.prose)

    def links(self) -> list[str]:
        """The addresses of links and pictures."""
        return LINK.findall(self.prose)


def pages() -> list[Page]:
    """The read-me and every hand-written page of `docs`."""
    found = sorted(path for path in (ROOT / "docs").rglob("*.md") if GENERATED not in path.parents)
    return [Page(ROOT / "README.md"), *map(Page, found)]


def how_to(name: str) -> Page:
    """One how-to."""
    return Page(ROOT / "docs" / "how-to" / f"{name}.md")
