"""By when duty status must be decided and a suspension reviewed, under the law that governs the subject."""

from collections.abc import Iterator
from datetime import date, datetime

from workflows import citations as law
from workflows.calendar import CountRule, Limit, london_day
from workflows.casefile import CaseFile, ProcessFact
from workflows.clocks import Clock, Run
from workflows.duty_status import entries as e
from workflows.duty_status.facts import decided_at, decision_needed_from, governing_law, leaving
from workflows.rulesets import RuleSet

LEFT = "The subject no longer serves."
REVIEW = {
    RuleSet.RS_2020: ("suspension-review", law.PCR_11_REVIEW),
    RuleSet.RS_2026S: ("suspension-review-2026", law.PCR_11_REVIEW_2026),
}
"""The setting with the weeks between two reviews, and its source."""


def _three_working_days(file: CaseFile, process: ProcessFact) -> Iterator[Run]:
    needed = decision_needed_from(file, process.about)
    if needed is None or governing_law(file, process.about).rule_set is not RuleSet.RS_2026S:
        return
    start, because = needed
    made = [at for at in decided_at(file, process.about) if at >= start]
    yield Run(
        starts=london_day(start),
        because=because,
        limit=Limit(CountRule.WD_NO_MARKER, 3),
        met_at=made[0] if made else None,
        ended=LEFT if leaving(file, process.about) and not made else "",
    )


def _reviews(file: CaseFile, process: ProcessFact) -> Iterator[Run]:
    """A run from the suspension, then one from each review; ending the suspension stops the last."""
    rule_set = governing_law(file, process.about).rule_set
    suspended = file.last(e.SuspendOfficer, process.about)
    if suspended is None or rule_set is None:
        return
    since = suspended.event.occurred_at
    reviews = [f.event.occurred_at for f in file.all(e.ReviewSuspension, process.about)]
    moments = [since, *(at for at in reviews if at >= since)]
    term, cite = REVIEW[rule_set]
    for nth, (start, met) in enumerate(zip(moments, [*moments[1:], None], strict=True)):
        day = london_day(start)
        weeks = file.terms.number(term, day)
        starts, limit = (day, Limit(CountRule.WEEKS, weeks)) if nth else _first_review(file, day, weeks)
        yield Run(
            starts=starts,
            because=f"The {'suspension was reviewed' if nth else 'subject was suspended'} ({cite.short})",
            limit=limit,
            met_at=met,
            ended="" if met else _ended(file, process, since),
        )


def _first_review(file: CaseFile, day: date, weeks: int) -> tuple[date, Limit]:
    """Counted from the suspension, or with the first working day after it as the first day (settlement 13)."""
    if file.terms.value("suspension-review-from", day) == "the suspension":
        return day, Limit(CountRule.WEEKS, weeks)
    return file.terms.calendar.next_working_day(day), Limit(CountRule.CAL_INCLUSIVE_START, 7 * weeks)


def _ended(file: CaseFile, process: ProcessFact, since: datetime) -> str:
    if leaving(file, process.about):
        return LEFT
    ends = [f for f in file.all(e.EndMeasures, process.about) if f.event.occurred_at >= since]
    return "The suspension has ended." if ends else ""


CLOCKS = (
    Clock(
        id="DUT-C1",
        title="Decide duty status",
        workflow="duty-status",
        met_by=("leave-unrestricted", "restrict-duties", "suspend-officer"),
        cite=law.PCR_11B,
        runs=_three_working_days,
    ),
    Clock(
        id="DUT-C2",
        title="Review the suspension",
        workflow="duty-status",
        met_by=("review-suspension",),
        cite=law.PCR_11_REVIEW_2026,
        runs=_reviews,
    ),
)
