"""The steps on possible links. They belong to independence: a link found late opens that decision again."""

from collections.abc import Iterable

from workflows import citations as law
from workflows.independence.covering import whoever_covers
from workflows.independence.vocabulary import IndependenceStatus as Is
from workflows.model import PSD, Actor, Bar, Kind, PersonRef, Role, Step
from workflows.people.colleagues import NEAR
from workflows.screening import entries as e
from workflows.screening.decided import lets_in
from workflows.screening.vocabulary import ENDS_WORK, LinkDecision

ANY = (Is.UNDECIDED, Is.DECIDED)
DECIDERS = frozenset({Role.APPROPRIATE_AUTHORITY, Role.HEAD_OF_PSD})
ALLOCATORS = DECIDERS | {Role.INTAKE}
TELLERS = PSD | {Role.OVERSIGHT_OFFICER}


def _whoever_decides(by: Actor, entry: e.DecideLink) -> Iterable[tuple[PersonRef, Role]]:
    """Whoever decides is screened as well: nobody in the subject's line of management may. So is whoever covers."""
    return [(by.person, min(by.roles & DECIDERS)), *whoever_covers(by, entry)]


def _if_excluded(_by: Actor, entry: e.DecideLink) -> Iterable[tuple[PersonRef, Bar]]:
    excluded = entry.decision is LinkDecision.EXCLUDED
    return [(person, Bar.CONNECTION) for person in entry.people] if excluded else []


def _if_let_in(entry: e.DecideLink) -> Iterable[tuple[PersonRef, Bar]]:
    return [(person, bar) for person in entry.people for bar in NEAR] if lets_in(entry) else []


def _cover(_by: Actor, entry: e.ReportLink) -> Iterable[tuple[PersonRef, Role]]:
    return [(entry.cover, entry.role)] if entry.cover else []


STEPS = (
    Step(
        trigger="screen-person",
        label="Screen a person",
        done="Person screened",
        source=ANY,
        dest=None,
        by=ALLOCATORS,
        entry=e.ScreenPerson,
        kind=Kind.EVENT,
        before_declaring=True,
        reserved=True,
        personal=True,
        screens=lambda _by, entry: [(entry.person, entry.role)],
        cites=(law.settlement(5), law.SCREENING),
    ),
    Step(
        trigger="decide-link",
        label="Decide on a possible link",
        done="Decision on a possible link",
        source=ANY,
        dest=None,
        by=DECIDERS,
        entry=e.DecideLink,
        reserved=True,
        personal=True,
        screens=_whoever_decides,
        excludes=_if_excluded,
        readmits=_if_let_in,
        releases=lambda entry: entry.people if entry.decision in ENDS_WORK else (),
        allocates=whoever_covers,
        cites=(law.settlement(5), law.settlement(6), law.REG_12),
    ),
    Step(
        trigger="report-link",
        label="Report a link found after somebody has worked on the case",
        done="Link found after somebody had worked on the case",
        source=ANY,
        dest=Is.UNDECIDED,
        by=DECIDERS,
        entry=e.ReportLink,
        kind=Kind.EVENT,
        reserved=True,
        personal=True,
        screens=_cover,
        excludes=lambda _by, entry: [(entry.person, Bar.CONNECTION)],
        releases=lambda entry: [entry.person],
        allocates=_cover,
        cites=(law.REG_12, law.CWJ_DECLARATIONS),
    ),
    Step(
        trigger="review-linked-work",
        label="Review the work of somebody who left the case",
        done="Work of somebody who left the case reviewed",
        source=ANY,
        dest=None,
        by=PSD,
        entry=e.ReviewLinkedWork,
        reserved=True,
        personal=True,
        cites=(law.LINK_FOUND_LATE,),
    ),
    Step(
        trigger="record-link-notice",
        label="Record whether the victim was told that somebody left the case",
        done="Recorded whether the victim was told that somebody left the case",
        source=ANY,
        dest=None,
        by=TELLERS,
        entry=e.RecordLinkNotice,
        kind=Kind.EVENT,
        reserved=True,
        personal=True,
        cites=(law.LINK_FOUND_LATE,),
    ),
)
