"""Everything that the rules would let anybody do as things stand, judged by the oracle without doing it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Any

from complaints.database import SYSTEM
from complaints.entries import read
from complaints.errors import Invalid
from complaints.facts.load import Loaded
from complaints.facts.screening import screen_for_the_case
from complaints.models.entries import fields_of
from complaints.models.people import SYSTEM_ACTOR
from tests.machine.answers import invent
from tests.machine.history import Deed, Past, plain
from tests.machine.law import HAPPENED, WHO, wrongs
from tests.machine.town import Town
from workflows.casefile import CaseFile, Posting
from workflows.model import PSD, Attempt, Decision, Entry, Role, Step, Urgency
from workflows.registry import WORKFLOWS

GIVEN = (*PSD, Role.OVERSIGHT_OFFICER)
"""The roles in which the walk gives people work."""

IN_A_HURRY = Urgency("It could not wait.", knows_anyone=False)


def unlawful(
    town: Town, loaded: Loaded, case: int, past: Past, people: list[str], at: datetime, random: Random, abuse: str
) -> Iterator[str]:
    """What is wrong with what could be done next: each open step, each of some people, with invented answers."""
    file = _with_everybody(loaded.file, town, case, at)
    for process in file.processes:
        workflow = WORKFLOWS[process.workflow]
        for step in workflow.steps:
            if process.status not in step.source:
                continue
            for by, entry in _asked(town, people, step, at, random, abuse):
                urgency = random.choice((None, None, IN_A_HURRY))
                attempt = Attempt(file, process, town.signed_in(by).actor, at, entry)
                yield from _judged(past, attempt, workflow.decide(step, attempt, urgency), urgency)


def _asked(
    town: Town, people: list[str], step: Step, at: datetime, random: Random, abuse: str
) -> Iterator[tuple[str, Entry]]:
    """Each of the people with two sets of answers."""
    keys = {key: player.person for key, player in town.people.items()}
    for by in people * 2:
        try:
            yield by, read(step.entry, invent(random, step.trigger, at, abuse=abuse), keys.get, now=at)
        except Invalid:
            continue


def _judged(past: Past, attempt: Attempt, decision: Decision, urgency: Urgency | None) -> Iterator[str]:
    deed = deed_of(attempt, decision, urgency)
    if decision.allowed:
        yield from wrongs(past, deed)
    elif deed.trigger in HAPPENED and WHO[deed.trigger] & deed.roles:
        yield f"{deed.trigger} happened, but is refused"


def deed_of(attempt: Attempt, decision: Decision, urgency: Urgency | None) -> Deed:
    """An attempt in the oracle's words, as if it had been taken."""
    return Deed(
        number=0,
        trigger=decision.step.trigger,
        by=attempt.by.person,
        roles=frozenset(role.value for role in attempt.by.roles),
        about=attempt.process.about,
        entry=said(attempt.entry),
        at=attempt.at,
        flags=frozenset(requirement.id for requirement in decision.flags),
        urgent=urgency is not None,
        knows=bool(urgency and urgency.knows_anyone),
    )


def said(entry: Entry) -> dict[str, Any]:
    """An entry in plain values."""
    return {f.name: plain(getattr(entry, f.name)) for f in fields_of(type(entry))}


def _with_everybody(file: CaseFile, town: Town, case: int, at: datetime) -> CaseFile:
    """The file as the door shows it to the rules: whoever is named has been looked up on the register and screened."""
    known = {posting.person for posting in file.postings}
    met = [_posting(town, key, at) for key, player in town.people.items() if player.person not in known]
    if not any(process.workflow == "independence" for process in file.processes):
        return replace(file, postings=(*file.postings, *met))
    asked = [(player.person, role) for player in town.people.values() for role in GIVEN]
    with town.database.transaction(SYSTEM, write=False) as session:
        found = screen_for_the_case(session, case, asked, by=SYSTEM_ACTOR, now=at)
    return replace(file, postings=(*file.postings, *met), screenings=(*file.screenings, *found))


def _posting(town: Town, key: str, at: datetime) -> Posting:
    member, person = town.people[key].member, town.people[key].person
    manager = town.people[member.manager].person if member.manager else None
    return Posting(
        person=person,
        name=key,
        service=member.service,
        force=member.force,
        rank=member.rank,
        team=member.team,
        manager=manager,
        trained_until=member.trained_until,
        roles=frozenset(member.roles),
        on_file_from=at,
    )
