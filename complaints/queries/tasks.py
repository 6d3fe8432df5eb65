"""What may be done in a case, by whom, and all that is missing first: the engine's own answers, made readable."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial

from complaints.facts.load import Loaded
from complaints.queries.addresses import step_address
from workflows.casefile import CaseFile, ProcessFact
from workflows.handling.deputy import deputy
from workflows.independence.requirements import DECLARATION
from workflows.model import Actor, Attempt, Choice, Decision, Kind, PersonRef, Requirement, Role, Status, Step
from workflows.registry import STEPS, WORKFLOW_OF, WORKFLOWS

Address = Callable[[str, PersonRef | None], str]
"""Where the form of a step is: by its trigger, and the person whom its process is about, if any."""


class TaskState(Choice):
    """What the engine answers on one step for one person."""

    NOW = "now", "Now"
    URGENT = "urgent", "If urgent"
    NOT_YET = "not-yet", "Not yet"
    OTHERS = "others", "For somebody else"


@dataclass(frozen=True)
class Missing:
    """One thing that is not on file yet, its source, and where it is supplied, by whom if by others.

    What is `own` is the reader's declaration: it stands in the way of all their decisions alike.
    """

    text: str
    cite: str
    caveat: str
    href: str
    whose: str
    own: bool


@dataclass(frozen=True)
class Task:
    """One step out of a process's status; `whose` are the roles that may take it.

    `reasons` are all that is missing first; `href` is empty where it cannot be taken by this person now.
    """

    trigger: str
    title: str
    href: str
    state: TaskState
    whose: str
    reasons: tuple[Missing, ...]

    @property
    def status(self) -> str:
        """What the task list says of it."""
        if self.state is TaskState.OTHERS:
            return "Not yet" if self.reasons else "Open"
        return self.state.label

    @property
    def hint(self) -> str:
        """Whose it is, where it is not the reader's."""
        return f"For: {self.whose}" if self.state is TaskState.OTHERS else ""

    @property
    def tone(self) -> str:
        """The colour of a tag; none for what cannot be done."""
        return {TaskState.NOW: "blue", TaskState.URGENT: "orange"}.get(self.state, "")

    @property
    def urgent(self) -> bool:
        """Whether it need not wait for its reasons."""
        return self.state is TaskState.URGENT


@dataclass(frozen=True)
class TaskGroup:
    """One running process, where it stands, and what this person may decide; `idle` steps have nothing to act on.

    `records` and `others` count what has pages of its own: what may be recorded, and what is for somebody else. The
    process has the same `place` there.
    """

    place: str
    workflow: str
    title: str
    status: Status
    decisions: tuple[Task, ...]
    idle: tuple[Task, ...]
    records: int
    others: int


@dataclass(frozen=True)
class RecordGroup:
    """One running process, and what may be recorded as having happened in it."""

    place: str
    title: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class OthersGroup:
    """One running process, where it stands, and the steps that are for somebody else; `idle` have nothing to act on."""

    place: str
    title: str
    status: Status
    tasks: tuple[Task, ...]
    idle: tuple[Task, ...]


def task_groups(loaded: Loaded, actor: Actor, at: datetime, reference: str) -> tuple[TaskGroup, ...]:
    """Every process of a case in the registry's order, each with what one person may decide from its status."""
    address = partial(step_address, reference)
    return tuple(_group(place, attempt, address) for place, attempt in _attempts(loaded, actor, at))


def record_groups(loaded: Loaded, actor: Actor, at: datetime, reference: str) -> tuple[RecordGroup, ...]:
    """The processes of a case in which one person may record what has happened, in the registry's order."""
    address = partial(step_address, reference)
    groups = (_records(place, attempt, address) for place, attempt in _attempts(loaded, actor, at))
    return tuple(group for group in groups if group.tasks)


def others_groups(loaded: Loaded, actor: Actor, at: datetime, reference: str) -> tuple[OthersGroup, ...]:
    """The processes of a case from whose status somebody else has a step to take, in the registry's order."""
    address = partial(step_address, reference)
    groups = (_others(place, attempt, address) for place, attempt in _attempts(loaded, actor, at))
    return tuple(group for group in groups if group.tasks or group.idle)


def own_tasks(loaded: Loaded, actor: Actor, at: datetime, reference: str) -> tuple[Task, ...]:
    """Every step of a case that one person may take now, or once nothing is missing."""
    address = partial(step_address, reference)
    attempts = (attempt for _, attempt in _attempts(loaded, actor, at))
    return tuple(task for attempt in attempts for task in _tasks(_judged(attempt, _mine(attempt)), attempt, address))


def _attempts(loaded: Loaded, actor: Actor, at: datetime) -> Iterator[tuple[str, Attempt]]:
    """Each process of a case in the registry's order, with its place on pages, as one person meets it."""
    order = list(WORKFLOWS)
    processes = sorted(loaded.file.processes, key=lambda p: order.index(p.workflow))
    for number, process in enumerate(processes, start=1):
        yield f"process-{number}", Attempt(loaded.file, process, actor, at)


