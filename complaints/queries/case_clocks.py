"""The deadlines of a case as they stand on a day, each with how it is counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlmodel import Session

from complaints.models import metadata
from complaints.models.people import SignedIn
from complaints.queries.addresses import step_address
from complaints.queries.due import due, in_words, may_be_shown, runs_for_the_case
from complaints.queries.shown import Shown
from complaints.queries.tasks import place_of
from complaints.queries.told import asked_by
from workflows.calendar import london_day
from workflows.casefile import ProcessFact
from workflows.registry import CLOCK, STEPS
from workflows.words import written

DEADLINE = metadata.tables["deadline"]
_of_case = select(DEADLINE).where(DEADLINE.c.case_id == bindparam("case"))
_of_case = _of_case.order_by(DEADLINE.c.last_day, DEADLINE.c.id)
DEADLINES = _of_case.where(may_be_shown)
PRESSING = _of_case.where(runs_for_the_case).limit(bindparam("number"))


@dataclass(frozen=True)
class StepLink:
    """The form of a step by which a deadline may be met."""

    label: str
    href: str


@dataclass(frozen=True)
class Clock:
    """A deadline: `text` says how it stands, `tone` is that of the clock macro. `day` is what stays true on paper.

    `about` is whom its process is about, or who owes what one person owes, and since what. `steps` lead to the forms
    by which its reader may meet it.
    """

    label: str
    about: str
    text: str
    day: str
    tone: str
    explanation: str
    cite: str
    caveat: str
    steps: tuple[StepLink, ...]


@dataclass(frozen=True)
class Clocks:
    """The deadlines of a case: those that run, the most pressing first, and those that were met or ended."""

    running: tuple[Clock, ...]
    stopped: tuple[Clock, ...]


def clocks_of(session: Session, case_id: int, reference: str, loaded: Shown, actor: SignedIn, today: date) -> Clocks:
    """The stored deadlines of a case, by row id, that `actor` may know of, as they stand on a London day."""
    rows = session.connection().execute(DEADLINES, {"case": case_id, **asked_by(actor)}).all()
    reading = _Reading(loaded, actor, reference, today)
    running, stopped = ([row for row in rows if _runs(row) is wanted] for wanted in (True, False))
    return Clocks(reading.clocks(running), reading.clocks(stopped))


def pressing_clocks(
    session: Session, case_id: int, reference: str, loaded: Shown, actor: SignedIn, today: date, number: int
) -> tuple[Clock, ...]:
    """So many of the deadlines that run, the most pressing first."""
    asked = {"case": case_id, "number": number, **asked_by(actor)}
    rows = session.connection().execute(PRESSING, asked).all()
    return _Reading(loaded, actor, reference, today).clocks(rows)


def _runs(row: Row[Any]) -> bool:
    return row.met_at is None and not row.ended


@dataclass(frozen=True)
class _Reading:
    """A case by its reference, as somebody reads its deadlines on a London day."""

    case: Shown
    actor: SignedIn
    reference: str
    today: date

    def clocks(self, rows: Iterable[Row[Any]]) -> tuple[Clock, ...]:
        places = {row.id: ProcessFact(row.workflow, row.about, row.status) for row in self.case.rows}
        return tuple(self._clock(row, places[row.process_id]) for row in rows)

    def _clock(self, row: Row[Any], place: ProcessFact) -> Clock:
        clock, explanation = CLOCK[row.clock], self.case.text(row.explanation)
        about = self.case.file.name(place.about) if place.about else ""
        text, tone = _standing(row, self.today)
        return Clock(
            label=clock.title,
            about=about or (explanation.partition(":")[0] if clock.personal else ""),
            text=text,
            day=f"{'was due' if row.last_day < self.today else 'due'} on {written(row.last_day)}",
            tone=tone,
            explanation=explanation,
            cite=clock.cite.short,
            caveat=clock.cite.caveat,
            steps=tuple(self._steps(clock.met_by, place)) if _runs(row) else (),
        )

    def _steps(self, triggers: Iterable[str], place: ProcessFact) -> Iterator[StepLink]:
        """Of some steps those that are the reader's to take, each where it starts. The form says what is missing.

        A declaration is somebody's own, and may not be the reader's: the page asks them for theirs above.
        """
        for step in (STEPS[trigger] for trigger in triggers):
            there = place_of(step, self.case.file, place)
            own = step.trigger == "declare-interests"
            if there and there.status in step.source and step.by & self.actor.roles and not own:
                yield StepLink(step.label, step_address(self.reference, step.trigger, there.about))


def _standing(row: Row[Any], today: date) -> tuple[str, str]:
    if row.met_at:
        late = ", late" if row.met_at >= row.due_at else ""
        return f"met on {written(london_day(row.met_at))}{late}", "met"
    if row.ended:
        return "ended", "paused"
    return in_words(row.last_day, today), due(row.last_day, today).tone
