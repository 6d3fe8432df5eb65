"""What waits for a gatekeeper, for My work: what the lists of reports and of concerns say, in one statement.

Who may know of a report is asked as the list asks it, so a report that names its reader changes neither what is read
nor what is shown.
"""

from dataclasses import dataclass

from sqlalchemy import exists, select, true
from sqlmodel import Session

from complaints.facts.statement import EVENT
from complaints.models import metadata
from complaints.models.entries import TABLES
from complaints.models.people import SignedIn
from complaints.queries.concerns_page import OPEN as OPEN_CONCERNS
from complaints.queries.confidential_page import OPEN_TO, REPORT
from workflows.confidential.facts import TO_REPORTER
from workflows.confidential.lifecycle import STEPS
from workflows.confidential.vocabulary import ConfidentialStatus, Danger

PROCESS = metadata.tables["process"]
FIRST, MORE = TABLES["report-in-confidence"], TABLES["add-in-confidence"]

OPEN = frozenset({ConfidentialStatus.RECEIVED, ConfidentialStatus.IN_CONVERSATION})
ANSWERING = [step.trigger for step in STEPS if step.entry in TO_REPORTER]

_event = EVENT.alias("answering")
_answered = exists().where(_event.c.confidential_id == REPORT.c.id, _event.c.trigger.in_(ANSWERING))
_told = (
    select(FIRST.c.event_id, FIRST.c.danger_now)
    .union_all(select(MORE.c.event_id, MORE.c.danger_now))
    .subquery("told_in_confidence")
)
_said = EVENT.alias("said_in_confidence")
_danger = (
    select(_told.c.danger_now)
    .join(_said, _said.c.id == _told.c.event_id)
    .where(_said.c.confidential_id == REPORT.c.id)
    .order_by(_told.c.event_id.desc())
    .limit(1)
    .scalar_subquery()
)
_reports = (
    OPEN_TO.add_columns(PROCESS.c.status, _answered.label("answered"), _danger.label("danger"))
    .join(PROCESS, PROCESS.c.confidential_id == REPORT.c.id)
    .subquery("reports")
)
_concerns = OPEN_CONCERNS.subquery("concerns")
WAITING = select(*_concerns.c, *_reports.c).select_from(_concerns.outerjoin(_reports, true()))
"""How many concerns are open, with each report; with none where there is no report."""


@dataclass(frozen=True)
class GatekeeperWork:
    """How many reports have had no answer, and how many others are open; in how many of both is danger now.

    `concerns` about somebody's safety are those with which nobody has dealt.
    """

    unanswered: int = 0
    open: int = 0
    danger: int = 0
    concerns: int = 0


def gatekeeper_work(session: Session, actor: SignedIn) -> GatekeeperWork:
    """What a gatekeeper may know of, with which something is still to be done."""
    rows = session.execute(WAITING, {"actor": actor.person}).all()
    reports = [row for row in rows if row.reference and row.submitter != actor.person]
    theirs = [row for row in reports if row.status in OPEN or not row.answered]
    unanswered = sum(not row.answered for row in theirs)
    danger = sum(row.danger == Danger.YES for row in theirs)
    return GatekeeperWork(unanswered, len(theirs) - unanswered, danger, rows[0][0])
