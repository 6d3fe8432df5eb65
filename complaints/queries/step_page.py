"""What the page of one step needs to know: whether it may be taken, whom it may name, and what it corrects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from sqlalchemy import bindparam, exists, select
from sqlmodel import Session

from complaints.errors import NotFound
from complaints.facts.load import Loaded, ProcessRow
from complaints.models import metadata
from complaints.models.entries import fields_of
from complaints.models.people import SignedIn, holds
from complaints.queries.addresses import case_address, step_address
from complaints.queries.answers import TIE_LABELS, action_label, allegation_label, labels_of
from complaints.queries.case_handlers import HANDLERS
from complaints.queries.case_page import Named
from complaints.queries.declarations import roles_to_declare_in
from complaints.queries.shown import Shown, shown
from complaints.queries.tasks import Task, task_of
from complaints.queries.timeline import may_correct, standing
from complaints.queries.ways import ways_in_short
from workflows.allegations.facts import Allegation, allegations
from workflows.calendar import london_day
from workflows.casefile import CaseFile, Fact, ProcessFact
from workflows.corrections import waiting
from workflows.independence.declarations import not_asked_about, to_declare
from workflows.independence.entries import NO_TIE, OTHER_TIE, DeclareChange, DeclareInterests, tie
from workflows.independence.facts import declared
from workflows.independence.requirements import DECLARED_FIRST
from workflows.independence.vocabulary import TIES
from workflows.model import (
    PSD,
    Attempt,
    Decision,
    Entry,
    PersonRef,
    Pick,
    Refused,
    Role,
    Status,
    Step,
    Suggestion,
    Urgency,
)
from workflows.people.facts import Party, parties, people_with
from workflows.people.vocabulary import Part
from workflows.registry import STEPS, WORKFLOW_OF, WORKFLOWS
from workflows.screening.decided import link_ref, links_of, needs_decision, title_of
from workflows.screening.late import left
from workflows.scrutiny.facts import open_actions
from workflows.words import with_number, written

ACCOUNT, PERSON, EXCLUSION = (metadata.tables[name] for name in ("account", "person", "exclusion"))

ROLES_OF = {
    Pick.INVESTIGATORS: frozenset({Role.INVESTIGATOR}),
    Pick.OVERSIGHT_OFFICERS: frozenset({Role.OVERSIGHT_OFFICER}),
    Pick.COVER: frozenset({Role.OVERSIGHT_OFFICER, Role.INVESTIGATOR}),
    Pick.STAFF: PSD,
    Pick.WORKERS: PSD | {Role.OVERSIGHT_OFFICER, Role.DUTY_INSPECTOR, Role.CHIEF_OFFICER},
}

_barred = exists().where(
    EXCLUSION.c.case_id == bindparam("case"),
    EXCLUSION.c.person_id == PERSON.c.id,
    EXCLUSION.c.until.is_(None),
)
STAFF = (
    select(PERSON.c.reference, PERSON.c.name, PERSON.c.number, ACCOUNT.c.roles)
    .join(ACCOUNT, ACCOUNT.c.person_id == PERSON.c.id)
    .where(~_barred)
    .order_by(PERSON.c.name, PERSON.c.id)
)
"""Whoever may sign in and is not excluded from the case: all parties are. By their roles: `holders_of`."""


@dataclass(frozen=True)
class Option:
    """One possible answer: what is sent, what is shown, a hint below it, and whom it is about, if it says so."""

    value: str
    text: str
    hint: str = ""
    group: str = ""


@dataclass(frozen=True)
class StepPage:
    """One step of one process. `task` is None where the process is not in a status from which it starts.

    `status` is the process's, for somebody who has declared. `seen` is the number of events that it has had.
    `corrected` is the entry that stands now, for a correction. `labels` name every person and allegation that
    an answer may refer to; `suggestions` say what the file points to, `ways` how the victim may be reached.
    `people` are those whom a declaration asks about, `roles` those in which it is made.
    """

    reference: str
    step: Step
    status: Status | None
    about: PersonRef | None
    about_name: str
    people: tuple[Named, ...]
    roles: tuple[str, ...]
    task: Task | None
    seen: int
    options: Mapping[Pick, tuple[Option, ...]]
    labels: Mapping[str, str]
    corrected: Entry | None
    suggestions: tuple[Suggestion, ...]
    ways: tuple[str, ...]

    @property
    def back(self) -> str:
        """The case's own page."""
        return case_address(self.reference)


@dataclass(frozen=True)
class Asked:
    """Which step is meant: its trigger, whom its process is about, and the key of the event it corrects."""

    trigger: str
    about: PersonRef | None = None
    corrects: str | None = None


