"""Managing risk: was the risk of each subject's role decided, with their duty status?"""

from collections.abc import Iterator

from workflows import citations as law
from workflows.calendar import london_day
from workflows.calls_to_action.measures import Basis, Finding, Measure, Period, Result, in_time
from workflows.calls_to_action.themes import Theme
from workflows.casefile import CaseFile, Service
from workflows.clocks import deadlines
from workflows.duty_status.facts import decided_at
from workflows.model import PersonRef
from workflows.people.facts import subjects
from workflows.registry import CLOCK
from workflows.words import written


def _of(file: CaseFile, period: Period) -> Iterator[Finding]:
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
    return in_time(running[0], period, "decided")


MGR_2 = Measure(
    id="MGR-2",
    theme=Theme.RISK,
    title="Role risk and duty status decided for each subject",
    unit="subjects",
    met_if="A decision on duty status, which states the risk of the subject's role, was taken, whenever that was.",
    of=_of,
    cite=law.APP_PPDA,
    basis=Basis.SOURCE,
)
