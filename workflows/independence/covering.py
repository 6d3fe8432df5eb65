"""Who covers for somebody who leaves a case, named in the act that removes them: what is asked, and what follows."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Protocol

from workflows.independence.vocabulary import Covers
from workflows.model import Actor, Ask, PersonRef, Pick, Role

ROLE_OF = {Covers.CONTACT: Role.OVERSIGHT_OFFICER, Covers.INVESTIGATION: Role.INVESTIGATOR}
"""The role in which somebody does the work."""

GIVE_COVER = frozenset({Role.APPROPRIATE_AUTHORITY, Role.HEAD_OF_PSD})
"""Who names cover. Whoever else works on the case reports a connection, but hands out no work."""

COVER = Ask(
    "Who covers for them from now on?",
    "Needed where they keep contact with the victim, or investigate.",
    pick=Pick.COVER,
)
COVER_BY_SOME = replace(
    COVER, hint="Named by the appropriate authority or the head of professional standards; leave it to them otherwise."
)
"""The same, where anybody who works on the case may state the rest."""

TAKEN_OVER = Ask("What do they take over?")
NO_COVER = Ask(
    "If nobody can cover, why not?",
    "Only where somebody is needed. It then stands on the work lists until somebody is named.",
    long=True,
)
"""What is asked in the same act where somebody who kept contact or investigated leaves the case."""


class NamesCover(Protocol):
    """What names who covers for somebody, and what they take over."""

    @property
    def cover(self) -> PersonRef | None:
        """Whoever covers."""

    @property
    def covers(self) -> Covers | None:
        """What they take over."""


def problems_of_cover(entry: NamesCover, leaving: Collection[PersonRef], *, stays: bool) -> Iterable[tuple[str, str]]:
    """Whoever covers takes something over, and from somebody else who is `leaving`; nothing where they stay."""
    if entry.cover and not entry.covers:
        yield "covers", f"Answer the question “{TAKEN_OVER.question}”"
    if entry.covers and not entry.cover:
        yield "cover", f"Answer the question “{COVER.question}”"
    if entry.cover in leaving:
        yield "cover", "Nobody covers for herself or himself"
    if entry.cover and stays:
        yield "cover", "Nobody covers for somebody who may work on the case"


def whoever_covers(_by: Actor, entry: NamesCover) -> Iterable[tuple[PersonRef, Role]]:
    """Who is screened, and given work, because they cover for somebody."""
    return [(entry.cover, ROLE_OF[entry.covers])] if entry.cover and entry.covers else []
