"""The actions that the panel has agreed in a case, and what came of each."""

from dataclasses import dataclass

from workflows.casefile import CaseFile, Fact, kept
from workflows.model import ActionRef
from workflows.scrutiny.entries import AgreeAction, CompleteAction


@dataclass(frozen=True)
class Action:
    """An action and, once it is complete, what was stated then. "a1" is the first of the case."""

    ref: ActionRef
    agreed: Fact[AgreeAction]
    completed: Fact[CompleteAction] | None


@kept
def actions(file: CaseFile) -> tuple[Action, ...]:
    """Every action of a case, in the order agreed."""
    ends = {f.entry.agreed: f for f in reversed(file.all(CompleteAction))}
    agreed = enumerate(file.all(AgreeAction), start=1)
    return tuple(Action(ref, f, ends.get(ref)) for n, f in agreed for ref in (ActionRef(f"a{n}"),))


def open_actions(file: CaseFile) -> tuple[Action, ...]:
    """Those that are not complete yet."""
    return tuple(action for action in actions(file) if action.completed is None)
