"""What is known of each person in the case, in their own words as far as they gave them: the latest answer stands."""

from collections.abc import Container
from dataclasses import fields, replace
from typing import Any, TypeVar

from workflows.casefile import CaseFile, Fact, Service
from workflows.model import Entry, PartyRef, PersonRef
from workflows.people.entries import (
    AddParty,
    DescribePerson,
    RecordRelationship,
    RecordWishes,
    StateInvolvement,
    TakeAccount,
)
from workflows.people.facts import Party, parties, party, references_of
from workflows.people.vocabulary import AgeBand, Part, SubjectKind

A = TypeVar("A", DescribePerson, RecordRelationship, RecordWishes, StateInvolvement, TakeAccount)

SENIOR_RANKS = frozenset(
    {
        "assistant chief constable",
        "deputy chief constable",
        "chief constable",
        "commander",
        "deputy assistant commissioner",
        "assistant commissioner",
        "deputy commissioner",
        "commissioner",
    }
)
"""The ranks above chief superintendent."""

KIND_OF_SERVICE = {service: SubjectKind[service.name] for service in Service}


def stated_of(file: CaseFile, kind: type[A], ref: PartyRef) -> tuple[Fact[A], ...]:
    """What was stated of one party with one kind of entry, in the order recorded."""
    return tuple(f for f in file.all(kind) if f.entry.party == ref)


def _latest(file: CaseFile, kind: type[A], refs: Container[PartyRef]) -> A | None:
    """The answers to one kind of entry, each as last given: leaving one blank takes nothing back."""
    whole: A | None = None
    for fact in (f for f in file.all(kind) if f.entry.party in refs):
        whole = replace(whole, **_given(fact.entry)) if whole else fact.entry
    return whole


def _given(entry: Entry) -> dict[str, Any]:
    values = ((f.name, getattr(entry, f.name)) for f in fields(entry))
    return {name: value for name, value in values if value not in (None, ())}


def description(file: CaseFile, ref: PartyRef) -> DescribePerson | None:
    """What somebody said of herself or himself, or None."""
    return _latest(file, DescribePerson, (ref,))


def relationship(file: CaseFile, ref: PartyRef) -> RecordRelationship | None:
    """What somebody is to a subject now, and the children, as last recorded whole; None if never."""
    stated = stated_of(file, RecordRelationship, ref)
    return stated[-1].entry if stated else None


def wishes(file: CaseFile, ref: PartyRef) -> RecordWishes | None:
    """What somebody wants to happen: the latest stands. None if nobody asked."""
    stated = stated_of(file, RecordWishes, ref)
    return stated[-1].entry if stated else None


def involvement(file: CaseFile, ref: PartyRef) -> StateInvolvement | None:
    """What was stated of somebody's service and of how what happened concerns them, under whichever part; or None."""
    return _latest(file, StateInvolvement, references_of(file, ref))


def is_under_16(file: CaseFile, ref: PartyRef) -> bool:
    """Whether somebody is known to be a child under 16."""
    said = description(file, ref)
    return said is not None and said.age is AgeBand.UNDER_16


def accounts(file: CaseFile, ref: PartyRef) -> tuple[Fact[TakeAccount], ...]:
    """Somebody's accounts: more than one says that she or he was asked again."""
    return stated_of(file, TakeAccount, ref)


def subject_kind(file: CaseFile, ref: PartyRef) -> SubjectKind | None:
    """How a party serves or served: as stated; else as added; else as the register had them. None: not known."""
    who, said = party(file, ref), involvement(file, ref)
    if said and said.served_as:
        return said.served_as
    if who is None or (who.added and who.added.served_as):
        return who.added.served_as if who and who.added else None
    if who.person:
        return _kind_on_register(file, who.person)
    return SubjectKind.UNIDENTIFIED if who.part is Part.SUBJECT and not who.named else None


def _kind_on_register(file: CaseFile, person: PersonRef) -> SubjectKind | None:
    posting = file.posting(person)
    if posting is None:
        return None
    rank = posting.rank.lower().removeprefix("temporary ").removeprefix("acting ")
    return SubjectKind.SENIOR if rank in SENIOR_RANKS else KIND_OF_SERVICE[posting.service]


def shown_name(file: CaseFile, who: Party) -> str:
    """The name on file, and what the person wants to be called, where the identity is not held apart."""
    said = description(file, who.ref)
    if not who.named or not (said and said.preferred_name):
        return who.name
    return f"{who.name}, who wants to be called {said.preferred_name}"


def names_on_file(file: CaseFile) -> frozenset[str]:
    """Every name by which somebody in the case could be known, also one held apart where secrets are unlocked."""
    called = (f.entry.preferred_name for f in file.facts if isinstance(f.entry, DescribePerson))
    apart = (f.entry.name_held_apart for f in file.facts if isinstance(f.entry, AddParty))
    named = {who.name for who in parties(file) if who.named}
    return frozenset({*named, *filter(None, called), *filter(None, apart)})
