"""What somebody who has declared is told of their declaration: that it runs out, or what has changed since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from complaints.queries.addresses import step_address
from workflows.casefile import CaseFile
from workflows.independence.declarations import declaration, lasts_until, moved_since, not_asked_about
from workflows.independence.requirements import IN_THE_ROLE
from workflows.independence.work import SINGLE, at_work, further_roles
from workflows.model import Actor, PersonRef, Role
from workflows.registry import STEPS, WORKFLOW_OF
from workflows.terms import Terms
from workflows.words import written

AGAIN = "declare-interests"
DECIDED = tuple(
    step
    for step in STEPS.values()
    if IN_THE_ROLE in WORKFLOW_OF[step.trigger].requirements and IN_THE_ROLE.precedes(step) and not step.by <= SINGLE
)
"""What somebody decides in a role that they hold, on a case on which they work in another."""

ADDED = "Since you declared your interests, somebody was added to this case"


@dataclass(frozen=True)
class Renewal:
    """A declaration that runs out, or is needed in another role: the case, in words, and where to make it again."""

    reference: str
    href: str
    text: str
    out_of_date: bool


@dataclass(frozen=True)
class Changed:
    """Whom somebody is asked about, as their part and name, where to answer, and why: added since, or a new post."""

    people: tuple[tuple[str, str], ...]
    href: str
    why: str = ADDED


def roles_to_declare_in(file: CaseFile, actor: Actor) -> tuple[Role, ...]:
    """The roles in which somebody works on a case, and those that they hold and need to decide more there."""
    works = at_work(file).get(actor.person, frozenset())
    if not works or Role.DEPUTY in works:
        return tuple(sorted(works))
    needed = {role for step in DECIDED if not step.by & works for role in step.by & actor.roles}
    return tuple(sorted(works | needed))


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
    """The same of somebody's latest declaration on a case that is not closed, and of a role that it does not name."""
    made = declaration(file, person)
    if made is None or file.closed:
        return None
    if further := sorted(role.label.lower() for role in further_roles(file, person)):
        text = f"Since you declared, you were given another role on this case: {', '.join(further)}"
        return Renewal(reference, step_address(reference, AGAIN), text, out_of_date=True)
    return renewal_due(file.terms, reference, made.event.day, today)


def changed_since(file: CaseFile, person: PersonRef, reference: str, now: datetime) -> Changed | None:
    """Whom somebody has not been asked about at a moment (UTC); None where there is nobody.

    A new post asks nothing of a case that is closed: it would stand there for good.
    """
    people = tuple((party.part.label, party.name) for party in not_asked_about(file, person, now))
    moved = moved_since(file, person, now)
    why = f"Since you declared your interests, you have a new post: from {written(moved)}" if moved else ADDED
    asked = people and not (moved and file.closed)
    return Changed(people, step_address(reference, "declare-change"), why) if asked else None
