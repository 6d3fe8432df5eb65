"""The steps about allegations: they move nothing, and may be taken as long as there is a case."""

from workflows import citations as law
from workflows.allegations import entries as e
from workflows.allegations.vocabulary import AllegationsStatus as Is
from workflows.model import PSD, Kind, Step

OPEN = (Is.OPEN,)

STEPS = (
    Step(
        trigger="add-allegation",
        label="Add an allegation",
        done="Allegation added",
        source=OPEN,
        dest=None,
        by=PSD,
        entry=e.AddAllegation,
        kind=Kind.EVENT,
        cites=(law.DATA_GUIDANCE,),
    ),
)
