"""The words of duty status."""

from workflows.model import Choice, Status, Tone


class DutyStatus(Status):
    """What a subject may do while the case runs."""

    UNDECIDED = "undecided", "Duty status undecided", Tone.ORANGE
    UNRESTRICTED = "unrestricted", "On full duties", Tone.GREY, True
    RESTRICTED = "restricted", "On restricted duties", Tone.YELLOW, True
    SUSPENDED = "suspended", "Suspended", Tone.RED, True


class ArrestedFor(Choice):
    """What somebody was arrested for, as the 2026 Regulations sort it (law 4.6; settlement 20)."""

    LISTED = "listed", "A listed sexual or domestic abuse offence"
    OTHER = "other", "Another offence"
    UNSURE = "unsure", "Not sure whether it is listed"


class Restriction(Choice):
    """What a subject on restricted duties may not do (law 4.6; ppda 6)."""

    POSTING = "posting", "Works away from the victim and from vulnerable people"
    SYSTEMS = "systems", "No access to crime, intelligence or case systems"
    WARRANT = "warrant-card", "Warrant card returned"
    FIREARMS = "firearms", "No firearm or Taser"
    VEHICLE = "vehicle", "No force vehicle"
    CONTACT = "contact", "No contact with the victim or witnesses"
