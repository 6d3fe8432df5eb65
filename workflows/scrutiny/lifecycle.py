"""The steps of what the panel asks for in a case."""

from workflows import citations as law
from workflows.model import PSD, Role, Step
from workflows.scrutiny import entries as e
from workflows.scrutiny.vocabulary import ScrutinyStatus as Is

KEEPERS = frozenset({Role.INTAKE, Role.HEAD_OF_PSD, Role.PANEL_CHAIR})
"""Who writes down what the panel agreed."""

STEPS = (
    Step(
        trigger="agree-action",
        label="Record an action that the panel agreed",
        done="Action agreed by the panel",
        source=(Is.QUIET, Is.ASKED),
        dest=Is.ASKED,
        by=KEEPERS,
        entry=e.AgreeAction,
        before_declaring=True,
        own_page=True,
        cites=(law.HAMPSHIRE_PANEL,),
    ),
    Step(
        trigger="complete-action",
        label="Say what came of an action of the panel",
        done="Action of the panel completed",
        source=(Is.ASKED,),
        dest=None,
        by=PSD | {Role.OVERSIGHT_OFFICER},
        entry=e.CompleteAction,
        cites=(law.HAMPSHIRE_PANEL,),
    ),
)
