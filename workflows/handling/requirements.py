"""What must be on file before a matter moves on: until it is recorded, and after."""

from workflows import citations as law
from workflows.allegations.facts import allegations, may_be_domestic_abuse, misuse_without_own_allegation
from workflows.calendar import london_day
from workflows.corrections import waiting
from workflows.criminal import requirements as criminal
from workflows.duty_status import requirements as duty_status
from workflows.handling.conditions import (
    another_than_corrected,
    another_than_proposed,
    correction_waits,
    duty_decided,
    ends,
    fits_the_way_of_handling,
    handled_outside,
    may_end,
    not_decided_yet,
    oversight_ended,
    reported_to_both,
    views_asked,
    was_investigated,
)
from workflows.handling.deputy import REQUIREMENTS as OUTSIDE
from workflows.handling.entries import ConfirmReopening, ProposeReopening, ProposeRepeat
from workflows.handling.facts import repeat_signed, unconfirmed
from workflows.handling.recording_requirements import RECORDING
from workflows.handling.timeliness import report_is_owed
from workflows.handling.urgent_access import REQUIREMENTS as URGENT_ACCESS
from workflows.independence.facts import independence
from workflows.independence.requirements import DECLARATION
from workflows.informing.review_requirements import CLOSING
from workflows.investigation.facts import has_reported, investigators
from workflows.investigation.suitability import decided_first
from workflows.model import Answer, Requirement
from workflows.oversight.facts import contact_plan, outcome_told, wants_contact
from workflows.referral.facts import is_decided, nothing_waits
from workflows.referral.requirements import CANDIDATES_DECIDED, REFERRAL_TOLD
from workflows.screening.requirements import TERMS_HOLD
from workflows.withdrawal import requirements as withdrawal

OUTCOMES = frozenset({"decide-outcome", "confirm-outcomes"})
HANDLING_DECISIONS = frozenset({"handle-outside-schedule-3", "handle-otherwise", "start-investigation"})
ENDING = frozenset({"close-case", "end-handling"})

