"""What is alleged, and what was decided on it."""

from dataclasses import dataclass

from workflows.allegations.entries import AddAllegation
from workflows.casefile import CaseFile
from workflows.handling.entries import DecideOutcome, ReportMatter
from workflows.model import AllegationRef, Answer


@dataclass(frozen=True)
class Allegation:
    """One allegation with its number in the case and, once decided, its outcome."""

    number: AllegationRef
    stated: AddAllegation
    decided: DecideOutcome | None


def allegations(file: CaseFile) -> tuple[Allegation, ...]:
    """The allegations in order, each with its latest outcome."""
    outcomes = {f.entry.allegation: f.entry for f in file.all(DecideOutcome)}
    numbered = enumerate(file.all(AddAllegation), start=1)
    return tuple(Allegation(AllegationRef(str(n)), f.entry, outcomes.get(AllegationRef(str(n)))) for n, f in numbered)


def may_be_domestic_abuse(file: CaseFile) -> bool:
    """Whether anything on file says, or leaves open, that this is domestic abuse by police."""
    said = [f.entry.domestic_abuse for f in file.all(ReportMatter)]
    said += [f.entry.domestic_abuse for f in file.all(AddAllegation)]
    return any(answer is not Answer.NO for answer in said)


def is_domestic_abuse(file: CaseFile) -> bool:
    """Whether the case is flagged as police-perpetrated domestic abuse."""
    said = [f.entry.domestic_abuse for f in file.all(ReportMatter)]
    said += [f.entry.domestic_abuse for f in file.all(AddAllegation)]
    return Answer.YES in said
