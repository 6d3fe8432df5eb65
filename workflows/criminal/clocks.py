"""By when people reply after the proceedings, a suspension is reviewed, and everybody entitled is told of it."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from workflows import citations as law
from workflows.calendar import CountRule, Limit
from workflows.casefile import CaseFile, Fact, ProcessFact
from workflows.clocks import Clock, Run
from workflows.criminal import entries as e
from workflows.criminal.facts import reply_limit
from workflows.criminal.vocabulary import NoticeOf
from workflows.informing.facts import Recipient, recipients, wish
from workflows.informing.vocabulary import Wish
from workflows.withdrawal.letters import reply_runs

ENDS = (
    e.ResumeMatter,
    e.RecordIopcResumption,
    e.DecideAfterProceedings,
    e.RecordIopcDecisionAfterProceedings,
)


def _reply(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    return reply_runs(
        "A letter asked whether the matter should go on",
        file.all(e.AskWhetherToGoOn),
        partial(reply_limit, file),
        answered=[f.event.occurred_at for f in file.all(e.RecordWishAfterProceedings)],
        unanswered=[f.event.recorded_at for f in file.all(e.RecordNoReplyAfterProceedings)],
    )


def _review(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    """A run from the suspension and from each review, to the day that was set for the next."""
    made: list[Fact[e.SuspendMatter] | Fact[e.ReviewMatterSuspension]]
    made = [*file.all(e.SuspendMatter), *file.all(e.ReviewMatterSuspension)]
    made.sort(key=lambda f: f.event.recorded_at)
    over = [f.event.recorded_at for kind in ENDS for f in file.all(kind)]
    for one, later in zip(made, [*made[1:], None], strict=False):
        met = later.event.recorded_at if later and isinstance(later.entry, e.ReviewMatterSuspension) else None
        stopped = not met and any(at >= one.event.recorded_at for at in over)
        yield Run(
            starts=one.event.day,
            because="A day was set for reviewing the suspension",
            limit=Limit(CountRule.CAL_D_PLUS_1, max(1, (one.entry.review_on - one.event.day).days)),
            met_at=met,
            ended="The suspension has ended." if stopped else "",
        )


OWED: tuple[tuple[type[Any], NoticeOf, str], ...] = (
    (e.SuspendMatter, NoticeOf.SUSPENSION, "The matter was suspended"),
    (e.ResumeMatter, NoticeOf.RESUMPTION, "The matter goes on"),
    (e.DecideAfterProceedings, NoticeOf.DECISION, "It was decided what becomes of the matter"),
)
"""What people are told by the authority. Of what the IOPC decides, the IOPC tells them (law 3.3)."""


def _told(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    made = [(f, notice, because) for kind, notice, because in OWED for f in file.all(kind)]
    for fact, notice, because in sorted(made, key=lambda each: each[0].event.recorded_at):
        for who in recipients(file):
            if who.since <= fact.event.recorded_at:
                yield _owed_to(file, who, fact, notice, because)


def _owed_to(file: CaseFile, who: Recipient, fact: Fact[Any], notice: NoticeOf, because: str) -> Run:
    given = (f for f in file.all(e.RecordSuspensionNotice) if f.entry.notice is notice and f.entry.whom in who.refs)
    told = next((f.event.occurred_at for f in given if f.event.occurred_at >= fact.event.occurred_at), None)
    unwanted = told is None and wish(file, who) is Wish.NOTHING
    return Run(
        starts=fact.event.day,
        because=f"{because}: for {who.label}",
        limit=Limit(CountRule.WD_FWD_PLUS, file.terms.number("suspension-notice", fact.event.day)),
        met_at=told,
        ended="They asked to be told nothing." if unwanted else "",
    )


CLOCKS = (
    Clock(
        id="CRI-C1",
        title="Reply to our letter after the proceedings",
        workflow="criminal",
        met_by=("record-wish-after-proceedings",),
        cite=law.REG_41_4,
        runs=_reply,
    ),
    Clock(
        id="CRI-C2",
        title="Review the suspension of the matter",
        workflow="criminal",
        met_by=("review-matter-suspension",),
        cite=law.PROPOSED_TIME,
        runs=_review,
        own_target=True,
    ),
    Clock(
        id="CRI-C3",
        title="Tell people of the suspension, or of what follows it",
        workflow="criminal",
        met_by=("record-suspension-notice",),
        cite=law.PROPOSED_TIME,
        runs=_told,
        pauses="Nothing pauses this clock: the suspension itself is what they are told of.",
        own_target=True,
        after_closure=True,
    ),
)
