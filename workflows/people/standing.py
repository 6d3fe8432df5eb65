"""Who may be a complainant about conduct, and why: PRA 2002 s.12 and s.29(4), worked out from what is on file.

The answer is for a person to read: where the file is silent, or the law was not read, a person must decide.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from workflows import citations as law
from workflows.casefile import CaseFile, Service
from workflows.citations import Citation
from workflows.model import Answer, Choice, PartyRef, Suggestion
from workflows.people.descriptions import involvement, is_under_16, subject_kind
from workflows.people.entries import StateInvolvement
from workflows.people.facts import Party, parties, party, people_with, references_of
from workflows.people.vocabulary import Basis, Part, SubjectKind


class May(Choice):
    """Whether somebody may be a complainant."""

    YES = "yes", "May be a complainant"
    NO = "no", "May not be a complainant"
    DECIDE = "decide", "A person must decide whether they may be a complainant"


class AsWhat(Choice):
    """What somebody is in the case, in law."""

    COMPLAINANT = "complainant", "complainant"
    FOR_COMPLAINANT = "for-complainant", "acts for a complainant"
    INTERESTED = "interested", "interested person: is kept informed, without a right to review"
    NEITHER = "neither", "neither complainant nor interested person by this alone"
    OPEN = "open", "not settled"


@dataclass(frozen=True)
class Standing:
    """Whether somebody may be a complainant, as what they stand in the case, why, and the source."""

    may: May
    as_what: AsWhat
    because: str
    cite: Citation


def _yes(because: str, cite: Citation) -> Standing:
    return Standing(May.YES, AsWhat.COMPLAINANT, because, cite)


def _no(because: str, cite: Citation) -> Standing:
    return Standing(May.NO, AsWhat.NEITHER, because, cite)


def _decide(because: str, cite: Citation) -> Standing:
    return Standing(May.DECIDE, AsWhat.OPEN, because, cite)


NOBODY = _decide("Nobody in the case has this reference", law.S_12_1A)
IS_SUBJECT = _no("Nobody complains about their own conduct", law.S_12_1A)
NO_SUBJECT = _decide("No subject is on file, so nothing can be said of who may complain about them", law.S_12_1A)
SAME_CHIEF = _no("They served under the same chief officer as the subject at the time", law.S_29_4)
SAME_CHIEF_NOW = _no("The register has them under the same chief officer as the subject", law.S_29_4)
SAME_CHIEF_THEN = _decide(
    "One of them has left the same force: whether both served under its chief officer at the time is not on file",
    law.S_29_4,
)
SAME_CHIEF_OPEN = _decide(
    "Whether they served under the same chief officer as the subject at the time is not known", law.S_29_4
)
ON_DUTY = _no("They were on duty at the time as a person serving with the police", law.settlement(19))
ON_DUTY_OPEN = _decide(
    "They served with the police: whether they were on duty at the time is not on file", law.settlement(19)
)
CONCERNED_BY_NOTHING = _no(
    "It did not happen to them or affect them, they saw nothing of it, and they act for nobody", law.S_12_1A
)
BASIS_OPEN = _decide("How what happened concerns them is not on file", law.S_12_1A)
SUBJECTS_DIFFER = _decide("The answer differs from subject to subject", law.S_29_4)

BECAUSE = {
    Basis.HAPPENED_TO: _yes("It happened to them", law.S_12_1A),
    Basis.AFFECTED: _yes("They were adversely affected by it", law.S_29_5),
    Basis.WITNESSED: _yes("They witnessed it", law.S_12_1A),
}
"""The three who may complain about conduct; a fourth acts for one of them."""

FOR_NOBODY = _decide("For whom they act is not on file", law.S_12_1A)
FOR_SUBJECT = _no("They act for a subject", law.S_12_1A)
NO_CONSENT = _no("The person they act for has not agreed in writing", law.S_12_1A)
CONSENT_OPEN = _decide("Whether the person they act for has agreed in writing is not on file", law.S_12_1A)
FOR_CHILD = _decide(
    "They act for a child under 16 who has not agreed in writing: who may agree for a child was not found", law.S_12_1A
)

SETTING = "same-force-victim-may-complain"
BASIS_OF_PART = {Part.VICTIM: (Basis.HAPPENED_TO,), Part.WITNESS: (Basis.WITNESSED,)}
SERVING = frozenset(SubjectKind) - {SubjectKind.OUTSIDE, SubjectKind.UNIDENTIFIED, SubjectKind.FORMER}


def standing(file: CaseFile, ref: PartyRef, on: date) -> Standing:
    """Whether a party may be a complainant about every subject, by the settings of a London day."""
    who = party(file, ref)
    if who is None:
        return NOBODY
    if who.part is Part.SUBJECT:
        return IS_SUBJECT
    if who.part is Part.REPRESENTATIVE:
        return _of_representative(file, who, on)
    others = [s for s in people_with(file, Part.SUBJECT) if not s.person or s.person != who.person]
    if not others:
        return NO_SUBJECT
    return _together([(s, _towards(file, who, s, on)) for s in others])


def _together(answers: list[tuple[Party, Standing]]) -> Standing:
    first = answers[0][1]
    if all(answer.may is first.may for _, answer in answers):
        return first
    each = "; ".join(f"{subject.name}: {_first_small(answer.because)}" for subject, answer in answers)
    return replace(SUBJECTS_DIFFER, because=f"{SUBJECTS_DIFFER.because}. {each}")


def _first_small(text: str) -> str:
    return text[0].lower() + text[1:]


def _towards(file: CaseFile, who: Party, subject: Party, on: date) -> Standing:
    """A party's standing about one subject: a firm bar first, then their basis, then what is open."""
    bars = [bar for bar in (_same_chief(file, who, subject, on), _on_duty(file, who)) if bar]
    basis = _basis(file, who)
    firm = [bar for bar in bars if bar.may is May.NO]
    if firm:
        return _for_victim(firm[0]) if Basis.HAPPENED_TO in basis else firm[0]
    if Basis.NONE in basis:
        return CONCERNED_BY_NOTHING
    if not basis:
        return BASIS_OPEN
    return bars[0] if bars else _with_basis(file, who, basis)


