"""Reporting by police victim-survivors: known as such, with an officer, and kept apart from the subject?"""

from collections.abc import Callable, Iterator

from workflows import citations as law
from workflows.calls_to_action.measures import THE_CASE, Basis, Finding, Measure, Period, Result
from workflows.calls_to_action.themes import Theme
from workflows.calls_to_action.timeliness import in_time
from workflows.casefile import CaseFile, Service
from workflows.clocks import deadlines
from workflows.duty_status.entries import LeaveUnrestricted, RestrictDuties, SuspendOfficer
from workflows.duty_status.vocabulary import Restriction
from workflows.model import PersonRef
from workflows.oversight.entries import AppointOversightOfficer
from workflows.people.descriptions import subject_kind
from workflows.people.facts import Party, people_with, same_force_victim, subjects
from workflows.people.vocabulary import Part
from workflows.registry import CLOCK
from workflows.words import written

APART = frozenset({Restriction.POSTING, Restriction.CONTACT})
"""The restrictions that keep a subject and a victim apart at work."""

Judge = Callable[[CaseFile, Party, Period], tuple[Result, str]]


def _each_victim(file: CaseFile, period: Period, judge: Judge) -> Iterator[Finding]:
    victims = people_with(file, Part.VICTIM)
    if not victims:
        yield Finding("The victim", Result.NOT_EVIDENCED, "No victim is on file")
    for nth, victim in enumerate(victims, start=1):
        yield Finding(f"Victim {nth}", *judge(file, victim, period))


def _service_known(file: CaseFile, victim: Party, _period: Period) -> tuple[Result, str]:
    if kind := subject_kind(file, victim.ref):
        return Result.MET, f"On file: {kind.label}"
    return Result.NOT_EVIDENCED, "Whether the victim serves with the police is not on file"


PVS_1 = Measure(
    id="PVS-1",
    theme=Theme.POLICE_VICTIMS,
    title="Known whether the victim serves with the police",
    unit="victims",
    met_if="The register, or what was stated, says how the victim serves or that she or he does not.",
    does_not_show="Police victims who have told nobody, and whether it was safe for her or him to be known as one.",
    of=lambda file, period: _each_victim(file, period, _service_known),
    cite=law.IOPC_EIGHT_THEMES,
    basis=Basis.INFERRED,
)


def _has_officer(file: CaseFile, victim: Party, period: Period) -> tuple[Result, str]:
    posting = file.posting(victim.person)
    if posting and posting.service is Service.OUTSIDE:
        return Result.NOT_APPLICABLE, "The victim does not serve with the police"
    if appointed := file.all(AppointOversightOfficer):
        return Result.MET, f"Appointed on {written(appointed[0].event.day)}"
    if posting is None:
        return Result.NOT_EVIDENCED, "Whether the victim serves with the police is not on file"
    (due,) = deadlines(file, [CLOCK["OVR-C5"]])
    return in_time(file, due, period, "appointed")


PVS_2 = Measure(
    id="PVS-2",
    theme=Theme.POLICE_VICTIMS,
    title="Senior oversight officer for each police victim",
    unit="victims",
    met_if="An officer is appointed, even if late. It is due on the first working day after the report (our proposal).",
    does_not_show="Whether the victim wanted that officer, or trusts her or him. IRA-1 shows whether it was in time.",
    of=lambda file, period: _each_victim(file, period, _has_officer),
    cite=law.HAMPSHIRE_SOO,
    basis=Basis.SOURCE,
)


def _kept_apart(file: CaseFile, _period: Period) -> Iterator[Finding]:
    if not same_force_victim(file):
        yield Finding(THE_CASE, Result.NOT_APPLICABLE, "No victim is known to serve in the subject's force")
        return
    for nth, subject in enumerate(subjects(file), start=1):
        yield Finding(f"Subject {nth}", *_apart(file, subject))


def _apart(file: CaseFile, subject: PersonRef) -> tuple[Result, str]:
    made = [f for kind in (SuspendOfficer, RestrictDuties, LeaveUnrestricted) for f in file.all(kind, subject)]
    if not made:
        return Result.NOT_EVIDENCED, "No decision on duty status is on file"
    last = max(made, key=lambda f: f.event.recorded_at)
    on = written(last.event.day)
    match last.entry:
        case SuspendOfficer():
            return Result.MET, f"Suspended on {on}"
        case RestrictDuties(restrictions=chosen) if APART & set(chosen):
            return Result.MET, f"Restricted on {on}: {', '.join(r.label.lower() for r in chosen if r in APART)}"
        case RestrictDuties():
            return Result.NOT_MET, f"Restricted on {on}, without a posting away or a bar on contact"
        case _:
            return Result.NOT_MET, f"Left on full duties on {on}"


PVS_6 = Measure(
    id="PVS-6",
    theme=Theme.POLICE_VICTIMS,
    title="Subject kept apart from a victim in the same force",
    unit="subjects",
    met_if="By the latest decision on duty status the subject is suspended, works away from the victim, or may have no "
    "contact with her or him.",
    does_not_show="Whether the victim agreed, whether it was kept to, or whether it was the victim who had to move.",
    of=_kept_apart,
    cite=law.APP_PPDA,
    basis=Basis.INFERRED,
)
