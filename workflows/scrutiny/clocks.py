"""By when an action of the panel is to be done: the day that was agreed."""

from collections.abc import Iterator

from workflows import citations as law
from workflows.calendar import CountRule, Limit, london_day
from workflows.casefile import CaseFile, ProcessFact
from workflows.clocks import Clock, Run
from workflows.scrutiny.facts import Action, actions


def _runs(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    return (_run(action) for action in actions(file))


def _run(action: Action) -> Run:
    agreed, completed = action.agreed, action.completed
    starts = london_day(agreed.event.recorded_at)
    days = max((agreed.entry.due_on - starts).days + 1, 1)  # a corrected day may lie before the meeting
    return Run(
        starts=starts,
        because=f"The panel agreed it for the {agreed.entry.owner.label.lower()}",
        limit=Limit(CountRule.CAL_INCLUSIVE_START, days),
        met_at=completed.event.recorded_at if completed else None,
    )


CLOCKS = (
    Clock(
        id="SCR-C1",
        title="Action agreed by the panel",
        workflow="scrutiny",
        met_by=("complete-action",),
        cite=law.HAMPSHIRE_PANEL,
        runs=_runs,
        own_target=True,
    ),
)
