"""Who has been given which work on a case, and in which roles somebody has declared, as its facts tell it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from workflows.casefile import CaseFile, Fact, kept
from workflows.handling.deputy import TakeOverCase
from workflows.handling.entries import AllocateCase, ReportMatter
from workflows.handling.recording import whoever_takes_it
from workflows.independence.covering import whoever_covers
from workflows.independence.entries import DecideConnection, DeclareInterests, ReportConnection
from workflows.investigation.entries import AppointInvestigator, ReplaceInvestigator
from workflows.model import PSD, Actor, Entry, PersonRef, Role, Step
from workflows.oversight.entries import AppointOversightOfficer
from workflows.screening.entries import DecideLink, ReportLink
from workflows.screening.requirements import NO_WORK
from workflows.screening.vocabulary import ENDS_WORK

SINGLE = frozenset({Role.INVESTIGATOR, Role.OVERSIGHT_OFFICER})
"""The roles that one person at a time has on a case: who is given it next takes it from whoever had it."""

DEPARTMENT = PSD | {Role.DUTY_INSPECTOR}
"""The roles whose work on a case ends when it is taken over from outside the chain."""

Work = Mapping[PersonRef, frozenset[Role]]
"""The roles of everybody who has any."""


Given = Iterable[tuple[PersonRef, Role]]


def _to_reporter(file: CaseFile, fact: Fact[Any]) -> Given:
    by = fact.event.by
    posted = file.posting(by, fact.event.recorded_at)
    return whoever_takes_it(Actor(by, posted.roles if posted else frozenset()), fact.entry)


def _to_cover(_file: CaseFile, fact: Fact[Any]) -> Given:
    return whoever_covers(Actor(fact.event.by, frozenset()), fact.entry)


def _to_investigator(_file: CaseFile, fact: Fact[Any]) -> Given:
    return [(fact.entry.investigator, Role.INVESTIGATOR)]


GIVES: Mapping[type[Entry], Callable[[CaseFile, Fact[Any]], Given]] = {
    ReportMatter: _to_reporter,
    AllocateCase: lambda _, fact: [(fact.entry.person, fact.entry.role)],
    AppointOversightOfficer: lambda _, fact: [(fact.entry.officer, Role.OVERSIGHT_OFFICER)],
    AppointInvestigator: _to_investigator,
    ReplaceInvestigator: _to_investigator,
    ReportLink: lambda _, fact: [(fact.entry.cover, fact.entry.role)] if fact.entry.cover else [],
    DecideConnection: _to_cover,
    DecideLink: _to_cover,
    ReportConnection: _to_cover,
    TakeOverCase: lambda _, fact: [(fact.event.by, Role.DEPUTY)],
}
"""Whom each kind of entry gives work, and in which role; no other kind gives any."""


def given(file: CaseFile, fact: Fact[Entry]) -> Given:
    """Whom a fact gives work, and in which role: nobody where it is flagged that a possible link is undecided."""
    gives = GIVES.get(type(fact.entry))
    return gives(file, fact) if gives and NO_WORK.isdisjoint(fact.event.flags) else ()


@kept
def at_work(file: CaseFile) -> Work:
    """The roles in which each person has been given work; a role of one person is the last one's."""
    return _work(file, file.facts)


@kept
def declared_for(file: CaseFile) -> Work:
    """The roles in which the latest declaration of each person was made: those that it names, or that they had then."""
    found, place = {}, {fact.event.key: n for n, fact in enumerate(file.facts)}
    for fact in file.all(DeclareInterests):
        before = file.facts[: place[fact.event.key]]
        roles = frozenset(fact.entry.roles) or _work(file, before).get(fact.event.by, frozenset())
        found[fact.event.by] = roles
    return found


def further_roles(file: CaseFile, person: PersonRef) -> frozenset[Role]:
    """The roles that somebody who has declared was given without declaring in them."""
    if person not in declared_for(file):
        return frozenset()
    return at_work(file).get(person, frozenset()) - declared_for(file)[person]


def undeclared_in(file: CaseFile, by: Actor, step: Step) -> frozenset[Role]:
    """The roles in which somebody would take a step who has declared in none of them, nor was given one.

    None where they have declared in no role at all, as by urgent access. A deputy who took the case over declares as
    that, and decides in the other roles of the account. What is for whoever is appointed alone says so by itself.
    """
    declared, given_to = declared_for(file).get(by.person), at_work(file).get(by.person, frozenset())
    acts = step.by & by.roles
    if not declared or Role.DEPUTY in given_to or step.by <= SINGLE or acts & (declared | given_to):
        return frozenset()
    return acts


def released(entry: Entry) -> Iterable[PersonRef]:
    """Whose work on the case ends by what is stated of a possible link."""
    match entry:
        case ReportLink(person=person):
            return (person,)
        case DecideLink(people=people, decision=decision) if decision in ENDS_WORK:
            return people
    return ()


def _work(file: CaseFile, facts: Iterable[Fact[Entry]]) -> Work:
    found: dict[PersonRef, frozenset[Role]] = {}
    for fact in facts:
        if isinstance(fact.entry, TakeOverCase):
            found = {who: roles - DEPARTMENT for who, roles in found.items()}
        found |= dict.fromkeys(released(fact.entry), frozenset())
        for person, role in given(file, fact):
            if role in SINGLE:
                found = {who: roles - {role} for who, roles in found.items()}
            found[person] = found.get(person, frozenset()) | {role}
    return found
