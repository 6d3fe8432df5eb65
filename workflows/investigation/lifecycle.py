"""The steps of an investigation."""

from collections.abc import Iterable

from workflows import citations as law
from workflows.investigation import entries as e
from workflows.investigation.vocabulary import InvestigationStatus as Is
from workflows.model import Actor, PersonRef, Role, Step

AUTHORITY = frozenset({Role.APPROPRIATE_AUTHORITY})
INVESTIGATOR = frozenset({Role.INVESTIGATOR})


def _appointed(_by: Actor, entry: e.AppointInvestigator | e.ReplaceInvestigator) -> Iterable[tuple[PersonRef, Role]]:
    return [(entry.investigator, Role.INVESTIGATOR)]


STEPS = (
    Step(
        trigger="appoint-investigator",
        label="Appoint the investigator",
        done="Investigator appointed",
        source=(Is.UNASSIGNED,),
        dest=Is.APPOINTED,
        by=AUTHORITY,
        entry=e.AppointInvestigator,
        allocates=_appointed,
        screens=_appointed,
        cites=(law.PARA_16, law.REG_12, law.PCR_15, law.APP_PPDA),
    ),
    Step(
        trigger="replace-investigator",
        label="Replace the investigator",
        done="Investigator replaced",
        source=(Is.APPOINTED, Is.REPORTED),
        dest=Is.APPOINTED,
        by=AUTHORITY,
        entry=e.ReplaceInvestigator,
        allocates=_appointed,
        screens=_appointed,
        cites=(law.PARA_16, law.REG_12, law.PCR_15, law.APP_PPDA),
    ),
    Step(
        trigger="assess-severity",
        label="Assess severity",
        done="Severity assessed",
        source=(Is.APPOINTED,),
        dest=None,
        by=INVESTIGATOR,
        entry=e.AssessSeverity,
        cites=(law.REG_16_2,),
    ),
    Step(
        trigger="submit-report",
        label="Submit the report",
        done="Report submitted",
        source=(Is.APPOINTED,),
        dest=Is.REPORTED,
        by=INVESTIGATOR,
        entry=e.SubmitReport,
        cites=(law.PARA_22,),
    ),
)
