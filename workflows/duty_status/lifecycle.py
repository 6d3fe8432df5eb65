"""The steps of duty status."""

from workflows import citations as law
from workflows.duty_status import entries as e
from workflows.duty_status.vocabulary import DutyStatus as Is
from workflows.model import PSD, Kind, Role, Step

AUTHORITY = frozenset({Role.APPROPRIATE_AUTHORITY})
ANY = (Is.UNDECIDED, Is.UNRESTRICTED, Is.RESTRICTED, Is.SUSPENDED)

STEPS = (
    Step(
        trigger="record-arrest",
        label="Record an arrest",
        done="Arrest recorded",
        source=ANY,
        dest=None,
        by=PSD,
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
        source=ANY,
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
        source=ANY,
        dest=Is.RESTRICTED,
        by=PSD,
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
)
