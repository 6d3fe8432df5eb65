"""The steps of telling people: they move nothing, and may be taken as long as there is a case."""

from workflows import citations as law
from workflows.informing import entries as e
from workflows.informing.review import suggested_body
from workflows.informing.vocabulary import InformingStatus as Is
from workflows.model import PSD, Entry, Kind, Role, Step

OPEN = (Is.OPEN,)
AUTHORITY = frozenset({Role.APPROPRIATE_AUTHORITY})
PSD_AND_OFFICER = PSD | {Role.OVERSIGHT_OFFICER}


def _decision(
    trigger: str, label: str, done: str, by: frozenset[Role], entry: type[Entry], *cites: law.Citation
) -> Step:
    return Step(trigger=trigger, label=label, done=done, source=OPEN, dest=None, by=by, entry=entry, cites=cites)


def _event(trigger: str, label: str, done: str, by: frozenset[Role], entry: type[Entry], *cites: law.Citation) -> Step:
    return Step(
        trigger=trigger,
        label=label,
        done=done,
        source=OPEN,
        dest=None,
        by=by,
        entry=entry,
        kind=Kind.EVENT,
        cites=cites,
    )


STEPS = (
    _decision(
        "accept-interested-person",
        "Accept somebody as an interested person",
        "Interested person accepted",
        AUTHORITY,
        e.AcceptInterestedPerson,
        law.S_21,
    ),
    _event(
        "choose-information",
        "Record what somebody wishes to be told",
        "Wishes about being told recorded",
        PSD_AND_OFFICER,
        e.ChooseInformation,
        law.WISHES,
    ),
    _decision(
        "write-to-party",
        "Write to somebody entitled to updates",
        "Written update sent to somebody entitled",
        PSD_AND_OFFICER,
        e.WriteToParty,
        law.S_20,
        law.S_21,
        law.REG_34_2,
        law.REG_34_3,
    ),
    _decision(
        "withhold-notice",
        "Withhold something from somebody",
        "Something withheld from somebody",
        AUTHORITY,
        e.WithholdNotice,
        law.REG_35,
        law.REG_3,
        law.settlement(10),
    ),
    _decision(
        "release-notice",
        "End a withholding",
        "Withholding ended",
        AUTHORITY,
        e.ReleaseNotice,
        law.REG_35,
    ),
    _decision(
        "tell-party-outcome",
        "Tell somebody entitled the outcome",
        "Somebody entitled told the outcome",
        PSD_AND_OFFICER,
        e.TellPartyOutcome,
        law.S_20,
        law.S_21,
        law.REG_34_2_B,
    ),
    _event(
        "record-proceedings-outcome",
        "Record the outcome of proceedings",
        "Outcome of proceedings recorded",
        PSD,
        e.RecordProceedingsOutcome,
        law.REG_34_2_B,
    ),
    _decision(
        "tell-proceedings-outcome",
        "Tell somebody the outcome of proceedings",
        "Somebody told the outcome of proceedings",
        PSD_AND_OFFICER,
        e.TellProceedingsOutcome,
        law.REG_34_2_B,
    ),
    Step(
        trigger="give-review-right",
        label="Tell a complainant of the right to a review",
        done="Complainant told of the right to a review",
        source=OPEN,
        dest=None,
        by=AUTHORITY,
        entry=e.GiveReviewRight,
        suggests=suggested_body,
        cites=(law.REG_34_4, law.REG_32, law.PARA_25, law.PARA_6A),
    ),
    _event(
        "record-review-application",
        "Record an application for a review",
        "Application for a review recorded",
        PSD,
        e.RecordReviewApplication,
        law.REG_29_2,
    ),
    _event(
        "record-review-move",
        "Record that an application went to another body",
        "Application went to another review body",
        PSD,
        e.RecordReviewMove,
        law.REG_29_3,
    ),
    _event(
        "record-review-result",
        "Record the result of a review",
        "Result of a review recorded",
        PSD,
        e.RecordReviewResult,
        law.PARA_25,
    ),
    _decision(
        "send-record-copy",
        "Send the complainant a copy of the record",
        "Copy of the record sent to the complainant",
        PSD,
        e.SendRecordCopy,
        law.REG_3,
    ),
    _decision(
        "send-complaint-copy",
        "Send the subject a copy of the complaint",
        "Copy of the complaint sent to the subject",
        AUTHORITY,
        e.SendComplaintCopy,
        law.REG_3,
    ),
    _decision(
        "tell-not-recorded",
        "Tell a complainant that the matter is not recorded",
        "Complainant told that the matter is not recorded",
        AUTHORITY,
        e.TellNotRecorded,
        law.PARA_2_NOTICE,
    ),
    _decision(
        "explain-early-closing",
        "Say why the case closes before a review",
        "Reason for closing before a review recorded",
        AUTHORITY,
        e.ExplainEarlyClosing,
        law.settlement(17),
    ),
)
