"""Who is entitled to be told, what they wish, what they have been told, and what is withheld from them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from workflows.allegations.facts import untold
from workflows.casefile import CaseFile, Fact, kept
from workflows.handling import facts as handling
from workflows.handling.entries import ConfirmOutcomes
from workflows.handling.facts import recorded, report
from workflows.informing import entries as e
from workflows.informing.vocabulary import Notice, Wish
from workflows.model import Answer, Entry, PartyRef
from workflows.oversight.entries import SendUpdate, TellOutcome
from workflows.oversight.facts import contact_plan, wants_contact
from workflows.oversight.vocabulary import Channel
from workflows.people.entries import AddParty
from workflows.people.facts import Party, parties, party, people_with, same_person
from workflows.people.vocabulary import Part
from workflows.referral.entries import RecordDetermination
from workflows.referral.vocabulary import IOPC_LED

Told = type[e.WriteToParty] | type[e.TellPartyOutcome] | type[e.TellProceedingsOutcome] | type[e.SendComplaintCopy]
TELLS: dict[Notice, Told] = {
    Notice.UPDATE: e.WriteToParty,
    Notice.OUTCOME: e.TellPartyOutcome,
    Notice.PROCEEDINGS: e.TellProceedingsOutcome,
    Notice.COPY: e.SendComplaintCopy,
}
OFFICER_TELLS: dict[Notice, type[SendUpdate] | type[TellOutcome]] = {
    Notice.UPDATE: SendUpdate,
    Notice.OUTCOME: TellOutcome,
}
"""What the senior oversight officer sends to the victim."""


@dataclass(frozen=True)
class Recipient:
    """One person who must be kept informed, under every part they have in the case.

    `label` names them by their part, never by name. `since` (UTC) is when the duty to them began. The senior
    oversight officer writes to whoever `has_officer`: the victim, also where she or he is the complainant.
    """

    refs: frozenset[PartyRef]
    label: str
    complainant: bool
    has_officer: bool
    since: datetime
    why: str


@kept
def complainants(file: CaseFile) -> tuple[Party, ...]:
    """Everybody whose complaint this is: named as a complainant, or as logged or recorded (PRA 2002 s.20)."""
    stated = handling.complainants(file)
    return tuple(p for p in parties(file) if p.part is Part.COMPLAINANT or p.ref in stated)


@kept
def interested(file: CaseFile) -> tuple[Party, ...]:
    """Victims, and whoever was accepted with their consent (PRA 2002 s.21)."""
    accepted = {f.entry.party for f in file.all(e.AcceptInterestedPerson)}
    return tuple(p for p in parties(file) if p.part is Part.VICTIM or p.ref in accepted)


@kept
def recipients(file: CaseFile) -> tuple[Recipient, ...]:
    """Everybody entitled to be kept informed, each once, in the order in which they were named."""
    groups: list[list[Party]] = []
    for entitled in (p for p in parties(file) if p in (*complainants(file), *interested(file))):
        known = next((g for g in groups if same_person(g[0], entitled)), None)
        groups.append([entitled]) if known is None else known.append(entitled)
    found: list[Recipient] = []
    for group in groups:
        found.append(_recipient(file, group, [r.label for r in found]))
    return tuple(found)


def recipient(file: CaseFile, ref: PartyRef) -> Recipient | None:
    """The person entitled to be kept informed who is meant by a party's reference, or None."""
    return next((r for r in recipients(file) if ref in r.refs), None)


def _recipient(file: CaseFile, group: list[Party], taken: list[str]) -> Recipient:
    complains = any(p in complainants(file) for p in group)
    part = Part.COMPLAINANT if complains else group[0].part
    return Recipient(
        refs=frozenset(p.ref for p in group),
        label=_label(part, taken),
        complainant=complains,
        has_officer=any(p in people_with(file, Part.VICTIM)[:1] for p in group),
        since=min(_entitled_at(file, p) for p in group),
        why="A complainant" if complains else "A victim" if part is Part.VICTIM else "Accepted with their consent",
    )


def _label(part: Part, taken: list[str]) -> str:
    word = part.label.lower()
    number = 1 + sum(label.removeprefix("the ").startswith(word) for label in taken)
    return f"the {word}" if number == 1 else f"{word} {number}"


def _entitled_at(file: CaseFile, named: Party) -> datetime:
    accepted = [f for f in file.all(e.AcceptInterestedPerson) if f.entry.party == named.ref]
    if accepted and named.part is not Part.VICTIM and named not in complainants(file):
        return accepted[0].event.recorded_at
    number = named.ref.removeprefix("p")
    if number.isdigit():
        return file.all(AddParty)[int(number) - 1].event.recorded_at
    first = report(file)
    assert first is not None, named
    return first.event.recorded_at


def handling_began(file: CaseFile) -> datetime | None:
    """When (UTC) handling under Schedule 3 began: the first update is counted from here."""
    start = recorded(file)
    return start.event.occurred_at if start else None


def wishes(file: CaseFile, who: Recipient) -> tuple[Fact[e.ChooseInformation], ...]:
    """What somebody has said of what they wish to be told, oldest first."""
    return tuple(f for f in file.all(e.ChooseInformation) if f.entry.party in who.refs)


