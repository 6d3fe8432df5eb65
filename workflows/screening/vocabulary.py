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
