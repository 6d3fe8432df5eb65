"""Whether criminal proceedings run, whether the matter waits for them, and what was decided afterwards."""

from datetime import date
from functools import partial
from typing import Any

from workflows.calendar import CountRule, Limit
from workflows.casefile import CaseFile, Fact
from workflows.criminal import entries as e
from workflows.criminal.vocabulary import CriminalStatus, Wish
from workflows.duty_status.entries import RecordArrest, RecordCriminalInvestigation
from workflows.withdrawal.letters import overdue
from workflows.withdrawal.vocabulary import Consequence

Decided = Fact[e.DecideAfterProceedings] | Fact[e.RecordIopcDecisionAfterProceedings]
SUSPENDS = (e.SuspendMatter, e.RecordIopcSuspension)


def is_suspended(file: CaseFile) -> bool:
    """Whether the investigation, or another procedure, waits for criminal proceedings."""
    return file.status("criminal") is CriminalStatus.SUSPENDED


def decisions(file: CaseFile) -> tuple[Decided, ...]:
    """Every decision in the public interest, the authority's and the IOPC's, in the order recorded."""
    made: list[Decided] = [*file.all(e.DecideAfterProceedings), *file.all(e.RecordIopcDecisionAfterProceedings)]
    return tuple(sorted(made, key=lambda f: f.event.recorded_at))


def ended_by_reg_41(file: CaseFile) -> bool:
    """Whether the Act ceases to apply by the latest decision after the proceedings (PCMR reg 41(5))."""
    made = decisions(file)
    decided = file.status("criminal") is CriminalStatus.DECIDED
    return decided and bool(made) and made[-1].entry.consequence is Consequence.ENDS


def converted_by_reg_41(file: CaseFile) -> bool:
    """Whether the matter goes on as a conduct matter since a decision after the proceedings."""
    return any(f.entry.consequence is Consequence.CONDUCT for f in decisions(file))


def under_criminal_investigation(file: CaseFile) -> bool:
    """Whether anything shows a criminal investigation: of the case, or of one of its subjects."""
    kinds = (e.RecordCriminalProgress, RecordCriminalInvestigation, RecordArrest)
    return any(file.all(kind) for kind in kinds)


def proceedings_ended(file: CaseFile) -> bool:
    """Whether criminal proceedings have ended for every suspect whom we know to have been in them."""
    moments = [(f.entry.happened_at, f.entry.suspect, False) for f in file.all(e.RecordCriminalProgress)]
    moments += [(f.entry.ended_at, f.entry.suspect, True) for f in file.all(e.RecordCriminalOutcome)]
    ended = {suspect: over for _, suspect, over in sorted(moments, key=lambda moment: moment[0])}
    return bool(ended) and all(ended.values())


def this_time(file: CaseFile, kind: type[Any]) -> tuple[Fact[Any], ...]:
    """What was recorded of one kind since the matter was last suspended."""
    facts = file.settled
    begun = [n for n, f in enumerate(facts, start=1) if isinstance(f.entry, SUSPENDS)]
    return tuple(f for f in facts[begun[-1] if begun else 0 :] if isinstance(f.entry, kind))


def reply_limit(file: CaseFile, on: date) -> Limit:
    """How long a reply to our letter of one London day may take."""
    return Limit(CountRule.CAL_D_PLUS_1, file.terms.number("wish-reply", on))


def reply_overdue(file: CaseFile, on: date) -> bool:
    """Whether our latest letter is out, and the days for a reply are over on a London day."""
    return overdue(file, this_time(file, e.AskWhetherToGoOn), partial(reply_limit, file), on)


def nobody_asks_for_it(file: CaseFile) -> bool:
    """Whether the complainant does not want it to go on, or let our letter pass without a reply in time."""
    wishes = this_time(file, e.RecordWishAfterProceedings)
    said = wishes[-1].entry.wish if wishes else Wish.UNSURE
    unanswered = [f.event.day for f in this_time(file, e.RecordNoReplyAfterProceedings)]
    silent = bool(unanswered) and reply_overdue(file, unanswered[-1])
    return said is Wish.NOT_GO_ON or (said is Wish.UNSURE and silent)
