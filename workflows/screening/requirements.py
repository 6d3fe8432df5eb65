"""What must be on file before somebody is given work on a case, and before a possible link is decided on."""

from collections.abc import Callable

from workflows import citations as law
from workflows.calendar import london_day
from workflows.independence.facts import excluded
from workflows.investigation.facts import investigator
from workflows.model import ENTRY, EVERY_STEP, Attempt, PersonRef, Requirement, Role
from workflows.oversight.facts import oversight_officer
from workflows.screening import decided
from workflows.screening.late import left, may_review

DECIDING = frozenset({"decide-link"})
REPORTING = frozenset({"report-link"})
REVIEWING = frozenset({"review-linked-work"})
LINKS_FIRST = frozenset({"LKS-7", "LKS-12", "LKS-13", "LKS-14", "LKS-16", "LKS-17"})
"""The ids under which somebody's possible links keep them from being given work, one for each workflow."""

NO_WORK = LINKS_FIRST | {"LKS-15", "IND-18", "IND-19"}
"""What an event or a correction may be flagged with, and then gives nobody work: it is recorded all the same."""

WAITS = "A possible link waits for a decision by the head of professional standards or the appropriate authority"

Proposed = Callable[[Attempt], tuple[PersonRef, Role]]


def free_of_links(name: str, *triggers: str, proposed: Proposed, remedy: str | None = "decide-link") -> Requirement:
    """Nobody is given work on a case while a possible link is undecided (settlement 5): one for each workflow."""
    return Requirement(
        id=name,
        before=frozenset(triggers),
        unmet=WAITS,
        met=lambda a: not decided.in_the_way(a.file, *proposed(a), london_day(a.at)),
        cite=law.settlement(5),
        remedy=remedy,
        reads=ENTRY,
    )


def _on_file(a: Attempt) -> bool:
    """Of whoever decides nothing is said here: a refusal would tell them whether they have the link themselves."""
    others = (person for person in a.entry.people if person != a.by.person)
    return all(a.entry.link in map(decided.link_ref, decided.links_of(a.file, person)) for person in others)


def _terms_lie_ahead(a: Attempt) -> bool:
    return a.entry.ends_on is None or a.entry.ends_on >= london_day(a.at)


def _for_the_head_of_psd(a: Attempt) -> bool:
    if a.entry.link not in decided.OF_A_VICTIM or a.entry.decision not in decided.CLEARS:
        return True
    return Role.HEAD_OF_PSD in a.by.roles and len(a.entry.people) == 1


def _is_covered(a: Attempt) -> bool:
    needed = a.entry.person in (investigator(a.file), oversight_officer(a.file))
    return not needed or a.entry.cover not in (None, a.entry.person)


def _may_take_over(a: Attempt) -> bool:
    cover = a.entry.cover
    if cover is None:
        return True
    kept_out = excluded(a.file) | {a.entry.person}
    return a.file.holds(cover, a.entry.role) and cover not in kept_out


TERMS_HOLD = Requirement(
    id="LKS-1",
    before=EVERY_STEP,
    unmet="The terms on which you may work on this case have ended",
    met=lambda a: not decided.terms_have_ended(a.file, a.by.person, london_day(a.at)),
    cite=law.LINK_TERMS,
    remedy="decide-link",
    may_follow=True,
)
"""Common to every workflow of a case: terms that have run out make the link undecided again."""

REQUIREMENTS = (
    Requirement(
        id="LKS-2",
        before=DECIDING,
        unmet="Somebody else must decide on your own possible link",
        met=lambda a: a.by.person not in a.entry.people,
        cite=law.REG_12,
        reads="people",
    ),
    Requirement(
        id="LKS-3",
        before=DECIDING,
        unmet="Somebody else must decide on this possible link",
        met=lambda a: not decided.above_or_below_a_subject(a.file, a.by.person),
        cite=law.REG_12,
        reads=ENTRY,
    ),
    Requirement(
        id="LKS-4",
        before=DECIDING,
        unmet="No screening has found this possible link of everybody named",
        met=_on_file,
        cite=law.settlement(5),
        remedy="screen-person",
        reads="people",
    ),
    Requirement(
        id="LKS-5",
        before=DECIDING,
        unmet="The last day of these terms has passed",
        met=_terms_lie_ahead,
        cite=law.LINK_TERMS,
        reads="ends_on",
    ),
    Requirement(
        id="LKS-6",
        before=DECIDING,
        unmet="Only the head of professional standards, and for one person at a time, lets somebody from a police "
        "victim's team or line of management work on the case",
        met=_for_the_head_of_psd,
        cite=law.settlement(6),
        reads="decision",
    ),
    Requirement(
        id="LKS-18",
        before=DECIDING,
        unmet="No possible link of anybody else has to be decided on",
        met=lambda a: decided.found_of_others(a.file, a.by.person),
        cite=law.settlement(5),
        idle=True,
    ),
    free_of_links("LKS-7", "report-link", proposed=lambda a: (a.entry.cover, a.entry.role)),
    Requirement(
        id="LKS-15",
        before=REPORTING,
        unmet="Whoever takes over does not hold that role, has a part in the case or a connection",
        met=_may_take_over,
        cite=law.LINK_FOUND_LATE,
        reads="cover",
    ),
    Requirement(
        id="LKS-8",
        before=REPORTING,
        unmet="Nobody takes over from the investigator or the senior oversight officer",
        met=_is_covered,
        cite=law.LINK_FOUND_LATE,
        reads="cover",
    ),
    Requirement(
        id="LKS-9",
        before=REPORTING,
        unmet="Somebody else must review what this person did",
        met=lambda a: a.entry.reviewer != a.entry.person,
        cite=law.LINK_FOUND_LATE,
        reads="reviewer",
    ),
    Requirement(
        id="LKS-10",
        before=REVIEWING | {"record-link-notice"},
        unmet="This person did not leave the case because of a link or a connection",
        met=lambda a: a.entry.person in left(a.file),
        cite=law.LINK_FOUND_LATE,
        remedy="report-link",
        reads="person",
    ),
    Requirement(
        id="LKS-19",
        before=REVIEWING,
        unmet="Nobody has left whose work you would review",
        met=lambda a: any(may_review(a.file, who, a.by.person) for who in left(a.file)),
        cite=law.LINK_FOUND_LATE,
        idle=True,
    ),
    Requirement(
        id="LKS-11",
        before=REVIEWING,
        unmet="Somebody else has to review this work",
        met=lambda a: may_review(a.file, a.entry.person, a.by.person),
        cite=law.LINK_FOUND_LATE,
        reads="person",
    ),
)
