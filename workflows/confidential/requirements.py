"""What must be on file before the gatekeeper decides. Nothing here stops anybody from telling us something."""

from workflows import citations as law
from workflows.confidential.facts import (
    asked_of_gatekeeper,
    is_named,
    kept_out,
    may_be_named,
    passed_to_psd,
)
from workflows.model import Attempt, Requirement, Role

PASSING = frozenset({"pass-to-psd"})
DISCLOSING = frozenset({"disclose-reporter"})


def _apart(a: Attempt) -> bool:
    return a.entry.receiver not in kept_out(a.file) | {a.entry.subject, a.entry.victim}


REQUIREMENTS = (
    Requirement(
        id="CON-1",
        before=PASSING,
        unmet="Whoever takes the case must hold the intake role in professional standards",
        met=lambda a: a.file.holds(a.entry.receiver, Role.INTAKE),
        cite=law.CONFIDENTIAL_ROUTE,
        reads="receiver",
    ),
    Requirement(
        id="CON-2",
        before=PASSING,
        unmet="Whoever takes the case has a part in the matter, or is kept out of this report",
        met=_apart,
        cite=law.settlement(4),
        reads="receiver",
    ),
    Requirement(
        id="CON-3",
        before=PASSING,
        unmet="A case has been opened from this report already",
        met=lambda a: passed_to_psd(a.file) is None,
        cite=law.CONFIDENTIAL_ROUTE,
    ),
    Requirement(
        id="CON-4",
        before=frozenset({"close-report"}),
        unmet="The person who has reported has asked something and has had no answer",
        met=lambda a: not asked_of_gatekeeper(a.file),
        cite=law.CONFIDENTIAL_ROUTE,
        remedy="write-to-reporter",
    ),
    Requirement(
        id="CON-5",
        before=DISCLOSING,
        unmet="The person who has reported has not agreed to it",
        met=lambda a: may_be_named(a.file),
        cite=law.PART_2B,
    ),
    Requirement(
        id="CON-6",
        before=DISCLOSING,
        unmet="No case has been opened from this report, or those who handle it have been told already",
        met=lambda a: passed_to_psd(a.file) is not None and not is_named(a.file),
        cite=law.CONFIDENTIAL_ROUTE,
    ),
)
