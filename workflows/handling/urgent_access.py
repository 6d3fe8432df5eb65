"""Urgent access: somebody who does not work on a case opens it for an hour, says why, and is asked about it afterwards.

It is never open to anybody who is excluded, and nobody is asked before: the reason stands on the case at once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated

from workflows import citations as law
from workflows import reviewed
from workflows.casefile import CaseFile, Fact, ProcessFact, kept
from workflows.clocks import Clock, Run
from workflows.handling.recording import DECIDERS, EVER
from workflows.handling.vocabulary import WhyUrgent
from workflows.model import Answer, Ask, Attempt, Entry, Kind, Requirement, Role, Step


@dataclass(frozen=True, kw_only=True)
class UseUrgentAccess(Entry):
    """Why somebody must open a case on which they do not work."""

    why: Annotated[WhyUrgent, Ask("Why can it not wait for the people who work on it?")]
    details: Annotated[str, Ask("What has happened, and what will you do?", long=True)]
    knows_anyone: Annotated[
        bool, Ask("Do you know anybody who is, or may be, involved?", "In or out of work, now or in the past.")
    ]

    def problems(self) -> Iterable[tuple[str, str]]:
        """Whoever knows somebody involved must not open it, however urgent it is."""
        if self.knows_anyone:
            yield "knows_anyone", "Then you must not open it. Pass what you know to the control room or the gatekeeper"


@dataclass(frozen=True, kw_only=True)
class ReviewUrgentAccess(Entry):
    """What a second person found about every use of urgent access since the last review."""

    needed: Annotated[Answer, Ask("Was the urgent access needed?")]
    found: Annotated[str, Ask("What was looked at and done, and what follows?", "See who looked.", long=True)]


@kept
def not_reviewed(file: CaseFile) -> tuple[Fact[UseUrgentAccess], ...]:
    """Every use of urgent access that nobody has reviewed since, oldest first."""
    return reviewed.not_reviewed(file, UseUrgentAccess, ReviewUrgentAccess)


def _to_review(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    return reviewed.review_runs(
        file, UseUrgentAccess, ReviewUrgentAccess, term="urgent-access-review", did="opened the case by urgent access"
    )


def _somebody_else(a: Attempt) -> bool:
    return all(used.event.by != a.by.person for used in not_reviewed(a.file))


STEPS = (
    Step(
        trigger="use-urgent-access",
        label="Use urgent access",
        done="Opened by urgent access",
        source=EVER,
        dest=None,
        by=frozenset({Role.URGENT}),
        entry=UseUrgentAccess,
        kind=Kind.EVENT,
        before_declaring=True,
        personal=True,
        own_page=True,
        cites=(law.PROPOSED_ACCESS,),
    ),
    Step(
        trigger="review-urgent-access",
        label="Review urgent access",
        done="Urgent access reviewed",
        source=EVER,
        dest=None,
        by=DECIDERS,
        entry=ReviewUrgentAccess,
        cites=(law.PROPOSED_ACCESS,),
    ),
)
REQUIREMENTS = (
    Requirement(
        id="HAN-41",
        before=frozenset({"review-urgent-access"}),
        unmet="Nobody has used urgent access since the last review",
        met=lambda a: bool(not_reviewed(a.file)),
        cite=law.PROPOSED_ACCESS,
        idle=True,
    ),
    Requirement(
        id="HAN-42",
        before=frozenset({"review-urgent-access"}),
        unmet="Somebody else must review your own urgent access",
        met=_somebody_else,
        cite=law.TWO_PEOPLE_DECIDE,
    ),
)
CLOCK = Clock(
    id="HAN-C4",
    title="Review an urgent access",
    workflow="handling",
    met_by=("review-urgent-access",),
    cite=law.PROPOSED_ACCESS,
    runs=_to_review,
    own_target=True,
    after_closure=True,
)
