"""The words for people: the parts they have in a case."""

from workflows.model import Choice, Status, Tone


class PeopleStatus(Status):
    """People may be added as long as there is a case."""

    OPEN = "open", "Open", Tone.GREY, True


class Part(Choice):
    """The part a person has in a case."""

    SUBJECT = "subject", "Subject"
    VICTIM = "victim", "Victim"
    REPORTER = "reporter", "Person who reported"
    COMPLAINANT = "complainant", "Complainant"
    WITNESS = "witness", "Witness"
