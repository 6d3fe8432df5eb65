"""The steps of independence."""

from collections.abc import Iterable

from workflows import citations as law
from workflows.independence import entries as e
from workflows.independence.covering import whoever_covers
from workflows.independence.vocabulary import ConnectionDecision
from workflows.independence.vocabulary import IndependenceStatus as Is
from workflows.model import Actor, Bar, Kind, PersonRef, Role, Step
from workflows.working import HANDLERS

ANY = (Is.UNDECIDED, Is.DECIDED)
HEAD = frozenset({Role.HEAD_OF_PSD})
AUTHORITY = frozenset({Role.APPROPRIATE_AUTHORITY})


def _declarer_if_connected(by: Actor, entry: e.DeclareInterests | e.DeclareChange) -> Iterable[tuple[PersonRef, Bar]]:
    return [(by.person, Bar.CONNECTION)] if entry.connected else []


def _if_excluded(_by: Actor, entry: e.DecideConnection) -> Iterable[tuple[PersonRef, Bar]]:
    return [(entry.person, Bar.CONNECTION)] if entry.decision is ConnectionDecision.EXCLUDED else []


def _if_cleared(entry: e.DecideConnection) -> Iterable[tuple[PersonRef, Bar]]:
    return [(entry.person, Bar.CONNECTION)] if entry.decision is ConnectionDecision.CLEARED else []


STEPS = (
    Step(
        trigger="declare-interests",
        label="Declare your interests",
        done="Interests declared",
        source=ANY,
        dest=None,
        by=HANDLERS,
        entry=e.DeclareInterests,
        before_declaring=True,
        personal=True,
        excludes=_declarer_if_connected,
        cites=(law.CWJ_DECLARATIONS, law.REG_12),
    ),
    Step(
        trigger="declare-change",
        label="Say whether anything has changed since you declared",
        done="Declaration brought up to date",
        source=ANY,
        dest=None,
        by=HANDLERS,
        entry=e.DeclareChange,
        before_declaring=True,
        personal=True,
        excludes=_declarer_if_connected,
        cites=(law.CWJ_DECLARATIONS, law.REDECLARATION),
    ),
    Step(
        trigger="decide-connection",
        label="Decide on a connection",
        done="Connection decided",
        source=ANY,
        dest=None,
        by=HEAD,
        entry=e.DecideConnection,
        excludes=_if_excluded,
        readmits=_if_cleared,
        screens=whoever_covers,
        allocates=whoever_covers,
        cites=(law.REG_12, law.APP_PPDA),
    ),
    Step(
        trigger="decide-independence",
        label="Decide who can investigate independently",
        done="Independence decided",
        source=ANY,
        dest=Is.DECIDED,
        by=AUTHORITY,
        entry=e.DecideIndependence,
        cites=(law.REG_12, law.APP_PPDA),
    ),
    Step(
        trigger="review-independence",
        label="Leave the independence decision as it is, after a review",
        done="Independence decision reviewed and left as it is",
        source=(Is.DECIDED,),
        dest=None,
        by=AUTHORITY,
        entry=e.ReviewIndependence,
        cites=(law.INDEPENDENCE_REVIEW, law.APP_PPDA),
    ),
    Step(
        trigger="allow-interim-enquiries",
        label="Allow enquiries that cannot wait for the independence decision",
        done="Interim enquiries allowed",
        source=(Is.UNDECIDED,),
        dest=None,
        by=AUTHORITY | HEAD,
        entry=e.AllowInterimEnquiries,
        afterwards="This lapses by itself. Until then the independence decision has to be taken in full",
        cites=(law.INTERIM_INDEPENDENCE,),
    ),
    Step(
        trigger="record-independence-trigger",
        label="Record what calls for another look at independence",
        done="Another look at independence called for",
        source=ANY,
        dest=None,
        by=HANDLERS,
        entry=e.RecordReviewTrigger,
        kind=Kind.EVENT,
        occurred="learnt_at",
        cites=(law.INDEPENDENCE_REVIEW,),
    ),
    Step(
        trigger="grant-exception",
        label="Let somebody with an earlier connection investigate",
        done="Exception for an earlier connection granted",
        source=ANY,
        dest=None,
        by=frozenset({Role.CHIEF_OFFICER}),
        entry=e.GrantException,
        cites=(law.EXCEPTION, law.APP_PPDA),
    ),
    Step(
        trigger="challenge-independence",
        label="Record a challenge to independence",
        done="Independence challenged",
        source=ANY,
        dest=None,
        by=HANDLERS,
        entry=e.ChallengeIndependence,
        kind=Kind.EVENT,
        occurred="made_at",
        cites=(law.CHALLENGE,),
    ),
    Step(
        trigger="answer-challenge",
        label="Answer a challenge to independence in writing",
        done="Challenge to independence answered",
        source=ANY,
        dest=None,
        by=AUTHORITY | HEAD,
        entry=e.AnswerChallenge,
        cites=(law.CHALLENGE,),
    ),
    Step(
        trigger="report-connection",
        label="Report a connection that was not declared",
        done="Undeclared connection found",
        source=ANY,
        dest=Is.UNDECIDED,
        by=HANDLERS,
        entry=e.ReportConnection,
        kind=Kind.EVENT,
        excludes=lambda _by, entry: [(entry.person, Bar.CONNECTION)],
        screens=whoever_covers,
        allocates=whoever_covers,
        cites=(law.CWJ_DECLARATIONS, law.REG_12, law.COVER),
    ),
)
