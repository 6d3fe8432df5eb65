"""What people state about an investigation."""

from dataclasses import dataclass
from typing import Annotated

from workflows.investigation.vocabulary import Severity
from workflows.model import Ask, Entry, PersonRef, Pick


@dataclass(frozen=True, kw_only=True)
class AppointInvestigator(Entry):
    """Who will investigate, and why they are right for it."""

    investigator: Annotated[PersonRef, Ask("Who will investigate?", pick=Pick.INVESTIGATORS)]
    reasons: Annotated[str, Ask("Why are they suitable and independent?", long=True)]


@dataclass(frozen=True, kw_only=True)
class ReplaceInvestigator(Entry):
    """Somebody else takes over the investigation."""

    investigator: Annotated[PersonRef, Ask("Who takes over?", pick=Pick.INVESTIGATORS)]
    reasons: Annotated[str, Ask("Why is the investigator replaced?", long=True)]
    work_reviewed: Annotated[str, Ask("What happens to the work done so far?", long=True)]


@dataclass(frozen=True, kw_only=True)
class AssessSeverity(Entry):
    """How serious one subject's conduct would be, if proved."""

    subject: Annotated[PersonRef, Ask("Whose conduct?", pick=Pick.SUBJECTS)]
    severity: Annotated[Severity, Ask("If proved, what would it be?")]
    reasons: Annotated[str, Ask("Give your reasons", long=True)]


@dataclass(frozen=True, kw_only=True)
class SubmitReport(Entry):
    """The investigator's report is with the authority."""

    summary: Annotated[str, Ask("Summarise the evidence and your opinion", long=True)]
