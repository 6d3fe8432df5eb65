"""Reporting by police victim-survivors: has each a senior oversight officer?"""

from collections.abc import Iterator

from workflows import citations as law
from workflows.calls_to_action.measures import Basis, Finding, Measure, Period, Result, in_time
from workflows.calls_to_action.themes import Theme
from workflows.casefile import CaseFile, Service
from workflows.clocks import deadlines
from workflows.oversight.entries import AppointOversightOfficer
from workflows.people.facts import Party, people_with
from workflows.people.vocabulary import Part
from workflows.registry import CLOCK
from workflows.words import written


def _of(file: CaseFile, period: Period) -> Iterator[Finding]:
    victims = people_with(file, Part.VICTIM)
    if not victims:
        yield Finding("The victim", Result.NOT_EVIDENCED, "No victim is on file")
    for nth, victim in enumerate(victims, start=1):
        yield Finding(f"Victim {nth}", *_judged(file, victim, period))


def _judged(file: CaseFile, victim: Party, period: Period) -> tuple[Result, str]:
    posting = file.posting(victim.person)
    if posting and posting.service is Service.OUTSIDE:
        return Result.NOT_APPLICABLE, "The victim does not serve with the police"
    if appointed := file.all(AppointOversightOfficer):
        return Result.MET, f"Appointed on {written(appointed[0].event.day)}"
    if posting is None:
        return Result.NOT_EVIDENCED, "Whether the victim serves with the police is not on file"
    (due,) = deadlines(file, [CLOCK["OVR-C5"]])
    return in_time(due, period, "appointed")


PVS_2 = Measure(
    id="PVS-2",
    theme=Theme.POLICE_VICTIMS,
    title="Senior oversight officer for each police victim",
    unit="victims",
    met_if="An officer is appointed, even if late. It is due on the first working day after the report (our proposal).",
    of=_of,
    cite=law.HAMPSHIRE_SOO,
    basis=Basis.SOURCE,
)
