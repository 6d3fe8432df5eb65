"""What must be on file before referral is decided."""

from workflows import citations as law
from workflows.allegations.facts import allegations
from workflows.independence.requirements import DECLARED_FIRST
from workflows.model import Requirement

REQUIREMENTS = (
    DECLARED_FIRST,
    Requirement(
        id="REF-1",
        before=frozenset({"decide-not-to-refer"}),
        unmet="No allegation is on file, so the criteria cannot be tested",
        met=lambda a: bool(allegations(a.file)),
        cite=law.REG_7,
        remedy="add-allegation",
    ),
)
