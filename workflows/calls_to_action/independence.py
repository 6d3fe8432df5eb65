"""Impartial and independent investigation: declared before acting, decided before investigating, links looked at?"""

from collections.abc import Iterator
from datetime import datetime

from workflows import citations as law
from workflows.calendar import first_moment_after
from workflows.calls_to_action.measures import THE_CASE, Basis, Finding, Measure, Period, Result
from workflows.calls_to_action.themes import Theme
from workflows.calls_to_action.timeliness import each_in_time
from workflows.casefile import CaseFile, Happened
from workflows.handling.entries import HandleOtherwise, HandleOutside
from workflows.independence.entries import DecideConnection, DecideIndependence, ReportConnection
from workflows.independence.facts import declared_at
from workflows.investigation.facts import appointments
from workflows.model import Answer, PersonRef
from workflows.registry import STEPS
from workflows.screening.late import connections_found
from workflows.words import written


def _declared(file: CaseFile, period: Period) -> Iterator[Finding]:
    for nth, (person, early) in enumerate(_acts_before_declaring(file).items(), start=1):
        yield Finding(f"Person {nth}", *_judged(file, person, early, period))


def _acts_before_declaring(file: CaseFile) -> dict[PersonRef, list[Happened]]:
    """Everybody who acted, in the order of their first act, with what they did before they had declared."""
    declared: set[PersonRef] = set()
    acts: dict[PersonRef, list[Happened]] = {}
    for event in (fact.event for fact in file.facts):
        if event.trigger == "declare-interests":
            declared.add(event.by)
        elif not STEPS[event.trigger].before_declaring:
            early = acts.setdefault(event.by, [])
            early += [] if event.by in declared else [event]
    return acts


def _judged(file: CaseFile, person: PersonRef, early: list[Happened], period: Period) -> tuple[Result, str]:
    if ordinary := next((act for act in early if act.urgency is None), None):
        return Result.NOT_MET, f"Acted on {written(ordinary.day)} before declaring: {STEPS[ordinary.trigger].label}"
    declared = declared_at(file, person)
    if not early or (declared and declared < _grace(file, early[0])):
        return Result.MET, "Declared before acting" if not early else "Declared in time after urgent action"
    if declared is None and period.known_at < _grace(file, early[0]):
        return Result.NOT_YET_DUE, f"Acted urgently on {written(early[0].day)}; the declaration may follow"
    return Result.NOT_MET, f"Acted urgently on {written(early[0].day)}; no declaration by the next working day"


def _grace(file: CaseFile, act: Happened) -> datetime:
    """The first moment (UTC) that is too late to declare after urgent action."""
    return first_moment_after(file.terms.calendar.next_working_day(act.day))


III_1 = Measure(
    id="III-1",
    theme=Theme.INDEPENDENCE,
    title="Interests declared before the first action",
    unit="people who acted",
    met_if="The declaration was made before the person's first step or, after urgent action, by the end of the next "
    "working day. Reporting and allocating may come before it, and reading is not measured.",
    does_not_show="Whether a declaration was true or complete, and who read the case without acting on it.",
    of=_declared,
    cite=law.CWJ_DECLARATIONS,
    basis=Basis.SOURCE,
)


def _decided_first(file: CaseFile, _period: Period) -> Iterator[Finding]:
    yield Finding(THE_CASE, *_order(file))


def _order(file: CaseFile) -> tuple[Result, str]:
    made, began = file.all(DecideIndependence), _began(file)
    if began is None:
        if file.last(HandleOtherwise) is not None or file.last(HandleOutside) is not None:
            return Result.NOT_APPLICABLE, "The matter is not investigated"
        return Result.NOT_YET_DUE, "No investigator is appointed yet"
    limit = f"an investigator was appointed on {written(began.day)}"
    if not made:
        return Result.NOT_EVIDENCED, f"No decision is on file; {limit}"
    first = made[0].event
    before = first.recorded_at <= began.recorded_at
    return (Result.MET if before else Result.NOT_MET), f"Decided on {written(first.day)}; {limit}"


