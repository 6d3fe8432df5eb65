"""What people state about what is alleged, what happened when, and what was searched."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from workflows.allegations import vocabulary as v
from workflows.model import AllegationRef, Answer, Ask, Entry, PartyRef, PersonRef, Pick


@dataclass(frozen=True, kw_only=True)
class AddAllegation(Entry):
    """One distinct behaviour by one subject."""

    subject: Annotated[PersonRef | None, Ask("Whose behaviour?", pick=Pick.SUBJECTS)] = None
    category: Annotated[v.Category, Ask("Which category fits best?")]
    summary: Annotated[str, Ask("What is alleged?", "Say what was done, by whom, in plain neutral words.", long=True)]
    offences: Annotated[tuple[v.Offence, ...], Ask("Which offences might it be?", "Choose all that could fit.")] = ()
    domestic_abuse: Annotated[Answer, Ask("Is this domestic abuse?")]
    misuse_of_position: Annotated[Answer, Ask("Was police status, knowledge or power used against the victim?")]
    conduct_from: Annotated[
        date, Ask("When did it begin?", "If only roughly known, the earliest likely day.", past=True)
    ]
    conduct_to: Annotated[
        date | None, Ask("When did it end?", "Leave blank if it goes on or is not known.", past=True)
    ] = None
    kinds: Annotated[tuple[v.AbuseKind, ...], Ask("Which kinds of abuse is this?")] = ()
    factors: Annotated[tuple[v.Factor, ...], Ask("What was the context?", "National complaint factors.")] = ()
    standards: Annotated[
        tuple[v.BehaviourStandard, ...], Ask("Which standards of professional behaviour may be breached?")
    ] = ()

    def problems(self) -> Iterable[tuple[str, str]]:
        """Behaviour cannot end before it begins."""
        if self.conduct_to and self.conduct_from and self.conduct_to < self.conduct_from:
            yield "conduct_to", "The day it ended cannot be before the day it began"
        if v.AbuseKind.DOMESTIC in self.kinds and self.domestic_abuse is Answer.NO:
            yield "kinds", "You said that this is not domestic abuse"


@dataclass(frozen=True, kw_only=True)
class FlagAllegation(Entry):
    """A kind of abuse is seen in an allegation later, or seen not to be there; both stay on file."""

    allegation: Annotated[AllegationRef, Ask("Which allegation?", pick=Pick.ALLEGATIONS)]
    kind: Annotated[v.AbuseKind, Ask("Which kind of abuse?")]
    change: Annotated[v.FlagChange, Ask("What is done with the flag?")]
    reasons: Annotated[str, Ask("Why?", long=True)]


@dataclass(frozen=True, kw_only=True)
class AddIncident(Entry):
    """One thing that happened, in the order of days and not of telling."""

    precision: Annotated[v.Precision, Ask("How well is the day known?")]
    happened_on: Annotated[
        date, Ask("On which day?", "If roughly, the likeliest; if between two days, the first.", past=True)
    ]
    happened_until: Annotated[date | None, Ask("Until which day?", past=True)] = None
    what: Annotated[str, Ask("What happened?", "In plain neutral words.", long=True)]
    known_from: Annotated[str, Ask("Where is it known from?", "An account, a message, a record.")]
    told_by: Annotated[PartyRef | None, Ask("Who told it?", pick=Pick.EVERYBODY)] = None

    def problems(self) -> Iterable[tuple[str, str]]:
        """A second day comes after the first, and only with the right answer."""
        if self.happened_until and self.precision is v.Precision.EXACT:
            yield "happened_until", "There is no second day where the day is known"
        if self.precision is v.Precision.BETWEEN and not self.happened_until:
            yield "happened_until", "Give the second of the two days"
        if self.happened_until and self.happened_on and self.happened_until < self.happened_on:
            yield "happened_until", "The second day cannot be before the first"


@dataclass(frozen=True, kw_only=True)
class SearchHistory(Entry):
    """A search for what was known of somebody before, and what came of it in each source."""

    person: Annotated[PartyRef, Ask("Whose history was searched?", pick=Pick.EVERYBODY)]
    since: Annotated[date | None, Ask("How far back?", "Leave blank if the whole record was searched.", past=True)] = (
        None
    )
    found_in: Annotated[tuple[v.Source, ...], Ask("Where was something found?")] = ()
    nothing_in: Annotated[tuple[v.Source, ...], Ask("Where was nothing found?")] = ()
    not_searched: Annotated[tuple[v.Source, ...], Ask("What could not be searched?")] = ()
    what: Annotated[str | None, Ask("What was found, or why could it not be searched?", long=True)] = None

    def problems(self) -> Iterable[tuple[str, str]]:
        """Each source has one result, and a result other than nothing is told."""
        if not self.found_in + self.nothing_in + self.not_searched:
            yield "found_in", "Say which sources were searched, or could not be"
        if set(self.nothing_in) & set(self.found_in):
            yield "nothing_in", "A source has one result"
        if set(self.not_searched) & {*self.found_in, *self.nothing_in}:
            yield "not_searched", "A source has one result"
        if (self.found_in or self.not_searched) and not self.what:
            yield "what", "Say what was found, or why a source could not be searched"
