"""By when: what starts a deadline, what meets it, and a plain explanation. A clock never blocks anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from workflows.calendar import Calendar, Limit, first_moment_after
from workflows.citations import Citation
from workflows.model import PersonRef

if TYPE_CHECKING:
    from workflows.casefile import CaseFile, ProcessFact


CASE_CLOSED = "The case is closed."
"""Why a clock no longer runs that the end of the case has stopped."""


class Run(NamedTuple):
    """One run of a clock: the London day it starts, why, under which limit, and when it was met (UTC).

    `ended` says, where the clock stopped without being met, why it no longer runs.
    """

    starts: date
    because: str
    limit: Limit
    met_at: datetime | None = None
    ended: str = ""


@dataclass(frozen=True, kw_only=True)
class Clock:
    """A deadline of one workflow. `runs` finds every run in a case, oldest first.

    `met_by` are the triggers of the steps by which somebody may meet it; empty where there is no form for that.
    `own_target` marks a limit that the force has set itself: its closures move it (settlement 21). A clock that is
    `after_closure` runs on when the case has ended. A `personal` one is about what one person owes for herself or
    himself: it presses nobody else who works on the case.
    """

    id: str
    title: str
    workflow: str
    met_by: tuple[str, ...] = ()
    cite: Citation
    runs: Callable[[CaseFile, ProcessFact], Iterable[Run]]
    pauses: str = "Nothing pauses this clock."
    own_target: bool = False
    after_closure: bool = False
    personal: bool = False


class Due(NamedTuple):
    """A run worked out. `last_day` is the last London day in time; `due_at` (UTC) the first late moment."""

    clock: str
    workflow: str
    about: PersonRef | None
    nth: int
    starts: date
    last_day: date
    due_at: datetime
    met_at: datetime | None
    ended: str
    explanation: str


def deadlines(file: CaseFile, clocks: Iterable[Clock]) -> tuple[Due, ...]:
    """Every deadline of a case, from its facts alone."""
    return tuple(
        _due(file, clock, process, nth, run)
        for clock in clocks
        for process in file.running(clock.workflow)
        for nth, run in enumerate(clock.runs(file, process), start=1)
    )


@lru_cache(maxsize=4096)
def _counted(calendar: Calendar, limit: Limit, starts: date) -> tuple[date, datetime, str]:
    """The last day, the first late moment, and how they were counted: kept, as each step counts the same runs again."""
    last_day = calendar.last_day(limit, starts)
    return last_day, first_moment_after(last_day), calendar.explain(limit, starts, last_day)


def _due(file: CaseFile, clock: Clock, process: ProcessFact, nth: int, run: Run) -> Due:
    calendar = file.terms.target_calendar if clock.own_target else file.terms.calendar
    last_day, due_at, counted = _counted(calendar, run.limit, run.starts)
    closed = file.closed and run.met_at is None and not clock.after_closure
    ended = run.ended or (CASE_CLOSED if closed else "")
    explanation = " ".join(filter(None, (f"{run.because}:", counted, clock.pauses, ended)))
    return Due(
        clock=clock.id,
        workflow=clock.workflow,
        about=process.about,
        nth=nth,
        starts=run.starts,
        last_day=last_day,
        due_at=due_at,
        met_at=run.met_at,
        ended=ended,
        explanation=explanation,
    )
