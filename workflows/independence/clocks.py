"""By when somebody who acted urgently must make the declaration that could not be waited for."""

from collections.abc import Iterator

from workflows import citations as law
from workflows.calendar import CountRule, Limit
from workflows.casefile import CaseFile, ProcessFact
from workflows.clocks import Clock, Run
from workflows.independence.facts import connected, declared_at
from workflows.independence.requirements import DECLARED_FIRST
from workflows.people.facts import party_people


def _after_urgent_action(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    """One run a person, from the first urgent step that they took without having declared."""
    waiting = {f.event.by: f.event for f in reversed(file.facts) if DECLARED_FIRST.id in f.event.flags}
    for person, event in sorted(waiting.items(), key=lambda pair: pair[1].recorded_at):
        yield Run(
            starts=event.day,
            because=f"{file.name(person)} acted before declaring their interests",
            limit=Limit(CountRule.WD_FWD_PLUS, 1),
            met_at=declared_at(file, person),
            ended="Excluded from this case since." if person in connected(file) | party_people(file) else "",
        )


CLOCKS = (
    Clock(
        id="IND-C1",
        title="Declare interests after acting",
        workflow="independence",
        cite=law.PROPOSED_TIME,
        runs=_after_urgent_action,
        own_target=True,
    ),
)
