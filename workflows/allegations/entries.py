"""What people state about what is alleged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from workflows.allegations.vocabulary import Category
from workflows.model import Answer, Ask, Entry, PersonRef, Pick


@dataclass(frozen=True, kw_only=True)
class AddAllegation(Entry):
    """One distinct behaviour by one subject."""

    subject: Annotated[PersonRef | None, Ask("Whose behaviour?", pick=Pick.SUBJECTS)] = None
    category: Annotated[Category, Ask("Which category fits best?")]
    summary: Annotated[str, Ask("What is alleged?", "Say what was done, by whom, in plain neutral words.", long=True)]
    domestic_abuse: Annotated[Answer, Ask("Is this domestic abuse?")]
    misuse_of_position: Annotated[Answer, Ask("Was police status, knowledge or power used against the victim?")]
    conduct_from: Annotated[date, Ask("When did it begin?", "If only roughly known, the earliest likely day.")]
    conduct_to: Annotated[date | None, Ask("When did it end?", "Leave blank if it goes on or is not known.")] = None

    def problems(self) -> Iterable[tuple[str, str]]:
        """Behaviour cannot end before it begins."""
        if self.conduct_to and self.conduct_from and self.conduct_to < self.conduct_from:
            yield "conduct_to", "The day it ended cannot be before the day it began"
