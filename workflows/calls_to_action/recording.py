"""Identification, reporting and recording: is every matter recorded, and asked about what is easily missed?"""

from collections.abc import Iterator

from workflows import citations as law
from workflows.allegations.facts import allegations, is_domestic_abuse, misuse_without_own_allegation, searches
from workflows.calls_to_action.measures import THE_CASE, Basis, Finding, Measure, Period, Result
from workflows.calls_to_action.themes import Theme
from workflows.casefile import CaseFile, Happened
from workflows.handling.entries import ConfirmNotRecording, HandleOtherwise, HandleOutside, PassOn, StartInvestigation
from workflows.handling.facts import recorded
from workflows.model import Answer, Entry, PartyRef
from workflows.people.descriptions import description
from workflows.people.facts import people_with
from workflows.people.vocabulary import Part
from workflows.words import joined, plural, written

CHARACTERISTICS = {"age": "age", "sex": "sex", "ethnicity": "ethnic group", "disability": "disability"}
"""The questions of IRR-10: the fields of a description, with their names."""

WAYS: dict[type[Entry], str] = {
    HandleOtherwise: "Handled otherwise than by investigation",
    HandleOutside: "Handled outside Schedule 3",
    ConfirmNotRecording: "Not recorded",
    PassOn: "Passed to another authority",
}
"""The decisions after which there is no investigation."""


def _recorded(file: CaseFile, _period: Period) -> Iterator[Finding]:
    decided, outside = recorded(file), file.last(HandleOutside)
    if not is_domestic_abuse(file):
        yield Finding(THE_CASE, Result.NOT_EVIDENCED, "Whether it is domestic abuse by police is not answered")
    elif decided:
        yield Finding(THE_CASE, Result.MET, f"Recorded on {written(decided.event.day)}")
    elif outside:
        yield Finding(THE_CASE, Result.NOT_MET, f"Handled outside Schedule 3 since {written(outside.event.day)}")
    else:
        yield Finding(THE_CASE, Result.NOT_EVIDENCED, "No decision on recording is on file")


IRR_1 = Measure(
    id="IRR-1",
    theme=Theme.RECORDING,
    title="Recorded under Schedule 3",
    unit="cases",
    met_if="The matter is recorded as a complaint or as a recordable conduct matter, whenever that was.",
    does_not_show="Reports that never reached professional standards, and how long recording took.",
    of=_recorded,
    cite=law.PARA_2_6B,
    basis=Basis.SOURCE,
)


def _investigated(file: CaseFile, _period: Period) -> Iterator[Finding]:
    if started := file.last(StartInvestigation):
        yield Finding(THE_CASE, Result.MET, f"An investigation was decided on {written(started.event.day)}")
    elif other := _other_way(file):
        yield Finding(THE_CASE, Result.NOT_MET, other)
    else:
        yield Finding(THE_CASE, Result.NOT_EVIDENCED, "How the matter is handled is not on file")


def _other_way(file: CaseFile) -> str | None:
    made = ((fact.event, words) for kind, words in WAYS.items() if (fact := file.last(kind)))
    return next((f"{words} since {written(event.day)}" for event, words in made), None)


IRR_2 = Measure(
    id="IRR-2",
    theme=Theme.RECORDING,
    title="Reports that led to an investigation of conduct",
    unit="cases",
    met_if="It is decided that the matter is investigated under Schedule 3, whether or not there is a criminal case. "
    "There is no target: where the answer is no, read the reasons of that case.",
    does_not_show="Whether an investigation was right, how thorough it was, or what came of it. More is not better.",
    of=_investigated,
    cite=law.SUPER_COMPLAINT,
    basis=Basis.SOURCE,
    target=False,
)


def _searched(file: CaseFile, _period: Period) -> Iterator[Finding]:
    found = [p for p in people_with(file, Part.SUBJECT) if p.person]
    if not found:
        yield Finding("The subject", Result.NOT_APPLICABLE, "No subject is identified yet")
    for nth, subject in enumerate(found, start=1):
        yield Finding(f"Subject {nth}", *_searched_first(file, subject.ref))


