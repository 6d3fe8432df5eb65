"""How the victim is reached, by whom, and what they have been told."""

from workflows.allegations.facts import untold
from workflows.casefile import CaseFile, Fact
from workflows.independence.entries import DecideConnection
from workflows.independence.vocabulary import Covers
from workflows.model import PersonRef
from workflows.oversight.entries import (
    AgreeContact,
    AppointOversightOfficer,
    LogContact,
    SendUpdate,
    TellOutcome,
)
from workflows.oversight.vocabulary import Channel, Direction, Reached
from workflows.people.facts import people_with
from workflows.people.vocabulary import Part


def oversight_officer(file: CaseFile) -> PersonRef | None:
    """The senior oversight officer, or whoever was named last to cover for one who was excluded; or None."""
    named = [(f.event.recorded_at, f.entry.officer) for f in file.all(AppointOversightOfficer)]
    for fact in file.all(DecideConnection):
        if fact.entry.cover and fact.entry.covers is Covers.CONTACT:
            named.append((fact.event.recorded_at, fact.entry.cover))
    return max(named)[1] if named else None


def contact_plan(file: CaseFile) -> Fact[AgreeContact] | None:
    """The agreed way of contact that holds now."""
    return file.last(AgreeContact)


def contacts(file: CaseFile) -> tuple[Fact[LogContact], ...]:
    """Every contact and attempt, in the order in which they happened."""
    return tuple(sorted(file.all(LogContact), key=lambda f: f.event.occurred_at))


def in_touch(made: LogContact) -> bool:
    """Whether a contact reached the victim: ours by an answer or a message left as agreed, theirs by our answer."""
    if made.direction is Direction.THEIRS:
        return made.reached is Reached.SPOKE
    return made.reached is not Reached.NOT_REACHED


def tried(made: LogContact) -> bool:
    """Whether we tried to make contact, or answered: what the victim left unanswered is no try of ours."""
    return made.direction is Direction.OURS or in_touch(made)


def updates(file: CaseFile) -> tuple[Fact[SendUpdate], ...]:
    """Every written update, in the order sent."""
    return file.all(SendUpdate)


def wants_contact(file: CaseFile) -> bool:
    """Whether there is a victim whom we may reach: one who named no safe way wants no contact."""
    plan = contact_plan(file)
    return bool(people_with(file, Part.VICTIM)) and (plan is None or bool(plan.entry.channels))


def outcome_told(file: CaseFile) -> bool:
    """Whether the victim has been told every outcome, as it stands."""
    letters = file.all(TellOutcome)
    return bool(letters) and not untold(file, letters)


def is_safe(file: CaseFile, channel: Channel) -> bool:
    """Whether the victim has named this way as safe."""
    plan = contact_plan(file)
    return plan is not None and channel in plan.entry.channels


def may_be_used(file: CaseFile, channel: Channel) -> bool:
    """Whether the victim has not asked us never to use this way."""
    plan = contact_plan(file)
    return plan is None or channel not in plan.entry.avoid
