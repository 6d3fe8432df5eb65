"""Who has a part in the case, and how they serve."""

from dataclasses import dataclass

from workflows.casefile import CaseFile, Service
from workflows.handling.entries import ReportMatter
from workflows.model import Bar, PartyRef, PersonRef
from workflows.people.entries import AddParty
from workflows.people.vocabulary import Part


@dataclass(frozen=True)
class Party:
    """Somebody with a part in the case; `person` is None for somebody who is not on the register."""

    ref: PartyRef
    part: Part
    person: PersonRef | None
    name: str


def parties(file: CaseFile) -> tuple[Party, ...]:
    """Everybody with a part in the case, in the order in which they were named."""
    found = [p for f in file.all(ReportMatter) for p in _reported(file, f.entry)]
    added = enumerate(file.all(AddParty), start=1)
    found += [_party(file, f"p{n}", f.entry.part, f.entry.person, f.entry.name) for n, f in added]
    return tuple(found)


def party(file: CaseFile, ref: PartyRef | None) -> Party | None:
    """The party of this reference, or None."""
    return next((p for p in parties(file) if p.ref == ref), None)


def _reported(file: CaseFile, report: ReportMatter) -> list[Party]:
    named = (
        (Part.SUBJECT, report.subject, None),
        (Part.VICTIM, report.victim, report.victim_name),
        (Part.REPORTER, report.reporter, None),
    )
    return [_party(file, part.value, part, person, name) for part, person, name in named if person or name]


def _party(file: CaseFile, ref: str, part: Part, person: PersonRef | None, name: str | None) -> Party:
    return Party(PartyRef(ref), part, person, name or file.name(person))


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


def police_victims(file: CaseFile) -> tuple[PersonRef, ...]:
    """The victims who serve with the police, as the register had them."""
    people = (p.person for p in people_with(file, Part.VICTIM) if p.person)
    return tuple(p for p in people if (posting := file.posting(p)) and posting.service is not Service.OUTSIDE)


def same_force_victim(file: CaseFile) -> bool:
    """Whether a victim serves under the same chief officer as a subject (PRA 2002 s.29(4))."""
    forces = {p.force for s in subjects(file) if (p := file.posting(s))}
    return any(p.force in forces for v in police_victims(file) if (p := file.posting(v)))


BAR_OF_PART = {part: Bar[part.name] for part in Part}
"""The exclusion that each part brings with it: every part excludes (settlement 4)."""
