"""Who may investigate: the bar of the law, the guidance, and the victim's confidence, each a test by itself.

The bar of the law (PCMR reg 12; PCR reg 15) stops an appointment whatever anybody says. An earlier connection, which
the guidance alone forbids, can be allowed by a chief officer for a time. A victim who is not content sends the
appointment back to the independence decision (ppda 3.10).
"""

from collections.abc import Iterator

from workflows import citations as law
from workflows.calendar import london_day
from workflows.casefile import CaseFile, Posting
from workflows.criminal.facts import under_criminal_investigation
from workflows.independence.entries import GrantException
from workflows.independence.facts import ever_connected, exception, independence, interim_holds
from workflows.independence.vocabulary import Body
from workflows.investigation.facts import manages
from workflows.investigation.vocabulary import CriminalStrand
from workflows.model import Answer, Attempt, PersonRef, Requirement, Role
from workflows.people.descriptions import subject_kind
from workflows.people.facts import people_with, police_victims, subjects
from workflows.people.vocabulary import Part, SubjectKind
from workflows.referral.facts import mode
from workflows.referral.vocabulary import Mode

# The bar of the law.


def not_managed(a: Attempt) -> bool:
    """Whether this person works under no subject."""
    return not any(manages(a.file, subject, a.entry.investigator) for subject in subjects(a.file))


def holds_role(a: Attempt) -> bool:
    """Whether this person is an investigator at all."""
    return a.file.holds(a.entry.investigator, Role.INVESTIGATOR)


def of_another_force_than_a_senior_officer(a: Attempt) -> bool:
    """Whether no subject is a senior officer of this person's own force, or of one that is not known."""
    own = _force(a.file, a.entry.investigator)
    seniors = (p for p in people_with(a.file, Part.SUBJECT) if subject_kind(a.file, p.ref) is SubjectKind.SENIOR)
    forces = {_force(a.file, p.person) if p.person else "" for p in seniors}
    return not forces & {own, ""}


def is_trained(a: Attempt) -> bool:
    """Whether this person's training is in date by the register, as far as this force asks for it."""
    on = london_day(a.at)
    if not a.file.terms.value("appointment-needs-training", on):
        return True
    posting = a.file.posting(a.entry.investigator)
    return posting is not None and posting.trained_until is not None and on <= posting.trained_until


# The guidance.


def unconnected_or_allowed(a: Attempt) -> bool:
    """Whether this person has no earlier connection, as stated and as on file, or an exception holds."""
    person = a.entry.investigator
    stated, known = a.entry.connection is Answer.NO, has_link(a.file, person)
    return (stated and not known) or exception(a.file, person, london_day(a.at)) is not None


def has_link(file: CaseFile, person: PersonRef) -> bool:
    """Whether the file shows that somebody was ever connected, or is in one team with a subject or a police victim."""
    return person in ever_connected(file) or any(_same_team(file, person, other) for other in _both_sides(file))


def led_by_others(a: Attempt) -> bool:
    """Whether a criminal investigation, where there is one, is led under another chain of command."""
    if under_criminal_investigation(a.file):
        return a.entry.criminal_lead is CriminalStrand.SEPARATE
    return a.entry.criminal_lead is not CriminalStrand.SAME


def exception_holds(a: Attempt) -> bool:
    """Whether whoever acts was never given an exception, or still acts under one."""
    granted = {f.entry.person for f in a.file.all(GrantException)}
    return a.by.person not in granted or exception(a.file, a.by.person, london_day(a.at)) is not None


# The victim's confidence, and the independence decision to which it leads.


def decided_or_interim(a: Attempt) -> bool:
    """Whether independence stands decided, or enquiries may go on meanwhile."""
    return independence(a.file) is not None or interim_holds(a.file, a.at)


def decided_first(name: str, *triggers: str) -> Requirement:
    """Nobody investigates, or decides to, before independence is decided (ppda 3.10): one for each workflow."""
    return Requirement(
        id=name,
        before=frozenset(triggers),
        unmet="It is not decided who can investigate independently",
        met=decided_or_interim,
        cite=law.APP_PPDA,
        remedy="decide-independence",
    )


def goes_where_decided(a: Attempt) -> bool:
    """Whether this person serves with the body that the independence decision names."""
    decided = independence(a.file)
    if decided is None or decided.entry.handled_by in (Body.OWN, Body.UNIT):
        return True
    if decided.entry.handled_by is Body.IOPC:
        return mode(a.file) is Mode.DIRECTED
    ours = {_force(a.file, subject) for subject in subjects(a.file)}
    return _force(a.file, a.entry.investigator) not in ours | {""}


def confidence_is_answered(a: Attempt) -> bool:
    """Whether the victim is content with this person, or the independence decision has dealt with it.

    Of a victim who is not content, it has if it takes the matter out of this department; of one who has not said, also
    if it found that this force can be trusted. Nobody waits to be asked while interim enquiries go on.
    """
    said, decided = a.entry.confidence, independence(a.file)
    if said is Answer.YES:
        return True
    if decided is None:
        return said is not Answer.NO
    return decided.entry.handled_by is not Body.OWN or (said is not Answer.NO and decided.entry.trust is Answer.YES)


def _both_sides(file: CaseFile) -> Iterator[PersonRef]:
    yield from (*subjects(file), *police_victims(file))


def _same_team(file: CaseFile, one: PersonRef, other: PersonRef) -> bool:
    mine, theirs = file.posting(one), file.posting(other)
    return bool(mine and theirs and mine.team) and _place(mine) == _place(theirs)


def _place(posting: Posting | None) -> tuple[str, str]:
    return (posting.force, posting.team) if posting else ("", "")


def _force(file: CaseFile, person: PersonRef | None) -> str:
    posting = file.posting(person)
    return posting.force if posting else ""
