"""What a step copies onto its file from elsewhere: people as the register has them, and what links them with a case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from complaints.facts.load import Loaded
from complaints.models.people import SignedIn
from complaints.services import postings, screenings
from workflows.casefile import Posting
from workflows.model import Entry, Step
from workflows.screening.kept import Screened


@dataclass(frozen=True)
class Copied:
    """What was news to the file when a step was taken."""

    postings: Sequence[Posting]
    screenings: Sequence[Screened]


def look_up(
    session: Session, case_id: int | None, loaded: Loaded, step: Step, by: SignedIn, entry: Entry, at: datetime
) -> tuple[Loaded, Copied]:
    """What a step relies on from elsewhere at a moment in UTC, and the file with it: before the step is decided."""
    loaded, people = postings.look_up(session, loaded, by, entry, at)
    loaded, screened = screenings.look_up(session, case_id, loaded, step, by, entry, at)
    return loaded, Copied(people, screened)


def keep(session: Session, owner: Mapping[str, int | None], event_id: int, copied: Copied) -> None:
    """Copy it onto the file; `owner` are the columns that tie rows to it."""
    postings.keep(session, owner, event_id, copied.postings)
    screenings.keep(session, owner["case_id"], event_id, copied.screenings)


def covered(owner: Mapping[str, int | None], copied: Copied) -> list[dict[str, Any]]:
    """What the log's digest of an event covers of it."""
    people = [{**owner, **postings.columns(posting)} for posting in copied.postings]
    return [*people, *screenings.covered(owner["case_id"], copied.screenings)]
