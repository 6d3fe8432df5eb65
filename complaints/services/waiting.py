"""What a refused allocation leaves behind: that a possible link waits, so that whoever decides learns of it."""

from datetime import datetime

from sqlmodel import Session

from complaints.models.people import SignedIn
from complaints.services.progress import Place, take_step
from workflows.model import Entry, Refused
from workflows.registry import STEPS
from workflows.screening.entries import ScreenPerson
from workflows.screening.requirements import LINKS_FIRST


def link_waits(refused: Refused) -> bool:
    """Whether a step was refused because a possible link waits for a decision."""
    return bool(LINKS_FIRST & set(refused.missing))


def record_waiting(
    session: Session, place: Place, trigger: str, *, by: SignedIn, at: datetime, entry: Entry, submission: str
) -> None:
    """Screen whoever a refused step would have given work, by a step of its own: what it found was rolled back.

    `submission` is the refused form's: sent again, it is refused again and leaves nothing twice.
    """
    for number, (person, role) in enumerate(STEPS[trigger].allocates(by.actor, entry)):
        take_step(
            session,
            Place(place.owner, place.id),
            "screen-person",
            by=by,
            at=at,
            entry=ScreenPerson(person=person, role=role),
            submission=f"{submission}-screened-{number}",
        )
