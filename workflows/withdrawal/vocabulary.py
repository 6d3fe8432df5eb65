"""The words of a withdrawal."""

from workflows.model import Choice, Status, Tone


class WithdrawalStatus(Status):
    """What happened last. A wish alone never ends anything (law 3.3); whose waits is read from what is on file."""

    NOT_WITHDRAWN = "not-withdrawn", "No wish to withdraw", Tone.GREY, True
    WAITING = "waiting", "Wish to withdraw: a decision is due", Tone.ORANGE
    TAKEN_BACK = "taken-back", "A wish to withdraw taken back", Tone.BLUE, True
    DECIDED = "decided", "A withdrawal decided", Tone.GREEN, True


class SignedBy(Choice):
    """Whose signature a notice of withdrawal bears (PCMR reg 38(1))."""

    COMPLAINANT = "complainant", "The person who complained"
    SOLICITOR = "solicitor", "Their solicitor"
    AGENT = "agent", "Somebody else acting for them"
    UNSURE = "unsure", "Not certain", "Ask the person, alone and by a safe way"


class Reply(Choice):
    """What came back on our letter. Whoever wants the matter to go on has taken the wish back."""

    CONFIRMED = "confirmed", "They confirm that they withdraw"
    UNSURE = "unsure", "They are not sure, or want to talk first"


class Consequence(Choice):
    """What becomes of a matter whose complainant no longer wants it (PCMR regs 38 and 41)."""

    CONDUCT = "conduct-matter", "Goes on as a recordable conduct matter", "The public interest requires it"
    ENDS = "ends", "Handling under the Act ends"
    OTHERS = "complaint", "Goes on as a complaint", "Somebody else has complained, and has not withdrawn"


class Told(Choice):
    """Whom we have told of a withdrawal."""

    IOPC = "iopc", "The IOPC"
    REVIEW_BODY = "review-body", "The body that reviews the case"
    COMPLAINANT = "complainant", "The person who withdrew"
    INTERESTED = "interested-person", "An interested person"
    SUBJECT = "subject", "The subject"
