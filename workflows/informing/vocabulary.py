"""The words of written information."""

from workflows.model import Choice, Status, Tone


class InformingStatus(Status):
    """People are kept informed as long as there is a case."""

    OPEN = "open", "Open", Tone.GREY, True


class Notice(Choice):
    """What somebody is told, and what may be withheld from them for a time."""

    UPDATE = "update", "A written update"
    OUTCOME = "outcome", "The outcome of the case"
    PROCEEDINGS = "proceedings", "The outcome of criminal or disciplinary proceedings"
    COPY = "complaint-copy", "The copy of the complaint", "For the person complained against"


class HarmGround(Choice):
    """Why something may be withheld (PCMR reg 35, and reg 3 for the copy of a complaint)."""

    ADVERSE_EFFECT = "adverse-effect", "A real risk of a significant adverse effect on somebody"
    PROCEEDINGS = "criminal-disclosure", "It would come too early, or wrongly, for criminal proceedings"
    SECURITY = "national-security", "National security"
    CRIME = "crime", "Preventing or detecting crime, or arresting or prosecuting somebody"
    INVESTIGATION = "investigation", "It would prejudice an investigation or proceedings"
    PROPORTION = "proportionality", "Telling would be out of all proportion"
    PUBLIC_INTEREST = "public-interest", "It would be against the public interest"


class Wish(Choice):
    """What a person who is entitled to be told wishes to be told."""

    EVERYTHING = "everything", "Updates and the outcome"
    OUTCOME = "outcome-only", "No updates, only the outcome"
    NOTHING = "nothing", "Nothing more"


class Interest(Choice):
    """Why somebody who has not complained is kept informed (PRA 2002 s.21)."""

    INJURED = "injured", "The conduct injured or harmed them"
    RELATIVE = "relative", "A relative of somebody who has died or cannot act"
    OTHER = "other", "Another interest that the authority accepts"


class Proceedings(Choice):
    """Which proceedings have come to an outcome (PCMR reg 34(2)(b))."""

    CRIMINAL = "criminal", "Criminal proceedings"
    DISCIPLINARY = "disciplinary", "Disciplinary proceedings"
    APPEAL = "appeal", "An appeal, brought or decided"


class ReviewBody(Choice):
    """Who reviews the outcome of a complaint (PCMR reg 32)."""

    IOPC = "iopc", "Independent Office for Police Conduct"
    LOCAL = "local-policing-body", "Local policing body"
    NONE = "none", "Nobody: there is no right to a review"


class ReviewResult(Choice):
    """What a review has come to."""

    UPHELD = "upheld", "Upheld"
    NOT_UPHELD = "not-upheld", "Not upheld"
