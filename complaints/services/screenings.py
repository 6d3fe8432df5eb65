"""Screens whoever a step would give work on a case, and copies what was found onto the case.

What was found is read on the page for those who decide and nowhere else: a refusal says that a possible link waits,
never which.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session

from complaints.facts.load import Loaded
from complaints.facts.screening import screen_for_the_case
from complaints.facts.statement import SCREENING
from complaints.models.people import SignedIn
from workflows.model import Entry, Step
from workflows.screening.kept import Screened, stored

ADD_SCREENINGS = insert(SCREENING)


def look_up(
    session: Session, case_id: int | None, loaded: Loaded, step: Step, by: SignedIn, entry: Entry, at: datetime
) -> tuple[Loaded, tuple[Screened, ...]]:
    """What links whoever a step would give work with the case, at a moment in UTC; and the file with it.

    Before the step is decided: allocation waits for a clean or decided screen (settlement 5).
    """
    asked = list(step.screens(by.actor, entry))
    if case_id is None or not asked:
        return loaded, ()
    found = screen_for_the_case(session, case_id, asked, by=by, now=at)
    screenings = (*loaded.file.screenings, *found)
    return replace(loaded, file=replace(loaded.file, screenings=screenings)), found


def keep(session: Session, case_id: int | None, event_id: int, found: Sequence[Screened]) -> None:
    """Copy what was found onto the case."""
    if found:
        rows = [{"event_id": event_id, "case_id": case_id, **columns(each)} for each in found]
        session.connection().execute(ADD_SCREENINGS, rows)


def columns(found: Screened) -> dict[str, Any]:
    """A screening as its table takes it."""
    return {"person": found.person, "role": found.role, "links": stored(found.links)}


def covered(case_id: int | None, found: Iterable[Screened]) -> list[dict[str, Any]]:
    """What the log's digest of an event covers of its screenings."""
    return [{"case_id": case_id, **columns(each)} for each in found]
