"""Questions about the people, allegations and handling of a case, answered from its file."""

from dataclasses import dataclass
from datetime import date

from workflows.casefile import CaseFile, Fact, Service
from workflows.handling.entries import AddAllegation, AddParty, DecideOutcome, RecordMatter, ReportMatter
from workflows.handling.vocabulary import MatterKind, Part
from workflows.model import AllegationRef, Answer, Bar, PersonRef


@dataclass(frozen=True)
class Party:
    """Somebody with a part in the case; `person` is None for somebody who is not on the register."""

    part: Part
    person: PersonRef | None
    name: str


@dataclass(frozen=True)
class Allegation:
    """One allegation with its number in the case and, once decided, its outcome."""

    number: AllegationRef
    stated: AddAllegation
    decided: DecideOutcome | None


def parties(file: CaseFile) -> tuple[Party, ...]:
    """Everybody with a part in the case, in the order in which they were named."""
    found = [p for f in file.all(ReportMatter) for p in _reported(file, f.entry)]
    found += [_party(file, f.entry.part, f.entry.person, f.entry.name) for f in file.all(AddParty)]
    return tuple(found)


def _reported(file: CaseFile, report: ReportMatter) -> list[Party]:
    named = (
        (Part.SUBJECT, report.subject, None),
        (Part.VICTIM, report.victim, report.victim_name),
        (Part.REPORTER, report.reporter, None),
    )
    return [_party(file, part, person, name) for part, person, name in named if person or name]


def _party(file: CaseFile, part: Part, person: PersonRef | None, name: str | None) -> Party:
    return Party(part, person, name or file.name(person))


def people_with(file: CaseFile, part: Part) -> tuple[Party, ...]:
    """Everybody with one part in the case."""
    return tuple(p for p in parties(file) if p.part is part)


def party_people(file: CaseFile) -> frozenset[PersonRef]:
    """The registered people who have any part in the case, or were said to: a correction readmits nobody."""
    reports = [f.entry for f in file.facts if isinstance(f.entry, ReportMatter)]
    named = [person for r in reports for person in (r.subject, r.victim, r.reporter)]
    named += [f.entry.person for f in file.facts if isinstance(f.entry, AddParty)]
    return frozenset(person for person in named if person)


def subjects(file: CaseFile) -> tuple[PersonRef, ...]:
    """The identified subjects, in the order in which they were named."""
    return tuple(p.person for p in people_with(file, Part.SUBJECT) if p.person)


def report(file: CaseFile) -> Fact[ReportMatter] | None:
    """The first report."""
    return file.last(ReportMatter)


def allegations(file: CaseFile) -> tuple[Allegation, ...]:
    """The allegations in order, each with its latest outcome."""
    outcomes = {f.entry.allegation: f.entry for f in file.all(DecideOutcome)}
    numbered = enumerate(file.all(AddAllegation), start=1)
    return tuple(Allegation(AllegationRef(str(n)), f.entry, outcomes.get(AllegationRef(str(n)))) for n, f in numbered)


def may_be_domestic_abuse(file: CaseFile) -> bool:
    """Whether anything on file says, or leaves open, that this is domestic abuse by police."""
    said = [f.entry.domestic_abuse for f in file.all(ReportMatter)]
    said += [f.entry.domestic_abuse for f in file.all(AddAllegation)]
    return any(answer is not Answer.NO for answer in said)


def is_domestic_abuse(file: CaseFile) -> bool:
    """Whether the case is flagged as police-perpetrated domestic abuse."""
    said = [f.entry.domestic_abuse for f in file.all(ReportMatter)]
    said += [f.entry.domestic_abuse for f in file.all(AddAllegation)]
    return Answer.YES in said


def recorded(file: CaseFile) -> Fact[RecordMatter] | None:
    """The decision to record under Schedule 3, if taken."""
    return file.last(RecordMatter)


def police_victims(file: CaseFile) -> tuple[PersonRef, ...]:
    """The victims who serve with the police, as the register had them."""
    people = (p.person for p in people_with(file, Part.VICTIM) if p.person)
    return tuple(p for p in people if (posting := file.posting(p)) and posting.service is not Service.OUTSIDE)


def same_force_victim(file: CaseFile) -> bool:
    """Whether a victim serves under the same chief officer as a subject (PRA 2002 s.29(4))."""
    forces = {p.force for s in subjects(file) if (p := file.posting(s))}
    return any(p.force in forces for v in police_victims(file) if (p := file.posting(v)))


def may_complain(kind: MatterKind, file: CaseFile, on: date) -> bool:
    """Whether the matter can be recorded as `kind`, with a same-force police victim (settlement 27)."""
    allowed = bool(file.terms.value("same-force-victim-may-complain", on))
    return kind is not MatterKind.COMPLAINT or allowed or not same_force_victim(file)


BAR_OF_PART = {part: Bar[part.name] for part in Part}
"""The exclusion that each part brings with it: every part excludes (settlement 4)."""
