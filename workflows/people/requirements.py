"""What must be on file first."""

from workflows import citations as law
from workflows.independence.requirements import DECLARATION
from workflows.model import Attempt, Requirement
from workflows.people.descriptions import accounts
from workflows.people.facts import party
from workflows.people.identity import REQUIREMENTS as IDENTITY
from workflows.screening.requirements import TERMS_HOLD

ABOUT_A_PARTY = frozenset(
    {"state-involvement", "describe-person", "record-relationship", "record-wishes", "take-account"}
)


def _told_before(a: Attempt) -> bool:
    return bool(accounts(a.file, a.entry.party))


def _is_held_apart(a: Attempt) -> bool:
    who = party(a.file, a.entry.party)
    return who is not None and who.held_apart


REQUIREMENTS = (
    *DECLARATION,
    TERMS_HOLD,
    Requirement(
        id="PEO-1",
        before=frozenset({"take-account"}),
        unmet="This person has given an account already: nobody should have to tell it twice",
        met=lambda a: not _told_before(a),
        cite=law.ASKED_ONCE,
        reads="party",
    ),
    Requirement(
        id="PEO-2",
        before=frozenset({"take-account"}),
        unmet="No reason is given why this person was asked again",
        met=lambda a: bool(a.entry.why_again) or not _told_before(a),
        cite=law.ASKED_ONCE,
        reads="why_again",
    ),
    Requirement(
        id="PEO-3",
        before=ABOUT_A_PARTY,
        unmet="Nobody in the case has this reference",
        met=lambda a: party(a.file, a.entry.party) is not None,
        cite=law.S_21,
        remedy="add-party",
        reads="party",
    ),
    Requirement(
        id="PEO-4",
        before=ABOUT_A_PARTY,
        unmet="The identity of this person is held apart: everybody who works on the case can read what is stated here",
        met=lambda a: not _is_held_apart(a),
        cite=law.settlement(4),
        reads="party",
    ),
    *IDENTITY,
)
