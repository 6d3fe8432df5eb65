"""The ways to reach a victim, for the senior oversight officer of the case: which may be used, and which must not.

A way that is not safe is never a link that dials or writes: it leads to a page that says so, and what to use instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from complaints.errors import NotFound
from complaints.models.people import SignedIn
from complaints.queries.addresses import case_address, step_address
from complaints.queries.shown import shown
from workflows.casefile import CaseFile
from workflows.handling.entries import ReportMatter
from workflows.independence.facts import declared
from workflows.model import Step
from workflows.oversight.entries import AgreeContact, LogContact, MakeClosingContact, SendUpdate, TellOutcome
from workflows.oversight.facts import contact_plan, oversight_officer
from workflows.oversight.vocabulary import Channel
from workflows.people.entries import AddParty
from workflows.people.vocabulary import Part

DO_NOT = {
    Channel.TELEPHONE: "Do not call",
    Channel.TEXT: "Do not text",
    Channel.EMAIL: "Do not e-mail",
    Channel.POST: "Do not write by post",
    Channel.BY_HAND: "Do not hand over a letter",
    Channel.IN_PERSON: "Do not go to see her or him",
    Channel.ADVOCATE: "Do not go through her or his advocate",
}
REACHING = (LogContact, SendUpdate, TellOutcome, MakeClosingContact)
DIALS = {Channel.TELEPHONE: "tel:", Channel.TEXT: "sms:", Channel.EMAIL: "mailto:"}
NEVER = "She or he has asked us never to use this way."
NOT_NAMED = "She or he has not named this way as safe."


@dataclass(frozen=True)
class Way:
    """One way to reach somebody: what is on file for it, and a link that uses it, or else to the warning."""

    label: str
    value: str
    href: str
    because: str = ""


@dataclass(frozen=True)
class Ways:
    """Every way: those that are safe, and those that must not be used, each with the reason.

    `agreed` is False while nothing is agreed with the victim: then the ways are those given when he or she was named.
    """

    agreed: bool
    safe: tuple[Way, ...]
    unsafe: tuple[Way, ...]

    @property
    def instead(self) -> str:
        """The safe ways in words."""
        return ", ".join(dict.fromkeys(way.label for way in self.safe)) or "no way that we know of"


@dataclass(frozen=True)
class NotSafe:
    """The page that stands in the place of a link: what must not be used, what may be, and where a slip is recorded."""

    reference: str
    back: str
    ways: Ways
    times: str
    log_href: str


def ways_of(file: CaseFile, reference: str) -> Ways:
    """How the victim of a case may be reached, for its senior oversight officer."""
    plan = contact_plan(file)
    if plan is None:
        return Ways(False, tuple(_given(file)), ())
    warning, entry = f"{case_address(reference)}/not-safe", plan.entry
    kept = _kept(entry)
    safe = tuple(_safe(channel, kept.get(channel, "")) for channel in entry.channels)
    left = [channel for channel in Channel if channel not in entry.channels]
    return Ways(
        agreed=True,
        safe=safe,
        unsafe=tuple(
            Way(DO_NOT[c], kept.get(c, ""), warning, NEVER if c in entry.avoid else NOT_NAMED)
            for c in left
            if c in entry.avoid or c in kept
        ),
    )


def ways_in_short(file: CaseFile, step: Step) -> tuple[str, ...]:
    """What is agreed of the ways to reach the victim, for a form by which the victim is written to or a contact logged.

    Whoever sees the form has declared. Before anything is agreed there is nothing to say.
    """
    plan = contact_plan(file)
    if plan is None or step.entry not in REACHING:
        return ()
    safe, never = (", ".join(way.label for way in ways) for ways in (plan.entry.channels, plan.entry.avoid))
    times = f" Days and times: {plan.entry.times.removesuffix('.')}." if plan.entry.times else ""
    return (
        f"The victim has named as safe: {safe}.{times}" if safe else "The victim has named no way as safe.",
        *([f"Never to be used: {never}."] if never else []),
    )


def not_safe_page(session: Session, case_id: int, reference: str, actor: SignedIn, now: datetime) -> NotSafe:
    """The warning of a visible case, by row id. Raises `NotFound` for anybody but its senior oversight officer."""
    file = shown(session, [case_id], actor, now, secrets=True)[case_id].file
    if actor.person not in declared(file) or oversight_officer(file) != actor.person:
        raise NotFound
    plan = contact_plan(file)
    times = plan.entry.times or "" if plan else ""
    log = step_address(reference, "log-contact")
    return NotSafe(reference, "/oversight", ways_of(file, reference), times, log)


def _kept(entry: AgreeContact) -> dict[Channel, str]:
    """The number or address on file for each channel."""
    found = {
        Channel.TELEPHONE: entry.telephone,
        Channel.TEXT: entry.telephone,
        Channel.EMAIL: entry.email,
        Channel.POST: entry.address,
        Channel.BY_HAND: entry.address,
    }
    return {channel: value for channel, value in found.items() if value}


def _safe(channel: Channel, value: str) -> Way:
    dials = DIALS.get(channel, "")
    href = f"{dials}{''.join(value.split())}" if dials and value else ""
    return Way(channel.label, value, href)


def _given(file: CaseFile) -> Iterator[Way]:
    """What was given as safe when a victim was named."""
    for told in (f.entry for f in file.all(ReportMatter)):
        yield from _told(told.victim_telephone, told.victim_email, told.victim_address)
    for added in (f.entry for f in file.all(AddParty) if f.entry.part is Part.VICTIM):
        yield from _told(added.telephone, None, added.address)


def _told(telephone: str | None, email: str | None, address: str | None) -> Iterator[Way]:
    given = ((Channel.TELEPHONE, telephone), (Channel.EMAIL, email), (Channel.POST, address))
    yield from (_safe(channel, value) for channel, value in given if value)
