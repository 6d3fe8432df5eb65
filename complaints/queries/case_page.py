"""The case page: one case as one of its handlers may know it. Before declaring, hardly anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session

from complaints.models.people import SignedIn
from complaints.queries.case_clocks import Clock, pressing_clocks
from complaints.queries.declarations import Changed, Renewal, changed_since, renewal_of
from complaints.queries.shown import shown
from complaints.queries.tasks import Missing, Task, TaskGroup, TaskState, own_tasks, task_groups
from complaints.queries.timeline import LatestItem, latest_events
from complaints.queries.waiting import waits_of
from workflows.allegations.facts import is_domestic_abuse
from workflows.calendar import london_day
from workflows.casefile import CaseFile
from workflows.independence.declarations import to_declare
from workflows.independence.facts import declared
from workflows.model import Status
from workflows.people.facts import parties
from workflows.registry import STEPS
from workflows.risk.facts import danger_reported

CHIPS = 3
"""How many of the most pressing clocks stand beside the reference."""

LATEST = 8
"""How many events stand on the case page; all of them have a page of their own."""


@dataclass(frozen=True)
class Named:
    """Somebody and the part they have in the case."""

    part: str
    name: str


class Jump(NamedTuple):
    """Something that waits for the reader, and the place on the page where it is done."""

    what: str
    place: str


@dataclass(frozen=True)
class Stub:
    """All that somebody who has not declared may see: whom to declare against, and what cannot wait."""

    reference: str
    danger: bool
    people: tuple[Named, ...]
    first: tuple[Task, ...]
    urgent: tuple[Task, ...]


@dataclass(frozen=True)
class CasePage:
    """One case: who has a part in it, the most pressing clocks, what may be done, and the latest of its `events`.

    It waits for `yours`, which are the reader's to do, and for `others`, as *My work* has it.

    `danger`: the first report says that somebody is in danger, and nobody has assessed the risk since. `renewal` and
    `changed` say what its reader's own declaration needs; `waits`, on a closed case, that decisions wait for it.

    Everything else has a page of its own: see `case_sections`.
    """

    reference: str
    status: Status
    domestic_abuse: bool
    danger: bool
    people: tuple[Named, ...]
    chips: tuple[Clock, ...]
    yours: tuple[Jump, ...]
    others: tuple[str, ...]
    tasks: tuple[TaskGroup, ...]
    latest: tuple[LatestItem, ...]
    events: int
    renewal: Renewal | None
    changed: Changed | None
    waits: Missing | None


def case_page(session: Session, case_id: int, reference: str, actor: SignedIn, now: datetime) -> CasePage | Stub:
    """A visible case, by row id, as `actor` may know it at a moment in UTC."""
    loaded = shown(session, [case_id], actor, now)[case_id]
    file = loaded.file
    if actor.person not in declared(file):
        return _stub(file, own_tasks(loaded, actor.actor, now, reference), reference)
    groups = task_groups(loaded, actor.actor, now, reference)
    status = file.status("handling")
    assert status is not None
    renewal = renewal_of(file, actor.person, reference, london_day(now))
    changed = changed_since(file, actor.person, reference, now)
    waiting = waits_of(loaded, actor)
    return CasePage(
        reference=reference,
        status=status,
        domestic_abuse=is_domestic_abuse(file),
        danger=danger_reported(file),
        people=tuple(Named(p.part.label, p.name) for p in parties(file)),
        chips=pressing_clocks(session, case_id, reference, loaded, actor, london_day(now), CHIPS),
        yours=tuple(Jump(each.what, _place(groups, each.workflow)) for each in waiting.yours),
        others=waiting.others,
        tasks=groups,
        latest=latest_events(file, LATEST),
        events=len(file.facts),
        renewal=renewal,
        changed=changed,
        waits=None if renewal or changed else _own_declaration(groups),
    )


def _place(groups: Iterable[TaskGroup], workflow: str) -> str:
    return next((group.place for group in groups if group.workflow == workflow), "")


def _own_declaration(groups: Iterable[TaskGroup]) -> Missing | None:
    """What a reader's declaration lacks for some decision of theirs, or None."""
    reasons = (reason for group in groups for task in group.decisions for reason in task.reasons)
    return next((reason for reason in reasons if reason.own), None)


def _stub(file: CaseFile, mine: Sequence[Task], reference: str) -> Stub:
    before = (t for t in mine if STEPS[t.trigger].before_declaring and t.state is TaskState.NOW)
    first = tuple(sorted(before, key=lambda task: task.trigger != "declare-interests"))
    urgent = tuple(t for t in mine if STEPS[t.trigger].urgent and t.state is not TaskState.NOT_YET)
    people = tuple(Named(p.part.label, p.name) for p in to_declare(file))
    return Stub(reference, danger_reported(file), people, first, urgent)
