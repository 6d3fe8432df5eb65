"""What must be on file before somebody acts, and before independence is decided."""

from collections.abc import Collection

from workflows import citations as law
from workflows.calendar import london_day
from workflows.independence.cover import left_open, may_cover
from workflows.independence.covering import GIVE_COVER, ROLE_OF
from workflows.independence.declarations import is_up_to_date, not_asked_about
from workflows.independence.entries import DecideConnection, DeclareInterests, ReportConnection
from workflows.independence.facts import connected, declared, interim
from workflows.independence.review import decided_what_is_challenged, has_open_challenge, waits_for_answer
from workflows.independence.vocabulary import WITHIN, Body, ConnectionDecision, Covers
from workflows.independence.work import further_roles, undeclared_in
from workflows.informing.facts import said_to_be_safe
from workflows.model import EVERY_DECISION, EVERY_STEP, Answer, Attempt, Entry, PersonRef, Requirement, Role
from workflows.oversight.facts import may_be_used
from workflows.oversight.vocabulary import WRITTEN
from workflows.referral.entries import DecideToRefer, RecordCallIn
from workflows.referral.facts import was_referred
from workflows.screening.entries import DecideLink
from workflows.screening.requirements import TERMS_HOLD, free_of_links
from workflows.screening.vocabulary import ENDS_WORK

DECIDING = frozenset({"decide-independence", "review-independence", "allow-interim-enquiries"})
LEAVING = frozenset({"decide-connection", "decide-link", "report-connection"})
"""What removes somebody from the case, and names in the same act who covers for them."""

ANSWERING = frozenset({"answer-challenge"})


def _own_force_is_independent(a: Attempt) -> bool:
    """Either trigger for another force is answered: somebody is free of connections, and trust can be won."""
    if a.entry.handled_by not in WITHIN:
        return True
    return a.entry.unconnected is Answer.YES and a.entry.trust is not Answer.NO


def _knows_nobody(a: Attempt) -> bool:
    """Whether nothing that somebody has declared shows a connection, cleared since or not."""
    return not any(f.entry.connected for f in a.file.all(DeclareInterests) if f.event.by == a.by.person)


def _iopc_can_have_it(a: Attempt) -> bool:
    due = bool(a.file.all(DecideToRefer) or a.file.all(RecordCallIn))
    return a.entry.handled_by is not Body.IOPC or due or was_referred(a.file)


def _answered_by_a_safe_way(a: Attempt) -> bool:
    said = said_to_be_safe(a.file, a.entry.party, a.entry.channel, a.entry.safe)
    return said and may_be_used(a.file, a.entry.channel)


def _leave(entry: Entry) -> Collection[PersonRef]:
    """Who leaves the case by what is stated."""
    match entry:
        case DecideConnection(decision=ConnectionDecision.CLEARED):
            return ()
        case DecideConnection(person=person) | ReportConnection(person=person):
            return (person,)
        case DecideLink(people=people, decision=decision) if decision in ENDS_WORK:
            return people
    return ()


def _proposed_cover(a: Attempt) -> tuple[PersonRef, Role]:
    return a.entry.cover, ROLE_OF[a.entry.covers or Covers.CONTACT]


def _nobody_is_left_alone(a: Attempt) -> bool:
    explained = bool(getattr(a.entry, "no_cover", None))
    return explained or left_open(a.file, _leave(a.entry)) <= {a.entry.covers}


DECLARED_FIRST = Requirement(
    id="IND-1",
    before=EVERY_STEP,
    unmet="You have not declared your interests in this case",
    met=lambda a: a.by.person in declared(a.file),
    cite=law.CWJ_DECLARATIONS,
    remedy="declare-interests",
    may_follow=True,
)
"""Nobody decides before declaring."""

UP_TO_DATE = Requirement(
    id="IND-14",
    before=EVERY_DECISION,
    unmet="Your declaration is out of date: declare again before you decide",
    met=lambda a: is_up_to_date(a.file, a.by.person, london_day(a.at)),
    cite=law.REDECLARATION,
    remedy="declare-interests",
    may_follow=True,
)
"""A declaration that has run out stops decisions alone; what has happened, and what cannot wait, is recorded."""

ASKED_SINCE = Requirement(
    id="IND-15",
    before=EVERY_DECISION,
    unmet="Somebody was added to the case, or you moved, since you declared: say whether you are connected",
    met=lambda a: not not_asked_about(a.file, a.by.person, a.at),
    cite=law.REDECLARATION,
    remedy="declare-change",
    may_follow=True,
)
"""One question about whoever was named since, or after a move about everybody, instead of the whole declaration."""

IN_EACH_ROLE = Requirement(
    id="IND-20",
    before=EVERY_DECISION,
    unmet="You were given another role on this case since you declared: declare in that role as well",
    met=lambda a: not further_roles(a.file, a.by.person),
    cite=law.CWJ_DECLARATIONS,
    remedy="declare-interests",
    may_follow=True,
)
"""A declaration is made in a role: another is another way to meet the people of the case."""

IN_THE_ROLE = Requirement(
    id="IND-21",
    before=EVERY_DECISION,
    unmet="You have not declared in the role in which you would decide this: declare in it as well",
    met=lambda a: a.step is None or not undeclared_in(a.file, a.by, a.step),
    cite=law.CWJ_DECLARATIONS,
    remedy="declare-interests",
    reads_step=True,
    may_follow=True,
)
"""Whoever holds a role that nobody gave them on the case decides in it only once they have declared in it."""

