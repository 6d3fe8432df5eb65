"""Initial response and assessment: first contact, referral, severity, duty status and children, and in time?"""

from collections.abc import Iterator

from workflows import citations as law
from workflows.calls_to_action.measures import THE_CASE, Basis, Finding, Measure, Period, Result
from workflows.calls_to_action.themes import Theme
from workflows.calls_to_action.timeliness import counted_on, each_in_time, in_time, of_victim
from workflows.casefile import CaseFile
from workflows.clocks import deadlines
from workflows.handling.entries import ConfirmOutcomes, StartInvestigation
from workflows.investigation.entries import AssessSeverity
from workflows.model import Answer, PartyRef, PersonRef
from workflows.people.descriptions import relationship
from workflows.people.facts import people_with, subjects
from workflows.people.vocabulary import Part
from workflows.referral.entries import DecideNotToRefer, DecideToRefer
from workflows.registry import CLOCK
from workflows.words import written

WORST_FIRST = (Result.NOT_MET, Result.NOT_YET_DUE, Result.MET, Result.NOT_APPLICABLE)
FIRST_STEPS = {"OVR-C5": "Appointment of an officer", "OVR-C3": "First contact"}


IRA_1 = Measure(
    id="IRA-1",
    theme=Theme.INITIAL_RESPONSE,
    title="First contact with the victim in time",
    unit="first steps",
    met_if="A senior oversight officer is appointed by the first working day after the report, and makes or attempts "
    "the first contact by the second working day after that (both our proposal).",
    does_not_show="Whether the victim was reached, and what it was like for her or him. An attempt counts.",
    of=lambda file, period: of_victim(file, each_in_time(file, period, FIRST_STEPS, "done")),
    cite=law.PROPOSED_TIME,
    basis=Basis.INFERRED,
)


def _referred(file: CaseFile, period: Period) -> Iterator[Finding]:
    yield Finding(THE_CASE, *_referral(file, period))


def _referral(file: CaseFile, period: Period) -> tuple[Result, str]:
    refused, referred = file.last(DecideNotToRefer), file.all(DecideToRefer)
    reasons = [f.entry.reasons for f in referred]
    reasons += [refused.entry.mandatory, refused.entry.voluntary] if refused else []
    sent = [in_time(file, due, period, "sent") for due in deadlines(file, [CLOCK["REF-C1"], CLOCK["REF-C2"]])]
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
    does_not_show="Whether the decision was right. When it became clear is as the person deciding has stated it.",
    of=_referred,
    cite=law.REG_7_LIMIT,
    basis=Basis.SOURCE,
)


def _assessed(file: CaseFile, _period: Period) -> Iterator[Finding]:
    started = file.last(StartInvestigation)
    for nth, subject in enumerate(subjects(file) if started else (), start=1):
        yield Finding(f"Subject {nth}", *_severity(file, subject))


def _severity(file: CaseFile, subject: PersonRef) -> tuple[Result, str]:
    if made := [f for f in file.all(AssessSeverity) if f.entry.subject == subject]:
        return Result.MET, f"Assessed on {written(made[0].event.day)}"
    if outcomes := file.last(ConfirmOutcomes):
        return Result.NOT_EVIDENCED, f"No assessment is on file; outcomes were decided on {written(outcomes.event.day)}"
    return Result.NOT_YET_DUE, "The investigation runs, and no assessment is on file yet"


IRA_5 = Measure(
    id="IRA-5",
    theme=Theme.INITIAL_RESPONSE,
    title="Severity of conduct assessed for each subject",
    unit="subjects under investigation",
    met_if="It is on file what the conduct would be if proved, before outcomes are decided. The law says as soon as "
    "reasonably practicable; that is not measured.",
    does_not_show="Whether the assessment was right, came soon enough, or was looked at again when more became known.",
    of=_assessed,
    cite=law.REG_16_2,
    basis=Basis.SOURCE,
)


IRA_6 = Measure(
    id="IRA-6",
    theme=Theme.INITIAL_RESPONSE,
    title="Duty status decided within three working days",
    unit="decisions due",
    met_if="Where the law of 2026 governs: decided within three working days of the arrest, or of the later of a known "
    "criminal investigation and an assessment as gross misconduct.",
    does_not_show="Subjects under the earlier law, who have no such limit (see MGR-2), and whether it was right.",
    of=lambda file, period: _duty_decisions(file, period),
    cite=law.PCR_11B,
    basis=Basis.SOURCE,
)


def _duty_decisions(file: CaseFile, period: Period) -> Iterator[Finding]:
    known = subjects(file)
    for due in deadlines(file, [CLOCK["DUT-C1"]]):
        if counted_on(due) in period and due.about in known:
            yield Finding(f"Subject {known.index(due.about) + 1}", *in_time(file, due, period, "decided"))


def _children(file: CaseFile, _period: Period) -> Iterator[Finding]:
    for nth, victim in enumerate(people_with(file, Part.VICTIM), start=1):
        yield Finding(f"Victim {nth}", *_safeguarded(file, victim.ref))


def _safeguarded(file: CaseFile, ref: PartyRef) -> tuple[Result, str]:
    said = relationship(file, ref)
    if said is None or said.children not in (Answer.YES, Answer.NO):
        return Result.NOT_EVIDENCED, "Whether there are children is not on file"
    if said.children is Answer.NO:
        return Result.MET, "There are no children"
    if said.safeguarding is Answer.YES:
        return Result.MET, "There are children, and a safeguarding referral was made"
    if said.safeguarding is Answer.NO:
        return Result.NOT_MET, "There are children, and no safeguarding referral was made"
    return Result.NOT_EVIDENCED, "There are children; whether a referral was made is not on file"


IRA_10 = Measure(
    id="IRA-10",
    theme=Theme.INITIAL_RESPONSE,
    title="Children asked about, and referred for safeguarding",
    unit="victims",
    met_if="It is on file that there are no children, or that a safeguarding referral was made for them.",
    does_not_show="Whether a referral was the right thing to do, what came of it, and children nobody has named.",
    of=_children,
    cite=law.APP_PPDA,
    basis=Basis.INFERRED,
)
