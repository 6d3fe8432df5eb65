"""Complainant and victim-survivor support: told in writing and in time, by safe ways, asked and heard?"""

from collections.abc import Iterator

from workflows import citations as law
from workflows.calendar import london_day
from workflows.calls_to_action.measures import THE_CASE, Basis, Finding, Measure, Period, Result
from workflows.calls_to_action.themes import Theme
from workflows.calls_to_action.timeliness import closed_at, each_in_time, of_victim
from workflows.casefile import CaseFile, Fact
from workflows.handling.facts import report
from workflows.model import Answer
from workflows.oversight.entries import AgreeContact, LogContact, MakeClosingContact, SendUpdate, TellOutcome
from workflows.oversight.facts import contact_plan, wants_contact
from workflows.oversight.vocabulary import Channel
from workflows.people.descriptions import wishes
from workflows.people.facts import people_with
from workflows.people.vocabulary import Part
from workflows.withdrawal.entries import DecideOnWithdrawal
from workflows.withdrawal.facts import withdrawal_waits
from workflows.words import written

UPDATES = {"INF-C1": "Update to others entitled"}
OUTCOMES = {
    "INF-C2": "Outcome to others entitled",
    "INF-C3": "Outcome of proceedings",
    "INF-C4": "Right to a review",
}
CONTACTS = (LogContact, SendUpdate, TellOutcome, MakeClosingContact)
Contact = Fact[LogContact] | Fact[SendUpdate] | Fact[TellOutcome] | Fact[MakeClosingContact]

AGAINST_A_WISH = "OVR-6"
"""The flag of a contact by a way that was never to be used, as far as that was known when it was recorded."""


def _updates(file: CaseFile, period: Period) -> Iterator[Finding]:
    yield from of_victim(file, each_in_time(file, period, {"OVR-C1": "Written update"}, "sent"))
    yield from each_in_time(file, period, UPDATES, "sent")


def _outcomes(file: CaseFile, period: Period) -> Iterator[Finding]:
    yield from of_victim(file, each_in_time(file, period, {"OVR-C4": "Outcome"}, "told"))
    yield from each_in_time(file, period, OUTCOMES, "told")


CVS_1 = Measure(
    id="CVS-1",
    theme=Theme.SUPPORT,
    title="Written updates on time",
    unit="updates",
    met_if="Sent in writing within four weeks of the start of handling or of the last update. A call does not count.",
    does_not_show="Whether an update said anything of use, was understood, or arrived.",
    of=_updates,
    cite=law.REG_34_2_A,
    basis=Basis.SOURCE,
)


def _safe_ways(file: CaseFile, period: Period) -> Iterator[Finding]:
    made: list[Contact] = [f for kind in CONTACTS for f in file.all(kind)]  # type: ignore[misc]
    for nth, fact in enumerate(sorted(made, key=lambda f: (f.event.occurred_at, f.event.recorded_at)), start=1):
        if fact.event.day in period:
            result, why = _safe(file, fact)
            how = f"{fact.entry.channel.label} on {written(fact.event.day)}"
            yield Finding(f"Contact {nth}", result, f"{how}: {why}")


def _safe(file: CaseFile, fact: Contact) -> tuple[Result, str]:
    """Judged by what the victim had agreed when it was made, and by the flag that it carries since it was recorded."""
    if AGAINST_A_WISH in fact.event.flags:
        return Result.NOT_MET, "the victim has asked us never to use this way"
    plans = [f.entry for f in file.all(AgreeContact) if f.event.occurred_at <= fact.event.occurred_at]
    channel = fact.entry.channel
    if not plans and channel in _given_at_report(file):
        return Result.MET, "given as safe when the matter was reported"
    if not plans:
        return Result.NOT_EVIDENCED, "no safe way was agreed by then"
    if channel in plans[-1].channels:
        return Result.MET, "named as safe by the victim"
    if channel in plans[-1].avoid:
        return Result.NOT_MET, "the victim had asked us never to use this way"
    return Result.NOT_MET, "not among the ways that the victim had named as safe"


def _given_at_report(file: CaseFile) -> frozenset[Channel]:
    """The ways that were given as safe with the victim's name; their secrets are not read here.

    A number to ring is no leave to send text messages: others may read those.
    """
    first, added = report(file), [p.added for p in people_with(file, Part.VICTIM) if p.added]
    given: dict[tuple[Channel, ...], list[str | None]] = {
        (Channel.TELEPHONE,): [a.telephone for a in added],
        (Channel.EMAIL,): [],
        (Channel.POST, Channel.BY_HAND): [a.address for a in added],
    }
    if first:
        said = first.entry
        for ways, value in zip(given, (said.victim_telephone, said.victim_email, said.victim_address), strict=True):
            given[ways].append(value)
    return frozenset(channel for ways, values in given.items() if any(values) for channel in ways)


