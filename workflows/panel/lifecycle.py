"""The steps of a panel meeting."""

from workflows import citations as law
from workflows.model import Kind, Role, Step
from workflows.panel import entries as e
from workflows.panel.vocabulary import PanelStatus as Is

STAFF = frozenset({Role.INTAKE, Role.HEAD_OF_PSD})
KEEPERS = STAFF | {Role.PANEL_CHAIR}
"""Who plans meetings, moves and cancels them, and writes down what came of them."""

RELEASERS = frozenset({Role.HEAD_OF_PSD, Role.PANEL_CHAIR})
DECIDERS = frozenset({Role.HEAD_OF_PSD, Role.CHIEF_OFFICER})
"""Who decides on a connection that somebody declared: the head, and a chief officer where the head cannot."""

DECLARERS = STAFF | RELEASERS | DECIDERS | {Role.PANEL_MEMBER}
"""Everybody who may read a pack, release it, or keep somebody else from part of it."""

BEGUN = (Is.PLANNED, Is.PREPARED, Is.RELEASED, Is.HELD)
PACKED = (Is.PREPARED, Is.RELEASED, Is.HELD)
"""When there can be cases to keep somebody from."""

AHEAD = (Is.PLANNED, Is.PREPARED, Is.RELEASED)
"""Before a meeting has been held: panels elsewhere are cancelled on the day, long after a pack was read."""

MEETS = (Is.RELEASED, Is.HELD)
"""When the panel recommends: once it has read the pack. What it recommended is answered after it has met."""

FOLLOWED = (*MEETS, Is.CANCELLED)
"""When a recommendation is answered and closed: one that was made before a meeting was cancelled stands."""

STEPS = (
    Step(
        trigger="plan-meeting",
        label="Plan a panel meeting",
        done="Meeting planned",
        source=(Is.NEW,),
        dest=Is.PLANNED,
        by=KEEPERS,
        entry=e.PlanMeeting,
        cites=(law.HAMPSHIRE_PANEL, law.ONE_MEETING_A_MONTH),
        afterwards="Nobody is told by this system: tell the panel the day. Next, intake or the head of professional "
        "standards has its pack prepared",
    ),
    Step(
        trigger="prepare-pack",
        label="Prepare the pack",
        done="Pack prepared",
        source=AHEAD,
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
        source=AHEAD,
        dest=Is.HELD,
        by=KEEPERS,
        entry=e.RecordMeeting,
        kind=Kind.EVENT,
        cites=(law.HAMPSHIRE_PANEL,),
    ),
    Step(
        trigger="move-meeting",
        label="Move the meeting to another day or month",
        done="Meeting moved",
        source=AHEAD,
        dest=None,
        by=KEEPERS,
        entry=e.MoveMeeting,
        cites=(law.MEETINGS_MOVED,),
        afterwards="Nobody is told by this system: tell the panel the new day",
    ),
    Step(
        trigger="cancel-meeting",
        label="Cancel the meeting",
        done="Meeting cancelled",
        source=AHEAD,
        dest=Is.CANCELLED,
        by=KEEPERS,
        entry=e.CancelMeeting,
        kind=Kind.EVENT,
        cites=(law.MEETINGS_MOVED,),
        afterwards="Nobody is told by this system: tell the panel",
    ),
    Step(
        trigger="step-out",
        label="Step out of a case",
        done="Stepped out of a case",
        source=BEGUN,
        dest=None,
        by=STAFF | RELEASERS | {Role.PANEL_MEMBER},
        entry=e.StepOut,
        kind=Kind.EVENT,
        personal=True,
        cites=(law.HAMPSHIRE_PANEL, law.STEPPING_OUT),
    ),
    Step(
        trigger="declare-for-meeting",
        label="Say whether you are connected with anybody",
        done="Declared for the meeting",
        source=BEGUN,
        dest=None,
        by=DECLARERS,
        entry=e.DeclareForMeeting,
        kind=Kind.EVENT,
        personal=True,
        cites=(law.HAMPSHIRE_PANEL, law.PANEL_DECLARATION),
    ),
    Step(
        trigger="decide-panel-connection",
        label="Decide on a connection that was declared",
        done="Connection decided",
        source=PACKED,
        dest=None,
        by=DECIDERS,
        entry=e.DecidePanelConnection,
        cites=(law.PANEL_DECLARATION,),
    ),
    Step(
        trigger="make-recommendation",
        label="Record a recommendation of the panel",
        done="Recommendation made",
        source=MEETS,
        dest=None,
        by=KEEPERS,
        entry=e.MakeRecommendation,
        cites=(law.HAMPSHIRE_PANEL,),
    ),
    Step(
        trigger="answer-recommendation",
        label="Answer a recommendation for the force",
        done="Recommendation answered",
        source=FOLLOWED,
        dest=None,
        by=frozenset({Role.HEAD_OF_PSD}),
        entry=e.AnswerRecommendation,
        cites=(law.HAMPSHIRE_PANEL, law.PROPOSED_TIME),
    ),
    Step(
        trigger="close-recommendation",
        label="Close a recommendation",
        done="Recommendation closed",
        source=FOLLOWED,
        dest=None,
        by=frozenset({Role.PANEL_CHAIR}),
        entry=e.CloseRecommendation,
        cites=(law.HAMPSHIRE_PANEL,),
    ),
)
