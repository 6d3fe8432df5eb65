"""Who is asked whether two cases are about one person: a gatekeeper, or a deputy where no gatekeeper may be asked.

Nobody is who is excluded from either case, or whom a possible link that is not decided would keep from it: as with a
deputy who takes a case over. What was found is kept nowhere, and shown to nobody.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, exists, select
from sqlmodel import Session

from complaints.facts.screening import kept_away
from complaints.models.people import SignedIn, holds
from complaints.queries.outside import ACCOUNT
from complaints.queries.visible import EXCLUSION, PERSON
from workflows.model import PersonRef, Role

_barred = EXCLUSION.alias("barred")


def free_gatekeepers(cases: Any) -> Select[Any]:
    """The references of the gatekeepers whom no exclusion keeps from any of these cases."""
    kept_out = (_barred.c.person_id == ACCOUNT.c.person_id, _barred.c.until.is_(None))
    return (
        select(PERSON.c.reference)
        .join(ACCOUNT, ACCOUNT.c.person_id == PERSON.c.id)
        .where(holds(Role.GATEKEEPER), ~exists().where(*kept_out, _barred.c.case_id.in_(cases)))
    )


FREE = free_gatekeepers(bindparam("cases", expanding=True))


class Asking:
    """Who may be asked of two cases, at a moment in UTC, as far as one person may know.

    What was found of a case is kept as long as this.
    """

    def __init__(self, session: Session, actor: SignedIn, now: datetime) -> None:
        self._session, self._actor, self._now = session, actor, now
        self._found: dict[tuple[int, Role, tuple[PersonRef, ...]], frozenset[PersonRef]] = {}

    def is_asked(self, cases: tuple[int, int]) -> bool:
        """Whether that person, who is excluded from neither, is asked. Of anybody else the door says whose it is."""
        actor = self._actor
        if Role.GATEKEEPER in actor.roles:
            return not self._kept_away([actor.person], Role.GATEKEEPER, cases)
        if Role.DEPUTY in actor.roles:
            return self.nobody_left(cases) and not self._kept_away([actor.person], Role.DEPUTY, cases)
        return True

    def nobody_left(self, cases: tuple[int, int]) -> bool:
        """Whether no gatekeeper may be asked."""
        free = self._session.connection().execute(FREE, {"cases": cases}).scalars().all()
        return self._kept_away(free, Role.GATEKEEPER, cases) >= set(free)

    def _kept_away(self, people: Sequence[PersonRef], role: Role, cases: tuple[int, int]) -> set[PersonRef]:
        return {person for case in cases for person in self._of_case(case, role, tuple(sorted(people)))}

    def _of_case(self, case: int, role: Role, people: tuple[PersonRef, ...]) -> frozenset[PersonRef]:
        key = (case, role, people)
        if key not in self._found:
            self._found[key] = kept_away(self._session, case, people, role, reader=self._actor, now=self._now)
        return self._found[key]
