"""The steps that are worth asking for at an address."""

from functools import cache

from complaints.facts.load import Owner, owner_of
from workflows.registry import STEPS, WORKFLOW_OF

OWNERS = {
    "cases": Owner.CASE,
    "panel": Owner.MEETING,
    "confidential": Owner.CONFIDENTIAL,
    "gatekeeper": Owner.CONFIDENTIAL,
    "administration": Owner.OFFICE,
}
"""Whose steps are taken under an address, by its first part. A new kind of address is a KeyError until it is here."""


@cache
def triggers_at(path: str) -> tuple[str, ...]:
    """Every step that can be taken there, and one that cannot: to that page the others are no different."""
    owner = OWNERS[path.split("/")[1]]
    own = tuple(trigger for trigger in STEPS if owner_of(WORKFLOW_OF[trigger].name) is owner)
    return (*own, next(trigger for trigger in STEPS if trigger not in own))
