"""The words of referral."""

from workflows.model import Choice, Status, Tone


class ReferralStatus(Status):
    """Where a referral stands. Only the IOPC moves it past `sent`."""

    UNDECIDED = "undecided", "Referral undecided", Tone.ORANGE
    NOT_REFERRED = "not-referred", "Decided not to refer", Tone.GREY, True
    DUE = "due", "Referral due", Tone.RED
    SENT = "sent", "With the IOPC", Tone.PURPLE
    DETERMINED = "determined", "IOPC has decided", Tone.GREEN, True


class Criterion(Choice):
    """The mandatory criteria, and the voluntary ground (law 2.1, 2.4)."""

    M1 = "M1", "M1: Death or serious injury"
    M2 = "M2", "M2: Serious assault"
    M3 = "M3", "M3: Serious sexual offence"
    M4 = "M4", "M4: Serious corruption", "Includes abuse of position for a sexual purpose"
    M5 = "M5", "M5: Aggravated by discrimination", "Sex, race, religion or another status"
    M6 = "M6", "M6: Relevant offence", "A maximum of seven years or more"
    M7 = "M7", "M7: Same incident as one of these"
    VOLUNTARY = "voluntary", "Voluntary: gravity or exceptional circumstances"


class Determination(Choice):
    """What the IOPC may decide on a referral (law 2.5)."""

    RETURNED = "returned", "Returned to the force to handle"
    LOCAL = "local", "Local investigation"
    DIRECTED = "directed", "Directed investigation"
    INDEPENDENT = "independent", "Independent investigation"
