"""What the allegations point to: offences, categories and people that may meet a criterion (law 2.1 to 2.3).

Everything here is a candidate. A person decides, with reasons; what the table does not know is never taken for "none".
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from workflows import citations as law
from workflows.allegations.facts import Allegation, allegations, may_be_domestic_abuse
from workflows.allegations.vocabulary import Offence
from workflows.casefile import CaseFile, kept
from workflows.citations import Citation
from workflows.handling.facts import recorded
from workflows.handling.vocabulary import MatterKind, RecordingGround
from workflows.model import Answer, Suggestion
from workflows.people.facts import subjects
from workflows.referral.entries import RecordCallIn
from workflows.referral.vocabulary import Criterion
from workflows.words import written

M1, M2, M3, M4, M5, M6, M7, M8, M9, _ = Criterion


@dataclass(frozen=True, kw_only=True)
class Points:
    """Where something points: the criteria that it `meets` if alleged, and those that depend on more: `check`.

    `gravity` says why a voluntary referral is to be considered where none of these applies.
    """

    because: str
    meets: tuple[Criterion, ...] = ()
    check: tuple[Criterion, ...] = ()
    gravity: str = ""


LIFE, TEN, FIVE = ("its maximum is life", "its maximum is ten years", "its maximum is five years")

OFFENCES: Mapping[Offence, Points] = {
    Offence.RAPE: Points(because=LIFE, meets=(M3, M6)),
    Offence.SEXUAL_ASSAULT: Points(because=TEN, meets=(M3, M6)),
    Offence.GBH_INTENT: Points(because=LIFE, meets=(M2, M6), check=(M1,)),
    Offence.GBH: Points(because=FIVE, meets=(M2,), check=(M1,)),
    Offence.ABH: Points(because=FIVE, meets=(M2,), check=(M1,)),
    Offence.STRANGULATION: Points(
        because="it is a serious assault where it caused actual bodily harm or worse",
        check=(M1, M2),
        gravity="strangulation is a sign of very high risk",
    ),
    Offence.COERCIVE_CONTROL: Points(
        because=f"{FIVE}, so that it is no relevant offence by itself; what it consisted of may be more",
        check=(M1, M2, M4, M5),
        gravity="controlling or coercive behaviour meets no criterion by itself",
    ),
    Offence.STALKING_FEAR: Points(because=TEN, meets=(M6,)),
    Offence.HARASSMENT_FEAR: Points(because=TEN, meets=(M6,)),
    Offence.STALKING: Points(because="it is tried by magistrates only"),
    Offence.HARASSMENT: Points(because="it is tried by magistrates only"),
    Offence.THREATS_TO_KILL: Points(because=TEN, meets=(M6,)),
    Offence.CRIMINAL_DAMAGE: Points(because=TEN, meets=(M6,)),
    Offence.PERVERTING_JUSTICE: Points(because=LIFE, meets=(M4, M6)),
    Offence.WITNESS_INTIMIDATION: Points(because=f"{FIVE}, and it may be corrupt", check=(M4,)),
    Offence.MISCONDUCT_IN_OFFICE: Points(because=LIFE, meets=(M4, M6)),
    Offence.COMPUTER_MISUSE: Points(
        because="it is serious corruption where the use was corrupt",
        check=(M4,),
        gravity="police systems may have been used to follow somebody",
    ),
    Offence.BREACH_OF_ORDER: Points(because=FIVE),
    Offence.COMMON_ASSAULT: Points(because="its maximum is six months"),
}
"""The offences of law 2.3. Whatever is not here is for a person to decide (settlement 20)."""

CATEGORIES: Mapping[str, Points] = {
    "J1": Points(because="sexual assault is alleged", check=(M3,)),
    "G2": Points(because="abuse of position for a sexual purpose is serious corruption", meets=(M4,)),
    "G3": Points(because="abuse of position to pursue an improper relationship is serious corruption", meets=(M4,)),
    "G": Points(because="corruption is alleged", check=(M4,)),
    "D1": Points(because="use of police systems is corruption where the use was corrupt", check=(M4,)),
    "F": Points(because="discrimination is alleged", check=(M5,)),
}
"""Categories by their code, or by its letter where the code is not here (law 10.1)."""

MISUSE = Points(because="police status, knowledge or power was used against the victim", check=(M4, M5))
CHIEFS = frozenset({"chief constable", "acting chief constable", "commissioner", "deputy commissioner"})
LIMITED_TO = {MatterKind.COMPLAINT: law.REG_4, MatterKind.CONDUCT: law.REG_7, MatterKind.DSI: law.REG_9}


@dataclass(frozen=True)
class Candidate:
    """A criterion that the file points to, and why; `criterion` is None where only a person can say which, if any.

    `sure` says that what is alleged meets it as it stands; otherwise more has to be known.
    """

    criterion: Criterion | None
    because: str
    cite: Citation
    sure: bool = False

    @property
    def text(self) -> str:
        """What a reader of the step's page sees."""
        if self.criterion is None:
            return "A person must decide whether a criterion applies"
        return self.criterion.label if self.sure else f"To be checked: {self.criterion.label}"


