"""What must be on file before a matter moves on."""

from workflows import citations as law
from workflows.allegations.facts import allegations, may_be_domestic_abuse
from workflows.calendar import london_day
from workflows.duty_status.vocabulary import DutyStatus
from workflows.handling.facts import may_complain, recorded
from workflows.handling.vocabulary import HandlingStatus
from workflows.independence.facts import connected, independence
from workflows.independence.requirements import DECLARED_FIRST
from workflows.investigation.facts import has_reported, investigators
from workflows.model import Attempt, Requirement, Role
from workflows.oversight.facts import contact_plan, outcome_told, wants_contact
from workflows.people.facts import party_people, subjects
from workflows.referral.facts import is_decided, nothing_waits

OUTCOMES = frozenset({"decide-outcome", "confirm-outcomes"})
APPOINTED = frozenset({Role.INVESTIGATOR, Role.OVERSIGHT_OFFICER})


def _duty_decided(a: Attempt) -> bool:
    decided = {p.about for p in a.file.running("duty-status") if p.status is not DutyStatus.UNDECIDED}
    return decided.issuperset(subjects(a.file))


def _handled_outside(a: Attempt) -> bool:
    return a.process.status is HandlingStatus.OUTSIDE


def _under_schedule_3_or_no_abuse(a: Attempt) -> bool:
    """What comes to light after the decision to handle a matter outside still stands in its way."""
    return recorded(a.file) is not None or not may_be_domestic_abuse(a.file)


def _oversight_ended(a: Attempt) -> bool:
    status = a.file.status("oversight")
    return _handled_outside(a) or bool(status and status.final) or not wants_contact(a.file)


def _not_decided_yet(a: Attempt) -> bool:
    return any(x.number == a.entry.allegation and x.decided is None for x in allegations(a.file))


def _unconnected(a: Attempt) -> bool:
    return a.entry.person not in party_people(a.file) | connected(a.file)


REQUIREMENTS = (
    DECLARED_FIRST,
    Requirement(
        id="HAN-1",
        before=frozenset({"handle-outside-schedule-3", "close-case"}),
        unmet="Domestic abuse by police must be recorded and handled under Schedule 3; this case may be such a case",
        met=_under_schedule_3_or_no_abuse,
        cite=law.PARA_2_6B,
        remedy="record-matter",
    ),
    Requirement(
        id="HAN-2",
        before=frozenset({"record-matter"}),
        unmet="A victim in the same force cannot be a complainant: record it as a conduct matter",
        met=lambda a: may_complain(a.entry.kind, a.file, london_day(a.at)),
        cite=law.S_29_4,
        reads_entry=True,
    ),
    Requirement(
        id="HAN-3",
        before=OUTCOMES | {"handle-outside-schedule-3", "start-investigation", "close-case"},
        unmet="A criterion for referral applies and the IOPC has not decided yet",
        met=nothing_waits,
        cite=law.settlement(3),
        remedy="record-determination",
    ),
    Requirement(
        id="HAN-4",
        before=frozenset({"start-investigation"}),
        unmet="No allegation is on file",
        met=lambda a: bool(allegations(a.file)),
        cite=law.DATA_GUIDANCE,
        remedy="add-allegation",
    ),
    Requirement(
        id="HAN-5",
        before=OUTCOMES,
        unmet="The investigator has not reported",
        met=lambda a: has_reported(a.file),
        cite=law.PARA_24,
        remedy="submit-report",
    ),
    Requirement(
        id="HAN-6",
        before=OUTCOMES,
        unmet="Whoever has investigated cannot decide outcomes",
        met=lambda a: a.by.person not in investigators(a.file),
        cite=law.PARA_24,
    ),
    Requirement(
        id="HAN-7",
        before=frozenset({"decide-outcome"}),
        unmet="This allegation has an outcome already: correct that one instead",
        met=_not_decided_yet,
        cite=law.PARA_24,
        reads_entry=True,
    ),
    Requirement(
        id="HAN-8",
        before=frozenset({"confirm-outcomes"}),
        unmet="An allegation has no outcome",
        met=lambda a: all(x.decided for x in allegations(a.file)),
        cite=law.PARA_24,
        remedy="decide-outcome",
    ),
    Requirement(
        id="HAN-9",
        before=frozenset({"confirm-outcomes"}),
        unmet="Referral to the IOPC is not decided",
        met=lambda a: is_decided(a.file),
        cite=law.REG_7,
        remedy="decide-not-to-refer",
    ),
    Requirement(
        id="HAN-10",
        before=frozenset({"confirm-outcomes"}),
        unmet="The duty status of a subject is not decided",
        met=_duty_decided,
        cite=law.PCR_11,
        remedy="leave-unrestricted",
    ),
    Requirement(
        id="HAN-11",
        before=frozenset({"confirm-outcomes"}),
        unmet="How the victim wishes to be contacted is not agreed",
        met=lambda a: contact_plan(a.file) is not None or not wants_contact(a.file),
        cite=law.CODE_RIGHT_6,
        remedy="agree-contact",
    ),
    Requirement(
        id="HAN-12",
        before=frozenset({"close-case"}),
        unmet="The victim has not been told the outcome",
        met=lambda a: _handled_outside(a) or outcome_told(a.file) or not wants_contact(a.file),
        cite=law.REG_34_2,
        remedy="tell-outcome",
    ),
    Requirement(
        id="HAN-13",
        before=frozenset({"close-case"}),
        unmet="The senior oversight officer has not made the closing contact",
        met=_oversight_ended,
        cite=law.HAMPSHIRE_SOO,
        remedy="make-closing-contact",
    ),
    Requirement(
        id="HAN-15",
        before=frozenset({"allocate-case"}),
        unmet="Investigators and senior oversight officers are appointed, not allocated",
        met=lambda a: a.entry.role not in APPOINTED,
        cite=law.REG_12,
        reads_entry=True,
    ),
    Requirement(
        id="HAN-16",
        before=frozenset({"allocate-case"}),
        unmet="This person does not hold that role",
        met=lambda a: a.file.holds(a.entry.person, a.entry.role),
        cite=law.settlement(5),
        reads_entry=True,
    ),
    Requirement(
        id="HAN-17",
        before=OUTCOMES | {"close-case"},
        unmet="Independence has to be decided again first",
        met=lambda a: _handled_outside(a) or independence(a.file) is not None,
        cite=law.APP_PPDA,
        remedy="decide-independence",
    ),
    Requirement(
        id="HAN-14",
        before=frozenset({"allocate-case"}),
        unmet="This person has a part in the case, or is connected with somebody who has",
        met=_unconnected,
        cite=law.REG_12,
        reads_entry=True,
    ),
)
