"""The words of the scrutiny panel."""

from workflows.model import Choice, Status, Tone


class PanelStatus(Status):
    """Where a panel meeting stands."""

    NEW = "new", "Being planned"
    PLANNED = "planned", "Meeting planned", Tone.BLUE
    PREPARED = "prepared", "Pack prepared, not released", Tone.ORANGE
    RELEASED = "released", "Pack released", Tone.PURPLE
    HELD = "held", "Meeting held", Tone.GREEN, True


class Seat(Choice):
    """Who sits on the panel (ppda 3.20, 3.21)."""

    CHAIR = "chair", "Chair"
    ABUSE_LEAD = "abuse-lead", "Force lead on domestic abuse"
    PSD = "psd", "Professional standards"
    LEARNING = "learning", "Organisational learning"
    SPECIALIST = "specialist", "Domestic abuse specialist from outside the police"