def _began(file: CaseFile) -> Happened | None:
    """The first appointment of an investigator: that a matter is to be investigated says nothing yet of by whom."""
    return min((f.event for f in appointments(file)), key=lambda event: event.recorded_at, default=None)


III_5 = Measure(
    id="III-5",
    theme=Theme.INDEPENDENCE,
    title="Independence decided before the investigation",
    unit="cases",
    met_if="Whether this force or another investigates was decided before anybody was appointed to investigate.",
    does_not_show="Whether the investigation was independent in fact. Few cases can fail: this system refuses to "
    "appoint anybody before the decision.",
    of=_decided_first,
    cite=law.APP_PPDA,
    basis=Basis.SOURCE,
)


ASKED = {
    Answer.YES: (Result.MET, "the victim was asked"),
    Answer.DECLINED: (Result.MET, "the victim was asked, and did not wish to say"),
    Answer.NO: (Result.NOT_MET, "the victim was not asked"),
    Answer.NOT_ASKED: (Result.NOT_EVIDENCED, "the victim had not been asked yet"),
    Answer.UNKNOWN: (Result.NOT_EVIDENCED, "whether the victim was asked is not known"),
}


def _victim_asked(file: CaseFile, _period: Period) -> Iterator[Finding]:
    if decided := file.last(DecideIndependence):
        result, said = ASKED[decided.entry.victim_asked]
        yield Finding(THE_CASE, result, f"Decided on {written(decided.event.day)}; {said}")
    else:
        yield Finding(THE_CASE, Result.NOT_YET_DUE, "Independence is not decided yet")


III_12 = Measure(
    id="III-12",
    theme=Theme.INDEPENDENCE,
    title="What the victim wants, asked before deciding who investigates",
    unit="decisions",
    met_if="By the latest decision on independence the victim was asked what she or he wants, or did not wish to say.",
    does_not_show="Whether the decision followed it: it need not, and the reasons of the case say why.",
    of=_victim_asked,
    cite=law.APP_PPDA,
    basis=Basis.SOURCE,
)


def _found_later(file: CaseFile, period: Period) -> Iterator[Finding]:
    """Each connection counts once, in the period in which it was found or declared late."""
    for nth, found in enumerate(connections_found(file), start=1):
        event = found.fact.event
        if event.day not in period:
            continue
        decided = [f.event for f in file.all(DecideConnection) if f.entry.person == found.person]
        later = next((made for made in decided if made.recorded_at >= found.at), None)
        on = f"{'Found' if isinstance(found.fact.entry, ReportConnection) else 'Declared late'} on {written(event.day)}"
        result = Result.MET if later else Result.NOT_EVIDENCED
        yield Finding(
            f"Connection {nth}", result, f"{on}; {f'decided on {written(later.day)}' if later else 'not decided'}"
        )


III_7 = Measure(
    id="III-7",
    theme=Theme.INDEPENDENCE,
    title="Connections found later decided on",
    unit="connections found later",
    met_if="A second person decided whether somebody may go on working on the case, whose connection was found by "
    "others, or declared only after they had worked on it.",
    does_not_show="Connections that nobody has found, and whether the work done until then was looked at again.",
    of=_found_later,
    cite=law.CWJ_DECLARATIONS,
    basis=Basis.SOURCE,
)


III_10 = Measure(
    id="III-10",
    theme=Theme.INDEPENDENCE,
    title="Challenges to independence answered in time",
    unit="challenges",
    met_if="Whoever challenged independence was answered in writing within ten working days, by somebody who had not "
    "taken the decision.",
    does_not_show="Whether the answer was right, or whether people knew that they may challenge it.",
    of=lambda file, period: each_in_time(file, period, {"IND-C5": "Challenge"}, "answered"),
    cite=law.CHALLENGE,
    basis=Basis.INFERRED,
)
