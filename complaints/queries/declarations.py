"""What somebody who has declared is told of their declaration: that it runs out, or that somebody was added since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from complaints.queries.addresses import step_address
from workflows.casefile import CaseFile
from workflows.independence.declarations import declaration, lasts_until, not_asked_about
from workflows.model import PersonRef
from workflows.terms import Terms
from workflows.words import written

AGAIN = "declare-interests"


@dataclass(frozen=True)
class Renewal:
    """A declaration that runs out soon or has run out: the case, in words, and where to make it again."""

    reference: str
    href: str
    text: str
    out_of_date: bool


@dataclass(frozen=True)
class Changed:
    """Who was added since somebody declared, as their part and name, and where to say whether one knows them."""

    people: tuple[tuple[str, str], ...]
    href: str


def renewal_due(terms: Terms, reference: str, made_on: date, today: date) -> Renewal | None:
    """What to say, on a London day, of a declaration of another; None while it holds for long enough."""
    warned = lasts_until(terms, "declaration-warning", made_on)
    until = lasts_until(terms, "declaration-renewal", made_on)
    if today < min(warned, until):
        return None
    late = today > until
    text = f"Your declaration ran out on {written(until)}" if late else f"Your declaration holds until {written(until)}"
    return Renewal(reference, step_address(reference, AGAIN), text, late)


def renewal_of(file: CaseFile, person: PersonRef, reference: str, today: date) -> Renewal | None:
    """The same of somebody's latest declaration on a case that is not closed."""
    made = declaration(file, person)
    return renewal_due(file.terms, reference, made.event.day, today) if made and not file.closed else None


def changed_since(file: CaseFile, person: PersonRef, reference: str) -> Changed | None:
    """Whom somebody has not been asked about; None where there is nobody."""
    people = tuple((party.part.label, party.name) for party in not_asked_about(file, person))
    return Changed(people, step_address(reference, "declare-change")) if people else None
