"""The words of confidential reports."""

from workflows.model import Choice, Status, Tone


class ConfidentialStatus(Status):
    """Where a confidential report stands. Whoever sent it is never shown this."""

    NEW = "new", "Being sent"
    RECEIVED = "received", "Received", Tone.ORANGE
    IN_CONVERSATION = "in-conversation", "In conversation", Tone.BLUE
    PASSED_ON = "passed-on", "Passed on", Tone.PURPLE
    CLOSED = "closed", "Closed, no further action", Tone.GREY, True


class Danger(Choice):
    """Whether somebody is in danger, as whoever reports it sees it."""

    YES = "yes", "Yes"
    NO = "no", "No, not that I know of"
    UNKNOWN = "unknown", "I do not know"
