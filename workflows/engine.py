"""A workflow: a lifecycle and its requirements in one `transitions` machine, and the only evaluation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Protocol

from transitions import Machine

from workflows.clocks import Clock
from workflows.model import Attempt, Decision, Kind, Refused, Requirement, Status, Step, Urgency


class BadWorkflow(Exception):
    """A table contradicts itself. Raised on import, so that it never reaches a user."""


class HasStatus(Protocol):
    """A row that can be lent to a workflow for one step."""

    status: Any


class Workflow:
    """One lifecycle. Built once at import; it holds no case, and is lent a row for one step at a time."""

    def __init__(
        self,
        name: str,
        title: str,
        *,
        statuses: type[Status],
        initial: Status,
        steps: tuple[Step, ...],
        requirements: tuple[Requirement, ...],
        clocks: tuple[Clock, ...] = (),
    ) -> None:
        self.name, self.title = name, title
        self.statuses, self.initial = statuses, initial
        self.steps, self.requirements, self.clocks = steps, requirements, clocks
        self.by_trigger = {step.trigger: step for step in steps}
        self._by_value = {status.value: status for status in statuses}
        self._check()
        self._open = {status: tuple(s for s in steps if status in s.source) for status in statuses}
        self._before = {s.trigger: tuple(r for r in requirements if r.precedes(s)) for s in steps}
        self._machine = Machine(
            model=None,
            states=list(statuses),
            initial=None,
            transitions=[_row(step) for step in steps],
            model_attribute="status",
            auto_transitions=False,
            send_event=True,
        )

    def status(self, value: str) -> Status:
        """The status that is stored as `value`. KeyError for one that this workflow does not have."""
        return self._by_value[value]

    def open_steps(self, status: Status) -> tuple[Step, ...]:
        """Every step out of a status."""
        return self._open[status]

    def choices(self, attempt: Attempt, steps: Sequence[Step] | None = None) -> tuple[Decision, ...]:
        """Every step out of the process's status, or only `steps`, each with all that stands in its way."""
        steps = self.open_steps(attempt.process.status) if steps is None else steps
        unmet = self._unmet(steps, attempt)
        return tuple(self._judge(step, attempt, unmet, None) for step in steps)

    def decide(self, step: Step, attempt: Attempt, urgency: Urgency | None = None) -> Decision:
        """The one evaluation of one step: pages, API, stories and `fire` all read this."""
        return self._judge(step, attempt, self._unmet([step], attempt), urgency)

    def _unmet(self, steps: Iterable[Step], attempt: Attempt) -> set[str]:
        """The ids of what is not on file before any of these steps. Each is asked once, but for what reads a step."""
        asked = {r.id: r for step in steps for r in self._before[step.trigger] if r.can_be_asked(attempt)}
        return {r.id for r in asked.values() if not r.reads_step and not r.met(attempt)}

    def _judge(self, step: Step, attempt: Attempt, not_met: set[str], urgency: Urgency | None) -> Decision:
        before = self._before[step.trigger]
        of_step = {r.id for r in before if r.reads_step and not r.met(replace(attempt, step=step))}
        unmet = [r for r in before if r.id in not_met | of_step]
        if step.kind is Kind.EVENT:
            blocking: list[Requirement] = []
        elif urgency and step.urgent:
            blocking = [r for r in unmet if not r.may_follow]
        else:
            blocking = unmet
        flags = tuple(r for r in unmet if r not in blocking)
        return Decision(step, bool(step.by & attempt.by.roles), tuple(blocking), flags)

    def fire(self, row: HasStatus, trigger: str, attempt: Attempt, urgency: Urgency | None = None) -> Decision:
        """Move `row` along one step, or raise `Refused` and leave it as it was.

        Raises `TypeError` where the entry is not the step's own kind: a caller's mistake, not a user's.
        """
        step = self.by_trigger.get(trigger)
        if step is None or row.status not in step.source:
            raise Refused(trigger, row.status)
        if type(attempt.entry) is not step.entry:
            raise TypeError(f"{trigger} takes {step.entry.__name__}, not {type(attempt.entry).__name__}")
        decision = self.decide(step, attempt, urgency)
        if not decision.allowed:
            raise Refused(trigger, row.status, decision)
        self._machine.events[trigger].trigger(row)
        return decision

    def correct(self, row: HasStatus, trigger: str, attempt: Attempt) -> Decision:
        """Judge a correction: it records in any status, moves nothing, and unmet requirements are flags."""
        step = self.by_trigger[trigger]
        decision = self.decide(step, attempt)
        if not decision.right_role:
            raise Refused(trigger, row.status, decision)
        return Decision(step, True, (), decision.blocking + decision.flags)

    def _check(self) -> None:
        if len(self.by_trigger) != len(self.steps):
            raise BadWorkflow(f"{self.name}: two steps share a trigger")
        named = {t for r in self.requirements if not r.is_general for t in r.before}
        if stray := named - set(self.by_trigger):
            raise BadWorkflow(f"{self.name}: requirements name unknown steps {sorted(stray)}")
        if len({r.id for r in self.requirements}) != len(self.requirements):
            raise BadWorkflow(f"{self.name}: two requirements share an id")
        edges = {(source, s.dest) for s in self.steps if s.dest for source in s.source}
        if lost := set(self.statuses) - _reach({self.initial}, edges):
            raise BadWorkflow(f"{self.name}: no way in to {sorted(lost)}")
        final = {s for s in self.statuses if s.final}
        if stuck := set(self.statuses) - _reach(final, {(dest, source) for source, dest in edges}):
            raise BadWorkflow(f"{self.name}: no way out of {sorted(stuck)}")


def _row(step: Step) -> dict[str, Any]:
    # One row a step: `transitions` keeps the order, and an internal transition has dest None.
    return {"trigger": step.trigger, "source": list(step.source), "dest": step.dest}


def _reach(start: Iterable[Status], edges: set[tuple[Status, Status]]) -> set[Status]:
    seen = set(start)
    while more := {dest for source, dest in edges if source in seen} - seen:
        seen |= more
    return seen
