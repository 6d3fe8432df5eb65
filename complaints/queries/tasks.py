"""What may be done in a case, by whom, and all that is missing first: the engine's own answers, made readable."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial

from complaints.facts.load import Loaded
from complaints.queries.addresses import step_address
from workflows.casefile import ProcessFact
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
    """One running process, where it stands, this person's steps, and how many are for somebody else.

    `decisions` wait for what is missing; `records` only say what has happened; `idle` have nothing to act on.
    """

    title: str
    status: Status
    decisions: tuple[Task, ...]
    records: tuple[Task, ...]
    idle: tuple[Task, ...]
    others: int

    @property
    def mine(self) -> tuple[Task, ...]:
        """Every step that this person may take now or once nothing is missing."""
        return self.decisions + self.records + self.idle


@dataclass(frozen=True)
class OthersGroup:
    """One running process, where it stands, and the steps that are for somebody else; `idle` have nothing to act on."""

    title: str
    status: Status
    tasks: tuple[Task, ...]
    idle: tuple[Task, ...]


def task_groups(loaded: Loaded, actor: Actor, at: datetime, reference: str) -> tuple[TaskGroup, ...]:
    """Every process of a case in the registry's order, each with what one person may do from its status."""
    address = partial(step_address, reference)
    return tuple(_group(Attempt(loaded.file, p, actor, at), address) for p in _in_order(loaded))


def others_groups(loaded: Loaded, actor: Actor, at: datetime, reference: str) -> tuple[OthersGroup, ...]:
    """The processes of a case from whose status somebody else has a step to take, in the registry's order."""
    address = partial(step_address, reference)
    groups = (_others(Attempt(loaded.file, p, actor, at), address) for p in _in_order(loaded))
    return tuple(group for group in groups if group.tasks or group.idle)


def _in_order(loaded: Loaded) -> list[ProcessFact]:
    order = list(WORKFLOWS)
    return sorted(loaded.file.processes, key=lambda p: order.index(p.workflow))


def _group(attempt: Attempt, address: Address) -> TaskGroup:
    mine, others = _shared_out(attempt)
    found = WORKFLOWS[attempt.process.workflow].choices(attempt, mine)
    return TaskGroup(
        title=_title(attempt),
        status=attempt.process.status,
        decisions=_tasks((d for d in found if d.step.kind is Kind.DECISION and not d.idle), attempt, address),
        records=_tasks((d for d in found if d.step.kind is Kind.EVENT), attempt, address),
        idle=_tasks((d for d in found if d.idle), attempt, address),
        others=len(others),
    )


def _others(attempt: Attempt, address: Address) -> OthersGroup:
    _, others = _shared_out(attempt)
    found = WORKFLOWS[attempt.process.workflow].choices(attempt, others)
    return OthersGroup(
        title=_title(attempt),
        status=attempt.process.status,
        tasks=_tasks((d for d in found if not d.idle), attempt, address),
        idle=_tasks((d for d in found if d.idle), attempt, address),
    )


def _tasks(decisions: Iterable[Decision], attempt: Attempt, address: Address) -> tuple[Task, ...]:
    return tuple(task_of(decision, attempt, address) for decision in decisions)


def _shared_out(attempt: Attempt) -> tuple[list[Step], list[Step]]:
    """The steps out of a process's status that a case's page offers: this person's, and other people's."""
    found = WORKFLOWS[attempt.process.workflow].open_steps(attempt.process.status)
    steps = [step for step in found if not step.own_page or (step.takes_over and _has_it(attempt))]
    mine = [step for step in steps if step.by & attempt.by.roles]
    return mine, [step for step in steps if not step.by & attempt.by.roles]


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
    place, own = _place(remedy, attempt) if remedy else None, requirement in DECLARATION
    return Missing(
        text=requirement.unmet,
        cite=requirement.cite.short,
        # A declaration stops every decision alike: its note would stand under each of them.
        caveat="" if own else requirement.cite.caveat,
        href=address(remedy.trigger, place.about) if remedy and place else "",
        whose=whose(remedy) if remedy and not remedy.by & attempt.by.roles else "",
        own=own,
    )


def _place(remedy: Step, attempt: Attempt) -> ProcessFact | None:
    """The process in which a remedy is taken: this one, or the first that stands where the step starts."""
    workflow = WORKFLOW_OF[remedy.trigger].name
    if workflow == attempt.process.workflow:
        return attempt.process
    running = attempt.file.running(workflow)
    return next((p for p in running if p.status in remedy.source), next(iter(running), None))
