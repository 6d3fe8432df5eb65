"""What people state about what the panel asks for in a case."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from workflows.model import ActionRef, Ask, Entry, Pick
from workflows.scrutiny.vocabulary import ActionKind, ActionOwner, Ending


@dataclass(frozen=True, kw_only=True)
class AgreeAction(Entry):
    """The panel has agreed what should happen next in a case."""

    kind: Annotated[ActionKind, Ask("What is it for?")]
    what: Annotated[str, Ask("What is to be done?", "Name nobody. The panel is not shown this text.", long=True)]
    owner: Annotated[ActionOwner, Ask("Who will see to it?")]
    due_on: Annotated[date, Ask("By which day?")]


@dataclass(frozen=True, kw_only=True)
class CompleteAction(Entry):
    """What came of an action that the panel agreed."""

    agreed: Annotated[ActionRef, Ask("Which action?", pick=Pick.ACTIONS)]
    ending: Annotated[Ending, Ask("What came of it?")]
    account: Annotated[str, Ask("What was done, or why was it not?", long=True)]
