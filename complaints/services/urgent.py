"""Urgent access: the step on the case, and the session to which the case is open from then on."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from complaints.facts.load import Owner
from complaints.models.people import SignedIn
from complaints.services import sign_in
from complaints.services.progress import Place, Taken, take_step
from workflows.handling.urgent_access import UseUrgentAccess
from workflows.model import Role


def use_urgent_access(
    session: Session,
    case_id: int,
    *,
    key: str | None,
    by: SignedIn,
    at: datetime,
    entry: UseUrgentAccess,
    submission: str,
) -> Taken:
    """State on the case why it is opened, and open it to the web session of this `key` (none in a story).

    `by` must have been found to be excluded from nothing here. Raises `Stale`.
    """
    lent = replace(by, roles=by.roles | {Role.URGENT})
    place = Place(Owner.CASE, case_id)
    taken = take_step(session, place, "use-urgent-access", by=lent, at=at, entry=entry, submission=submission)
    if key is not None:
        sign_in.open_urgently(session, case_id, key=key, at=at)
    return taken
