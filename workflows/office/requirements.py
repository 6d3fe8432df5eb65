"""What must hold in administration: nobody settles alone what changes who may act, or by when."""

from workflows import citations as law
from workflows.model import Attempt, Requirement
from workflows.office.facts import last_proposal


def _somebody_else(a: Attempt) -> bool:
    proposed = last_proposal(a.file)
    return proposed is not None and proposed.event.by != a.by.person


def second_person(id: str, trigger: str) -> Requirement:
    """Whoever proposed something last in an office file does not confirm it."""
    return Requirement(
        id=id,
        before=frozenset({trigger}),
        unmet="Whoever proposed it cannot confirm it: a second person must",
        met=_somebody_else,
        cite=law.TWO_PEOPLE_ADMINISTER,
    )


def not_their_own(id: str, what: str, *triggers: str) -> Requirement:
    """What is settled about somebody is settled by others. `what` names it in words: "their own roles"."""
    return Requirement(
        id=id,
        before=frozenset(triggers),
        unmet=f"Nobody settles {what}",
        met=lambda a: bool(a.entry.person != a.by.person),
        cite=law.TWO_PEOPLE_ADMINISTER,
        reads="person",
    )


OF_SETTINGS = (second_person("ADM-1", "confirm-setting"),)
OF_DAYS = (second_person("ADM-2", "confirm-day"),)
