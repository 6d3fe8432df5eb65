"""Impartial and independent investigation: did everybody declare their interests before they acted?"""

from collections.abc import Iterator
from datetime import datetime

from workflows import citations as law
from workflows.calendar import first_moment_after
from workflows.calls_to_action.measures import Basis, Finding, Measure, Period, Result
from workflows.calls_to_action.themes import Theme
from workflows.casefile import CaseFile, Happened
from workflows.independence.facts import declared_at
from workflows.model import PersonRef
from workflows.registry import STEPS
from workflows.words import written


def _of(file: CaseFile, period: Period) -> Iterator[Finding]:
    for nth, (person, early) in enumerate(_acts_before_declaring(file).items(), start=1):
        yield Finding(f"Person {nth}", *_judged(file, person, early, period))


def _acts_before_declaring(file: CaseFile) -> dict[PersonRef, list[Happened]]:
    """Everybody who acted, in the order of their first act, with what they did before they had declared."""
    declared: set[PersonRef] = set()
    acts: dict[PersonRef, list[Happened]] = {}
    for event in (fact.event for fact in file.facts):
        if event.trigger == "declare-interests":
            declared.add(event.by)
        elif not STEPS[event.trigger].before_declaring:
            early = acts.setdefault(event.by, [])
            early += [] if event.by in declared else [event]
    return acts


def _judged(file: CaseFile, person: PersonRef, early: list[Happened], period: Period) -> tuple[Result, str]:
    if ordinary := next((act for act in early if act.urgency is None), None):
        return Result.NOT_MET, f"Acted on {written(ordinary.day)} before declaring: {STEPS[ordinary.trigger].label}"
    declared = declared_at(file, person)
    if not early or (declared and declared < _grace(file, early[0])):
        return Result.MET, "Declared before acting" if not early else "Declared in time after urgent action"
    if declared is None and period.known_at < _grace(file, early[0]):
        return Result.NOT_YET_DUE, f"Acted urgently on {written(early[0].day)}; the declaration may follow"
    return Result.NOT_MET, f"Acted urgently on {written(early[0].day)}; no declaration by the next working day"


def _grace(file: CaseFile, act: Happened) -> datetime:
    """The first moment (UTC) that is too late to declare after urgent action."""
    return first_moment_after(file.terms.calendar.next_working_day(act.day))


III_1 = Measure(
    id="III-1",
    theme=Theme.INDEPENDENCE,
    title="Interests declared before the first action",
    unit="people who acted",
    met_if="The declaration was made before the person's first step or, after urgent action, by the end of the next "
    "working day. Reporting and allocating may come before it, and reading is not measured.",
    of=_of,
    cite=law.CWJ_DECLARATIONS,
    basis=Basis.SOURCE,
)
