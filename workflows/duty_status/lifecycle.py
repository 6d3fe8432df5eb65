"""The steps of duty status."""

from collections.abc import Iterator
from datetime import date

from workflows import citations as law
from workflows.calendar import CountRule, Limit, london_day
from workflows.casefile import CaseFile
from workflows.duty_status import entries as e
from workflows.duty_status.facts import leaving
from workflows.duty_status.vocabulary import DutyStatus as Is
from workflows.handling.entries import ReportMatter
from workflows.model import PSD, Kind, Role, Step, Suggestion

AUTHORITY = frozenset({Role.APPROPRIATE_AUTHORITY})
SERVING = (Is.UNDECIDED, Is.UNRESTRICTED, Is.RESTRICTED, Is.SUSPENDED)
ANY = tuple(Is)
WHOEVER_IS_THERE = PSD | {Role.DUTY_INSPECTOR}


def _former_officer(file: CaseFile) -> Iterator[Suggestion]:
    """Which condition the days point to, for each subject who has left."""
    gone = [left for p in file.running("duty-status") if (left := leaving(file, p.about))]
    for reported in file.all(ReportMatter):
        came = london_day(reported.entry.came_to_attention_at)
        yield from (_condition(file, came, left.entry.left_on, file.name(left.event.about)) for left in gone)


def _condition(file: CaseFile, came: date, left: date, name: str) -> Suggestion:
    if came <= left:
        return Suggestion(f"{name}: condition A", "It came to attention before they left", law.PCR_4_LEFT)
    limit = Limit(CountRule.MONTHS_INCLUSIVE, file.terms.number("former-officer-within", left))
    if came <= file.terms.calendar.last_day(limit, left):
        return Suggestion(f"{name}: condition B", "It came to attention soon after they left", law.PCR_4_LEFT)
    return Suggestion(f"{name}: condition C", "It came to attention long after they left", law.PCR_4A_2)


STEPS = (
    Step(
        trigger="record-arrest",
        label="Record an arrest",
        done="Arrest recorded",
        source=ANY,
        dest=None,
        by=WHOEVER_IS_THERE,
        entry=e.RecordArrest,
        kind=Kind.EVENT,
        occurred="arrested_at",
        cites=(law.PCR_11C,),
    ),
    Step(
        trigger="record-criminal-investigation",
        label="Record a criminal investigation",
        done="Criminal investigation recorded",
        source=ANY,
        dest=None,
        by=PSD,
        entry=e.RecordCriminalInvestigation,
        kind=Kind.EVENT,
        occurred="known_at",
        cites=(law.PCR_11B,),
    ),
    Step(
        trigger="choose-suspension-law",
        label="Decide which law governs suspension",
        done="Law on suspension decided",
        source=SERVING,
        dest=None,
        by=AUTHORITY,
        entry=e.ChooseSuspensionLaw,
        cites=(law.settlement(11),),
    ),
    Step(
        trigger="leave-unrestricted",
        label="Decide that full duties go on",
        done="Decided that full duties go on",
        source=(Is.UNDECIDED, Is.UNRESTRICTED),
        dest=Is.UNRESTRICTED,
        by=AUTHORITY,
        entry=e.LeaveUnrestricted,
        cites=(law.PCR_11, law.PCR_11C),
    ),
    Step(
        trigger="restrict-duties",
        label="Restrict duties",
        done="Duties restricted",
        source=SERVING,
        dest=Is.RESTRICTED,
        by=WHOEVER_IS_THERE,
        entry=e.RestrictDuties,
        urgent=True,
        cites=(law.HOG_RESTRICTION, law.settlement(7)),
    ),
    Step(
        trigger="suspend-officer",
        label="Suspend",
        done="Suspended",
        source=(Is.UNDECIDED, Is.UNRESTRICTED, Is.RESTRICTED),
        dest=Is.SUSPENDED,
        by=AUTHORITY,
        entry=e.SuspendOfficer,
        cites=(law.PCR_11, law.PCR_11_2026, law.settlement(7)),
    ),
    Step(
        trigger="review-suspension",
        label="Review the suspension",
        done="Suspension reviewed",
        source=(Is.SUSPENDED,),
        dest=None,
        by=AUTHORITY,
        entry=e.ReviewSuspension,
        cites=(law.PCR_11, law.PCR_11_2026),
    ),
    Step(
        trigger="end-measures",
        label="End restriction or suspension",
        done="Restriction or suspension ended",
        source=(Is.RESTRICTED, Is.SUSPENDED),
        dest=Is.UNRESTRICTED,
        by=AUTHORITY,
        entry=e.EndMeasures,
        cites=(law.PCR_11,),
    ),
    Step(
        trigger="record-leaving",
        label="Record that a subject has left or died",
        done="Subject left",
        source=ANY,
        dest=Is.LEFT,
        by=PSD,
        entry=e.RecordLeaving,
        kind=Kind.EVENT,
        cites=(law.REG_42, law.PCR_4_LEFT),
    ),
    Step(
        trigger="record-return",
        label="Record that a subject serves again",
        done="Subject serves again",
        source=(Is.LEFT,),
        dest=Is.UNDECIDED,
        by=PSD,
        entry=e.RecordReturn,
        kind=Kind.EVENT,
        cites=(law.PCR_11,),
    ),
    Step(
        trigger="decide-continuation",
        label="Decide whether the matter goes on about somebody who has left",
        done="Decided whether the matter goes on",
        source=ANY,
        dest=None,
        by=AUTHORITY,
        entry=e.DecideContinuation,
        suggests=_former_officer,
        cites=(law.REG_42, law.PCR_4_LEFT, law.DEATH_OF_SUBJECT),
    ),
)
