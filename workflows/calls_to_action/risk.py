"""Managing risk: role risk decided for each subject, suspensions reviewed, and people who leave not let go?"""

from collections.abc import Iterator

from workflows import citations as law
from workflows.calendar import london_day
from workflows.calls_to_action.measures import Basis, Finding, Measure, Period, Result
from workflows.calls_to_action.themes import Theme
from workflows.calls_to_action.timeliness import counted_on, in_time
from workflows.casefile import CaseFile, Service
from workflows.clocks import deadlines
from workflows.duty_status.facts import continuation, decided_at, leaving
from workflows.model import PersonRef
from workflows.people.facts import subjects
from workflows.registry import CLOCK
from workflows.words import written


def _role_risk(file: CaseFile, period: Period) -> Iterator[Finding]:
    found = subjects(file)
    if not found:
        yield Finding("The subject", Result.NOT_APPLICABLE, "No subject is identified yet")
    for nth, subject in enumerate(found, start=1):
        yield Finding(f"Subject {nth}", *_judged(file, subject, period))


def _judged(file: CaseFile, subject: PersonRef, period: Period) -> tuple[Result, str]:
    posting = file.posting(subject)
    if decided := decided_at(file, subject):
        return Result.MET, f"Decided on {written(london_day(decided[0]))}"
    if posting and posting.service in (Service.FORMER, Service.OUTSIDE):
        return Result.NOT_APPLICABLE, "The subject does not serve with the police now"
    running = [due for due in deadlines(file, [CLOCK["DUT-C1"]]) if due.about == subject]
    if not running:
        return Result.NOT_EVIDENCED, "No decision is on file"
    return in_time(file, running[0], period, "decided")


MGR_2 = Measure(
    id="MGR-2",
    theme=Theme.RISK,
    title="Role risk and duty status decided for each subject",
    unit="subjects",
    met_if="A decision on duty status, which states the risk of the subject's role, was taken, whenever that was.",
    does_not_show="Whether the decision was right, was kept to, or made anybody safer.",
    of=_role_risk,
    cite=law.APP_PPDA,
    basis=Basis.SOURCE,
)


def _leavers(file: CaseFile, _period: Period) -> Iterator[Finding]:
    for nth, subject in enumerate(subjects(file), start=1):
        if left := leaving(file, subject):
            decided = continuation(file, subject)
            said = f"decided: {decided.label.lower()}" if decided else "whether the matter goes on is not decided"
            result = Result.MET if decided else Result.NOT_EVIDENCED
            yield Finding(f"Subject {nth}", result, f"Left on {written(left.entry.left_on)}; {said}")


MGR_11 = Measure(
    id="MGR-11",
    theme=Theme.RISK,
    title="Decided whether the matter goes on about somebody who has left",
    unit="subjects who have left or died",
    met_if="Since the subject left, it was decided whether the matter goes on about her or him.",
    does_not_show="Whether it should have gone on, and risk to people whom somebody meets after leaving the police.",
    of=_leavers,
    cite=law.REG_42,
    basis=Basis.SOURCE,
)


def _reviews(file: CaseFile, period: Period) -> Iterator[Finding]:
    """Each review counts once."""
    known = subjects(file)
    for due in deadlines(file, [CLOCK["DUT-C2"]]):
        if counted_on(due) in period and due.about in known:
            unit = f"Subject {known.index(due.about) + 1}, review {due.nth}"
            yield Finding(unit, *in_time(file, due, period, "reviewed"))


MGR_12 = Measure(
    id="MGR-12",
    theme=Theme.RISK,
    title="Suspensions reviewed in time",
    unit="reviews due",
    met_if="The suspension was reviewed within the weeks that the law governing it sets, until it ended.",
    does_not_show="Whether the suspension should have gone on, and restrictions, whose reviews are not measured.",
    of=_reviews,
    cite=law.PCR_11_REVIEW,
    basis=Basis.SOURCE,
)
