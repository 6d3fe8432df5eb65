"""How the victim is reached. What would lead somebody to her or him is only for the senior oversight officer."""

from dataclasses import dataclass
from datetime import date, datetime

from complaints.queries.answers import Stated, secret_answers
from workflows.casefile import CaseFile
from workflows.handling.entries import ReportMatter
from workflows.model import PersonRef
from workflows.oversight.facts import contact_plan, contacts, oversight_officer, updates
from workflows.people.entries import AddParty
from workflows.people.vocabulary import Part


@dataclass(frozen=True)
class LastContact:
    """The latest contact or attempt, at a moment in UTC, and who began it."""

    at: datetime
    direction: str
    channel: str
    reached: str
    summary: str


@dataclass(frozen=True)
class Contact:
    """The plan agreed with the victim, and what happened last.

    `secrets` (numbers, addresses, code word) are empty for everybody but the senior oversight officer of the
    case. `agreed_on` is None while nothing is agreed.
    """

    officer: str | None
    agreed_on: date | None
    not_to_say: str
    channels: tuple[str, ...]
    avoid: tuple[str, ...]
    times: str
    every_days: int | None
    secrets: tuple[Stated, ...]
    last: LastContact | None
    last_update: date | None


def contact_of(file: CaseFile, reader: PersonRef) -> Contact:
    """How the victim is reached, as far as `reader` may know."""
    officer, plan = oversight_officer(file), contact_plan(file)
    agreed = plan.entry if plan else None
    sent = updates(file)
    return Contact(
        officer=file.name(officer) if officer else None,
        agreed_on=plan.event.day if plan else None,
        not_to_say=agreed.not_to_say or "" if agreed else "",
        channels=tuple(channel.label for channel in agreed.channels) if agreed else (),
        avoid=tuple(channel.label for channel in agreed.avoid) if agreed else (),
        times=agreed.times or "" if agreed else "",
        every_days=agreed.every_days if agreed else None,
        secrets=_secrets(file) if officer == reader else (),
        last=_last(file),
        last_update=sent[-1].event.day if sent else None,
    )


def _secrets(file: CaseFile) -> tuple[Stated, ...]:
    """What the plan keeps; until one is agreed, what was given when the victim was named."""
    plan = contact_plan(file)
    if plan:
        return secret_answers(plan.entry)
    named = [f.entry for f in file.all(AddParty) if f.entry.part is Part.VICTIM]
    given = [*(f.entry for f in file.all(ReportMatter)), *named]
    return tuple(answer for entry in given for answer in secret_answers(entry))


def _last(file: CaseFile) -> LastContact | None:
    made = contacts(file)
    if not made:
        return None
    entry = made[-1].entry
    direction, channel, reached = entry.direction.label, entry.channel.label, entry.reached.label
    return LastContact(entry.contacted_at, direction, channel, reached, entry.summary)
