"""By when everybody entitled must be told: each run names its recipient by part, never by name.

Nothing pauses these clocks: they run while a case is suspended, and a telephone call meets none of them. One
process has the runs of every recipient, so each clock orders them by the moment they began: runs are only added.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import pairwise

from workflows import citations as law
from workflows.allegations.facts import untold
from workflows.calendar import CountRule, Limit, london_day
from workflows.casefile import CaseFile, ProcessFact
from workflows.clocks import Clock, Run
from workflows.handling.entries import ConfirmOutcomes
from workflows.informing import entries as e
from workflows.informing.facts import (
    Recipient,
    handling_began,
    iopc_informs,
    label,
    outcome_letters,
    recipients,
    refs_of,
    told,
    wish,
    wishes,
    withheld,
    withholding,
)
from workflows.informing.review import applications, provided_on, review_available, review_limit
from workflows.informing.vocabulary import Notice, ReviewBody, Wish
from workflows.model import PartyRef
from workflows.words import written

Began = tuple[datetime, Run]


def _in_order(runs: Iterable[Began]) -> Iterator[Run]:
    """Runs by the moment they began, so that a later one never takes an earlier one's number."""
    return (run for _, run in sorted(runs, key=lambda pair: pair[0]))


def _first(moments: Iterable[datetime], since: datetime) -> datetime | None:
    return next((at for at in sorted(moments) if at >= since), None)


def withheld_note(file: CaseFile, what: Notice, refs: Iterable[PartyRef], last_day: date, met: datetime | None) -> str:
    """Why a run ends without being met: withheld on its last day, by a decision made in time (settlement 10)."""
    for stretch in withheld(file, what, refs):
        since, until = london_day(stretch.since), stretch.until and london_day(stretch.until)
        if since > last_day or (until and until < last_day) or (met and met < stretch.since):
            continue
        end = f" until {written(until)}" if until else f", to be reviewed by {written(stretch.review_on)}"
        return f"Withheld under PCMR 2020 reg 35 from {written(since)}{end}."
    return ""


def _run(file: CaseFile, who: Recipient, what: Notice, unmet: Run, met: datetime | None) -> Run:
    """A run that is met, unless it was withheld in time; or the reason why nothing need be sent."""
    last_day = file.terms.calendar.last_day(unmet.limit, unmet.starts)
    if note := withheld_note(file, what, who.refs, last_day, met):
        return unmet._replace(ended=note)
    return unmet._replace(met_at=met, ended="" if met else unmet.ended or _taken_over(file, last_day))


def _taken_over(file: CaseFile, last_day: date) -> str:
    taken = iopc_informs(file)
    if taken and london_day(taken) <= last_day:
        return "The IOPC keeps people informed, as it directs or carries out the investigation."
    return ""


