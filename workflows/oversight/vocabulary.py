"""The words of oversight."""

from workflows.model import Choice, Status, Tone


class OversightStatus(Status):
    """Where oversight of the victim's contact stands."""

    UNASSIGNED = "unassigned", "No senior oversight officer yet", Tone.ORANGE
    ASSIGNED = "assigned", "Senior oversight officer appointed", Tone.BLUE
    ENDED = "ended", "Closing contact made", Tone.GREY, True


class Channel(Choice):
    """A way to reach somebody."""

    TELEPHONE = "telephone", "Telephone call"
    TEXT = "text", "Text message"
    EMAIL = "email", "E-mail"
    POST = "post", "Letter by post"
    BY_HAND = "by-hand", "Letter handed over"
    IN_PERSON = "in-person", "Meeting in person"
    ADVOCATE = "advocate", "Through her or his advocate"


WRITTEN = frozenset({Channel.EMAIL, Channel.POST, Channel.BY_HAND})
"""The channels that count as writing (PCMR reg 34(3); settlement 9)."""


class Direction(Choice):
    """Who began a contact."""

    OURS = "ours", "We contacted her or him"
    THEIRS = "theirs", "She or he contacted us"


class Reached(Choice):
    """What came of an attempt to make contact."""

    SPOKE = "spoke", "We spoke, or had an answer"
    NOT_REACHED = "not-reached", "We did not reach her or him"
    MESSAGE = "message", "A message was left, as agreed"