def _searched_first(file: CaseFile, ref: PartyRef) -> tuple[Result, str]:
    made = [f.event for f in searches(file, ref) if f.entry.found_in + f.entry.nothing_in]
    decided = _handling_decided(file)
    if made and (decided is None or made[0].recorded_at <= decided.recorded_at):
        return Result.MET, f"Searched on {written(made[0].day)}, before handling was decided"
    if decided is None:
        return Result.NOT_YET_DUE, "How the matter is handled is not decided yet"
    limit = f"handling was decided on {written(decided.day)}"
    if made:
        return Result.NOT_MET, f"Searched on {written(made[0].day)}; {limit}"
    return Result.NOT_EVIDENCED, f"No search is on file; {limit}"


def _handling_decided(file: CaseFile) -> Happened | None:
    made = [fact.event for fact in file.all(StartInvestigation)]
    made += [fact.event for kind in WAYS for fact in file.all(kind)]
    return min(made, key=lambda event: event.recorded_at, default=None)


IRR_7 = Measure(
    id="IRR-7",
    theme=Theme.RECORDING,
    title="History searched before handling was decided",
    unit="subjects",
    met_if="Earlier history of the subject was searched in one source at least before it was decided how to handle the "
    "matter.",
    does_not_show="How well it was searched, in which sources, or whether what was found was considered together.",
    of=_searched,
    cite=law.APP_PPDA,
    basis=Basis.SOURCE,
)


def _misuse_asked(file: CaseFile, _period: Period) -> Iterator[Finding]:
    found, without = allegations(file), misuse_without_own_allegation(file)
    if not found:
        result = Result.NOT_EVIDENCED if recorded(file) else Result.NOT_YET_DUE
        yield Finding("The allegations", result, "No allegation is on file")
    for allegation in found:
        said, unit = allegation.stated.misuse_of_position, f"Allegation {allegation.number}"
        if allegation.number in without:
            yield Finding(unit, Result.NOT_MET, "The answer is yes, and no allegation is about just that")
        elif said in (Answer.YES, Answer.NO):
            yield Finding(unit, Result.MET, f"The answer is {said.label.lower()}")
        else:
            yield Finding(unit, Result.NOT_EVIDENCED, f"The answer is: {said.label.lower()}")


IRR_9 = Measure(
    id="IRR-9",
    theme=Theme.RECORDING,
    title="Misuse of police position asked about",
    unit="allegations",
    met_if="It is answered whether police status, knowledge or power was used against the victim and, if it was, one "
    "allegation of that subject is about just that.",
    does_not_show="Whether the answer is right, or whether the victim was asked in a way that she or he could answer.",
    of=_misuse_asked,
    cite=law.SUPER_COMPLAINT,
    basis=Basis.SOURCE,
)


def _described(file: CaseFile, _period: Period) -> Iterator[Finding]:
    for nth, victim in enumerate(people_with(file, Part.VICTIM), start=1):
        yield Finding(f"Victim {nth}", *_completeness(file, victim.ref))


def _completeness(file: CaseFile, ref: PartyRef) -> tuple[Result, str]:
    """Blank, not asked, not known and declined are four things; only an answer or a refusal completes."""
    said = description(file, ref)
    given = {name: getattr(said, field) if said else None for field, name in CHARACTERISTICS.items()}
    lacking = {
        "blank": [name for name, value in given.items() if value is None],
        "not asked": [name for name, value in given.items() if value and value.value == Answer.NOT_ASKED.value],
        "not known": [name for name, value in given.items() if value and value.value == Answer.UNKNOWN.value],
    }
    declined = sum(value is not None and value.value == Answer.DECLINED.value for value in given.values())
    missing = "; ".join(f"{word}: {joined(names)}" for word, names in lacking.items() if names)
    answered = len(given) - sum(map(len, lacking.values())) - declined
    counts = f"{plural(answered, 'answer')}, {declined} declined"
    return (Result.NOT_EVIDENCED, f"{counts}; {missing}") if missing else (Result.MET, counts)


IRR_10 = Measure(
    id="IRR-10",
    theme=Theme.RECORDING,
    title="Characteristics of each victim recorded",
    unit="victims",
    met_if="Age, sex, ethnic group and disability are each answered, or she or he did not wish to say. Blank, not "
    "asked and not known are counted as not evidenced, and shown apart.",
    does_not_show="What anybody answered, or whether people are treated alike. Nobody may be pressed for an answer.",
    of=_described,
    cite=law.EQUALITY_ACT,
    basis=Basis.INFERRED,
)
