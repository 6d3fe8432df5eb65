"""What must be on file before somebody is told something, and before a case closes."""

from workflows import citations as law
from workflows.allegations.facts import untold
from workflows.calendar import london_day
from workflows.handling.facts import is_not_recorded, recorded
from workflows.independence.requirements import DECLARATION
from workflows.informing import entries as e
from workflows.informing.facts import (
    anything_withheld,
    complainants,
    is_withheld,
    outcome_letters,
    outcomes_at,
    recipient,
    refs_of,
    victim_refs,
    ways_named,
    wish,
)
from workflows.informing.review_requirements import REVIEW
from workflows.informing.vocabulary import Notice, Wish
from workflows.model import Answer, Attempt, Requirement
from workflows.oversight.vocabulary import WRITTEN
from workflows.people.facts import party
from workflows.people.vocabulary import Part
from workflows.screening.requirements import TERMS_HOLD

ENTITLED = frozenset({"write-to-party", "tell-party-outcome", "tell-proceedings-outcome"})
COMPLAINANTS_ONLY = frozenset({"give-review-right", "send-record-copy", "tell-not-recorded"})
REVIEWS = frozenset({"record-review-application", "record-review-move", "record-review-result"})
LETTERS = ENTITLED | COMPLAINANTS_ONLY
SENDS = {
    e.WriteToParty: Notice.UPDATE,
    e.TellPartyOutcome: Notice.OUTCOME,
    e.TellProceedingsOutcome: Notice.PROCEEDINGS,
    e.SendComplaintCopy: Notice.COPY,
}


def _is_subject(a: Attempt) -> bool:
    named = party(a.file, a.entry.party)
    return named is not None and named.part is Part.SUBJECT


def _complains(a: Attempt) -> bool:
    who = recipient(a.file, a.entry.party)
    return who is not None and who.complainant


def _has_officer(a: Attempt) -> bool:
    return a.entry.party in victim_refs(a.file)


def _named_this_way(a: Attempt) -> bool:
    return a.entry.channel in (ways_named(a.file, a.entry.party) or ())


def _wants_updates(a: Attempt) -> bool:
    who = recipient(a.file, a.entry.party)
    return who is None or wish(a.file, who) is Wish.EVERYTHING


def _not_withheld(a: Attempt) -> bool:
    return not is_withheld(a.file, SENDS[type(a.entry)], refs_of(a.file, a.entry.party))


def _answers_all(a: Attempt) -> bool:
    who = recipient(a.file, a.entry.party)
    return who is None or set(untold(a.file, outcome_letters(a.file, who))) <= set(a.entry.allegations)


def _may_be_withheld(a: Attempt) -> bool:
    """The copy of the complaint from a subject; everything else from somebody entitled to it."""
    return _is_subject(a) if a.entry.what is Notice.COPY else recipient(a.file, a.entry.party) is not None


def _reviewed_in_time(a: Attempt) -> bool:
    today = london_day(a.at)
    days: int = (a.entry.review_on - today).days
    return 0 < days <= a.file.terms.number("withheld-review", today)