def _updates(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    """To the victim's senior oversight officer this clock is OVR-C1: nothing is asked for twice."""
    return _in_order(began for who in recipients(file) if not who.has_officer for began in _updates_to(file, who))


def _updates_to(file: CaseFile, who: Recipient) -> Iterator[Began]:
    """A run from the start of handling, then one from each letter or change of mind, until every outcome is told."""
    began = handling_began(file)
    if began is None:
        return
    start = max(began, who.since)
    sent = [at for at in told(file, Notice.UPDATE, who.refs) if at > start]
    outcome = [at for at in told(file, Notice.OUTCOME, who.refs) if at > start]
    knows_all = bool(outcome) and not untold(file, outcome_letters(file, who))
    for since in sorted({start, *sent, *outcome, *_minds_changed(file, who, start)}):
        if knows_all and since >= outcome[-1]:
            return
        limit = Limit(CountRule.WEEKS, file.terms.number("written-update", london_day(since)))
        met = min((at for at in (*sent, *outcome) if at > since), default=None)
        stopped = _stopped(file, who, since, met)
        unmet = Run(london_day(since), _why(who, since, began, [*sent, *outcome]), limit, ended=stopped)
        yield since, _run(file, who, Notice.UPDATE, unmet, None if stopped else met)


def _minds_changed(file: CaseFile, who: Recipient, start: datetime) -> list[datetime]:
    """When somebody who wanted no updates asked for them again."""
    pairs = pairwise(wishes(file, who))
    again = [b for a, b in pairs if b.entry.wish is Wish.EVERYTHING and a.entry.wish is not Wish.EVERYTHING]
    return [f.event.recorded_at for f in again if f.event.recorded_at > start]


def _stopped(file: CaseFile, who: Recipient, since: datetime, met: datetime | None) -> str:
    """Whether somebody wanted no updates when a run began, or said so before it was met."""
    later = [f for f in wishes(file, who) if f.event.recorded_at > since]
    before = [f.entry.wish for f in later if met is None or f.event.recorded_at < met]
    unwanted = any(said is not Wish.EVERYTHING for said in (wish(file, who, since), *before))
    return "They asked for no updates." if unwanted else ""


def _why(who: Recipient, since: datetime, began: datetime, sent: list[datetime]) -> str:
    if since in sent:
        return f"The last written update went to {who.label}"
    if since == began:
        return f"Handling began when the matter was recorded, with a duty to keep {who.label} informed"
    if since == who.since:
        return f"The duty to keep {who.label} informed began while the matter was handled"
    return f"Updates were asked for again by {who.label}"


def _outcome(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    """To the victim's senior oversight officer this clock is OVR-C4."""
    decided = [(f.event.occurred_at, f.event.day, "The outcomes were decided") for f in file.all(ConfirmOutcomes)]
    others = [who for who in recipients(file) if not who.has_officer]
    return _in_order(_five_days(file, who, Notice.OUTCOME, *outcome) for outcome in decided for who in others)


def _proceedings(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    decided = [
        (f.event.recorded_at, london_day(f.entry.decided_at), f"{f.entry.which.label} came to an outcome")
        for f in file.all(e.RecordProceedingsOutcome)
    ]
    everybody = recipients(file)
    return _in_order(_five_days(file, who, Notice.PROCEEDINGS, *outcome) for outcome in decided for who in everybody)


def _five_days(file: CaseFile, who: Recipient, what: Notice, known: datetime, day: date, because: str) -> Began:
    """`known` is when the case knew of an outcome, `day` the London day of the outcome itself."""
    began = max(known, who.since)
    starts = day if known >= who.since else london_day(who.since)
    limit = Limit(CountRule.WD_NO_MARKER, file.terms.number("outcome-notice", starts))
    unmet = Run(starts, f"{because}: for {who.label}", limit, ended=_unwanted(file, who))
    return began, _run(file, who, what, unmet, _first(told(file, what, who.refs), began))


def _unwanted(file: CaseFile, who: Recipient) -> str:
    return "They asked to be told nothing more." if wish(file, who) is Wish.NOTHING else ""


def _review_right(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    """Each complainant is told who reviews the outcome, or that nobody does."""
    confirmed = file.all(ConfirmOutcomes)
    complaining = [who for who in recipients(file) if who.complainant]
    return _in_order(_right_of(file, who, f.event.occurred_at) for f in confirmed for who in complaining)


def _right_of(file: CaseFile, who: Recipient, decided: datetime) -> Began:
    began = max(decided, who.since)
    met = _first([f.event.occurred_at for f in file.all(e.GiveReviewRight) if f.entry.party in who.refs], began)
    starts = london_day(began)
    limit = Limit(CountRule.WD_NO_MARKER, file.terms.number("review-notice", starts))
    excuse = _unwanted(file, who) or _taken_over(file, file.terms.calendar.last_day(limit, starts))
    return began, Run(starts, f"The outcomes were decided: for {who.label}", limit, met, "" if met else excuse)


def _review_period(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    """The complainant's own time, kept here so that a case is not closed before it is over."""
    for given in file.all(e.GiveReviewRight):
        who = next((r for r in recipients(file) if given.entry.party in r.refs), None)
        if who is None or given.entry.body is ReviewBody.NONE:
            continue
        starts = provided_on(file, given)
        yield Run(
            starts=starts,
            because=f"The right to a review was given to {who.label}",
            limit=review_limit(file, starts),
            met_at=_first([f.event.recorded_at for f in applications(file, who)], given.event.recorded_at),
            ended="" if review_available(file) else "There is no right to a review any more.",
        )


def _withheld_reviews(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    """From each decision to withhold to the day on which it is looked at again."""
    for fact in file.all(e.WithholdNotice):
        refs, what = refs_of(file, fact.entry.party), fact.entry.what
        again = [f.event.recorded_at for f in withholding(file, what, refs)]
        yield Run(
            starts=fact.event.day,
            because=f"{what.label} was withheld from {label(file, fact.entry.party)}",
            limit=Limit(CountRule.CAL_D_PLUS_1, max(1, (fact.entry.review_on - fact.event.day).days)),
            met_at=min((at for at in again if at > fact.event.recorded_at), default=None),
        )


def _released(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    """What is no longer withheld is sent; an outcome that is told makes an update needless."""
    for fact in file.all(e.ReleaseNotice):
        who = next((r for r in recipients(file) if fact.entry.party in r.refs), None)
        refs, what = refs_of(file, fact.entry.party), fact.entry.what
        sent = told(file, what, refs, bool(who and who.has_officer))
        if what is Notice.UPDATE:
            sent += told(file, Notice.OUTCOME, refs, bool(who and who.has_officer))
        yield Run(
            starts=fact.event.day,
            because=f"{what.label} is no longer withheld from {label(file, fact.entry.party)}",
            limit=Limit(CountRule.WD_FWD_PLUS, file.terms.number("after-withholding", fact.event.day)),
            met_at=_first(sent, fact.event.recorded_at),
        )


RUNS_ON = "Nothing pauses this clock: it runs while the case is suspended, and a telephone call does not meet it."


CLOCKS = (
    Clock(
        id="INF-C1",
        title="Send a written update to everybody entitled",
        workflow="informing",
        met_by=("write-to-party", "tell-party-outcome"),
        cite=law.REG_34_2,
        runs=_updates,
        pauses=RUNS_ON,
    ),
    Clock(
        id="INF-C2",
        title="Tell everybody entitled the outcome",
        workflow="informing",
        met_by=("tell-party-outcome",),
        cite=law.REG_34_2_B,
        runs=_outcome,
        pauses=RUNS_ON,
    ),
    Clock(
        id="INF-C3",
        title="Tell the outcome of proceedings",
        workflow="informing",
        met_by=("tell-proceedings-outcome",),
        cite=law.REG_34_2_B,
        runs=_proceedings,
        pauses=RUNS_ON,
    ),
    Clock(
        id="INF-C4",
        title="Give the right to a review",
        workflow="informing",
        met_by=("give-review-right",),
        cite=law.REG_34_4,
        runs=_review_right,
    ),
    Clock(
        id="INF-C5",
        title="Wait for an application for a review",
        workflow="informing",
        met_by=("record-review-application",),
        cite=law.REG_29_2,
        runs=_review_period,
        pauses="This time is the complainant's; the way from a wrong review body to the right one does not count.",
    ),
    Clock(
        id="INF-C6",
        title="Look again at what is withheld",
        workflow="informing",
        met_by=("release-notice", "withhold-notice"),
        cite=law.settlement(10),
        runs=_withheld_reviews,
    ),
    Clock(
        id="INF-C7",
        title="Send what is no longer withheld",
        workflow="informing",
        cite=law.PROPOSED_TIME,
        runs=_released,
        own_target=True,
    ),
)
