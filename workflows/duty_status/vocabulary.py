"""The words of duty status."""

from workflows.model import Choice, Status, Tone


class DutyStatus(Status):
    """What a subject may do while the case runs."""

    UNDECIDED = "undecided", "Duty status undecided", Tone.ORANGE
    UNRESTRICTED = "unrestricted", "On full duties", Tone.GREY, True
    RESTRICTED = "restricted", "On restricted duties", Tone.YELLOW, True
    SUSPENDED = "suspended", "Suspended", Tone.RED, True
    LEFT = "left", "No longer serves", Tone.GREY, True


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


class Leaving(Choice):
    """How a subject came to serve no longer (law 5.10)."""

    RESIGNED = "resigned", "Resigned"
    RETIRED = "retired", "Retired"
    CONTRACT_ENDED = "contract-ended", "Contract or appointment ended"
    DISMISSED = "dismissed", "Dismissed in another matter"
    TRANSFERRED = "transferred", "Moved to another force"
    DIED = "died", "Died"


class FormerCondition(Choice):
    """The condition under which conduct of a former officer can be taken further (PCR 2020 reg 4, Sch 1)."""

    A = "A", "A: It came to attention before they left"
    B = "B", "B: It came to attention soon after they left", "Within the months that the settings name"
    C = "C", "C: It came to attention later", "Only the IOPC can decide that this applies"
    NONE = "none", "None of them, or they were not an officer"
    UNSURE = "unsure", "Not known yet"


class Continuation(Choice):
    """Whether the matter goes on about somebody who has left or died."""

    GOES_ON = "goes-on", "Goes on"
    STOPS = "stops", "Stops for this subject"
