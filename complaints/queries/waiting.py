"""What cases wait for, from what is stored: where their processes stand, and proposals that nobody has confirmed.

Steps are not evaluated here: that needs the whole file of each case, and a worklist may hold hundreds. So a decision
that a case waits for may still lack something on file, and its own page says what.

- A process that stands at one of `WAITS` waits for the step named there, or for somebody outside.
- A proposal, or a correction of what takes two people, waits for whoever may confirm it but did not make it.
- Nothing of a case whose handling has ended waits, but for a proposal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, or_
from sqlmodel import Session

from complaints.facts.load import Loaded
from complaints.models import metadata
from complaints.models.entries import TABLES
from complaints.models.people import SignedIn
from complaints.queries.tasks import whose
from complaints.queries.visible import ALLOCATION, CASE_FILE, visible_cases
from workflows.criminal.vocabulary import CriminalStatus
from workflows.duty_status.vocabulary import DutyStatus
from workflows.handling.vocabulary import HandlingStatus
from workflows.independence.vocabulary import IndependenceStatus
from workflows.independence.work import at_work
from workflows.investigation.vocabulary import InvestigationStatus
from workflows.model import Role, Status, Step
from workflows.oversight.vocabulary import OversightStatus
from workflows.people.vocabulary import PeopleStatus
from workflows.referral.vocabulary import ReferralStatus
from workflows.registry import STEPS, WORKFLOW_OF, WORKFLOWS
from workflows.withdrawal.vocabulary import WithdrawalStatus

PROCESS, EVENT = metadata.tables["process"], metadata.tables["event"]
CONFIRMED = TABLES["confirm-correction"]

WAITS: Mapping[tuple[str, Status], tuple[str, str]] = {
    ("handling", HandlingStatus.RECEIVED): ("the decision whether to record it", "record-matter"),
    ("handling", HandlingStatus.LOGGED): ("the decision whether to record the complaint", "record-matter"),
    ("handling", HandlingStatus.OUTSIDE): ("closure", "close-case"),
    ("handling", HandlingStatus.RECORDED): ("the decision how to handle it", "start-investigation"),
    ("handling", HandlingStatus.OTHERWISE): ("the outcomes", "confirm-outcomes"),
    ("handling", HandlingStatus.OUTCOMES_DECIDED): ("closure", "close-case"),
    ("referral", ReferralStatus.UNDECIDED): ("the decision on referral to the IOPC", "decide-not-to-refer"),
    ("referral", ReferralStatus.DUE): ("sending the referral", "send-referral"),
    ("referral", ReferralStatus.SENT): ("the IOPC's decision", ""),
    ("independence", IndependenceStatus.UNDECIDED): ("the independence decision", "decide-independence"),
    ("oversight", OversightStatus.UNASSIGNED): ("a senior oversight officer", "appoint-oversight-officer"),
    ("investigation", InvestigationStatus.UNASSIGNED): ("an investigator", "appoint-investigator"),
    ("investigation", InvestigationStatus.APPOINTED): ("the investigator's report", "submit-report"),
    ("investigation", InvestigationStatus.REPORTED): ("the outcomes", "confirm-outcomes"),
    ("duty-status", DutyStatus.UNDECIDED): ("the decision on duty status", "leave-unrestricted"),
    ("withdrawal", WithdrawalStatus.WAITING): ("the decision on the wish to withdraw", "decide-on-withdrawal"),
    ("criminal", CriminalStatus.SUSPENDED): ("the criminal proceedings", ""),
}
"""Where a process stands -> what is waited for, and the step that supplies it; none where only others can.

A step of another workflow is waited for only while that stands where the step starts.
"""

PROPOSALS: Mapping[str, tuple[str, str]] = {
    "propose-not-recording": ("confirming that it is not recorded", "confirm-not-recording"),
    "propose-repeat": ("signing the repeat-matter exception", "sign-repeat"),
    "propose-reopening": ("confirming that it is opened again", "confirm-reopening"),
    "ask-for-identity": ("the answer whether somebody is shown who stands under an alias", "answer-for-identity"),
    "see-identity-at-once": ("the review of an identity seen at once", "review-identity-seen"),
    "use-urgent-access": ("the review of an urgent access", "review-urgent-access"),
}
"""What one person proposes or does -> what is waited for, and the step by which another confirms or reviews it."""

ONE_EACH = frozenset({"ask-for-identity"})
"""What several people may ask at once, each with an answer of their own; the rest is confirmed all together."""

CORRECTED = ("confirming a correction", "confirm-correction")

_CONFIRMING = {confirms for _, confirms in PROPOSALS.values()}
_TWO = [trigger for trigger, step in STEPS.items() if step.two_to_correct]
assert {WORKFLOW_OF[trigger].name for trigger in _TWO} == {"handling"}, "a correction's key is read as handling's"

_OPEN = {(workflow, status.value) for workflow, status in WAITS} | {("handling", s.value) for s in HandlingStatus}
_OPEN.add(("people", PeopleStatus.OPEN.value))
MINE = ALLOCATION.alias("mine")
works_on = and_(
    MINE.c.case_id == CASE_FILE.c.id,
    MINE.c.person_id == bindparam("person"),
    MINE.c.until.is_(None),
)
"""`MINE` are the roles in which `:person` works on the case, each a row."""

STANDING: Select[Any] = (
    visible_cases(CASE_FILE.c.reference, PROCESS.c.workflow, PROCESS.c.status, MINE.c.role)
    .join(PROCESS, PROCESS.c.case_id == CASE_FILE.c.id)
    .join(MINE, works_on)
    .where(or_(*(and_(PROCESS.c.workflow == name, PROCESS.c.status == status) for name, status in sorted(_OPEN))))
    .order_by(PROCESS.c.id, MINE.c.id)
)
"""A row for each process that may wait, and each role in which `:person` works on its case."""

PROPOSED: Select[Any] = (
    visible_cases(
        CASE_FILE.c.reference,
        EVENT.c.trigger,
        EVENT.c.sequence,
        EVENT.c.by,
        EVENT.c.corrects,
        CONFIRMED.c.correction,
    )
    .join(EVENT, EVENT.c.case_id == CASE_FILE.c.id)
    .outerjoin(CONFIRMED, CONFIRMED.c.event_id == EVENT.c.id)
    .where(
        or_(
            EVENT.c.trigger.in_([*PROPOSALS, *sorted(_CONFIRMING), "confirm-correction"]),
            and_(EVENT.c.trigger.in_(_TWO), EVENT.c.corrects.is_not(None)),
        )
    )
    .order_by(EVENT.c.id)
)
"""What takes two people: every proposal, correction and confirmation, in the order recorded."""


class Awaited(NamedTuple):
    """Something that waits for the reader, in words, and the workflow in which they do it."""

    what: str
    workflow: str


@dataclass(frozen=True)
class Waiting:
    """What one case waits for: steps that `yours` names are the reader's, `others` say also whose."""

    yours: tuple[Awaited, ...] = ()
    others: tuple[str, ...] = ()