def _for_victim(bar: Standing) -> Standing:
    """A victim who cannot complain is kept informed as an interested person (PRA 2002 s.21)."""
    return replace(bar, as_what=AsWhat.INTERESTED)


def _basis(file: CaseFile, who: Party) -> tuple[Basis, ...]:
    said = involvement(file, who.ref)
    if said and said.basis:
        return said.basis
    refs = references_of(file, who.ref)
    parts = {p.part for p in parties(file) if p.ref in refs}
    return tuple(basis for part, each in BASIS_OF_PART.items() if part in parts for basis in each)


def _with_basis(file: CaseFile, who: Party, basis: tuple[Basis, ...]) -> Standing:
    answer = next(BECAUSE[each] for each in Basis if each in basis)
    if subject_kind(file, who.ref) is None:
        return replace(answer, because=f"{answer.because}, and nothing on file says that they served with the police")
    return answer


def _same_chief(file: CaseFile, who: Party, subject: Party, on: date) -> Standing | None:
    """The bar of s.29(4), or None; the setting lifts it for a victim (settlement 27)."""
    lifted = bool(file.terms.value(SETTING, on)) and Basis.HAPPENED_TO in _basis(file, who)
    return None if lifted else _of_chief(file, who, subject)


def _of_chief(file: CaseFile, who: Party, subject: Party) -> Standing | None:
    said = involvement(file, who.ref)
    if said and (said.same_chief or said.served_as is SubjectKind.OUTSIDE):
        return _chief_stated(said)
    return _chief_on_register(file, who, subject)


