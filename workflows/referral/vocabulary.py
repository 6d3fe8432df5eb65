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
    M8 = "M8", "M8: Chief officer", "Unless it is plain that it could not justify proceedings"
    M9 = "M9", "M9: The IOPC requires it", "Only after a notice from the IOPC: a call-in"
    VOLUNTARY = "voluntary", "Voluntary: gravity or exceptional circumstances"

    @property
    def mandatory(self) -> bool:
        """Whether the matter must be referred where this applies."""
        return self is not Criterion.VOLUNTARY


class Ground(Choice):
    """The two grounds of a voluntary referral (Schedule 3 para 4(2))."""

    GRAVITY = "gravity", "The gravity of the matter"
    EXCEPTIONAL = "exceptional", "Exceptional circumstances"


class Mode(Choice):
    """The three ways in which the IOPC may have a matter investigated (Schedule 3 para 15)."""

    LOCAL = "local", "Local investigation"
    DIRECTED = "directed", "Directed investigation"
    INDEPENDENT = "independent", "Independent investigation"


class Determination(Choice):
    """What the IOPC may decide on a referral: that an investigation is not necessary, or in which mode (law 2.5)."""

    RETURNED = "returned", "Returned to the force to handle"
    LOCAL = "local", "Local investigation"
    DIRECTED = "directed", "Directed investigation"
    INDEPENDENT = "independent", "Independent investigation"

    @property
    def mode(self) -> Mode | None:
        """The mode, or None where an investigation is not necessary."""
        return None if self is Determination.RETURNED else Mode[self.name]


IOPC_LED = frozenset({Determination.DIRECTED, Determination.INDEPENDENT})
"""The decisions with which the IOPC takes the duties to inform and to report (law 4.4, 4.5)."""


class Means(Choice):
    """How something passed between the force and the IOPC."""

    FORM = "form", "The IOPC's form for police forces"
    EMAIL = "email", "Secure e-mail"
    LETTER = "letter", "Letter"
    TELEPHONE = "telephone", "Telephone call"
