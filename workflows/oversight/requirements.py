"""What must be on file before something is sent to the victim. Nothing here stops a contact being recorded."""

from workflows import citations as law
from workflows.allegations.facts import untold
from workflows.handling.deputy import CHOOSES, by_the_deputy
from workflows.handling.entries import ConfirmOutcomes
from workflows.independence.facts import excluded
from workflows.independence.requirements import DECLARATION
from workflows.informing.facts import is_withheld, victim_refs
from workflows.informing.vocabulary import Notice
from workflows.model import ENTRY, Attempt, Requirement, Role
from workflows.oversight.entries import SendUpdate, TellOutcome
from workflows.oversight.facts import contact_plan, is_safe, may_be_used, outcome_told, oversight_officer
from workflows.oversight.vocabulary import WRITTEN, Direction
from workflows.screening.requirements import TERMS_HOLD, free_of_links

SENDING = frozenset({"send-update", "tell-outcome"})


def _unconnected(a: Attempt) -> bool:
    return a.entry.officer not in excluded(a.file)


def _not_withheld(a: Attempt) -> bool:
    what = Notice.UPDATE if isinstance(a.entry, SendUpdate) else Notice.OUTCOME
    return not is_withheld(a.file, what, victim_refs(a.file))


REQUIREMENTS = (
    *DECLARATION,
    TERMS_HOLD,
    Requirement(
        id="OVR-1",
        before=frozenset({"appoint-oversight-officer"}),
        unmet="This person has a part in the case, or is connected with somebody who has",
        met=_unconnected,
        cite=law.HAMPSHIRE_SOO,
        reads="officer",
    ),
    Requirement(
        id="OVR-9",
        before=frozenset({"appoint-oversight-officer"}),
        unmet="This person does not hold the role of senior oversight officer",
        met=lambda a: a.file.holds(a.entry.officer, Role.OVERSIGHT_OFFICER),
        cite=law.HAMPSHIRE_SOO,
        reads="officer",
    ),
    free_of_links("LKS-14", "appoint-oversight-officer", proposed=lambda a: (a.entry.officer, Role.OVERSIGHT_OFFICER)),
    Requirement(
        id="OVR-2",
        before=SENDING | {"agree-contact", "make-closing-contact"},
        unmet="Only the senior oversight officer of this case may do this",
        met=lambda a: a.by.person == oversight_officer(a.file),
        cite=law.HAMPSHIRE_SOO,
    ),
    Requirement(
        id="OVR-3",
        before=SENDING,
        unmet="How the victim wishes to be contacted is not agreed",
        met=lambda a: contact_plan(a.file) is not None,
        cite=law.CODE_RIGHT_6,
        remedy="agree-contact",
    ),
    Requirement(
        id="OVR-4",
        before=SENDING | {"make-closing-contact"},
        unmet="The victim has not named this way as safe",
        met=lambda a: is_safe(a.file, a.entry.channel),
        cite=law.CODE_RIGHT_6,
        reads="channel",
    ),
    Requirement(
        id="OVR-5",
        before=SENDING,
        unmet="This must be in writing",
        met=lambda a: a.entry.channel in WRITTEN,
        cite=law.REG_34_3,
        reads="channel",
    ),
    Requirement(
        id="OVR-6",
        before=frozenset({"log-contact"}),
        unmet="The victim has asked us never to use this way",
        # Whoever calls us has chosen the way.
        met=lambda a: a.entry.direction is Direction.THEIRS or may_be_used(a.file, a.entry.channel),
        cite=law.settlement(24),
        reads="channel",
    ),
    Requirement(
        id="OVR-7",
        before=frozenset({"tell-outcome"}),
        unmet="The outcomes are not all decided",
        met=lambda a: a.file.last(ConfirmOutcomes) is not None,
        cite=law.REG_34_2,
        remedy="confirm-outcomes",
    ),
    Requirement(
        id="OVR-8",
        before=frozenset({"make-closing-contact"}),
        unmet="The victim has not been told every outcome",
        met=lambda a: outcome_told(a.file),
        cite=law.REG_34_2,
        remedy="tell-outcome",
    ),
    Requirement(
        id="OVR-11",
        before=frozenset({"tell-outcome"}),
        unmet="An outcome that the victim has not been told yet is left out",
        met=lambda a: set(untold(a.file, a.file.all(TellOutcome))) <= set(a.entry.allegations),
        cite=law.REG_34_2_B,
        reads="allegations",
    ),
    Requirement(
        id="OVR-12",
        before=frozenset({"appoint-oversight-officer"}),
        unmet=CHOOSES,
        met=by_the_deputy,
        cite=law.OUTSIDE_THE_CHAIN,
    ),
    # Withholding is decided under "Written information", for everybody entitled.
    Requirement(
        id="OVR-10",
        before=SENDING,
        unmet="This is withheld from the victim: end the withholding first",
        met=_not_withheld,
        cite=law.REG_35,
        remedy="release-notice",
        reads=ENTRY,
    ),
)
