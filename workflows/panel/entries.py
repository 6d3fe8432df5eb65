"""What people state about a panel meeting."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from workflows.model import Ask, Entry
from workflows.panel.vocabulary import Seat


@dataclass(frozen=True, kw_only=True)
class PlanMeeting(Entry):
    """The meeting of one month."""

    month: Annotated[str, Ask("Which month is it for?", "Year and month, for example 2026-03")]
    meets_on: Annotated[date, Ask("On which day will it meet?")]

    def problems(self) -> Iterable[tuple[str, str]]:
        """A month is four digits, a hyphen and two digits from 01 to 12."""
        if self.month and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", self.month):
            yield "month", "Enter the month as year and month, for example 2026-03"


@dataclass(frozen=True, kw_only=True)
class PreparePack(Entry):
    """The pack was made from the cases as they stood."""

    note: Annotated[str | None, Ask("What should the panel know about this pack?", "Name nobody.", long=True)] = None


@dataclass(frozen=True, kw_only=True)
class ReleasePack(Entry):
    """A second person has read the pack and lets it go to the panel."""

    fingerprint: Annotated[str, Ask("Fingerprint of the pack you have read")]
    names_nobody: Annotated[bool, Ask("Have you read the pack, and does it name nobody?")]

    def problems(self) -> Iterable[tuple[str, str]]:
        """A pack that names somebody is not released."""
        if not self.names_nobody:
            yield "names_nobody", "A pack can be released only if it names nobody. Prepare it again instead"


@dataclass(frozen=True, kw_only=True)
class RecordMeeting(Entry):
    """The meeting took place."""

    held_on: Annotated[date, Ask("When was it held?")]
    attended: Annotated[tuple[Seat, ...], Ask("Which seats were filled?", "Choose all that were.")]
    recommendations: Annotated[str, Ask("What did the panel recommend?", "Name nobody.", long=True)]
