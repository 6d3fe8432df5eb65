"""How long a letter that asks whether somebody withdraws may stay without a reply."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from workflows import citations as law
from workflows.casefile import CaseFile, Fact, ProcessFact
from workflows.clocks import Clock, Run
from workflows.withdrawal import entries as e
from workflows.withdrawal.facts import person, reply_limit
from workflows.withdrawal.letters import reply_runs

ANSWERS = (e.RecordWithdrawalReply, e.RecordSignedWithdrawal, e.RecordChangeOfMind)


def _reply(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    """The letters to each person by themselves: a letter to one takes nobody else's place."""
    letters = file.all(e.AskToConfirmWithdrawal)
    to = {person(file, letter.entry.to) for letter in letters}
    runs = (began for who in to for began in _to(file, who, [x for x in letters if person(file, x.entry.to) == who]))
    return (run for _, run in sorted(runs, key=lambda pair: pair[0]))


def _to(file: CaseFile, who: str, letters: list[Fact[e.AskToConfirmWithdrawal]]) -> Iterator[tuple[datetime, Run]]:
    runs = reply_runs(
        "A letter asked whether they withdraw",
        letters,
        partial(reply_limit, file),
        answered=[f.event.occurred_at for kind in ANSWERS for f in file.all(kind) if _is_of(file, f, who)],
        unanswered=[f.event.recorded_at for f in file.all(e.RecordNoReplyOnWithdrawal) if _is_of(file, f, who)],
    )
    return zip((letter.event.recorded_at for letter in letters), runs, strict=True)


def _is_of(file: CaseFile, fact: Fact[Any], who: str) -> bool:
    """What names nobody may be the answer to any of our letters."""
    return fact.entry.whose is None or person(file, fact.entry.whose) == who


CLOCKS = (
    Clock(
        id="WDR-C1",
        title="Reply to our letter about withdrawing",
        workflow="withdrawal",
        met_by=("record-withdrawal-reply", "record-change-of-mind"),
        cite=law.REG_38_ORAL,
        runs=_reply,
    ),
)
