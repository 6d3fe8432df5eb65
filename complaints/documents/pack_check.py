"""The second lock on a pack: no section may hold a text by which its case file knows somebody.

The first is the view, which cannot hold one. A text that also stands in the house's own words proves nothing (a
surname such as Page, a team called Investigation), so what is found in a document of those words alone is not
looked for.
"""

import re
import types
from collections.abc import Iterable, Iterator
from dataclasses import is_dataclass
from typing import Any, Union, get_args, get_origin, get_type_hints

from jinja2 import Environment

from complaints.documents.scan import Leak, scan
from complaints.errors import Invalid
from complaints.queries.pack_view import SectionView
from complaints.resources import templates_directory
from workflows.model import Choice, Status
from workflows.registry import CLOCKS

SURE = 10
"""So many digits do not turn up in a file by chance."""

BYTES = ("(text)", "(hex)", "(base64)")
"""How the place of a leak ends that was found in a file's bytes, and not in what it says."""

SOURCES = ("pack_section.html", "section_body.html")
CLASSES = re.compile(r' class="[^"]*"')
"""What a screen is styled by is in no PDF, and so is no word of the house."""

HEADER_IDS = ("/ID", "/Headers")
"""Where the numbers stand that tie a table's cells to their headers."""


def words_html(templates: Environment) -> str:
    """A document of every word that a section can hold: its template's, all labels, and the titles of clocks."""
    labels = {member.label for kind in leaves(SectionView) if issubclass(kind, (Choice, Status)) for member in kind}
    sources = [(templates_directory() / "documents" / name).read_text("utf-8") for name in SOURCES]
    words = [*(CLASSES.sub("", source) for source in sources), *sorted(labels), *(clock.title for clock in CLOCKS)]
    return templates.get_template("documents/pack_words.html").render(words=words)


def leaves(kind: Any) -> Iterator[type]:
    """Every type that a view is made of in the end, through its views, tuples and options."""
    if is_dataclass(kind) and kind.__module__ == SectionView.__module__:
        for hint in get_type_hints(kind).values():
            yield from leaves(hint)
    elif get_origin(kind) in (tuple, Union, types.UnionType):
        for part in get_args(kind):
            yield from leaves(part) if part is not Ellipsis else ()
    else:
        yield kind


def assert_clean(words: bytes, sections: Iterable[tuple[str, bytes, frozenset[str]]]) -> None:
    """Raise Invalid if a section (its name, its PDF, its canaries) holds a canary. `words` is the house's own PDF.

    The error names the section and the place, and does not repeat what was found.
    """
    read = list(sections)
    own = {leak.found for leak in scan(words, sorted(set().union(*(canaries for _, _, canaries in read))))}
    for name, pdf, canaries in read:
        leaks = [leak for leak in scan(pdf, sorted(canaries - own)) if not _by_chance(leak)]
        if leaks:
            places = ", ".join(sorted({leak.place for leak in leaks}))
            raise Invalid({"pack": f"{name} holds something that could name a person ({places}). No pack was made"})


def _by_chance(leak: Leak) -> bool:
    """Six digits turn up somewhere in any file's bytes, and fewer in the numbers that tie cells to their headers.

    A collar number that can be read is found in the text.
    """
    return leak.found.isdigit() and len(leak.found) < SURE and leak.place.endswith((*BYTES, *HEADER_IDS))
