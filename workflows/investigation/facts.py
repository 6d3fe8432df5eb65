"""Who investigates, how serious it is, and whether they have reported."""

from workflows.casefile import CaseFile, Fact
from workflows.investigation.entries import (
    AppointInvestigator,
    AssessSeverity,
    ReplaceInvestigator,
)
from workflows.investigation.vocabulary import InvestigationStatus, Severity
from workflows.model import PersonRef


def appointments(file: CaseFile) -> tuple[Fact[AppointInvestigator] | Fact[ReplaceInvestigator], ...]:
    """Every appointment of an investigator, oldest first."""
    return (*file.all(AppointInvestigator), *file.all(ReplaceInvestigator))


def investigator(file: CaseFile) -> PersonRef | None:
    """Who investigates now, or None."""
    made = appointments(file)
    return made[-1].entry.investigator if made else None


def investigators(file: CaseFile) -> frozenset[PersonRef]:
    """Everybody who investigates or has investigated."""
    return frozenset(f.entry.investigator for f in appointments(file))


def has_reported(file: CaseFile) -> bool:
    """Whether the investigator has reported to the authority, and has not been replaced since."""
    return file.status("investigation") is InvestigationStatus.REPORTED


def gross_misconduct(file: CaseFile, subject: PersonRef | None) -> Fact[AssessSeverity] | None:
    """The latest assessment of a subject's conduct, where it is gross misconduct."""
    made = [f for f in file.all(AssessSeverity) if f.entry.subject == subject]
    return made[-1] if made and made[-1].entry.severity is Severity.GROSS else None


def manages(file: CaseFile, manager: PersonRef, person: PersonRef) -> bool:
    """Whether `person` works, directly or indirectly, under `manager`, as far as the case knows."""
    seen: set[PersonRef] = set()
    above = file.posting(person)
    while above and above.manager and above.manager not in seen:
        if above.manager == manager:
            return True
        seen.add(above.manager)
        above = file.posting(above.manager)
    return False
