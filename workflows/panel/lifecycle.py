"""The steps of a panel meeting."""

from workflows import citations as law
from workflows.model import Kind, Role, Step
from workflows.panel import entries as e
from workflows.panel.vocabulary import PanelStatus as Is

STAFF = frozenset({Role.INTAKE, Role.HEAD_OF_PSD})
RELEASERS = frozenset({Role.HEAD_OF_PSD, Role.PANEL_CHAIR})

STEPS = (
    Step(
        trigger="plan-meeting",
        label="Plan a panel meeting",
        done="Meeting planned",
        source=(Is.NEW,),
        dest=Is.PLANNED,
        by=STAFF | {Role.PANEL_CHAIR},
        entry=e.PlanMeeting,
        cites=(law.HAMPSHIRE_PANEL,),
    ),
    Step(
        trigger="prepare-pack",
        label="Prepare the pack",
        done="Pack prepared",
        source=(Is.PLANNED, Is.PREPARED, Is.RELEASED),
        dest=Is.PREPARED,
        by=STAFF,
        entry=e.PreparePack,
        cites=(law.HAMPSHIRE_PANEL,),
    ),
    Step(
        trigger="release-pack",
        label="Release the pack to the panel",
        done="Pack released",
        source=(Is.PREPARED, Is.RELEASED),
        dest=Is.RELEASED,
        by=RELEASERS,
        entry=e.ReleasePack,
        cites=(law.HAMPSHIRE_PANEL,),
    ),
    Step(
        trigger="record-meeting",
        label="Record the meeting",
        done="Meeting held",
        source=(Is.PLANNED, Is.PREPARED, Is.RELEASED),
        dest=Is.HELD,
        by=STAFF | {Role.PANEL_CHAIR},
        entry=e.RecordMeeting,
        kind=Kind.EVENT,
        cites=(law.HAMPSHIRE_PANEL,),
    ),
)
