"""The words of administration."""

from workflows.model import Choice, Status, Tone


class ProposalStatus(Status):
    """Where something stands that two people change."""

    SETTLED = "settled", "As it stands", Tone.GREY, True
    PROPOSED = "proposed", "Waits for a second person", Tone.ORANGE


class ServiceStatus(Status):
    """Where a service of the support directory stands."""

    NEW = "new", "Not listed yet"
    LISTED = "listed", "Listed", Tone.GREEN, True
    RETIRED = "retired", "No longer listed", Tone.GREY, True


class DayKind(Choice):
    """What a day is, where it is not what the standing rules make of it."""

    BANK_HOLIDAY = "bank-holiday", "Bank holiday", "No working day for any limit"
    CLOSURE = "closure", "Local closure", "No working day for this force's own targets; every statutory limit counts it"
    WORKING_DAY = "working-day", "Ordinary day", "A holiday that was moved, or a day that was closed by mistake"
