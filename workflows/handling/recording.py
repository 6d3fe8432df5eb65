"""The steps of handling up to the record: report, log, record or not, pass on."""

from collections.abc import Iterable

from workflows import citations as law
from workflows.handling import entries as e
from workflows.handling.routing import suggest_route, to_record
from workflows.handling.triggers import recording_triggers
from workflows.handling.vocabulary import HandlingStatus as Is
from workflows.model import PSD, Actor, Bar, Kind, Opens, PersonRef, Role, Step

OPEN = tuple(status for status in Is if status is not Is.NEW and not status.final)
ENDED = tuple(status for status in Is if status.final)
EVER = (*OPEN, *ENDED)
BEFORE_RECORDING = (Is.RECEIVED, Is.LOGGED)
AUTHORITY = frozenset({Role.APPROPRIATE_AUTHORITY})
REPORTERS = PSD | {Role.DUTY_INSPECTOR}
"""Who takes a first report down from somebody who tells of it."""

DECIDERS = AUTHORITY | {Role.HEAD_OF_PSD}


def _named_in_report(_by: Actor, entry: e.ReportMatter) -> Iterable[tuple[PersonRef, Bar]]:
    named = ((entry.subject, Bar.SUBJECT), (entry.victim, Bar.VICTIM), (entry.reporter, Bar.REPORTER))
    return [(person, bar) for person, bar in named if person]


def whoever_takes_it(by: Actor, entry: e.ReportMatter) -> Iterable[tuple[PersonRef, Role]]:
    """A duty inspector keeps it until somebody in professional standards takes over; anybody else is intake."""
    if by.roles & PSD or Role.DUTY_INSPECTOR not in by.roles:
        return [(entry.received_by or by.person, Role.INTAKE)]
    named = [(entry.received_by, Role.INTAKE)] if entry.received_by else []
    return [(by.person, Role.DUTY_INSPECTOR), *named]


def _allocated(_by: Actor, entry: e.AllocateCase) -> Iterable[tuple[PersonRef, Role]]:
    return [(entry.person, entry.role)]


RECORDING = (
    Step(
        trigger="report-matter",
        label="Report a matter",
        done="Matter reported",
        source=(Is.NEW,),
        dest=Is.RECEIVED,
        by=REPORTERS | {Role.GATEKEEPER},
        entry=e.ReportMatter,
        kind=Kind.EVENT,
        occurred="came_to_attention_at",
        before_declaring=True,
        opens=(
            Opens("people"),
            Opens("allegations"),
            Opens("risk"),
            Opens("further"),
            Opens("referral"),
            Opens("independence"),
            Opens("oversight"),
            Opens("informing"),
            Opens("withdrawal"),
            Opens("criminal"),
            Opens("scrutiny"),
            Opens("duty-status", about=lambda entry: entry.subject),
        ),
        excludes=_named_in_report,
        allocates=whoever_takes_it,
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
        allocates=_allocated,
        screens=_allocated,
        cites=(law.settlement(5),),
    ),
    Step(
        trigger="log-complaint",
        label="Log a complaint",
        done="Complaint logged",
        source=(Is.RECEIVED,),
        dest=Is.LOGGED,
        by=PSD,
        entry=e.LogComplaint,
        kind=Kind.EVENT,
        suggests=suggest_route,
        cites=(
            law.DATA_GUIDANCE,
            law.S_12_1,
        ),
    ),
    Step(
        trigger="ask-views",
        label="Ask how the complainant wants it handled",
        done="Complainant's views asked",
        source=EVER,
        dest=None,
        by=PSD,
        entry=e.AskViews,
        kind=Kind.EVENT,
        occurred="asked_at",
        cites=(law.PARA_2_6,),
    ),
    Step(
        trigger="handle-outside-schedule-3",
        label="Handle outside Schedule 3",
        done="Handled outside Schedule 3",
        source=BEFORE_RECORDING,
        dest=Is.OUTSIDE,
        by=AUTHORITY,
        entry=e.HandleOutside,
        two_to_correct=True,
        suggests=recording_triggers,
        cites=(law.PARA_2_6C,),
    ),
    Step(
        trigger="record-matter",
        label="Record under Schedule 3",
        done="Recorded under Schedule 3",
        source=(Is.RECEIVED, Is.LOGGED, Is.OUTSIDE),
        dest=Is.RECORDED,
        by=AUTHORITY,
        entry=e.RecordMatter,
        urgent=True,
        two_to_correct=True,
        suggests=to_record,
        cites=(law.PARA_2_6A, law.PARA_11_2, law.PARA_11_3A),
    ),
    Step(
        trigger="propose-not-recording",
        label="Propose not to record",
        done="Not recording proposed",
        source=BEFORE_RECORDING,
        dest=None,
        by=AUTHORITY,
        entry=e.ProposeNotRecording,
        cites=(
            law.PARA_11_3B,
            law.REG_7_2,
            law.TWO_PEOPLE_DECIDE,
        ),
    ),
    Step(
        trigger="confirm-not-recording",
        label="Confirm that it is not recorded",
        done="Not recorded",
        source=BEFORE_RECORDING,
        dest=Is.NOT_RECORDED,
        by=DECIDERS,
        entry=e.ConfirmNotRecording,
        cites=(
            law.PARA_11_3B,
            law.TWO_PEOPLE_DECIDE,
        ),
    ),
    Step(
        trigger="pass-on",
        label="Pass to another authority",
        done="Passed to another authority",
        source=BEFORE_RECORDING,
        dest=Is.PASSED_ON,
        by=AUTHORITY,
        entry=e.PassOn,
        cites=(law.PARA_2,),
    ),
    Step(
        trigger="tell-passed-on",
        label="Record who was told that it was passed on",
        done="Told that it was passed on",
        source=EVER,
        dest=None,
        by=PSD,
        entry=e.TellPassedOn,
        kind=Kind.EVENT,
        occurred="told_at",
        cites=(law.PARA_2,),
    ),
)
