"""The words of what the panel asks for in a case."""

from workflows.model import Choice, Status, Tone


class ScrutinyStatus(Status):
    """Whether the panel has asked for anything; no case waits for it."""

    QUIET = "quiet", "Nothing asked by the panel", Tone.GREY, True
    ASKED = "asked", "The panel has asked for action", Tone.BLUE, True


class ActionKind(Choice):
    """What an action is for (ppda 3.23, 3.24)."""

    VICTIM_CARE = "victim-care", "Victim care"
    SAFEGUARDING = "safeguarding", "Safeguarding"
    LINE_OF_ENQUIRY = "line-of-enquiry", "Line of enquiry"
    LEARNING = "learning", "Learning"


class ActionOwner(Choice):
    """Who sees to it: a role on the case, so that a change of person loses nothing."""

    APPROPRIATE_AUTHORITY = "appropriate-authority", "Appropriate authority"
    INVESTIGATOR = "investigator", "Investigator"
    OVERSIGHT_OFFICER = "senior-oversight-officer", "Senior oversight officer"
    HEAD_OF_PSD = "head-of-psd", "Head of professional standards"


class Ending(Choice):
    """What came of an action."""

    DONE = "done", "Done"
    NOT_NEEDED = "not-needed", "No longer needed"
    NOT_DONE = "not-done", "Could not be done"
