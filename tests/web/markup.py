"""Renders macros, and compares HTML as a browser reads it: order of attributes and space between tags are nothing."""

import re
from html import escape
from html.parser import HTMLParser
from typing import Any

from complaints.resources import environment

OURS = environment(lambda name: f"/assets/{name}")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        words = [name if value is None else f'{name}="{_one_space(value)}"' for name, value in sorted(attrs)]
        self.lines.append(f"<{' '.join([tag, *words])}>")

    def handle_endtag(self, tag: str) -> None:
        self.lines.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.lines.append(escape(_one_space(data), quote=False))


def _one_space(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def lines(html: str) -> list[str]:
    """Tags and texts, one a line; a text keeps its escapes, so that it is never taken for a tag."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.lines


def ours(call: str, **data: Any) -> list[str]:
    """The lines of one macro call, such as `forms.button("Send")`."""
    imports = "".join(f'{{% import "macros/{name}.html" as {name} %}}' for name in ("forms", "content", "case"))
    return lines(OURS.from_string(f"{imports}{{{{ {call} }}}}").render(data))
