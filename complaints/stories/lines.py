"""Reads a story's text as plain data that remembers its lines, and says what cannot be read, with file, line, field."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from complaints.errors import CannotDo

Path_ = tuple[str | int, ...]
"""Where something stands in a story: keys and list positions from the top."""

TOP: Path_ = ()


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a story, and where."""

    file: str
    line: int
    field: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.sentence}"


class Unreadable(CannotDo):
    """A story that cannot be played as it is written; `problems` are all that is wrong."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Lines:
    """A file and the line on which each of its parts begins."""

    file: str
    numbers: Mapping[Path_, int]

    def known(self, path: Path_) -> Path_:
        """The part itself or, where the file has no such part, the nearest that would hold it."""
        return next(path[:n] for n in range(len(path), -1, -1) if path[:n] in self.numbers)

    def at(self, path: Path_) -> int:
        """The line of a part, or of the nearest that would hold it."""
        return self.numbers[self.known(path)]

    def problem(self, path: Path_, sentence: str) -> Problem:
        """What is wrong with a part. Its field is named by the last two of its keys."""
        keys = [str(key) for key in path if not isinstance(key, int)]
        return Problem(self.file, self.at(path), ".".join(keys[-2:]) or "story", sentence)


class _Loader(yaml.SafeLoader):
    """YAML without aliases: a part that stands in two places has no line of its own."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, "write it out: a story has no aliases", mark)
        return super().compose_node(parent, index)


def read_lines(path: Path) -> tuple[Any, Lines]:
    """A file's plain data, in which every scalar is text or None, and its lines. Raises `Unreadable`."""
    file = str(path)
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Unreadable((Problem(file, line, "story", f"this is not YAML: {error.problem}"),)) from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise Unreadable((Problem(file, 1, "story", f"this file cannot be read: {error}"),)) from error
    numbers: dict[Path_, int] = {TOP: 1}
    twice: list[Path_] = []
    data = _plain(node, TOP, numbers, twice)
    lines = Lines(file, numbers)
    if twice:
        raise Unreadable(tuple(lines.problem(where, "this stands here twice") for where in twice))
    return data, lines


def _plain(node: yaml.Node | None, path: Path_, numbers: dict[Path_, int], twice: list[Path_]) -> Any:
    if node is None:
        return None
    numbers.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, n), numbers, twice) for n, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return dict(_pair(key, value, path, numbers, twice) for key, value in node.value)
    return None if node.tag == "tag:yaml.org,2002:null" else str(node.value)


def _pair(
    key: yaml.Node, value: yaml.Node, path: Path_, numbers: dict[Path_, int], twice: list[Path_]
) -> tuple[str, Any]:
    name = str(key.value)
    where = (*path, name)
    if where in numbers:
        twice.append(where)
    numbers[where] = key.start_mark.line + 1
    return name, _plain(value, where, numbers, twice)