REQUIREMENTS = (
    *DECLARATION,
    TERMS_HOLD,
    *RECORDING,
    CANDIDATES_DECIDED,
    REFERRAL_TOLD,
    withdrawal.HANDLING_WAITS,
    criminal.HANDLING_WAITS,
    duty_status.HANDLING_WAITS,
    Requirement(
        id="HAN-3",
        before=OUTCOMES | HANDLING_DECISIONS | ENDING,
        unmet="A criterion for referral applies and the IOPC has not decided yet",
        met=nothing_waits,
        cite=law.settlement(3),
        remedy="record-determination",
    ),
    Requirement(
        id="HAN-4",
        before=frozenset({"start-investigation", "handle-otherwise"}),
        unmet="No allegation is on file",
        met=lambda a: bool(allegations(a.file)),
        cite=law.DATA_GUIDANCE,
        remedy="add-allegation",
    ),
    decided_first("HAN-46", "start-investigation"),
    Requirement(
        id="HAN-5",
        before=OUTCOMES,
        unmet="The investigator has not reported",
        met=lambda a: not was_investigated(a) or has_reported(a.file),
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
        id="HAN-39",
        before=frozenset({"send-timeliness-report"}),
        unmet="No period has ended on which a report is owed",
        met=lambda a: report_is_owed(a.file, london_day(a.entry.sent_at)),
        cite=law.REG_13,
        reads="sent_at",
    ),
    Requirement(
        id="HAN-40",
        before=frozenset({"send-timeliness-report"}),
        unmet="It goes to the IOPC and, unless that would prejudice an investigation, to the local policing body",
        met=reported_to_both,
        cite=law.REG_13,
        reads="sent_to",
    ),
    Requirement(
        id="HAN-7",
        before=frozenset({"decide-outcome"}),
        unmet="This allegation has an outcome already: correct that one instead",
        met=not_decided_yet,
        cite=law.PARA_24,
        reads="allegation",
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
        met=duty_decided,
        cite=law.PCR_11,
        remedy="leave-unrestricted",
    ),
    Requirement(
        id="HAN-38",
        before=frozenset({"confirm-outcomes"}),
        unmet="Police status was used against the victim, and no allegation against that subject is about just that",
        met=lambda a: not misuse_without_own_allegation(a.file),
        cite=law.SUPER_COMPLAINT,
        remedy="add-allegation",
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
        unmet="The victim has not been told every outcome",
        met=lambda a: handled_outside(a) or outcome_told(a.file) or not wants_contact(a.file),
        cite=law.REG_34_2,
        remedy="tell-outcome",
    ),
    Requirement(
        id="HAN-13",
        before=frozenset({"close-case"}),
        unmet="The senior oversight officer has not made the closing contact",
        met=oversight_ended,
        cite=law.HAMPSHIRE_SOO,
        remedy="make-closing-contact",
    ),
    Requirement(
        id="HAN-17",
        before=OUTCOMES | {"close-case"},
        unmet="Independence has to be decided again first",
        met=lambda a: not was_investigated(a) or independence(a.file) is not None,
        cite=law.APP_PPDA,
        remedy="decide-independence",
    ),
    Requirement(
        id="HAN-18",
        before=frozenset({"handle-outside-schedule-3", "handle-otherwise"}),
        unmet="The complainant has not been asked how they want it handled",
        met=views_asked,
        cite=law.PARA_2_6,
        remedy="ask-views",
    ),
    Requirement(
        id="HAN-23",
        before=frozenset({"handle-otherwise"}),
        unmet="Domestic abuse by police is investigated, unless the repeat-matter exception is signed",
        met=lambda a: not may_be_domestic_abuse(a.file) or repeat_signed(a.file),
        cite=law.settlement(1),
        remedy="start-investigation",
    ),
    Requirement(
        id="HAN-24",
        before=frozenset({"handle-otherwise"}),
        unmet="What indicates a crime or a disciplinary breach must be investigated",
        met=lambda a: a.entry.indication is Answer.NO or repeat_signed(a.file),
        cite=law.PARA_6_2A,
        reads="indication",
    ),
    Requirement(
        id="HAN-25",
        before=frozenset({"sign-repeat"}),
        unmet="Nobody has proposed the repeat-matter exception",
        met=lambda a: a.file.last(ProposeRepeat) is not None,
        cite=law.REG_6,
        remedy="propose-repeat",
        idle=True,
    ),
    Requirement(
        id="HAN-26",
        before=frozenset({"sign-repeat"}),
        unmet="Whoever proposed the exception cannot sign it",
        met=lambda a: not (found := a.file.last(ProposeRepeat)) or found.event.by != a.by.person,
        cite=law.TWO_PEOPLE_DECIDE,
    ),
    Requirement(
        id="HAN-27",
        before=frozenset({"decide-outcome"}),
        unmet="This outcome does not belong to the way in which the allegation was handled",
        met=fits_the_way_of_handling,
        cite=law.OUTCOME_WORDS,
        reads="outcome",
    ),
    Requirement(
        id="HAN-28",
        before=frozenset({"end-handling"}),
        unmet="Nothing on file ends the matter in this way",
        met=ends,
        cite=law.settlement(17),
        reads="ending",
    ),
    Requirement(
        id="HAN-29",
        before=frozenset({"confirm-reopening"}),
        unmet="Nobody has proposed to open the case again",
        met=lambda a: unconfirmed(a.file, ProposeReopening, ConfirmReopening) is not None,
        cite=law.settlement(17),
        remedy="propose-reopening",
        idle=True,
    ),
    Requirement(
        id="HAN-30",
        before=frozenset({"confirm-reopening"}),
        unmet="A second person must confirm this: you proposed it yourself",
        met=another_than_proposed(ProposeReopening, ConfirmReopening),
        cite=law.settlement(17),
    ),
    Requirement(
        id="HAN-36",
        before=frozenset({"confirm-correction"}),
        unmet="No correction waits for a second person",
        met=lambda a: bool(waiting(a.file.facts)),
        cite=law.TWO_PEOPLE_DECIDE,
        idle=True,
    ),
    Requirement(
        id="HAN-37",
        before=frozenset({"end-handling"}),
        unmet="Nothing on file ends the matter before there is an outcome",
        met=may_end,
        cite=law.settlement(17),
        idle=True,
    ),
    Requirement(
        id="HAN-31",
        before=frozenset({"confirm-correction"}),
        unmet="No correction of this number waits for a second person",
        met=correction_waits,
        cite=law.TWO_PEOPLE_DECIDE,
        reads="correction",
    ),
    Requirement(
        id="HAN-32",
        before=frozenset({"confirm-correction"}),
        unmet="A second person must confirm this: the correction is yours",
        met=another_than_corrected,
        cite=law.TWO_PEOPLE_DECIDE,
        reads="correction",
    ),
    Requirement(
        id="HAN-33",
        before=frozenset({"confirm-outcomes", "close-case", "end-handling"}),
        unmet="The correction of a decision waits for a second person",
        met=lambda a: not waiting(a.file.facts),
        cite=law.TWO_PEOPLE_DECIDE,
        remedy="confirm-correction",
    ),
    *URGENT_ACCESS,
    *OUTSIDE,
    *CLOSING,
)
