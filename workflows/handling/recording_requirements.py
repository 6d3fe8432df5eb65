"""What must be on file before a matter is recorded or not, passed on, or somebody works on it."""

from workflows import citations as law
from workflows.handling.conditions import (
    abuse_is_recorded,
    another_than_proposed,
    may_complain,
    not_against_a_wish,
    unconnected,
    under_schedule_3_or_no_abuse,
)
from workflows.handling.entries import (
    ConfirmNotRecording,
    LogComplaint,
    PassOn,
    ProposeNotRecording,
)
from workflows.handling.facts import unconfirmed
from workflows.model import Requirement
from workflows.screening.requirements import free_of_links
from workflows.working import APPOINTED

RECORDING = (
    Requirement(
        id="HAN-1",
        before=frozenset({"handle-outside-schedule-3", "close-case"}),
        unmet="Domestic abuse by police must be recorded and handled under Schedule 3; this case may be such a case",
        met=under_schedule_3_or_no_abuse,
        cite=law.PARA_2_6B,
        remedy="record-matter",
    ),
    Requirement(
        id="HAN-2",
        before=frozenset({"record-matter", "convert-matter"}),
        unmet="This person may not be a complainant: record it as a conduct matter",
        met=may_complain,
        cite=law.S_29_4,
        reads="kind",
    ),
    Requirement(
        id="HAN-15",
        before=frozenset({"allocate-case"}),
        unmet="Investigators and senior oversight officers are appointed, not allocated",
        met=lambda a: a.entry.role not in APPOINTED,
        cite=law.REG_12,
        reads="role",
    ),
    Requirement(
        id="HAN-16",
        before=frozenset({"allocate-case"}),
        unmet="This person does not hold that role",
        met=lambda a: a.file.holds(a.entry.person, a.entry.role),
        cite=law.settlement(5),
        reads="person",
    ),
    Requirement(
        id="HAN-14",
        before=frozenset({"allocate-case"}),
        unmet="This person has a part in the case, or is connected with somebody who has",
        met=unconnected,
        cite=law.REG_12,
        reads="person",
    ),
    free_of_links("LKS-12", "allocate-case", proposed=lambda a: (a.entry.person, a.entry.role)),
    Requirement(
        id="HAN-19",
        before=frozenset({"handle-outside-schedule-3", "close-case"}),
        unmet="The complainant wishes it to be recorded",
        met=not_against_a_wish,
        cite=law.PARA_2_6A,
        remedy="record-matter",
    ),
    Requirement(
        id="HAN-20",
        before=frozenset({"confirm-not-recording"}),
        unmet="Nobody has proposed not to record it",
        met=lambda a: unconfirmed(a.file, ProposeNotRecording, ConfirmNotRecording) is not None,
        cite=law.TWO_PEOPLE_DECIDE,
        remedy="propose-not-recording",
        idle=True,
    ),
    Requirement(
        id="HAN-21",
        before=frozenset({"confirm-not-recording"}),
        unmet="A second person must confirm this: you proposed it",
        met=another_than_proposed(ProposeNotRecording, ConfirmNotRecording),
        cite=law.TWO_PEOPLE_DECIDE,
    ),
    Requirement(
        id="HAN-22",
        before=frozenset({"propose-not-recording", "confirm-not-recording"}),
        unmet="Domestic abuse by police must be recorded, unless it repeats a matter dealt with before",
        met=abuse_is_recorded,
        cite=law.PARA_11_3B,
        reads="ground",
    ),
    Requirement(
        id="HAN-34",
        before=frozenset({"handle-outside-schedule-3"}),
        unmet="No complaint is logged, and only a complaint may be handled outside",
        met=lambda a: a.file.last(LogComplaint) is not None,
        cite=law.PARA_2_6C,
        remedy="log-complaint",
    ),
    Requirement(
        id="HAN-35",
        before=frozenset({"tell-passed-on"}),
        unmet="The matter has not been passed to another authority",
        met=lambda a: a.file.last(PassOn) is not None,
        cite=law.PARA_2,
        remedy="pass-on",
    ),
)
