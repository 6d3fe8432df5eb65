"""Training and development: were investigators and senior oversight officers trained when appointed?"""

from collections.abc import Iterator

from workflows import citations as law
from workflows.calls_to_action.measures import Basis, Finding, Measure, Period, Result
from workflows.calls_to_action.themes import Theme
from workflows.casefile import CaseFile, Happened
from workflows.investigation.facts import appointments
from workflows.model import PersonRef
from workflows.oversight.entries import AppointOversightOfficer
from workflows.words import written


def _of(file: CaseFile, period: Period) -> Iterator[Finding]:
    """Each appointment counts once, in the period in which it was made."""
    for unit, person, event in _appointments(file):
        if event.day in period:
            yield Finding(unit, *_judged(file, person, event))


def _appointments(file: CaseFile) -> Iterator[tuple[str, PersonRef, Happened]]:
    for nth, made in enumerate(appointments(file), start=1):
        yield f"Investigator {nth}", made.entry.investigator, made.event
    for nth, given in enumerate(file.all(AppointOversightOfficer), start=1):
        yield f"Senior oversight officer {nth}", given.entry.officer, given.event


def _judged(file: CaseFile, person: PersonRef, event: Happened) -> tuple[Result, str]:
    posting = file.posting(person, event.recorded_at)
    until = posting.trained_until if posting else None
    appointed = f"Appointed on {written(event.day)}"
    if until is None:
        return Result.NOT_EVIDENCED, f"{appointed}; no training is on the register"
    trained = Result.MET if event.day <= until else Result.NOT_MET
    return trained, f"{appointed}; training was current until {written(until)}"


TRD_1 = Measure(
    id="TRD-1",
    theme=Theme.TRAINING,
    title="Trained when appointed",
    unit="appointments",
    met_if="Training on abuse by police was current on the day of appointment, by the register as it stood then. "
    "Investigators and senior oversight officers are counted.",
    of=_of,
    cite=law.IOPC_EIGHT_THEMES,
    basis=Basis.SOURCE,
)
