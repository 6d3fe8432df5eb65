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