DECLARATION = (DECLARED_FIRST, UP_TO_DATE, ASKED_SINCE, IN_EACH_ROLE, IN_THE_ROLE)
"""Common to every workflow of a case, before whatever each asks for itself."""

REQUIREMENTS = (
    *DECLARATION,
    TERMS_HOLD,
    Requirement(
        id="IND-2",
        before=DECIDING | {"grant-exception", "decide-link"},
        unmet="You have a connection with somebody in this case",
        met=lambda a: a.by.person not in connected(a.file),
        cite=law.REG_12,
    ),
    Requirement(
        id="IND-3",
        before=frozenset({"decide-independence", "review-independence"}),
        unmet="The review must be on a later day than the decision",
        met=lambda a: a.entry.review_on > london_day(a.at),
        cite=law.INDEPENDENCE_REVIEW,
        reads="review_on",
    ),
    Requirement(
        id="IND-4",
        before=frozenset({"decide-independence"}),
        unmet="This force may investigate only if somebody is free of connections and the victim's trust can be won",
        met=_own_force_is_independent,
        cite=law.APP_PPDA,
        reads="handled_by",
    ),
    free_of_links("LKS-16", "decide-connection", "report-connection", proposed=_proposed_cover),
    free_of_links("LKS-17", "decide-link", proposed=_proposed_cover, remedy=None),
    Requirement(
        id="IND-5",
        before=frozenset({"decide-connection"}),
        unmet="Somebody else must decide on your own connection",
        met=lambda a: a.entry.person != a.by.person,
        cite=law.REG_12,
        reads="person",
    ),
    Requirement(
        id="IND-6",
        before=DECIDING | {"grant-exception"},
        unmet="You have declared a connection: whoever decides on independence knows nobody in the case",
        met=_knows_nobody,
        cite=law.CWJ_DECLARATIONS,
    ),
    Requirement(
        id="IND-7",
        before=frozenset({"decide-independence"}),
        unmet="The IOPC can investigate only what is, or will be, referred to it",
        met=_iopc_can_have_it,
        cite=law.PARA_15,
        remedy="decide-to-refer",
        reads="handled_by",
    ),
    Requirement(
        id="IND-8",
        before=frozenset({"allow-interim-enquiries"}),
        unmet="Interim enquiries were allowed already: the decision has to be taken in full",
        met=lambda a: interim(a.file) is None,
        cite=law.INTERIM_INDEPENDENCE,
        remedy="decide-independence",
    ),
    Requirement(
        id="IND-9",
        before=frozenset({"grant-exception"}),
        unmet="The last day of the exception has passed",
        met=lambda a: a.entry.ends_on >= london_day(a.at),
        cite=law.EXCEPTION,
        reads="ends_on",
    ),
    Requirement(
        id="IND-10",
        before=ANSWERING,
        unmet="No challenge by this person is open",
        met=lambda a: has_open_challenge(a.file, a.entry.party),
        cite=law.CHALLENGE,
        remedy="challenge-independence",
        reads="party",
    ),
    Requirement(
        id="IND-22",
        before=ANSWERING,
        unmet="No challenge to independence waits for an answer",
        met=lambda a: waits_for_answer(a.file),
        cite=law.CHALLENGE,
        idle=True,
    ),
    Requirement(
        id="IND-11",
        before=ANSWERING,
        unmet="The answer must be in writing",
        met=lambda a: a.entry.channel in WRITTEN,
        cite=law.CHALLENGE,
        reads="channel",
    ),
    Requirement(
        id="IND-12",
        before=ANSWERING,
        unmet="They have not said that this way is safe, have named other ways, or have asked us never to use it",
        met=_answered_by_a_safe_way,
        cite=law.CODE_RIGHT_6,
        reads="channel",
    ),
    Requirement(
        id="IND-13",
        before=ANSWERING,
        unmet="Somebody else than whoever decided on independence last has to answer",
        met=lambda a: a.by.person not in decided_what_is_challenged(a.file),
        cite=law.CHALLENGE,
    ),
    Requirement(
        id="IND-16",
        before=frozenset({"declare-change"}),
        unmet="Nobody was added to the case since you declared, and you have not moved",
        met=lambda a: bool(not_asked_about(a.file, a.by.person, a.at)),
        cite=law.REDECLARATION,
        idle=True,
    ),
    Requirement(
        id="IND-17",
        before=LEAVING,
        unmet="This person keeps contact with the victim, or investigates: name who covers for them, or why nobody can",
        met=_nobody_is_left_alone,
        cite=law.COVER,
        reads="covers",
    ),
    Requirement(
        id="IND-18",
        before=LEAVING,
        unmet="Whoever covers must hold the role, and have no part in the case and no connection with anybody in it",
        met=lambda a: a.entry.cover is None or may_cover(a.file, a.entry.cover, a.entry.covers),
        cite=law.COVER,
        reads="cover",
    ),
    Requirement(
        id="IND-19",
        before=frozenset({"report-connection"}),
        unmet="Only the appropriate authority and the head of professional standards name who covers",
        met=lambda a: a.entry.cover is None or bool(GIVE_COVER & a.by.roles),
        cite=law.COVER,
        reads="cover",
    ),
)
