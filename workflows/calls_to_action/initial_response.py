"""Initial response and assessment: was referral to the IOPC decided, with reasons and in time?"""

from collections.abc import Iterator

from workflows import citations as law
from workflows.calls_to_action.measures import THE_CASE, Basis, Finding, Measure, Period, Result, in_time
from workflows.calls_to_action.themes import Theme
from workflows.casefile import CaseFile
from workflows.clocks import deadlines
from workflows.referral.entries import DecideNotToRefer, DecideToRefer
from workflows.registry import CLOCK
from workflows.words import written

WORST_FIRST = (Result.NOT_MET, Result.NOT_YET_DUE, Result.MET)


def _of(file: CaseFile, period: Period) -> Iterator[Finding]:
    yield Finding(THE_CASE, *_judged(file, period))


def _judged(file: CaseFile, period: Period) -> tuple[Result, str]:
    refused, referred = file.last(DecideNotToRefer), file.all(DecideToRefer)
    reasons = [f.entry.reasons for f in referred]
    reasons += [refused.entry.mandatory, refused.entry.voluntary] if refused else []
    sent = [in_time(due, period, "sent") for due in deadlines(file, [CLOCK["REF-C1"], CLOCK["REF-C2"]])]
    if not reasons and not sent:
        return Result.NOT_EVIDENCED, "No decision on referral is on file"
    if not all(text.strip() for text in reasons):
        return Result.NOT_EVIDENCED, "A decision on referral gives no reasons"
    if refused and not sent:
        return Result.MET, f"Decided on {written(refused.event.day)} not to refer, with reasons"
    if not sent:
        return Result.MET, "Decided to refer voluntarily, with reasons; no limit applies"
    return min(sent, key=lambda judged: WORST_FIRST.index(judged[0]))


IRA_4 = Measure(
    id="IRA-4",
    theme=Theme.INITIAL_RESPONSE,
    title="Referral to the IOPC decided with reasons and in time",
    unit="cases",
    met_if="Every decision has reasons, and every referral was sent by the end of the day after it became clear that a "
    "criterion applies.",
    of=_of,
    cite=law.REG_7_LIMIT,
    basis=Basis.SOURCE,
)
