"""A further report about somebody who is a subject or a victim in another case: the gatekeeper joins the two, or not.

Repeated reports raise the risk, and whoever takes one down must learn of no other. So the two cases are compared for
the gatekeeper alone (`complaints.queries.further_reports`), and what the gatekeeper finds is one step in each of them.
Where no gatekeeper may be asked, a deputy outside the chain is (`complaints.queries.gatekeepers`). Who is told of it
there is said in one place (`complaints.queries.told`); a case that tells nobody looks as it did.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any

from workflows import citations as law
from workflows.calendar import CountRule, Limit
from workflows.casefile import CaseFile, Fact, ProcessFact, kept
from workflows.clocks import Clock, Run
from workflows.model import Ask, Entry, Role, Step
from workflows.risk.facts import assessments
from workflows.risk.vocabulary import FurtherStatus, SamePerson

NAME = "further"
"""The workflow of its own in which these steps stand."""

SOMEBODY_ELSE = "It was somebody else."


@dataclass(frozen=True, kw_only=True)
class DecideFurtherReport(Entry):
    """Whether somebody named in this case and somebody named in another are one person."""

    other: Annotated[
        str, Ask("In which other case are they named?", "Its reference; in a story, the name of the case.")
    ]
    answer: Annotated[SamePerson, Ask("Are they the same person?")]
    reasons: Annotated[
        str, Ask("How do you know, or what is open?", "Whoever works on both cases can read this.", long=True)
    ]
    knows_anyone: Annotated[
        bool, Ask("Do you know anybody who is, or may be, involved?", "In or out of work, now or in the past.")
    ]

    def problems(self) -> Iterable[tuple[str, str]]:
        """Whoever knows somebody involved leaves it to another gatekeeper."""
        if self.knows_anyone:
            yield "knows_anyone", "Then another gatekeeper must decide this. Tell them nothing of what you know"


def joined(file: CaseFile) -> tuple[Fact[DecideFurtherReport], ...]:
    """Each report that was found to be about somebody in this case, once for each other case, in the order found."""
    first: dict[str, Fact[DecideFurtherReport]] = {}
    for fact in file.all(DecideFurtherReport):
        if fact.entry.answer is SamePerson.SAME:
            first.setdefault(fact.entry.other, fact)
    return tuple(first.values())


def stands(file: CaseFile, found: Fact[DecideFurtherReport]) -> bool:
    """Whether the gatekeeper still holds, as last said, that it is the same person."""
    said = [f.entry.answer for f in file.all(DecideFurtherReport) if f.entry.other == found.entry.other]
    return said[-1] is SamePerson.SAME


def telling(file: CaseFile, told: Mapping[str, Fact[Any]]) -> CaseFile:
    """The file with these facts alone of further reports, by the keys of their events; with none, it tells of none.

    What is made for many readers, as a pack or a report, is made of the file that tells of none.
    """
    return _telling(file, told) if told else _telling_of_none(file)


@kept
def _telling_of_none(file: CaseFile) -> CaseFile:
    return _telling(file, {})


def _telling(file: CaseFile, told: Mapping[str, Fact[Any]]) -> CaseFile:
    facts = (told.get(f.event.key) if isinstance(f.entry, DecideFurtherReport) else f for f in file.facts)
    processes = tuple(p for p in file.processes if p.workflow != NAME)
    return replace(file, processes=processes, facts=tuple(f for f in facts if f))


def _assess_again(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    """From each further report until the risk has been assessed once more."""
    for found in joined(file):
        since, starts = found.event.recorded_at, found.event.day
        later = (f.event.occurred_at for f in assessments(file) if f.event.occurred_at >= since)
        met = next(later, None)
        yield Run(
            starts=starts,
            because="The gatekeeper found a further report about somebody in this case",
            limit=Limit(CountRule.CAL_D_PLUS_1, file.terms.number("risk-again", starts)),
            met_at=met,
            ended="" if met or stands(file, found) else SOMEBODY_ELSE,
        )


STEPS = (
    Step(
        trigger="decide-further-report",
        label="Decide whether a further report is about the same person",
        done="Further report about somebody in this case",
        source=(FurtherStatus.OPEN,),
        dest=None,
        by=frozenset({Role.GATEKEEPER, Role.DEPUTY}),
        entry=DecideFurtherReport,
        before_declaring=True,
        personal=True,
        own_page=True,
        cites=(law.RISK_LINE, law.LESSONS_RISK),
    ),
)
CLOCKS = (
    Clock(
        id="FUR-C1",
        title="Assess the risk again after a further report",
        workflow=NAME,
        met_by=("assess-risk",),
        cite=law.RISK_LINE,
        runs=_assess_again,
        own_target=True,
    ),
)