def _group(place: str, attempt: Attempt, address: Address) -> TaskGroup:
    offered = _offered(attempt)
    mine = [step for step in offered if step.by & attempt.by.roles]
    found = _judged(attempt, [step for step in mine if step.kind is Kind.DECISION])
    return TaskGroup(
        place=place,
        workflow=attempt.process.workflow,
        title=_title(attempt),
        status=attempt.process.status,
        decisions=_tasks((d for d in found if not d.idle), attempt, address),
        idle=_tasks((d for d in found if d.idle), attempt, address),
        records=sum(step.kind is Kind.EVENT for step in mine),
        others=len(offered) - len(mine),
    )


def _records(place: str, attempt: Attempt, address: Address) -> RecordGroup:
    found = _judged(attempt, [step for step in _mine(attempt) if step.kind is Kind.EVENT])
    return RecordGroup(place, _title(attempt), _tasks(found, attempt, address))


def _others(place: str, attempt: Attempt, address: Address) -> OthersGroup:
    found = _judged(attempt, _for_others(attempt))
    return OthersGroup(
        place=place,
        title=_title(attempt),
        status=attempt.process.status,
        tasks=_tasks((d for d in found if not d.idle), attempt, address),
        idle=_tasks((d for d in found if d.idle), attempt, address),
    )


def _tasks(decisions: Iterable[Decision], attempt: Attempt, address: Address) -> tuple[Task, ...]:
    return tuple(task_of(decision, attempt, address) for decision in decisions)


def _judged(attempt: Attempt, steps: Sequence[Step]) -> Sequence[Decision]:
    return WORKFLOWS[attempt.process.workflow].choices(attempt, steps)


def _mine(attempt: Attempt) -> list[Step]:
    return [step for step in _offered(attempt) if step.by & attempt.by.roles]


def _for_others(attempt: Attempt) -> list[Step]:
    return [step for step in _offered(attempt) if not step.by & attempt.by.roles]


def _offered(attempt: Attempt) -> list[Step]:
    """The steps out of a process's status that the pages of a case offer."""
    found = WORKFLOWS[attempt.process.workflow].open_steps(attempt.process.status)
    return [step for step in found if not step.own_page or (step.takes_over and _has_it(attempt))]


def _has_it(attempt: Attempt) -> bool:
    """Whether it is a deputy who has the case, and may hand it on."""
    return deputy(attempt.file) == attempt.by.person


def _title(attempt: Attempt) -> str:
    process, title = attempt.process, WORKFLOWS[attempt.process.workflow].title
    return f"{title}: {attempt.file.name(process.about)}" if process.about else title


def task_of(decision: Decision, attempt: Attempt, address: Address) -> Task:
    """One of the engine's decisions as a task. What is missing for others leaves out what is about the reader."""
    step, state = decision.step, _state(decision)
    possible = state in (TaskState.NOW, TaskState.URGENT)
    about_the_case = [r for r in decision.blocking if r.remedy not in (None, "declare-interests")]
    blocking = about_the_case if state is TaskState.OTHERS else decision.blocking
    return Task(
        trigger=step.trigger,
        title=step.label,
        href=address(step.trigger, attempt.process.about) if possible else "",
        state=state,
        whose=whose(step),
        reasons=missing(blocking, attempt, address),
    )


def _state(decision: Decision) -> TaskState:
    if not decision.right_role:
        return TaskState.OTHERS
    if decision.allowed:
        return TaskState.NOW
    return TaskState.URGENT if decision.could_be_urgent else TaskState.NOT_YET


def whose(step: Step) -> str:
    """The roles that may take a step: "Intake, Investigator or Appropriate authority"."""
    return _any_of(step.by)


@cache
def _any_of(roles: frozenset[Role]) -> str:
    names = [role.label for role in Role if role in roles]
    return " or ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def missing(requirements: Iterable[Requirement], attempt: Attempt, address: Address) -> tuple[Missing, ...]:
    """The unmet requirements in words, each with its citation and the way to supply what is missing."""
    return tuple(_missing(requirement, attempt, address) for requirement in requirements)


def _missing(requirement: Requirement, attempt: Attempt, address: Address) -> Missing:
    remedy = STEPS[requirement.remedy] if requirement.remedy else None
    own = requirement in DECLARATION
    place = place_of(remedy, attempt.file, attempt.process) if remedy else None
    return Missing(
        text=requirement.unmet,
        cite=requirement.cite.short,
        # A declaration stops every decision alike: its note would stand under each of them.
        caveat="" if own else requirement.cite.caveat,
        href=address(remedy.trigger, place.about) if remedy and place else "",
        whose=whose(remedy) if remedy and not remedy.by & attempt.by.roles else "",
        own=own,
    )


def place_of(step: Step, file: CaseFile, here: ProcessFact) -> ProcessFact | None:
    """The process in which a step is taken: the one that asks for it, or the first that stands where it starts."""
    workflow = WORKFLOW_OF[step.trigger].name
    if workflow == here.workflow:
        return here
    running = file.running(workflow)
    return next((p for p in running if p.status in step.source), next(iter(running), None))
