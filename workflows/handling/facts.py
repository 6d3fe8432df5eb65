"""Questions about the handling of a case, answered from its file."""

from typing import TypeVar

from workflows.casefile import CaseFile, Fact
from workflows.handling.entries import (
    AskViews,
    ConfirmNotRecording,
    ConfirmReopening,
    ConvertMatter,
    HandleOutside,
    LogComplaint,
    RecordMatter,
    ReportMatter,
    SignRepeat,
)
from workflows.handling.vocabulary import MatterKind
from workflows.model import Answer, Entry, PartyRef


def report(file: CaseFile) -> Fact[ReportMatter] | None:
    """The first report."""
    return file.last(ReportMatter)


def recorded(file: CaseFile) -> Fact[RecordMatter] | None:
    """The decision to record under Schedule 3, if taken."""
    return file.last(RecordMatter)


def is_not_recorded(file: CaseFile) -> bool:
    """Whether a decision not to record the matter stands: it was neither recorded nor opened again after that."""
    decided = [f for kind in (HandleOutside, ConfirmNotRecording, ConfirmReopening) for f in file.all(kind)]
    last = max(decided, key=lambda f: f.event.recorded_at, default=None)
    return recorded(file) is None and last is not None and not isinstance(last.entry, ConfirmReopening)


def complainants(file: CaseFile) -> tuple[PartyRef, ...]:
    """Everybody who complains, as logged, recorded or converted, in that order."""
    named: list[PartyRef | None] = [f.entry.complainant for f in file.all(LogComplaint)]
    named += [f.entry.complainant for f in file.all(RecordMatter) if f.entry.kind is MatterKind.COMPLAINT]
    named += [f.entry.complainant for f in file.all(ConvertMatter) if f.entry.kind is MatterKind.COMPLAINT]
    return tuple(dict.fromkeys(ref for ref in named if ref))


def views(file: CaseFile) -> Fact[AskViews] | None:
    """What the complainant said last of how the complaint should be handled, or None."""
    return file.last(AskViews)


def wants_recording(file: CaseFile) -> Answer:
    """Whether a complainant has ever shown the wish that it is recorded: at any time counts (para 2(6A)(a))."""
    said = [f.entry.wants_recording for f in file.all(AskViews)]
    return Answer.YES if Answer.YES in said else said[-1] if said else Answer.NOT_ASKED


def repeat_signed(file: CaseFile) -> bool:
    """Whether the repeat-matter exception is signed (PCMR reg 6; settlement 1)."""
    return file.last(SignRepeat) is not None


P = TypeVar("P", bound=Entry)


def unconfirmed(file: CaseFile, proposal: type[P], confirmation: type[Entry]) -> Fact[P] | None:
    """The latest proposal that no second person has confirmed, or None."""
    proposed, confirmed = file.last(proposal), file.last(confirmation)
    if proposed is None or (confirmed and confirmed.event.recorded_at >= proposed.event.recorded_at):
        return None
    return proposed