def ways_named(file: CaseFile, ref: PartyRef) -> frozenset[Channel] | None:
    """The ways by which somebody entitled to be told wishes to be reached, or None where they have named none yet.

    Those of the victim stand in the contact plan, anybody else's in what they have chosen.
    """
    who = recipient(file, ref)
    if who is None:
        return None
    if who.has_officer:
        plan = contact_plan(file)
        return frozenset(plan.entry.channels) if plan else None
    chosen = wishes(file, who)
    return frozenset(chosen[-1].entry.channels) if chosen else None


def said_to_be_safe(file: CaseFile, ref: PartyRef, channel: Channel, said: Answer) -> bool:
    """Whether somebody calls a way safe: so `said` the sender of a letter, and none of the ways they named differs."""
    named = ways_named(file, ref)
    return said is Answer.YES and (named is None or channel in named)


def wish(file: CaseFile, who: Recipient, at: datetime | None = None) -> Wish:
    """What somebody wishes to be told, at a moment or now. The victim's contact plan speaks for the victim."""
    if who.has_officer:
        return Wish.EVERYTHING if wants_contact(file) else Wish.NOTHING
    said = [f.entry.wish for f in wishes(file, who) if at is None or f.event.recorded_at <= at]
    return said[-1] if said else Wish.EVERYTHING


def told(file: CaseFile, what: Notice, refs: Iterable[PartyRef], officer: bool = False) -> tuple[datetime, ...]:
    """When (UTC) somebody was told something in writing, oldest first. `officer` adds what that officer sent."""
    sent: list[Fact[Entry]] = [f for f in file.all(TELLS[what]) if f.entry.party in refs]  # type: ignore[misc]
    if officer and what in OFFICER_TELLS:
        sent += file.all(OFFICER_TELLS[what])
    return tuple(sorted(f.event.occurred_at for f in sent))


@dataclass(frozen=True)
class Withheld:
    """A stretch of time in which something is withheld from somebody; `until` is None while it is."""

    since: datetime
    review_on: date
    until: datetime | None = None


Withholding = Fact[e.WithholdNotice] | Fact[e.ReleaseNotice]


def withholding(file: CaseFile, what: Notice, refs: Iterable[PartyRef]) -> list[Withholding]:
    """Every decision to withhold something from somebody, or to withhold it no longer, oldest first."""
    decided: tuple[Withholding, ...] = (*file.all(e.WithholdNotice), *file.all(e.ReleaseNotice))
    found = [f for f in decided if f.entry.what is what and f.entry.party in refs]
    return sorted(found, key=lambda f: f.event.recorded_at)


def withheld(file: CaseFile, what: Notice, refs: Iterable[PartyRef]) -> tuple[Withheld, ...]:
    """Each stretch in which something was withheld from somebody, oldest first (PCMR reg 35)."""
    found: list[Withheld] = []
    for fact in withholding(file, what, refs):
        now = found.pop() if found and found[-1].until is None else None
        if isinstance(fact.entry, e.WithholdNotice):
            found.append(Withheld(now.since if now else fact.event.recorded_at, fact.entry.review_on))
        elif now:
            found.append(replace(now, until=fact.event.recorded_at))
    return tuple(found)


def is_withheld(file: CaseFile, what: Notice, refs: Iterable[PartyRef]) -> bool:
    """Whether something is withheld from somebody now."""
    return any(w.until is None for w in withheld(file, what, refs))


def anything_withheld(file: CaseFile) -> bool:
    """Whether anything is withheld from anybody now."""
    return any(is_withheld(file, f.entry.what, refs_of(file, f.entry.party)) for f in file.all(e.WithholdNotice))


def refs_of(file: CaseFile, ref: PartyRef) -> frozenset[PartyRef]:
    """Every reference under which a party is known, where they are entitled; otherwise the one."""
    who = recipient(file, ref)
    return who.refs if who else frozenset({ref})


@kept
def victim_refs(file: CaseFile) -> frozenset[PartyRef]:
    """The references of the victim to whom the senior oversight officer writes."""
    return next((r.refs for r in recipients(file) if r.has_officer), frozenset())


def label(file: CaseFile, ref: PartyRef) -> str:
    """A party by their part, never by name: "the complainant"."""
    who, named = recipient(file, ref), party(file, ref)
    if who:
        return who.label
    return f"the {named.part.label.lower()}" if named else "somebody in the case"


def iopc_informs(file: CaseFile) -> datetime | None:
    """Since when (UTC) it is the IOPC that keeps people informed: it directs or carries out the investigation."""
    decided = file.last(RecordDetermination)
    if decided and decided.entry.determination in IOPC_LED:
        return decided.event.recorded_at
    return None


def outcomes_at(file: CaseFile) -> datetime | None:
    """When (UTC) the outcomes were last confirmed, or None."""
    confirmed = file.last(ConfirmOutcomes)
    return confirmed.event.occurred_at if confirmed else None


def told_outcome(file: CaseFile, who: Recipient) -> bool:
    """Whether somebody knows every outcome, wants to know nothing, or may not know it yet."""
    letters = outcome_letters(file, who)
    knows = bool(letters) and not untold(file, letters)
    return knows or wish(file, who) is Wish.NOTHING or is_withheld(file, Notice.OUTCOME, who.refs)


def outcome_letters(file: CaseFile, who: Recipient) -> list[Fact[Any]]:
    """The letters in which somebody was told outcomes; to the victim, those of the senior oversight officer too."""
    letters: list[Fact[Any]] = [f for f in file.all(e.TellPartyOutcome) if f.entry.party in who.refs]
    return letters + list(file.all(TellOutcome) if who.has_officer else ())
