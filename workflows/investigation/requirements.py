"""What must be on file before somebody investigates, and before the report."""

from workflows import citations as law
from workflows.criminal import requirements as criminal
from workflows.handling.deputy import CHOOSES, by_the_deputy
from workflows.independence.facts import excluded, independence
from workflows.independence.requirements import DECLARATION
from workflows.investigation import suitability as test
from workflows.investigation.facts import investigator
from workflows.model import Answer, Attempt, Requirement, Role
from workflows.referral.facts import nothing_waits
from workflows.screening.requirements import TERMS_HOLD, free_of_links

APPOINTING = frozenset({"appoint-investigator", "replace-investigator"})


def _unconnected(a: Attempt) -> bool:
    return a.entry.investigator not in excluded(a.file)


REQUIREMENTS = (
    *DECLARATION,
    TERMS_HOLD,
    criminal.REPORT_WAITS,
    test.decided_first("INV-1", *APPOINTING, "assess-severity"),
    Requirement(
        id="INV-2",
        before=APPOINTING,
        unmet="This person has a part in the case, or is connected with somebody who has",
        met=_unconnected,
        cite=law.REG_12,
        reads="investigator",
    ),
    Requirement(
        id="INV-3",
        before=APPOINTING,
        unmet="This person works under the subject's management",
        met=test.not_managed,
        cite=law.REG_12,
        reads="investigator",
    ),
    Requirement(
        id="INV-4",
        before=APPOINTING,
        unmet="Whoever appoints the investigator cannot be the investigator",
        met=lambda a: a.entry.investigator != a.by.person,
        cite=law.REG_12,
        reads="investigator",
    ),
    Requirement(
        id="INV-8",
        before=APPOINTING,
        unmet="This person does not hold the role of investigator",
        met=test.holds_role,
        cite=law.REG_12,
        reads="investigator",
    ),
    Requirement(
        id="INV-9",
        before=APPOINTING,
        unmet="It is not ruled out that something could raise a concern about this person's impartiality",
        met=lambda a: a.entry.concern is Answer.NO,
        cite=law.REG_12,
        reads="concern",
    ),
    Requirement(
        id="INV-10",
        before=APPOINTING,
        unmet="An earlier connection of this person is not ruled out, and no chief officer has allowed it",
        met=test.unconnected_or_allowed,
        cite=law.APP_PPDA,
        remedy="grant-exception",
        reads="connection",
    ),
    Requirement(
        id="INV-11",
        before=APPOINTING,
        unmet="A subject is a senior officer: nobody of the same force may investigate",
        met=test.of_another_force_than_a_senior_officer,
        cite=law.PCR_15_3_D,
        reads="investigator",
    ),
    Requirement(
        id="INV-12",
        before=APPOINTING,
        unmet="The register does not show that this person's training on abuse by police is in date",
        met=test.is_trained,
        cite=law.REG_12_SKILLS,
        reads="investigator",
    ),
    Requirement(
        id="INV-13",
        before=APPOINTING,
        unmet="The criminal investigation has to be led under another chain of command",
        met=test.led_by_others,
        cite=law.OTHER_CHAIN,
        reads="criminal_lead",
    ),
    Requirement(
        id="INV-14",
        before=APPOINTING,
        unmet="The independence decision gives the investigation to somebody else than this person's force",
        met=test.goes_where_decided,
        cite=law.APP_PPDA,
        remedy="decide-independence",
        reads="investigator",
    ),
    Requirement(
        id="INV-15",
        before=APPOINTING,
        unmet="The victim is not known to be content with this person: independence has to be decided in that light",
        met=test.confidence_is_answered,
        cite=law.APP_PPDA,
        remedy="decide-independence",
        reads="confidence",
    ),
    Requirement(
        id="INV-16",
        before=frozenset({"submit-report", "assess-severity"}),
        unmet="The exception under which you investigate has ended",
        met=test.exception_holds,
        cite=law.EXCEPTION,
        remedy="grant-exception",
    ),
    free_of_links("LKS-13", *sorted(APPOINTING), proposed=lambda a: (a.entry.investigator, Role.INVESTIGATOR)),
    Requirement(
        id="INV-17",
        before=APPOINTING,
        unmet=CHOOSES,
        met=by_the_deputy,
        cite=law.OUTSIDE_THE_CHAIN,
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
