"""What must be on file before somebody acts, and before independence is decided."""

from workflows import citations as law
from workflows.calendar import london_day
from workflows.independence.facts import connected, declared
from workflows.independence.vocabulary import Body
from workflows.model import EVERY_STEP, Answer, Attempt, Requirement


def _own_force_is_independent(a: Attempt) -> bool:
    """Either trigger for another force is answered: somebody is free of connections, and trust can be won."""
    if a.entry.handled_by is Body.OTHER:
        return True
    return a.entry.unconnected is Answer.YES and a.entry.trust is not Answer.NO


DECLARED_FIRST = Requirement(
    id="IND-1",
    before=EVERY_STEP,
    unmet="You have not declared your interests in this case",
    met=lambda a: a.by.person in declared(a.file),
    cite=law.CWJ_DECLARATIONS,
    remedy="declare-interests",
    may_follow=True,
)
"""Common to every workflow of a case: nobody decides before declaring."""

REQUIREMENTS = (
    DECLARED_FIRST,
    Requirement(
        id="IND-2",
        before=frozenset({"decide-independence"}),
        unmet="You have a connection with somebody in this case",
        met=lambda a: a.by.person not in connected(a.file),
        cite=law.REG_12,
    ),
    Requirement(
        id="IND-3",
        before=frozenset({"decide-independence"}),
        unmet="The review must be on a later day than the decision",
        met=lambda a: a.entry.review_on > london_day(a.at),
        cite=law.INDEPENDENCE_REVIEW,
        reads_entry=True,
    ),
    Requirement(
        id="IND-4",
        before=frozenset({"decide-independence"}),
        unmet="This force may investigate only if somebody is free of connections and the victim's trust can be won",
        met=_own_force_is_independent,
        cite=law.APP_PPDA,
        reads_entry=True,
    ),
    Requirement(
        id="IND-5",
        before=frozenset({"decide-connection"}),
        unmet="Somebody else must decide on your own connection",
        met=lambda a: a.entry.person != a.by.person,
        cite=law.REG_12,
        reads_entry=True,
    ),
)
