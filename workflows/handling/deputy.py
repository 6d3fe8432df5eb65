"""A case that must leave the department: a deputy outside the chain takes it over, or another force or the IOPC does.

It is so where a subject has a role in this system (the case is *sealed*), and where nobody is left who may decide,
keep the victim informed, or head the department. Until it is taken over, those who work on it go on with what protects.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from workflows import citations as law
from workflows.calendar import CountRule, Limit, london_day
from workflows.casefile import CaseFile, Fact, ProcessFact, kept
from workflows.clocks import Clock, Run
from workflows.handling.recording import EVER
from workflows.handling.vocabulary import TakenTo, WhyOutside
from workflows.model import Actor, Ask, Attempt, Entry, Kind, PersonRef, Requirement, Role, Step
from workflows.people.facts import subjects
from workflows.screening.decided import in_the_way

CHOOSES = "Only a deputy outside the chain, who has taken it over, brings anybody else to this case"
"""Unmet before whatever brings somebody else to a sealed case."""


@dataclass(frozen=True, kw_only=True)
class TakeOverCase(Entry):
    """A deputy outside the chain takes the case over, and says who will handle it."""

    why: Annotated[WhyOutside, Ask("Why must somebody outside the chain of command handle this?")]
    handled_by: Annotated[TakenTo, Ask("Who will handle it?")]
    body: Annotated[str | None, Ask("Which force or office, and whom did you speak to?", long=True)] = None
    reasons: Annotated[str, Ask("Why is this independent enough?", long=True)]

    def problems(self) -> Iterable[tuple[str, str]]:
        """Whoever hands it on says to whom."""
        if self.handled_by is not TakenTo.DEPUTY and not self.body:
            yield "body", "Answer the question “Which force or office, and whom did you speak to?”"


@dataclass(frozen=True, kw_only=True)
class RecordAcceptance(Entry):
    """The other force or the IOPC has said that it takes the case."""

    accepted_at: Annotated[datetime, Ask("When did they accept it?", now=True)]
    accepted_by: Annotated[str, Ask("Who accepted it, and where is that written?", long=True)]


@kept
def insiders(file: CaseFile) -> frozenset[PersonRef]:
    """The subjects who had a role in this system when the case met them: the case is sealed while there are any."""
    return frozenset(s for s in subjects(file) if (posting := file.posting(s)) and posting.roles)


def taken_over(file: CaseFile) -> Fact[TakeOverCase] | None:
    """The last time that a deputy took the case over, or None."""
    return file.last(TakeOverCase)


def deputy(file: CaseFile) -> PersonRef | None:
    """Who took the case over, or None."""
    taken = taken_over(file)
    return taken.event.by if taken else None


def accepted_at(file: CaseFile) -> datetime | None:
    """When (UTC) somebody outside the chain had the case for certain, or None."""
    taken = taken_over(file)
    if taken is None:
        return None
    if taken.entry.handled_by is TakenTo.DEPUTY:
        return taken.event.recorded_at
    answers = (
        f.entry.accepted_at for f in file.all(RecordAcceptance) if f.event.recorded_at >= taken.event.recorded_at
    )
    return next(answers, None)


def _waiting(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    """From when the case was sealed, or taken over, until somebody has it for certain."""
    inside = insiders(file)
    met = [p.on_file_from for p in file.postings if p.person in inside and p.roles]
    taken = taken_over(file)
    since = min([*met, *([taken.event.recorded_at] if taken else [])], default=None)
    if since is None:
        return
    starts = next(f.event.day for f in file.facts if f.event.recorded_at >= since)
    yield Run(
        starts=starts,
        because="The case must be handled outside the chain of command",
        limit=Limit(CountRule.CAL_D_PLUS_1, file.terms.number("outside-the-chain", starts)),
        met_at=accepted_at(file),
    )


def _takes(by: Actor, _entry: TakeOverCase) -> Iterable[tuple[PersonRef, Role]]:
    return [(by.person, Role.DEPUTY)]


def by_the_deputy(a: Attempt) -> bool:
    """Whether this person may bring somebody else to the case: to a sealed one only the deputy who took it over."""
    return not insiders(a.file) or a.by.person == deputy(a.file)


def _may_take(a: Attempt) -> bool:
    """Whether nothing that was found by now keeps this person from the case: a deputy is screened on taking it over."""
    return not in_the_way(a.file, a.by.person, Role.DEPUTY, london_day(a.at))


STEPS = (
    Step(
        trigger="take-over-case",
        label="Take the case over, from outside the chain",
        done="Taken over from outside the chain",
        source=EVER,
        dest=None,
        by=frozenset({Role.DEPUTY}),
        entry=TakeOverCase,
        before_declaring=True,
        personal=True,
        screens=_takes,
        allocates=_takes,
        takes_over=True,
        own_page=True,
        afterwards="The department no longer sees the case. Whoever keeps the victim informed stays until you say so",
        cites=(law.OUTSIDE_THE_CHAIN, law.REG_12),
    ),
    Step(
        trigger="record-acceptance",
        label="Record that another force or the IOPC has accepted the case",
        done="Accepted by another force or the IOPC",
        source=EVER,
        dest=None,
        by=frozenset({Role.DEPUTY}),
        entry=RecordAcceptance,
        kind=Kind.EVENT,
        occurred="accepted_at",
        cites=(law.OUTSIDE_THE_CHAIN,),
    ),
)
REQUIREMENTS = (
    Requirement(
        id="HAN-43",
        before=frozenset({"allocate-case"}),
        unmet=CHOOSES,
        met=by_the_deputy,
        cite=law.OUTSIDE_THE_CHAIN,
    ),
    Requirement(
        id="HAN-44",
        before=frozenset({"record-acceptance"}),
        unmet="Nobody has handed the case to another force or the IOPC",
        met=lambda a: (taken := taken_over(a.file)) is not None and taken.entry.handled_by is not TakenTo.DEPUTY,
        cite=law.OUTSIDE_THE_CHAIN,
    ),
    Requirement(
        id="HAN-45",
        before=frozenset({"take-over-case"}),
        unmet="Somebody else must take this case over: another deputy, or one whom the chief officer names",
        met=_may_take,
        cite=law.OUTSIDE_THE_CHAIN,
        reads="handled_by",
    ),
)
CLOCK = Clock(
    id="HAN-C5",
    title="Somebody outside the chain has the case",
    workflow="handling",
    cite=law.OUTSIDE_THE_CHAIN,
    runs=_waiting,
    own_target=True,
)