REQUIREMENTS = (
    *DECLARATION,
    TERMS_HOLD,
    Requirement(
        id="INF-1",
        before=ENTITLED,
        unmet="This person is not entitled to be kept informed",
        met=lambda a: recipient(a.file, a.entry.party) is not None,
        cite=law.S_21,
        remedy="accept-interested-person",
        reads="party",
    ),
    Requirement(
        id="INF-2",
        before=LETTERS | {"send-complaint-copy"},
        unmet="This must be in writing",
        met=lambda a: a.entry.channel in WRITTEN,
        cite=law.REG_34_3,
        reads="channel",
    ),
    Requirement(
        id="INF-3",
        before=LETTERS,
        unmet="The victim has not named this way as safe",
        met=lambda a: not _has_officer(a) or _named_this_way(a),
        cite=law.CODE_RIGHT_6,
        remedy="agree-contact",
        reads="channel",
    ),
    Requirement(
        id="INF-4",
        before=LETTERS,
        unmet="This person has not given us this way",
        met=lambda a: _has_officer(a) or _named_this_way(a),
        cite=law.WISHES,
        remedy="choose-information",
        reads="channel",
    ),
    Requirement(
        id="INF-5",
        before=frozenset({"write-to-party", "tell-party-outcome", "choose-information"}),
        unmet="The senior oversight officer does this for the victim",
        met=lambda a: not _has_officer(a),
        cite=law.HAMPSHIRE_SOO,
        remedy="send-update",
        reads="party",
    ),
    Requirement(
        id="INF-6",
        before=frozenset({"write-to-party"}),
        unmet="This person has asked for no updates",
        met=_wants_updates,
        cite=law.WISHES,
        remedy="choose-information",
        reads="party",
    ),
    Requirement(
        id="INF-7",
        before=ENTITLED | {"send-complaint-copy"},
        unmet="This is withheld from this person: end the withholding first",
        met=_not_withheld,
        cite=law.REG_35,
        remedy="release-notice",
        reads="party",
    ),
    Requirement(
        id="INF-8",
        before=frozenset({"withhold-notice"}),
        unmet="The review must be on a later day, and within the time that the force allows",
        met=_reviewed_in_time,
        cite=law.PROPOSED_TIME,
        reads="review_on",
    ),
    Requirement(
        id="INF-9",
        before=frozenset({"withhold-notice"}),
        unmet="This is owed to somebody else: the copy to a subject, the rest to somebody entitled",
        met=_may_be_withheld,
        cite=law.REG_35,
        reads="party",
    ),
    Requirement(
        id="INF-10",
        before=frozenset({"release-notice"}),
        unmet="Nothing of this kind is withheld from this person",
        met=lambda a: is_withheld(a.file, a.entry.what, refs_of(a.file, a.entry.party)),
        cite=law.REG_35,
        remedy="withhold-notice",
        reads="party",
    ),
    Requirement(
        id="INF-11",
        before=frozenset({"tell-party-outcome", "give-review-right", "explain-early-closing"}),
        unmet="The outcomes are not all decided",
        met=lambda a: outcomes_at(a.file) is not None,
        cite=law.REG_34_2_B,
        remedy="confirm-outcomes",
    ),
    Requirement(
        id="INF-12",
        before=frozenset({"tell-party-outcome"}),
        unmet="An outcome that this person has not been told yet is left out",
        met=_answers_all,
        cite=law.REG_34_2_B,
        reads="allegations",
    ),
    Requirement(
        id="INF-13",
        before=frozenset({"tell-proceedings-outcome"}),
        unmet="No outcome of proceedings is on file",
        met=lambda a: a.file.last(e.RecordProceedingsOutcome) is not None,
        cite=law.REG_34_2_B,
        remedy="record-proceedings-outcome",
        idle=True,
    ),
    Requirement(
        id="INF-14",
        before=COMPLAINANTS_ONLY | REVIEWS,
        unmet="This person is not a complainant in the case",
        met=_complains,
        cite=law.S_20,
        remedy="add-party",
        reads="party",
    ),
    Requirement(
        id="INF-20",
        before=frozenset({"send-complaint-copy"}),
        unmet="The copy may give away how somebody can be reached",
        met=lambda a: a.entry.no_safe_contact is True,
        cite=law.SAFE_COPY,
        reads="no_safe_contact",
    ),
    Requirement(
        id="INF-21",
        before=frozenset({"send-complaint-copy"}),
        unmet="Only a subject gets a copy of the complaint",
        met=_is_subject,
        cite=law.REG_3,
        reads="party",
    ),
    Requirement(
        id="INF-22",
        before=frozenset({"send-record-copy", "send-complaint-copy"}),
        unmet="The matter is not recorded",
        met=lambda a: recorded(a.file) is not None,
        cite=law.REG_3,
        remedy="record-matter",
    ),
    Requirement(
        id="INF-23",
        before=frozenset({"tell-not-recorded"}),
        unmet="No decision stands that the matter is not recorded",
        met=lambda a: is_not_recorded(a.file),
        cite=law.PARA_2_NOTICE,
        remedy="confirm-not-recording",
        idle=True,
    ),
    Requirement(
        id="INF-24",
        before=frozenset({"accept-interested-person"}),
        unmet="Somebody is kept informed only with their consent, and never as a subject",
        met=lambda a: a.entry.consents is Answer.YES and not _is_subject(a),
        cite=law.S_21,
        reads="consents",
    ),
    Requirement(
        id="INF-27",
        before=COMPLAINANTS_ONLY | {"send-complaint-copy"},
        unmet="Nobody complains in this case",
        met=lambda a: bool(complainants(a.file)),
        cite=law.S_20,
        remedy="add-party",
        idle=True,
    ),
    Requirement(
        id="INF-28",
        before=frozenset({"release-notice"}),
        unmet="Nothing is withheld from anybody",
        met=lambda a: anything_withheld(a.file),
        cite=law.REG_35,
        remedy="withhold-notice",
        idle=True,
    ),
    *REVIEW,
)
