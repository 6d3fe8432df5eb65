"""Questions about the handling of a case, answered from its file."""

from datetime import date

from workflows.casefile import CaseFile, Fact
from workflows.handling.entries import RecordMatter, ReportMatter
from workflows.handling.vocabulary import MatterKind
from workflows.people.facts import same_force_victim


def report(file: CaseFile) -> Fact[ReportMatter] | None:
    """The first report."""
    return file.last(ReportMatter)


def recorded(file: CaseFile) -> Fact[RecordMatter] | None:
    """The decision to record under Schedule 3, if taken."""
    return file.last(RecordMatter)


def may_complain(kind: MatterKind, file: CaseFile, on: date) -> bool:
    """Whether the matter can be recorded as `kind`, with a same-force police victim (settlement 27)."""
    allowed = bool(file.terms.value("same-force-victim-may-complain", on))
    return kind is not MatterKind.COMPLAINT or allowed or not same_force_victim(file)
