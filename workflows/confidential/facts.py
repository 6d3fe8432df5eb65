"""What has been said in a confidential report, what waits for an answer, and who must know nothing of it."""

from datetime import datetime

from workflows.casefile import CaseFile, Fact
from workflows.confidential.entries import (
    AcknowledgeReport,
    AddInConfidence,
    AgreeToDisclosure,
    AnswerGatekeeper,
    AskGatekeeper,
    AskReporter,
    DiscloseReporter,
    KeepOut,
    PassToPsd,
    ReportInConfidence,
    WriteToReporter,
)
from workflows.confidential.vocabulary import Danger
from workflows.model import Entry, PersonRef

Kinds = tuple[type[Entry], ...]

TO_REPORTER: Kinds = (AcknowledgeReport, AskReporter, WriteToReporter)
ANSWERS: Kinds = (AcknowledgeReport, WriteToReporter)


def first_report(file: CaseFile) -> Fact[ReportInConfidence] | None:
    """The first report, or None while it is being sent."""
    return file.last(ReportInConfidence)


def asked_of_reporter(file: CaseFile) -> tuple[Fact[Entry], ...]:
    """The gatekeeper's questions that have no answer yet."""
    return _since(file, (AskReporter,), (AnswerGatekeeper,))


def asked_of_gatekeeper(file: CaseFile) -> tuple[Fact[Entry], ...]:
    """The questions of whoever reported that have no answer yet."""
    return _since(file, (AskGatekeeper,), ANSWERS)


def acknowledged_at(file: CaseFile) -> datetime | None:
    """When whoever reported first heard from the gatekeeper (UTC)."""
    return next((f.event.occurred_at for f in file.facts if isinstance(f.entry, TO_REPORTER)), None)


def in_danger(file: CaseFile) -> bool:
    """Whether somebody is in danger, as whoever reported last said."""
    said = [f.entry.danger_now for f in file.facts if isinstance(f.entry, ReportInConfidence | AddInConfidence)]
    return said[-1:] == [Danger.YES]


def may_be_named(file: CaseFile) -> bool:
    """Whether whoever reported agrees, as last said, that those who handle the matter are told who they are."""
    said = file.last(AgreeToDisclosure)
    return said is not None and said.entry.agrees


def passed_to_psd(file: CaseFile) -> Fact[PassToPsd] | None:
    """The decision that opened a case, or None."""
    return file.last(PassToPsd)


def is_named(file: CaseFile) -> bool:
    """Whether those who handle the matter have been told who reported."""
    return file.last(DiscloseReporter) is not None


def kept_out(file: CaseFile) -> frozenset[PersonRef]:
    """Everybody on the register who must know nothing of the report: whoever it names, and whoever is kept out."""
    named = [f.entry.subject for f in file.all(ReportInConfidence)]
    named += [f.entry.subject for f in file.all(AddInConfidence)]
    named += [f.entry.person for f in file.all(KeepOut)]
    named += [person for f in file.all(PassToPsd) for person in (f.entry.subject, f.entry.victim)]
    return frozenset(person for person in named if person)


def _since(file: CaseFile, wanted: Kinds, ending: Kinds) -> tuple[Fact[Entry], ...]:
    """The entries of some kinds that come after the last of other kinds."""
    last = max((n for n, f in enumerate(file.facts) if isinstance(f.entry, ending)), default=-1)
    return tuple(f for f in file.facts[last + 1 :] if isinstance(f.entry, wanted))