def step_page(session: Session, case_id: int, reference: str, actor: SignedIn, now: datetime, asked: Asked) -> StepPage:
    """One step of a visible case for `actor`, at a moment in UTC. Raises `NotFound` for one that is not there."""
    loaded = shown(session, [case_id], actor, now)[case_id]
    file, step, place = loaded.file, STEPS[asked.trigger], _place(loaded, asked)
    process = ProcessFact(place.workflow, place.about, place.status)
    has_declared = actor.person in declared(file)
    decision = _decision(step, Attempt(file, process, actor.actor, now), has_declared)
    declares = _declared_against(file, step, actor.person, now)
    roles = roles_to_declare_in(file, actor.actor) if step.entry is DeclareInterests else ()
    options = _options(session, case_id, loaded, step, has_declared) | _ties(step, declares)
    options |= {Pick.OWN_ROLES: tuple(Option(role.value, role.label) for role in roles)} if roles else {}
    options |= _of_links(file, step, actor) if has_declared else {}
    address = partial(step_address, reference)
    return StepPage(
        reference=reference,
        step=step,
        status=process.status if has_declared else None,
        about=asked.about,
        about_name=file.name(asked.about) if asked.about else "",
        people=tuple(Named(p.part.label, p.name) for p in declares),
        roles=tuple(role.label for role in roles),
        task=task_of(decision, Attempt(file, process, actor.actor, now), address) if decision else None,
        seen=place.events,
        options=options,
        labels=_labels(loaded) | {o.value: o.text for p, found in options.items() if p is not Pick.TIES for o in found},
        corrected=correctable(file, actor, asked).entry if asked.corrects else None,
        suggestions=tuple(step.suggests(file)) if has_declared else (),
        ways=ways_in_short(file, step) if has_declared else (),
    )


def decision_on(
    loaded: Loaded, actor: SignedIn, now: datetime, asked: Asked, entry: Entry, urgency: Urgency | None
) -> Decision:
    """The engine's answer on what somebody is about to decide. Raises `Refused` if it may not be, `NotFound`.

    `loaded` holds also whom the entry names, as the door will look them up.
    """
    place, step = _place(loaded, asked), STEPS[asked.trigger]
    process = ProcessFact(place.workflow, place.about, place.status)
    attempt = Attempt(loaded.file, process, actor.actor, now, entry)
    decision = WORKFLOWS[place.workflow].decide(step, attempt, urgency)
    if place.status not in step.source:
        raise Refused(asked.trigger, place.status)
    if not decision.allowed:
        raise Refused(asked.trigger, place.status, decision)
    return decision


def standing_entry(session: Session, case_id: int, actor: SignedIn, now: datetime, asked: Asked) -> Entry:
    """The entry that a correction replaces, as it stands. Raises `NotFound` where this person may not."""
    return correctable(shown(session, [case_id], actor, now, secrets=True)[case_id].file, actor, asked).entry


def correctable(file: CaseFile, actor: SignedIn, asked: Asked) -> Fact[Entry]:
    """The event that is to be corrected, as it stands. Raises `NotFound` where this person may not."""
    fact = standing(file, asked.corrects or "")
    if fact is None or actor.person not in declared(file) or not may_correct(fact, actor.actor):
        raise NotFound
    if (fact.event.trigger, fact.event.about) != (asked.trigger, asked.about):
        raise NotFound
    return fact


def _place(loaded: Loaded, asked: Asked) -> ProcessRow:
    row = loaded.row(WORKFLOW_OF[asked.trigger].name, asked.about)
    if row is None:
        raise NotFound
    return row


def _decision(step: Step, attempt: Attempt, has_declared: bool) -> Decision | None:
    """The engine's answer; to somebody who has not declared, no more than that they must. None: not from here."""
    if attempt.process.status not in step.source:
        return None
    decision = WORKFLOWS[attempt.process.workflow].decide(step, attempt)
    if has_declared or step.before_declaring:
        return decision
    only = tuple(r for r in decision.blocking if r is DECLARED_FIRST)
    return replace(decision, blocking=only, flags=tuple(r for r in decision.flags if r is DECLARED_FIRST))


