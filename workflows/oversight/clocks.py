"""By when the victim must hear from us: in writing by law, and by the agreed contact (settlement 9)."""

from collections.abc import Iterator
from datetime import date, datetime

from workflows import citations as law
from workflows.calendar import CountRule, Limit, london_day
from workflows.casefile import CaseFile, ProcessFact
from workflows.clocks import Clock, Run
from workflows.handling.entries import ConfirmOutcomes
from workflows.handling.facts import recorded, report
from workflows.informing.clocks import withheld_note
from workflows.informing.facts import victim_refs
from workflows.informing.vocabulary import Notice
from workflows.oversight.entries import AppointOversightOfficer, MakeClosingContact, TellOutcome
from workflows.oversight.facts import contact_plan, contacts, in_touch, outcome_told, tried, updates, wants_contact


def _first_offer(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    if first := report(file):
        appointed = file.all(AppointOversightOfficer)
        yield Run(
            starts=london_day(first.event.recorded_at),
            because="The matter was reported",
            limit=Limit(CountRule.WD_FWD_PLUS, file.terms.number("soo-offer", london_day(first.event.recorded_at))),
            met_at=appointed[0].event.occurred_at if appointed else None,
        )


def _first_contact(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    if appointed := file.all(AppointOversightOfficer):
        since = appointed[0].event.occurred_at
        made = [f.event.occurred_at for f in contacts(file) if f.event.occurred_at >= since and tried(f.entry)]
        yield Run(
            starts=london_day(since),
            because="The senior oversight officer was appointed",
            limit=Limit(CountRule.WD_FWD_PLUS, file.terms.number("soo-first-contact", london_day(since))),
            met_at=made[0] if made else None,
        )


def _written_updates(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    """A run from the start of handling, then one from each letter, until every outcome is told."""
    start = recorded(file)
    if start is None:
        return
    began = start.event.occurred_at
    outcomes = [f.event.occurred_at for f in file.all(TellOutcome) if f.event.occurred_at > began]
    sent = [f.event.occurred_at for f in updates(file) if f.event.occurred_at > began]
    moments: list[datetime] = [began, *sorted([*sent, *outcomes])]
    met: list[datetime | None] = [*moments[1:], None]
    told = bool(outcomes) and outcome_told(file)
    for nth, (since, met_at) in enumerate(zip(moments, met, strict=True)):
        if told and met_at is None:
            return
        limit = Limit(CountRule.WEEKS, file.terms.number("written-update", london_day(since)))
        withheld = _withheld(file, Notice.UPDATE, london_day(since), limit, met_at)
        yield Run(
            starts=london_day(since),
            because="Handling began when the matter was recorded" if nth == 0 else "The last written update was sent",
            limit=limit,
            met_at=None if withheld else met_at,
            ended=withheld or _unwanted(file, met_at),
        )


def _agreed_contact(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    """A run from the agreement, then one from each contact that reached the victim, until the closing one."""
    plan = contact_plan(file)
    if plan is None or plan.entry.every_days is None:
        return
    closing = file.last(MakeClosingContact)
    since = plan.event.occurred_at
    reached = [f.event.occurred_at for f in contacts(file) if in_touch(f.entry)]
    moments: list[datetime] = [since, *(at for at in reached if at > since)]
    met: list[datetime | None] = [*moments[1:], closing.event.occurred_at if closing else None]
    for nth, (start, met_at) in enumerate(zip(moments, met, strict=True)):
        yield Run(
            starts=london_day(start),
            because="Contact was agreed with the victim" if nth == 0 else "The last contact reached the victim",
            limit=Limit(CountRule.CAL_D_PLUS_1, plan.entry.every_days),
            met_at=met_at,
        )


def _tell_outcome(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    if confirmed := file.last(ConfirmOutcomes):
        sent = (f.event.occurred_at for f in file.all(TellOutcome))
        met_at = next((at for at in sent if at >= confirmed.event.occurred_at), None)
        limit = Limit(CountRule.WD_NO_MARKER, file.terms.number("outcome-notice", confirmed.event.day))
        withheld = _withheld(file, Notice.OUTCOME, confirmed.event.day, limit, met_at)
        yield Run(
            starts=confirmed.event.day,
            because="The outcomes were decided",
            limit=limit,
            met_at=None if withheld else met_at,
            ended=withheld or _unwanted(file, met_at),
        )


def _withheld(file: CaseFile, what: Notice, starts: date, limit: Limit, met: datetime | None) -> str:
    """Whether it was withheld from the victim, as decided under "Written information"."""
    return withheld_note(file, what, victim_refs(file), file.terms.calendar.last_day(limit, starts), met)


def _unwanted(file: CaseFile, met: object) -> str:
    """Why a clock for telling the victim stops unmet, if it does."""
    return "" if met or wants_contact(file) else "No victim is known who wants to be contacted."


CLOCKS = (
    Clock(
        id="OVR-C1",
        title="Send a written update",
        workflow="oversight",
        met_by=("send-update",),
        cite=law.REG_34_2,
        runs=_written_updates,
        pauses="Nothing pauses this clock: it runs while the case is suspended, and a telephone call does not meet it.",
    ),
    Clock(
        id="OVR-C2",
        title="Agreed contact",
        workflow="oversight",
        met_by=("log-contact",),
        cite=law.HAMPSHIRE_SOO,
        runs=_agreed_contact,
        own_target=True,
    ),
    Clock(
        id="OVR-C3",
        title="First contact",
        workflow="oversight",
        met_by=("log-contact",),
        cite=law.PROPOSED_TIME,
        runs=_first_contact,
        own_target=True,
    ),
    Clock(
        id="OVR-C4",
        title="Tell the outcome",
        workflow="oversight",
        met_by=("tell-outcome",),
        cite=law.REG_34_2,
        runs=_tell_outcome,
    ),
    Clock(
        id="OVR-C5",
        title="Appoint a senior oversight officer",
        workflow="oversight",
        met_by=("appoint-oversight-officer",),
        cite=law.PROPOSED_TIME,
        runs=_first_offer,
        own_target=True,
    ),
)
