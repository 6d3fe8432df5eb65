"""The steps of handling: those up to the record, then those that lead to an outcome and to closure."""

from workflows import citations as law
from workflows.corrections import ConfirmCorrection
from workflows.handling import entries as e
from workflows.handling.deputy import STEPS as OUTSIDE
from workflows.handling.recording import AUTHORITY, DECIDERS, ENDED, EVER, RECORDING
from workflows.handling.routing import suggest_route
from workflows.handling.timeliness import SendTimelinessReport
from workflows.handling.urgent_access import STEPS as URGENT_ACCESS
from workflows.handling.vocabulary import HandlingStatus as Is
from workflows.model import PSD, Kind, Opens, Role, Step

UNDER_SCHEDULE_3 = (Is.RECORDED, Is.OTHERWISE, Is.UNDER_INVESTIGATION)

STEPS = (
    *RECORDING,
    Step(
        trigger="convert-matter",
        label="Convert to another kind of matter",
        done="Converted",
        source=(*UNDER_SCHEDULE_3, Is.OUTCOMES_DECIDED),
        dest=None,
        by=AUTHORITY,
        entry=e.ConvertMatter,
        two_to_correct=True,
        suggests=suggest_route,
        cites=(
            law.REG_38,
            law.PARA_21A,
            law.S_12_2,
        ),
    ),
    Step(
        trigger="propose-repeat",
        label="Propose the repeat-matter exception",
        done="Repeat-matter exception proposed",
        source=(Is.RECORDED,),
        dest=None,
        by=PSD,
        entry=e.ProposeRepeat,
        cites=(
            law.REG_6,
            law.settlement(1),
        ),
    ),
    Step(
        trigger="sign-repeat",
        label="Sign the repeat-matter exception",
        done="Repeat-matter exception signed",
        source=(Is.RECORDED,),
        dest=None,
        by=AUTHORITY,
        entry=e.SignRepeat,
        cites=(
            law.REG_6,
            law.settlement(1),
        ),
    ),
    Step(
        trigger="handle-otherwise",
        label="Handle otherwise than by investigation",
        done="Handled otherwise than by investigation",
        source=(Is.RECORDED,),
        dest=Is.OTHERWISE,
        by=AUTHORITY,
        entry=e.HandleOtherwise,
        two_to_correct=True,
        cites=(
            law.PARA_6,
            law.PARA_11_3E,
        ),
    ),
    Step(
        trigger="start-investigation",
        label="Decide to investigate",
        done="Investigation decided",
        source=(Is.RECORDED, Is.OTHERWISE),
        dest=Is.UNDER_INVESTIGATION,
        by=AUTHORITY,
        entry=e.StartInvestigation,
        opens=(Opens("investigation"),),
        cites=(law.PARA_6, law.PARA_16, law.APP_PPDA),
    ),
    Step(
        trigger="send-timeliness-report",
        label="Record a report on a matter that is not finished",
        done="Report on the unfinished matter sent",
        source=EVER,
        dest=None,
        by=AUTHORITY | {Role.INTAKE},
        entry=SendTimelinessReport,
        kind=Kind.EVENT,
        occurred="sent_at",
        cites=(law.REG_13, law.settlement(2)),
    ),
    Step(
        trigger="decide-outcome",
        label="Decide the outcome of an allegation",
        done="Outcome of an allegation decided",
        source=(Is.OTHERWISE, Is.UNDER_INVESTIGATION),
        dest=None,
        by=AUTHORITY,
        entry=e.DecideOutcome,
        two_to_correct=True,
        cites=(law.PARA_24,),
    ),
    Step(
        trigger="confirm-outcomes",
        label="Confirm that every outcome is decided",
        done="Every outcome decided",
        source=(Is.OTHERWISE, Is.UNDER_INVESTIGATION),
        dest=Is.OUTCOMES_DECIDED,
        by=AUTHORITY,
        entry=e.ConfirmOutcomes,
        two_to_correct=True,
        cites=(law.PARA_24, law.REG_34_2),
    ),
    Step(
        trigger="close-case",
        label="Close the case",
        done="Case closed",
        source=(Is.OUTSIDE, Is.OUTCOMES_DECIDED),
        dest=Is.CLOSED,
        by=AUTHORITY,
        entry=e.CloseCase,
        two_to_correct=True,
        cites=(law.settlement(17),),
    ),
    Step(
        trigger="end-handling",
        label="End the matter without an outcome",
        done="Ended without an outcome",
        source=UNDER_SCHEDULE_3,
        dest=Is.CLOSED,
        by=AUTHORITY,
        entry=e.EndHandling,
        two_to_correct=True,
        cites=(
            law.settlement(17),
            law.REG_38,
            law.REG_41,
        ),
    ),
    Step(
        trigger="propose-reopening",
        label="Propose to open the case again",
        done="Opening again proposed",
        source=ENDED,
        dest=None,
        by=PSD,
        entry=e.ProposeReopening,
        cites=(law.settlement(17),),
    ),
    Step(
        trigger="confirm-reopening",
        label="Open the case again",
        done="Opened again",
        source=ENDED,
        dest=Is.RECEIVED,
        by=DECIDERS,
        entry=e.ConfirmReopening,
        cites=(law.settlement(17),),
    ),
    Step(
        trigger="confirm-correction",
        label="Confirm the correction of a decision",
        done="Correction confirmed",
        source=EVER,
        dest=None,
        by=DECIDERS,
        entry=ConfirmCorrection,
        cites=(law.TWO_PEOPLE_DECIDE,),
    ),
    *URGENT_ACCESS,
    *OUTSIDE,
)
