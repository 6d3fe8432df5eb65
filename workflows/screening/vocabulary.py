"""The words of screening."""

from workflows.model import Choice


class Reach(Choice):
    """A way by which somebody can be reached."""

    TELEPHONE = "telephone", "telephone number"
    ADDRESS = "address", "address"
    EMAIL = "email", "e-mail address"


class Declared(Choice):
    """What people declare to their force."""

    RELATIONSHIP = "relationship", "relationship"
    ASSOCIATION = "association", "notifiable association"
    INTEREST = "interest", "business interest"


class Side(Choice):
    """With whom somebody may be linked, in the order in which links are shown; the label is put into sentences."""

    SUBJECT = "subject", "the subject"
    VICTIM = "victim", "the victim"
    COMPLAINANT = "complainant", "the complainant"
    REPORTER = "reporter", "the person who reported"
    WITNESS = "witness", "a witness"
    REPRESENTATIVE = "representative", "a representative"
    HANDLER = "handler", "somebody who decides or works on the case"
    CASE = "case", "the case itself"


class Strength(Choice):
    """How much a link says by itself, the strongest first."""

    CLOSE = "close", "Close", "Private life, or a part in the case"
    WORKING = "working", "Working", "One answers for the other, or works beside them"
    SLIGHT = "slight", "Slight", "They may never have met"


class LinkDecision(Choice):
    """What is decided on a possible link."""

    NO_CONFLICT = "no-conflict", "No conflict", "They may work on the case"
    MANAGED = "managed", "Manage on terms", "They may work on the case as you say, until a day"
    EXCLUDED = "excluded", "Excluded from this case", "They know nothing of it from now on"
    REPLACED = "replaced", "Replace", "Somebody else does this work; they are not excluded"


ENDS_WORK = frozenset({LinkDecision.EXCLUDED, LinkDecision.REPLACED})
"""The decisions with which somebody's work on the case ends."""


class Effect(Choice):
    """What a link does by itself, until somebody decides on it."""

    EXCLUDES = "excludes", "Excludes until somebody decides"
    INFORMS = "informs", "Informs whoever decides"
