"""By when a late declaration is made, independence is decided and looked at again, and challenges are answered."""

from collections.abc import Iterator
from datetime import date

from workflows import citations as law
from workflows.calendar import LONDON, CountRule, Limit, london_day
from workflows.casefile import CaseFile, ProcessFact
from workflows.clocks import Clock, Run
from workflows.independence.cover import gaps
from workflows.independence.declarations import lasts, relieved_of
from workflows.independence.entries import (
    AllowInterimEnquiries,
    DecideIndependence,
    DeclareInterests,
    GrantException,
    ReportConnection,
)
from workflows.independence.facts import declared_at, excluded, lapses_at
from workflows.independence.requirements import DECLARED_FIRST
from workflows.independence.review import challenges, looks, triggers
from workflows.investigation.facts import appointments, has_reported
from workflows.words import written, written_time

OPEN_AGAIN = "A connection was found: independence is decided anew."


def _after_urgent_action(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    """One run a person, from the first urgent step that they took without having declared."""
    waiting = {f.event.by: f.event for f in reversed(file.facts) if DECLARED_FIRST.id in f.event.flags}
    for person, event in sorted(waiting.items(), key=lambda pair: pair[1].recorded_at):
        yield Run(
            starts=event.day,
            because=f"{file.name(person)} acted before declaring their interests",
            limit=Limit(CountRule.WD_FWD_PLUS, 1),
            met_at=declared_at(file, person),
            ended="Excluded from this case since." if person in excluded(file) else "",
        )


def _renewals(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    """One run a declaration, until its maker declares again, or works on the case no longer."""
    barred, relieved = excluded(file), relieved_of(file)
    made = file.all(DeclareInterests)
    for nth, fact in enumerate(made, start=1):
        person = fact.event.by
        again = next((f for f in made[nth:] if f.event.by == person), None)
        gone = "Excluded from this case since." if person in barred else ""
        gone = gone or ("Somebody else has taken over." if person in relieved else "")
        yield Run(
            starts=fact.event.day,
            because=f"{file.name(person)} declared their interests",
            limit=lasts(file.terms, "declaration-renewal", fact.event.day),
            met_at=again.event.recorded_at if again else None,
            ended="" if again else gone,
        )


def _gaps(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    """One run each time that whoever keeps contact or investigates leaves the case."""
    for gap in gaps(file):
        starts = london_day(gap.fact.event.recorded_at)
        yield Run(
            starts=starts,
            because=f"{file.name(gap.person)} has left the case, and nobody has taken over: {gap.covers.label.lower()}",
            limit=Limit(CountRule.WD_FWD_PLUS, file.terms.number("cover", starts)),
            met_at=gap.named_at,
            ended="They may work on the case again." if gap.let_in and not gap.named_at else "",
        )


def _on_the_day(starts: date, day: date) -> Limit:
    """A limit up to a day that somebody has named; a day that has passed already is the next one."""
    return Limit(CountRule.CAL_D_PLUS_1, max(1, (day - starts).days))


def _reviews(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    """From each decision, and each review that left it as it was, up to the day that it names."""
    made, found = looks(file), [f.event.recorded_at for f in file.all(ReportConnection)]
    for fact, later in zip(made, [*made[1:], None], strict=False):
        at, met = fact.event.recorded_at, later.event.recorded_at if later else None
        opened = any(at < other and (met is None or other < met) for other in found)
        yield Run(
            starts=fact.event.day,
            because="Who can investigate independently was decided, or the decision reviewed",
            limit=_on_the_day(fact.event.day, fact.entry.review_on),
            met_at=None if opened else met,
            ended=OPEN_AGAIN if opened else "",
        )


def _called_for(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    for trigger in triggers(file):
        starts = london_day(trigger.fact.event.recorded_at)
        yield Run(
            starts=starts,
            because=trigger.what,
            limit=Limit(CountRule.WD_FWD_PLUS, file.terms.number("independence-look", starts)),
            met_at=trigger.looked_at,
        )


def _interim(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    """From the short decision to the London day on which it lapses."""
    decided = [f.event.recorded_at for f in file.all(DecideIndependence)]
    for made in file.all(AllowInterimEnquiries):
        until = lapses_at(file, made)
        hour = f"{written_time(until.astimezone(LONDON))} on {written(london_day(until))}"
        yield Run(
            starts=made.event.day,
            because=f"Interim enquiries were allowed, until {hour}",
            limit=_on_the_day(made.event.day, london_day(until)),
            met_at=next((at for at in decided if at > made.event.recorded_at), None),
        )


def _challenges(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    for challenge in challenges(file):
        yield Run(
            starts=challenge.fact.event.day,
            because="Independence was challenged",
            limit=Limit(CountRule.WD_FWD_PLUS, file.terms.number("challenge-answer", challenge.fact.event.day)),
            met_at=challenge.answer.event.recorded_at if challenge.answer else None,
        )


def _exceptions(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    """From each exception to its last day: by then it is granted again, or somebody else investigates."""
    granted = file.all(GrantException)
    for nth, fact in enumerate(granted, start=1):
        again = next((f for f in granted[nth:] if f.entry.person == fact.entry.person), None)
        others = (f for f in appointments(file) if f.event.recorded_at > fact.event.recorded_at)
        replaced = next((f for f in others if f.entry.investigator != fact.entry.person), None)
        ends = [f.event.recorded_at for f in (again, replaced) if f]
        yield Run(
            starts=fact.event.day,
            because=f"{file.name(fact.entry.person)} may investigate by an exception",
            limit=_on_the_day(fact.event.day, fact.entry.ends_on),
            met_at=min(ends, default=None),
            ended="The investigator has reported." if not ends and has_reported(file) else "",
        )


CLOCKS = (
    Clock(
        id="IND-C1",
        title="Declare interests after acting",
        workflow="independence",
        met_by=("declare-interests",),
        cite=law.PROPOSED_TIME,
        runs=_after_urgent_action,
        own_target=True,
    ),
    Clock(
        id="IND-C2",
        title="Review the independence decision",
        workflow="independence",
        met_by=("review-independence",),
        cite=law.INDEPENDENCE_REVIEW,
        runs=_reviews,
        own_target=True,
    ),
    Clock(
        id="IND-C3",
        title="Look at independence again after a change",
        workflow="independence",
        met_by=("review-independence", "decide-independence"),
        cite=law.INDEPENDENCE_REVIEW,
        runs=_called_for,
        own_target=True,
    ),
    Clock(
        id="IND-C4",
        title="Decide independence in full",
        workflow="independence",
        met_by=("decide-independence",),
        cite=law.INTERIM_INDEPENDENCE,
        runs=_interim,
        own_target=True,
    ),
    Clock(
        id="IND-C5",
        title="Answer a challenge to independence",
        workflow="independence",
        met_by=("answer-challenge",),
        cite=law.CHALLENGE,
        runs=_challenges,
        own_target=True,
        after_closure=True,
    ),
    Clock(
        id="IND-C6",
        title="End an exception for the investigator, or grant it again",
        workflow="independence",
        met_by=("grant-exception",),
        cite=law.EXCEPTION,
        runs=_exceptions,
        own_target=True,
    ),
    Clock(
        id="IND-C7",
        title="Declare interests again",
        workflow="independence",
        met_by=("declare-interests",),
        cite=law.REDECLARATION,
        runs=_renewals,
        pauses="From the day after, decisions of that person wait until they declare again.",
        own_target=True,
        personal=True,
    ),
    Clock(
        id="IND-C8",
        title="Name who covers for somebody who has left the case",
        workflow="independence",
        cite=law.COVER,
        runs=_gaps,
        own_target=True,
    ),
)
