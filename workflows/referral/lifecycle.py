"""The steps of referral."""

from workflows import citations as law
from workflows.model import Kind, Role, Step
from workflows.referral import entries as e
from workflows.referral.vocabulary import ReferralStatus as Is

AUTHORITY = frozenset({Role.APPROPRIATE_AUTHORITY})

STEPS = (
    Step(
        trigger="decide-to-refer",
        label="Decide to refer to the IOPC",
        done="Decided to refer to the IOPC",
        source=(Is.UNDECIDED, Is.NOT_REFERRED, Is.SENT, Is.DETERMINED),
        dest=Is.DUE,
        by=AUTHORITY,
        entry=e.DecideToRefer,
        urgent=True,
        cites=(law.PARA_13, law.REG_7),
    ),
    Step(
        trigger="decide-not-to-refer",
        label="Decide not to refer to the IOPC",
        done="Decided not to refer to the IOPC",
        source=(Is.UNDECIDED,),
        dest=Is.NOT_REFERRED,
        by=AUTHORITY,
        entry=e.DecideNotToRefer,
        cites=(law.PARA_13, law.REG_7),
    ),
    Step(
        trigger="send-referral",
        label="Record that the referral was sent",
        done="Referral sent to the IOPC",
        source=(Is.DUE,),
        dest=Is.SENT,
        by=AUTHORITY | {Role.INTAKE},
        entry=e.SendReferral,
        kind=Kind.EVENT,
        cites=(law.PARA_13, law.REG_7),
    ),
    Step(
        trigger="record-determination",
        label="Record the IOPC's decision",
        done="IOPC decision received",
        source=(Is.SENT,),
        dest=Is.DETERMINED,
        by=AUTHORITY | {Role.INTAKE},
        entry=e.RecordDetermination,
        kind=Kind.EVENT,
        cites=(law.PARA_14, law.PARA_15),
    ),
)
