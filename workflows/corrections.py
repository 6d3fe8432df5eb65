"""Corrections: what stands after them, and which wait for a second person.

What happened was recorded wrongly: its correction stands at once. A decision that is hard to take back
(`Step.two_to_correct`) keeps standing until somebody else has confirmed its correction.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from workflows.model import Ask, CorrectionRef, Entry, Pick

if TYPE_CHECKING:
    from workflows.casefile import Fact


@dataclass(frozen=True, kw_only=True)
class ConfirmCorrection(Entry):
    """A second person agrees with the correction of a decision, which stands from now on."""

    correction: Annotated[CorrectionRef, Ask("Which correction?", pick=Pick.CORRECTIONS)]
    reasons: Annotated[str, Ask("Why do you agree?", long=True)]


def waiting(facts: Iterable[Fact[Entry]]) -> tuple[Fact[Entry], ...]:
    """The corrections that nobody has confirmed yet, in the order recorded."""
    known = tuple(facts)
    confirmed = {f.entry.correction for f in known if isinstance(f.entry, ConfirmCorrection)}
    return tuple(f for f in known if f.event.corrects and f.event.two_to_correct and f.event.key not in confirmed)
