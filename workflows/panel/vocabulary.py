"""The words of the scrutiny panel."""

from workflows.model import Choice, Status, Tone


class PanelStatus(Status):
    """Where a panel meeting stands."""

    NEW = "new", "Being planned"
    PLANNED = "planned", "Meeting planned", Tone.BLUE
    PREPARED = "prepared", "Pack prepared, not released", Tone.ORANGE
    RELEASED = "released", "Pack released", Tone.PURPLE
    HELD = "held", "Meeting held", Tone.GREEN, True
    CANCELLED = "cancelled", "Meeting cancelled", Tone.GREY, True


class Cause(Choice):
    """Why a meeting does not take place (ppda 8: panels elsewhere cancel where the chair or the force cannot come)."""

    CHAIR = "chair", "The chair cannot come"
    FORCE = "force", "Somebody from the force whom it needs cannot come"
    SPECIALIST = "specialist", "No domestic abuse specialist from outside the police can come"
    MISTAKE = "mistake", "It was planned by mistake"
    OTHER = "other", "Another reason"


class Seat(Choice):
    """Who sits on the panel (ppda 3.20, 3.21)."""

    CHAIR = "chair", "Chair"
    ABUSE_LEAD = "abuse-lead", "Force lead on domestic abuse"
    PSD = "psd", "Professional standards"
    LEARNING = "learning", "Organisational learning"
    SPECIALIST = "specialist", "Domestic abuse specialist from outside the police"


class Ground(Choice):
    """Why somebody steps out of a case. Nobody need say more, and nobody is asked whom they know."""

    KNOWS = "knows", "I think that I know somebody in it"
    PARTIAL = "partial", "Something else could keep me from being impartial"
    UNSAID = "unsaid", "I would rather not say"


class Addressee(Choice):
    """Who in the force is to see to a recommendation."""

    HEAD_OF_PSD = "head-of-psd", "Head of professional standards"
    ABUSE_LEAD = "abuse-lead", "Force lead on domestic abuse"
    LEARNING = "learning", "Organisational learning"
    CHIEF_OFFICER = "chief-officer", "A chief officer"


class Response(Choice):
    """What the force answers to a recommendation."""

    ACCEPTED = "accepted", "Accepted"
    IN_PART = "in-part", "Accepted in part"
    NOT_ACCEPTED = "not-accepted", "Not accepted"


class Close(Choice):
    """How a recommendation ends."""

    CARRIED_OUT = "carried-out", "Carried out"
    NOT_NEEDED = "not-needed", "No longer needed"
    DISAGREED = "disagreed", "Closed without agreement"
