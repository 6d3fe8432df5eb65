"""How long a letter that asks whether somebody withdraws may stay without a reply."""

from collections.abc import Iterator
from functools import partial

from workflows import citations as law
from workflows.casefile import CaseFile, ProcessFact
from workflows.clocks import Clock, Run
from workflows.withdrawal import entries as e
from workflows.withdrawal.facts import reply_limit
from workflows.withdrawal.letters import reply_runs

ANSWERS = (e.RecordWithdrawalReply, e.RecordSignedWithdrawal, e.RecordChangeOfMind)


def _reply(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    return reply_runs(
        "A letter asked whether they withdraw",
        file.all(e.AskToConfirmWithdrawal),
        partial(reply_limit, file),
        answered=[f.event.occurred_at for kind in ANSWERS for f in file.all(kind)],
        unanswered=[f.event.recorded_at for f in file.all(e.RecordNoReplyOnWithdrawal)],
    )


CLOCKS = (
    Clock(
        id="WDR-C1",
        title="Reply to our letter about withdrawing",
        workflow="withdrawal",
        cite=law.REG_38_ORAL,
        runs=_reply,
    ),
)
