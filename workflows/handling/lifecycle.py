"""The steps of handling, from first report to closure."""

from collections.abc import Iterable

from workflows import citations as law
from workflows.handling import entries as e
from workflows.handling.vocabulary import HandlingStatus as Is
from workflows.model import PSD, Actor, Bar, Kind, Opens, PersonRef, Role, Step

OPEN = (Is.RECEIVED, Is.OUTSIDE, Is.RECORDED, Is.UNDER_INVESTIGATION, Is.OUTCOMES_DECIDED)
AUTHORITY = frozenset({Role.APPROPRIATE_AUTHORITY})


def _named_in_report(_by: Actor, entry: e.ReportMatter) -> Iterable[tuple[PersonRef, Bar]]:
    named = ((entry.subject, Bar.SUBJECT), (entry.victim, Bar.VICTIM), (entry.reporter, Bar.REPORTER))
    return [(person, bar) for person, bar in named if person]


STEPS = (
    Step(
        trigger="report-matter",
        label="Report a matter",
        done="Matter reported",
        source=(Is.NEW,),
        dest=Is.RECEIVED,
        by=PSD,
        entry=e.ReportMatter,
        kind=Kind.EVENT,
        occurred="came_to_attention_at",
        before_declaring=True,
        opens=(
            Opens("people"),
            Opens("allegations"),
            Opens("referral"),
            Opens("independence"),
            Opens("oversight"),
            Opens("duty-status", about=lambda entry: entry.subject),
        ),
        excludes=_named_in_report,
        allocates=lambda by, _entry: [(by.person, Role.INTAKE)],
        cites=(law.S_12_2, law.APP_PPDA),
    ),
    Step(
        trigger="allocate-case",
        label="Allocate the case",
        done="Case allocated",
        source=OPEN,
        dest=None,
        by=frozenset({Role.INTAKE, Role.HEAD_OF_PSD, Role.APPROPRIATE_AUTHORITY}),
        entry=e.AllocateCase,
        before_declaring=True,
        allocates=lambda _by, entry: [(entry.person, entry.role)],
        cites=(law.settlement(5),),
    ),
    Step(
        trigger="handle-outside-schedule-3",
        label="Handle outside Schedule 3",
        done="Handled outside Schedule 3",
        source=(Is.RECEIVED,),
        dest=Is.OUTSIDE,
        by=AUTHORITY,
        entry=e.HandleOutside,
        cites=(law.PARA_2_6C,),
    ),
    Step(
        trigger="record-matter",
        label="Record under Schedule 3",
        done="Recorded under Schedule 3",
        source=(Is.RECEIVED, Is.OUTSIDE),
        dest=Is.RECORDED,
        by=AUTHORITY,
        entry=e.RecordMatter,
        urgent=True,
        cites=(law.PARA_2_6A, law.PARA_11_2, law.PARA_11_3A),
    ),
    Step(
        trigger="start-investigation",
        label="Decide to investigate",
        done="Investigation decided",
        source=(Is.RECORDED,),
        dest=Is.UNDER_INVESTIGATION,
        by=AUTHORITY,
        entry=e.StartInvestigation,
        opens=(Opens("investigation"),),
        cites=(law.PARA_6, law.PARA_16, law.APP_PPDA),
    ),
    Step(
        trigger="decide-outcome",
        label="Decide the outcome of an allegation",
        done="Outcome of an allegation decided",
        source=(Is.UNDER_INVESTIGATION,),
        dest=None,
        by=AUTHORITY,
        entry=e.DecideOutcome,
        cites=(law.PARA_24,),
    ),
    Step(
        trigger="confirm-outcomes",
        label="Confirm that every outcome is decided",
        done="Every outcome decided",
        source=(Is.UNDER_INVESTIGATION,),
        dest=Is.OUTCOMES_DECIDED,
        by=AUTHORITY,
        entry=e.ConfirmOutcomes,
        cites=(law.PARA_24, law.REG_34_2),
    ),
    Step(
        trigger="close-case",
        label="Close the case",
        done="Case closed",
        source=(Is.OUTSIDE, Is.OUTCOMES_DECIDED),
        dest=Is.CLOSED,
        by=AUTHORITY,
        entry=e.CloseCase,
        cites=(law.settlement(17),),
    ),
)
