"""What the file points to when it is decided whether a matter must be recorded (law 1.3 and 1.5). A person decides.

For a complaint the triggers R1 to R6; for a conduct matter the filter of Schedule 3 para 11. What the file cannot
show is said to be for a person to decide: it is never taken for no.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from workflows import citations as law
from workflows.allegations.facts import allegations
from workflows.casefile import CaseFile, Service
from workflows.citations import Citation
from workflows.handling.facts import complainants, wants_recording
from workflows.handling.known import criteria_decided, if_proved, is_serious, known
from workflows.model import Answer, Suggestion
from workflows.people.facts import people_with
from workflows.people.vocabulary import Part

MUST_DECIDE = "A person must decide"

Wish = Callable[[CaseFile], Answer]
"""Whether the complainant wishes the matter to be recorded."""

Criteria = Callable[[CaseFile], Iterable[str]]
"""The mandatory criteria for referral, M1 to M9, to which a file points."""

Repeat = Callable[[CaseFile], Answer]
"""Whether it is substantially an earlier matter, with no fresh indication and no fresh evidence (reg 7(2))."""


def complainant_wish(file: CaseFile) -> Answer:
    """Yes where somebody complains; otherwise nobody has asked."""
    return Answer.YES if complainants(file) or people_with(file, Part.COMPLAINANT) else Answer.NOT_ASKED


def no_criteria(_file: CaseFile) -> Iterable[str]:
    """No criteria but those that a person has decided apply."""
    return ()


def not_asked(_file: CaseFile) -> Answer:
    """Nobody has asked."""
    return Answer.NOT_ASKED


@dataclass(frozen=True)
class Seen:
    """What the checks below read."""

    file: CaseFile
    wish: Answer
    criteria: frozenset[str]

    def reasons(self, criteria: Iterable[str]) -> tuple[str, ...]:
        """One reason for each of these criteria to which the file points."""
        return tuple(f"Criterion {c} for referral may apply" for c in sorted(self.criteria.intersection(criteria)))

    def alleged(self, *codes: str) -> tuple[str, ...]:
        """One reason for each allegation in these categories."""
        return tuple(f"Allegation {n} is in category {c}" for n, c in _categories(self.file) if c.startswith(codes))


@dataclass(frozen=True, kw_only=True)
class Check:
    """One question: the reasons on file to think that it is met, and what a person must look at where there is none.

    `ruled_out`: the file says that it is not met.
    """

    id: str
    title: str
    reasons: Callable[[Seen], Iterable[str]]
    otherwise: str
    cite: Citation
    ruled_out: Callable[[Seen], bool] = lambda _seen: False

    def suggested(self, seen: Seen) -> Iterable[Suggestion]:
        """What to say of this on a file; nothing where it is ruled out."""
        if reasons := tuple(self.reasons(seen)):
            yield Suggestion(f"{self.id}: {self.title}", f"{'. '.join(reasons)}.", self.cite)
        elif not self.ruled_out(seen):
            yield Suggestion(f"{MUST_DECIDE}: {self.id}: {self.title}", self.otherwise, self.cite, certain=False)


def recording_triggers(
    file: CaseFile, *, wish: Wish = wants_recording, criteria: Criteria = no_criteria
) -> tuple[Suggestion, ...]:
    """Which of the triggers R1 to R6 oblige the force to record a complaint and handle it under Schedule 3.

    R2 is the authority's own decision, so no file points to it.
    """
    return _suggested(TRIGGERS, _seen(file, wish, criteria))


def conduct_filter(
    file: CaseFile, *, criteria: Criteria = no_criteria, repeat: Repeat = not_asked
) -> tuple[Suggestion, ...]:
    """Whether a conduct matter must be recorded (para 11), and whether it may be a repeat that need not be."""
    seen = _seen(file, wants_recording, criteria)
    return _suggested(FILTER, seen) + REPEATS.get(repeat(file), (MAY_REPEAT,))


def _seen(file: CaseFile, wish: Wish, criteria: Criteria) -> Seen:
    found = {str(code) for code in (*criteria(file), *criteria_decided(file))}
    return Seen(file, wish(file), frozenset(found) - {"voluntary"})


def _suggested(checks: Iterable[Check], seen: Seen) -> tuple[Suggestion, ...]:
    return tuple(suggestion for check in checks for suggestion in check.suggested(seen))


def _categories(file: CaseFile) -> Iterable[tuple[str, str]]:
    return ((x.number, x.stated.category.value) for x in allegations(file))


def _wished(seen: Seen) -> Iterable[str]:
    return ("The complainant wishes it to be recorded",) if seen.wish is Answer.YES else ()


def _serious(seen: Seen) -> Iterable[str]:
    decided = ("It is already decided that death or serious injury resulted",) if is_serious(seen.file) else ()
    return decided or seen.reasons({"M1"})


def _public_victim(seen: Seen) -> Iterable[str]:
    affected = known(seen.file, seen.wish).service is Service.OUTSIDE
    return ("The victim is a member of the public",) if affected else ()


MANDATORY = frozenset(f"M{n}" for n in range(1, 10))

TRIGGERS = (
    Check(
        id="R1",
        title="The complainant wishes it to be recorded",
        reasons=_wished,
        otherwise="The complainant has not been asked. A wish may be shown at any time, in any words.",
        cite=law.PARA_2_6A_A,
        ruled_out=lambda seen: seen.wish is Answer.NO,
    ),
    Check(
        id="R3",
        title="It is alleged that death or serious injury resulted",
        reasons=_serious,
        otherwise="Nothing on file says whether anybody died, or suffered a fracture, a deep cut, or damage to an "
        "organ or to how the body works.",
        cite=law.PARA_2_6B_A,
    ),
    Check(
        id="R4",
        title="If proved, it might be a crime or justify disciplinary proceedings",
        reasons=lambda seen: if_proved(seen.file),
        otherwise="No allegation on file is of a kind that we know to be a crime or a breach. That does not mean that "
        "this is none.",
        cite=law.PARA_2_6B_B,
    ),
    Check(
        id="R5",
        title="If proved, it might infringe the right to life or the ban on inhuman treatment (Articles 2 and 3)",
        reasons=lambda seen: seen.reasons({"M1", "M2", "M3"}) or seen.alleged("J1"),
        otherwise="Serious or lasting abuse may reach Article 3. The file does not show how serious it was.",
        cite=law.PARA_2_6B_C,
    ),
    Check(
        id="R6",
        title="It is of a kind that must be referred to the IOPC",
        reasons=lambda seen: seen.reasons(MANDATORY),
        otherwise="Nobody has decided that a criterion for referral applies, and the file points to none.",
        cite=law.PARA_2_6B_D,
    ),
)

FILTER = (
    Check(
        id="CF-1",
        title="It resulted in death or serious injury",
        reasons=_serious,
        otherwise="Nothing on file says whether it did.",
        cite=law.PARA_11_2,
    ),
    Check(
        id="CF-2",
        title="It adversely affected a member of the public",
        reasons=_public_victim,
        otherwise="Loss, damage, distress, inconvenience, danger or undue risk is enough. Think also of children, "
        "relatives and witnesses.",
        cite=law.PARA_11_2,
    ),
    Check(
        id="CF-3",
        title="It is of a kind that regulation 7(1) lists",
        reasons=lambda seen: (*seen.reasons(MANDATORY - {"M1", "M9"}), *seen.alleged("J1", "G2", "G3", "F")),
        otherwise="Serious assault, a serious sexual offence, serious corruption, an offence or breach aggravated by "
        "discrimination, a relevant offence, a chief officer's conduct, the same incident as one of these; or its "
        "gravity, or exceptional circumstances, make recording right. Abuse by police is often grave.",
        cite=law.REG_7,
    ),
    Check(
        id="CF-4",
        title="It must be referred, so it must be recorded",
        reasons=lambda seen: seen.reasons(MANDATORY),
        otherwise="Nobody has decided that a criterion for referral applies, and the file points to none. What it is "
        "right to refer must be recorded too.",
        cite=law.PARA_11_3A,
    ),
)

_REPEAT = "CF-5: It is substantially an earlier matter, with no fresh indication and no fresh evidence"
MAY_REPEAT = Suggestion(
    f"{MUST_DECIDE}: {_REPEAT}",
    "Nobody has said whether it is. If it is not, and any of these tests is met, it must be recorded.",
    law.PARA_11_3B,
)
REPEATS = {
    Answer.NO: (),
    Answer.YES: (Suggestion(_REPEAT, "It need not be recorded; give the reason (settlement 18).", law.REG_7_2),),
}
