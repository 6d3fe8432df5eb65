"""What is known that decides how a matter is taken (law 1.6): stated by hand in a test, or read off a case file.

Every fact may be unknown, which is None: unknown is never taken for no.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from workflows.allegations.facts import allegations, is_domestic_abuse
from workflows.casefile import CaseFile, Posting, Service
from workflows.handling.facts import complainants, recorded, report
from workflows.handling.vocabulary import MatterKind, RecordingGround, ReportRoute
from workflows.model import Answer
from workflows.people.facts import Party, people_with, subjects
from workflows.people.standing import May, served_under_same_chief, standing, was_on_duty
from workflows.people.vocabulary import Part
from workflows.referral.entries import DecideToRefer
from workflows.referral.vocabulary import Criterion

T = TypeVar("T")

IF_PROVED = {
    "B4": "force used without lawful reason may be an assault",
    "D1": "looking somebody up on police systems without a reason may be an offence",
    "D2": "disclosing information without a reason may be an offence",
    "F": "discrimination may breach the standards of professional behaviour",
    "G": "abuse of position may be an offence or serious corruption",
    "H5": "harassing somebody may be an offence",
    "J": "sexual conduct of this kind may be an offence",
    "K": "discreditable conduct may justify disciplinary proceedings",
}
"""Categories of allegation, by how their code begins, that may be a crime or justify disciplinary proceedings."""

ACTING_CHIEFS = frozenset({"chief constable", "acting chief constable", "commissioner", "acting commissioner"})

FACTS = {
    "reporter": "who reported it",
    "service": "how the victim serves or served with the police",
    "same_chief": "whether the victim was under the subject's chief officer at the time",
    "on_duty": "whether the victim was on duty for the police at the time",
    "wish": "whether the victim is dissatisfied, in any words, or wishes to complain",
    "standing": "whether whoever reported may complain in their own right",
    "reporter_wish": "whether whoever reported is dissatisfied, or wishes to complain",
    "consent": "whether whoever reported acts for the victim, with written consent",
    "indication": "whether there is an indication of a crime or of a disciplinary breach",
    "serious": "whether somebody has died or was seriously injured",
    "contact": "whether there was contact with the police before it that may have played a part",
    "about_handling": "whether anybody is dissatisfied with how the force handled the report",
    "own_handlers": "whether whoever is dissatisfied with that served under the same chief officer as the handlers",
    "civil_claim": "whether it came out in a civil claim",
    "chief_officer": "whether the subject is a chief officer, or acts as one",
    "another_force": "whether the subject belongs to another force",
    "setting_allows": "whether the force's setting lets a same-force victim complain",
    "may_complain": "whether the victim may complain",
    "complained": "whether anybody complains",
}
"""Each fact, in words that follow "not known:"."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of a matter; `FACTS` says each in plain words. Service, command and duty are as at the time.

    `standing`: it affected them or they saw it, and they were neither on duty nor under the same chief officer
    then. `contact` includes an arrest and custody.
    """

    reporter: ReportRoute | None = None
    service: Service | None = None
    same_chief: bool | None = None
    on_duty: bool | None = None
    wish: bool | None = None
    standing: bool | None = None
    reporter_wish: bool | None = None
    consent: bool | None = None
    indication: bool | None = None
    serious: bool | None = None
    contact: bool | None = None
    about_handling: bool | None = None
    own_handlers: bool | None = None
    civil_claim: bool | None = None
    chief_officer: bool | None = None
    another_force: bool | None = None
    setting_allows: bool = False

    @property
    def may_complain(self) -> bool | None:
        """Whether the victim may be a complainant (PRA 2002 s.29(4); settlements 19 and 27)."""
        bars = {self.on_duty, False if self.setting_allows else self.same_chief}
        if True in bars:
            return False
        return None if None in bars and self.service is not Service.OUTSIDE else True

    @property
    def complained(self) -> bool | None:
        """Whether the victim, or whoever reported in their own right, complains."""
        wishes = {self.wish, False if self.reporter is ReportRoute.VICTIM else self.reporter_wish}
        return True if True in wishes else None if None in wishes else False


def known(file: CaseFile, wish: Answer) -> Known:
    """What a case file says, with the complainant's wish; what it leaves open is None.

    The register is read as it stood when the case relied on it; a victim named without a number on it is read as a
    member of the public. Where two victims, or two subjects, differ in a fact, that fact is unknown.
    """
    first, victims = report(file), people_with(file, Part.VICTIM)
    reporter = first.entry.route if first else None
    wished = {Answer.YES: True, Answer.NO: False}.get(wish)
    by_victim = reporter is ReportRoute.VICTIM or _victim_complains(file)
    service = _shared(_service(file, victim) for victim in victims)
    return Known(
        reporter=reporter,
        service=service,
        same_chief=_shared(_same_chief(file, victim) for victim in victims),
        on_duty=_shared(was_on_duty(file, victim) for victim in victims),
        wish=wished if by_victim else None,
        standing=_standing(file),
        reporter_wish=None if by_victim else wished,
        indication=bool(if_proved(file)) or None,
        serious=is_serious(file) or None,
        about_handling=any(x.stated.category.value.startswith("A") for x in allegations(file)) or None,
        own_handlers=False if service is Service.OUTSIDE else None,
        chief_officer=_shared(_chief(file.posting(s)) for s in subjects(file)),
        another_force=_another_force(file),
        setting_allows=_setting_allows(file),
    )


def if_proved(file: CaseFile) -> tuple[str, ...]:
    """Why what is reported might, if proved, be a crime or justify disciplinary proceedings; abuse by police always."""
    reasons = ["Domestic abuse by somebody in the police is reported"] if is_domestic_abuse(file) else []
    for allegation in allegations(file):
        code = allegation.stated.category.value
        reasons += [
            f"Allegation {allegation.number}: {why}" for start, why in IF_PROVED.items() if code.startswith(start)
        ]
        if allegation.stated.misuse_of_position is Answer.YES:
            reasons.append(f"Allegation {allegation.number}: police status was used against the victim")
    return tuple(reasons)


def is_serious(file: CaseFile) -> bool:
    """Whether a person has already decided, in recording or referring it, that death or serious injury resulted."""
    decided = recorded(file)
    if decided and (decided.entry.ground is RecordingGround.SERIOUS or decided.entry.kind is MatterKind.DSI):
        return True
    return Criterion.M1 in criteria_decided(file)


def criteria_decided(file: CaseFile) -> frozenset[Criterion]:
    """The mandatory criteria for referral that a person has decided apply."""
    decisions = file.all(DecideToRefer)
    return frozenset(c for f in decisions for c in f.entry.criteria) - {Criterion.VOLUNTARY}


def _victim_complains(file: CaseFile) -> bool:
    """Whether a victim is a complainant too: named as one, or a second time as a party of that part."""
    complain, victims = people_with(file, Part.COMPLAINANT), people_with(file, Part.VICTIM)
    named = set(complainants(file)) & {v.ref for v in victims}
    return bool(named) or any((c.person, c.name) == (v.person, v.name) for c in complain for v in victims)


def _shared(answers: Iterable[T | None]) -> T | None:
    """The answer that holds for everybody; None where it differs or there is nobody."""
    found = set(answers)
    return found.pop() if len(found) == 1 else None


def _service(file: CaseFile, victim: Party) -> Service | None:
    if victim.person is None:
        return Service.OUTSIDE
    posting = file.posting(victim.person)
    return posting.service if posting else None


def _same_chief(file: CaseFile, party: Party) -> bool | None:
    if _service(file, party) is Service.OUTSIDE:
        return False
    return _shared(served_under_same_chief(file, party, subject) for subject in people_with(file, Part.SUBJECT))


def _standing(file: CaseFile) -> bool | None:
    """What a force's own check finds has no complainant; otherwise as it is worked out for whoever reported."""
    first = report(file)
    if first and first.entry.route is ReportRoute.FORCE_CHECK:
        return False
    on = max((f.event.day for f in file.facts), default=date.min)
    own = (standing(file, reporter.ref, on).may for reporter in people_with(file, Part.REPORTER))
    return {May.YES: True, May.NO: False}.get(_shared(own) or May.DECIDE)


def _chief(posting: Posting | None) -> bool | None:
    return posting.rank.lower() in ACTING_CHIEFS if posting and posting.rank else None


def _another_force(file: CaseFile) -> bool | None:
    first = report(file)
    ours = file.posting(first.event.by) if first else None
    if ours is None:
        return None
    return _shared(p.force != ours.force if (p := file.posting(s)) else None for s in subjects(file))


def _setting_allows(file: CaseFile) -> bool:
    latest = max((f.event.day for f in file.facts), default=None)
    return bool(latest and file.terms.value("same-force-victim-may-complain", latest))
