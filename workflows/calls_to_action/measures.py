"""The shapes of a compliance report: a period, a measure, what it finds, and the words for a row of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Generic, NamedTuple, TypeVar

from workflows.calendar import first_moment_after, london_day
from workflows.calls_to_action.themes import Theme
from workflows.casefile import CaseFile
from workflows.citations import Citation
from workflows.model import Choice, Tone
from workflows.words import written

Read = TypeVar("Read", CaseFile, Sequence[CaseFile])

THE_CASE = "The case"
"""The unit of a finding about a case as a whole."""


class Result(Choice):
    """What was found about one unit. A missing answer is "not evidenced", never "met"."""

    MET = "met", "Met"
    NOT_MET = "not-met", "Not met"
    NOT_EVIDENCED = "not-evidenced", "Not evidenced"
    NOT_YET_DUE = "not-yet-due", "Not yet due"
    NOT_APPLICABLE = "not-applicable", "Not applicable"


class Basis(Choice):
    """How firm a measure is."""

    SOURCE = (
        "S",
        "From a source",
        "A duty or practice in statute, guidance or a public page. How far that was read stands with the source.",
    )
    INFERRED = "I", "Inferred", "Inferred from the theme and from known failings: check it before relying on it."


class Word(Choice):
    """The word for a whole measure (settlement 23), with the colour in which it is shown."""

    MET = "MET", "Met"
    PARTLY = "PARTLY", "Partly met"
    NOT_MET = "NOT MET", "Not met"
    NOT_EVIDENCED = "NOT EVIDENCED", "Not evidenced"
    NOT_APPLICABLE = "NOT APPLICABLE", "Not applicable"
    COUNTED = "COUNTED", "Counted"

    @property
    def tone(self) -> Tone:
        """The colour of its tag."""
        return _TONES[self]


_TONES = {
    Word.MET: Tone.GREEN,
    Word.PARTLY: Tone.YELLOW,
    Word.NOT_MET: Tone.RED,
    Word.NOT_EVIDENCED: Tone.ORANGE,
    Word.NOT_APPLICABLE: Tone.GREY,
    Word.COUNTED: Tone.BLUE,
}


@dataclass(frozen=True)
class Period:
    """The London days that a report is about, both inclusive, and the moment (UTC) at which it was known.

    Facts known then count even if they happened after `ends`; what falls due after `known_at` is not due yet.
    """

    starts: date
    ends: date
    known_at: datetime

    def __contains__(self, day: date) -> bool:
        return self.starts <= day <= self.ends

    @property
    def known_on(self) -> date:
        """The London day of the cut-off."""
        return london_day(self.known_at)

    @property
    def months(self) -> tuple[date, ...]:
        """The first day of every month that the period touches."""
        first, found = self.starts.replace(day=1), []
        while first <= self.ends:
            found.append(first)
            first = (first + timedelta(days=31)).replace(day=1)
        return tuple(found)

    @property
    def name(self) -> str:
        """ "March 2026", "January to March 2026", or its first and last day."""
        first, last = self.months[0], self.months[-1]
        if not self.in_months:
            return f"{written(self.starts)} to {written(self.ends)}"
        if first == last:
            return f"{last:%B %Y}"
        return f"{first:%B}{'' if first.year == last.year else f' {first:%Y}'} to {last:%B %Y}"

    def earlier(self, number: int) -> Period:
        """The period of the same length so many before this one, known as long after its end as this one is.

        Whole months go back by months, anything else by days. OverflowError, or ValueError, before year 1.
        """
        starts, ends = self.starts, self.ends
        for _ in range(number):
            starts, ends = _start_before(starts, ends, self.in_months), starts - timedelta(days=1)
        lag = self.known_at - first_moment_after(self.ends)
        return Period(starts, ends, first_moment_after(ends) + lag)

    @property
    def in_months(self) -> int:
        """How many whole months it is, or 0."""
        whole = self.starts.day == 1 and (self.ends + timedelta(days=1)).day == 1
        return len(self.months) if whole else 0


def _start_before(starts: date, ends: date, months: int) -> date:
    if not months:
        return starts - (ends - starts) - timedelta(days=1)
    for _ in range(months):
        starts = (starts - timedelta(days=1)).replace(day=1)
    return starts


class Finding(NamedTuple):
    """What one measure found about one unit. Neither `unit` nor `reason` names anybody."""

    unit: str
    result: Result
    reason: str


@dataclass(frozen=True, kw_only=True)
class Measure(Generic[Read]):
    """One question of the checklist. `of` reads one case, or every panel meeting of the period at once.

    `unit` is what is counted, in the plural; `met_if` is the threshold, and `does_not_show` what nobody should read
    into the figure: both are printed with every result. Without a `target` it is a count, neither good nor bad: its
    findings are "met" where the answer is yes and "not met" where it is no, and enter no total.
    """

    id: str
    theme: Theme
    title: str
    unit: str
    met_if: str
    does_not_show: str
    of: Callable[[Read, Period], Iterable[Finding]]
    cite: Citation
    basis: Basis
    target: bool = True

    def said(self, result: Result) -> str:
        """The result in words: of a count, that the answer is yes or no."""
        return result.label if self.target else COUNT_WORDS.get(result, result.label)

    def tally(self, found: Iterable[Finding]) -> Tally:
        """Its findings, counted."""
        return Tally(Counter(finding.result for finding in found), self.target)


COUNT_WORDS = {Result.MET: "Yes", Result.NOT_MET: "No"}


@dataclass(frozen=True)
class Tally:
    """The findings of one measure, counted, and whether there is a target for them."""

    counts: Counter[Result]
    target: bool = True

    @property
    def met(self) -> int:
        """How many units meet the measure."""
        return self.counts[Result.MET]

    @property
    def due(self) -> int:
        """How many units had to meet it by the cut-off, those without an answer among them."""
        return self.met + self.counts[Result.NOT_MET] + self.counts[Result.NOT_EVIDENCED]

    @property
    def word(self) -> Word:
        """The one word for the measure."""
        if not self.due:
            return Word.NOT_APPLICABLE
        if not self.target:
            return Word.COUNTED
        if self.met:
            return Word.MET if self.met == self.due else Word.PARTLY
        return Word.NOT_EVIDENCED if self.counts[Result.NOT_EVIDENCED] == self.due else Word.NOT_MET

    @property
    def why_not_applicable(self) -> str:
        """The reason for "not applicable"; nothing for any other word."""
        if self.due:
            return ""
        if self.counts[Result.NOT_YET_DUE]:
            return "Nothing was due by the cut-off"
        return "It applies to nothing in the period" if self.counts else "There was nothing to count in the period"