CVS_3 = Measure(
    id="CVS-3",
    theme=Theme.SUPPORT,
    title="Contact only by ways that the victim named as safe",
    unit="contacts and attempts",
    met_if="The way was among those that the victim had named as safe by then or, before anything was agreed, was "
    "given as safe with the report.",
    does_not_show="Contacts that nobody recorded, and whether number, time of day and code word were right.",
    of=_safe_ways,
    cite=law.CODE_RIGHT_6,
    basis=Basis.SOURCE,
)


CVS_7 = Measure(
    id="CVS-7",
    theme=Theme.SUPPORT,
    title="Outcomes and the right to a review told in time",
    unit="notices due",
    met_if="Everybody entitled was told the outcome, the outcome of proceedings and, where they complain, the right to "
    "a review, in writing within five working days.",
    does_not_show="Whether the reasons given were full and plain, or whether they reached her or him.",
    of=_outcomes,
    cite=law.REG_34_2_B,
    basis=Basis.SOURCE,
)


def _pressure_asked(file: CaseFile, period: Period) -> Iterator[Finding]:
    """Each decision counts once, in the period in which it was taken."""
    for nth, decided in enumerate(file.all(DecideOnWithdrawal), start=1):
        if decided.event.day in period:
            yield Finding(f"Withdrawal {nth}", *_asked_alone(decided))
    if withdrawal_waits(file):
        yield Finding("The wish to withdraw", Result.NOT_YET_DUE, "Nobody has decided on it yet")


def _asked_alone(decided: Fact[DecideOnWithdrawal]) -> tuple[Result, str]:
    on, said = f"Decided on {written(decided.event.day)}", decided.entry
    if said.asked is Answer.NO:
        return Result.NOT_MET, f"{on} without asking"
    if said.asked is not Answer.YES or said.pressure not in (Answer.YES, Answer.NO):
        return Result.NOT_EVIDENCED, f"{on}; asked: {said.asked.label.lower()}; pressure: {said.pressure.label.lower()}"
    return Result.MET, f"{on}; asked alone and by a safe way, and signs of pressure considered"


CVS_9 = Measure(
    id="CVS-9",
    theme=Theme.SUPPORT,
    title="Pressure asked about before a withdrawal is accepted",
    unit="decisions on withdrawals",
    met_if="She or he was asked, alone and by a safe way, whether anybody wants them to withdraw, and it is answered "
    "whether there is any sign of pressure.",
    does_not_show="Whether there was pressure that nobody saw. A withdrawal is no sign that a report was untrue.",
    of=_pressure_asked,
    cite=law.SUPER_COMPLAINT,
    basis=Basis.SOURCE,
)


def _feedback(file: CaseFile, _period: Period) -> Iterator[Finding]:
    closing, closed = file.last(MakeClosingContact), closed_at(file)
    if closing and closing.entry.feedback_offered in (Answer.YES, Answer.NO):
        offered = closing.entry.feedback_offered is Answer.YES
        made = f"Closing contact on {written(closing.event.day)}"
        yield Finding(
            THE_CASE, Result.MET if offered else Result.NOT_MET, f"{made}; offered: {'yes' if offered else 'no'}"
        )
    elif closing:
        yield Finding(THE_CASE, Result.NOT_EVIDENCED, "Whether feedback was offered is not answered")
    elif not wants_contact(file):
        yield Finding(THE_CASE, Result.NOT_APPLICABLE, "No victim is known who wants to be contacted")
    elif closed:
        day = written(london_day(closed))
        yield Finding(THE_CASE, Result.NOT_EVIDENCED, f"The case ended on {day}; no closing contact is on file")
    else:
        yield Finding(THE_CASE, Result.NOT_YET_DUE, "The case is open")


CVS_10 = Measure(
    id="CVS-10",
    theme=Theme.SUPPORT,
    title="Feedback offered at the end",
    unit="cases",
    met_if="There was a closing contact, and the victim was offered to say what she or he thought of the handling.",
    does_not_show="What anybody thought. A victim who gives no feedback owes none, and is not satisfied for that.",
    of=_feedback,
    cite=law.HAMPSHIRE_SOO,
    basis=Basis.INFERRED,
)


def _wishes_known(file: CaseFile, _period: Period) -> Iterator[Finding]:
    plan = contact_plan(file)
    for nth, victim in enumerate(people_with(file, Part.VICTIM), start=1):
        told = wishes(file, victim.ref) or (nth == 1 and plan and (plan.entry.wants or "").strip())
        result = Result.MET if told else Result.NOT_EVIDENCED
        yield Finding(f"Victim {nth}", result, f"What the victim wants is {'' if told else 'not '}on file")


CVS_13 = Measure(
    id="CVS-13",
    theme=Theme.SUPPORT,
    title="Wishes of each victim recorded",
    unit="victims",
    met_if="It is on file what the victim wants to happen, also where she or he does not know yet.",
    does_not_show="Whether it was done. It binds nobody, and nobody is asked to choose between safety and justice.",
    of=_wishes_known,
    cite=law.PARA_2_6,
    basis=Basis.INFERRED,
)