@kept
def candidates(file: CaseFile) -> tuple[Candidate, ...]:
    """Every criterion that the file points to, in the order of the allegations."""
    alleged = {a.number: list(_alleged(file, a)) for a in allegations(file)}
    found = [candidate for of_one in alleged.values() for candidate in of_one]
    found += _same_incident(file, {n for n, of_one in alleged.items() if any(c.criterion for c in of_one)})
    found += [*_results(file), *_chiefs(file), *_called_in(file)]
    return tuple(dict.fromkeys(found))


def suggestions(file: CaseFile) -> Iterator[Suggestion]:
    """What the file points to, for the pages of the decisions on referral."""
    found = candidates(file)
    yield from (Suggestion(c.text, c.because, c.cite) for c in found)
    for a in allegations(file):
        if not a.stated.offences and a.stated.domestic_abuse is Answer.NO:
            yield Suggestion("Nothing can be said of its offences", _unsaid(a), law.settlement(20))
    kind = _kind(file)
    cite = law.PARA_13_2 if kind is MatterKind.CONDUCT else law.PARA_4_2
    yield from (Suggestion("Consider a voluntary referral", why, cite) for why in _gravity(file, found))


def _alleged(file: CaseFile, a: Allegation) -> Iterator[Candidate]:
    where = f"Allegation {a.number}"
    for offence in a.stated.offences:
        if offence in OFFENCES:
            yield from _pointed(OFFENCES[offence], f"{where}, {_lower(offence.label)}", law.OFFENCE_TABLE)
        else:
            yield Candidate(None, f"{where}: {_lower(offence.label)}", law.settlement(20))
    if not a.stated.offences and a.stated.domestic_abuse is not Answer.NO:
        yield Candidate(None, _unsaid(a), law.settlement(20))
    code = a.stated.category.value
    if points := CATEGORIES.get(code) or CATEGORIES.get(code[0]):
        yield from _pointed(points, where, _rule(file))
    if a.stated.misuse_of_position is Answer.YES:
        yield from _pointed(MISUSE, where, law.SUPER_COMPLAINT)


def _pointed(points: Points, where: str, cite: Citation) -> Iterator[Candidate]:
    because = f"{where}: {points.because}"
    yield from (Candidate(criterion, because, cite, sure=True) for criterion in points.meets)
    yield from (Candidate(criterion, because, cite) for criterion in points.check)


def _unsaid(a: Allegation) -> str:
    return f"Allegation {a.number}: nobody has said which offences it might be"


def _same_incident(file: CaseFile, pointing: Iterable[str]) -> Iterator[Candidate]:
    """Allegations that point to nothing by themselves, about the same person and time as one that does."""
    made = allegations(file)
    for a in made:
        first = next((b for b in made if b.number in pointing and _together(a, b)), None)
        if first and a.number not in pointing:
            because = f"Allegation {a.number}: it may be part of the same incident as allegation {first.number}"
            yield Candidate(M7, because, _rule(file))


def _together(a: Allegation, b: Allegation) -> bool:
    if a.stated.subject != b.stated.subject:
        return False
    ends = (a.stated.conduct_to or date.max, b.stated.conduct_to or date.max)
    return a.stated.conduct_from <= ends[1] and b.stated.conduct_from <= ends[0]


def _results(file: CaseFile) -> Iterator[Candidate]:
    decided = recorded(file)
    if decided and decided.entry.kind is MatterKind.DSI:
        yield Candidate(M1, "Every death or serious injury matter must be referred", law.REG_9, sure=True)
    elif decided and decided.entry.ground is RecordingGround.SERIOUS:
        yield Candidate(M1, "It is recorded as one that resulted in death or serious injury", _rule(file), sure=True)


def _chiefs(file: CaseFile) -> Iterator[Candidate]:
    for subject in subjects(file):
        posting = file.posting(subject)
        if posting and posting.rank.lower() in CHIEFS:
            because = f"{posting.name} is on the register as {posting.rank.lower()}"
            yield Candidate(M8, because, _rule(file))


def _called_in(file: CaseFile) -> Iterator[Candidate]:
    for notice in file.all(RecordCallIn):
        yield Candidate(M9, f"The IOPC gave notice on {written(notice.event.day)}", law.PARA_4_1_C, sure=True)


def _gravity(file: CaseFile, found: Iterable[Candidate]) -> Iterator[str]:
    for a in allegations(file):
        stated = (OFFENCES.get(offence) for offence in a.stated.offences)
        yield from (f"Allegation {a.number}: {points.gravity}" for points in stated if points and points.gravity)
    if may_be_domestic_abuse(file) and not any(c.sure for c in found):
        yield "It may be domestic abuse by police: say yes or no, with reasons, even where no criterion applies"


def _kind(file: CaseFile) -> MatterKind | None:
    decided = recorded(file)
    return decided.entry.kind if decided else None


def _rule(file: CaseFile) -> Citation:
    """The regulation that lists the criteria for this kind of matter; all three before it is recorded."""
    kind = _kind(file)
    return LIMITED_TO[kind] if kind else law.REGS_4_7_AND_9


def _lower(label: str) -> str:
    return label[0].lower() + label[1:]
