"""The steps of risk: none of them ever waits for a form, a declaration or a decision."""

from workflows import citations as law
from workflows.model import PSD, Kind, Role, Step
from workflows.risk import entries as e
from workflows.risk.vocabulary import RiskStatus as Is

ANY = tuple(Is)
WHOEVER_IS_THERE = PSD | {Role.OVERSIGHT_OFFICER, Role.DUTY_INSPECTOR}
SUPERVISORS = frozenset({Role.APPROPRIATE_AUTHORITY, Role.HEAD_OF_PSD})

STEPS = (
    Step(
        trigger="assess-risk",
        label="Assess the risk",
        done="Risk assessed",
        source=ANY,
        dest=Is.ASSESSED,
        by=WHOEVER_IS_THERE,
        entry=e.AssessRisk,
        kind=Kind.EVENT,
        urgent=True,
        occurred="assessed_at",
        cites=(law.LESSONS_RISK, law.APP_PPDA),
    ),
    Step(
        trigger="countersign-risk",
        label="Countersign the risk assessment",
        done="Risk assessment countersigned",
        source=(Is.ASSESSED,),
        dest=Is.COUNTERSIGNED,
        by=SUPERVISORS,
        entry=e.CountersignRisk,
        cites=(law.LESSONS_RISK,),
    ),
    Step(
        trigger="take-safety-measure",
        label="Record a safety measure",
        done="Safety measure recorded",
        source=ANY,
        dest=None,
        by=WHOEVER_IS_THERE,
        entry=e.TakeSafetyMeasure,
        kind=Kind.EVENT,
        urgent=True,
        cites=(law.LESSONS_RISK, law.SUPER_COMPLAINT),
    ),
    Step(
        trigger="preserve-evidence",
        label="Record that evidence is secured",
        done="Evidence recorded",
        source=ANY,
        dest=None,
        by=WHOEVER_IS_THERE,
        entry=e.PreserveEvidence,
        kind=Kind.EVENT,
        urgent=True,
        cites=(law.PARA_1, law.PARA_12, law.PARA_14B),
    ),
)
