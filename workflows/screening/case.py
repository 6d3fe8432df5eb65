"""A case file as screening sees it: who has a part in it, who works on it, and when the conduct took place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from workflows.allegations.facts import allegations
from workflows.calendar import london_day
from workflows.casefile import CaseFile
from workflows.handling.entries import ReportMatter
from workflows.handling.facts import report
from workflows.model import PartyRef, PersonRef
from workflows.oversight.entries import AgreeContact
from workflows.people.facts import Party as PartyOfCase
from workflows.people.facts import parties
from workflows.people.vocabulary import Part
from workflows.screening.facts import Party, Period, ScreenedCase
from workflows.screening.vocabulary import Side

Digests = Callable[[str], Iterable[str]]
"""The keyed digests of a telephone number, an address or a name: one by each key in use."""


def screened_case(
    file: CaseFile, digests: Digests, handlers: Iterable[tuple[PersonRef, str]], viewed: Mapping[PersonRef, date]
) -> ScreenedCase:
    """A case with its parties. The file must have been loaded with its secrets, whose digests alone are kept.

    Whoever reported and is held apart is left out: a link with them would show who they are.
    """
    named = [party for party in parties(file) if not party.held_apart]
    with_parts = [_party(file, party, digests) for party in named]
    working = [Party(PartyRef(str(person)), Side.HANDLER, person, name) for person, name in handlers]
    return ScreenedCase((*with_parts, *working), tuple(_conduct(file)), dict(viewed))


def with_contacts(case: ScreenedCase, digests: Mapping[PersonRef, frozenset[str]]) -> ScreenedCase:
    """The same, with the digests of what the register holds of its parties beside what the case holds."""
    return replace(
        case,
        parties=tuple(
            replace(party, contacts=party.contacts | digests.get(party.person, frozenset())) if party.person else party
            for party in case.parties
        ),
    )


def _party(file: CaseFile, party: PartyOfCase, digests: Digests) -> Party:
    contacts = frozenset(d for text in _reached(file, party) for d in digests(text))
    names = frozenset(digests(party.name)) if party.named else frozenset()
    return Party(party.ref, Side[party.part.name], party.person, party.name, contacts, names)


def _reached(file: CaseFile, party: PartyOfCase) -> Iterator[str]:
    """Every number and address by which the case says that somebody can be reached, or could be."""
    said: list[str | None] = []
    if party.added:
        said += [party.added.telephone, party.added.address]
    elif party.part is Part.VICTIM:
        for reported in file.all(ReportMatter):
            said += [reported.entry.victim_telephone, reported.entry.victim_email, reported.entry.victim_address]
        for agreed in file.all(AgreeContact):
            said += [agreed.entry.telephone, agreed.entry.email, agreed.entry.address]
    return (text for text in said if text)


def _conduct(file: CaseFile) -> Iterator[Period]:
    """When the conduct took place, as the allegations say; without any, the day on which it came to attention."""
    stated = [allegation.stated for allegation in allegations(file)]
    yield from (Period(said.conduct_from, said.conduct_to or date.max) for said in stated)
    if not stated and (first := report(file)):
        day = london_day(first.entry.came_to_attention_at)
        yield Period(day, day)
