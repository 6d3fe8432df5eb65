"""What one person did alone because it could not wait, and what a second person has reviewed since."""

from collections.abc import Iterator

from workflows.calendar import CountRule, Limit
from workflows.casefile import CaseFile, E, Fact
from workflows.clocks import Run
from workflows.model import Entry


def not_reviewed(file: CaseFile, act: type[E], review: type[Entry]) -> tuple[Fact[E], ...]:
    """Every such act that nobody has reviewed since, oldest first."""
    reviewed = [f.event.recorded_at for f in file.all(review)]
    return tuple(f for f in file.all(act) if all(at <= f.event.recorded_at for at in reviewed))


def review_runs(file: CaseFile, act: type[Entry], review: type[Entry], *, term: str, did: str) -> Iterator[Run]:
    """A run for each such act, of so many working days as `term` says; `did` follows the person's name."""
    reviewed = [f.event.recorded_at for f in file.all(review)]
    for done in file.all(act):
        yield Run(
            starts=done.event.day,
            because=f"{file.name(done.event.by)} {did}",
            limit=Limit(CountRule.WD_FWD_PLUS, file.terms.number(term, done.event.day)),
            met_at=next((at for at in reviewed if at > done.event.recorded_at), None),
        )
