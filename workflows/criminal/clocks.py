"""How long a letter after the proceedings may stay without a reply, and when a suspension is reviewed."""

from collections.abc import Iterator
from functools import partial

from workflows import citations as law
from workflows.calendar import CountRule, Limit
from workflows.casefile import CaseFile, Fact, ProcessFact
from workflows.clocks import Clock, Run
from workflows.criminal import entries as e
from workflows.criminal.facts import reply_limit
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


CLOCKS = (
    Clock(
        id="CRI-C1",
        title="Reply to our letter after the proceedings",
        workflow="criminal",
        cite=law.REG_41_4,
        runs=_reply,
    ),
    Clock(
        id="CRI-C2",
        title="Review the suspension of the matter",
        workflow="criminal",
        cite=law.PROPOSED_TIME,
        runs=_review,
        own_target=True,
    ),
)
