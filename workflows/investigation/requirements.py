"""What must be on file before somebody investigates, and before the report."""

from workflows import citations as law
from workflows.criminal import requirements as criminal
from workflows.independence.facts import connected, independence
from workflows.independence.requirements import DECLARED_FIRST
from workflows.investigation.facts import investigator, manages
from workflows.model import Attempt, Requirement, Role
from workflows.people.facts import party_people, subjects
from workflows.referral.facts import nothing_waits

APPOINTING = frozenset({"appoint-investigator", "replace-investigator"})


def _not_managed(a: Attempt) -> bool:
    return not any(manages(a.file, subject, a.entry.investigator) for subject in subjects(a.file))


def _unconnected(a: Attempt) -> bool:
    return a.entry.investigator not in party_people(a.file) | connected(a.file)


REQUIREMENTS = (
    DECLARED_FIRST,
    criminal.REPORT_WAITS,
    Requirement(
        id="INV-1",
        before=APPOINTING,
        unmet="It is not decided who can investigate independently",
        met=lambda a: independence(a.file) is not None,
        cite=law.APP_PPDA,
        remedy="decide-independence",
    ),
    Requirement(
        id="INV-2",
        before=APPOINTING,
        unmet="This person has a part in the case, or is connected with somebody who has",
        met=_unconnected,
        cite=law.REG_12,
        reads_entry=True,
    ),
    Requirement(
        id="INV-3",
        before=APPOINTING,
        unmet="This person works under the subject's management",
        met=_not_managed,
        cite=law.REG_12,
        reads_entry=True,
    ),
    Requirement(
        id="INV-4",
        before=APPOINTING,
        unmet="Whoever appoints the investigator cannot be the investigator",
        met=lambda a: a.entry.investigator != a.by.person,
        cite=law.REG_12,
        reads_entry=True,
    ),
    Requirement(
        id="INV-8",
        before=APPOINTING,
        unmet="This person does not hold the role of investigator",
        met=lambda a: a.file.holds(a.entry.investigator, Role.INVESTIGATOR),
        cite=law.REG_12,
        reads_entry=True,
    ),
    Requirement(
        id="INV-5",
        before=frozenset({"submit-report"}),
        unmet="Independence has to be decided again before the report",
        met=lambda a: independence(a.file) is not None,
        cite=law.APP_PPDA,
        remedy="decide-independence",
    ),
    Requirement(
        id="INV-6",
        before=frozenset({"submit-report", "assess-severity"}),
        unmet="Only the investigator appointed may do this",
        met=lambda a: a.by.person == investigator(a.file),
        cite=law.REG_16_2,
    ),
    Requirement(
        id="INV-7",
        before=frozenset({"submit-report"}),
        unmet="A criterion for referral applies and the IOPC has not decided yet",
        met=nothing_waits,
        cite=law.settlement(3),
        remedy="record-determination",
    ),
)
