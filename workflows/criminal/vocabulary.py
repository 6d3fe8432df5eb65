"""The words of criminal proceedings."""

from workflows.model import Choice, Status, Tone


class CriminalStatus(Status):
    """Whether the matter waits for criminal proceedings (PCMR regs 40 and 41)."""

    NOT_SUSPENDED = "not-suspended", "Nothing waits for criminal proceedings", Tone.GREY, True
    SUSPENDED = "suspended", "Suspended for criminal proceedings", Tone.ORANGE
    DECIDED = "decided", "Decided after the criminal proceedings", Tone.GREEN, True


class CriminalStage(Choice):
    """How far criminal proceedings have come."""

    BEGUN = "investigation-begun", "Criminal investigation begun"
    FILE = "file-with-cps", "File sent to the Crown Prosecution Service"
    CHARGED = "charged", "Charged or summonsed"
    TRIAL = "trial", "Trial begun"
    APPEAL = "appeal", "Appeal brought"


class CriminalOutcome(Choice):
    """How criminal proceedings ended. None of these is an outcome of the complaint (law 7)."""

    CONVICTED = "convicted", "Convicted"
    ACQUITTED = "acquitted", "Acquitted"
    STOPPED = "stopped", "Stopped after charge"
    NOT_CHARGED = "not-charged", "Prosecutor decided not to charge"
    CAUTION = "caution", "Caution or another disposal out of court"
    OUTCOME_14 = "outcome-14", "Outcome 14", "Evidence falls short: nobody identified; victim does not support it"
    OUTCOME_15 = "outcome-15", "Outcome 15", "Evidence falls short: suspect named; victim supports it"
    OUTCOME_16 = "outcome-16", "Outcome 16", "Evidence falls short: suspect named; victim does not support it"
    APPEAL_ALLOWED = "appeal-allowed", "Appeal allowed"
    APPEAL_DISMISSED = "appeal-dismissed", "Appeal dismissed"
    OTHER = "other", "Another crime outcome"


class Paused(Choice):
    """What a suspension holds up (PCMR reg 40)."""

    INVESTIGATION = "investigation", "The investigation"
    PROCEDURE = "other-procedure", "Another procedure under the Act"


class NoticeOf(Choice):
    """What somebody was told of."""

    SUSPENSION = "suspension", "The suspension, and why"
    RESUMPTION = "resumption", "That the matter goes on"
    DECISION = "decision", "What was decided after the criminal proceedings"


class Wish(Choice):
    """What somebody wants after the criminal proceedings (PCMR reg 41)."""

    GO_ON = "go-on", "They want the matter to go on"
    NOT_GO_ON = "not-go-on", "They do not want the matter to go on"
    UNSURE = "unsure", "They are not sure, or want to talk first"
