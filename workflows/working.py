"""In which roles somebody works on a case."""

from collections.abc import Iterator

from workflows.model import PSD, Role

HANDLERS = PSD | {Role.OVERSIGHT_OFFICER, Role.DUTY_INSPECTOR, Role.CHIEF_OFFICER, Role.DEPUTY}
"""The roles in which somebody works on a case."""

APPOINTED = frozenset({Role.INVESTIGATOR, Role.OVERSIGHT_OFFICER})
"""Those of them that nobody is allocated in: each is appointed by a step of its own."""

NO_WORK = "Nobody is given work on a case in this role. Choose one of the answers"


def problems_of_role(role: Role) -> Iterator[tuple[str, str]]:
    """What is wrong with the answer `role` of an entry; a missing one is None."""
    if role and role not in HANDLERS:
        yield "role", NO_WORK