def _options(
    session: Session, case_id: int, loaded: Shown, step: Step, has_declared: bool
) -> dict[Pick, tuple[Option, ...]]:
    """The possible answers to each question that picks from the case. Who works on it is for those who declared."""
    file = loaded.file
    found: dict[Pick, tuple[Option, ...]] = {}
    for pick in {f.ask.pick for f in fields_of(step.entry)}:
        if pick in ROLES_OF and (has_declared or pick is not Pick.COVER):
            found[pick] = tuple(holders_of(session, case_id, pick))
        elif pick is Pick.HANDLERS and has_declared:
            handlers = {row.reference: row.name for row in session.execute(HANDLERS, {"case": case_id})}
            # Nor the alias: what is sent, the reference, stands beside the name elsewhere.
            found[pick] = tuple(Option(ref, name) for ref, name in handlers.items() if ref not in loaded.hidden)
        elif pick is Pick.ALLEGATIONS:
            found[pick] = tuple(Option(x.number, _allegation(x, has_declared)) for x in allegations(file))
        elif pick is Pick.CORRECTIONS:
            found[pick] = tuple(Option(f.event.key, _correction(file, f)) for f in waiting(file.facts))
        elif pick is Pick.ACTIONS and has_declared:
            found[pick] = tuple(Option(x.ref, action_label(x)) for x in open_actions(file))
        elif pick is Pick.EVERYBODY:
            found[pick] = tuple(Option(p.ref, f"{p.name} ({p.part.label.lower()})") for p in parties(file))
        elif pick is Pick.SUBJECTS:
            known = (p for p in people_with(file, Part.SUBJECT) if p.person)
            found[pick] = tuple(Option(str(p.person), f"{p.name} ({p.part.label.lower()})") for p in known)
    return found


def _declared_against(file: CaseFile, step: Step, person: PersonRef, now: datetime) -> tuple[Party, ...]:
    """Whom a declaration asks about: everybody, or whom its maker was not asked about yet."""
    if step.entry is DeclareChange:
        return not_asked_about(file, person, now)
    return to_declare(file) if step.entry is DeclareInterests else ()


def _ties(step: Step, declares: Iterable[Party]) -> dict[Pick, tuple[Option, ...]]:
    """The answers of a declaration: no connection, those with each party, and one with anybody else."""
    known = [(p.ref, f"{p.name} ({p.part.label.lower()})") for p in declares]
    found = {Pick.TO_DECLARE: tuple(Option(ref, name) for ref, name in known)}
    if step.entry is DeclareInterests:
        each = (Option(tie(ref, how), how.label, group=name) for ref, name in known for how in TIES.values())
        found[Pick.TIES] = (Option(NO_TIE, TIE_LABELS[NO_TIE]), *each, Option(OTHER_TIE, TIE_LABELS[OTHER_TIE]))
    return found if step.entry in (DeclareInterests, DeclareChange) else {}


def _of_links(file: CaseFile, step: Step, actor: SignedIn) -> dict[Pick, tuple[Option, ...]]:
    """The possible links, and whose they are, for those who decide: nobody is offered what was found of themselves."""
    picks, found = {f.ask.pick for f in fields_of(step.entry)}, dict[Pick, tuple[Option, ...]]()
    if Pick.LEFT in picks:
        found[Pick.LEFT] = tuple(Option(person, file.name(person)) for person in sorted(left(file)))
    if Pick.LINKS in picks and step.by & actor.roles:
        people = {s.person for s in file.screenings if s.person != actor.person}
        links = {link_ref(x): x for person in sorted(people) for x in links_of(file, person) if needs_decision(x)}
        found[Pick.LINKS] = tuple(Option(ref, title_of(link)) for ref, link in sorted(links.items()))
        linked = [p for p in sorted(people, key=file.name) if any(map(needs_decision, links_of(file, p)))]
        found[Pick.LINKED] = tuple(Option(person, file.name(person)) for person in linked)
    return found


def _labels(loaded: Shown) -> dict[str, str]:
    """Whoever the reader is not shown has no label: to guess a number here would otherwise say whose it is."""
    return {ref: text for ref, text in labels_of(loaded.file).items() if ref not in loaded.hidden}


def _allegation(x: Allegation, has_declared: bool) -> str:
    """What was alleged is for those who declared."""
    label = allegation_label(x) if has_declared else f"{x.number}: {x.stated.category.label}"
    decided = f" (decided: {x.decided.outcome.label.lower()})" if x.decided else ""
    return f"{label}{decided}"


def _correction(file: CaseFile, fact: Fact[Entry]) -> str:
    by, day = file.name(fact.event.by), written(london_day(fact.event.recorded_at))
    return f"{STEPS[fact.event.trigger].done}: corrected by {by} on {day}"


def holders_of(session: Session, case_id: int, pick: Pick) -> Iterator[Option]:
    """Everybody who holds one of a pick's roles and is not excluded from a case; in which, where it mixes roles."""
    wanted = ROLES_OF[pick]
    for row in session.execute(STAFF.where(holds(*wanted)), {"case": case_id}):
        who = with_number(row.name, row.number)
        held = [role.label.lower() for role in Role if role in wanted and role in row.roles]
        yield Option(row.reference, f"{who}: {', '.join(held)}" if len(wanted) > 1 else who)
