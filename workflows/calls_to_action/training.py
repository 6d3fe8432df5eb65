"""Training and development: were people trained when appointed and when they decided, and are they still?"""

from collections.abc import Iterator
from datetime import date, datetime

from workflows import citations as law
from workflows.calendar import london_day
from workflows.calls_to_action.measures import Basis, Finding, Measure, Period, Result
from workflows.calls_to_action.themes import Theme
from workflows.calls_to_action.timeliness import closed_at
from workflows.casefile import CaseFile, Happened
from workflows.handling.entries import ConfirmOutcomes, DecideOutcome, HandleOtherwise, RecordMatter, StartInvestigation
from workflows.independence.entries import DecideIndependence
from workflows.investigation.facts import appointments
from workflows.model import PersonRef
from workflows.oversight.entries import AppointOversightOfficer
from workflows.words import written

Appointment = tuple[str, PersonRef, Happened]
"""In which post, who, and the event."""

INVESTIGATOR, OFFICER = "Investigator", "Senior oversight officer"
DECISIONS = (RecordMatter, DecideIndependence, HandleOtherwise, StartInvestigation, DecideOutcome, ConfirmOutcomes)
"""What the appropriate authority decides for the chief officer, as far as TRD-9 asks who was trained for it."""


def _appointed(file: CaseFile, period: Period) -> Iterator[Finding]:
    """Each appointment counts once, in the period in which it was made."""
    numbers = {INVESTIGATOR: 0, OFFICER: 0}
    for post, person, event in _appointments(file):
        numbers[post] += 1
        if event.day in period:
            said = f"Appointed on {written(event.day)}"
            yield Finding(f"{post} {numbers[post]}", *_trained(file, person, event.day, said, event.recorded_at))


def _appointments(file: CaseFile) -> Iterator[Appointment]:
    """Every appointment of an investigator, then every one of a senior oversight officer, each oldest first."""
    yield from ((INVESTIGATOR, made.entry.investigator, made.event) for made in appointments(file))
    yield from ((OFFICER, given.entry.officer, given.event) for given in file.all(AppointOversightOfficer))


def _trained(
    file: CaseFile, person: PersonRef, day: date, said: str, known_at: datetime | None = None
) -> tuple[Result, str]:
    """Whether training was current on a London day, by the register as the case knew it at a moment or knows it now."""
    posting = file.posting(person, known_at)
    until = posting.trained_until if posting else None
    if until is None:
        return Result.NOT_EVIDENCED, f"{said}; no training is on the register"
    return (Result.MET if day <= until else Result.NOT_MET), f"{said}; training was current until {written(until)}"


TRD_1 = Measure(
    id="TRD-1",
    theme=Theme.TRAINING,
    title="Trained when appointed",
    unit="appointments",
    met_if="Training on abuse by police was current on the day of appointment, by the register as it stood then. "
    "Investigators and senior oversight officers are counted.",
    does_not_show="How good the training was, or whether it changed what anybody did.",
    of=_appointed,
    cite=law.IOPC_EIGHT_THEMES,
    basis=Basis.SOURCE,
)


def _in_post(file: CaseFile, period: Period) -> Iterator[Finding]:
    """Who was in post on the last day of the period or, before that, at the cut-off, if the case was open then."""
    day, closed = min(period.ends, period.known_on), closed_at(file)
    if closed and london_day(closed) <= day:
        return
    in_post = {post: person for post, person, event in _appointments(file) if event.day <= day}
    for post, person in in_post.items():
        yield Finding(post, *_trained(file, person, day, f"In post on {written(day)}"))


TRD_10 = Measure(
    id="TRD-10",
    theme=Theme.TRAINING,
    title="Training still current",
    unit="people in post on open cases",
    met_if="On the last day of the period the training of the investigator and of the senior oversight officer was "
    "current, by the register as the case last knew it.",
    does_not_show="Training since the case last asked the register. Somebody with two cases is counted twice.",
    of=_in_post,
    cite=law.IOPC_EIGHT_THEMES,
    basis=Basis.INFERRED,
)


def _deciders(file: CaseFile, period: Period) -> Iterator[Finding]:
    """Each person counts once a case, by their first decision, in the period in which it was taken."""
    made = sorted((f.event for kind in DECISIONS for f in file.all(kind)), key=lambda event: event.recorded_at)
    first: dict[PersonRef, Happened] = {}
    for event in made:
        first.setdefault(event.by, event)
    for nth, (person, event) in enumerate(first.items(), start=1):
        if event.day in period:
            said = f"Decided first on {written(event.day)}"
            yield Finding(f"Person {nth}", *_trained(file, person, event.day, said, event.recorded_at))


TRD_9 = Measure(
    id="TRD-9",
    theme=Theme.TRAINING,
    title="Trained when deciding",
    unit="people who decided",
    met_if="Training on abuse by police was current on the day on which somebody first decided on recording, "
    "independence, handling or outcomes in a case, by the register as it stood then.",
    does_not_show="Training that the register does not hold, and people who decided nothing but influenced a decision.",
    of=_deciders,
    cite=law.IOPC_EIGHT_THEMES,
    basis=Basis.INFERRED,
)
