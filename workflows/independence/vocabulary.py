"""The words of independence."""

from workflows.model import Choice, Status, Tone


class IndependenceStatus(Status):
    """Whether it is decided who can investigate independently."""

    UNDECIDED = "undecided", "Independence undecided", Tone.ORANGE
    DECIDED = "decided", "Independence decided", Tone.GREEN, True


class Connection(Choice):
    """How a person may be connected with somebody in a case (ppda 6)."""

    NONE = "none", "No connection"
    FAMILY = "family", "Family"
    INTIMATE = "intimate", "An intimate relationship, now or in the past"
    SOCIAL = "social", "Friends, or the same circle"
    ONLINE = "online", "Connected on social media"
    FINANCIAL = "financial", "Business or money"
    SAME_TEAM = "same-team", "Worked in the same team or shift"
    SUPERVISION = "supervision", "Supervised, or was supervised by, them"
    TRAINING = "training", "Trained or mentored, or was trained by, them"
    ASSOCIATION = "association", "The same staff association or network"
    EARLIER_CASE = "earlier-case", "Dealt with them in an earlier case"
    REPUTATION = "reputation", "Knows of them by reputation"


TIES = {how.value: how for how in Connection if how is not Connection.NONE}
"""How somebody may be connected with a party, by its value, in the order asked."""


class ConnectionDecision(Choice):
    """What a second person decides about a declared connection."""

    EXCLUDED = "excluded", "Excluded from this case"
    CLEARED = "cleared", "May work on this case"


class Covers(Choice):
    """What somebody does in the place of whoever is excluded, until it is settled who does it."""

    CONTACT = "contact", "Contact with the victim", "As senior oversight officer."
    INVESTIGATION = "investigation", "The investigation", "As investigator. Only an appointed one may report."


class Body(Choice):
    """Who will investigate."""

    OWN = "own-force", "This force's professional standards department"
    UNIT = "other-unit", "Another unit of this force, outside professional standards"
    OTHER = "other-force", "Another force"
    IOPC = "iopc", "The IOPC"


WITHIN = frozenset({Body.OWN, Body.UNIT})
"""The bodies under the same chief officer: for each of them both triggers for another force are answered."""


class ReviewTrigger(Choice):
    """What makes somebody look at the independence decision again before its day (calls to action III-6)."""

    NEW_ALLEGATION = "new-allegation", "Something new is alleged", "An allegation that is added here counts by itself."
    PROMOTION = "promotion", "Somebody involved was promoted or has moved"
    MEDIA = "media", "The media have reported on it"
    VICTIM = "victim", "The victim asks for it"
    OTHER = "other", "Something else"


class ChallengeAnswer(Choice):
    """What comes of a challenge to independence."""

    STANDS = "stands", "The decision stands"
    CHANGES = "changes", "The decision changes, or somebody else takes over"
    PARTLY = "partly", "Something changes, but not all that was asked for"
