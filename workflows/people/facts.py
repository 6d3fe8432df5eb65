"""Who has a part in the case, and how they serve."""

from dataclasses import dataclass, replace

from workflows.casefile import CaseFile, Service, kept
from workflows.handling.entries import ReportMatter
from workflows.model import Bar, PartyRef, PersonRef
from workflows.people.entries import AddParty
from workflows.people.vocabulary import Part

HELD_APART = "A person who has reported, identity held apart"
"""What stands for the name of somebody who reported, everywhere."""


@dataclass(frozen=True)
class Party:
    """Somebody with a part in the case; `person` is None for somebody who is not on the register.

    `added` is None for those of the first report. `named` says that `name` is somebody's name, and not words that
    stand for one who is not identified or whose identity is held apart.
    """

    ref: PartyRef
    part: Part
    person: PersonRef | None
    name: str
    named: bool = True
    added: AddParty | None = None

    @property
    def held_apart(self) -> bool:
        """Whether nobody is shown who this is."""
        return self.name == HELD_APART


@kept
def parties(file: CaseFile) -> tuple[Party, ...]:
    """Everybody with a part in the case, in the order in which they were named."""
    found = [p for f in file.all(ReportMatter) for p in _reported(file, f.entry)]
    found += [_added(file, n, f.entry) for n, f in enumerate(file.all(AddParty), start=1)]
    apart = held_apart(file)
    return tuple(replace(p, name=HELD_APART, named=False) if p.person in apart else p for p in found)


def held_apart(file: CaseFile) -> frozenset[PersonRef]:
    """The registered people whom nobody is shown, because they reported and their identity is held apart."""
    first = {f.entry.reporter for f in file.all(ReportMatter) if f.entry.held_apart}
    added = {f.entry.person for f in file.all(AddParty) if f.entry.held_apart}
    return frozenset(person for person in first | added if person)


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


def _added(file: CaseFile, number: int, entry: AddParty) -> Party:
    party = _party(file, f"p{number}", entry.part, entry.person, entry.name)
    if entry.held_apart:
        return replace(party, name=HELD_APART, named=False, added=entry)
    if not entry.person and not entry.name:
        return replace(party, name=f"Unidentified {entry.part.label.lower()}", named=False, added=entry)
    return replace(party, added=entry)


def same_person(one: Party, other: Party) -> bool:
    """Somebody named twice: by number, or off the register by the same name."""
    if one.ref == other.ref:
        return True
    if one.person or other.person:
        return one.person == other.person
    return one.named and other.named and one.name.casefold() == other.name.casefold()


def references_of(file: CaseFile, ref: PartyRef) -> frozenset[PartyRef]:
    """Every reference of the person whom one reference means; the one alone where it means nobody."""
    meant = party(file, ref)
    return frozenset({ref, *(p.ref for p in parties(file) if meant and same_person(p, meant))})


def people_with(file: CaseFile, part: Part) -> tuple[Party, ...]:
    """Everybody with one part in the case."""
    return tuple(p for p in parties(file) if p.part is part)


def party_people(file: CaseFile) -> frozenset[PersonRef]:
    """The registered people who have any part in the case, or were said to: a correction readmits nobody."""
    reports = [f.entry for f in file.recorded(ReportMatter)]
    named = [person for r in reports for person in (r.subject, r.victim, r.reporter)]
    named += [f.entry.person for f in file.recorded(AddParty)]
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
