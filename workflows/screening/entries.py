"""What is stated when somebody is screened, when a possible link is decided on, and when one is found late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from workflows.independence.covering import COVER, NO_COVER, TAKEN_OVER, problems_of_cover
from workflows.independence.vocabulary import Covers
from workflows.model import Answer, Ask, Entry, LinkRef, PersonRef, Pick, Role
from workflows.screening.vocabulary import ENDS_WORK, LinkDecision
from workflows.working import HANDLERS, problems_of_role

TELL = "Tell them yourself: they never read this page."
WHICH = "One decision may be for several people with the same possible link."


@dataclass(frozen=True, kw_only=True)
class ScreenPerson(Entry):
    """Somebody is screened before they are given work on the case, or while they do it."""

    person: Annotated[PersonRef, Ask("Who is screened?", pick=Pick.WORKERS)]
    role: Annotated[Role, Ask("In which role?", only=HANDLERS)]

    def problems(self) -> Iterable[tuple[str, str]]:
        """It is a role in which somebody works on a case."""
        return problems_of_role(self.role)


@dataclass(frozen=True, kw_only=True)
class DecideLink(Entry):
    """The decision on a possible link, of one person or of several with the same one. The last one stands."""

    link: Annotated[LinkRef, Ask("Which possible link?", pick=Pick.LINKS)]
    people: Annotated[tuple[PersonRef, ...], Ask("Whose?", WHICH, pick=Pick.LINKED)]
    decision: Annotated[LinkDecision, Ask("What do you decide?")]
    terms: Annotated[str | None, Ask("On which terms, if any?", TELL, long=True)] = None
    ends_on: Annotated[date | None, Ask("What is the last day of these terms?")] = None
    reasons: Annotated[str, Ask("Give your reasons", long=True)]
    cover: Annotated[PersonRef | None, COVER] = None
    covers: Annotated[Covers | None, TAKEN_OVER] = None
    no_cover: Annotated[str | None, NO_COVER] = None

    def problems(self) -> Iterable[tuple[str, str]]:
        """Somebody is named; terms belong to a decision to manage, and have a last day; who leaves may be covered."""
        if not self.people:
            yield "people", "Choose at least one person"
        managed = self.decision is LinkDecision.MANAGED
        if managed and not self.terms:
            yield "terms", "Say on which terms"
        if managed and not self.ends_on:
            yield "ends_on", "Give the last day of these terms"
        if not managed and (self.terms or self.ends_on):
            yield "decision", "Only a decision to manage has terms and a last day"
        yield from problems_of_cover(self, self.people, stays=self.decision not in ENDS_WORK)


@dataclass(frozen=True, kw_only=True)
class ReportLink(Entry):
    """A link was found after somebody had worked on the case: they leave it, and their work is reviewed."""

    link: Annotated[LinkRef, Ask("Which possible link was found?", pick=Pick.LINKS)]
    person: Annotated[PersonRef, Ask("Whose?", pick=Pick.LINKED)]
    role: Annotated[Role, Ask("In which role did they work on the case?", only=HANDLERS)]
    cover: Annotated[PersonRef | None, Ask("Who takes over until somebody is appointed?", pick=Pick.WORKERS)] = None
    reviewer: Annotated[PersonRef, Ask("Who will review what they did?", pick=Pick.WORKERS)]
    found: Annotated[str, Ask("How was this found, and why not before?", long=True)]

    def problems(self) -> Iterable[tuple[str, str]]:
        """It is a role in which somebody works on a case."""
        return problems_of_role(self.role)


@dataclass(frozen=True, kw_only=True)
class ReviewLinkedWork(Entry):
    """What somebody did before a link was found has been looked at by somebody else."""

    person: Annotated[PersonRef, Ask("Whose work was reviewed?", pick=Pick.LEFT)]
    sound: Annotated[Answer, Ask("Can the case rely on all of it?")]
    findings: Annotated[str, Ask("What was looked at, and what has to be done again?", long=True)]


@dataclass(frozen=True, kw_only=True)
class RecordLinkNotice(Entry):
    """The victim was told that somebody who worked on the case has left it, or it is said why not."""

    person: Annotated[PersonRef, Ask("Who has left the case?", pick=Pick.LEFT)]
    told: Annotated[Answer, Ask("Was the victim told?")]
    told_at: Annotated[datetime | None, Ask("When?")] = None
    details: Annotated[str, Ask("What was said, or why was nothing?", long=True)]

    def problems(self) -> Iterable[tuple[str, str]]:
        """Whoever was told was told at some time."""
        if self.told is Answer.YES and not self.told_at:
            yield "told_at", "Say when"
