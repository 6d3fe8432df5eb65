"""What an action of the panel needs."""

from workflows import citations as law
from workflows.calendar import london_day
from workflows.independence.requirements import DECLARATION
from workflows.model import Requirement
from workflows.screening.requirements import TERMS_HOLD
from workflows.scrutiny.facts import open_actions

REQUIREMENTS = (
    *DECLARATION,
    TERMS_HOLD,
    Requirement(
        id="SCR-1",
        before=frozenset({"agree-action"}),
        unmet="The day by which it is to be done has passed already",
        met=lambda a: a.entry.due_on >= london_day(a.at),
        cite=law.HAMPSHIRE_PANEL,
        reads="due_on",
    ),
    Requirement(
        id="SCR-2",
        before=frozenset({"complete-action"}),
        unmet="There is no such action, or it is complete already",
        met=lambda a: a.entry.agreed in {action.ref for action in open_actions(a.file)},
        cite=law.HAMPSHIRE_PANEL,
        reads="agreed",
    ),
)