class _Told(NamedTuple):
    """An event that takes two people, or what confirms it: `key` is its own, `correction` that of what it confirms."""

    trigger: str
    by: str
    key: str
    corrects: str | None
    correction: str | None


@dataclass(frozen=True)
class _Stands:
    """One case: where its processes stand, the reader's roles in it, and what has been proposed."""

    at: frozenset[tuple[str, str]]
    roles: frozenset[Role]
    proposed: Sequence[_Told]

    def reaches(self, trigger: str) -> bool:
        """Whether the workflow of a step stands where the step starts."""
        return any((WORKFLOW_OF[trigger].name, status.value) in self.at for status in STEPS[trigger].source)

    @property
    def ended(self) -> bool:
        return any(WORKFLOWS["handling"].status(status).final for name, status in self.at if name == "handling")


def waiting(session: Session, actor: SignedIn) -> dict[str, Waiting]:
    """What each case waits for that one person works on, by its reference, in two statements."""
    connection, asked = session.connection(), {"person": actor.person_id}
    at: dict[str, set[tuple[str, str]]] = {}
    roles: dict[str, set[Role]] = {}
    for row in connection.execute(STANDING, asked):
        at.setdefault(row.reference, set()).add((row.workflow, row.status))
        roles.setdefault(row.reference, set()).add(row.role)
    proposed: dict[str, list[_Told]] = {}
    for row in connection.execute(PROPOSED, asked):
        told = _Told(row.trigger, row.by, f"handling.{row.sequence}", row.corrects, row.correction)
        proposed.setdefault(row.reference, []).append(told)
    return {
        case: _sorted(_Stands(frozenset(at[case]), frozenset(roles[case]), proposed.get(case, ())), actor)
        for case in at
    }


def waits_of(loaded: Loaded, actor: SignedIn) -> Waiting:
    """The same of one case that has been read, without a statement."""
    told = (
        _Told(f.event.trigger, f.event.by, f.event.key, f.event.corrects, getattr(f.entry, "correction", None))
        for f in loaded.file.facts
    )
    at = frozenset((row.workflow, row.status.value) for row in loaded.rows)
    return _sorted(_Stands(at, at_work(loaded.file).get(actor.person, frozenset()), tuple(told)), actor)


def _sorted(case: _Stands, actor: SignedIn) -> Waiting:
    yours, others = [], []
    for what, trigger, proposer in (*_statuses(case), *_proposals(case)):
        step = STEPS.get(trigger)
        if step and proposer != actor.person and step.by & case.roles & actor.roles:
            yours.append(Awaited(what, WORKFLOW_OF[trigger].name))
        else:
            others.append(_of_others(what, step))
    return Waiting(tuple(dict.fromkeys(yours)), tuple(dict.fromkeys(others)))


def _of_others(what: str, step: Step | None) -> str:
    return f"{what} ({whose(step).lower()})" if step else what


def _statuses(case: _Stands) -> Iterator[tuple[str, str, None]]:
    if case.ended:
        return
    for (workflow, status), (what, trigger) in WAITS.items():
        if (workflow, status.value) in case.at and (not trigger or case.reaches(trigger)):
            yield what, trigger, None


def _proposals(case: _Stands) -> Iterator[tuple[str, str, str]]:
    """What waits for a second person, and who proposed it: the latest of its kind, and every correction."""
    for trigger, (what, confirms) in PROPOSALS.items():
        told = [each for each in case.proposed if each.trigger in (trigger, confirms) and each.corrects is None]
        if not told or not case.reaches(confirms):
            continue
        if trigger in ONE_EACH:
            asked = [each.by for each in told if each.trigger == trigger]
            yield from ((what, confirms, by) for by in asked[len(told) - len(asked) :])
        elif told[-1].trigger == trigger:
            yield what, confirms, told[-1].by
    yield from ((*CORRECTED, each.by) for each in _unconfirmed(case.proposed))


def _unconfirmed(told: Sequence[_Told]) -> Iterator[_Told]:
    confirmed = {each.correction for each in told}
    return (each for each in told if each.corrects and each.trigger in _TWO and each.key not in confirmed)
