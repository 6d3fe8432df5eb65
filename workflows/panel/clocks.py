"""By when the force answers a recommendation of the panel."""

from collections.abc import Iterator

from workflows import citations as law
from workflows.calendar import CountRule, Limit, london_day
from workflows.casefile import CaseFile, ProcessFact
from workflows.clocks import Clock, Run
from workflows.panel.facts import recommendations


def _answers(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    """A run from each recommendation to the force's first answer."""
    for found in recommendations(file):
        starts = london_day(found.made.event.recorded_at)
        yield Run(
            starts=starts,
            because=f"The panel recommended it to the force ({found.ref})",
            limit=Limit(CountRule.CAL_D_PLUS_1, file.terms.number("recommendation-response", starts)),
            met_at=found.first_answer.event.recorded_at if found.first_answer else None,
        )


CLOCKS = (
    Clock(
        id="PAN-C1",
        title="Answer a recommendation of the panel",
        workflow="panel",
        met_by=("answer-recommendation",),
        cite=law.PROPOSED_TIME,
        runs=_answers,
        own_target=True,
    ),
)
