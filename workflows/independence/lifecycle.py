"""The steps of independence."""

from collections.abc import Iterable

from workflows import citations as law
from workflows.independence import entries as e
from workflows.independence.vocabulary import ConnectionDecision
from workflows.independence.vocabulary import IndependenceStatus as Is
from workflows.model import PSD, Actor, Bar, Kind, PersonRef, Role, Step

ANY = (Is.UNDECIDED, Is.DECIDED)
HEAD = frozenset({Role.HEAD_OF_PSD})
HANDLERS = PSD | {Role.OVERSIGHT_OFFICER, Role.DUTY_INSPECTOR}


def _declarer_if_connected(by: Actor, entry: e.DeclareInterests) -> Iterable[tuple[PersonRef, Bar]]:
    return [(by.person, Bar.CONNECTION)] if entry.connected else []


def _if_excluded(_by: Actor, entry: e.DecideConnection) -> Iterable[tuple[PersonRef, Bar]]:
    return [(entry.person, Bar.CONNECTION)] if entry.decision is ConnectionDecision.EXCLUDED else []


def _if_cleared(entry: e.DecideConnection) -> Iterable[PersonRef]:
    return [entry.person] if entry.decision is ConnectionDecision.CLEARED else []


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
        trigger="decide-connection",
        label="Decide on a connection",
        done="Connection decided",
        source=ANY,
        dest=None,
        by=HEAD,
        entry=e.DecideConnection,
        excludes=_if_excluded,
        readmits=_if_cleared,
        cites=(law.REG_12, law.APP_PPDA),
    ),
    Step(
        trigger="decide-independence",
        label="Decide who can investigate independently",
        done="Independence decided",
        source=(Is.UNDECIDED,),
        dest=Is.DECIDED,
        by=frozenset({Role.APPROPRIATE_AUTHORITY}),
        entry=e.DecideIndependence,
        cites=(law.REG_12, law.APP_PPDA),
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
        cites=(law.CWJ_DECLARATIONS, law.REG_12),
    ),
)