def _chief_stated(said: StateInvolvement) -> Standing | None:
    if said.same_chief is Answer.NO or said.served_as is SubjectKind.OUTSIDE:
        return None
    return SAME_CHIEF if said.same_chief is Answer.YES else SAME_CHIEF_OPEN


def _chief_on_register(file: CaseFile, who: Party, subject: Party) -> Standing | None:
    kind = subject_kind(file, who.ref)
    if kind is None or kind in (SubjectKind.OUTSIDE, SubjectKind.UNIDENTIFIED):
        return None
    theirs, subjects = _force(file, who), _force(file, subject)
    if not theirs or not subjects:
        return SAME_CHIEF_OPEN
    if theirs.lower() != subjects.lower():
        return None
    serving = kind in SERVING and subject_kind(file, subject.ref) in SERVING
    return SAME_CHIEF_NOW if serving else SAME_CHIEF_THEN


def _force(file: CaseFile, who: Party) -> str:
    posting = file.posting(who.person) if who.person else None
    if posting and posting.service is not Service.OUTSIDE:
        return posting.force
    return (who.added.force or "") if who.added else ""


def _on_duty(file: CaseFile, who: Party) -> Standing | None:
    """The bar of having been on duty; nobody outside the police was (settlement 19)."""
    said, kind = involvement(file, who.ref), subject_kind(file, who.ref)
    if kind is SubjectKind.OUTSIDE:
        return None
    answer = said.on_duty if said else None
    if answer is Answer.YES:
        return ON_DUTY
    serving = kind is not None and kind is not SubjectKind.UNIDENTIFIED
    return ON_DUTY_OPEN if serving and answer is not Answer.NO else None


BARRED = {May.NO: True, May.DECIDE: None}


def served_under_same_chief(file: CaseFile, who: Party, subject: Party) -> bool | None:
    """Whether a party served under a subject's chief officer at the time; None where the file leaves it open."""
    bar = _of_chief(file, who, subject)
    return BARRED[bar.may] if bar else False


def was_on_duty(file: CaseFile, who: Party) -> bool | None:
    """Whether a party was on duty for the police at the time; None where the file leaves it open."""
    bar = _on_duty(file, who)
    return BARRED[bar.may] if bar else False


def _of_representative(file: CaseFile, who: Party, on: date) -> Standing:
    """One who acts for another stands as the other does, with written consent (s.12)."""
    added = who.added
    principal = party(file, added.acts_for) if added else None
    if added is None or principal is None or principal.part is Part.REPRESENTATIVE:
        return FOR_NOBODY
    if principal.part is Part.SUBJECT:
        return FOR_SUBJECT
    if added.consent is not Answer.YES and is_under_16(file, principal.ref):
        return FOR_CHILD
    if added.consent is Answer.NO:
        return NO_CONSENT
    if added.consent is not Answer.YES:
        return CONSENT_OPEN
    theirs = standing(file, principal.ref, on)
    because = f"They act with written consent for {principal.name}. {theirs.because}"
    as_what = AsWhat.FOR_COMPLAINANT if theirs.may is May.YES else AsWhat.NEITHER
    return replace(theirs, because=because, as_what=AsWhat.OPEN if theirs.may is May.DECIDE else as_what)


def may_complain_as(file: CaseFile, on: date) -> Iterable[tuple[Party, Standing]]:
    """Everybody in the case but the subjects, each with their standing; nobody held apart, whom it could show."""
    shown = (p for p in parties(file) if p.part is not Part.SUBJECT and not p.held_apart)
    return [(p, standing(file, p.ref, on)) for p in shown]


def suggested(file: CaseFile) -> Iterable[Suggestion]:
    """What the file says of who may complain, as the page of a step shows it; settings as of the last event."""
    on = max(f.event.day for f in file.facts)
    return [Suggestion(f"{p.name}: {s.may.label}", s.because, s.cite) for p, s in may_complain_as(file, on)]
