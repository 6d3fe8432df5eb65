"""The words of investigation."""

from workflows.model import Choice, Status, Tone


class InvestigationStatus(Status):
    """Where an investigation stands."""

    UNASSIGNED = "unassigned", "No investigator yet", Tone.ORANGE
    APPOINTED = "appointed", "Investigator appointed", Tone.PURPLE
    REPORTED = "reported", "Report received", Tone.GREEN, True


class Severity(Choice):
    """The result of a severity assessment (PCMR reg 16; law 4.2)."""

    GROSS = "gross-misconduct", "Gross misconduct, if proved"
    MISCONDUCT = "misconduct", "Misconduct, if proved"
    NEITHER = "neither", "Neither"


class CriminalStrand(Choice):
    """Who leads a criminal investigation of the same conduct (law 4.1)."""

    NONE = "none", "There is none"
    SEPARATE = "separate", "Somebody in another chain of command than this person, or another force"
    SAME = "same", "Somebody in the same chain of command as this person"
    UNKNOWN = "unknown", "Not known"
