"""What people state about an investigation."""

from dataclasses import dataclass
from typing import Annotated

from workflows.investigation.vocabulary import CriminalStrand, Severity
from workflows.model import Answer, Ask, Entry, PersonRef, Pick


@dataclass(frozen=True, kw_only=True)
class Appointment(Entry):
    """Who investigates, with each of the three tests answered by itself (ppda 3.10)."""

    investigator: Annotated[PersonRef, Ask("Who will investigate?", pick=Pick.INVESTIGATORS)]
    concern: Annotated[
        Answer,
        Ask(
            "Could anything reasonably raise a concern that they are not impartial?",
            "The test of the law: a social, financial or other connection that raises one. Nobody can allow it.",
        ),
    ]
    connection: Annotated[
        Answer,
        Ask(
            "Have they an earlier connection with anybody involved?",
            "The test of the guidance, stricter than the law. A chief officer alone can allow one, for a time.",
        ),
    ]
    confidence: Annotated[
        Answer,
        Ask(
            "Is the victim content that this person investigates?",
            "The test of confidence. If the victim is not, who can investigate independently is decided again.",
        ),
    ]
    criminal_lead: Annotated[CriminalStrand, Ask("Who leads any criminal investigation of the same conduct?")]


@dataclass(frozen=True, kw_only=True)
class AppointInvestigator(Appointment):
    """Who will investigate, and why they are right for it."""

    reasons: Annotated[str, Ask("Why are they suitable and independent?", long=True)]


@dataclass(frozen=True, kw_only=True)
class ReplaceInvestigator(Appointment):
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
