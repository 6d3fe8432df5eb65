"""The reference lists that the rules use, from the rules themselves: no list here can differ from what decides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from complaints.errors import NotFound
from complaints.models.entries import fields_of
from workflows.model import Choice
from workflows.registry import STEPS, WORKFLOW_OF

VERSION_LENGTH = 8
NOTE = re.compile(r" \((law|ppda|settlements?) [^)]*\)|; (law|ppda|settlements?) [^)]*(?=\))")
"""Which note a list was written from: for those who read the rules, and unknown to whoever reads the list."""


@dataclass(frozen=True)
class ListItem:
    """One answer: how it is stored, and how it is shown."""

    value: str
    label: str
    hint: str


@dataclass(frozen=True)
class ReferenceList:
    """One closed list. `version` follows from its answers alone: where two differ, so do the lists.

    `asked` are the questions that it answers, with the step that asks; `sources` are those of the steps.
    """

    name: str
    title: str
    version: str
    items: tuple[ListItem, ...]
    asked: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def href(self) -> str:
        """Its own page."""
        return f"/administration/lists/{self.name}"


@cache
def reference_lists() -> tuple[ReferenceList, ...]:
    """Every list that a question of a case takes its answers from, by title."""
    return tuple(sorted(_lists(), key=lambda found: found.title))


def reference_list(name: str) -> ReferenceList:
    """One list. Raises `NotFound`."""
    found = next((each for each in reference_lists() if each.name == name), None)
    if found is None:
        raise NotFound
    return found


def _lists() -> Iterator[ReferenceList]:
    used: dict[type[Choice], list[tuple[str, str]]] = {}
    for trigger, step in STEPS.items():
        for field in fields_of(step.entry):
            if issubclass(field.kind, Choice):
                used.setdefault(field.kind, []).append((trigger, field.ask.question))
    for kind, uses in used.items():
        items = tuple(ListItem(str(member.value), member.label, member.hint) for member in kind)
        cites = {cite.short for trigger, _ in uses for cite in STEPS[trigger].cites}
        yield ReferenceList(
            name=f"{kind.__module__.split('.')[1]}-{kind.__name__.lower()}",
            title=NOTE.sub("", (kind.__doc__ or "").splitlines()[0]).rstrip("."),
            version=sha256(repr(items).encode()).hexdigest()[:VERSION_LENGTH],
            items=items,
            asked=tuple(f"{WORKFLOW_OF[t].title}, {STEPS[t].label}: {question}" for t, question in uses),
            sources=tuple(sorted(cites)),
        )
